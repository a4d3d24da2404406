"""What a comparison found: the one value that everything shown or exchanged is made from."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from attrs import frozen

from narratives.decisions import Review, Unmatched
from narratives.model import ARTICLE, Account, Assertion, Document
from narratives.verdict import AGREEMENTS, CONFLICTS, Agreement, Dispute, Relation, Verdict, strength

By = Literal["party", "dispute"]
"""What the frames of a picture are drawn around: what a party says, or a point at issue."""


@frozen(kw_only=True)
class Examination:
    """How the assertions of one account stand to each other.

    Attributes:
        verdicts: those that are not neutral; in each the earlier assertion is ``a``, the later one ``b``: by
            the date of the document, the order of the documents, and the place in the text.
        not_compared: number of pairs that have nothing in common and were not judged.
    """

    account: Account
    verdicts: tuple[Verdict, ...]
    not_compared: int

    @property
    def contradictions(self) -> tuple[Verdict, ...]:
        """Where the party contradicts itself, in the order in which it does so.

        Rival names are left out: a party gives its own deeds and those of others different names.
        """
        return tuple(verdict for verdict in self.verdicts if verdict.relation is Relation.CONTRADICTION)

    @property
    def repeated(self) -> tuple[Verdict, ...]:
        """What it says more than once, in the same or in other words."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation in AGREEMENTS)


@frozen(kw_only=True)
class Suggestion:
    """The party that a speaker may speak for, and the evidence for it; never applied by itself."""

    party: str
    why: str


@frozen(kw_only=True)
class Voice:
    """A speaker who speaks for none of the parties, with every statement of his.

    Attributes:
        name: of the speaker; `ARTICLE` for what the documents say in their own voice.
        why: why the speaker was taken for no party.
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
    """Somebody who is quoted, for one party or for none.

    Attributes:
        party: name of the party, or None.
        statements: number of assertions.
        why: why the speaker was taken for the party, or for none.
    """

    name: str
    party: str | None
    statements: int
    why: str
    suggestion: Suggestion | None = None


def voices_of(
    assertions: Iterable[Assertion], suggestions: Mapping[str, Suggestion] | None = None
) -> tuple[Voice, ...]:
    """Gather assertions of no party by speaker: most statements first, the documents' own voice last.

    Args:
        suggestions: name of a speaker → the party that he may speak for.
    """
    known = suggestions or {}
    by_name: dict[str, list[Assertion]] = {}
    for one in assertions:
        by_name.setdefault(one.source.name if one.source else ARTICLE, []).append(one)
    found = [
        Voice(
            name=name,
            why=own[0].source.why if own[0].source else OWN_VOICE,
            assertions=tuple(own),
            suggestion=known.get(name) if own[0].source else None,
        )
        for name, own in by_name.items()
    ]
    return tuple(sorted(found, key=lambda voice: (voice.name == ARTICLE, -len(voice), voice.name)))


OWN_VOICE = "nobody is quoted for it"
"""Why a statement of the document's own voice belongs to no party."""


@frozen(kw_only=True)
class Position:
    """Where a party stands on a point at issue.

    Attributes:
        party: name of the party.
        camp: 1 or 2; parties in the same camp of a point are on the same side of it, and 1 is the camp of
            the first assertion. 0 where the party's assertions stand in both. None where it says nothing on
            the point that was found, or where more than two positions stand against each other, so that
            there are no two camps.
        assertions: what it says on the point, in the order of its account.
    """

    party: str
    camp: int | None
    assertions: tuple[Assertion, ...]


