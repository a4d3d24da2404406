"""A corpus is run: results, errors, engines, and runs that are killed and go on."""

import hashlib
import importlib.util
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Any

import pytest

import narratives
from narratives import Decision
from narratives.corpus import open_corpus
from narratives.engine import load_engine
from narratives.engine.versions import versions
from narratives.errors import ExchangeError, ReadError
from narratives.running import GRAPH, MANIFEST, run
from tests import small_corpus
from tests.conftest import ROOT
from tests.engine.test_local import exists, wait_for_end
from tests.small_corpus import PARTIES, SILENT, CheapJudge, run_once, write_corpus

KILLS = int(os.environ.get("NARRATIVES_KILLS", "5"))
DOCUMENTS = 12
PAUSE_S = 0.001
BATCH = 256
TABLES = ("assertions", "relations", "disputes", "speakers")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_corpus(tmp_path / "corpus", 3)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def manifest(out: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    return value


def results(out: Path) -> dict[str, bytes]:
    """Return name → content of the files of a run; of the graph, its comparison as JSON."""
    found = {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.name != GRAPH}
    with open_corpus(out / GRAPH, create=False) as corpus:
        found[GRAPH] = corpus.comparison().to_json(texts=True).encode()
    return found


@pytest.mark.slow
def test_a_run_writes_the_graph_tables_and_a_manifest(folder: Path) -> None:
    judge = CheapJudge(folder / "log")
    made = run_once(Path("corpus"), Path("out"), judge)
    assert made.errors == ()
    assert made.files[0] == GRAPH
    assert made.files[-1] == MANIFEST
    assert sorted(path.name for path in Path("out").iterdir()) == sorted(made.files)
    assert [Path(name).stem for name in made.files[1:-1]] == list(TABLES)
    found = manifest(Path("out"))
    files = sorted(Path("corpus").iterdir())
    assert found["format"] == "narratives-run/1"
    assert found["narratives"] == narratives.__version__
    assert found["packages"]["spacy"] == versions()["spacy"]
    assert found["models"]["judges"] == ["cheap/1"]
    assert found["models"]["parser"].startswith("en_core_web")
    assert found["parties"] == [{"name": one.name, "aliases": []} for one in PARTIES]
    assert found["inputs"] == [
        {
            "path": str(path),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "documents": [narratives.Document(path.read_text(encoding="utf-8")).id],
        }
        for path in files
    ]
    assert (found["documents"], found["assertions"], found["errors"]) == (3, 18, [])
    assert found["disputes"] == len(made.comparison.disputes) > 0
    assert judge.judged() == 9 * 9


@pytest.mark.slow
def test_files_of_a_folder_that_are_no_articles_are_told(folder: Path) -> None:
    Path("corpus/picture.png").write_bytes(b"")
    made = run_once(Path("corpus"), Path("out"), CheapJudge(folder / "log"))
    [warning] = made.warnings
    assert "corpus" in warning
    assert ".png" in warning
    assert manifest(Path("out"))["errors"] == []


@pytest.mark.slow
def test_a_run_gives_what_read_and_compare_give(folder: Path) -> None:
    judge = CheapJudge(folder / "log")
    made = run_once(Path("corpus"), Path("out"), judge)
    compared = narratives.compare(narratives.read("corpus", PARTIES), judge=judge)
    assert made.comparison.to_json(texts=True) == compared.to_json(texts=True)


@pytest.mark.slow
def test_a_second_run_judges_only_what_is_new(folder: Path) -> None:
    judge = CheapJudge(folder / "log")
    run_once(Path("corpus"), Path("out"), judge)
    first = results(Path("out"))
    run_once(Path("corpus"), Path("out"), judge)
    assert judge.judged() == 81
    assert results(Path("out")) == first
    Path("corpus/late.txt").write_text("Norland said that the dam of Harrow had burst.", encoding="utf-8")
    run_once(Path("corpus"), Path("out"), judge)
    assert judge.judged() == 81 + 9
    assert manifest(Path("out"))["documents"] == 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "workers"),
    [
        ("local", 2),
        pytest.param(
            "ray",
            2,
            marks=[
                pytest.mark.skipif(
                    importlib.util.find_spec("ray") is None or not os.environ.get("NARRATIVES_RAY"),
                    reason="starts a Ray; run make test-ray",
                ),
                pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
            ],
        ),
    ],
)
def test_engines_and_numbers_of_workers_give_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, engine: str, workers: int
) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    Path("corpus/empty.txt").write_text("", encoding="utf-8")
    judge = CheapJudge(folder / "log")
    run_once(Path("corpus"), Path("one"), judge)
    run_once(Path("corpus"), Path("other"), judge, engine=engine, workers=workers)
    assert judge.judged() == 2 * 81
    assert results(Path("one")) == results(Path("other"))
    assert len(manifest(Path("other"))["errors"]) == 1


