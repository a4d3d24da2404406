"""``python -m benchmarks.questions``: speed and memory of questions put to a large generated graph.

Each question is put once to build the indexes that it needs, then several times. Prints the first
time, the median and the worst of the later ones, and the greatest memory of the process, and writes them to
``results.json`` in this folder.
"""

import argparse
import json
import os
import platform
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.memory import peak_mb
from benchmarks.questions.large import Size, large_graph
from narratives.graph import ContradictionGraph
from narratives.version import __version__

SEED = 7
LIMIT_S = 0.2
"""Greatest median time of a question whose indexes are built."""
LIMIT_MB = 1024


def questions(graph: ContradictionGraph) -> dict[str, Callable[[], object]]:
    """Return a question of every kind."""
    first, second = graph.accounts[0].name, graph.accounts[1].name
    one = graph.accounts[0].assertions[0]
    outlet = graph.documents[0].outlet
    return {
        "disputes": graph.disputes,
        "disputes(between)": lambda: graph.disputes(between=(first, second)),
        "disputes(topic)": lambda: graph.disputes(topic="the shelling of the dam in Kherson"),
        "disputes(since, until)": lambda: graph.disputes(since="2018-03", until="2019"),
        "disputes(place: a country)": lambda: graph.disputes(place="Georgia"),
        "disputes(place: a city)": lambda: graph.disputes(place="Kherson"),
        "disputes(outlet)": lambda: graph.disputes(outlet=outlet),
        "disputes(source)": lambda: graph.disputes(source=f"Speaker 3 of {first}"),
        "disputes(reason, min_probability)": lambda: graph.disputes(reason="number", min_probability=0.9),
        "disputes(all filters)": lambda: graph.disputes(
            between=(first, second),
            topic="bridge",
            since="2015",
            place="Kherson",
            reason="number",
            min_probability=0.6,
        ),
        "agreements": graph.agreements,
        "agreements(topic)": lambda: graph.agreements(topic="the shelling of the dam in Kherson"),
        "contested_by": lambda: graph.contested_by(one),
        "supported_by": lambda: graph.supported_by(one.id),
        "common_ground": graph.common_ground,
        "silences": lambda: graph.silences(first),
        "matrix": graph.matrix,
        "passed_over": lambda: graph.passed_over(first),
        "distance": graph.distance,
        "furthest_apart": graph.furthest_apart,
        "most_contested": lambda: graph.most_contested(10),
        "triads": graph.triads,
        "search": lambda: graph.search("Who shelled the dam in Kherson?"),
        "ask": lambda: graph.ask("Who shelled the dam in Kherson?"),
        "events": graph.events,
        "events(all filters)": lambda: graph.events(party=(first,), since="2015", place="Kherson"),
    }


def main() -> None:
    """Measure, print a table, write the results, and fail above the limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assertions", type=int, default=Size().assertions)
    parser.add_argument("--relations", type=int, default=Size().relations)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    size = Size(assertions=options.assertions, relations=options.relations)
    graph = large_graph(size, seed=SEED)
    made_mb = peak_mb()
    figures: dict[str, dict[str, float]] = {}
    print(f"{'seconds':36}{'first':>10}{'median':>10}{'worst':>10}")
    for name, question in questions(graph).items():
        first = _seconds(question)
        times = [_seconds(question) for _ in range(options.runs)]
        median, worst = statistics.median(times), max(times)
        figures[name] = {"first": round(first, 3), "median": round(median, 4), "worst": round(worst, 4)}
        print(f"{name:36}{first:10.3f}{median:10.4f}{worst:10.4f}")
    result = {
        "seed": SEED,
        "assertions": sum(map(len, graph.accounts)),
        "relations": len(graph.verdicts),
        "points": len(graph.points),
        "narratives": __version__,
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "graph_mb": made_mb,
        "memory_mb": peak_mb(),
        "seconds": figures,
    }
    print({name: value for name, value in result.items() if name != "seconds"})
    (Path(__file__).parent / "results.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    slow = [name for name, times in figures.items() if times["median"] > LIMIT_S]
    if slow or peak_mb() > LIMIT_MB:
        sys.exit(f"over {LIMIT_S} s: {', '.join(slow) or 'none'}; memory {peak_mb()} of {LIMIT_MB} MB")


def _seconds(question: Callable[[], object]) -> float:
    start = perf_counter()
    question()
    return perf_counter() - start


if __name__ == "__main__":
    main()
