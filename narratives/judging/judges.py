"""The default judge, and how a judge is loaded and run."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from attrs import evolve

from narratives.errors import JudgeError
from narratives.judging.decision import Decision, PairEvidence, decide
from narratives.judging.evidence.clash import reason
from narratives.judging.evidence.denial import responds_with_other_stance
from narratives.judging.evidence.erasure import Erasure, clash_by_erasure, erasures
from narratives.judging.evidence.finders import candidates, confirmed
from narratives.judging.evidence.scope import scope_differences
from narratives.judging.evidence.statement import Statement, statements
from narratives.judging.model_scores import ModelScores, Texts, first_query, model_scores, second_queries
from narratives.judging.models.calibration import Calibration, read_calibration
from narratives.judging.models.cross_encoder import OFFLINE, CrossEncoderNli
from narratives.judging.models.nli import CONTRADICTION, ENTAILMENT, EmbeddedNli, NliModel, Scores
from narratives.judging.wording import wording
from narratives.model import content_id
from narratives.verdict import CONFLICTS, Judge, Pair, Verdict

REASONS_VERSION = "6"
"""Version of the finders and of the decision table; part of the judge's name in every verdict."""
EVIDENCE_MIN = 0.05
"""Probability of contradiction or entailment from which the finders are run on a pair."""


