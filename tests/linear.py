"""The check that work takes linear time: twice the input takes at most 2.5 times as long."""

from collections.abc import Callable
from math import inf
from time import process_time
from typing import TypeVar

from narratives.errors import NarrativesError

_Value = TypeVar("_Value")
MOST = 2.5
LEAST_S = 0.6
"""Times below this are too short to compare: only one of the sizes may fit the caches of the processor."""
ROUNDS = 5
"""Most measurements of each size before a test fails."""


def assert_linear(run: Callable[[_Value], object], make: Callable[[int], _Value], size: int) -> None:
    """Compare the least times of several rounds: the first fills caches, and other work disturbs some."""
    _seconds(run, make(size))
    small = large = inf
    for _ in range(ROUNDS):
        small = min(small, _seconds(run, make(size)))
        large = min(large, _seconds(run, make(2 * size)))
        if large <= max(MOST * small, LEAST_S):
            return
    raise AssertionError(f"{small:.3f} s, then {large:.3f} s")


def _seconds(run: Callable[[_Value], object], value: _Value) -> float:
    start = process_time()
    try:
        run(value)
    except (NarrativesError, RecursionError) as error:
        assert isinstance(error, NarrativesError), "the parser recurses"  # noqa: PT017
    return process_time() - start
