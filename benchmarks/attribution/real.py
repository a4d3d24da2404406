"""``python -m benchmarks.attribution.real [--misses] [--json FIGURES]``: who says what in real news articles.

Needs the annotated articles. Half of them (`LOOKED_AT`) are read while the reader is worked on; the others
are measured only, and nothing of them is printed but figures. For each article: the share of the parties'
statements that are found with the right party, the share of what is found that is right, and for how many
clear disputes both sides are found. Then recall by form and by the verb or noun that says so.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.comparison import real
from benchmarks.comparison.scoring import holders, stand_ins
from narratives.model import Account, Assertion

LOOKED_AT = frozenset(
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
class Reading:
    """What was found in an article.

    Attributes:
        outcome: of each statement of a party that gold asks for, by its id: one of `OUTCOMES`.
        wrong: what was found and stands for no statement of its party.
        right: how many stand for one.
        core: clear disputes; ``both``: those of which both sides are found.
    """

    gold: real.Gold
    outcome: Mapping[str, str]
    wrong: Sequence[Assertion]
    right: int
    core: int
    both: int


def reading(gold: real.Gold, accounts: Sequence[Account]) -> Reading:
    """Hold what was found against gold."""
    found = [one for account in accounts for one in account]
    stands = stand_ins(gold.fields["assertions"], found)
    owners = {one["id"]: holders(one) for one in gold.fields["assertions"]}
    optional = {one["id"] for one in gold.fields["assertions"] if one.get("optional")}
    touched = {key for keys in stands.values() for key in keys}
    owned: set[str] = set()
    wrong, right = [], 0
    for one in found:
        keys = [key for key in stands.get(one.id, ()) if (one.party or "").casefold() in owners[key]]
        owned.update(keys)
        right += bool(keys)
        if not keys and optional.isdisjoint(stands.get(one.id, ())):
            wrong.append(one)
    outcome = {
        one["id"]: "found" if one["id"] in owned else "wrong party" if one["id"] in touched else "missed"
        for one in gold.fields["assertions"]
        if one["party"] in gold.fields["parties"] and not one.get("optional")
    }
    return Reading(
        gold=gold,
        outcome=outcome,
        wrong=wrong,
        right=right,
        core=len(gold.core),
        both=sum(ids <= owned for ids in gold.core),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attribution.real", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what fails in the articles looked at")
    parser.add_argument("--json", type=Path, metavar="FIGURES", help="write the figures there")
    options = parser.parse_args()
    readings = [reading(gold, real.read_accounts(gold)) for gold in real.golds()]
    if options.misses:
        for one in readings:
            if one.gold.name in LOOKED_AT:
                _misses(one)
    halves = {
        "looked at": [one for one in readings if one.gold.name in LOOKED_AT],
        "measured only": [one for one in readings if one.gold.name not in LOOKED_AT],
    }
    figures: dict[str, Any] = {}
    print(f"{'':24}{'statements':>12}{'recall':>8}{'precision':>11}{'both sides':>12}")
    for half, some in halves.items():
        figures[half] = {one.gold.name: _figures([one]) for one in some}
        for name, told in figures[half].items():
            _row(name, told)
        figures[half]["all"] = _figures(some)
        _row(half, figures[half]["all"])
    figures["all"] = _figures(readings)
    _row("all", figures["all"])
    for title, key in (("form", "kind"), ("said by", "cue")):
        _kinds(title, key, readings)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _figures(readings: Sequence[Reading]) -> dict[str, Any]:
    outcomes = Counter(told for one in readings for told in one.outcome.values())
    right = sum(one.right for one in readings)
    given = right + sum(len(one.wrong) for one in readings)
    return {
        "statements": outcomes.total(),
        **{name: outcomes[name] for name in OUTCOMES},
        "recall": round(outcomes["found"] / max(1, outcomes.total()), 3),
        "precision": round(right / max(1, given), 3),
        "core": sum(one.core for one in readings),
        "both": sum(one.both for one in readings),
    }


def _row(name: str, told: Mapping[str, Any]) -> None:
    both = f"{told['both']}/{told['core']}"
    print(f"{name:24}{told['statements']:>12}{told['recall']:>8.2f}{told['precision']:>11.2f}{both:>12}")


def _kinds(title: str, key: str, readings: Sequence[Reading]) -> None:
    """Recall by what gold calls the statement; of kinds that are met twice at least."""
    counts: dict[str, Counter[str]] = {}
    for one in readings:
        for assertion in one.gold.fields["assertions"]:
            told = one.outcome.get(assertion["id"])
            if told is not None:
                name = " ".join(str(assertion.get(key) or "none").casefold().split()[-2:])
                counts.setdefault(name, Counter())[told] += 1
    print(f"\n{title:24}{'found':>8}" + "".join(f"{name:>13}" for name in OUTCOMES[1:]))
    for name, kinds in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])):
        if kinds.total() > 1:
            print(f"{name:24}{kinds['found']:>8}" + "".join(f"{kinds[one]:>13}" for one in OUTCOMES[1:]))


def _misses(one: Reading) -> None:
    needed = {key for ids in one.gold.core for key in ids}
    for assertion in one.gold.fields["assertions"]:
        told = one.outcome.get(assertion["id"])
        if told not in (None, "found"):
            mark = "*" if assertion["id"] in needed else " "
            said = " … ".join(assertion["content"])
            who = f"{assertion['party']} ({assertion['speaker']})"
            print(f"{mark} {told}: {who} | {assertion.get('cue')} | {said}")
    for wrong in one.wrong:
        print(f"  not right: {wrong.party} | {wrong.cue} | {wrong.text}")


if __name__ == "__main__":
    main()
