"""Scores of a comparison against gold: assertions by their characters, relations by their assertions.

`matching_gold` defines which gold assertions a predicted assertion matches.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict, frozen

from narratives import Assertion, Comparison
from narratives.verdict import CONFLICTS


@frozen(kw_only=True)
class Score:
    """Counts, from which the rates are computed; summed with ``+``.

    Attributes:
        gold, found: gold assertions of the parties compared, and those found with the right party.
        predicted, right: predicted assertions, and those that match a gold assertion of the same party.
        core, hit: clear contradictions between the parties, and those found.
        any, any_hit: all contradictions of gold, clear or defensible, and those found.
        flagged, good: predicted conflicts, and those that are contradictions of gold.
        traps, flagged_traps: pairs that only look opposed, and those flagged.
    """

    gold: int = 0
    found: int = 0
    predicted: int = 0
    right: int = 0
    core: int = 0
    hit: int = 0
    any: int = 0
    any_hit: int = 0
    flagged: int = 0
    good: int = 0
    traps: int = 0
    flagged_traps: int = 0

    def __add__(self, other: "Score") -> "Score":
        mine, theirs = asdict(self), asdict(other)
        return Score(**{name: mine[name] + theirs[name] for name in mine})

    @property
    def rates(self) -> dict[str, float | None]:
        """Attribution recall and precision; dispute recall (core, all) and precision; None if undefined."""
        return {
            "attribution_recall": _ratio(self.found, self.gold),
            "attribution_precision": _ratio(self.right, self.predicted),
            "dispute_recall_core": _ratio(self.hit, self.core),
            "dispute_recall_all": _ratio(self.any_hit, self.any),
            "dispute_precision": _ratio(self.good, self.flagged),
        }


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def score(gold: Mapping[str, Any], comparison: Comparison) -> Score:
    """Score against the gold ``assertions``, ``relations`` and ``hard_negatives`` of one article."""
    parties = {account.name.casefold() for account in comparison.accounts}
    assertions = [assertion for account in comparison.accounts for assertion in account]
    matches = matching_gold(gold["assertions"], assertions)
    owners = {a["id"]: accepted_parties(a) for a in gold["assertions"]}
    wanted = {
        a["id"] for a in gold["assertions"] if a["party"].casefold() in parties and not a.get("optional")
    }
    optional = {a["id"] for a in gold["assertions"] if a.get("optional")}
    right = [
        a
        for a in assertions
        if any((a.party or "").casefold() in owners[key] for key in matches.get(a.id, ()))
    ]
    counted = [a for a in assertions if optional.isdisjoint(matches.get(a.id, ())) or a in right]
    conflicts = _conflicts(gold, parties)
    flagged = [
        {frozenset((x, y)) for x in matches.get(v.a.id, ()) for y in matches.get(v.b.id, ())}
        for v in comparison.verdicts
        if v.relation in CONFLICTS
    ]
    hits = {ids for pairs in flagged for ids in pairs}
    core = {pair for pair, is_core in conflicts.items() if is_core}
    traps = {frozenset((trap["a"], trap["b"])) for trap in gold.get("hard_negatives", ())}
    return Score(
        gold=len(wanted),
        found=len(
            wanted
            & {key for a in right for key in matches[a.id] if (a.party or "").casefold() in owners[key]}
        ),
        predicted=len(counted),
        right=len(right),
        core=len(core),
        hit=len(core & hits),
        any=len(conflicts),
        any_hit=len(conflicts.keys() & hits),
        flagged=len(flagged),
        good=sum(bool(pairs & conflicts.keys()) for pairs in flagged),
        traps=len(traps),
        flagged_traps=len(traps & hits),
    )


def accepted_parties(assertion: Mapping[str, Any]) -> set[str]:
    """Return the parties, casefolded, to which a gold assertion may be attributed."""
    return {name.casefold() for name in (assertion["party"], *assertion.get("co_parties", ()))}


def _conflicts(gold: Mapping[str, Any], parties: set[str]) -> dict[frozenset[str], bool]:
    party = {a["id"]: a["party"].casefold() for a in gold["assertions"]}
    return {
        frozenset((r["a"], r["b"])): bool(r.get("core", True))
        for r in gold["relations"]
        if r["relation"] in ("contradiction", "framing")
        and party[r["a"]] != party[r["b"]]
        and {party[r["a"]], party[r["b"]]} <= parties
    }


def _characters(spans: Iterable[Iterable[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def matching_gold(gold: Sequence[Mapping[str, Any]], predicted: Iterable[Assertion]) -> dict[str, list[str]]:
    """Return a map: id of a predicted assertion → ids of the gold assertions that it matches, the best first.

    The best is the gold assertion with the largest overlap (intersection over union of characters); those of
    the same party come before all others. The overlap must be at least half of the shorter assertion. In
    addition, the prediction matches each other gold assertion of its party of which it covers at least half,
    unless it is more than three times as long.
    """
    gold_spans = [(a["id"], accepted_parties(a), _characters(a["spans"])) for a in gold]
    gold_spans += [
        (a["id"], accepted_parties(a), _characters(spans if isinstance(spans[0], list) else [spans]))
        for a in gold
        for spans in a.get("alt_spans") or ()
    ]
    found: dict[str, list[str]] = {}
    for assertion in predicted:
        mine = _characters((span.start, span.end) for span in assertion.spans)
        best: tuple[bool, float] = (False, 0.0)
        chosen, covered = None, []
        for key, owners, theirs in gold_spans:
            shared = len(mine & theirs)
            own = (assertion.party or "").casefold() in owners
            if own and 2 * shared >= len(theirs) and len(mine) <= 3 * len(theirs) and key not in covered:
                covered.append(key)
            if shared and 2 * shared >= min(len(mine), len(theirs)):
                overlap = (own, shared / len(mine | theirs))
                if overlap > best:
                    best, chosen = overlap, key
        if chosen is not None:
            found[assertion.id] = [chosen, *(key for key in covered if key != chosen)]
    return found
