"""Scores on annotated real news articles, if available: every pair of assertions of two parties, with the
attribution of gold and with the attribution found.

A pair is *right* if it is a clear contradiction in gold, *defensible* if careful readers may differ (excluded
from the curve, and no error if flagged), otherwise wrong. The document's own voice counts as a party.
"""

import json
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from attrs import frozen

import narratives
from benchmarks.comparison.curves import average_precision, precision_at, recall_at
from benchmarks.comparison.given import gold_assertion
from benchmarks.comparison.scoring import matching_gold
from narratives import Account
from narratives.verdict import AGREEMENTS, CONFLICTS, Judge, Pair, Verdict

FOLDER = Path(__file__).parents[2].parent / "shared" / "eval" / "dev"
RECALLS = (0.2, 0.4, 0.6)
LOSSES = ("found", "side not extracted", "wrong party", "not compared", "verdict")
_CONFLICTS = frozenset({"contradiction", "framing"})
_AGREEMENTS = frozenset({"entailment", "equivalence"})


@frozen(kw_only=True)
class GoldPair:
    """A pair of assertions of two parties with its gold labels.

    Attributes:
        right: gold has a clear contradiction.
        defensible: gold has a contradiction on which careful readers may differ, and no clear one.
        agreed: gold has an agreement.
        trap: gold marks the two as only looking opposed.
        ids: pairs of ids of the gold assertions that the two assertions match.
    """

    article: str
    pair: Pair
    right: bool
    defensible: bool
    agreed: bool
    trap: bool
    ids: frozenset[frozenset[str]]


@frozen(eq=False)
class GoldArticle:
    """The gold annotation of an article."""

    name: str
    file: Path
    fields: Mapping[str, Any]

    @cached_property
    def relations(self) -> dict[frozenset[str], Mapping[str, Any]]:
        """Pair of ids of gold assertions → relation."""
        return {frozenset((one["a"], one["b"])): one for one in self.fields["relations"]}

    @cached_property
    def traps(self) -> set[frozenset[str]]:
        """Pairs that only look opposed."""
        return {frozenset((one["a"], one["b"])) for one in self.fields.get("hard_negatives", ())}

    @cached_property
    def core(self) -> set[frozenset[str]]:
        """Clear contradictions between parties, without the document's own voice."""
        party = {one["id"]: one["party"] for one in self.fields["assertions"]}
        return {
            ids
            for ids, one in self.relations.items()
            if one["relation"] in _CONFLICTS
            and one.get("core", True)
            and {party[key] for key in ids} <= set(self.fields["parties"])
        }

    def label(self, pair: Pair, ids: Iterable[frozenset[str]]) -> GoldPair:
        """Return the pair with the labels of the pairs of gold assertions that it matches."""
        matched = frozenset(ids)
        relations = [self.relations[one] for one in matched if one in self.relations]
        conflicts = [one for one in relations if one["relation"] in _CONFLICTS]
        right = any(one.get("core", True) for one in conflicts)
        return GoldPair(
            article=self.name,
            pair=pair,
            right=right,
            defensible=bool(conflicts) and not right,
            agreed=any(one["relation"] in _AGREEMENTS for one in relations),
            trap=bool(matched & self.traps),
            ids=matched,
        )


