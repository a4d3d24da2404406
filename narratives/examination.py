"""Compare an account with itself: contradictions and repetitions within one party."""

from collections.abc import Iterable

from attrs import evolve

from narratives.findings import Examination
from narratives.judging import load_judge, run_judge
from narratives.model import Account, Assertion, Document
from narratives.pairing import Embedder, candidates_within
from narratives.verdict import Judge, Relation, Verdict


def examine(
    account: Account,
    *,
    judge: Judge | str | None = None,
    documents: Iterable[Document] = (),
    max_pairs: int | None = None,
    embedder: Embedder | None = None,
) -> Examination:
    """Judge pairs of assertions of one account.

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
    verdicts = (v for v in run_judge(load_judge(judge), selected.pairs) if v.relation is not Relation.NEUTRAL)
    in_order = (one if said_at(one.a) <= said_at(one.b) else _swapped(one) for one in verdicts)
    return Examination(
        account=account,
        verdicts=tuple(sorted(in_order, key=lambda one: (said_at(one.b), said_at(one.a)))),
        not_compared=selected.not_compared,
    )


def _swapped(verdict: Verdict) -> Verdict:
    """Return the verdict with its two sides exchanged."""
    return evolve(
        verdict, a=verdict.b, b=verdict.a, reasons=tuple(reason.swapped() for reason in verdict.reasons)
    )
