"""Compare an account with itself: contradictions and repetitions within one party."""

from collections.abc import Iterable

from attrs import evolve

from narratives.findings import Examination
from narratives.judging import load_judge, run_judge
from narratives.model import Account, Assertion, Document
from narratives.pairing import Embedder, candidates_within
from narratives.verdict import CONFLICTS, Judge, Relation, Verdict

SURE = 0.8
"""Least probability of a conflict within one account.

A party contradicts itself far more rarely than another party does, so the same scores are wrong more often.
In the development articles and the seeds, all 8 conflicts within a party were, at probabilities up to 0.78.
"""


def examine(
    account: Account,
    *,
    judge: Judge | str | None = None,
    documents: Iterable[Document] = (),
    max_pairs: int | None = None,
    embedder: Embedder | None = None,
) -> Examination:
    """Judge pairs of assertions of one account. Conflicts less probable than 0.8 are left out.

    Args:
        judge: as for `compare`.
        documents: the documents of the assertions; their dates determine the order of statements.
        max_pairs, embedder: as for `compare`.

    Raises:
        JudgeError: the judge cannot be loaded, or its result is not one verdict for each pair.
    """
    order = {document.id: (document.date, number) for number, document in enumerate(documents)}
    numbers = {assertion.id: number for number, assertion in enumerate(account)}

    def said_at(assertion: Assertion) -> tuple[str, int, int, int]:
        date, document = order.get(assertion.document or "", ("", 0))
        start = assertion.spans[0].start if assertion.spans else 0
        return date, document, start, numbers[assertion.id]

    selected = candidates_within(account, max_pairs=max_pairs, embedder=embedder)
    verdicts = (v for v in run_judge(load_judge(judge), selected.pairs) if _is_shown(v))
    in_order = (one if said_at(one.a) <= said_at(one.b) else _swapped(one) for one in verdicts)
    return Examination(
        account=account,
        verdicts=tuple(sorted(in_order, key=lambda one: (said_at(one.b), said_at(one.a)))),
        not_compared=selected.not_compared,
    )


def _is_shown(verdict: Verdict) -> bool:
    """Return True if the verdict is not neutral, nor a conflict less probable than `SURE`."""
    if verdict.relation in CONFLICTS:
        return verdict.probability >= SURE
    return verdict.relation is not Relation.NEUTRAL


def _swapped(verdict: Verdict) -> Verdict:
    """Return the verdict with its two sides exchanged."""
    return evolve(
        verdict, a=verdict.b, b=verdict.a, reasons=tuple(reason.swapped() for reason in verdict.reasons)
    )
