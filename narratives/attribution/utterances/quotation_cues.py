"""Find the cue and the source of a quotation: after it, around it or before it."""

from bisect import bisect_right
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
    sentences_within,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CueAndSource = tuple[tuple["Token", ...], tuple["Token", ...]]
"""The words of a cue and the words of its source."""


def name_before_colon(doc: "Doc", start: int) -> "CueAndSource | None":
    """Return the colon and the name before a quotation, or None if there is no name or a verb precedes it.

    For example 'More from Ana Ruiz: "..."'.
    """
    colon = start - 2
    if colon < 1 or doc[colon].text != ":":
        return None
    name: list[Token] = []
    for word in reversed(doc[max(0, colon - _MAX_NAME_WORDS) : colon]):
        if word.pos_ != "PROPN" or word.is_sent_end:
            break
        name.insert(0, word)
    clause = [word for word in doc[doc[colon].sent.start : colon] if word.pos_ in ("VERB", "AUX")]
    return ((doc[colon],), tuple(name)) if name and not clause else None


_MAX_NAME_WORDS = 5


def signature_after(docs: Sequence["Doc"], number: int, end: int) -> "CueAndSource | None":
    """Return the dash and the name of a signature after a quotation that ends its paragraph, or None."""
    doc = docs[number]
    if end + 1 < len(doc):
        found = signature(doc, end + 1)
    else:
        found = signature(docs[number + 1], 0) if number + 1 < len(docs) and len(docs[number + 1]) else None
    return ((found[0],), found[1]) if found is not None else None


_MARKS_BEFORE_CUE = frozenset({",", "?", "!", "—", "–", "--", "…", "..."})
_MAX_CUE_WORDS = 30
_MAX_SHORT_SENTENCE = 6
"""Maximum number of words in a sentence that consists of cue and source: '"Go!" the crowd screamed back.'"""

_CUE_TAGS = frozenset({"VBD", "VBZ", "VBP", "VBN"})
"""Tags of the verbs that can be a cue after a quotation."""


def cue_after(doc: "Doc", end: int, covered: frozenset[int]) -> "CueAndSource | None":
    """Return the cue directly after a quotation and its source, or None.

    For example '?" Ruiz asked' and ',"' "said Ruiz"; after ',"' any verb with a subject is taken as a cue.
    Uses the order of the words, because parsers often end the sentence at the quotation mark.
    """
    if (
        not 0 < end < len(doc)
        or doc[end - 1].text not in _MARKS_BEFORE_CUE
        or doc[end].text not in QUOTE_MARKS
    ):
        return None
    window = _words_after_quotation(doc, end, covered)
    short = len(window) <= _MAX_SHORT_SENTENCE and end + 1 + len(window) < len(doc)
    any_verb_is_cue = doc[end - 1].text == "," or (short and doc[end + 1 + len(window)].text == ".")
    for word in window:
        saying = _quoted_as_saying(word)
        if saying is not None:
            return (saying,), tuple(phrase(quoted_speaker(saying)))
        is_known_cue = is_quotation_cue(word.lemma_.lower())
        if word.tag_ not in _CUE_TAGS or not (is_known_cue or (any_verb_is_cue and word.pos_ == "VERB")):
            continue
        before = [other for other in window if other.i < word.i]
        if not before:
            return _cue_and_inverted_subject(word, window[1:])
        speaker = subject(word)
        if speaker is None or speaker.i <= end or speaker.i in covered:
            speaker = next((other for other in reversed(before) if other.pos_ in NOMINAL_POS), None)
        if speaker is not None and speaker.pos_ in NOMINAL_POS:
            return (word,), tuple(phrase(speaker))
        return None
    return None


