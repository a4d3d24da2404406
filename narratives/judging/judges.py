"""The judge that is used by default, and how a judge is chosen."""

from collections.abc import Sequence

from narratives.errors import JudgeError
from narratives.judging.combine import Witness, decide
from narratives.judging.cross_encoder import OFFLINE, CrossEncoderNli
from narratives.judging.nli import CONTRADICTION, ENTAILMENT, EmbeddedNli, NliModel, Scores
from narratives.judging.statement import Statement, statements
from narratives.model import Assertion
from narratives.verdict import Judge, Pair, Verdict

REASONS_VERSION = "2"
"""Version of the reasons and of the table that combines them; named in every verdict."""


class ReasoningJudge:
    """Reasons found in the words of both sides, with an NLI model as witness.

    Symmetric: a pair and its mirror image get the same relation and probability.
    """

    def __init__(self, model: NliModel) -> None:
        self._model = model
        self.name = f"{model.name} + reasons/{REASONS_VERSION}"

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """One verdict for each pair; each distinct text is parsed once, each pair read once each way."""
        parsed = statements(side for pair in pairs for side in pair)
        texts = sorted({(a.text, b.text) for a, b in pairs} | {(b.text, a.text) for a, b in pairs})
        scored = dict(zip(texts, self._model.scores(texts), strict=True))
        return [self._verdict(a, b, parsed, scored) for a, b in pairs]

    def _verdict(
        self, a: Assertion, b: Assertion, parsed: dict[str, Statement], scored: dict[tuple[str, str], Scores]
    ) -> Verdict:
        first, second = parsed[a.id], parsed[b.id]
        swapped = b.id < a.id
        if swapped:
            first, second = second, first
        witness = _witness(first, second, scored)
        relation, probability, reasons = decide(first, second, witness)
        return Verdict(
            a=a,
            b=b,
            relation=relation,
            probability=round(float(probability), 4),
            reasons=tuple(reason.swapped() for reason in reasons) if swapped else reasons,
            judge=self.name,
        )


def _witness(a: Statement, b: Statement, scored: dict[tuple[str, str], Scores]) -> Witness:
    """The model's scores, with a denial turned round: what entails P contradicts "denies P"."""
    forward = scored[a.assertion.text, b.assertion.text]
    back = scored[b.assertion.text, a.assertion.text]
    if a.denied == b.denied:
        against = (forward[CONTRADICTION], back[CONTRADICTION])
        a_to_b, b_to_a = forward[ENTAILMENT], back[ENTAILMENT]
        if a.denied:
            against, a_to_b, b_to_a = (0.0, 0.0), b_to_a, a_to_b
    else:
        follows = back[ENTAILMENT] if a.denied else forward[ENTAILMENT]
        against = (follows, follows)
        a_to_b = b_to_a = 0.0
    return Witness(
        contradiction=float(max(against)),
        contradiction_both=float(min(against)),
        a_to_b=float(a_to_b),
        b_to_a=float(b_to_a),
    )


def load_judge(
    judge: Judge | str | None = None, *, device: str | None = None, batch_size: int | None = None
) -> Judge:
    """The embedded judge (None or "embedded"), a cross-encoder by name or folder, or the judge given.

    Args:
        device: where a cross-encoder runs, as "cpu" or "cuda"; None takes a GPU where there is one.
        batch_size: pairs that a cross-encoder runs together; None takes 32.

    Raises:
        JudgeError: it cannot be loaded, is no NLI model, or is no judge at all.
        MissingExtraError: a package that it needs is not installed.
    """
    named = isinstance(judge, str) and judge != "embedded"
    if not named and (device is not None or batch_size is not None):
        raise JudgeError("device and batch size are for a cross-encoder by name; give its name or folder too")
    if judge is None or judge == "embedded":
        return ReasoningJudge(EmbeddedNli())
    if isinstance(judge, str):
        if not judge.strip():
            raise JudgeError(f"judge '': give the name or folder of a cross-encoder; {OFFLINE}")
        return ReasoningJudge(
            CrossEncoderNli(judge, device=device, batch_size=32 if batch_size is None else batch_size)
        )
    if not callable(getattr(judge, "judge", None)):
        raise JudgeError(f"judge {judge!r}: it has no method judge(pairs); {OFFLINE}")
    return judge
