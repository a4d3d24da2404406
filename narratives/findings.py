"""The result of a comparison, from which all renderings and exchange formats are made."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from attrs import frozen

from narratives.copies import Copies
from narratives.decisions import Review, Unmatched
from narratives.model import ARTICLE, Account, Assertion, Document
from narratives.verdict import AGREEMENTS, CONFLICTS, Agreement, Dispute, Relation, Verdict, strength

By = Literal["party", "dispute"]
"""What a frame of a picture contains: the assertions of a party, or those of a point at issue."""


@frozen(kw_only=True)
class Examination:
    """Relations between the assertions of one account.

    Attributes:
        verdicts: the verdicts that are neither neutral nor conflicts less probable than 0.8. In each, ``a``
            is the earlier assertion and ``b`` the later one, by date of the document, order of the documents
            and position in the text.
        not_compared: number of pairs that were not judged: beyond 2,000 pairs, those farthest apart in
            meaning.
    """

    account: Account
    verdicts: tuple[Verdict, ...]
    not_compared: int

    @property
    def contradictions(self) -> tuple[Verdict, ...]:
        """Contradictions of the party with itself, in the order of the later assertion.

        Rival framings are left out: parties name their own actions and those of others differently.
        """
        return tuple(verdict for verdict in self.verdicts if verdict.relation is Relation.CONTRADICTION)

    @property
    def repeated(self) -> tuple[Verdict, ...]:
        """Statements that the party repeats, in the same or in other words."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation in AGREEMENTS)


@frozen(kw_only=True)
class Suggestion:
    """A party that a speaker may speak for, with the evidence. It is never applied automatically."""

    party: str
    why: str


@frozen(kw_only=True)
class Voice:
    """A speaker of no party, with all statements of that speaker.

    Attributes:
        name: name of the speaker; `ARTICLE` for the documents' own voice.
        why: reason for assigning the speaker to no party.
        assertions: in the order of the text.
    """

    name: str
    why: str
    assertions: tuple[Assertion, ...]
    suggestion: Suggestion | None = None

    def __len__(self) -> int:
        return len(self.assertions)


@frozen(kw_only=True)
class Speaker:
    """A source of statements, assigned to one party or to none.

    Attributes:
        party: name of the party, or None.
        statements: number of assertions.
        why: reason for assigning the speaker to the party, or to none.
    """

    name: str
    party: str | None
    statements: int
    why: str
    suggestion: Suggestion | None = None


def voices_of(
    assertions: Iterable[Assertion], suggestions: Mapping[str, Suggestion] | None = None
) -> tuple[Voice, ...]:
    """Group assertions of no party by speaker: most statements first, the documents' own voice last.

    Args:
        suggestions: name of a speaker → suggested party.
    """
    by_speaker = suggestions or {}
    by_name: dict[str, list[Assertion]] = {}
    for one in assertions:
        by_name.setdefault(one.source.name if one.source else ARTICLE, []).append(one)
    found = [
        Voice(
            name=name,
            why=own[0].source.why if own[0].source else OWN_VOICE,
            assertions=tuple(own),
            suggestion=by_speaker.get(name) if own[0].source else None,
        )
        for name, own in by_name.items()
    ]
    return tuple(sorted(found, key=lambda voice: (voice.name == ARTICLE, -len(voice), voice.name)))


OWN_VOICE = "nobody is quoted for it"
"""The reason displayed for a statement in the document's own voice."""


@frozen(kw_only=True)
class Position:
    """The position of a party on a point at issue.

    Attributes:
        party: name of the party.
        camp: 1 or 2; parties of the same camp are on the same side, and 1 is the camp of the first assertion.
            0 if the party has assertions in both camps. None if no assertion of the party on the point was
            found, or if the conflicts do not split the assertions into two camps.
        assertions: the party's assertions on the point, in the order of its account.
    """

    party: str
    camp: int | None
    assertions: tuple[Assertion, ...]


