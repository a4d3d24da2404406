"""Propose parties when the user gives none: the countries that speak, else other bodies and people."""

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from narratives.attribution.accounts import attribute
from narratives.attribution.cues import cues
from narratives.attribution.prose import paragraphs
from narratives.attribution.speakers.affiliations import (
    Affiliations,
    PartyNames,
    contains_word,
    party_names,
)
from narratives.attribution.speakers.resolver import SpeakerResolver
from narratives.attribution.speakers.suggestions import shortened
from narratives.attribution.utterances.contents import utterances_in
from narratives.errors import PartyError
from narratives.language.countries import countries
from narratives.language.names import fold
from narratives.language.pipeline import parse
from narratives.model import Document, Party

_MIN_STATEMENTS = 2
"""Least number of contents of a party that is not a country; sources quoted once are mostly bystanders."""
_MIN_PARTIES = 2
"""Least number of parties for a dispute."""
_MAX_PARTIES = 6
"""Greatest number of parties that are not countries."""


@frozen(kw_only=True)
class ProposedParty:
    """A party that was found in the text.

    Attributes:
        joined: another name of the party, such as that of a spokesperson → reason for assigning it.
    """

    party: Party
    joined: Mapping[str, str]


def parties_in(
    documents: Sequence[Document], *, at_least: int = 2, any_language: bool = False
) -> list[Party]:
    """Return the parties of `proposed_parties` without the reasons."""
    found = proposed_parties(documents, at_least=at_least, any_language=any_language)
    return [one.party for one in found]


def proposed_parties(
    documents: Sequence[Document], *, at_least: int = 2, any_language: bool = False
) -> list[ProposedParty]:
    """Return the parties that make statements in the documents, most statements first.

    These are the countries, if two or more make statements. Otherwise they are organisations, groups and
    people with two or more contents, at most six. A spokesperson counts for the body, a person without such a
    description for himself or herself. Sources that only report ("the Courier wrote") are left out.

    Args:
        at_least: least number of parties.
        any_language: as for `narratives.attribution.attribute`.

    Raises:
        PartyError: fewer than ``at_least`` were found.
    """
    speaking = _countries(documents, any_language=any_language)
    if len(speaking) < _MIN_PARTIES:
        others = _bodies_and_people(documents, any_language=any_language)
        speaking = others if len(others) >= _MIN_PARTIES else speaking
    if len(speaking) < at_least:
        raise PartyError(
            f"{len(speaking) or 'no'} {'party' if len(speaking) == 1 else 'parties'} found in the text"
            f"{': ' + speaking[0].party.name if speaking else ''}; name two parties or more"
        )
    return speaking


def _countries(documents: Sequence[Document], *, any_language: bool) -> list[ProposedParty]:
    """Return the countries that make statements, most statements first."""
    text = " ".join(document.text for document in documents).replace("’", "'")
    named = [
        Party(country.name)
        for country in countries()
        if any(contains_word(name, text) for name in (*country.names, *country.demonyms))
    ]
    counts: dict[str, int] = dict.fromkeys((party.name for party in named), 0)
    for document in documents:
        for assertion in attribute(document, named, any_language=any_language).assertions:
            if assertion.party is not None:
                counts[assertion.party] += 1
    kept = sorted(
        (party for party in named if counts[party.name]), key=lambda one: (-counts[one.name], one.name)
    )
    return [ProposedParty(party=party, joined={}) for party in kept]


def _bodies_and_people(documents: Sequence[Document], *, any_language: bool) -> list[ProposedParty]:
    """Return the bodies, groups and people with enough statements, most statements first."""
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    members: dict[str, dict[str, str]] = {}
    for document in documents:
        texts = paragraphs(document, any_language=any_language)
        docs = parse(paragraph.text for paragraph in texts)
        resolver = SpeakerResolver(docs, Affiliations(()))
        for utterance in utterances_in(docs, texts):
            reports = bool(utterance.cue) and utterance.cue[-1].lemma_.lower() in cues().reporting
            if not utterance.speaker or reports:
                continue
            principal = resolver.principal(utterance.speaker)
            key = fold(principal.name)
            if key:
                counts[key] += 1
                printed.setdefault(key, principal.name)
                if principal.person and fold(principal.person) != key:
                    why = f"'{shortened(principal.described)}' ties the speaker to '{principal.name}'"
                    members.setdefault(key, {}).setdefault(principal.person, why)
    names = {key: party_names(Party(name)) for key, name in printed.items()}
    short = {key: full for key in counts if (full := _full_name(key, names)) != key}
    for key, full in short.items():
        counts[full] += counts.pop(key)
        why = f"short for '{printed[full]}'"
        members[full] = {printed[key]: why, **members.pop(key, {}), **members.get(full, {})}
    kept = sorted(
        (key for key in counts if counts[key] >= _MIN_STATEMENTS), key=lambda key: (-counts[key], key)
    )
    return [
        ProposedParty(party=Party(printed[key], tuple(members.get(key, ()))), joined=members.get(key, {}))
        for key in kept[:_MAX_PARTIES]
    ]


def _full_name(key: str, names: Mapping[str, PartyNames]) -> str:
    """Return "harbor workers union" for "union" or "hwu", or ``key`` if no or several longer names match."""
    longer = [
        other
        for other, known in names.items()
        if len(other) > len(key)
        and (key in known.heads | known.full or other.endswith(f" {key}") or other.startswith(f"{key} "))
    ]
    return longer[0] if len(longer) == 1 else key