def _words_after_quotation(doc: "Doc", end: int, covered: frozenset[int]) -> list["Token"]:
    """Return the words after a quotation up to the end of the sentence or the next quotation.

    There are none for '," citing a case in which ...', whose source is that of the clause before it.
    """
    window: list[Token] = []
    for word in doc[end + 1 : end + 1 + _MAX_CUE_WORDS]:
        if word.text in (".", "?", "!", ":") or word.text in QUOTE_MARKS or word.i in covered:
            break
        window.append(word)
    return window if not window or window[0].tag_ != "VBG" else []


def _cue_and_inverted_subject(verb: "Token", after: list["Token"]) -> "CueAndSource | None":
    """Return the verb and the noun phrase after it as cue and source, or None: `," said Ruiz`."""
    first = next((word for word in after if word.pos_ in NOMINAL_POS or word.pos_ == "NUM"), None)
    if first is None:
        return None
    head = first
    while head.dep_ in ("compound", "nmod", "poss", "amod", "nummod") and head.head.i > head.i:
        head = head.head
    return (verb,), tuple(phrase(head))


def cue_in_sentence(doc: "Doc", start: int, end: int, covered: frozenset[int]) -> "CueAndSource | None":
    """Return the nearest cue, with its source, in the sentences that contain the quotation, or None."""
    around = sentences_within(doc, start, max(end, start + 1)) or sentences(doc)[-1:]
    return _nearest_cue(doc[around[0][0] : around[-1][1]], start, end, covered)


def cue_in_sentence_before(doc: "Doc", start: int, covered: frozenset[int]) -> "CueAndSource | None":
    """Return the cue and the source of the sentence before a quotation, or None if it has no cue."""
    before = bisect_right(sentences(doc), start, key=lambda sentence: sentence[1])
    if before == 0 or start < 1:
        return None
    low, high = sentences(doc)[before - 1]
    return _nearest_cue(doc[low:high], start, start, covered)


def _nearest_cue(
    words: Iterable["Token"], start: int, end: int, covered: frozenset[int]
) -> "CueAndSource | None":
    candidates = []
    for word in words:
        if word.i in covered:
            continue
        if word.lower_ == "according" and (named := _according_to_source(word)) is not None:
            candidates.append((_distance(word, start, end), word.i, (word,), named))
        elif word.lemma_.lower() in ("quote", "cite") and (saying := _quoted_as_saying(word)) is not None:
            candidates.append(
                (_distance(word, start, end), word.i, (saying,), tuple(phrase(subject(saying))))
            )
        elif word.pos_ in ("VERB", "AUX") and is_quotation_cue(word.lemma_.lower()):
            speaker = subject(word)
            if speaker is None or speaker.i in covered or speaker.tag_ in ("WP", "WDT"):
                tells_addressee = word.lemma_ == "tell" and word.i < start
                speaker = subject(word.sent.root) if tells_addressee else _inverted_subject(word, covered)
            if speaker is not None and speaker.pos_ in NOMINAL_POS:
                candidates.append((_distance(word, start, end), word.i, (word,), tuple(phrase(speaker))))
    if not candidates:
        return None
    _, _, cue, named = min(candidates, key=lambda candidate: candidate[:2])
    return cue, named


def _quoted_as_saying(verb: "Token") -> "Token | None":
    """Return the verb "saying" of "quoted Ruiz as saying", or None if it or its source is missing."""
    for preposition in verb.children:
        saying = child(preposition, "pcomp") if preposition.lower_ == "as" else None
        if saying is not None and quoted_speaker(saying) is not None:
            return saying
    return None


def is_quotation_cue(lemma: str) -> bool:
    """Return True if a verb can introduce a quotation."""
    table = cues()
    return any(lemma in table.verbs[frame] for frame in ("clause", "quote", "demand", "infinitive"))


def _according_to_source(word: "Token") -> tuple["Token", ...] | None:
    preposition = child(word, "prep")
    source = child(preposition, "pobj") if preposition is not None else None
    return tuple(phrase(source)) if source is not None else None


def _inverted_subject(verb: "Token", covered: frozenset[int]) -> "Token | None":
    """Return the speaker of `," said Pashinyan` if the parser took it for an object, else None."""
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
