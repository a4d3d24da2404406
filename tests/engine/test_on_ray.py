"""Tests of the engine that runs on Ray."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

import narratives.engine.on_ray as module
from narratives.engine import Engine, load_engine
from narratives.engine.versions import versions
from narratives.errors import EngineError, MissingExtraError, ReadError
from narratives.model import Party
from tests.conftest import ROOT
from tests.engine import jobs
from tests.engine.test_local import ITEMS, wait_for_end

needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None or not os.environ.get("NARRATIVES_RAY"),
    reason="starts a Ray; run make test-ray",
)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    patch = pytest.MonkeyPatch()
    patch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    patch.delenv("RAY_ADDRESS", raising=False)
    with closing(load_engine("ray", workers=2)) as made:
        yield made
    patch.undo()


@needs_ray
@pytest.mark.slow
def test_results_are_in_the_order_of_the_items_and_of_their_types(engine: Engine) -> None:
    assert engine.workers == 2
    assert list(engine.map(jobs.doubled, ITEMS)) == [(item, item[1] * 2) for item in ITEMS]
    assert list(engine.map(jobs.doubled, [])) == []
    parties = [Party("Norland", ("the north",)), Party("Sudland")]
    assert list(engine.map(jobs.named, parties)) == [jobs.named(party) for party in parties]


@needs_ray
@pytest.mark.slow
def test_an_error_is_raised_at_its_item(engine: Engine) -> None:
    results = engine.map(jobs.refused, range(9))
    assert list(islice(results, 3)) == [0, 1, 2]
    with pytest.raises(ReadError, match="item 3: is refused"):
        next(results)


@needs_ray
@pytest.mark.slow
def test_results_that_are_not_all_taken_hold_up_no_later_work(engine: Engine) -> None:
    results = engine.map(jobs.named, [Party(f"Party {number}") for number in range(900)])
    assert next(results)
    assert list(engine.map(jobs.doubled, ITEMS)) == [(item, item[1] * 2) for item in ITEMS]
    assert list(results) == []


@needs_ray
@pytest.mark.slow
def test_the_items_of_a_lost_worker_are_run_again(engine: Engine, tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    assert list(engine.map(partial(jobs.killed_once, str(mark)), range(60))) == list(range(60))
    assert mark.exists()


@needs_ray
@pytest.mark.slow
def test_an_item_that_kills_every_worker_is_an_error(engine: Engine) -> None:
    with pytest.raises(EngineError, match="Ray failed 3 times at one place"):
        list(engine.map(jobs.killed, range(9)))


@needs_ray
@pytest.mark.slow
def test_other_versions_on_a_machine_are_an_error(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "versions", lambda: {**versions(), "narratives": "9.9"})
    with pytest.raises(EngineError, match=r"a machine of the cluster has narratives .*, not 9\.9"):
        list(engine.map(jobs.refused, range(2)))


@needs_ray
@pytest.mark.slow
def test_ray_sends_no_statistics_and_shows_no_dashboard(engine: Engine) -> None:
    import ray
    from ray._common.usage.usage_lib import usage_stats_enabled

    assert not usage_stats_enabled()
    assert ray.cluster_resources()["CPU"] == engine.workers
    assert not ray._private.worker.get_dashboard_url()


@needs_ray
@pytest.mark.slow
@pytest.mark.usefixtures("engine")
def test_no_one_without_the_token_can_use_the_ray_that_is_started() -> None:
    import ray

    address = ray.get_runtime_context().gcs_address
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAY_AUTH")}
    done = subprocess.run(
        [sys.executable, "-c", f"import ray; ray.init({address!r}); print(ray.nodes())"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode != 0
    assert "NodeManagerAddress" not in done.stdout
    assert "InvalidAuthToken" in done.stderr


@needs_ray
@pytest.mark.slow
@pytest.mark.usefixtures("engine")
def test_a_connection_that_is_there_is_used_and_kept() -> None:
    import ray

    with closing(load_engine("ray")) as second:
        assert second.workers == 2
        assert list(second.map(jobs.refused, range(2))) == [0, 1]
    assert ray.is_initialized()


@needs_ray
@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="processes are looked up in /proc")
def test_no_worker_is_left_when_its_run_is_killed() -> None:
    folders = set(module._SHORT_FOLDER.glob("ray-*"))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.engine.jobs", "ray"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        pids = {int(line) for line in islice(process.stdout, 40)}
        assert len(pids) == 2
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        assert wait_for_end(*pids, timeout_s=60) == []
    for folder in set(module._SHORT_FOLDER.glob("ray-*")) - folders:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "127.0.0.1:99999"])
def test_a_cluster_that_is_not_there_is_an_error(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", address)
    with pytest.raises(EngineError, match=f"RAY_ADDRESS '{address}': cannot be reached: .*correct the addr"):
        module._check_address(address)


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'narratives\[ray\]'"):
        load_engine("ray")
