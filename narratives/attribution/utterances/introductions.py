"""Who introduces a quotation: the cue and the source that stand right after it, around it or before it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import cues
from narratives.attribution.utterances.transcripts import signature
from narratives.language.clauses import (
    NOMINAL_POS,
    QUOTE_MARKS,
    child,
    phrase,
    quoted_speaker,
    sentences,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Cue = tuple[tuple["Token", ...], tuple["Token", ...]]
"""The words of a cue and of the source that stands with it."""


def named_before(doc: "Doc", start: int) -> "Cue | None":
    """The name right before a colon that no verb leads in: 'More from Ana Ruiz: "..."'."""
    colon = start - 2
    if colon < 1 or doc[colon].text != ":":
        return None
    name: list[Token] = []
    for word in reversed(doc[max(0, colon - _LONGEST_NAME) : colon]):
        if word.pos_ != "PROPN" or word.is_sent_end:
            break
        name.insert(0, word)
    clause = [word for word in doc[doc[colon].sent.start : colon] if word.pos_ in ("VERB", "AUX")]
    return ((doc[colon],), tuple(name)) if name and not clause else None


_LONGEST_NAME = 5


def signed(docs: Sequence["Doc"], number: int, end: int) -> "Cue | None":
    """The name under a quotation that ends its paragraph."""
    doc = docs[number]
    if end + 1 < len(doc):
        found = signature(doc, end + 1)
    else:
        found = signature(docs[number + 1], 0) if number + 1 < len(docs) and len(docs[number + 1]) else None
    return ((found[0],), found[1]) if found is not None else None


_PARTS_FROM_CUE = frozenset({",", "?", "!", "—", "–", "--", "…", "..."})
_CUE_REACH = 30
_SHORT_SENTENCE = 6
"""Words of a sentence that is but who and how: '"Go!" the crowd screamed back.'"""

_TELLING_TENSES = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def following(doc: "Doc", end: int, covered: frozenset[int]) -> "Cue | None":
    """The cue right after a quotation: '?" Ruiz asked', ',"' and any verb with its subject, ',"' "said Ruiz".

    Read from the order of the words, since the parse often ends its sentence at the mark.
    """
    if not 0 < end < len(doc) or doc[end - 1].text not in _PARTS_FROM_CUE or doc[end].text not in QUOTE_MARKS:
        return None
    reach = []
    for word in doc[end + 1 : end + 1 + _CUE_REACH]:
        if word.text in (".", "?", "!", ":") or word.text in QUOTE_MARKS or word.i in covered:
            break
        reach.append(word)
    short = len(reach) <= _SHORT_SENTENCE and end + 1 + len(reach) < len(doc)
    told = doc[end - 1].text == "," or (short and doc[end + 1 + len(reach)].text == ".")
    for word in reach:
        saying = _as_saying(word)
        if saying is not None:
            return (saying,), tuple(phrase(quoted_speaker(saying)))
        known = introduces(word.lemma_.lower())
        if word.tag_ not in _TELLING_TENSES or not (known or (told and word.pos_ == "VERB")):
            continue
        before = [other for other in reach if other.i < word.i]
        if not before:
            return _with_subject(word, reach[1:])
        speaker = subject(word)
        if speaker is None or speaker.i <= end or speaker.i in covered:
            speaker = next((other for other in reversed(before) if other.pos_ in NOMINAL_POS), None)
        if speaker is not None and speaker.pos_ in NOMINAL_POS:
            return (word,), tuple(phrase(speaker))
        return None
    return None


def _with_subject(verb: "Token", after: list["Token"]) -> "Cue | None":
    """`," said Ruiz`: the noun phrase after the verb."""
    first = next((word for word in after if word.pos_ in NOMINAL_POS or word.pos_ == "NUM"), None)
    if first is None:
        return None
    head = first
    while head.dep_ in ("compound", "nmod", "poss", "amod", "nummod") and head.head.i > head.i:
        head = head.head
    return (verb,), tuple(phrase(head))


def introduction(doc: "Doc", start: int, end: int, covered: frozenset[int]) -> "Cue | None":
    """The cue and the speaker in the sentences that the quotation stands in."""
    bounds = list(sentences(doc))
    first = max((low for low, _ in bounds if low <= start), default=0)
    last = min((high for _, high in bounds if high >= end), default=len(doc))
    return _nearest_cue(doc[first:last], start, end, covered)


def sentence_before(doc: "Doc", start: int, covered: frozenset[int]) -> "Cue | None":
    """The cue of the sentence that a quotation follows, where that sentence quotes or reports too."""
    before = [(low, high) for low, high in sentences(doc) if high <= start]
    if not before or start < 1:
        return None
    low, high = before[-1]
    return _nearest_cue(doc[low:high], start, start, covered)


def _nearest_cue(words: Iterable["Token"], start: int, end: int, covered: frozenset[int]) -> "Cue | None":
    candidates = []
    for word in words:
        if word.i in covered:
            continue
        if word.lower_ == "according" and (named := _according(word)) is not None:
            candidates.append((_distance(word, start, end), word.i, (word,), named))
        elif word.lemma_.lower() in ("quote", "cite") and (saying := _as_saying(word)) is not None:
            candidates.append(
                (_distance(word, start, end), word.i, (saying,), tuple(phrase(subject(saying))))
            )
        elif word.pos_ in ("VERB", "AUX") and introduces(word.lemma_.lower()):
            speaker = subject(word)
            if speaker is None or speaker.i in covered or speaker.tag_ in ("WP", "WDT"):
                leads = word.lemma_ == "tell" and word.i < start
                speaker = subject(word.sent.root) if leads else _inverted(word, covered)
            if speaker is not None and speaker.pos_ in NOMINAL_POS:
                candidates.append((_distance(word, start, end), word.i, (word,), tuple(phrase(speaker))))
    if not candidates:
        return None
    _, _, cue, named = min(candidates, key=lambda candidate: candidate[:2])
    return cue, named


def _as_saying(verb: "Token") -> "Token | None":
    """The "saying" of "quoted Ruiz as saying", where the text tells who said it."""
    for preposition in verb.children:
        saying = child(preposition, "pcomp") if preposition.lower_ == "as" else None
        if saying is not None and quoted_speaker(saying) is not None:
            return saying
    return None


def introduces(lemma: str) -> bool:
    """Whether a verb can introduce a quotation."""
    table = cues()
    return any(lemma in table.verbs[frame] for frame in ("clause", "quote", "demand", "infinitive"))


def _according(word: "Token") -> tuple["Token", ...] | None:
    preposition = child(word, "prep")
    source = child(preposition, "pobj") if preposition is not None else None
    return tuple(phrase(source)) if source is not None else None


def _inverted(verb: "Token", covered: frozenset[int]) -> "Token | None":
    """The speaker of `," said Pashinyan` where the parse took it for an object."""
    return next(
        (
            kid
            for kid in verb.children
            if kid.dep_ in ("dobj", "attr", "npadvmod", "oprd", "dep")
            and kid.i > verb.i
            and kid.i not in covered
            and kid.pos_ in NOMINAL_POS
        ),
        None,
    )


def _distance(word: "Token", start: int, end: int) -> int:
    place: int = word.i
    return start - place if place < start else place - end + 1
