"""The names of parties and speakers that decisions may refer to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen
from rapidfuzz import process

from narratives.decisions import Decision, Mark, Subject
from narratives.model import ARTICLE, Account, Assertion

_MIN_SIMILARITY = 60
"""Least similarity, 0 to 100, at which a known name is suggested for an unknown one."""


@frozen(kw_only=True)
class Names:
    """The parties and speakers of accounts and voices; case is ignored in looking them up.

    Attributes:
        parties: name or alias in lower case → name of the party.
        speakers: name in lower case → name of the speaker.
        statements_of_party, statements_of_speaker: name → number of statements.
    """

    parties: Mapping[str, str]
    speakers: Mapping[str, str]
    statements_of_party: Mapping[str, int]
    statements_of_speaker: Mapping[str, int]

    @classmethod
    def of(cls, accounts: Sequence[Account], assertions: Iterable[Assertion]) -> "Names":
        """Return the names of the accounts and of the sources of the assertions."""
        parties = [account.party for account in accounts if account.name != ARTICLE]
        aliases = {alias.casefold(): party.name for party in reversed(parties) for alias in party.aliases}
        speakers: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for assertion in assertions:
            for number, name in enumerate(speakers_of(assertion)):
                counts[speakers.setdefault(name.casefold(), name)] += number == 0
        return cls(
            parties=aliases | {party.name.casefold(): party.name for party in parties},
            speakers=speakers,
            statements_of_party={account.name: len(account) for account in accounts},
            statements_of_speaker=counts,
        )

    def speakers_of(self, assertion: Assertion) -> tuple[str, ...]:
        """Return the names of the assertion's speaker as they are first spelled, in all its places."""
        return tuple(self.speakers.get(name.casefold(), name) for name in speakers_of(assertion))

    def problem(self, decision: Decision) -> str:
        """Return why the decision cannot be applied: a name that is not known here; else ""."""
        party_meant = decision.mark is Mark.PARTY or decision.on is Subject.PARTY
        if party_meant and decision.value and decision.value.casefold() not in self.parties:
            return self._no_party(decision.value)
        if decision.on is Subject.PARTY:
            return self._problem_of_party(decision.party)
        named = [decision.speaker, *([decision.value] if decision.mark is Mark.SAME else [])]
        missing = [name for name in named if name and name.casefold() not in self.speakers]
        if decision.on is Subject.SPEAKER and missing:
            return f"nobody called {missing[0]!r} speaks here; {_similar(missing[0], self.speakers.values())}"
        return ""

    def _problem_of_party(self, name: str) -> str:
        if name.casefold() not in self.parties:
            return self._no_party(name)
        silent = not self.statements_of_party.get(self.parties[name.casefold()])
        return f"the party {name!r} has no statements here" if silent else ""

    def _no_party(self, name: str) -> str:
        return f"there is no party {name!r}; {_similar(name, self.parties.values())}"


def speakers_of(assertion: Assertion) -> tuple[str, ...]:
    """Return the names of the speaker in the documents that report the statement; empty without a source."""
    return tuple(one.source.name for one in (assertion, *assertion.also) if one.source is not None)


def _similar(name: str, names: Iterable[str]) -> str:
    """Return a message with the most similar of the names, if any, and the list of names."""
    known = sorted(set(names))
    close = process.extractOne(name, known, score_cutoff=_MIN_SIMILARITY)
    listed = f"there are: {', '.join(known)}" if known else "there is none"
    return f"did you mean {close[0]!r}? {listed}" if close else listed
