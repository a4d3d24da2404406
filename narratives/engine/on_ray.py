"""Run a function on items with Ray Data, on this machine or on a cluster."""

import logging
import os
import secrets
import shutil
import socket
import sys
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import frozen

from narratives.engine.engines import Item, Result, error_line
from narratives.engine.versions import versions
from narratives.errors import EngineError, MissingExtraError

_MOST_AT_ONCE = 16
"""Greatest number of items that a worker is given together."""
_TURNS = 64
"""Least number of times that each worker is given items, if there are enough."""
_ATTEMPTS = 3
"""Times that an item is run before the work is given up because its worker is lost each time."""
_CONNECT_S = 10
_SHORT_FOLDER = Path("/tmp")  # noqa: S108 - mkdtemp makes a folder of our own in it
"""Where sockets are put: their paths may have 103 characters, too few for the temporary folder of macOS."""
_ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


class RayEngine:
    """Actors of Ray; each loads a model once for each `map`.

    The cluster whose address is in the environment variable ``RAY_ADDRESS`` is used, or else one that is
    started on this machine, is guarded by a token of its own and is stopped by `close`. A connection that the
    process has already is used as it is. No usage statistics are sent.

    Args:
        workers: number of actors, > 0; None for the number of processors of the cluster.

    Raises:
        MissingExtraError: Ray is not installed.
        EngineError: the cluster cannot be reached, or Ray cannot be started.
    """

    shares_files = False

    def __init__(self, workers: int | None = None) -> None:
        if find_spec("ray") is None or find_spec("pyarrow") is None:
            raise MissingExtraError("engine 'ray': install it with: pip install 'narratives[ray]'")
        _set_environment()
        import ray

        self._folder: Path | None = None
        self._running: Generator[Any, None, None] | None = None
        self._connected = not ray.is_initialized()
        if self._connected:
            self._connect(workers)
        self.workers = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """See `Engine.map`. The items are put into Ray's object store, which keeps them on disk if need be.

        The actors of an earlier call whose results were not all taken are stopped, since those of this call
        would wait for their processors.

        Raises:
            EngineError: a worker was lost and so were those that took its place, the connection was lost, or
                a machine of the cluster has other versions than this one.
        """
        self._stop()
        self._running = self._results(function, items)
        return self._running

    def _results(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> Generator[Result, None, None]:
        from ray.exceptions import RayError

        left = [_Value(item) for item in items]
        attempts = 0
        while left:
            done = 0
            try:
                with closing(self._outcomes(function, left)) as outcomes:
                    for outcome in outcomes:
                        yield _result_of(outcome)
                        done += 1
            except RayError as error:
                attempts = 1 if done else attempts + 1
                if attempts == _ATTEMPTS:
                    raise EngineError(
                        f"Ray failed {attempts} times at one place, perhaps for want of memory; run it again "
                        f"with fewer workers, which goes on where it was: {error_line(error)}"
                    ) from error
            left = left[done:]

    def _outcomes(
        self, function: Callable[[Any], object], items: "list[_Value]"
    ) -> "Generator[_Value | _Failure, None, None]":
        """Yield the outcome of each item, in their order, from actors that are started for these items."""
        import ray.data

        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        size = min(_MOST_AT_ONCE, max(1, len(items) // (self.workers * _TURNS)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Ray's own, and of the options of actors
            made = ray.data.from_items(
                [{"item": item} for item in items], override_num_blocks=-(-len(items) // size)
            ).map_batches(
                _Worker,
                fn_constructor_args=(function, versions()),
                compute=ray.data.ActorPoolStrategy(size=min(self.workers, len(items))),
                batch_size=size,
                max_restarts=0,  # `map` starts other actors, a limited number of times
                max_task_retries=0,
            )
        made.context.enable_progress_bars = False
        made.context.execution_options.preserve_order = True
        for row in made.iter_rows():
            yield row["result"]

    def close(self) -> None:
        """Disconnect, and stop the Ray that was started on this machine."""
        self._stop()
        if self._connected:
            import ray

            ray.shutdown()
            self._connected = False
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _stop(self) -> None:
        """Stop the actors of the last `map`, if its results were not all taken."""
        if self._running is not None:
            self._running.close()
            self._running = None

    def _connect(self, workers: int | None) -> None:
        import ray

        address = os.environ.get("RAY_ADDRESS", "")
        if address:
            _check_address(address)
        try:
            options = {"address": address} if address else self._options_of_own(workers)
            ray.init(**options, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, OSError, RuntimeError, ValueError) as error:
            self.close()
            fault = f"RAY_ADDRESS {address!r:.80}: cannot be reached" if address else "Ray: cannot be started"
            raise EngineError(f"{fault}: {error_line(error)}") from error

    def _options_of_own(self, workers: int | None) -> dict[str, Any]:
        """Return the options of a Ray on this machine, and make the folder that it keeps its files in."""
        parent = _SHORT_FOLDER if _SHORT_FOLDER.is_dir() else None
        self._folder = Path(tempfile.mkdtemp(prefix="ray-", dir=parent))
        return {
            "address": "local",
            "num_cpus": workers or os.cpu_count() or 1,
            "include_dashboard": False,
            "_temp_dir": str(self._folder),
        }


def _set_environment() -> None:
    """Set the variables that Ray reads when it is imported.

    The ports of a Ray that is started here are open to the network, so that it gets a token, without which no
    one is heard. A process that has imported Ray itself sets its own.
    """
    given = dict(_ENVIRONMENT)
    if os.environ.get("RAY_ADDRESS"):
        if (Path.home() / ".ray" / "auth_token").is_file():  # which Ray reads, but too late
            given["RAY_AUTH_MODE"] = "token"
    elif "ray" not in sys.modules:
        given |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex()}
    for name, value in given.items():
        os.environ.setdefault(name, value)


def _check_address(address: str) -> None:
    """Check that something answers at "host:port" or "ray://host:port", since Ray would end the process.

    Raises:
        EngineError: nothing does.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT_S).close()
    except (OSError, OverflowError) as error:
        raise EngineError(
            f"RAY_ADDRESS {address!r:.80}: cannot be reached: {error_line(error)}; start the cluster, or "
            "correct the address"
        ) from error


@frozen
class _Value:
    """An item or a result; Arrow would turn a bare tuple or number into a value of its own."""

    value: object


@frozen
class _Failure:
    """The error that an item raised."""

    error: Exception


class _Worker:
    """An actor: runs the function on batches of items, with models that use one thread.

    Args:
        expected: `versions` of the machine that asks.
    """

    def __init__(self, function: Callable[[Any], object], expected: dict[str, str]) -> None:
        from narratives.weights.runtime import limit_threads

        limit_threads(1)
        self._function = function
        self._fault = _difference(expected, versions())

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[_Value | _Failure]]:
        return {"result": [self._outcome(item.value) for item in batch["item"]]}

    def _outcome(self, item: object) -> _Value | _Failure:
        if self._fault:
            return _Failure(EngineError(self._fault))
        try:
            return _Value(self._function(item))
        except Exception as error:  # noqa: BLE001 - is raised where the result is taken
            return _Failure(error)


def _result_of(outcome: _Value | _Failure) -> Any:
    if isinstance(outcome, _Failure):
        raise outcome.error
    return outcome.value


def _difference(expected: dict[str, str], found: dict[str, str]) -> str:
    """Return what differs between the versions here and on a worker, or ""."""
    other = [
        f"{name} {found.get(name) or 'missing'}, not {wanted}"
        for name, wanted in sorted(expected.items())
        if found.get(name) != wanted
    ]
    if not other:
        return ""
    return f"a machine of the cluster has {'; '.join(other)}: install the same versions on all"
