"""Join the names that people decided to be one speaker, or one party."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from narratives.decisions import Decision, Mark, Subject, effective_decision
from narratives.model import Assertion
from narratives.reviewing.names import Names


@frozen(kw_only=True)
class Joins:
    """Names that mean the same speaker or party.

    Attributes:
        joined: each name of a group of two or more → the name that stands for the group.
        decisions: each name that is decided or joined → the decisions on it and its group.
        subjects: the names that are decided; the others of a group are only the value of a decision.
        contested: the names on which decisions contradict each other; the decisions on them are not applied.
    """

    joined: Mapping[str, str]
    decisions: Mapping[str, tuple[Decision, ...]]
    subjects: frozenset[str]
    contested: frozenset[str]

    def name(self, name: str) -> str:
        """Return the name that stands for the group of a name, or the name itself."""
        return self.joined.get(name, name)


def join_names(decisions: Iterable[Decision], known: Mapping[str, str], counts: Mapping[str, int]) -> Joins:
    """Group names by decisions with `Mark.SAME` whose names are all known.

    A decision points from its subject to the name in its value. The name of a group is the one at the end:
    with "B is the same as C" and "A is the same as B" it is C. If the decisions form a circle, it is the name
    with most statements, then the first in alphabetical order.

    Decisions contradict each other if people name different values for one subject, or if one says that a
    name is the same as no other and another joins it.

    Args:
        known: each name and alias, in lower case → the name.
        counts: name → number of statements.
    """
    by_subject: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_subject.setdefault(known[decision.name.casefold()], []).append(decision)
    targets: dict[str, str] = {}
    contested: set[str] = set()
    for name, own in by_subject.items():
        named = [evolve(one, value=known.get(one.value.casefold(), "")) for one in own]
        effective, contradictory = effective_decision(named)
        if contradictory:
            contested.add(name)
        elif (
            effective is not None and effective.value != name
        ):  # an alias of the subject itself joins nothing
            targets[name] = effective.value
    alone = {name for name, target in targets.items() if not target}
    kept_apart = {name: target for name, target in targets.items() if target in alone}
    contested |= kept_apart.keys() | set(kept_apart.values())
    edges = {name: target for name, target in targets.items() if target and name not in contested}
    groups = _groups(edges)
    related = {name: [name] for name in by_subject}
    related |= {name: group for group in groups for name in group}
    for name, target in kept_apart.items():
        related[name] = [*related[name], target]
        related[target] = [*related[target], name]
    return Joins(
        joined={name: _group_name(group, edges, counts) for group in groups for name in group},
        decisions={
            name: tuple(one for other in names for one in by_subject.get(other, ()))
            for name, names in related.items()
        },
        subjects=frozenset(by_subject),
        contested=frozenset(contested),
    )


def _groups(edges: Mapping[str, str]) -> list[list[str]]:
    """Return the connected components of the edges, each in the order in which its names occur."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    for name, target in edges.items():
        parents[root(name)] = root(target)
    groups: dict[str, list[str]] = {}
    for name in list(parents):
        groups.setdefault(root(name), []).append(name)
    return list(groups.values())


def _group_name(group: Iterable[str], edges: Mapping[str, str], counts: Mapping[str, int]) -> str:
    """Return the name that no edge leaves; in a circle, that with most statements."""
    members = list(group)
    ends = [name for name in members if name not in edges] or members
    return min(ends, key=lambda name: (-counts.get(name, 0), name))