def gold_articles(folder: Path = FOLDER) -> list[GoldArticle]:
    """Return the annotations of a folder, none if the folder does not exist."""
    return [
        GoldArticle(file.name.removesuffix("-gold.json"), file, json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(folder.glob("*-gold.json"))
    ]


def given_pairs(gold: GoldArticle) -> list[GoldPair]:
    """Return every pair of gold assertions of two parties, with their glosses as texts."""
    assertions = {one["id"]: gold_assertion(one, gold.name) for one in gold.fields["assertions"]}
    party = {one["id"]: one["party"] for one in gold.fields["assertions"]}
    return [
        gold.label((assertions[a], assertions[b]), [frozenset((a, b))])
        for a, b in combinations(assertions, 2)
        if party[a] != party[b]
    ]


def read_accounts(gold: GoldArticle) -> list[Account]:
    """Return the accounts of the parties as found in the article."""
    parties = [narratives.Party(name, aliases) for name, aliases in gold.fields["parties"].items()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", narratives.NarrativesWarning)  # gold parties have descriptive names
        accounts = narratives.read(gold.file.parent / gold.fields["document"], parties)
    return [account for account in accounts.values() if account.name in gold.fields["parties"]]


def read_pairs(gold: GoldArticle, accounts: Sequence[Account]) -> list[GoldPair]:
    """Return every pair of assertions of two accounts found in the article, with its gold labels."""
    matches = matching_gold(gold.fields["assertions"], [one for account in accounts for one in account])
    return [
        gold.label((a, b), [frozenset((x, y)) for x in matches.get(a.id, ()) for y in matches.get(b.id, ())])
        for first, second in combinations(accounts, 2)
        for a in first
        for b in second
    ]


def loss_counts(
    gold: GoldArticle, accounts: Sequence[Account], flagged: Iterable[GoldPair], compared: Iterable[GoldPair]
) -> Counter[str]:
    """Count the clear contradictions of an article by the stage at which they are lost, one of `LOSSES`."""
    found = [one for account in accounts for one in account]
    matches = matching_gold(gold.fields["assertions"], found)
    party = {one["id"]: one["party"].casefold() for one in gold.fields["assertions"]}
    extracted = {key for keys in matches.values() for key in keys}
    right_party = {
        key for one in found for key in matches.get(one.id, ()) if (one.party or "").casefold() == party[key]
    }
    flagged_ids = {ids for one in flagged for ids in one.ids}
    compared_ids = {ids for one in compared for ids in one.ids}
    counts: Counter[str] = Counter()
    for ids in gold.core:
        if ids in flagged_ids:
            counts["found"] += 1
        elif not ids <= extracted:
            counts["side not extracted"] += 1
        elif not ids <= right_party:
            counts["wrong party"] += 1
        else:
            counts["verdict" if ids in compared_ids else "not compared"] += 1
    return counts


@frozen(kw_only=True)
class JudgedPairs:
    """Labelled pairs with their verdicts; summed with ``+``."""

    pairs: Sequence[GoldPair]
    verdicts: Sequence[Verdict]

    @property
    def flagged(self) -> list[GoldPair]:
        """The pairs judged to be a conflict."""
        return [
            pair
            for pair, verdict in zip(self.pairs, self.verdicts, strict=True)
            if verdict.relation in CONFLICTS
        ]

    @property
    def strengths_and_labels(self) -> tuple[list[float], list[bool]]:
        """Probability of a contradiction and gold label of each pair, without defensible pairs."""
        kept = [
            (verdict.contradiction or 0.0, pair.right)
            for pair, verdict in zip(self.pairs, self.verdicts, strict=True)
            if not pair.defensible
        ]
        return [strength for strength, _ in kept], [right for _, right in kept]

    def __add__(self, other: "JudgedPairs") -> "JudgedPairs":
        return JudgedPairs(pairs=[*self.pairs, *other.pairs], verdicts=[*self.verdicts, *other.verdicts])

    def figures(self, core: int) -> dict[str, Any]:
        """Return the figures for JSON; ``core`` is the number of clear contradictions in gold."""
        strengths, right = self.strengths_and_labels
        flagged = self.flagged
        good = sum(one.right or one.defensible for one in flagged)
        hits = {ids for one in flagged if one.right for ids in one.ids}
        agreed = [
            pair
            for pair, verdict in zip(self.pairs, self.verdicts, strict=True)
            if verdict.relation in AGREEMENTS
        ]
        return {
            "pairs": len(self.pairs),
            "right": sum(one.right for one in self.pairs),
            "average_precision": round(average_precision(strengths, right), 4),
            "precision_at_recall": {str(r): round(precision_at(strengths, right, r), 4) for r in RECALLS},
            "recall_at_precision_0.85": round(recall_at(strengths, right, 0.85), 4),
            "flagged": len(flagged),
            "flagged_right": good,
            "precision": round(good / len(flagged), 4) if flagged else None,
            "core": core,
            "core_pairs_flagged": len(hits),
            "near_misses_flagged": sum(one.trap for one in flagged),
            "near_misses": sum(one.trap for one in self.pairs),
            "agreements_shown": len(agreed),
            "agreements_right": sum(one.agreed for one in agreed),
            "agreements": sum(one.agreed for one in self.pairs),
        }


def measure(judge: Judge, folder: Path = FOLDER) -> dict[str, Any]:
    """Print the scores of each article ("given" and "read"), and where clear contradictions are lost."""
    figures: dict[str, Any] = {}
    totals: dict[str, JudgedPairs] = {}
    cores = 0
    losses: Counter[str] = Counter()
    print(_HEAD)
    for gold in gold_articles(folder):
        pairs = given_pairs(gold)
        given = JudgedPairs(pairs=pairs, verdicts=judge.judge([one.pair for one in pairs]))
        accounts = read_accounts(gold)
        pairs = read_pairs(gold, accounts)
        read = JudgedPairs(pairs=pairs, verdicts=judge.judge([one.pair for one in pairs]))
        article_losses = loss_counts(gold, accounts, read.flagged, read.pairs)
        losses += article_losses
        core = len(gold.core)
        cores += core
        figures[gold.name] = {
            "given": given.figures(core),
            "read": {**read.figures(core), "core_found": article_losses["found"]},
            "lost": dict(article_losses),
        }
        _print_row(gold.name, figures[gold.name])
        totals = {
            "given": totals["given"] + given if totals else given,
            "read": totals["read"] + read if totals else read,
        }
    if totals:
        figures["all"] = {
            "given": totals["given"].figures(cores),
            "read": {**totals["read"].figures(cores), "core_found": losses["found"]},
            "lost": dict(losses),
        }
        _print_row("all", figures["all"])
        print("lost on the whole way: " + ", ".join(f"{name} {losses[name]}" for name in LOSSES[1:]))
    return figures


_HEAD = (
    f"{'':24}{'given: AP':>10}{'P@R .2/.4/.6':>16}{'R@P.85':>8}{'right/flagged':>15}{'core':>9}{'traps':>7}"
    f"{'agree':>8}{'   read: AP':>12}{'right/flagged':>15}{'core':>9}"
)


def _print_row(name: str, row: Mapping[str, Any]) -> None:
    given, read = row["given"], row["read"]
    at = "/".join(f"{value:.2f}" for value in given["precision_at_recall"].values())
    agreed = f"{given['agreements_right']}/{given['agreements_shown']}"
    print(
        f"{name:24}{given['average_precision']:>10.3f}{at:>16}{given['recall_at_precision_0.85']:>8.2f}"
        f"{given['flagged_right']:>9}/{given['flagged']:<5}{given['core_pairs_flagged']:>4}/{given['right']:<4}"
        f"{given['near_misses_flagged']:>7}{agreed:>8}{read['average_precision']:>12.3f}"
        f"{read['flagged_right']:>9}/{read['flagged']:<5}{read['core_found']:>4}/{read['core']:<4}",
        flush=True,
    )
