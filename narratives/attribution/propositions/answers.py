"""Find what "denied the allegation" denies."""

from collections.abc import Sequence

from narratives.attribution.cues import cues
from narratives.attribution.speakers.affiliations import Affiliations
from narratives.attribution.speakers.cast import Speaker
from narratives.attribution.utterances.utterance import Utterance
from narratives.model import Assertion, Stance

_REACH = 2
"""Paragraphs back that an answer may reach."""

_PLURAL = frozenset({"NNS"})


def answered(
    answer: Utterance,
    speaker: Speaker | None,
    made: Sequence[tuple[Utterance, Speaker | None, Assertion]],
    affiliations: Affiliations,
    *,
    owner: Speaker | None = None,
) -> list[Assertion]:
    """The assertions of another speaker that the answer takes up; empty where none can be told.

    Of a named ``owner`` ("the minister's version") what he said last.

    Among the contents of the nearest speaker before it, in the sentence said last: those that name the
    answering party. Else the nearest content that is put as an accusation; else, for "the claim" and not for
    a mere "it", the only content of the sentence right before. A plural ("the allegations") takes all that
    name the party, a singular one. "That account" stands for a whole telling and takes none.
    """
    if owner is None and answer.head.lemma_.lower() in cues().tellings:
        return []
    before = [
        (utterance, other, assertion)
        for utterance, other, assertion in made
        if other is not None
        and answer.paragraph - _REACH <= utterance.paragraph
        and _place(utterance) < _place(answer)
        and not utterance.takes_up
        and assertion.stance in (Stance.ASSERTS, Stance.DENIES)
        and not _same_side(speaker, other)
        and (owner is None or other.name == owner.name)
    ]
    if not before:
        return []
    nearest, nearest_speaker, _ = max(before, key=lambda entry: _place(entry[0]))
    theirs = [
        assertion
        for utterance, other, assertion in before
        if other.name == nearest_speaker.name and _sentence(utterance) == _sentence(nearest)
    ]
    if owner is not None:
        return theirs
    about_us = [assertion for assertion in theirs if speaker and _names(assertion, speaker, affiliations)]
    if about_us:
        return about_us if answer.head.tag_ in _PLURAL else about_us[:1]
    accusations = [
        entry for entry in before if entry[0].cue and entry[0].cue[-1].lemma_.lower() in cues().accusing
    ]
    if accusations:
        return [max(accusations, key=lambda entry: _place(entry[0]))[2]]
    named = answer.head.pos_ == "NOUN"
    return theirs if named and len(theirs) == 1 and nearest.paragraph == answer.paragraph else []


def _place(utterance: Utterance) -> tuple[int, int]:
    first = utterance.cue[-1] if utterance.cue else utterance.head
    return utterance.paragraph, first.i


def _sentence(utterance: Utterance) -> tuple[int, int]:
    first = utterance.cue[-1] if utterance.cue else utterance.head
    return utterance.paragraph, first.sent.start


def _same_side(speaker: Speaker | None, other: Speaker) -> bool:
    if speaker is None:
        return False
    party = speaker.affiliation.party
    return speaker.name == other.name or (party is not None and party == other.affiliation.party)


def _names(assertion: Assertion, speaker: Speaker, affiliations: Affiliations) -> bool:
    """Whether the assertion speaks of the answering speaker or its party."""
    text = assertion.text.casefold()
    party = speaker.affiliation.party
    known = {name for names in affiliations.names if names.party.name == party for name in names.all_names}
    return any(name in text for name in {*known, speaker.name.casefold()})
