"""One account against itself: what a party takes back, and what it says twice."""

from collections.abc import Iterable

from attrs import evolve

from narratives.findings import Examination
from narratives.judging import load_judge, run_judge
from narratives.model import Account, Assertion, Document
from narratives.pairing import candidates_within
from narratives.verdict import Judge, Relation, Verdict


def examine(
    account: Account, *, judge: Judge | str | None = None, documents: Iterable[Document] = ()
) -> Examination:
    """Judge the assertions of an account against each other.

    Args:
        judge: as for `compare`.
        documents: those that the assertions stand in; their dates tell what was said first.

    Raises:
        JudgeError: the judge cannot be loaded, or gave another number of verdicts than of pairs.
    """
    known = {document.id: (document.date, number) for number, document in enumerate(documents)}
    numbers = {assertion.id: number for number, assertion in enumerate(account)}

    def when(assertion: Assertion) -> tuple[str, int, int, int]:
        date, document = known.get(assertion.document or "", ("", 0))
        start = assertion.spans[0].start if assertion.spans else 0
        return date, document, start, numbers[assertion.id]

    worth = candidates_within(account)
    told = (v for v in run_judge(load_judge(judge), worth.pairs) if v.relation is not Relation.NEUTRAL)
    in_time = (verdict if when(verdict.a) <= when(verdict.b) else _turned(verdict) for verdict in told)
    return Examination(
        account=account,
        verdicts=tuple(sorted(in_time, key=lambda verdict: (when(verdict.b), when(verdict.a)))),
        not_compared=worth.not_compared,
    )


def _turned(verdict: Verdict) -> Verdict:
    return evolve(
        verdict, a=verdict.b, b=verdict.a, reasons=tuple(reason.swapped() for reason in verdict.reasons)
    )
