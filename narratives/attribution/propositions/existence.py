"""Sentences with "there": "found no proof that P" → "There is no proof that P."."""

from typing import TYPE_CHECKING

from narratives.attribution.propositions.pronouns import PronounReplacer
from narratives.attribution.utterances.absences import EVIDENCE, lacks
from narratives.attribution.utterances.utterance import Utterance

if TYPE_CHECKING:
    from spacy.tokens import Token


def absence_sentence(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the sentence for `Form.ABSENCE`."""
    changes = {word.i: "no" for word in utterance.words[:1] if word.lower_ == "any"}
    missing = "" if lacks(utterance.head) or changes else "no "
    return f"there {_be(utterance.head)} {missing}{replacer.render(utterance.words, replaced=changes)}"


def _be(noun: "Token") -> str:
    """Return "is" for evidence, and "was" for what it would be evidence of: "There was no fraud"."""
    plural = noun.tag_ == "NNS"
    if noun.lower_ in EVIDENCE:
        return "are" if plural else "is"
    return "were" if plural else "was"


def existence_sentence(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return "there was a leak" for "what they say was a leak", or "" for another content."""
    head, speaker = utterance.head, utterance.speaker
    opens = head.lemma_ == "be" and bool(utterance.words) and utterance.words[0] == head
    if not opens or not speaker or speaker[0].doc is not head.doc or speaker[0].i == 0:
        return ""
    return f"there {replacer.render(utterance.words)}" if speaker[0].nbor(-1).lower_ == "what" else ""
