"""The judge that is used by default, and how a judge is chosen."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from narratives.errors import JudgeError
from narratives.judging.decision import Candidate, candidates, decide
from narratives.judging.evidence.statement import Statement, statements
from narratives.judging.models.cross_encoder import OFFLINE, CrossEncoderNli
from narratives.judging.models.nli import ENTAILMENT, EmbeddedNli, NliModel, Scores
from narratives.judging.witness import Probed, Texts, Witness, witness
from narratives.verdict import Judge, Pair, Verdict

REASONS_VERSION = "3"
"""Version of the reasons and of the table that combines them; named in every verdict."""


class ReasoningJudge:
    """Reasons found in the words of both sides, with an NLI model as witness.

    Symmetric: a pair and its mirror image get the same relation and probability.
    """

    def __init__(self, model: NliModel) -> None:
        self._model = model
        self.name = f"{model.name} + reasons/{REASONS_VERSION}"

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """One verdict for each pair; each distinct text is parsed once, each pair read once each way.

        Where words of both sides may clash, the model reads once more what would follow if they were
        exchanged.
        """
        parsed = statements(side for pair in pairs for side in pair)
        scored = self._scored({(a.text, b.text) for a, b in pairs} | {(b.text, a.text) for a, b in pairs})
        weighed = [self._weigh(parsed[a.id], parsed[b.id], scored) for a, b in pairs]
        asked = {probe for one in weighed for candidate in one.found for probe in candidate.clash.probes}
        probed = {texts: float(scores[ENTAILMENT]) for texts, scores in self._scored(asked).items()}
        return [self._verdict(pair, one, probed) for pair, one in zip(pairs, weighed, strict=True)]

    def _scored(self, asked: Iterable[Texts]) -> dict[Texts, Scores]:
        texts = sorted(asked)
        return dict(zip(texts, self._model.scores(texts), strict=True))

    def _weigh(self, a: Statement, b: Statement, scored: Mapping[Texts, Scores]) -> "_Weighed":
        first, second = (b, a) if b.assertion.id < a.assertion.id else (a, b)
        said = witness(first, second, scored)
        return _Weighed(a=first, b=second, witness=said, found=candidates(first, second, said))

    def _verdict(self, pair: Pair, one: "_Weighed", probed: Probed) -> Verdict:
        relation, probability, reasons = decide(one.a, one.b, one.witness, one.found, probed)
        swapped = pair[0].id != one.a.assertion.id
        return Verdict(
            a=pair[0],
            b=pair[1],
            relation=relation,
            probability=round(float(probability), 4),
            reasons=tuple(reason.swapped() for reason in reasons) if swapped else reasons,
            judge=self.name,
        )


@frozen(eq=False, kw_only=True)
class _Weighed:
    """A pair in a fixed order, with what the model says and what the finders found."""

    a: Statement
    b: Statement
    witness: Witness
    found: tuple[Candidate, ...]


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


def judged(judge: Judge, pairs: Sequence[Pair]) -> list[Verdict]:
    """The verdicts of a judge, which may be the user's own, for the pairs.

    Raises:
        JudgeError: it did not give one verdict for each pair, on that pair, of a probability.
    """
    verdicts: object = judge.judge(pairs) if pairs else []
    if not isinstance(verdicts, list) or len(verdicts) != len(pairs):
        given = f"{len(verdicts)} verdicts" if isinstance(verdicts, list) else type(verdicts).__name__
        raise JudgeError(
            f"the judge gave {given} for {len(pairs)} pairs; a list of one Verdict each is needed"
        )
    for number, verdict in enumerate(verdicts):
        if not isinstance(verdict, Verdict):
            raise JudgeError(f"the judge gave {verdict!r:.60} for pair {number}; a Verdict is needed")
        if (verdict.a, verdict.b) != pairs[number]:
            raise JudgeError(
                f"the judge's verdict {number} is on another pair; give them in the pairs' order"
            )
        if not 0 <= verdict.probability <= 1:
            raise JudgeError(
                f"the judge gave pair {number} the probability {verdict.probability}; 0 to 1 is needed"
            )
    return verdicts