@pytest.mark.slow
def test_files_that_cannot_be_read_are_listed_and_the_others_are_run(folder: Path) -> None:
    Path("corpus/empty.txt").write_text("", encoding="utf-8")
    Path("corpus/latin.txt").write_bytes("Norland said: «Où est-il ?»".encode("latin-1"))
    Path("corpus/broken.pdf").write_bytes(b"%PDF-1.7\nno more")
    Path("corpus/allemand.txt").write_text(
        "Der Sprecher des Ministeriums sagte am Montag, dass die Brücke im Norden des Landes zerstört worden "
        "sei und dass die Truppen sich zurückgezogen hätten.",
        encoding="utf-8",
    )
    with_missing = [Path("corpus"), Path("nowhere.txt")]
    engine = load_engine(workers=1)
    made = run(
        with_missing,
        "out",
        engine=engine,
        progress=SILENT,
        parties=PARTIES,
        judge=CheapJudge(folder / "log"),
    )
    assert [line.split(":")[0] for line in made.errors] == [
        "corpus/allemand.txt",
        "corpus/broken.pdf",
        "corpus/empty.txt",
        "corpus/latin.txt",
        "nowhere.txt",
    ]
    assert "is in German" in made.errors[0]
    assert "is not UTF-8" in made.errors[3]
    assert "no such file" in made.errors[4]
    found = manifest(Path("out"))
    assert found["errors"] == list(made.errors)
    assert found["documents"] == 3
    inputs = {one["path"]: one for one in found["inputs"]}
    assert inputs["corpus/latin.txt"]["documents"] == []
    assert inputs["corpus/latin.txt"]["sha256"]
    assert inputs["nowhere.txt"]["sha256"] == ""


@pytest.mark.slow
def test_a_document_that_cannot_be_attributed_is_listed_and_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from narratives.accounts import attribute_documents

    def fails(documents: Sequence[narratives.Document], settings: Any) -> Any:
        if "district 4" in documents[0].text:
            raise RuntimeError("two\nlines")
        return attribute_documents(documents, settings)

    judge = CheapJudge(folder / "log")
    monkeypatch.setattr("narratives.corpus.attribute_documents", fails)
    made = run_once(Path("corpus"), Path("out"), judge)
    assert made.errors == ("corpus/report001.txt: RuntimeError: two lines",)
    assert manifest(Path("out"))["documents"] == 2
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert run_once(Path("corpus"), Path("out"), judge).errors == ()
    run_once(Path("corpus"), Path("undisturbed"), CheapJudge(folder / "other"))
    assert results(Path("out")) == results(Path("undisturbed"))


