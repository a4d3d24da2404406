"""Find the cue and the source of a quotation: after it, around it or before it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import cues, is_quotation_cue
from narratives.attribution.utterances.colons import CueAndSource
from narratives.attribution.utterances.sources import governing_cue
from narratives.attribution.utterances.transcripts import signature
from narratives.language.clauses import (
    NOMINAL_POS,
    QUOTE_MARKS,
    child,
    is_finite,
    own_subject,
    phrase,
    quoted_speaker,
    sentences,
    sentences_within,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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
    last = _last_before_mark(doc, end)
    if last is None:
        return _cue_after_full_stop(doc, end) if 0 < end < len(doc) else None
    window = _words_after_quotation(doc, end, covered)
    short = len(window) <= _MAX_SHORT_SENTENCE and end + 1 + len(window) < len(doc)
    any_verb_is_cue = doc[last].text == "," or (short and doc[end + 1 + len(window)].text == ".")
    for number, word in enumerate(window):
        saying = _quoted_as_saying(word)
        if saying is not None:
            return (saying,), tuple(phrase(quoted_speaker(saying)))
        is_cue = is_quotation_cue(word.lemma_.lower()) or (
            word.pos_ == "VERB" and (any_verb_is_cue or _goes_on_with_name(word, window))
        )
        if word.tag_ in _CUE_TAGS and is_cue:
            return _cue_and_speaker(word, window[:number], window[number + 1 :], covered)
    return _mistagged_cue(window) if doc[last].text == "," and len(window) > 1 else None


def _cue_after_full_stop(doc: "Doc", end: int) -> "CueAndSource | None":
    """Return the cue of a quotation that ends in a full stop by mistake, or None: '."' "Ruiz said."."""
    after = doc[end + 1 : end + 2 + _MAX_NAME_WORDS]
    stop = next((word.i for word in after if word.text == "."), None)
    if doc[end - 1].text != "." or doc[end].text not in QUOTE_MARKS or stop is None or stop < end + 3:
        return None
    *name, verb = doc[end + 1 : stop]
    named = all(word.pos_ == "PROPN" for word in name) or (len(name) == 1 and name[0].lower_ in _PERSONAL)
    cue = verb.tag_ in ("VBD", "VBZ") and cues().is_verb(verb.lemma_.lower())
    return ((verb,), tuple(name)) if named and cue else None


_MAX_NAME_WORDS = 4
_PERSONAL = frozenset({"he", "she", "they", "i", "we"})


def _last_before_mark(doc: "Doc", end: int) -> int | None:
    """Return the index of the mark at the end of a quotation after which a cue may stand, or None.

    Args:
        end: index of the closing mark of the quotation.
    """
    last = end - 1
    if 1 < last < len(doc) and doc[last].text in ("’", "'"):
        last -= 1  # of a quotation inside this one
    stands = 0 <= last < end < len(doc) and doc[end].text in QUOTE_MARKS
    return last if stands and doc[last].text in _MARKS_BEFORE_CUE else None


def _mistagged_cue(window: list["Token"]) -> "CueAndSource | None":
    """Return the cue verb that the parser takes for another word, and its source, or None."""
    if window[0].lower_ == "read":
        return _cue_and_inverted_subject(window[0], window[1:])
    return _cue_and_words_before(window[-1], window[:-1]) if _is_mistagged_cue(window[-1]) else None


def _cue_and_speaker(
    verb: "Token", before: list["Token"], after: list["Token"], covered: frozenset[int]
) -> "CueAndSource | None":
    """Return a verb after a quotation and its source, or None.

    Args:
        before, after: the words between the quotation and the verb, and those after the verb.
    """
    if not before:
        return _cue_and_inverted_subject(verb, after)
    if _has_own_clause(verb):
        return None
    speaker = subject(verb)
    if speaker is None or speaker.i < before[0].i or speaker.i in covered or not _is_nominal(speaker):
        return _cue_and_words_before(verb, before)
    return (verb,), tuple(phrase(speaker))


def _has_own_clause(verb: "Token") -> bool:
    """Return True for a verb with another content after it: '," one of them said the cases were different."""
    clauses = [kid for kid in verb.children if kid.dep_ == "ccomp" and is_finite(kid)]
    return any(kid.left_edge.i == verb.i + 1 and own_subject(kid) is not None for kid in clauses)


def _goes_on_with_name(verb: "Token", window: Sequence["Token"]) -> bool:
    """Return True for a verb in small letters after the quotation, with a name: '!"' "beamed Ruiz"."""
    return len(window) > 1 and verb == window[0] and verb.is_lower and window[1].pos_ == "PROPN"


def introduces_next(doc: "Doc", end: int, cue: CueAndSource) -> bool:
    """Return True if the cue after a quotation is a sentence that introduces the next: '?" He said, "No."'.

    Args:
        end: index of the closing mark of the quotation.
    """
    (verb, *_), _ = cue
    if end + 1 >= len(doc) or doc[end - 1].text not in (".", "?", "!") or not doc[end + 1].is_title:
        return False
    after = doc[verb.i + 1 : verb.i + 1 + _MAX_WORDS_TO_NEXT]
    marks = [number for number, word in enumerate(after) if word.text in QUOTE_MARKS]
    if not marks or marks[0] == 0 or marks[0] + 1 >= len(after):
        return False
    return after[marks[0] - 1].text in (",", ":") and after[marks[0] + 1].is_title


_MAX_WORDS_TO_NEXT = 6
"""Maximum number of tokens after a cue up to the first word of the quotation it introduces."""


