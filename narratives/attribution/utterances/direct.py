"""Direct speech: quotations and block statements, each tied to the cue that introduces it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.attribution.cues import cues
from narratives.attribution.utterances.introductions import (
    Cue,
    following,
    introduces,
    introduction,
    named_before,
    sentence_before,
    signed,
)
from narratives.attribution.utterances.quotations import Quotation
from narratives.attribution.utterances.transcripts import Line, lines, post
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import (
    child,
    is_finite,
    phrase,
    sentences,
    split_claims,
    subject,
    trim,
)
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FIRST_PERSON = frozenset({"i", "we"})
_LEADS_IN = frozenset(',:“"—–-')


@frozen(kw_only=True, eq=False)
class Speech:
    """A quotation or block statement as token numbers of its paragraph, with who introduces it."""

    paragraph: int
    start: int
    end: int
    cue: tuple["Token", ...] = ()
    speaker: tuple["Token", ...] = ()
    block: bool = False


def speeches(docs: Sequence["Doc"], marks: Sequence[Quotation]) -> list[Speech]:
    """The quotations that hold a clause of their own, and block statements, in the order of the text.

    A quotation takes its cue from right after it, else from the name under it or before a colon, its own
    sentence, the sentence before it that ends in a colon, or the quotation that it goes on from. The lines of
    a transcript and embedded posts are speech as a whole.
    """
    by_paragraph: dict[int, list[Quotation]] = {}
    for mark in marks:
        by_paragraph.setdefault(mark.paragraph, []).append(mark)
    found: list[Speech] = []
    announced: Speech | None = None
    transcript = lines(docs)
    for number, doc in enumerate(docs):
        line = transcript.get(number)
        if line is not None:
            found.append(_of_line(line, number))
            announced = None
            continue
        posted = post(doc)
        if posted is not None:
            end, dash, name = posted
            found.append(Speech(paragraph=number, start=0, end=end, cue=(dash,), speaker=name))
            announced = None
            continue
        quoted = [
            (mark, part)
            for mark in by_paragraph.get(number, [])
            if (span := _tokens(doc, mark)) and (part := _clausal_part(doc, *span))
        ]
        covered = frozenset(i for _, (start, end) in quoted for i in range(start, end))
        if announced and not quoted and len(doc):
            found.append(evolve(announced, paragraph=number, start=0, end=len(doc), block=True))
        for mark, (start, end) in quoted:
            cue = (
                following(doc, end, covered)
                or signed(docs, number, end)
                or named_before(doc, start)
                or introduction(doc, start, end, covered)
            )
            if cue is None and announced is not None and start <= 1:
                cue = (announced.cue, announced.speaker)
            if cue is None:
                cue = sentence_before(doc, start, covered)
            if found and _goes_on(found[-1], mark, number, start) and _is_same(cue, found[-1], start):
                cue = (found[-1].cue, found[-1].speaker)
            words, speaker = cue if cue is not None else ((), ())
            found.append(Speech(paragraph=number, start=start, end=end, cue=words, speaker=speaker))
        announced = _announcement(doc, number, covered)
    return found


def _of_line(line: Line, paragraph: int) -> Speech:
    start = line.colon.i + 1
    return Speech(
        paragraph=paragraph,
        start=start,
        end=len(line.colon.doc),
        cue=(line.colon,),
        speaker=line.label,
    )


def _is_same(cue: Cue | None, previous: Speech, start: int) -> bool:
    """Whether no cue was found, or one of the same source before the quotation, said of something else."""
    if cue is None:
        return True
    words, speaker = cue
    leads_in = bool(words) and 0 < start - words[-1].i <= _LEAD
    return speaker == previous.speaker and bool(words) and words[0].i > previous.end and not leads_in


_LEAD = 3
"""Words from a cue to the quotation that it leads in, the marks between them counted."""


def _tokens(doc: "Doc", mark: Quotation) -> tuple[int, int] | None:
    span = doc.char_span(mark.start, mark.end, alignment_mode="contract")
    return (span.start, span.end) if span is not None and len(span) else None


def _clausal_part(doc: "Doc", start: int, end: int) -> tuple[int, int] | None:
    """The part of a quotation that stands by itself; None where all of it belongs to the sentence around.

    Of 'argued that "the dam is safe. It will hold."' that is the second sentence.
    """
    if _is_clausal(doc, start, end):
        return start, end
    later = [low for low, _ in sentences(doc) if start < low < end]
    return (later[0], end) if later and doc[later[0] - 1].text in (".", "?", "!") else None


def _is_clausal(doc: "Doc", start: int, end: int) -> bool:
    """Whether the quotation is a sentence of its own and no mere part of one."""
    if following(doc, end, frozenset(range(start, end))) is not None:
        return True
    if not any(is_finite(word) and word.pos_ in ("VERB", "AUX") for word in doc[start:end]):
        return _is_whole_sentence(doc, start, end)
    before = doc[start - 2] if start > 1 else None
    if before is None or before.text in _LEADS_IN or before.is_sent_end or before.text in ".?!”":
        return True
    return doc[start].is_title and cues().is_verb(before.lemma_.lower())


def _is_whole_sentence(doc: "Doc", start: int, end: int) -> bool:
    opens = start <= 1 or doc[start - 2].text in '.?!:”"'
    return opens and doc[end - 1].text in (".", "!", "?")


def _goes_on(previous: Speech, mark: Quotation, paragraph: int, start: int) -> bool:
    if not previous.speaker:
        return False
    if previous.paragraph == paragraph:
        return True
    return previous.paragraph == paragraph - 1 and start <= 1 and (mark.continues or not previous.block)


def _announcement(doc: "Doc", number: int, covered: frozenset[int]) -> Speech | None:
    """A paragraph that ends in "X said:"."""
    words = [word for word in doc if not word.is_space]
    if not words or words[-1].text != ":":
        return None
    first = max((low for low, _ in sentences(doc)), default=0)
    for word in reversed(doc[first:]):
        if word.i in covered or word.pos_ != "VERB" or not introduces(word.lemma_.lower()):
            continue
        speaker = subject(word)
        if speaker is None and word.dep_ == "acl" and word.head.head == word.head:
            speaker = word.head
        if speaker is not None and speaker.i not in covered:
            return Speech(paragraph=number, start=0, end=0, cue=(word,), speaker=tuple(phrase(speaker)))
    return None


def utterances(doc: "Doc", speech: Speech) -> Iterator[Utterance]:
    """The contents of one quotation: a sentence each, its coordinated claims split.

    "I declare that P" gives P; "I have said it before: P" gives P.
    """
    base = Utterance(
        paragraph=speech.paragraph,
        head=doc[speech.start],
        words=(),
        cue=speech.cue,
        speaker=speech.speaker,
        direct=True,
    )
    for low, high in sentences(doc):
        words = trim(list(doc[max(low, speech.start) : min(high, speech.end)])) if low < speech.end else []
        if not words:
            continue
        asks = words[-1].text == "?"
        own = evolve(base, stance=Stance.ASKS) if asks else base
        yield from _sentence(_after_first_person_colon(words), own)


def _after_first_person_colon(words: list["Token"]) -> list["Token"]:
    for number, word in enumerate(words):
        before = words[:number] if word.text == ":" else []
        speaks = any(introduces(other.lemma_.lower()) for other in before)
        if speaks and any(other.lower_ in _FIRST_PERSON for other in before):
            return trim(words[number + 1 :])
    return words


def _sentence(words: list["Token"], base: Utterance) -> Iterator[Utterance]:
    inside = {word.i for word in words}
    if not inside:
        return
    if words[0].lower_ == "that" and len(words) > 1 and words[0].dep_ == "mark":
        words = words[1:]
    tops = [word for word in words if word.head.i not in inside or word.head == word]
    head = next((word for word in tops if word.pos_ in ("VERB", "AUX")), tops[0])
    own_words = _first_person_contents(words)
    told = {word.i for content in own_words for word in content.subtree}
    told |= {content.head.i for content in own_words}
    for content in own_words:
        yield from _within(content, inside, base)
    if own_words and (head.i in told or _is_first_person_cue(head)):
        return
    cut = {word.i for content in own_words for word in content.head.subtree}
    if len(tops) > 1 and not cut:
        yield evolve(base, head=head, words=words)
        return
    yield from _within(head, inside - cut, base)


def _within(head: "Token", inside: set[int], base: Utterance) -> Iterator[Utterance]:
    for verb, words in split_claims(head):
        kept = trim([word for word in words if word.i in inside])
        if kept:
            yield evolve(base, head=verb, words=kept)
    for aside in head.subtree:
        told = trim([word for word in aside.subtree if word.i in inside])
        if told and _is_claim_aside(aside):
            yield evolve(base, head=aside, words=told)
        elif told and _is_set_beside(aside) and aside.head.i in inside:
            about = phrase(aside.head)
            yield evolve(base, form=Form.LABEL, head=aside, words=[*about, *told], about=about)


def _is_claim_aside(clause: "Token") -> bool:
    """Whether it is a relative clause that tells something of its own: ", which has 5,000 soldiers,"."""
    first = clause.left_edge
    if clause.dep_ != "relcl" or not is_finite(clause) or first.lower_ not in ("which", "who"):
        return False
    return bool(first.i > 0 and first.nbor(-1).text == ",")


def _is_set_beside(noun: "Token") -> bool:
    """Whether it says of the noun before it what that is: ", a ruin from the fifties,"."""
    article = child(noun, "det")
    edge = noun.left_edge
    said = noun.dep_ == "appos" and article is not None and article.lower_ in ("a", "an", "the")
    return bool(said and edge.i > 0 and edge.nbor(-1).text == "," and noun.head.pos_ in ("NOUN", "PROPN"))


def _first_person_contents(words: list["Token"]) -> list["Token"]:
    contents = []
    for word in words:
        if _is_first_person_cue(word):
            content = next((kid for kid in word.children if kid.dep_ == "ccomp" and child(kid, "mark")), None)
            if content is not None:
                contents.append(content)
    return contents


def _is_first_person_cue(word: "Token") -> bool:
    speaker = child(word, "nsubj")
    return (
        speaker is not None
        and speaker.lower_ in _FIRST_PERSON
        and word.lemma_.lower() in cues().verbs["clause"]
        and not any(kid.dep_ == "neg" for kid in word.children)
    )
