"""A chat model as judge: the worked example of a custom judge.

Needs the ``chat`` extra (``openai``). The texts are sent to the given endpoint.
"""

from collections.abc import Sequence
from typing import Any

from narratives.judging.decision import PairEvidence, decide
from narratives.judging.evidence.finders import candidates, confirmed
from narratives.judging.evidence.scope import scope_differences
from narratives.judging.evidence.statement import Statement, statements
from narratives.judging.model_scores import ModelScores
from narratives.judging.models.calibration import Calibration
from narratives.judging.models.chat import Answer, ChatModel
from narratives.verdict import CONFLICTS, Pair, Relation, Verdict

_FLOOR = 0.02
"""Probability of a contradiction, or an agreement, if the model answers another relation."""
_CALIBRATION = Calibration(slope=2.5)
"""Raises the model's probability: a relation that it gives in both orders, with words of the texts, is more
reliable than it says. Set by hand, not fitted."""


class ChatJudge:
    """A judge that uses a chat model instead of the embedded one, with the same finders and decision table.

    Takes the arguments of `narratives.chat.ChatClient`. A relation counts only if both answers give it and
    the words that they quote occur in the texts. A chat model scores no probes, so finders that need one add
    nothing.
    """

    def __init__(self, **settings: Any) -> None:
        self._model = ChatModel(**settings)
        self.name = self._model.name

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return one verdict for each pair; raises what `ChatModel.answers` raises."""
        parsed = statements(side for pair in pairs for side in pair)
        return [
            self._verdict(pair, parsed[pair[0].id], parsed[pair[1].id], answer)
            for pair, answer in zip(pairs, self._model.answers(pairs), strict=True)
        ]

    def _verdict(self, pair: Pair, a: Statement, b: Statement, answer: Answer) -> Verdict:
        scores = _scores(answer)
        found = candidates(a, b, scores)
        probed = {probe: 0.0 for one in found for probe in one.clash.probes}
        decision = decide(
            PairEvidence(
                a=a,
                b=b,
                scores=scores,
                found=confirmed(found, scores, probed),
                scope_differences=scope_differences(a, b),
            )
        )
        relation, probability, reasons = decision.relation, decision.probability, decision.reasons
        own = (answer.reason,) if answer.reason is not None else ()
        if relation in CONFLICTS and answer.relation is Relation.CONTRADICTION:
            reasons = (*own, *reasons)
        elif relation is Relation.NEUTRAL and answer.relation in (Relation.DISTINCT, Relation.EQUIVALENCE):
            relation, probability, reasons = answer.relation, answer.probability, own
        return Verdict(
            a=pair[0],
            b=pair[1],
            relation=relation,
            probability=round(probability, 4),
            reasons=reasons,
            judge=self.name,
            contradiction=round(decision.contradiction, 4),
        )


def _scores(answer: Answer) -> ModelScores:
    contradicts = answer.relation is Relation.CONTRADICTION
    against = _CALIBRATION.apply(answer.probability) if contradicts else _FLOOR
    same = answer.probability if answer.relation is Relation.EQUIVALENCE else _FLOOR
    return ModelScores(contradiction=against, contradiction_both=against, a_to_b=same, b_to_a=same)
