"""Find the statements that decisions are about."""

from collections.abc import Iterable

from narratives.decisions import StatementKey
from narratives.model import Assertion


class Index:
    """Index of assertions by the keys that decisions have.

    Args:
        assertions: pairs of an assertion as decisions may refer to it, and the assertion that is then meant.
            The keys of the ``also`` of the first are keys of the second too, so that a decision on any report
            of a statement finds the joined statement.
    """

    def __init__(self, assertions: Iterable[tuple[Assertion, Assertion]]) -> None:
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
