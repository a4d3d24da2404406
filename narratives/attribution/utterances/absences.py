"""What somebody looked for and did not find: "found no evidence that P", "did not see any sign of a leak"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from narratives.attribution.cues import cue_lemma, cues
from narratives.attribution.utterances.frames import LACKING, is_conditional_or_modal
from narratives.attribution.utterances.sources import cue_words, speaker_of, speaker_words
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import child, is_finite, is_negated, trim
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINDING = frozenset({"find", "see", "uncover", "discover", "detect"})
EVIDENCE = frozenset("evidence proof sign signs indication indications trace traces basis".split())
"""Nouns for what shows that something is so."""
_FAULTS = frozenset(
    "wrongdoing misconduct violation violations fraud collusion link links connection irregularities fault "
    "negligence crime bias".split()
)


def absence_contents(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield "no evidence that P" of "found no evidence that P", as a statement of who looked for it."""
    obj = child(verb, "dobj")
    speaker = speaker_of(verb) if obj is not None and verb.lemma_.lower() in _FINDING else None
    if obj is None or speaker is None or not is_finite(verb) or is_conditional_or_modal(verb):
        return
    if verb.dep_ == "relcl" or (verb.dep_ == "ccomp" and cues().is_verb(cue_lemma(verb.head))):
        return  # "said it found no evidence": a report of its own
    if obj.lower_ not in EVIDENCE | _FAULTS or is_negated(verb) == lacks(obj):
        return
    yield Utterance(
        paragraph=paragraph,
        form=Form.ABSENCE,
        head=obj,
        words=trim(list(obj.subtree)),
        cue=cue_words(verb),
        speaker=speaker_words(speaker),
        stance=Stance.ASSERTS,
    )


def lacks(noun: "Token") -> bool:
    """Return True for "no evidence" and "little evidence"."""
    return any(kid.lower_ in LACKING - {"any"} for kid in noun.lefts)
