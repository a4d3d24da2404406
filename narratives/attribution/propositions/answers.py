"""Find the statements that a denial or an endorsement refers to, as in "denied the allegation"."""

from collections.abc import Sequence

from narratives.attribution.cues import cues
from narratives.attribution.speakers.affiliations import Affiliations
from narratives.attribution.speakers.speaker import Speaker
from narratives.attribution.utterances.utterance import Utterance
from narratives.model import Assertion, Stance

_MAX_PARAGRAPHS_BACK = 2
"""Maximum number of paragraphs between an answer and the statement that it refers to."""

_PLURAL_TAGS = frozenset({"NNS"})


def answered_assertions(
    answer: Utterance,
    speaker: Speaker | None,
    earlier: Sequence[tuple[Utterance, Speaker | None, Assertion]],
    affiliations: Affiliations,
    *,
    owner: Speaker | None = None,
) -> list[Assertion]:
    """Return the assertions of another speaker that the answer refers to; empty if none can be determined.

    With an ``owner`` ("the minister's version"), these are the assertions of the owner's last sentence.

    Otherwise, the candidates are the assertions in the last sentence of the nearest speaker before the
    answer. The first of these that exists is returned: the candidates that mention the answering party (one
    for a singular, all for a plural such as "the allegations"); the nearest assertion with an accusing cue;
    for a noun ("the claim", not "it"), the only candidate, if it is in the same paragraph. "That account"
    refers to a whole account, so no assertion is returned.

    Args:
        answer: the utterance that denies or endorses.
        speaker: who answers, or None if unknown.
        earlier: the utterances resolved so far, with their speakers and assertions.
        affiliations: the parties and their names.
        owner: whose statement is meant, if the text says so.
    """
    if owner is None and answer.head.lemma_.lower() in cues().account_nouns:
        return []
    candidates = [
        (utterance, other, assertion)
        for utterance, other, assertion in earlier
        if other is not None
        and answer.paragraph - _MAX_PARAGRAPHS_BACK <= utterance.paragraph
        and _position(utterance) < _position(answer)
        and not utterance.answers_earlier
        and assertion.stance in (Stance.ASSERTS, Stance.DENIES)
        and not _is_same_party(speaker, other)
        and (owner is None or other.name == owner.name)
    ]
    if not candidates:
        return []
    nearest, nearest_speaker, _ = max(candidates, key=lambda entry: _position(entry[0]))
    statements = [
        assertion
        for utterance, other, assertion in candidates
        if other.name == nearest_speaker.name and _sentence_position(utterance) == _sentence_position(nearest)
    ]
    if owner is not None:
        return statements
    about_party = [
        assertion for assertion in statements if speaker and _mentions_party(assertion, speaker, affiliations)
    ]
    if about_party:
        return about_party if answer.head.tag_ in _PLURAL_TAGS else about_party[:1]
    accusations = [
        entry
        for entry in candidates
        if entry[0].cue and entry[0].cue[-1].lemma_.lower() in cues().accusing_verbs
    ]
    if accusations:
        return [max(accusations, key=lambda entry: _position(entry[0]))[2]]
    named = answer.head.pos_ == "NOUN"
    return statements if named and len(statements) == 1 and nearest.paragraph == answer.paragraph else []


def _position(utterance: Utterance) -> tuple[int, int]:
    first = utterance.cue[-1] if utterance.cue else utterance.head
    return utterance.paragraph, first.i


def _sentence_position(utterance: Utterance) -> tuple[int, int]:
    first = utterance.cue[-1] if utterance.cue else utterance.head
    return utterance.paragraph, first.sent.start


def _is_same_party(speaker: Speaker | None, other: Speaker) -> bool:
    if speaker is None:
        return False
    party = speaker.affiliation.party
    return speaker.name == other.name or (party is not None and party == other.affiliation.party)


def _mentions_party(assertion: Assertion, speaker: Speaker, affiliations: Affiliations) -> bool:
    """Return True if the text of the assertion contains the name of the speaker or of the speaker's party."""
    text = assertion.text.casefold()
    party = speaker.affiliation.party
    known = {name for names in affiliations.names if names.party.name == party for name in names.all_names}
    return any(name in text for name in {*known, speaker.name.casefold()})
