"""What one side presupposes and the other negates.

Triggers after Levinson, "Pragmatics", Cambridge 1983, chapter 4: verbs of change of state ("stopped paying"
presupposes that they paid), factives ("regrets that"), iteratives ("again"), definite descriptions
("the remaining forces").
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.polarity import negations
from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.scope import shared_topic_count
from narratives.judging.evidence.statement import Statement
from narratives.language.keys import key
from narratives.language.packages import lemminflect
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOTE = "One side rules out what the other takes for granted."


@frozen(eq=False, kw_only=True)
class Presupposition:
    """A presupposition of a sentence.

    Attributes:
        words: the trigger.
        text: what it presupposes, as a sentence.
    """

    words: Words
    text: str


def presupposition(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield the presuppositions of one side that may say what the other negates.

    A demand has presuppositions too. The probe asks the model whether the presupposition entails the
    affirmative of the negation.
    """
    if not shared_topic_count(a, b):
        return
    for mine, theirs in ((a, b), (b, a)):
        if theirs.denied:
            continue
        negated = negations(theirs.doc)
        for presupposed in presuppositions(mine.doc) if negated else ():
            for negation in negated:
                found = Clash(
                    kind=ReasonKind.PRESUPPOSITION,
                    a=presupposed.words,
                    b=negation.words,
                    note=_NOTE,
                    probes=((presupposed.text, negation.affirmative),),
                )
                yield found if mine is a else found.swapped()


def ordinal_against_single(a: Statement, b: Statement) -> Clash | None:
    """Return the clash of an ordinal and "a single", "the only" or "the sole" with the same noun, or None.

    "The second ruling" presupposes a first one, which "a single ruling" excludes.
    """
    for mine, theirs in ((a, b), (b, a)):
        for ordinal in mine.doc:
            if ordinal.lower_ not in _ORDINALS or ordinal.dep_ != "amod" or ordinal.head.pos_ != "NOUN":
                continue
            for single in theirs.doc:
                if (
                    single.lower_ in ("single", "only", "sole")
                    and single.dep_ == "amod"
                    and key(single.head) == key(ordinal.head)
                ):
                    if any(kid.lower_ in ("not", "no") for kid in single.head.children):
                        continue
                    found = Clash(
                        kind=ReasonKind.PRESUPPOSITION,
                        a=[ordinal, ordinal.head],
                        b=[single, single.head],
                        note=_NOTE,
                    )
                    return found if mine is a else found.swapped()
    return None


_ORDINALS = frozenset("second third fourth fifth sixth".split())
_STOP_VERBS = frozenset("stop cease quit end discontinue".split())
_FACTIVE_VERBS = frozenset(
    "regret admit realise realize acknowledge confess know apologise apologize".split()
)
_REMAINDER_WORDS = frozenset("last remaining rest".split())
_TRIGGER_VERBS = _STOP_VERBS | frozenset("resume reopen return restart".split())
_TRIGGER_ADVERBS = frozenset("still again anymore".split())


def has_trigger(doc: "Doc") -> bool:
    """Return True if the sentence has a verb of change of state, "again", "remaining" or the like."""
    return any(
        (word.pos_ == "VERB" and word.lemma_ in _TRIGGER_VERBS)
        or word.lower_ in _TRIGGER_ADVERBS
        or (
            word.lower_ in _REMAINDER_WORDS
            and word.dep_ in ("amod", "dobj", "nsubj", "nsubjpass")
            and word.head.ent_type_ != "DATE"
        )
        for word in doc
    )


def presuppositions(doc: "Doc") -> Iterator[Presupposition]:
    """Yield the presuppositions of a sentence, one for each trigger."""
    for word in doc:
        if word.pos_ == "VERB" and word.lemma_ in _STOP_VERBS:
            yield from _from_stop_verb(word)
        elif word.pos_ == "VERB" and word.lemma_ in _RESUME_VERBS:
            yield from _from_resume_verb(word)
        elif word.lemma_ in _FACTIVE_VERBS:
            yield from _from_factive(word)
        elif word.pos_ == "NOUN" and word.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
            yield from _from_definite(word)


def _from_stop_verb(verb: "Token") -> Iterator[Presupposition]:
    """ "They stopped paying": they paid."""
    subject = _subject(verb)
    for kid in verb.children:
        if kid.dep_ == "xcomp" and kid.tag_ == "VBG" and subject is not None:
            done = (lemminflect().getInflection(kid.lemma_, "VBD") or (kid.lemma_,))[0]
            yield Presupposition(
                words=[verb, kid], text=f"{_phrase_text(subject)} {done} {_text_after_verb(kid)}."
            )