@pytest.mark.slow
def test_a_table_is_a_corpus(folder: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    texts = [path.read_text(encoding="utf-8") for path in sorted(Path("corpus").iterdir())]
    columns = {
        "text": [*texts, "Norland said that it had left.", None, " "],
        "outlet": ["The Courier", "The Ledger", None, "The Ledger", None, None],
        "date": ["2031-03-03", "2031-03-04", None, "yesterday", None, None],
        "number": [1, 2, 3, 4, 5, 6],
    }
    parquet.write_table(pa.table(columns), "articles.parquet")
    made = run_once(Path("articles.parquet"), Path("out"), CheapJudge(folder / "log"))
    assert {(one.outlet, one.date, one.address) for one in made.comparison.documents} == {
        ("The Courier", "2031-03-03", "articles.parquet: row 1"),
        ("The Ledger", "2031-03-04", "articles.parquet: row 2"),
        ("", "", "articles.parquet: row 3"),
    }
    [error] = made.errors
    assert error.startswith("articles.parquet: row 4: date 'yesterday'")
    [table] = manifest(Path("out"))["inputs"]
    assert len(table["documents"]) == 3
    assert table["sha256"] == hashlib.sha256(Path("articles.parquet").read_bytes()).hexdigest()


@pytest.mark.slow
def test_decisions_are_applied_and_parties_are_found(folder: Path) -> None:
    Path("corpus/press.txt").write_text(
        "Finland said that the ferry had sunk. Estonia denied that the ferry had sunk.", encoding="utf-8"
    )
    decision = Decision(on="speaker", mark="party", value="Finland", speaker="Estonia")
    made = run(
        ["corpus"],
        "out",
        engine=load_engine(workers=1),
        progress=SILENT,
        decisions=[decision],
        judge=CheapJudge(folder / "log"),
    )
    assert [account.name for account in made.comparison.accounts] == ["Estonia", "Finland"]
    assert len(made.comparison.reviews) == 1


def test_a_folder_with_other_files_is_refused(folder: Path) -> None:
    with pytest.raises(ExchangeError, match="corpus: has other files and no run to go on with"):
        run_once(Path("corpus"), Path("corpus"), CheapJudge(folder / "log"))
    assert len(list(Path("corpus").iterdir())) == 3
    with pytest.raises(ExchangeError, match=r"report000\.txt: cannot be used as a folder: File exists"):
        run_once(Path("corpus"), Path("corpus/report000.txt"), CheapJudge(folder / "log"))


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no folder that cannot be written")
def test_a_folder_that_cannot_be_made_is_an_error(folder: Path) -> None:
    with pytest.raises(ExchangeError, match="/proc/out: cannot be used as a folder: No such file"):
        run_once(Path("corpus"), Path("/proc/out"), CheapJudge(folder / "log"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to a read-only folder")
def test_a_read_only_folder_is_an_error(folder: Path) -> None:
    Path("out").mkdir(mode=0o500)
    with pytest.raises(narratives.NarrativesError, match="out"):
        run_once(Path("corpus"), Path("out"), CheapJudge(folder / "log"))


def test_a_corpus_without_a_document_is_an_error(folder: Path) -> None:
    with pytest.raises(ReadError, match=r"no document to read; nowhere\.txt: no such file"):
        run_once(Path("nowhere.txt"), Path("out"), CheapJudge(folder / "log"))
    Path("bare").mkdir()
    with pytest.raises(ReadError, match="bare: no article is in this folder"):
        run_once(Path("bare"), Path("out"), CheapJudge(folder / "log"))


class Process:
    """A run in a process of its own.

    Args:
        kill_after: number of steps of its progress after which it is killed, and a pause in seconds after
            them; None to let it end.
    """

    def __init__(
        self, folder: Path, out: Path, *, kill_after: tuple[int, float] | None = None, workers: int = 1
    ) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.preloaded"])
        received, sent = context.Pipe(duplex=False)
        self.judge = CheapJudge(out.with_suffix(".log"))
        self.steps: list[str] = []
        process = context.Process(
            target=small_corpus.run_in_process,
            args=(str(folder), out, out.with_suffix(".log"), PAUSE_S, workers, sent),
        )
        process.start()
        sent.close()
        with received:
            with suppress(EOFError):
                while kill_after is None or len(self.steps) < kill_after[0]:
                    self.steps.append(received.recv())
            if kill_after is not None:
                sleep(kill_after[1])
                process.kill()
            process.join(timeout=120)
        self.was_killed = process.exitcode == -signal.SIGKILL
        assert self.was_killed or process.exitcode == 0


@pytest.mark.slow
def test_a_run_that_is_killed_at_any_moment_goes_on_to_the_same_results(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", DOCUMENTS)
    undisturbed = Process(tmp_path, tmp_path / "undisturbed")
    expected = results(tmp_path / "undisturbed")
    pairs = undisturbed.judge.judged()
    assert pairs == (3 * DOCUMENTS) ** 2 > 4 * BATCH
    drawn = random.Random(8)  # noqa: S311
    killed: list[str] = []
    again = 0
    for number in range(KILLS):
        out = tmp_path / f"out{number}"
        moment = drawn.randrange(len(undisturbed.steps) + 1), drawn.uniform(0, BATCH * PAUSE_S)
        first = Process(tmp_path, out, kill_after=moment)
        second = Process(tmp_path, out)
        assert second.judge.judged() - pairs <= BATCH, moment
        assert results(out) == expected, moment
        again += second.judge.judged() - pairs
        if first.was_killed:
            killed.append(first.steps[-1] if first.steps else "start")
    counts = ", ".join(f"{number} after {step!r}" for step, number in sorted(Counter(killed).items()))
    print(f"{len(killed)} of {KILLS} runs killed ({counts}); {again} pairs judged again")  # noqa: T201
    assert len(killed) > KILLS / 2
    assert {"document", "pairs"} <= set(killed)


@pytest.mark.slow
def test_a_run_of_several_processes_that_is_killed_goes_on(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", DOCUMENTS)
    undisturbed = Process(tmp_path, tmp_path / "undisturbed")
    in_judging = undisturbed.steps.index("pairs") + 2, 0.0
    first = Process(tmp_path, tmp_path / "out", kill_after=in_judging, workers=2)
    second = Process(tmp_path, tmp_path / "out", workers=2)
    assert first.was_killed
    waiting = 2 * 3  # two workers, each with a batch and two that wait (`LocalEngine.map`)
    assert second.judge.judged() - undisturbed.judge.judged() <= waiting * BATCH
    assert results(tmp_path / "out") == results(tmp_path / "undisturbed")


def processes_of_group(group: int) -> list[int]:
    found = [path.parent for path in Path("/proc").glob("[0-9]*/stat")]
    return [
        int(path.name) for path in found if exists(int(path.name)) and os.getpgid(int(path.name)) == group
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="processes are looked up in /proc")
def test_an_interrupted_command_says_one_line_and_leaves_no_process() -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "narratives",
            "run",
            "corpus",
            "--out",
            "out",
            "--workers",
            "2",
            "-p",
            "Norland",
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("narratives: 3 documents to attribute")
        sleep(1)
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert output == ""
    assert [line for line in errors.splitlines() if "pairs to judge" not in line] == ["narratives: stopped"]
    assert wait_for_end(*processes_of_group(process.pid)) == []
