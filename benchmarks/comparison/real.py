"""Real news articles with gold, where they are: every pair of two parties, as given by gold and as the reader
gives it.

A pair is *right* where gold has a clear contradiction of it, *defensible* where careful readers may differ
(left out of the curve, no error where it is flagged), else wrong. The reporter's own voice is a party as any
other.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from attrs import frozen

import narratives
from benchmarks.comparison.curves import average_precision, precision_at, recall_at
from benchmarks.comparison.given import assertion
from benchmarks.comparison.scoring import stand_ins
from narratives import Account
from narratives.verdict import AGREEMENTS, CONFLICTS, Judge, Pair, Verdict

FOLDER = Path(__file__).parents[2].parent / "shared" / "eval" / "dev"
RECALLS = (0.2, 0.4, 0.6)
LOSSES = ("found", "side not extracted", "wrong party", "not compared", "verdict")
_CONFLICTS = frozenset({"contradiction", "framing"})
_AGREEMENTS = frozenset({"entailment", "equivalence"})


@frozen(kw_only=True)
class GoldPair:
    """Assertions of two parties, with what gold says of them.

    Attributes:
        right, defensible: whether gold has a clear contradiction, or one on which readers may differ.
        agreed: whether gold has an agreement; ``trap``: whether it warns that the two only look opposed.
        ids: of the gold assertions, one for each side; the two in the order of their names.
    """

    article: str
    pair: Pair
    right: bool
    defensible: bool
    agreed: bool
    trap: bool
    ids: frozenset[frozenset[str]]


@frozen(eq=False)
class Gold:
    """An article's annotation."""

    name: str
    file: Path
    fields: Mapping[str, Any]

    @cached_property
    def relations(self) -> dict[frozenset[str], Mapping[str, Any]]:
        """Pair of ids of gold assertions → its relation."""
        return {frozenset((one["a"], one["b"])): one for one in self.fields["relations"]}

    @cached_property
    def traps(self) -> set[frozenset[str]]:
        """Pairs that look opposed and are not."""
        return {frozenset((one["a"], one["b"])) for one in self.fields.get("hard_negatives", ())}

    @cached_property
    def core(self) -> set[frozenset[str]]:
        """The clear contradictions between parties, the reporter's own voice left out."""
        party = {one["id"]: one["party"] for one in self.fields["assertions"]}
        return {
            ids
            for ids, one in self.relations.items()
            if one["relation"] in _CONFLICTS
            and one.get("core", True)
            and {party[key] for key in ids} <= set(self.fields["parties"])
        }

    def labelled(self, pair: Pair, ids: Iterable[frozenset[str]]) -> GoldPair:
        """A pair that stands for these pairs of gold assertions."""
        known = frozenset(ids)
        relations = [self.relations[one] for one in known if one in self.relations]
        conflicts = [one for one in relations if one["relation"] in _CONFLICTS]
        right = any(one.get("core", True) for one in conflicts)
        return GoldPair(
            article=self.name,
            pair=pair,
            right=right,
            defensible=bool(conflicts) and not right,
            agreed=any(one["relation"] in _AGREEMENTS for one in relations),
            trap=bool(known & self.traps),
            ids=known,
        )


