"""``python -m benchmarks.attribution.real [--misses] [--json FIGURES]``: attribution in real news articles.

Needs the annotated articles. Half of them (`INSPECTED`) may be inspected during development; the others are
only measured, and nothing but figures is printed of them. For each article it prints the recall of the
parties' statements (found with the right party), the precision of the statements found, and the number of
clear disputes of which both sides are found; then the recall by form of attribution and by cue.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.comparison import real
from benchmarks.comparison.scoring import accepted_parties, matching_gold
from narratives.model import Account, Assertion

INSPECTED = frozenset(
    {
        "alabama-result-2017",
        "benghazi-email-2014",
        "drones-hormuz-2019",
        "nurse-quarantine-2014",
        "rio-swimmers-2016",
        "settlements-vote-2016",
        "tariffs-2018",
    }
)
OUTCOMES = ("found", "wrong party", "missed")


@frozen(kw_only=True)
class ArticleResult:
    """Scores of an article.

    Attributes:
        outcome: id of each required gold statement of a party → one of `OUTCOMES`.
        wrong: assertions found that match no gold statement of their party.
        right: number of assertions found that match one.
        core: number of clear disputes; ``both``: number of those of which both sides are found.
    """

    gold: real.GoldArticle
    outcome: Mapping[str, str]
    wrong: Sequence[Assertion]
    right: int
    core: int
    both: int


def score_article(gold: real.GoldArticle, accounts: Sequence[Account]) -> ArticleResult:
    """Score the accounts found in an article against gold."""
    found = [one for account in accounts for one in account]
    matches = matching_gold(gold.fields["assertions"], found)
    parties = {one["id"]: accepted_parties(one) for one in gold.fields["assertions"]}
    optional = {one["id"] for one in gold.fields["assertions"] if one.get("optional")}
    matched = {key for keys in matches.values() for key in keys}
    right_party: set[str] = set()
    wrong, right = [], 0
    for one in found:
        keys = [key for key in matches.get(one.id, ()) if (one.party or "").casefold() in parties[key]]
        right_party.update(keys)
        right += bool(keys)
        if not keys and optional.isdisjoint(matches.get(one.id, ())):
            wrong.append(one)
    outcome = {
        one["id"]: _outcome(one["id"], right_party, matched)
        for one in gold.fields["assertions"]
        if one["party"] in gold.fields["parties"] and not one.get("optional")
    }
    return ArticleResult(
        gold=gold,
        outcome=outcome,
        wrong=wrong,
        right=right,
        core=len(gold.core),
        both=sum(ids <= right_party for ids in gold.core),
    )


def _outcome(key: str, right_party: set[str], matched: set[str]) -> str:
    if key in right_party:
        return "found"
    return "wrong party" if key in matched else "missed"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attribution.real", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print the errors in the articles looked at")
    parser.add_argument("--json", type=Path, metavar="FIGURES", help="write the figures to this file")
    options = parser.parse_args()
    results = [score_article(gold, real.read_accounts(gold)) for gold in real.gold_articles()]
    if options.misses:
        for one in results:
            if one.gold.name in INSPECTED:
                _print_errors(one)
    halves = {
        "looked at": [one for one in results if one.gold.name in INSPECTED],
        "measured only": [one for one in results if one.gold.name not in INSPECTED],
    }
    figures: dict[str, Any] = {}
    print(f"{'':24}{'statements':>12}{'recall':>8}{'precision':>11}{'both sides':>12}")
    for half, some in halves.items():
        figures[half] = {one.gold.name: _figures([one]) for one in some}
        for name, row in figures[half].items():
            _print_row(name, row)
        figures[half]["all"] = _figures(some)
        _print_row(half, figures[half]["all"])
    figures["all"] = _figures(results)
    _print_row("all", figures["all"])
    for title, key in (("form", "kind"), ("said by", "cue")):
        _print_recall_by(title, key, results)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _figures(results: Sequence[ArticleResult]) -> dict[str, Any]:
    outcomes = Counter(outcome for one in results for outcome in one.outcome.values())
    right = sum(one.right for one in results)
    found = right + sum(len(one.wrong) for one in results)
    return {
        "statements": outcomes.total(),
        **{name: outcomes[name] for name in OUTCOMES},
        "recall": round(outcomes["found"] / max(1, outcomes.total()), 3),
        "precision": round(right / max(1, found), 3),
        "core": sum(one.core for one in results),
        "both": sum(one.both for one in results),
    }


def _print_row(name: str, row: Mapping[str, Any]) -> None:
    both = f"{row['both']}/{row['core']}"
    print(f"{name:24}{row['statements']:>12}{row['recall']:>8.2f}{row['precision']:>11.2f}{both:>12}")


def _print_recall_by(title: str, key: str, results: Sequence[ArticleResult]) -> None:
    """Print the outcomes by the value of a gold field (its last two words), for values that occur twice."""
    counts: dict[str, Counter[str]] = {}
    for one in results:
        for assertion in one.gold.fields["assertions"]:
            outcome = one.outcome.get(assertion["id"])
            if outcome is not None:
                name = " ".join(str(assertion.get(key) or "none").casefold().split()[-2:])
                counts.setdefault(name, Counter())[outcome] += 1
    print(f"\n{title:24}{'found':>8}" + "".join(f"{name:>13}" for name in OUTCOMES[1:]))
    for name, kinds in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])):
        if kinds.total() > 1:
            print(f"{name:24}{kinds['found']:>8}" + "".join(f"{kinds[one]:>13}" for one in OUTCOMES[1:]))


def _print_errors(one: ArticleResult) -> None:
    """Print the statements missed (``*``: part of a clear dispute) and the wrong assertions of an article."""
    in_dispute = {key for ids in one.gold.core for key in ids}
    for assertion in one.gold.fields["assertions"]:
        outcome = one.outcome.get(assertion["id"])
        if outcome not in (None, "found"):
            mark = "*" if assertion["id"] in in_dispute else " "
            content = " … ".join(assertion["content"])
            source = f"{assertion['party']} ({assertion['speaker']})"
            print(f"{mark} {outcome}: {source} | {assertion.get('cue')} | {content}")
    for wrong in one.wrong:
        print(f"  not right: {wrong.party} | {wrong.cue} | {wrong.text}")


if __name__ == "__main__":
    main()
