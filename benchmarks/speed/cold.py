"""The cold start: the command on one article, beside another version and beside sentence-transformers."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import narratives
from benchmarks.speed.children import ROOT, Cost, least, measured
from benchmarks.speed.cross_encoder import with_random_weights
from benchmarks.speed.reports import generate
from narratives.model import Party
from narratives.pairing import candidates
from narratives.reading.parties import read_parties

SEED_REPORT = ROOT / "seeds" / "karabakh-2023"


def cold_start(runs: int, against: Path | None) -> dict[str, Any]:
    """Measure the command from its start to its end on two articles, the least of several runs.

    Args:
        against: a checkout of another version, which is run in turns with this one.
    """
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = with_random_weights(folder / "model")
        generated = generate(1)
        short = folder / "generated.txt"
        short.write_text(generated.documents[0].text, encoding="utf-8")
        speaking = {one.party for one in generated.said}
        parties = [
            Party(party.name, tuple(name for name in party.aliases if name in generated.documents[0].text))
            for party in generated.parties
            if party.name in speaking
        ]
        articles: dict[str, tuple[Path, Sequence[Party]]] = {
            "karabakh-2023": (SEED_REPORT / "report.txt", read_parties(SEED_REPORT / "parties.yaml")),
            "one generated report": (short, parties),
        }
        for title, (article, sides) in articles.items():
            accounts = narratives.read(article, sides)
            pairs = [[a.text, b.text] for a, b in candidates(list(accounts.values())).pairs]
            listed = folder / "pairs.json"
            listed.write_text(json.dumps(pairs), encoding="utf-8")
            commands = {"this version": (ROOT, _command(article, sides))}
            if against is not None:
                commands["other version"] = (against, _command(article, sides))
            rival = ["-m", "benchmarks.speed.cross_encoder", str(model), str(listed)]
            commands["sentence-transformers, the same pairs"] = (ROOT, rival)
            figures[title] = {
                "words": len(article.read_text(encoding="utf-8").split()),
                "statements": sum(map(len, accounts.values())),
                "pairs": len(pairs),
                **_in_turns(commands, runs),
            }
    return figures


def _command(article: Path, parties: Sequence[Party]) -> list[str]:
    named = [part for party in parties for part in ("-p", "=".join((party.name, ",".join(party.aliases))))]
    return ["-m", "narratives", "compare", str(article), *named, "--json", "--quiet"]


def _in_turns(commands: dict[str, tuple[Path, list[str]]], runs: int) -> dict[str, dict[str, float]]:
    """Return the least cost of each command; they are run in turns, so that other work affects all."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, (root, arguments) in commands.items():
            costs[name].append(measured(arguments, root=root)[0])
    return {name: least(some).record() for name, some in costs.items()}
