"""Find the parties of a text that names none: the countries that speak, else whoever else does."""

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
    fold,
    party_names,
)
from narratives.attribution.speakers.cast import Cast
from narratives.attribution.speakers.suggestions import shortened
from narratives.attribution.utterances.contents import utterances_in
from narratives.errors import PartyError
from narratives.language.countries import countries
from narratives.language.pipeline import parse
from narratives.model import Document, Party

_LEAST_SAID = 2
"""Contents that a side must have; who is quoted once is a bystander more often than a side."""

_MOST_SIDES = 6


@frozen(kw_only=True)
class ProposedParty:
    """A party that was found in the text.

    Attributes:
        joined: another name of the party, as that of a spokesman → why it was joined to the party.
    """

    party: Party
    joined: Mapping[str, str]


def parties_in(
    documents: Sequence[Document], *, at_least: int = 2, any_language: bool = False
) -> list[Party]:
    """The parties alone of `proposed_parties`."""
    found = proposed_parties(documents, at_least=at_least, any_language=any_language)
    return [one.party for one in found]


def proposed_parties(
    documents: Sequence[Document], *, at_least: int = 2, any_language: bool = False
) -> list[ProposedParty]:
    """The parties in whose name somebody speaks in the documents, most assertions first.

    Countries where two or more of them speak. Else organisations, groups and people: a spokesman speaks for
    what he is the spokesman of, a person of whom no such thing is told for himself. Of these the sides are
    those that are quoted twice or more, six at most; who only reports ("the Courier wrote") is none.

    Args:
        any_language: as for `narratives.attribution.attribute`.

    Raises:
        PartyError: fewer than ``at_least`` were found.
    """
    speaking = _countries(documents, any_language=any_language)
    if len(speaking) < _LEAST_SAID:
        sides = _sides(documents, any_language=any_language)
        speaking = sides if len(sides) >= _LEAST_SAID else speaking
    if len(speaking) < at_least:
        raise PartyError(
            f"{len(speaking) or 'no'} {'party' if len(speaking) == 1 else 'parties'} found in the text"
            f"{': ' + speaking[0].party.name if speaking else ''}; name two parties or more"
        )
    return speaking


def _countries(documents: Sequence[Document], *, any_language: bool) -> list[ProposedParty]:
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


def _sides(documents: Sequence[Document], *, any_language: bool) -> list[ProposedParty]:
    said: Counter[str] = Counter()
    printed: dict[str, str] = {}
    members: dict[str, dict[str, str]] = {}
    for document in documents:
        texts = paragraphs(document, any_language=any_language)
        docs = parse(paragraph.text for paragraph in texts)
        cast = Cast(docs, Affiliations(()))
        for utterance in utterances_in(docs, texts):
            reports = bool(utterance.cue) and utterance.cue[-1].lemma_.lower() in cues().reporting
            if not utterance.speaker or reports:
                continue
            side = cast.side(utterance.speaker)
            key = fold(side.name)
            if key:
                said[key] += 1
                printed.setdefault(key, side.name)
                if side.person and fold(side.person) != key:
                    why = f"'{shortened(side.described)}' ties the speaker to '{side.name}'"
                    members.setdefault(key, {}).setdefault(side.person, why)
    names = {key: party_names(Party(name)) for key, name in printed.items()}
    short = {key: whole for key in said if (whole := _whole_name(key, names)) != key}
    for key, whole in short.items():
        said[whole] += said.pop(key)
        why = f"short for '{printed[whole]}'"
        members[whole] = {printed[key]: why, **members.pop(key, {}), **members.get(whole, {})}
    kept = sorted((key for key in said if said[key] >= _LEAST_SAID), key=lambda key: (-said[key], key))
    return [
        ProposedParty(party=Party(printed[key], tuple(members.get(key, ()))), joined=members.get(key, {}))
        for key in kept[:_MOST_SIDES]
    ]


def _whole_name(key: str, names: Mapping[str, PartyNames]) -> str:
    """ "union", "HWU" → "harbor workers union", where no other longer name is meant as well."""
    longer = [
        other
        for other, known in names.items()
        if len(other) > len(key)
        and (key in known.heads | known.full or other.endswith(f" {key}") or other.startswith(f"{key} "))
    ]
    return longer[0] if len(longer) == 1 else key
