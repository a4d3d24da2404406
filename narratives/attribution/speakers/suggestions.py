"""For speakers of no party, give the reason and suggest a party that they may speak for."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from narratives.attribution.speakers.affiliations import Affiliations, PartyNames, contains_word
from narratives.attribution.speakers.bodies import body_of
from narratives.attribution.speakers.mentions import description
from narratives.attribution.speakers.resolver import SpeakerResolver
from narratives.attribution.speakers.speaker import Speaker
from narratives.findings import Suggestion
from narratives.harmless import excerpt
from narratives.language.clauses import phrase_head
from narratives.language.names import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

_MIN_SIMILARITY = 88
"""Least similarity, 0 to 100, at which two names may be spellings of one."""
_MAX_SHOWN = 90
"""Greatest number of characters of a description in a reason."""
_FUNCTION_WORDS = re.compile(r"(?<!\w)(?:of|for|the|and|in|at)(?!\w)")


def why_no_party(speaker: Speaker, words: Sequence["Token"], resolver: SpeakerResolver) -> str:
    """Return the reason why a speaker has no party, with the words that describe the speaker in the text."""
    if speaker.affiliation.rivals:
        return speaker.affiliation.why
    if not speaker.resolved:
        return f"who '{speaker.name}' is could not be traced"
    return f"no party's name stands with '{shortened(_longest(speaker, words, resolver))}'"


def suggest_party(
    speaker: Speaker,
    words: Sequence["Token"],
    resolver: SpeakerResolver,
    affiliations: Affiliations,
    speakers: Sequence[Speaker],
) -> Suggestion | None:
    """Return the party that a speaker of no party may speak for, by evidence too weak for an assignment.

    Evidence, strongest first: the description of the speaker contains a party's name; the name of the speaker
    or of the speaker's body is similar to a party's name; the speaker has the surname of a speaker of a
    party; a noun in the words is short for a party's name ("ministry"). Evidence for several parties is
    ignored. None if there is no other.
    """
    for found in (
        _by_description(speaker, words, resolver, affiliations.names),
        _by_similar_name(speaker, words, affiliations.names),
        _by_surname(speaker, speakers),
        _by_short_name(words, affiliations.names),
    ):
        if len({one.party for one in found}) == 1:
            return found[0]
    return None


def _descriptions(speaker: Speaker, words: Sequence["Token"], resolver: SpeakerResolver) -> Iterator[str]:
    """Yield the noun phrases that name the speaker, with their appositives and other modifiers."""
    yield description(phrase_head(words))
    yield from resolver.mentions.descriptions(speaker.name)


def _longest(speaker: Speaker, words: Sequence["Token"], resolver: SpeakerResolver) -> str:
    return max(_descriptions(speaker, words, resolver), key=len)


def shortened(text: str) -> str:
    """Return words from a text as displayed in a reason: on one line, at most `_MAX_SHOWN` characters."""
    words = excerpt(text)
    return words if len(words) <= _MAX_SHOWN else words[: _MAX_SHOWN - 1].rstrip() + "…"


def _by_description(
    speaker: Speaker, words: Sequence["Token"], resolver: SpeakerResolver, parties: Sequence[PartyNames]
) -> list[Suggestion]:
    found = []
    for text in dict.fromkeys(_descriptions(speaker, words, resolver)):
        folded = text.casefold().replace("’", "'")
        for names in parties:
            inside = [name for name in names.all_names if contains_word(name, folded)]
            if inside:
                name = max(inside, key=lambda one: (len(one), one))
                why = f"'{names.as_printed(name)}' stands in '{shortened(text)}'"
                found.append(Suggestion(party=names.party.name, why=why))
    return found


def _by_similar_name(
    speaker: Speaker, words: Sequence["Token"], parties: Sequence[PartyNames]
) -> list[Suggestion]:
    body = body_of(phrase_head(words), frozenset())
    return [
        Suggestion(party=names.party.name, why=f"'{own}' is much like '{name}'")
        for own in (speaker.name, body)
        for names in parties
        for name in (names.party.name, *names.party.aliases)
        if own and _is_similar(own, name)
    ]


def _is_similar(a: str, b: str) -> bool:
    """Return True if two names of two words or more contain nearly the same words, in any order."""
    mine, theirs = (_FUNCTION_WORDS.sub(" ", fold(name)) for name in (a, b))
    long_enough = min(len(mine.split()), len(theirs.split())) > 1
    return long_enough and fuzz.token_sort_ratio(mine, theirs) >= _MIN_SIMILARITY


def _by_surname(speaker: Speaker, speakers: Sequence[Speaker]) -> list[Suggestion]:
    if speaker.kind != "person" or " " not in speaker.name:
        return []
    surname = speaker.name.split()[-1].casefold()
    return [
        Suggestion(party=other.affiliation.party, why=f"has the surname of {other.name}")
        for other in speakers
        if other.kind == "person"
        and other.affiliation.party is not None
        and " " in other.name
        and other.name.split()[-1].casefold() == surname
    ]


def _by_short_name(words: Sequence["Token"], parties: Sequence[PartyNames]) -> list[Suggestion]:
    inside = {word.lower_ for word in words} | {word.lemma_.lower() for word in words}
    return [
        Suggestion(party=names.party.name, why=f"'{head}' may be short for it")
        for names in parties
        for head in sorted(names.heads & inside)
    ]