@frozen(kw_only=True)
class AppliedJoins:
    """The joins of speakers and of parties, and how they change a statement.

    Attributes:
        party_of: name of a joined group of speakers → the only party that its members speak for, if there is
            exactly one.
    """

    names: Names
    speakers: Joins
    parties: Joins
    party_of: Mapping[str, str]

    @classmethod
    def of(
        cls, decisions: Iterable[Decision], names: Names, assertions: Iterable[Assertion]
    ) -> "AppliedJoins":
        """Return the joins of decisions whose names are all known."""
        same = [one for one in decisions if one.mark is Mark.SAME]
        speakers = join_names(
            [one for one in same if one.on is Subject.SPEAKER], names.speakers, names.statements_of_speaker
        )
        parties = join_names(
            [one for one in same if one.on is Subject.PARTY], names.parties, names.statements_of_party
        )
        found: dict[str, set[str]] = {}
        for assertion in assertions if speakers.joined else ():
            if assertion.party is not None:
                for name in names.speakers_of(assertion):
                    found.setdefault(speakers.name(name), set()).add(parties.name(assertion.party))
        return cls(
            names=names,
            speakers=speakers,
            parties=parties,
            party_of={name: min(own) for name, own in found.items() if len(own) == 1},
        )

    def speaker(self, name: str) -> str:
        """Return the name under which a speaker is shown, which is unchanged if it is not joined."""
        return self.speakers.joined.get(self.names.speakers.get(name.casefold(), name), name)

    def party(self, name: str) -> str | None:
        """Return the party under which a name or alias of one is shown; None for "" and for unknown names."""
        known = self.names.parties.get(name.casefold())
        return self.parties.name(known) if known is not None else None

    def apply(self, assertion: Assertion) -> Assertion:
        """Return the assertion under the names of its speaker's and its party's groups, in all its places.

        A statement of no party gets the only party that the group of its speaker speaks for.
        """
        named = self._with_speaker(assertion)
        if named.party is None or self.parties.name(named.party) == named.party:
            return named
        party = self.parties.name(named.party)
        return evolve(named, party=party, also=tuple(evolve(one, party=party) for one in named.also))

    def _with_speaker(self, assertion: Assertion) -> Assertion:
        """Return the assertion with the name and, if it has none, the party of its speaker's group."""
        joined = [name for name in self.names.speakers_of(assertion) if name in self.speakers.joined]
        if not joined:
            return assertion
        parties = (self.party_of.get(self.speakers.name(name)) for name in joined)
        party = assertion.party or next(filter(None, parties), None)
        own, *also = (
            evolve(self._named(one, new_party=party != assertion.party), party=party)
            for one in (evolve(assertion, also=()), *assertion.also)
        )
        return evolve(own, also=tuple(also))

    def _named(self, place: Assertion, *, new_party: bool) -> Assertion:
        """Return one place of a statement with the name of its speaker's group."""
        source = place.source
        if source is None or not any(name in self.speakers.joined for name in self.names.speakers_of(place)):
            return place
        name = self.speaker(source.name)
        by = decided_by(self.speakers.decisions.get(name, ()))
        why = f"the same speaker as {name!r}: {by}" if new_party else source.why
        return evolve(place, source=evolve(source, name=name, resolved=True, why=why))

    def decisions(self, assertion: Assertion) -> tuple[Decision, ...]:
        """Return the decisions on the names of the assertion, and those that change its speaker."""
        changed = self._with_speaker(assertion) != assertion
        found = [
            decision
            for name in self.names.speakers_of(assertion)
            if name in self.speakers.subjects or changed
            for decision in self.speakers.decisions.get(name, ())
        ]
        if assertion.party in self.parties.subjects:
            found += self.parties.decisions.get(assertion.party, ())
        return tuple({decision.id: decision for decision in found}.values())

    def contested(self, assertion: Assertion) -> bool:
        """Return True if decisions on the speaker or the party of the assertion contradict each other."""
        speakers = self.names.speakers_of(assertion)
        return assertion.party in self.parties.contested or any(
            name in self.speakers.contested for name in speakers
        )


def decided_by(decisions: Iterable[Decision]) -> str:
    """Return "decided by Ana and Ben", with the names in alphabetical order."""
    names = sorted({one.by for one in decisions if one.by}) or ["a person"]
    return f"decided by {' and '.join(names)}"
