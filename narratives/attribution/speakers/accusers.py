"""Who alleges what is "allegedly" so: the source of the sentence before."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from narratives.attribution.speakers.resolver import SpeakerResolver
from narratives.attribution.utterances.hearsay import ALLEGING_ADVERBS
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import SUBJECTS, child, phrase
from narratives.model import Stance


def with_accusers(utterances: Iterable[Utterance], resolver: SpeakerResolver) -> Iterator[Utterance]:
    """Yield the utterances; those without a source of "allegedly" with that of the sentence before.

    "The Post says Lake met the guard. Lake allegedly paid him." The accused must be named in what that source
    asserts, and be neither the source nor of its party.
    """
    every = list(utterances)
    accused: dict[int, Utterance] = {}
    last: Utterance | None = None
    for number in sorted(range(len(every)), key=lambda number: _position(every[number])):
        one = every[number]
        alleged = one.cue and not one.speaker and one.cue[-1].lower_ in ALLEGING_ADVERBS
        if alleged and last is not None and _follows(one, last) and _accuses(last, one, resolver):
            one = accused[number] = evolve(one, speaker=last.speaker)
        last = one if one.speaker else last
    yield from (accused.get(number, one) for number, one in enumerate(every))


def _position(utterance: Utterance) -> tuple[int, int]:
    return utterance.paragraph, utterance.words[0].i


def _follows(one: Utterance, last: Utterance) -> bool:
    """Return True if the sentence of the second utterance ends where that of the first begins, or is its own.

    The first sentence of a paragraph follows the last of the paragraph before.
    """
    start, before = one.cue[-1].sent.start, last.words[-1].sent
    if last.words[-1].doc is one.cue[-1].doc:
        return start in (before.start, before.end)
    return bool(start == 0 and before.end == len(before.doc) and one.paragraph == last.paragraph + 1)


def _accuses(last: Utterance, one: Utterance, resolver: SpeakerResolver) -> bool:
    """Return True if the subject of the claim is named in the assertion before, and is not its source."""
    verb = one.head
    own = next((found for found in (child(verb, *SUBJECTS), child(verb.head, *SUBJECTS)) if found), None)
    if own is None or last.stance is not Stance.ASSERTS or own.text not in {word.text for word in last.words}:
        return False
    accused, accuser = resolver.speaker(phrase(own)), resolver.speaker(last.speaker)
    party = accused.affiliation.party
    same = accused.name == accuser.name or (party is not None and party == accuser.affiliation.party)
    return accused.resolved and not same