@frozen(kw_only=True, slots=False)
class Findings:
    """Accounts and the relations between their assertions.

    Attributes:
        accounts: in the order given.
        verdicts: the verdicts that are not neutral, in the order of the pairs.
        disputes: points at issue, strongest first.
        not_compared: number of pairs that were not judged: beyond 2,000 pairs, those farthest apart in
            meaning; and pairs that decisions of people made new.
        documents: the documents of the assertions, if known.
        own: each account compared with itself, if requested.
        compared: False if the accounts were read but not compared.
        voices: speakers of no party and the documents' own voice, if the documents were read. Every statement
            found is in an account, in a voice, or was rejected by a person (``set_aside``).
        warnings: one sentence for each input that may not be what the user meant.
        reviews: decisions by people, each with the automatic result.
        unmatched: decisions that could not be applied.
        copies: groups of documents that are copies of one story and count as one source.
    """

    accounts: tuple[Account, ...]
    verdicts: tuple[Verdict, ...]
    disputes: tuple[Dispute, ...]
    not_compared: int = 0
    documents: tuple[Document, ...] = ()
    own: tuple[Examination, ...] = ()
    compared: bool = True
    voices: tuple[Voice, ...] = ()
    warnings: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    copies: tuple[Copies, ...] = ()

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Equivalences and entailments between parties, strongest first."""
        found = (verdict for verdict in self.verdicts if verdict.relation in AGREEMENTS)
        return tuple(Agreement(verdict=verdict) for verdict in sorted(found, key=strength))

    @property
    def distinct(self) -> tuple[Verdict, ...]:
        """Verdicts on pairs that look opposed but are not, with the reason."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation is Relation.DISTINCT)

    @cached_property
    def silences(self) -> dict[str, tuple[Assertion, ...]]:
        """By party, the assertions that no other party affirms or contests."""
        return silences(self.accounts, self.verdicts)

    @property
    def only_a(self) -> tuple[Assertion, ...]:
        """Assertions of the first party that no other party affirms or contests."""
        return self.silences[self.accounts[0].name]

    @property
    def only_b(self) -> tuple[Assertion, ...]:
        """Assertions of the second party that no other party affirms or contests."""
        return self.silences[self.accounts[1].name]

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """The assertions of all accounts, account by account."""
        return tuple(assertion for account in self.accounts for assertion in account)

    @property
    def unassigned(self) -> tuple[Assertion, ...]:
        """The assertions of no party, voice by voice."""
        return tuple(assertion for voice in self.voices for assertion in voice.assertions)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """The speakers by party, those of no party last; for each, most statements first.

        The documents' own voice and accounts made by hand, which have no sources, are left out.
        """
        found = []
        for account in self.accounts:
            own: dict[str, list[Assertion]] = {}
            for one in account:
                if one.source is not None:
                    own.setdefault(one.source.name, []).append(one)
            party = None if account.name == ARTICLE else account.name
            speakers = [
                Speaker(name=name, party=party, statements=len(said), why=_first_reason(said))
                for name, said in own.items()
            ]
            found += sorted(speakers, key=lambda one: (-one.statements, one.name))
        return (
            *found,
            *(
                Speaker(
                    name=voice.name,
                    party=None,
                    statements=len(voice),
                    why=voice.why,
                    suggestion=voice.suggestion,
                )
                for voice in self.voices
                if voice.name != ARTICLE
            ),
        )

    @property
    def set_aside(self) -> tuple[Assertion, ...]:
        """Statements that a person marked wrong, as they were extracted."""
        return tuple(
            one.before for one in self.reviews if isinstance(one.before, Assertion) and one.after is None
        )

    @cached_property
    def reviewed(self) -> Mapping[tuple[str, ...], tuple[Review, ...]]:
        """Reviews by the ids of their subject: of the statement, or of both assertions of the relation."""
        found: dict[tuple[str, ...], tuple[Review, ...]] = {}
        for one in self.reviews:
            shown = one.after if one.after is not None else one.before
            if shown is not None:
                key = (shown.id,) if isinstance(shown, Assertion) else (shown.a.id, shown.b.id)
                found[key] = (*found.get(key, ()), one)
        return found

    @property
    def matrix(self) -> tuple[tuple[Dispute, tuple[Position, ...]], ...]:
        """The stance matrix: the position of each party on each point at issue, in the order of the accounts.

        A party also has a position if one of its assertions is equivalent to an assertion of the point.
        Entailment is not enough: it does not determine the side. Cost: linear in disputes times accounts, and
        in verdicts.
        """
        same: dict[str, list[str]] = {}
        for verdict in self.verdicts:
            if verdict.relation is Relation.EQUIVALENCE:
                same.setdefault(verdict.a.id, []).append(verdict.b.id)
                same.setdefault(verdict.b.id, []).append(verdict.a.id)
        places = {
            assertion.id: (number, place, assertion)
            for number, account in enumerate(self.accounts)
            for place, assertion in enumerate(account)
        }
        return tuple((dispute, self._positions(dispute, same, places)) for dispute in self.disputes)

    def _positions(
        self,
        dispute: Dispute,
        same: dict[str, list[str]],
        places: dict[str, tuple[int, int, Assertion]],
    ) -> tuple[Position, ...]:
        camps = _camps(dispute, same)
        said: list[list[tuple[int, Assertion]]] = [[] for _ in self.accounts]
        for key in camps:
            if key in places:
                number, place, assertion = places[key]
                said[number].append((place, assertion))
        found = []
        for account, own in zip(self.accounts, said, strict=True):
            inside = tuple(assertion for _, assertion in sorted(own, key=lambda one: one[0]))
            found.append(
                Position(
                    party=account.name, camp=_common_camp(camps[one.id] for one in inside), assertions=inside
                )
            )
        return tuple(found)