def golds(folder: Path = FOLDER) -> list[Gold]:
    """The annotations of a folder; none where it is not there."""
    return [
        Gold(file.name.removesuffix("-gold.json"), file, json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(folder.glob("*-gold.json"))
    ]


def given_pairs(gold: Gold) -> list[GoldPair]:
    """Every pair of gold assertions of two parties, in the words of their gloss."""
    made = {one["id"]: assertion(one, gold.name) for one in gold.fields["assertions"]}
    party = {one["id"]: one["party"] for one in gold.fields["assertions"]}
    return [
        gold.labelled((made[a], made[b]), [frozenset((a, b))])
        for a, b in combinations(made, 2)
        if party[a] != party[b]
    ]


def read_accounts(gold: Gold) -> list[Account]:
    """The parties' accounts as the reader finds them in the article."""
    parties = [narratives.Party(name, aliases) for name, aliases in gold.fields["parties"].items()]
    accounts = narratives.read(gold.file.parent / gold.fields["document"], parties)
    return [account for account in accounts.values() if account.name in gold.fields["parties"]]


def read_pairs(gold: Gold, accounts: Sequence[Account]) -> list[GoldPair]:
    """Every pair of assertions of two accounts that were read, with what gold says of what they stand for."""
    found = stand_ins(gold.fields["assertions"], [one for account in accounts for one in account])
    return [
        gold.labelled((a, b), [frozenset((x, y)) for x in found.get(a.id, ()) for y in found.get(b.id, ())])
        for first, second in combinations(accounts, 2)
        for a in first
        for b in second
    ]


def lost(
    gold: Gold, accounts: Sequence[Account], flagged: Iterable[GoldPair], compared: Iterable[GoldPair]
) -> Counter[str]:
    """Where each clear contradiction of an article is lost, a count for each of `LOSSES`."""
    everything = [one for account in accounts for one in account]
    stands = stand_ins(gold.fields["assertions"], everything)
    party = {one["id"]: one["party"].casefold() for one in gold.fields["assertions"]}
    extracted = {key for keys in stands.values() for key in keys}
    owned = {
        key
        for one in everything
        for key in stands.get(one.id, ())
        if (one.party or "").casefold() == party[key]
    }
    hit = {ids for one in flagged for ids in one.ids}
    seen = {ids for one in compared for ids in one.ids}
    told: Counter[str] = Counter()
    for ids in gold.core:
        if ids in hit:
            told["found"] += 1
        elif not ids <= extracted:
            told["side not extracted"] += 1
        elif not ids <= owned:
            told["wrong party"] += 1
        else:
            told["verdict" if ids in seen else "not compared"] += 1
    return told


@frozen(kw_only=True)
class Way:
    """One way of getting the pairs of an article, with their verdicts."""

    pairs: Sequence[GoldPair]
    verdicts: Sequence[Verdict]

    @property
    def flagged(self) -> list[GoldPair]:
        """The pairs that are called a conflict."""
        return [
            one for one, told in zip(self.pairs, self.verdicts, strict=True) if told.relation in CONFLICTS
        ]

    @property
    def counted(self) -> tuple[list[float], list[bool]]:
        """Probability of a contradiction and whether it is right, defensible pairs left out."""
        kept = [
            (told.contradiction or 0.0, one.right)
            for one, told in zip(self.pairs, self.verdicts, strict=True)
            if not one.defensible
        ]
        return [strength for strength, _ in kept], [right for _, right in kept]

    def __add__(self, other: "Way") -> "Way":
        return Way(pairs=[*self.pairs, *other.pairs], verdicts=[*self.verdicts, *other.verdicts])

    def figures(self, core: int) -> dict[str, Any]:
        """The figures as JSON holds them; ``core`` is the number of clear contradictions in gold."""
        strengths, right = self.counted
        flagged = self.flagged
        good = sum(one.right or one.defensible for one in flagged)
        hits = {ids for one in flagged if one.right for ids in one.ids}
        agreed = [
            one for one, told in zip(self.pairs, self.verdicts, strict=True) if told.relation in AGREEMENTS
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
    """Print by article what is found, as given and as read, and where clear contradictions are lost."""
    figures: dict[str, Any] = {}
    totals: dict[str, Way] = {}
    cores = 0
    losses: Counter[str] = Counter()
    print(_HEAD)
    for gold in golds(folder):
        pairs = given_pairs(gold)
        given = Way(pairs=pairs, verdicts=judge.judge([one.pair for one in pairs]))
        accounts = read_accounts(gold)
        pairs = read_pairs(gold, accounts)
        read = Way(pairs=pairs, verdicts=judge.judge([one.pair for one in pairs]))
        told = lost(gold, accounts, read.flagged, read.pairs)
        losses += told
        core = len(gold.core)
        cores += core
        figures[gold.name] = {
            "given": given.figures(core),
            "read": {**read.figures(core), "core_found": told["found"]},
            "lost": dict(told),
        }
        _row(gold.name, figures[gold.name])
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
        _row("all", figures["all"])
        print("lost on the whole way: " + ", ".join(f"{name} {losses[name]}" for name in LOSSES[1:]))
    return figures


_HEAD = (
    f"{'':24}{'given: AP':>10}{'P@R .2/.4/.6':>16}{'R@P.85':>8}{'right/flagged':>15}{'core':>9}{'traps':>7}"
    f"{'agree':>8}{'   read: AP':>12}{'right/flagged':>15}{'core':>9}"
)


def _row(name: str, told: Mapping[str, Any]) -> None:
    given, read = told["given"], told["read"]
    at = "/".join(f"{value:.2f}" for value in given["precision_at_recall"].values())
    agreed = f"{given['agreements_right']}/{given['agreements_shown']}"
    print(
        f"{name:24}{given['average_precision']:>10.3f}{at:>16}{given['recall_at_precision_0.85']:>8.2f}"
        f"{given['flagged_right']:>9}/{given['flagged']:<5}{given['core_pairs_flagged']:>4}/{given['right']:<4}"
        f"{given['near_misses_flagged']:>7}{agreed:>8}{read['average_precision']:>12.3f}"
        f"{read['flagged_right']:>9}/{read['flagged']:<5}{read['core_found']:>4}/{read['core']:<4}",
        flush=True,
    )
