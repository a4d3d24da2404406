"""Find all contents of a document: direct speech, reported speech, attitudes, and its own voice."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.prose import Paragraph
from narratives.attribution.utterances.attitudes import attitudes
from narratives.attribution.utterances.complements import stance_of
from narratives.attribution.utterances.direct import Speech, direct_speech
from narratives.attribution.utterances.nesting import resolve_nested_reports
from narratives.attribution.utterances.positions import states_position
from narratives.attribution.utterances.presupposed import presupposed_claims
from narratives.attribution.utterances.quotations import quotations
from narratives.attribution.utterances.quoted_claims import speech_contents
from narratives.attribution.utterances.reported import reported_speech
from narratives.attribution.utterances.transcripts import TranscriptLine, labelled_headline
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import (
    QUESTION_TAGS,
    QUOTE_MARKS,
    child,
    is_finite,
    own_subject,
    runs,
    sentences,
    strip_conjunctions,
    trim,
)
from narratives.model import Document, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def utterances_in(docs: Sequence["Doc"], texts: Sequence[Paragraph]) -> list[Utterance]:
    """Return the contents that need a speaker, and the sentences in the document's own voice.

    Nested reports are resolved (see `nesting`). Attitudes are included only if they state a position.
    Headings are left out.
    """
    found: list[Utterance] = []
    for number, direct, quoted, reported in _paragraph_speech(docs, texts):
        if texts[number].heading:
            continue
        doc = docs[number]
        indirect = resolve_nested_reports(reported)
        block = next((speech for speech in direct if speech.block), None)
        if block is not None and block.speaker:
            indirect = [
                evolve(one, via=(block.speaker, *one.via))
                for one in indirect
                if not _speaker_is_first_person(one)
            ]
        cues = frozenset(word.i for speech in direct for word in speech.cue if word.doc is doc)
        if block is None:
            known = quoted | cues | {word.i for one in reported for word in (*one.words, *one.cue)}
            indirect += [
                one
                for one in attitudes(doc, number, skip=known)
                if states_position(one) and not _is_mostly_quoted(one, quoted)
            ]
        taken = frozenset(word.i for one in indirect for word in (*one.words, *one.cue))
        around: dict[int, list[Utterance]] = {}
        for other in indirect:
            for word in other.words:
                around.setdefault(word.i, []).append(other)
        for speech in direct:
            found += [
                one
                for one in speech_contents(doc, speech)
                if not (speech.block and taken & {word.i for word in one.words})
                and not any(_is_part_of(one, other) for other in around.get(one.words[0].i, ()))
            ]
        found += indirect
        if block is None:
            found += _own_voice(doc, number, taken | quoted | cues)
    stripped = (evolve(one, words=strip_conjunctions(_without_further_report(one))) for one in found)
    stated = (evolve(one, words=_without_question_word(one)) for one in stripped)
    return [claim for one in stated if one.words for claim in (one, *presupposed_claims(one))]


def _without_question_word(utterance: Utterance) -> Sequence["Token"]:
    """Return the words without "why" or "how" of an indirect question: "(explained) why the dam failed".

    There are none for another such question, which leaves open what it asks for: "(said) who could vote".
    """
    words, cue = utterance.words, utterance.cue
    indirect = utterance.form is Form.CLAUSE and not utterance.direct and cue and len(words) > 1
    if not indirect or utterance.stance in (Stance.ASKS, Stance.DOUBTS) or words[0].tag_ not in QUESTION_TAGS:
        return words
    if words[0].lower_ == "what" and words[0].i < cue[-1].i and words[0].head == utterance.head:
        return ()  # "did not specify what he thought they had got wrong"
    if utterance.head.dep_ != "ccomp" or utterance.head.head not in cue or words[0].i < cue[-1].i:
        return words
    if (
        words[0].lower_ == "how"
        and words[1].pos_ in ("ADJ", "ADV")
        and child(utterance.head, "csubj") is None
    ):
        return ()
    if words[0].head != utterance.head or words[0].nbor(-1).lower_ == "that":
        return words  # "(said) when the rain stops, ...", "(said) what happened was a crime"
    manner = words[0].lower_ == "how" and words[1].pos_ in ("DET", "NOUN", "PROPN", "PRON")
    return words[1:] if words[0].lower_ == "why" or manner else ()


def _without_further_report(utterance: Utterance) -> Sequence["Token"]:
    """Return the words without what the report adds: a participle that tells what else the source did.

    For example "..., promising that Q", "..., citing a letter", and any participle after a label; and without
    another source.
    """
    words = utterance.words if utterance.direct else without_other_source(utterance.words)
    for number, word in enumerate(words[1:], start=1):
        before = words[number - 1]
        marked = before.text == "," or word.nbor(-1).text in QUOTE_MARKS
        if not (marked and word.dep_ == "advcl" and word.tag_ == "VBG"):
            continue
        reports = bool(stance_of(word, "clause")) and any(is_finite(later) for later in words[number + 1 :])
        tells = word.lemma_.lower() in _REFERRING or utterance.form is Form.LABEL
        if reports or (tells and not utterance.direct):
            return words[:number]
    return words


def without_other_source(words: Sequence["Token"]) -> Sequence["Token"]:
    """Return the words of a content without ", according to the paper" in it."""
    for number, word in enumerate(words[1:], start=1):
        if word.lower_ == "according" and words[number - 1].text == ",":
            first, last = word.i - 1, max(inner.i for inner in word.subtree)
            if last + 1 < len(word.doc) and word.nbor(last + 1 - word.i).text == ",":
                last += 1
            return [other for other in words if not first <= other.i <= last]
    return words


_REFERRING = frozenset({"cite", "point", "refer", "quote", "link", "compare", "describe", "call", "accuse"})


def _is_part_of(quoted: Utterance, content: Utterance) -> bool:
    """Return True if quoted words are a part of a content, and not what somebody else says in it.

    For example "a forgery" in 'called the letter "a forgery"'.
    """
    if not set(quoted.words) <= set(content.words):
        return False
    clause = is_finite(quoted.head) and own_subject(quoted.head) in quoted.words
    return not clause or not quoted.speaker or quoted.speaker == content.speaker


def every_utterance(docs: Sequence["Doc"], texts: Sequence[Paragraph]) -> list[Utterance]:
    """Return every content with a cue, also nested ones, those in headings and those without a source."""
    found: list[Utterance] = []
    names = {word.text for doc in docs for word in doc if word.pos_ == "PROPN"}
    for number, direct, quoted, reported in _paragraph_speech(docs, texts):
        doc = docs[number]
        spoken = [*reported, *(one for speech in direct for one in speech_contents(doc, speech))]
        cues = frozenset(one.cue[-1].i for one in spoken if one.cue and one.cue[-1].doc is doc)
        found += spoken
        dateline = bool(reported) and doc[0].is_upper  # "HARROW: The mayor said ..."
        headline = labelled_headline(doc, opens_document=number == 0 and not dateline, names=names)
        if headline is not None and headline.colon.i not in cues:
            found.append(_headline_content(headline, number))
        found += attitudes(doc, number, skip=quoted | cues)
    return found


def _headline_content(headline: TranscriptLine, paragraph: int) -> Utterance:
    words = trim(list(headline.colon.doc[headline.colon.i + 1 :]))
    return Utterance(
        paragraph=paragraph,
        head=next(filter(is_finite, words), words[0]),
        words=words,
        cue=[headline.colon],
        speaker=headline.label,
    )


def _paragraph_speech(
    docs: Sequence["Doc"], texts: Sequence[Paragraph]
) -> Iterator[tuple[int, list[Speech], frozenset[int], list[Utterance]]]:
    """Yield each paragraph's index, direct speech, token indices of its quotations, and reported speech."""
    by_paragraph: dict[int, list[Speech]] = {}
    for speech in direct_speech(docs, quotations([paragraph.text for paragraph in texts])):
        by_paragraph.setdefault(speech.paragraph, []).append(speech)
    for number, doc in enumerate(docs):
        direct = by_paragraph.get(number, [])
        quoted = _quoted_tokens(direct)
        whole = (_without_question_before(one) for one in reported_speech(doc, number, skip=quoted))
        reported = [
            one
            for one in whole
            if one is not None and not _is_mostly_quoted(one, quoted) and not _leads_to_quotation(one, direct)
        ]
        yield number, direct, quoted, reported


