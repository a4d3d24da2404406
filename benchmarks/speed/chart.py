"""The table and the plot of the results."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PLOT = Path(__file__).parents[2] / "docs" / "images" / "speed.svg"
_WHOLES = (("whole", "the whole"), ("known", "the whole with known verdicts"))
"""Parts that run the whole, with their titles."""
_WIDTH_IN, _HEIGHT_IN = 8.0, 3.6


def table(result: Mapping[str, Any]) -> str:
    """Return the results as lines of text, without the parts that were not measured."""
    lines = [f"{'cold start':42}{'wall s':>10}{'cpu s':>10}"]
    for title, figures in result.get("cold", {}).items():
        lines.append(f"{title}: {figures['statements']} statements, {figures['pairs']} pairs")
        lines += [
            f"  {name:40}{cost['wall_s']:10.2f}{cost['cpu_s']:10.2f}"
            for name, cost in figures.items()
            if isinstance(cost, dict)
        ]
    rates = (
        ("reading", "articles_per_s", "reading and attribution, articles a second"),
        ("embedding", "texts_per_s", "embedding, texts a second"),
        ("judging", "judge_pairs_per_s", "judging with reasons, pairs a second"),
        ("judging", "model_pairs_per_s", "its model alone, pairs a second"),
        ("judging", "torch_pairs_per_s", "the same network in torch, pairs a second"),
    )
    lines += [f"{title:52}{result[part][name]:10}" for part, name, title in rates if part in result]
    if "accounts" in result:
        row = result["accounts"]
        lines.append(
            f"two accounts of {row['statements']} statements: {row['compared']} of {row['pairs']} pairs, "
            f"{row['accounts_s']:.1f} s"
        )
    lines.append(
        f"{'pairing: articles':20}{'statements':>11}{'pairs':>9}{'share':>9}{'recall':>8}"
        f"{'cpu s':>8}{'MB':>7}"
    )
    lines += [
        f"{row['articles']:20}{row['statements']:11}{row['pairs']:9}{row['share']:9.4f}{row['recall']:8.3f}"
        f"{row['pairing_cpu_s']:8.1f}{row['peak_mb']:7}"
        for row in result.get("pairing", [])
    ]
    for part, title in _WHOLES:
        lines.append(
            f"{title + ': articles':40}{'statements':>11}{'pairs':>9}{'wall s':>9}{'cpu s':>8}"
            f"{'MB':>7}{'worker':>8}{'recall':>8}{'right':>7}"
        )
        lines += [
            f"{row['articles']:40}{row['statements']:11}{row['pairs']:9}{row['wall_s']:9.1f}{row['cpu_s']:8.1f}"
            f"{row['peak_mb']:7}{row['peak_worker_mb']:8}{row['recall']:8.3f}{row['precision']:7.3f}"
            for row in result.get(part, [])
        ]
    lines.append(
        f"exponents of growth: pairing {result.get('pairing_exponent')}, "
        f"whole {result.get('whole_exponent')}, with known verdicts {result.get('known_exponent')}"
    )
    for size, seconds in result.get("every_pair_in_torch_s_computed", {}).items():
        lines.append(f"every pair of {size} articles in torch, computed: {seconds:,} s")
    return "\n".join(lines)


def draw(result: Mapping[str, Any], path: Path = PLOT) -> None:
    """Draw time over articles: the whole, the pairing, and every pair in torch (computed, dashed)."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams.update({"svg.hashsalt": "narratives", "svg.fonttype": "none"})
    figure, (times, selected) = plt.subplots(1, 2, figsize=(_WIDTH_IN, _HEIGHT_IN))
    series = (
        ("whole", "wall_s", "the whole", "o-"),
        ("known", "wall_s", "with known verdicts", "^-"),
        ("pairing", "pairing_s", "selecting pairs", "s-"),
    )
    for part, value, title, style in series:
        rows = result.get(part, [])
        times.plot([row["articles"] for row in rows], [row[value] for row in rows], style, label=title)
    computed = result.get("every_pair_in_torch_s_computed", {})
    times.plot(
        [int(size) for size in computed],
        list(computed.values()),
        "--",
        label="every pair in torch (computed)",
    )
    times.set(xscale="log", yscale="log", xlabel="articles", ylabel="seconds")
    times.legend(fontsize="small")
    rows = result.get("pairing", [])
    sizes = [row["articles"] for row in rows]
    selected.plot(sizes, [row["share"] for row in rows], "s-", label="share of all pairs")
    selected.plot(sizes, [row["recall"] for row in rows], "o-", label="recall of known contradictions")
    selected.set(xscale="log", yscale="log", xlabel="articles")
    selected.legend(fontsize="small")
    for axes in (times, selected):
        axes.grid(visible=True, which="major", alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})
    plt.close(figure)
