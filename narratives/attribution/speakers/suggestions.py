"""Speakers of no party: why they are of none, and which party they may speak for."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from narratives.attribution.speakers.affiliations import Affiliations, PartyNames, contains_word, fold
from narratives.attribution.speakers.bodies import body_of
from narratives.attribution.speakers.cast import Cast, Speaker
from narratives.findings import Suggestion
from narratives.harmless import excerpt
from narratives.language.clauses import phrase_head

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALIKE = 88
"""Similarity of two names, of 100, from which one may be the other written differently."""
_SHOWN = 90
"""Characters of a description that are shown."""
_LINKING = re.compile(r"(?<!\w)(?:of|for|the|and|in|at)(?!\w)")


def why_no_party(speaker: Speaker, words: Sequence["Token"], cast: Cast) -> str:
    """Why the speaker is taken for no party, with the words that describe him in the text."""
    if speaker.affiliation.rivals:
        return speaker.affiliation.why
    if not speaker.resolved:
        return f"who '{speaker.name}' is could not be traced"
    return f"no party's name stands with '{shortened(_longest(speaker, words, cast))}'"


def suggested(
    speaker: Speaker,
    words: Sequence["Token"],
    cast: Cast,
    affiliations: Affiliations,
    speakers: Sequence[Speaker],
) -> Suggestion | None:
    """The party that a speaker of no party may speak for, by evidence that is too weak to decide by.

    In this order: a party's name in the words that describe him; a name much like one of a party, his own or
    that of the body he speaks for; the surname of somebody who speaks for a party; a noun by which one party
    alone is called for short ("ministry"). None where nothing of this is there, or for several parties.
    """
    for found in (
        _by_description(speaker, words, cast, affiliations.names),
        _by_likeness(speaker, words, affiliations.names),
        _by_surname(speaker, speakers),
        _by_head(words, affiliations.names),
    ):
        if len({one.party for one in found}) == 1:
            return found[0]
    return None


def _descriptions(speaker: Speaker, words: Sequence["Token"], cast: Cast) -> Iterator[str]:
    """The noun phrases that name the speaker, with what is set beside them."""
    heads = [phrase_head(words)] + [
        mention.head for mention in cast.mentions.all if cast.mentions.full(mention) == speaker.name
    ]
    for head in heads:
        text = head.doc[head.left_edge.i : head.right_edge.i + 1].text
        yield " ".join(text.split())


def _longest(speaker: Speaker, words: Sequence["Token"], cast: Cast) -> str:
    return max(_descriptions(speaker, words, cast), key=len)


def shortened(text: str) -> str:
    """Words cut out of a text, as they are shown in a reason."""
    words = excerpt(text)
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"


def _by_description(
    speaker: Speaker, words: Sequence["Token"], cast: Cast, parties: Sequence[PartyNames]
) -> list[Suggestion]:
    found = []
    for text in dict.fromkeys(_descriptions(speaker, words, cast)):
        folded = text.casefold().replace("’", "'")
        for names in parties:
            inside = [name for name in names.all_names if contains_word(name, folded)]
            if inside:
                name = max(inside, key=lambda one: (len(one), one))
                why = f"'{name}' stands in '{shortened(text)}'"
                found.append(Suggestion(party=names.party.name, why=why))
    return found


def _by_likeness(
    speaker: Speaker, words: Sequence["Token"], parties: Sequence[PartyNames]
) -> list[Suggestion]:
    body = body_of(phrase_head(words), frozenset())
    return [
        Suggestion(party=names.party.name, why=f"'{own}' is much like '{name}'")
        for own in (speaker.name, body)
        for names in parties
        for name in (names.party.name, *names.party.aliases)
        if own and _is_like(own, name)
    ]


def _is_like(a: str, b: str) -> bool:
    """Whether two names of two words or more hold nearly the same words, in any order."""
    mine, theirs = (_LINKING.sub(" ", fold(name)) for name in (a, b))
    enough = min(len(mine.split()), len(theirs.split())) > 1
    return enough and fuzz.token_sort_ratio(mine, theirs) >= _ALIKE


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


def _by_head(words: Sequence["Token"], parties: Sequence[PartyNames]) -> list[Suggestion]:
    inside = {word.lower_ for word in words} | {word.lemma_.lower() for word in words}
    return [
        Suggestion(party=names.party.name, why=f"'{head}' may be short for it")
        for names in parties
        for head in sorted(names.heads & inside)
    ]
