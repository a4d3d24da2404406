"""The known contradictions of generated reports among extracted statements, and a judge that knows them."""

from collections.abc import Iterable, Sequence
from functools import cache

from benchmarks.speed.reports import Reports, generate
from narratives.model import Assertion
from narratives.verdict import CONFLICTS, Pair, Reason, ReasonKind, Relation, Verdict


class KnownContradictions:
    """Which extracted statements contradict each other, by the places of the generated ones.

    An extracted statement is each generated statement of its party that one of its places overlaps.
    """

    def __init__(self, corpus: Reports) -> None:
        self._said = corpus.said
        self._in_document: dict[str | None, list[int]] = {}
        for number, one in enumerate(corpus.said):
            self._in_document.setdefault(one.document, []).append(number)
        self._contradictions = frozenset(map(frozenset, corpus.contradictions))

    def of(self, a: Assertion, b: Assertion) -> set[frozenset[int]]:
        """Return the known contradictions between two statements, as numbers of generated ones."""
        others = self.numbers(b)
        pairs = {frozenset((one, other)) for one in self.numbers(a) for other in others}
        return pairs & self._contradictions

    def share_found(self, verdicts: Iterable[Verdict]) -> tuple[float, float]:
        """Return the recall of the conflicts among verdicts, and their precision (0 if there are none)."""
        known = [self.of(one.a, one.b) for one in verdicts if one.relation in CONFLICTS]
        recall = len(set().union(*known)) / len(self._contradictions)
        return recall, sum(map(bool, known)) / len(known) if known else 0.0

    def numbers(self, one: Assertion) -> set[int]:
        """Return the numbers of the generated statements that an extracted one stands for."""
        return {
            number
            for span in one.places
            for number in self._in_document.get(span.document, ())
            if self._said[number].party == one.party
            and any(own.start < span.end and span.start < own.end for own in self._said[number].spans)
        }


@cache
def known_contradictions(articles: int) -> KnownContradictions:
    """Return the known contradictions of a corpus, which is generated once in each process."""
    return KnownContradictions(generate(articles))


class KnownJudge:
    """Gives the known verdicts on a generated corpus in no time, so that all other steps can be measured."""

    name = "known/1"

    def __init__(self, articles: int) -> None:
        self._articles = articles

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return a contradiction for each pair with a known one; all other pairs are neutral."""
        return [self._verdict(pair) for pair in pairs]

    def _verdict(self, pair: Pair) -> Verdict:
        a, b = pair
        conflict = bool(known_contradictions(self._articles).of(a, b))
        reason = Reason(kind=ReasonKind.NEGATION, a=a.quote[:20], b=b.quote[:20], note="They differ.")
        return Verdict(
            a=a,
            b=b,
            relation=Relation.CONTRADICTION if conflict else Relation.NEUTRAL,
            probability=1.0,
            contradiction=float(conflict),
            reasons=(reason,) if conflict else (),
            judge=self.name,
        )
