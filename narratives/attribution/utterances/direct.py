"""Direct speech: quotations, block statements, transcript lines and posts, with their cues and sources."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.attribution.cues import cues, is_quotation_cue
from narratives.attribution.utterances.colons import CueAndSource, name_before_colon, subject_before_colon
from narratives.attribution.utterances.quotation_cues import (
    cue_after,
    cue_in_sentence,
    cue_in_sentence_before,
    introduces_next,
    signature_after,
)
from narratives.attribution.utterances.quotations import Quotation
from narratives.attribution.utterances.transcripts import TranscriptLine, embedded_post, transcript_lines
from narratives.language.clauses import (
    SUBJECTS,
    is_finite,
    is_hypothetical,
    own_subject,
    phrase,
    sentences,
    sentences_within,
    subject,
    words_before,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEAD_IN_MARKS = frozenset(',:“"—–-')


@frozen(kw_only=True, eq=False)
class Speech:
    """A quotation or block statement with its cue and source.

    Attributes:
        paragraph: index of the paragraph.
        start, end: token indices in the paragraph, half-open.
        cue, speaker: the words of the cue and of the source; empty if none is found.
        block: True for a paragraph without quotation marks after one that ends in "X said:".
    """

    paragraph: int
    start: int
    end: int
    cue: tuple["Token", ...] = ()
    speaker: tuple["Token", ...] = ()
    block: bool = False


def direct_speech(docs: Sequence["Doc"], marks: Sequence[Quotation]) -> list[Speech]:
    """Return the direct speech of the document, in text order.

    Only quotations that contain a clause of their own are included. The cue of a quotation is searched for
    directly after it, then in a signature, before a colon, in its own sentence, in a preceding paragraph that
    ends in a colon, in the sentence before, and in the quotation that it continues. Transcript lines and
    embedded posts are direct speech as a whole.
    """
    by_paragraph: dict[int, list[Quotation]] = {}
    for mark in marks:
        by_paragraph.setdefault(mark.paragraph, []).append(mark)
    found: list[Speech] = []
    introduction: Speech | None = None
    before: CueAndSource | None = None
    transcript = transcript_lines(docs)
    for number, doc in enumerate(docs):
        line = transcript.get(number)
        if line is not None:
            found.append(_speech_of_line(line, number))
            introduction = before = None
            continue
        post = embedded_post(doc)
        if post is not None:
            end, dash, name = post
            found.append(Speech(paragraph=number, start=0, end=end, cue=(dash,), speaker=name))
            introduction = before = None
            continue
        quoted = [
            (mark, part)
            for mark in by_paragraph.get(number, [])
            if (span := _token_range(doc, mark)) and (part := _clausal_part(doc, *span))
        ]
        covered = frozenset(i for _, (start, end) in quoted for i in range(start, end))
        if introduction and not quoted and len(doc):
            found.append(evolve(introduction, paragraph=number, start=0, end=len(doc), block=True))
        for mark, (start, end) in quoted:
            cue = _cue_of(docs, number, start, end, covered)
            if cue is None and start <= 1:
                cue = before
            if cue is None:
                cue = cue_in_sentence_before(doc, start, covered)
            if (
                found
                and _continues(found[-1], mark, number, start)
                and _is_same_source(cue, found[-1], start)
            ):
                cue = (found[-1].cue, found[-1].speaker)
            words, speaker = cue if cue is not None else ((), ())
            found.append(Speech(paragraph=number, start=start, end=end, cue=words, speaker=speaker))
        introduction = _block_introduction(doc, number, covered)
        before = _cue_at_end(doc, introduction, covered)
    return found


def _cue_at_end(doc: "Doc", introduction: Speech | None, covered: frozenset[int]) -> CueAndSource | None:
    """Return the cue and source of a quotation that is the next paragraph, or None."""
    if introduction is not None:
        return introduction.cue, introduction.speaker
    words = [word for word in doc if not word.is_space]
    return subject_before_colon(doc, words[-1].i, covered) if words else None


def _cue_of(
    docs: Sequence["Doc"], number: int, start: int, end: int, covered: frozenset[int]
) -> CueAndSource | None:
    """Return the cue and source of a quotation in its own paragraph or its signature, or None."""
    doc = docs[number]
    after = cue_after(doc, end, covered)
    if after is not None and introduces_next(doc, end, after):
        after = None
    return (
        after
        or signature_after(docs, number, end)
        or name_before_colon(doc, start - 2)
        or subject_before_colon(doc, start - 2, covered)
        or cue_in_sentence(doc, start, end, covered)
    )


def _speech_of_line(line: TranscriptLine, paragraph: int) -> Speech:
    start = line.colon.i + 1
    return Speech(
        paragraph=paragraph,
        start=start,
        end=len(line.colon.doc),
        cue=(line.colon,),
        speaker=line.label,
    )


def _is_same_source(cue: CueAndSource | None, previous: Speech, start: int) -> bool:
    """Return True if no cue was found, or a cue of the same source that follows the previous quotation.

    False if the cue directly precedes the quotation, which it then introduces.
    """
    if cue is None:
        return True
    words, speaker = cue
    leads_in = bool(words) and 0 < start - words[-1].i <= _MAX_LEAD_IN_WORDS
    return speaker == previous.speaker and bool(words) and words[0].i > previous.end and not leads_in


_MAX_LEAD_IN_WORDS = 3
"""Maximum number of tokens from a cue to the quotation it introduces, punctuation included."""


def _token_range(doc: "Doc", mark: Quotation) -> tuple[int, int] | None:
    span = doc.char_span(mark.start, mark.end, alignment_mode="contract")
    return (span.start, span.end) if span is not None and len(span) else None


def _clausal_part(doc: "Doc", start: int, end: int) -> tuple[int, int] | None:
    """Return the token range of the whole sentences in a quotation, or None if there are none.

    In 'argued that "the dam is safe. It will hold."' it is the second sentence.
    """
    if _is_clausal(doc, start, end) and not _completes_a_clause(doc, start, end):
        return start, end
    later = [low for low, _ in sentences_within(doc, start, end) if low > start]
    return (later[0], end) if later and doc[later[0] - 1].text in (".", "?", "!") else None


def _is_clausal(doc: "Doc", start: int, end: int) -> bool:
    """Return True if the quotation is a sentence of its own, and not part of the sentence around it."""
    finite = any(is_finite(word) and word.pos_ in ("VERB", "AUX") for word in doc[start:end])
    if not finite and any(map(is_finite, _sentence_before(doc, start))):
        return _is_introduced_sentence(doc, start, end)
    bound = start > 1 and doc[start].is_lower and doc[start - 2].is_alpha
    if bound and (not finite or doc[start - 2].pos_ == "ADP"):
        return False  # 'the vote is about "people who ..."'
    if cue_after(doc, end, frozenset(range(start, end))) is not None:
        return True
    if not finite:
        return _is_whole_sentence(doc, start, end)
    before = doc[start - 2] if start > 1 else None
    if before is None or before.text in _LEAD_IN_MARKS or before.is_sent_end or before.text in ".?!”":
        return True
    return doc[start].is_title and cues().is_verb(before.lemma_.lower())


def _is_introduced_sentence(doc: "Doc", start: int, end: int) -> bool:
    """Return True for a quotation like a sentence after a cue and a comma: 'says, "Please sit down."'."""
    if start < 3 or not doc[start].is_title or doc[start - 2].text not in (",", ":"):  # the mark is between
        return False
    cue = doc[start - 3]
    if doc[end - 1].text not in (".", "!", "?"):
        return False
    known = cues().is_verb(cue.lemma_.lower()) or is_quotation_cue(cue.lemma_.lower())
    if known and not is_hypothetical(cue):
        return True
    return subject_before_colon(doc, start - 2, frozenset()) is not None


_CLAUSE_OPENINGS = frozenset({*SUBJECTS, "expl", "aux", "auxpass", "neg"})

_BOUND_WORDS = frozenset({"DET", "ADJ", "AUX", "PART", "NUM"})
"""Parts of speech of a word before a quotation that belongs to what is quoted: 'a "trusted keeper"'."""


def _completes_a_clause(doc: "Doc", start: int, end: int) -> bool:
    """Return True if the clause in a quotation begins before it: 'Repairs "began at once," she said'."""
    before = _sentence_before(doc, start)
    if before and doc[start].dep_ == "cc":
        following = next((word for word in doc[start:end] if is_finite(word)), None)
        if following is not None and following.dep_ == "conj" and own_subject(following) is None:
            return True
    if before and before[-1].pos_ in _BOUND_WORDS and start <= before[-1].head.i < end:
        return True
    return any(word.dep_ in _CLAUSE_OPENINGS and start <= word.head.i < end for word in before)


def _sentence_before(doc: "Doc", start: int) -> list["Token"]:
    """Return the last words of the sentence before a quotation, without punctuation.

    Args:
        start: index of the first token inside the quotation.
    """
    return [word for word in words_before(doc[start]) if not word.is_punct and not word.is_space]


def _is_whole_sentence(doc: "Doc", start: int, end: int) -> bool:
    opens = start <= 1 or doc[start - 2].text in '.?!:”"'
    return opens and doc[end - 1].text in (".", "!", "?")


def _continues(previous: Speech, mark: Quotation, paragraph: int, start: int) -> bool:
    if not previous.speaker:
        return False
    if previous.paragraph == paragraph:
        return True
    return previous.paragraph == paragraph - 1 and start <= 1 and (mark.continues or not previous.block)


def _block_introduction(doc: "Doc", number: int, covered: frozenset[int]) -> Speech | None:
    """Return the cue and source of a paragraph that ends in "X said:" as an empty speech, or None."""
    words = [word for word in doc if not word.is_space]
    if not words or words[-1].text != ":":
        return None
    first = sentences(doc)[-1][0]
    for word in reversed(doc[first:]):
        if word.i in covered or word.pos_ != "VERB" or not is_quotation_cue(word.lemma_.lower()):
            continue
        speaker = subject(word)
        if speaker is None and word.dep_ == "acl" and word.head.head == word.head:
            speaker = word.head
        if speaker is not None and speaker.i not in covered:
            return Speech(paragraph=number, start=0, end=0, cue=(word,), speaker=tuple(phrase(speaker)))
    return None
