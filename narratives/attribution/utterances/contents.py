"""Find the contents of a document: what is quoted, what is reported, what nobody is quoted for."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.prose import Paragraph
from narratives.attribution.utterances.attitudes import attitudes, is_statement
from narratives.attribution.utterances.direct import Speech, speeches, utterances
from narratives.attribution.utterances.nesting import innermost
from narratives.attribution.utterances.quotations import quotations
from narratives.attribution.utterances.reported import reported
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import QUOTE_MARKS, is_finite, runs, sentences, trim
from narratives.model import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def utterances_in(docs: Sequence["Doc"], texts: Sequence[Paragraph]) -> list[Utterance]:
    """The contents of the paragraphs for which one speaker is to be named, then the document's own voice.

    Of reports on reports the innermost is kept (`nesting`), of attitudes those that a verb tells.
    """
    found: list[Utterance] = []
    for number, mine, quoted, heard in _paragraphs_heard(docs, texts):
        if texts[number].heading:
            continue
        doc = docs[number]
        told = innermost(heard)
        block = next((speech for speech in mine if speech.block), None)
        if block is not None and block.speaker:
            told = [evolve(one, via=(block.speaker, *one.via)) for one in told if not _is_first_person(one)]
        cues = frozenset(word.i for speech in mine for word in speech.cue if word.doc is doc)
        if block is None:
            known = quoted | cues | {word.i for one in heard for word in (*one.words, *one.cue)}
            told += [one for one in attitudes(doc, number, skip=known) if is_statement(one)]
        taken = frozenset(word.i for one in told for word in (*one.words, *one.cue))
        for speech in mine:
            found += [
                one
                for one in utterances(doc, speech)
                if not (speech.block and taken & {word.i for word in one.words})
            ]
        found += told
        if block is None:
            found += _own_voice(doc, number, taken | quoted | cues)
    return found


def every_utterance(docs: Sequence["Doc"], texts: Sequence[Paragraph]) -> list[Utterance]:
    """Every content with its cue, also those inside another's, in titles, and of nobody named."""
    found: list[Utterance] = []
    for number, mine, quoted, heard in _paragraphs_heard(docs, texts):
        doc = docs[number]
        told = [*heard, *(one for speech in mine for one in utterances(doc, speech))]
        cues = frozenset(one.cue[-1].i for one in told if one.cue and one.cue[-1].doc is doc)
        found += told
        found += attitudes(doc, number, skip=quoted | cues)
    return found


def _paragraphs_heard(
    docs: Sequence["Doc"], texts: Sequence[Paragraph]
) -> Iterator[tuple[int, list[Speech], frozenset[int], list[Utterance]]]:
    """Each paragraph's number, its direct speech, the words inside that, and what is reported beside it."""
    by_paragraph: dict[int, list[Speech]] = {}
    for speech in speeches(docs, quotations([paragraph.text for paragraph in texts])):
        by_paragraph.setdefault(speech.paragraph, []).append(speech)
    for number, doc in enumerate(docs):
        mine = by_paragraph.get(number, [])
        quoted = _inside(mine)
        heard = [one for one in reported(doc, number, skip=quoted) if not _is_quoted(one, quoted)]
        yield number, mine, quoted, heard


def _inside(said: Sequence[Speech]) -> frozenset[int]:
    return frozenset(i for speech in said if not speech.block for i in range(speech.start, speech.end))


def _is_quoted(utterance: Utterance, quoted: frozenset[int]) -> bool:
    """Whether more than half of the words stand in direct speech, which has a cue of its own."""
    return sum(word.i in quoted for word in utterance.words) * 2 > len(utterance.words)


def _is_first_person(utterance: Utterance) -> bool:
    return any(word.lower_ in ("i", "we") for word in utterance.speaker)


def _own_voice(doc: "Doc", paragraph: int, taken: frozenset[int]) -> Iterator[Utterance]:
    """The sentences that nobody is quoted for."""
    for start, end in sentences(doc):
        words = [word for word in doc[start:end] if not word.is_space]
        if (
            not words
            or taken & {word.i for word in words}
            or words[-1].text not in (".", "!", "?", "…", "”", '"')
        ):
            continue
        head = next((word for word in words if word.head == word), None)
        if head is None or head.pos_ not in ("VERB", "AUX") or not is_finite(head):
            continue
        yield Utterance(paragraph=paragraph, head=head, words=trim(words))


def spans_of(document: Document, paragraph: Paragraph, words: Sequence["Token"]) -> Iterator[Span]:
    """Where the words stand; quotation marks between them do not part a span."""
    if not words:
        return
    doc = words[0].doc
    inside = {word.i for word in words}
    whole = set(inside)
    for word in doc[words[0].i : words[-1].i + 1]:
        if word.i not in inside and (word.text in QUOTE_MARKS or word.is_space) and word.i - 1 in whole:
            whole.add(word.i)
    for start, end in runs(doc[i] for i in sorted(whole)):
        first, last = doc[start], doc[end - 1]
        low, high = paragraph.place(first.idx, last.idx + len(last))
        yield Span(document=document.id, start=low, end=_closed(document.text, low, high))


def _closed(text: str, start: int, end: int) -> int:
    """The end moved behind the mark that closes a quotation opened inside ``text[start:end]``."""
    inside = text[start:end]
    if inside.count("“") > inside.count("”") or inside.count('"') % 2:
        for length in (1, 2):
            if text[end : end + length].endswith(("”", '"')):
                return end + length
    return end
