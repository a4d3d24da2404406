"""``python -m benchmarks.storage``: time, memory and size of a large generated store.

A store is filled with documents, attributions, verdicts with reasons, neutral verdicts and points at issue.
Then a new process loads all but the neutral verdicts as plain values. Prints a table, writes it to
``results.json`` in this folder, and fails above the limits. ``--location`` measures another place than a
temporary SQLite file, such as an empty database of PostgreSQL.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from attrs import evolve

from benchmarks.memory import peak_mb
from benchmarks.storage.generated import Size, reports, verdicts
from narratives.model import Document
from narratives.storage import State, Store, StoredPoint, open_store
from narratives.verdict import Relation
from narratives.version import __version__

SEED = 7
LIMIT_S = 8.0
"""Greatest processor time in which a store is loaded; on a machine with nothing else to do it is the time."""
LIMIT_MB = 1024
"""Greatest memory of the process that loads it."""
_KEY, _JUDGE = "key", "judge/1"
_PER_POINT = 20
_BATCH = 20_000

Figures = dict[str, float]


@contextmanager
def _timed(figures: Figures, name: str) -> Iterator[None]:
    start = perf_counter()
    yield
    figures[name] = round(perf_counter() - start, 3)


def _fill(store: Store, size: Size, figures: Figures) -> None:
    made = list(reports(size, seed=SEED))
    with _timed(figures, "add the documents, one transaction each"):
        for document, attribution in made:
            store.add(document, _KEY, attribution)
    assertions = [one for _, attribution in made for one in attribution.assertions]
    told = verdicts(assertions, size, seed=SEED)
    related = list(islice(told, size.relations))
    with _timed(figures, "put the verdicts that are not neutral"):
        for start in range(0, len(related), _BATCH):
            store.put_verdicts(_JUDGE, related[start : start + _BATCH])
    before = _bytes(store)
    with _timed(figures, "put the neutral verdicts"):
        while part := list(islice(told, _BATCH)):
            store.put_verdicts(_JUDGE, part)
    figures["bytes of a neutral verdict"] = round((_bytes(store) - before) / max(size.neutral, 1), 1)
    pairs = tuple((one.a, one.b) for one in related)
    conflicts = [
        pair for pair, one in zip(pairs, related, strict=True) if one.relation is Relation.CONTRADICTION
    ]
    state = State(
        key="1",
        judge=_JUDGE,
        pairs=pairs,
        points=tuple(
            StoredPoint(label=f"point {start}", pairs=tuple(conflicts[start : start + _PER_POINT]))
            for start in range(0, len(conflicts), _PER_POINT)
        ),
    )
    with _timed(figures, "put the first state"):
        store.put_state(state)
    with _timed(figures, "put a state with one pair more"):
        store.put_state(evolve(state, key="2", pairs=(*pairs, ("a", "b"))))
    with _timed(figures, "add one document to all these"):
        document = Document(f"{made[0][0].text} It rained.")
        moved = tuple(
            evolve(one, spans=tuple(evolve(span, document=document.id) for span in one.spans))
            for one in made[0][1].assertions
        )
        store.add(document, _KEY, evolve(made[0][1], assertions=moved))
    with _timed(figures, "find 5,000 of the verdicts"):
        store.verdicts(_JUDGE, pairs[:: max(len(pairs) // 5_000, 1)])
    with _timed(figures, "find words"):
        store.find_words("flooded hospital")
    with _timed(figures, "remove one document"):
        store.remove(document.id)


def _bytes(store: Store) -> int:
    """Return the size of a SQLite file, or of a database of PostgreSQL."""
    database = store._database  # noqa: SLF001
    statement = (
        "SELECT pg_database_size(current_database())"
        if database.is_postgres
        else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    )
    with database.reading() as connection:
        return int(connection.exec_driver_sql(statement).scalar_one())


def _load(location: str) -> None:
    """Load a store as plain values, and print the time of each part and the memory as JSON."""
    figures: Figures = {}
    whole: Figures = {}
    processor = process_time()
    with _timed(whole, "s"):
        with _timed(figures, "open"):
            store = open_store(location)
        with _timed(figures, "load the documents"):
            documents = store.documents()
        with _timed(figures, "load the attributions"):
            attributions = store.attributions(_KEY)
        with _timed(figures, "load the state with its points"):
            state = store.state()
        with _timed(figures, "load the verdicts that are not neutral"):
            found = store.verdicts(state.judge, state.pairs) if state else {}
    print(
        json.dumps(
            {
                "documents": len(documents),
                "assertions": sum(len(one.assertions) for one in attributions.values()),
                "relations": len(found),
                "points": len(state.points) if state else 0,
                "load_s": whole["s"],
                "load_processor_s": round(process_time() - processor, 3),
                "load_mb": peak_mb(),
                "seconds": figures,
            }
        )
    )


def main() -> None:
    """Fill a store, load it in another process, print and write the figures, and fail above the limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assertions", type=int, default=Size().assertions)
    parser.add_argument("--relations", type=int, default=Size().relations)
    parser.add_argument("--neutral", type=int, default=Size().neutral)
    parser.add_argument("--location", default="")
    parser.add_argument("--load", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        _load(options.load)
        return
    size = Size(assertions=options.assertions, relations=options.relations, neutral=options.neutral)
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        location = options.location or str(Path(folder) / "graph.db")
        with open_store(location, create=True) as store:
            _fill(store, size, figures)
            megabytes = _bytes(store) // 2**20
        command = [sys.executable, "-m", "benchmarks.storage", "--load", location]
        loaded = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    figures |= loaded.pop("seconds")
    for name, value in figures.items():
        print(f"{name:45}{value:10.3f}")
    result = {
        "seed": SEED,
        "kind": location.partition(":")[0] if options.location else "sqlite",
        "neutral": size.neutral,
        **loaded,
        "store_mb": megabytes,
        "narratives": __version__,
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
    }
    print(result)
    if not options.location:
        text = json.dumps(result | {"figures": figures}, indent=1)
        (Path(__file__).parent / "results.json").write_text(text + "\n", encoding="utf-8")
    if result["load_processor_s"] > LIMIT_S or result["load_mb"] > LIMIT_MB:
        sys.exit(f"over the limits of {LIMIT_S} s and {LIMIT_MB} MB")


if __name__ == "__main__":
    main()