def _first_reason(said: Iterable[Assertion]) -> str:
    """Return the first reason given for the party of the assertions, or ""."""
    return next((one.source.why for one in said if one.source and one.source.why), "")


def _common_camp(camps: Iterable[int | None]) -> int | None:
    """Return the camp that is common to these: 0 if both occur, None if there are none or one is None."""
    sides = set(camps)
    if not sides or None in sides:
        return None
    return sides.pop() if len(sides) == 1 else 0


def silences(accounts: Iterable[Account], verdicts: Iterable[Verdict]) -> dict[str, tuple[Assertion, ...]]:
    """Return, by name of the party, its assertions that no other party affirms or contests."""
    related = {
        side.id
        for verdict in verdicts
        if verdict.relation in CONFLICTS | AGREEMENTS
        for side in (verdict.a, verdict.b)
    }
    return {
        account.name: tuple(assertion for assertion in account if assertion.id not in related)
        for account in accounts
    }


def _camps(dispute: Dispute, same: dict[str, list[str]]) -> dict[str, int | None]:
    """Return assertion id → camp: 1 or 2, 0 for both, None if the conflicts do not form two camps.

    Connected components are coloured one after another. The two camps of a component are exchanged if most of
    its parties would otherwise change sides.
    """
    opposed: dict[str, list[str]] = {}
    parties: dict[str, str | None] = {}
    for verdict in dispute.verdicts:
        for one, against in ((verdict.a, verdict.b), (verdict.b, verdict.a)):
            opposed.setdefault(one.id, []).append(against.id)
            parties[one.id] = one.party
    camps: dict[str, int | None] = {}
    camp_of_party: dict[str | None, int] = {}
    for assertion in dispute.assertions:
        if assertion.id in camps:
            continue
        part = _two_colouring(assertion.id, opposed)
        votes = [
            camp_of_party[parties[key]] == camp
            for key, camp in part.items()
            if camp is not None and parties[key] in camp_of_party
        ]
        exchanged = votes.count(False) > votes.count(True)
        for key, camp in part.items():
            camps[key] = 3 - camp if exchanged and camp is not None else camp
            side = camps[key]
            if side is not None:
                camp_of_party.setdefault(parties[key], side)
    equivalent: dict[str, list[int | None]] = {}
    for key, camp in camps.items():
        for other in same.get(key, ()):
            if other not in camps:
                equivalent.setdefault(other, []).append(camp)
    return camps | {key: _common_camp(sides) for key, sides in equivalent.items()}


def _two_colouring(start: str, opposed: dict[str, list[str]]) -> dict[str, int | None]:
    """Return id → 1 or 2 for the connected component of ``start``; None for each if it has an odd cycle."""
    part: dict[str, int] = {start: 1}
    waiting = [start]
    consistent = True
    while waiting:
        one = waiting.pop(0)
        for other in opposed[one]:
            if other not in part:
                part[other] = 3 - part[one]
                waiting.append(other)
            consistent = consistent and part[other] != part[one]
    return {key: camp if consistent else None for key, camp in part.items()}
