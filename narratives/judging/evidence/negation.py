"""The same event, affirmed by one side and negated by the other.

The negation class of de Marneffe, Rafferty and Manning, "Finding Contradictions in Text", ACL 2008.
"""

from collections.abc import Iterator

from attrs import evolve

from narratives.judging.evidence.antonym import negates_antonym
from narratives.judging.evidence.clash import Clash, predicate
from narratives.judging.evidence.matching import is_affirmed, same_event, same_kind_events
from narratives.judging.evidence.polarity import PARTIAL_NEGATION, negates_whole_sentence, negations
from narratives.judging.evidence.presupposition import has_trigger
from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.scope import shared_topic_count
from narratives.judging.evidence.statement import Event, Statement
from narratives.verdict import ReasonKind


def negation(a: Statement, b: Statement) -> Clash | None:
    """Return the words of an event that one side affirms and the other negates, or None."""
    if _has_partial_negation(a) or _has_partial_negation(b):
        return None
    if (
        negates_whole_sentence(a.doc)
        or negates_whole_sentence(b.doc)
        or negates_antonym(a.doc, b.doc)
        or negates_antonym(b.doc, a.doc)
    ):
        return None
    for mine, theirs in same_kind_events(a, b):
        if is_affirmed(mine, a) == is_affirmed(theirs, b) or mine.hypothetical or theirs.hypothetical:
            continue
        share_more = shared_topic_count(a, b) > 1 or mine.token.pos_ == theirs.token.pos_ == "VERB"
        if (
            (same_event(mine, theirs) and share_more)
            or _is_negated_noun_alone(mine)
            or _is_negated_noun_alone(theirs)
        ):
            return Clash(
                kind=ReasonKind.DENIAL if a.denied != b.denied else ReasonKind.NEGATION,
                a=_event_words(mine),
                b=_event_words(theirs),
                note="One side says that it happened, the other that it did not.",
            )
    return None


def _has_partial_negation(statement: Statement) -> bool:
    """Return True for a negation of a part only: "not all schools were closed" allows that some were."""
    return PARTIAL_NEGATION.search(statement.text) is not None


def negated_entailment(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield the negations of one side whose affirmative the other side may entail.

    "Not a single convoy has crossed" against "eleven aid convoys have crossed": the affirmative sentence, "a
    convoy has crossed", follows from the other statement. The probes ask the model whether it does.
    """
    yield from _negations_against(a, b, presupposed=False)


def negated_presupposition(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield the negations of one side whose affirmative the other side may presuppose.

    "There are no detainees left" against "the last detainees will be brought before a judge".
    """
    for found in _negations_against(a, b, presupposed=True):
        yield evolve(
            found,
            kind=ReasonKind.PRESUPPOSITION,
            note="One side rules out what the other takes for granted.",
        )


def _negations_against(a: Statement, b: Statement, *, presupposed: bool) -> Iterator[Clash]:
    """Yield each negation of one side against the other statement.

    Args:
        presupposed: whether the other statement must, or must not, have a presupposition trigger.
    """
    if a.denied or b.denied or not shared_topic_count(a, b):
        return
    for mine, theirs in ((a, b), (b, a)):
        if has_trigger(theirs.doc) is not presupposed:
            continue
        for one in negations(mine.doc) if len(mine.topic_keys) > 1 else ():
            if negates_antonym(mine.doc, theirs.doc):
                continue
            found = Clash(
                kind=ReasonKind.NEGATION,
                a=one.words,
                b=predicate(theirs),
                note="One side rules out what the other says.",
                probes=((theirs.text, one.affirmative),),
            )
            yield found if mine is a else found.swapped()


def _is_negated_noun_alone(event: Event) -> bool:
    """Return True for a negated event noun without agents or targets: "there was no warning"."""
    if not event.negated or event.token.pos_ != "NOUN" or event.agents or event.targets:
        return False
    return event.token.head.lemma_ in _OCCURRENCE_VERBS and any(
        kid.lower_ in ("no", "any") for kid in event.token.children
    )


_OCCURRENCE_VERBS = frozenset({"be", "make", "give", "issue", "take", "occur", "happen", "exist"})


def _event_words(event: Event) -> Words:
    token = event.token
    near = [
        kid
        for kid in token.children
        if kid.dep_ in ("neg", "aux", "auxpass", "dobj", "det", "amod", "prt", "nsubj", "nsubjpass")
    ]
    objects = [
        word
        for kid in near
        for word in kid.children
        if kid.dep_ == "dobj" and word.dep_ in ("det", "nummod", "amod")
    ]
    return [token, *near, *objects]
