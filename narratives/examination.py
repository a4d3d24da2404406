"""One account against itself: what a party takes back, and what it says twice."""

from collections.abc import Iterable

from attrs import evolve, frozen

from narratives.judging import judged, load_judge
from narratives.model import Account, Assertion, Document
from narratives.pairing import own_candidates
from narratives.verdict import AGREEMENTS, Judge, Relation, Verdict


@frozen(kw_only=True)
class Examination:
    """How the assertions of one account stand to each other.

    Attributes:
        verdicts: those that are not neutral; in each the earlier assertion is ``a``, the later one ``b``: by
            the date of the document, the order of the documents, and the place in the text.
        not_compared: number of pairs that have nothing in common and were not judged.
    """

    account: Account
    verdicts: tuple[Verdict, ...]
    not_compared: int

    @property
    def contradictions(self) -> tuple[Verdict, ...]:
        """Where the party contradicts itself, in the order in which it does so.

        Rival names are left out: a party gives its own deeds and those of others different names.
        """
        return tuple(verdict for verdict in self.verdicts if verdict.relation is Relation.CONTRADICTION)

    @property
    def repeated(self) -> tuple[Verdict, ...]:
        """What it says more than once, in the same or in other words."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation in AGREEMENTS)


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

    worth = own_candidates(account)
    told = (v for v in judged(load_judge(judge), worth.pairs) if v.relation is not Relation.NEUTRAL)
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