class ReasoningJudge:
    """Scores of an NLI model and evidence of finders, combined by a calibrated decision table.

    Symmetric: a pair and its mirror image get the same relation and probabilities.
    """

    def __init__(self, model: NliModel, calibration: Calibration | None = None) -> None:
        self._model = model
        self._calibration = calibration or Calibration()
        self.name = f"{model.name} + reasons/{REASONS_VERSION}"
        if self._calibration != Calibration(judge=self._calibration.judge):
            fitted = content_id(repr(self._calibration.slope), repr(self._calibration.intercept))
            self.name += f" + calibration/{fitted}"

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return one verdict for each pair.

        Each distinct text is parsed once. A pair is scored in one direction, and in the other unless the
        first score is clearly neutral. The model also scores the probes of the finders, and the erasures of
        each contradiction that no finder explains.
        """
        evidence = self.gather_evidence(pairs)
        decided = [decide(one) for one in evidence]
        explained = self._with_model_reasons(evidence, decided)
        return [
            self._verdict(pair, one, decision)
            for pair, one, decision in zip(pairs, evidence, explained, strict=True)
        ]

    def gather_evidence(self, pairs: Sequence[Pair]) -> list[PairEvidence]:
        """Return the evidence of each pair: model scores, clashes and scope differences."""
        parsed = statements(side for pair in pairs for side in pair)
        words = {key: wording(statement) for key, statement in parsed.items()}
        ordered = [_ordered(parsed[a.id], parsed[b.id]) for a, b in pairs]
        scored = self._scored(first_query(a, b, words) for a, b in ordered)
        scored |= self._scored(texts for a, b in ordered for texts in second_queries(a, b, words, scored))
        scores_of_pairs = [model_scores(a, b, words, scored, self._calibration) for a, b in ordered]
        wanted = [
            _needs_evidence(a, b, scores) for (a, b), scores in zip(ordered, scores_of_pairs, strict=True)
        ]
        found = [
            candidates(a, b, scores) if is_wanted else ()
            for (a, b), scores, is_wanted in zip(ordered, scores_of_pairs, wanted, strict=True)
        ]
        probes = self._scored(probe for own in found for one in own for probe in one.clash.probes)
        probed = {texts: float(scores[ENTAILMENT]) for texts, scores in probes.items()}
        return [
            PairEvidence(
                a=a,
                b=b,
                scores=scores,
                found=confirmed(own, scores, probed),
                scope_differences=scope_differences(a, b) if is_wanted else (),
            )
            for (a, b), scores, own, is_wanted in zip(ordered, scores_of_pairs, found, wanted, strict=True)
        ]

    def _scored(self, queries: Iterable[Texts]) -> dict[Texts, Scores]:
        texts = sorted(set(queries))
        return dict(zip(texts, self._model.scores(texts), strict=True))

    def _with_model_reasons(
        self, evidence: Sequence[PairEvidence], decided: Sequence[Decision]
    ) -> list[Decision]:
        """Return the decisions, with a reason by erasure for each conflict that has none."""
        unexplained = [
            number for number, one in enumerate(decided) if one.relation in CONFLICTS and not one.reasons
        ]
        erased = {
            number: (erasures(evidence[number].a), erasures(evidence[number].b)) for number in unexplained
        }
        words = {number: (wording(evidence[number].a), wording(evidence[number].b)) for number in unexplained}
        scored = self._scored(
            texts
            for number in unexplained
            for side in (0, 1)
            for one in erased[number][side]
            for texts in _both_orders(one, words[number][1 - side])
        )
        explained = list(decided)
        for number in unexplained:
            one = evidence[number]
            remaining_contradiction = tuple(
                {
                    phrase.remaining_text: sum(
                        float(scored[texts][CONTRADICTION])
                        for texts in _both_orders(phrase, words[number][1 - side])
                    )
                    for phrase in erased[number][side]
                }
                for side in (0, 1)
            )
            clash = clash_by_erasure(
                one.a, one.b, erased[number], (remaining_contradiction[0], remaining_contradiction[1])
            )
            explained[number] = evolve(decided[number], reasons=(reason(clash, one.a, one.b),))
        return explained

    def _verdict(self, pair: Pair, one: PairEvidence, decision: Decision) -> Verdict:
        swapped = pair[0].id != one.a.assertion.id
        return Verdict(
            a=pair[0],
            b=pair[1],
            relation=decision.relation,
            probability=round(float(decision.probability), 4),
            reasons=tuple(why.swapped() for why in decision.reasons) if swapped else decision.reasons,
            judge=self.name,
            contradiction=round(float(decision.contradiction), 4),
        )


def _ordered(a: Statement, b: Statement) -> tuple[Statement, Statement]:
    return (b, a) if b.assertion.id < a.assertion.id else (a, b)


def _needs_evidence(a: Statement, b: Statement, scores: ModelScores) -> bool:
    """Return True if a score reaches `EVIDENCE_MIN`, or one side denies the very statement of the other."""
    return max(
        scores.contradiction, scores.a_to_b, scores.b_to_a, scores.denied
    ) >= EVIDENCE_MIN or responds_with_other_stance(a.assertion, b.assertion)


def _both_orders(phrase: Erasure, other: str) -> tuple[Texts, Texts]:
    return (phrase.remaining_text, other), (other, phrase.remaining_text)


@cache
def embedded_model() -> EmbeddedNli:
    """Return the embedded model, which is loaded once."""
    return EmbeddedNli()


def load_judge(
    judge: Judge | str | None = None,
    *,
    device: str | None = None,
    batch_size: int | None = None,
    calibration: Path | str | None = None,
) -> Judge:
    """Return the embedded judge (None or "embedded"), a cross-encoder by name or folder, or the given judge.

    Args:
        device: device of a cross-encoder: "cpu", "cuda" ...; None uses a GPU if there is one.
        batch_size: pairs in one batch of a cross-encoder; None is 32.
        calibration: file that ``narratives calibrate`` wrote for this judge; None leaves its probabilities
            unchanged.

    Raises:
        JudgeError: the judge cannot be loaded, is no NLI model, or has no method ``judge``.
        MissingExtraError: a package that it needs is not installed.
    """
    named = isinstance(judge, str) and judge != "embedded"
    if not named and (device is not None or batch_size is not None):
        raise JudgeError("device and batch size are for a cross-encoder by name; give its name or folder too")
    if judge is None:
        judge = "embedded"
    if isinstance(judge, str):
        if not judge.strip():
            raise JudgeError(f"judge '': give the name or folder of a cross-encoder; {OFFLINE}")
        return _reasoning_judge(nli_model(judge, device=device, batch_size=batch_size), calibration)
    if calibration is not None:
        raise JudgeError("a calibration is for the embedded judge or a cross-encoder by name")
    if not callable(getattr(judge, "judge", None)):
        raise JudgeError(f"judge {judge!r}: it has no method judge(pairs); {OFFLINE}")
    return judge


def nli_model(judge: str, *, device: str | None = None, batch_size: int | None = None) -> NliModel:
    """Return the NLI model of a judge by name: "embedded", or a cross-encoder's name or folder.

    Raises:
        JudgeError: it cannot be loaded or is no NLI model.
    """
    if judge == "embedded":
        return embedded_model()
    return CrossEncoderNli(judge, device=device, batch_size=32 if batch_size is None else batch_size)


def _reasoning_judge(model: NliModel, calibration: Path | str | None) -> ReasoningJudge:
    if calibration is None:
        return ReasoningJudge(model)
    return ReasoningJudge(model, read_calibration(Path(calibration), judge=model.name))


def run_judge(judge: Judge, pairs: Sequence[Pair]) -> list[Verdict]:
    """Return the verdicts of a judge, which may be the user's own, after checking them.

    Raises:
        JudgeError: not one `Verdict` for each pair, in the order of the pairs, with probabilities of 0 to 1.
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
        if verdict.contradiction is not None and not 0 <= verdict.contradiction <= 1:
            raise JudgeError(
                f"the judge gave pair {number} the contradiction {verdict.contradiction}; 0 to 1 is needed"
            )
    return verdicts