@frozen(kw_only=True, slots=False)
class Findings:
    """How accounts stand to each other.

    Attributes:
        accounts: in the order given.
        verdicts: those that are not neutral, in the order of the pairs.
        disputes: points at issue, strongest first.
        not_compared: number of pairs that were not judged: they have nothing in common, or less than the
            20,000 that were.
        documents: those that the assertions stand in, where known.
        own: each account against itself, where that was asked for.
        compared: False where the accounts were only read, and nobody set them against each other.
        voices: speakers of no party and the documents' own voice, where the documents were read: every
            statement that was found stands in an account, in a voice, or was set aside by a person.
        warnings: what was read that may not be what was meant, a sentence each.
        reviews: what people decided, beside what the machine said.
        unmatched: decisions that could not be applied.
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

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """What different parties both say, strongest first."""
        found = (verdict for verdict in self.verdicts if verdict.relation in AGREEMENTS)
        return tuple(Agreement(verdict=verdict) for verdict in sorted(found, key=strength))

    @property
    def distinct(self) -> tuple[Verdict, ...]:
        """Pairs that look opposed and are not, with the reason."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation is Relation.DISTINCT)

    @cached_property
    def silences(self) -> dict[str, tuple[Assertion, ...]]:
        """For each party, what it says and no other party affirms or contests."""
        return silences(self.accounts, self.verdicts)

    @property
    def only_a(self) -> tuple[Assertion, ...]:
        """What the first party alone says."""
        return self.silences[self.accounts[0].name]

    @property
    def only_b(self) -> tuple[Assertion, ...]:
        """What the second party alone says."""
        return self.silences[self.accounts[1].name]

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """Those of the accounts, account by account."""
        return tuple(assertion for account in self.accounts for assertion in account)

    @property
    def unassigned(self) -> tuple[Assertion, ...]:
        """Those of no party, voice by voice."""
        return tuple(assertion for voice in self.voices for assertion in voice.assertions)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who is quoted, party by party, those of no party last; most statements first.

        The documents' own voice and accounts made by hand, which name nobody, are left out.
        """
        found = []
        for account in self.accounts:
            own: dict[str, list[Assertion]] = {}
            for one in account:
                if one.source is not None:
                    own.setdefault(one.source.name, []).append(one)
            party = None if account.name == ARTICLE else account.name
            told = [
                Speaker(name=name, party=party, statements=len(said), why=_reason(said))
                for name, said in own.items()
            ]
            found += sorted(told, key=lambda one: (-one.statements, one.name))
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
        """Statements that a person marked wrong, as the machine gave them."""
        return tuple(
            one.before for one in self.reviews if isinstance(one.before, Assertion) and one.after is None
        )

    @cached_property
    def reviewed(self) -> Mapping[tuple[str, ...], tuple[Review, ...]]:
        """The reviews of what is shown: by the id of a statement, or by those of both sides of a relation."""
        found: dict[tuple[str, ...], tuple[Review, ...]] = {}
        for one in self.reviews:
            shown = one.after if one.after is not None else one.before
            if shown is not None:
                key = (shown.id,) if isinstance(shown, Assertion) else (shown.a.id, shown.b.id)
                found[key] = (*found.get(key, ()), one)
        return found

    @property
    def matrix(self) -> tuple[tuple[Dispute, tuple[Position, ...]], ...]:
        """The stance matrix: for each point at issue where each party stands, in the order of the accounts.

        A party also stands on a point where what it says is the same as an assertion of it (relation
        equivalence; of what only follows from another, nobody can tell which side it takes). Cost: linear in
        disputes times accounts, and in verdicts.
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
                Position(party=account.name, camp=_camp(camps[one.id] for one in inside), assertions=inside)
            )
        return tuple(found)


def _reason(said: Iterable[Assertion]) -> str:
    """The first reason given for the party of a speaker's assertions."""
    return next((one.source.why for one in said if one.source and one.source.why), "")


def _camp(camps: Iterable[int | None]) -> int | None:
    """The camp of somebody whose assertions stand in these."""
    sides = set(camps)
    if not sides or None in sides:
        return None
    return sides.pop() if len(sides) == 1 else 0


def silences(accounts: Iterable[Account], verdicts: Iterable[Verdict]) -> dict[str, tuple[Assertion, ...]]:
    """For each party, what it says and no other party affirms or contests."""
    met = {
        side.id
        for verdict in verdicts
        if verdict.relation in CONFLICTS | AGREEMENTS
        for side in (verdict.a, verdict.b)
    }
    return {
        account.name: tuple(assertion for assertion in account if assertion.id not in met)
        for account in accounts
    }


def _camps(dispute: Dispute, same: dict[str, list[str]]) -> dict[str, int | None]:
    """Assertion id → its camp: 1 or 2, 0 for both; None where its conflicts leave no two camps.

    A party that stands in an earlier part of the dispute keeps its side in one that hangs together with it
    by nothing else.
    """
    opposed: dict[str, list[str]] = {}
    parties: dict[str, str | None] = {}
    for verdict in dispute.verdicts:
        for one, against in ((verdict.a, verdict.b), (verdict.b, verdict.a)):
            opposed.setdefault(one.id, []).append(against.id)
            parties[one.id] = one.party
    camps: dict[str, int | None] = {}
    of_party: dict[str | None, int] = {}
    for assertion in dispute.assertions:
        if assertion.id in camps:
            continue
        part = _two_coloured(assertion.id, opposed)
        votes = [
            of_party[parties[key]] == camp
            for key, camp in part.items()
            if camp is not None and parties[key] in of_party
        ]
        turned = votes.count(False) > votes.count(True)
        for key, camp in part.items():
            camps[key] = 3 - camp if turned and camp is not None else camp
            side = camps[key]
            if side is not None:
                of_party.setdefault(parties[key], side)
    alike: dict[str, list[int | None]] = {}
    for key, camp in camps.items():
        for other in same.get(key, ()):
            if other not in camps:
                alike.setdefault(other, []).append(camp)
    return camps | {key: _camp(sides) for key, sides in alike.items()}


def _two_coloured(start: str, opposed: dict[str, list[str]]) -> dict[str, int | None]:
    """Everything that conflicts link to the start, each against its neighbours; None for all if it fails."""
    part: dict[str, int] = {start: 1}
    waiting = [start]
    fits = True
    while waiting:
        one = waiting.pop(0)
        for other in opposed[one]:
            if other not in part:
                part[other] = 3 - part[one]
                waiting.append(other)
            fits = fits and part[other] != part[one]
    return {key: camp if fits else None for key, camp in part.items()}
