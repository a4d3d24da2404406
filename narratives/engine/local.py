"""Run a function on items in processes of this machine."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property
from itertools import islice

from narratives.engine.engines import Item, Result
from narratives.errors import EngineError
from narratives.weights.runtime import limit_threads

_AHEAD = 2
"""Items that wait for each worker, so that none is idle and few results are held."""


class LocalEngine:
    """Processes that are started when they are first needed; with one worker, this process.

    Args:
        workers: > 0; None for the number of processors.
    """

    shares_files = True

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """See `Engine.map`; at most two items for each worker wait.

        Raises:
            EngineError: a worker was killed, for example because memory was short.
        """
        if self.workers == 1:
            yield from map(function, items)
            return
        waiting: deque[Future[Result]] = deque()
        left = iter(items)
        try:
            for item in islice(left, self.workers * (1 + _AHEAD)):
                waiting.append(self._pool.submit(function, item))
            while waiting:
                result = waiting.popleft().result()
                for item in islice(left, 1):
                    waiting.append(self._pool.submit(function, item))
                yield result
        except BrokenProcessPool as error:
            raise EngineError(
                "a worker ended before its work was done, perhaps for want of memory; run it again with "
                "fewer workers, which goes on where it was"
            ) from error
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """Stop the processes."""
        if "_pool" in self.__dict__:
            self._pool.shutdown(cancel_futures=True)
            del self.__dict__["_pool"]

    @cached_property
    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_prepare,
        )


def _prepare() -> None:
    """Prepare a worker: one thread for its models, and no end but that of the process that started it."""
    limit_threads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the first process stops the others
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it was killed; it would wait for items forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
