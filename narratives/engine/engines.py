"""What an engine does, and how one is chosen by name."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from narratives.errors import EngineError

Item = TypeVar("Item")
"""What an engine runs its function on."""
Result = TypeVar("Result")
"""What the function returns."""

NAMES = ("local", "ray")
_LONGEST = 200
"""Greatest number of characters of a foreign message that are shown."""


class Engine(Protocol):
    """Runs a function on items.

    Attributes:
        workers: number of items that are run at the same time.
        shares_files: whether the workers have the files of this machine.
    """

    workers: int
    shares_files: bool

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result for each item, in the order of the items.

        Args:
            function: can be pickled: a function of a module, or `functools.partial` of one.
        """
        ...

    def close(self) -> None:
        """Stop the workers."""
        ...


def load_engine(name: str = "local", *, workers: int | None = None) -> Engine:
    """Return an engine by name.

    Args:
        name: "local" for processes on this machine, "ray" for Ray.
        workers: > 0; None for the number of processors.

    Raises:
        EngineError: there is no such engine, ``workers`` is not positive, or Ray cannot be
            reached or started.
        MissingExtraError: "ray" without the ``ray`` extra.
    """
    if workers is not None and workers < 1:
        raise EngineError(f"workers {workers}: give a number of 1 or more")
    if name == "local":
        from narratives.engine.local import LocalEngine

        return LocalEngine(workers)
    if name == "ray":
        from narratives.engine.on_ray import RayEngine

        return RayEngine(workers)
    raise EngineError(f"engine {name!r:.40}: take one of {', '.join(NAMES)}")


def error_line(error: BaseException) -> str:
    """Return an error that was not raised on purpose as one line: its class and the start of its message."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:_LONGEST]}".removesuffix(": ")
