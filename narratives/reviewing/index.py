"""Find the statements that decisions are about."""

from collections.abc import Iterable

from narratives.decisions import StatementKey
from narratives.model import Assertion


class Index:
    """Index of assertions by the keys that decisions have.

    The keys of ``also`` are those of the assertion that has it, so a decision on any report finds the joined
    statement.
    """

    def __init__(self, assertions: Iterable[tuple[Assertion, Assertion]]) -> None:
        """Make an index of pairs: an assertion as it is named in decisions, and the one to find."""
        self._found: dict[tuple[object, ...], dict[str, Assertion]] = {}
        for named, assertion in assertions:
            for place in (named, *named.also):
                for level in StatementKey.of(place).levels:
                    self._found.setdefault(level, {})[assertion.id] = assertion

    def find(self, key: StatementKey) -> Assertion | None:
        """Return the assertion with the key's strictest level that any has; None for none or several."""
        for level in key.levels:
            matches = self._found.get(level)
            if matches:
                return next(iter(matches.values())) if len(matches) == 1 else None
        return None