_RESUME_VERBS = frozenset({"resume", "restart"})


def _from_resume_verb(verb: "Token") -> Iterator[Presupposition]:
    """ "Engineers have resumed work": engineers interrupted work."""
    subject = _subject(verb)
    for kid in verb.children:
        if kid.dep_ == "dobj" and subject is not None:
            yield Presupposition(
                words=[verb, kid], text=f"{_phrase_text(subject)} interrupted {_phrase_text(kid)}."
            )


def _from_factive(verb: "Token") -> Iterator[Presupposition]:
    """ "He regrets that the talks failed": the talks failed."""
    subject = _subject(verb)
    for kid in verb.children:
        having = next((aux for aux in kid.children if aux.lower_ == "having"), None)
        if having is not None and subject is not None:
            yield Presupposition(
                words=[verb, kid], text=f"{_phrase_text(subject)} {kid.text} {_text_after_verb(kid)}."
            )
        elif kid.dep_ == "ccomp":
            words = [word for word in kid.subtree if word.dep_ != "mark" or word.head != kid]
            text: str = verb.doc[words[0].i : words[-1].i + 1].text
            yield Presupposition(words=[verb, *words], text=f"{text[:1].upper()}{text[1:]}.")


def _from_definite(noun: "Token") -> Iterator[Presupposition]:
    """Definite noun phrases: "the remaining forces", "the helicopter that the rebels captured"."""
    kids = list(noun.children)
    definite = any(kid.lower_ in _DEFINITE_DETERMINERS or kid.dep_ == "poss" for kid in kids)
    place = " ".join(
        _phrase_text(kid) for kid in kids if kid.dep_ == "prep" and kid.lower_ in ("in", "at", "on", "from")
    )
    if any(kid.lower_ in _REMAINDER_WORDS for kid in kids) and definite:
        bare = " ".join(
            word.text
            for word in kids
            if word.dep_ in ("amod", "compound") and word.lower_ not in _REMAINDER_WORDS
        )
        yield Presupposition(
            words=[noun, *(kid for kid in kids if kid.lower_ in _REMAINDER_WORDS)],
            text=" ".join(f"There are {bare} {noun.text} {place}.".split()),
        )
    if not definite:
        return
    if any(kid.dep_ == "poss" for kid in kids):
        about = " ".join(_phrase_text(kid) for kid in kids if kid.dep_ == "prep")
        yield Presupposition(
            words=[noun], text=" ".join(f"There {_past_be(noun)} {noun.text} {about}.".split())
        )
    for kid in kids:
        if kid.dep_ == "relcl" and any(
            inner.dep_ == "nsubj" and inner.pos_ != "PRON" for inner in kid.children
        ):
            subject = next(inner for inner in kid.children if inner.dep_ == "nsubj")
            yield Presupposition(
                words=[noun, kid],
                text=f"{_phrase_text(subject)} {kid.text} {_text_up_to_noun(noun)} {_text_after_verb(kid)}.",
            )
        elif kid.dep_ == "amod" and kid.tag_ in ("VBN", "JJ") and kid.lower_.endswith("ed"):
            rest = " ".join(inner.text for inner in kids if inner.dep_ == "compound")
            yield Presupposition(
                words=[kid, noun],
                text=f"The {rest} {noun.text} {_past_be(noun)} {kid.lower_}.".replace("  ", " "),
            )


_DEFINITE_DETERMINERS = frozenset("the this these those its his her their".split())


def _past_be(noun: "Token") -> str:
    return "were" if noun.tag_.endswith("S") else "was"


def _subject(verb: "Token") -> "Token | None":
    up = verb
    while up is not None:
        for kid in up.children:
            if kid.dep_ == "nsubj":
                return kid
        if up.dep_ not in ("xcomp", "conj", "advcl") or up.head == up:
            return None
        up = up.head
    return None


def _phrase_text(noun: "Token") -> str:
    words = [*noun.subtree]
    text: str = noun.doc[words[0].i : words[-1].i + 1].text
    return text


def _text_up_to_noun(noun: "Token") -> str:
    return " ".join(word.text for word in noun.subtree if word.i <= noun.i)


def _text_after_verb(verb: "Token") -> str:
    """Return the text after a verb in its subtree, without the final full stop."""
    words = [word for word in verb.subtree if word.i > verb.i]
    text: str = verb.doc[words[0].i : words[-1].i + 1].text if words else ""
    return text.rstrip(" .")
