"""The negations of a sentence, each with the affirmative sentence: "he never paid", "he paid"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.judging.evidence.rewording import Edit, Words, inflected, replacement, reworded

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PARTIAL_NEGATION = re.compile(
    r"\b(?:not|n['’]t) (?:all|every\w*|always|only|just|merely|necessarily|both|yet|entirely|solely|simply"
    r"|the only)\b"
    r"|\bnot \w+ but\b|\bnothing but\b|\bno (?:more|fewer|less) than\b|\bno longer\b",
    re.IGNORECASE,
)
"""Negations that leave a part of the sentence affirmed: "not all schools", "not only"."""

_IMPLICIT_NEGATIVES = {"fail": "manage", "refuse": "agree", "decline": "agree"}
"""Verbs that negate their complement → the verb of the affirmative sentence."""
_LACK_VERBS = {"lack": "have"}
"""The same for verbs that negate their object."""
_POSITIVE_OF_NEGATIVE = {
    "no": "some", "nobody": "somebody", "nothing": "something", "none": "some", "nowhere": "somewhere",
    "neither": "both", "nor": "and",
}  # fmt: skip
_POSITIVE_OF_ANY = {
    "any": "some",
    "anyone": "someone",
    "anybody": "somebody",
    "anything": "something",
    "ever": "",
    "either": "",
}
_FULL_MODALS = {"ca": "can", "wo": "will", "sha": "shall"}


@frozen(eq=False, kw_only=True)
class Negation:
    """A negation in a sentence.

    Attributes:
        words: the negative word and the verb or noun that it negates.
        affirmative: the sentence without the negation.
    """

    words: Words
    affirmative: str


def negations(doc: "Doc") -> tuple[Negation, ...]:
    """Return the negations of a sentence.

    Empty for a negation of a part only and for two negations, which affirm.
    """
    if PARTIAL_NEGATION.search(doc.text):
        return ()
    found = [one for word in doc if (one := _negation(word)) is not None]
    untrue = _UNTRUE_THAT.search(doc.text)
    if untrue is not None:
        inner = [one for one in found if min(word.idx for word in one.words) >= untrue.end()]
        span = doc.char_span(*untrue.span(), alignment_mode="expand")
        if inner or span is None:
            return ()
        return (Negation(words=[*span], affirmative=reworded(doc, [replacement([*span], "")])),)
    return tuple(found) if len(found) == 1 else ()


_UNTRUE_THAT = re.compile(
    r"\bit (?:is|was) (?:not (?:true|correct|accurate|the case)|untrue|false|wrong|incorrect) that\b",
    re.IGNORECASE,
)
"""Main clauses that negate the whole clause after "that"."""


def negates_whole_sentence(doc: "Doc") -> bool:
    """Return True if the sentence says "it is not true that ..."."""
    return _UNTRUE_THAT.search(doc.text) is not None


def _negation(word: "Token") -> Negation | None:
    """Return the negation that a word introduces, or None."""
    lower = word.lower_
    if lower in ("not", "n't", "n’t", "never"):
        return _verb_negation(word)
    if lower == "without":
        return _without_phrase(word)
    if lower in _POSITIVE_OF_NEGATIVE:
        return _noun_negation(word)
    return _implicit_negation(word) if word.pos_ == "VERB" else None


def _verb_negation(word: "Token") -> Negation:
    """Negation by "not" or "never": "did not cross", "cannot", "never once", "not a single convoy"."""
    doc = word.doc
    following = doc[word.i + 1].lower_ if word.i + 1 < len(doc) else ""
    if following in ("a", "one") and (word.i == 0 or doc[word.i - 1].pos_ != "AUX"):
        return _make_negation(word, [replacement([word], ""), *_single_edits(doc, word.i + 1)])
    out = [word, doc[word.i + 1]] if following == "once" else [word]
    before = doc[word.i - 1] if word.i else word
    mended = [replacement([before], _FULL_MODALS[before.lower_])] if before.lower_ in _FULL_MODALS else []
    return _make_negation(word, [replacement(out, ""), *mended, *_polarity_edits(word)])


def _without_phrase(word: "Token") -> Negation | None:
    """Negation by "without": "without a warning", "without consulting anybody"."""
    for kid in word.children:
        if kid.dep_ in ("pcomp", "pobj"):
            return _make_negation(
                word,
                [replacement([word], "after" if kid.dep_ == "pcomp" else "with"), *_polarity_edits(word)],
            )
    return None


def _noun_negation(word: "Token") -> Negation | None:
    """Negation by a determiner or pronoun: "no convoy", "nobody", "none of them", "neither side"."""
    lower, doc = word.lower_, word.doc
    if lower == "no" and word.i + 1 < len(doc) and doc[word.i + 1].lower_ == "one":
        return _make_negation(word, [replacement([word, doc[word.i + 1]], "someone")])
    if lower == "nor" or (lower == "no" and word.dep_ != "det"):
        return None
    return _make_negation(
        word, [replacement([word], _POSITIVE_OF_NEGATIVE[lower]), *_nor_edits(doc), *_polarity_edits(word)]
    )


def _implicit_negation(word: "Token") -> Negation | None:
    """Negation by a verb: "failed to answer", "lacked a permit"."""
    done = _IMPLICIT_NEGATIVES.get(word.lemma_) if any(kid.dep_ == "xcomp" for kid in word.children) else None
    done = done or _LACK_VERBS.get(word.lemma_)
    if done is None:
        return None
    return _make_negation(word, [replacement([word], inflected(done, word)), *_polarity_edits(word)])


def _single_edits(doc: "Doc", start: int) -> Iterator[Edit]:
    """Yield the replacement for "a single" or "one" after "not"."""
    single = [doc[start], *(word for word in doc[start + 1 : start + 2] if word.lower_ == "single")]
    yield replacement(single, "some" if single[0].lower_ == "one" else "a")


def _polarity_edits(word: "Token") -> list[Edit]:
    """Return the replacements for the negative polarity items after a negation: "any", "ever", "a single"."""
    following = word.doc[word.i + 1 :]
    edits = [
        replacement([other], _POSITIVE_OF_ANY[other.lower_])
        for other in following
        if other.lower_ in _POSITIVE_OF_ANY
    ]
    far = (other for other in following if other.lower_ == "single" and other.i > word.i + 2)
    return [*edits, *(replacement([other], "") for other in far)]


def _nor_edits(doc: "Doc") -> list[Edit]:
    return [replacement([word], "and") for word in doc if word.lower_ == "nor"]


def _make_negation(word: "Token", edits: list[Edit]) -> Negation:
    return Negation(words=_negated_words(word), affirmative=reworded(word.doc, edits))


def _negated_words(word: "Token") -> Words:
    """Return the negative word with its verb, or with its noun and the verb that governs the noun."""
    head = word.head
    if word.dep_ == "det" or head.pos_ in ("NOUN", "PROPN"):
        verb = head.head
        near = [verb] if verb.pos_ in ("VERB", "AUX") and abs(verb.i - word.i) < _MAX_DISTANCE else []
        return [word, head, *near]
    done = [
        kid for kid in (*word.children, *head.children) if kid.dep_ in ("xcomp", "dobj", "pcomp", "acomp")
    ]
    return [
        word,
        *([head] if head.pos_ in ("VERB", "AUX") else []),
        *(kid for kid in done if abs(kid.i - word.i) < _MAX_DISTANCE),
    ]


_MAX_DISTANCE = 7


def is_under_negation(word: "Token") -> bool:
    """Return True if a negation in the same clause has the word in its scope."""
    up = word
    for _ in range(_MAX_DEPTH):
        if any(_negation(kid) is not None for kid in (*up.children, *_argument_modifiers(up))):
            return True
        if up.dep_ in ("ROOT", "relcl", "advcl", "acl", "ccomp") or up.head == up:
            return False
        up = up.head
    return False


def _argument_modifiers(verb: "Token") -> Iterator["Token"]:
    """Yield the modifiers of a verb's subject and object ("not a single"), and the "no" of "at no point"."""
    for kid in verb.children:
        if kid.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            yield from kid.children
        elif kid.dep_ == "prep" and kid.lower_ in ("at", "by", "in", "under"):
            for noun in kid.children:
                yield from (word for word in noun.children if word.lower_ == "no")


_MAX_DEPTH = 6