def _is_nominal(word: "Token") -> bool:
    return word.pos_ in NOMINAL_POS


def _is_mistagged_cue(word: "Token") -> bool:
    """Return True for the form of a cue verb that the parser takes for a noun: ',"' "the email read."."""
    follows = word.i + 1 == len(word.doc) or word.nbor().text == "."
    known = is_quotation_cue(word.lemma_.lower()) or word.lower_ == "read"
    return follows and known and word.tag_ in ("NN", "NNS", "VB")


def _cue_and_words_before(verb: "Token", before: Sequence["Token"]) -> "CueAndSource | None":
    """Return the verb and, as its source, the words between the quotation and it; None if there is no noun.

    They are its source where the parser found another: "Will wrote", "this look-alike declared".
    """
    nominal = [number for number, word in enumerate(before) if _is_nominal(word)]
    if not nominal:
        return ((verb,), tuple(before)) if len(before) == 1 and before[0].is_title else None
    first = next(number for number, word in enumerate(before) if word.pos_ in _NOMINAL_START)
    last = nominal[-1] + 1
    if last < len(before) and before[last].text == "-":
        last = len(before)
    return (verb,), tuple(before[min(first, nominal[0]) : last])


_NOMINAL_START = NOMINAL_POS | {"DET", "ADJ", "NUM"}


def _words_after_quotation(doc: "Doc", end: int, covered: frozenset[int]) -> list["Token"]:
    """Return the words after a quotation up to the end of the sentence or the next quotation.

    There are none for '," citing a case in which ...', whose source is that of the clause before it, and for
    '," but ...' and '," since ...', which begin another clause.
    """
    window: list[Token] = []
    for word in doc[end + 1 : end + 1 + _MAX_CUE_WORDS]:
        if word.text in (".", "?", "!", ":") or word.text in QUOTE_MARKS or word.i in covered:
            break
        window.append(word)
    other = bool(window) and (window[0].tag_ == "VBG" or window[0].lower_ in _CLAUSE_OPENERS)
    return [] if other else window


_CLAUSE_OPENERS = frozenset(
    "and but or so though although while whereas since because as when after before if".split()
)


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
        found = _cue_and_source_at(word, start, end, covered) if word.i not in covered else None
        if found is not None:
            candidates.append((_distance(word, start, end), word.i, found))
    return min(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None


def _cue_and_source_at(word: "Token", start: int, end: int, covered: frozenset[int]) -> "CueAndSource | None":
    """Return the cue that a word begins and its source, or None."""
    if word.lower_ == "according":
        named = _according_to_source(word)
        return ((word,), named) if named is not None else None
    saying = _quoted_as_saying(word) if word.lemma_.lower() in ("quote", "cite") else None
    if saying is not None:
        return (saying,), tuple(phrase(subject(saying)))
    owner = child(word, "poss", "compound") if word.lower_ == "words" and word.head.lower_ == "in" else None
    if owner is not None and owner.pos_ in ("PROPN", "NOUN", "PRON"):
        return (word,), tuple(phrase(owner))
    if word.pos_ not in ("VERB", "AUX") or not _may_introduce(word, start, end):
        return None
    if _is_passive(word):
        return (word,), ()
    governing = governing_cue(word)
    host = word if governing is None or governing.i in covered else governing
    speaker = subject(host) or _subject_of_first(word)
    if speaker is None or speaker.i in covered or speaker.tag_ in ("WP", "WDT"):
        tells_addressee = word.lemma_ == "tell" and word.i < start
        speaker = subject(word.sent.root) if tells_addressee else _inverted_subject(word, covered)
    known = speaker is not None and (_is_nominal(speaker) or speaker.pos_ == "NUM")
    return ((word,), tuple(phrase(speaker))) if speaker is not None and known else None


def _subject_of_first(verb: "Token") -> "Token | None":
    """Return the subject of the first verb of a series, or None: "put on a hat and joked", "rose, then said".

    For series that parsers join to a noun or do not join, and for "went so far as to say".
    """
    joined = verb.dep_ in ("conj", "dep") and is_finite(verb)
    infinitive = any(kid.lower_ == "to" for kid in verb.children if kid.dep_ == "aux")
    if not joined and not infinitive:
        return None
    hosts = (up for up in verb.ancestors if up.pos_ in ("VERB", "AUX"))
    return next((found for host in hosts if (found := subject(host)) is not None), None)


def _may_introduce(verb: "Token", start: int, end: int) -> bool:
    """Return True for a cue verb; one that introduces only quotations ("open") must be next to this one."""
    lemma = verb.lemma_.lower()
    if not is_quotation_cue(lemma) or (_is_passive(verb) and lemma not in ("ask", "tell")):
        return False
    colon = start > 1 and verb.doc[start - 2].text == ":"
    return cues().is_verb(lemma) or _distance(verb, start, end) <= _MAX_FROM_CUE + 2 * colon


_MAX_FROM_CUE = 4
"""Maximum number of tokens between such a verb and its quotation; two more before a colon."""


def _is_passive(verb: "Token") -> bool:
    """Return True for "was asked"; False for "he's said", which parsers take for "he is said"."""
    helper = child(verb, "auxpass")
    return helper is not None and helper.lower_ not in ("'s", "’s")


def _quoted_as_saying(verb: "Token") -> "Token | None":
    """Return the verb "saying" of "quoted Ruiz as saying", or None if it or its source is missing."""
    for preposition in verb.children:
        saying = child(preposition, "pcomp") if preposition.lower_ == "as" else None
        if saying is not None and quoted_speaker(saying) is not None:
            return saying
    return None


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