def _quoted_tokens(said: Sequence[Speech]) -> frozenset[int]:
    return frozenset(i for speech in said if not speech.block for i in range(speech.start, speech.end))


def _is_mostly_quoted(utterance: Utterance, quoted: frozenset[int]) -> bool:
    """Return True if more than half of the words are inside direct speech, which has a cue of its own."""
    return sum(word.i in quoted for word in utterance.words) * 2 > len(utterance.words)


def _leads_to_quotation(utterance: Utterance, direct: Sequence[Speech]) -> bool:
    """Return True for the writer's words before a quotation whose cue they would share.

    For example 'Ruiz sighed: "It is over," she said'. The content of that cue is the quotation.
    """
    words, cue = utterance.words, utterance.cue
    if not words or not cue or words[0].i > cue[-1].i:
        return False
    doc = cue[-1].doc
    for speech in direct:
        if not speech.cue or speech.cue[-1] != cue[-1] or speech.start < 2 or words[0].i >= speech.start:
            continue
        if doc[speech.start - 2].text in _LEAD_IN_MARKS and not doc[speech.start].is_lower:
            return True
    return False


def _without_question_before(utterance: Utterance) -> Utterance | None:
    """Return the utterance without "Asked whether he would go," before it, or None if nothing is left."""
    words = utterance.words
    if not words or not utterance.cue or utterance.cue[-1].pos_ != "VERB":
        return utterance
    asked = words[1] if words[0].tag_ == "WRB" and len(words) > 1 else words[0]
    verb = asked.tag_ in ("VBN", "VBD") and asked.lemma_.lower() in _ASKING
    if not verb or own_subject(asked) is not None:
        return utterance
    kept = trim([word for word in words if word != asked and not asked.is_ancestor(word)])
    if not any(map(is_finite, kept)):
        return None
    head = utterance.head if utterance.head in kept else next(filter(is_finite, kept))
    return evolve(utterance, words=kept, head=head)


_ASKING = frozenset({"ask", "press", "question", "quiz"})
_LEAD_IN_MARKS = frozenset({":", "—", "–", "-", "--"})
"""Marks after which a quotation is no part of the clause before it."""


def _speaker_is_first_person(utterance: Utterance) -> bool:
    return any(word.lower_ in ("i", "we") for word in utterance.speaker)


def _own_voice(doc: "Doc", paragraph: int, taken: frozenset[int]) -> Iterator[Utterance]:
    """Yield the sentences that are attributed to no source."""
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
    """Yield the spans of the words in the document. Quotation marks between two words do not split a span."""
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
        low, high = paragraph.document_range(first.idx, last.idx + len(last))
        yield Span(document=document.id, start=low, end=_end_after_closing_mark(document.text, low, high))


def _end_after_closing_mark(text: str, start: int, end: int) -> int:
    """Return the end offset, moved after the mark that closes a quotation opened in ``text[start:end]``."""
    inside = text[start:end]
    if inside.count("“") > inside.count("”") or inside.count('"') % 2:
        for length in (1, 2):
            if text[end : end + length].endswith(("”", '"')):
                return end + length
    return end
