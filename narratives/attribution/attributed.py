"""Attributions as the field's corpora have them: a source, a cue and a content as spans of the text."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.attribution.prose import paragraphs
from narratives.attribution.utterances.contents import every_utterance, spans_of
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import QUOTE_MARKS, SUBJECTS, runs
from narratives.language.pipeline import parse
from narratives.model import Document, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@frozen(kw_only=True)
class Attributed:
    """One content with its source and cue, nothing resolved.

    Attributes:
        source: the words that name who says it, with the "who" or "which" that stands for them at the
            cue; empty where the text names nobody.
        cue: the words that say so, in order.
        content: what is said, with its quotation marks; in several spans where the cue or the source
            stands inside it.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance


def attributed(document: Document) -> list[Attributed]:
    """What is said in a document and by whom, in the order of the cues: an attribution for each cue.

    The claims that one cue introduces are one content here; `attribute` gives each by itself, resolves
    the speakers and makes sentences of them. The document's own voice is left out.
    """
    texts = paragraphs(document)
    docs = parse((paragraph.text for paragraph in texts), entities=False)
    numbers = {id(doc): number for number, doc in enumerate(docs)}
    by_cue: dict[tuple[int, int], list[Utterance]] = {}
    for one in every_utterance(docs, texts):
        if one.cue:
            by_cue.setdefault((numbers[id(one.cue[-1].doc)], one.cue[-1].i), []).append(one)

    def place(words: Iterable["Token"]) -> tuple[Span, ...]:
        kept = list(words)
        return tuple(spans_of(document, texts[numbers[id(kept[0].doc)]], kept)) if kept else ()

    found = []
    for _, said in sorted(by_cue.items()):
        content = tuple(
            span
            for number in sorted({one.paragraph for one in said})
            for span in place(_content([one for one in said if one.paragraph == number]))
        )
        if content:
            found.append(
                Attributed(
                    source=place(_source(said[0])),
                    cue=place(said[0].cue),
                    content=content,
                    stance=said[0].stance,
                )
            )
    return found


def _source(utterance: Utterance) -> list["Token"]:
    relative = [
        kid
        for word in utterance.cue
        for kid in word.children
        if kid.dep_ in SUBJECTS and kid.tag_ in ("WP", "WDT")
    ]
    named = [word for word in utterance.speaker if word.dep_ != "case"]
    return [*named, *relative] if named else []


def _content(said: Sequence[Utterance]) -> list["Token"]:
    """The words of the claims in one paragraph, with what joins them and the quotation marks around them."""
    doc: Doc = said[0].words[0].doc
    inside = {word.i for one in said for word in one.words}
    away = {word.i for one in said for word in (*one.cue, *one.speaker) if word.doc is doc}
    for last, following in pairwise(sorted(inside)):
        gap = doc[last + 1 : following]
        if all((word.is_punct or word.dep_ in ("cc", "mark", "prep")) and word.i not in away for word in gap):
            inside |= {word.i for word in gap}
    inside |= set(_to_the_mark(doc, inside))
    for start, end in list(runs(doc[i] for i in sorted(inside))):
        if start and doc[start - 1].text in QUOTE_MARKS:
            inside.add(start - 1)
        for word in doc[end : end + 3]:
            if word.text in QUOTE_MARKS:
                inside |= set(range(end, word.i + 1))
            if not word.is_punct:
                break
    if not any(one.direct for one in said):
        inside -= _trailing(doc, inside)
    return [doc[i] for i in sorted(inside)]


_ASIDES = frozenset({"relcl", "advcl", "appos", "acl"})


def _trailing(doc: "Doc", inside: set[int]) -> set[int]:
    """What a comma sets off at the end: ", which opened in May", ", ending it" is oftener the writer's."""
    last = max(inside)
    for word in (doc[last], *doc[last].ancestors):
        edge = word.left_edge.i
        if word.i not in inside or word.right_edge.i < last:
            break
        set_off = word.dep_ in _ASIDES and edge - 1 in inside and doc[edge - 1].text in (",", "–", "—", "-")
        relative = word.dep_ != "advcl" or word.tag_ == "VBG" or doc[edge].tag_ in ("WDT", "WP")
        if set_off and relative and edge - 1 > min(inside):
            return set(range(edge - 1, last + 1))
    return set()


_MARK_REACH = 60
"""Words that a quotation left open may go on for."""


def _to_the_mark(doc: "Doc", inside: set[int]) -> range:
    """What follows the last word up to the mark that closes a quotation opened among the words."""
    last = max(inside)
    marks = sum(doc[i].text in QUOTE_MARKS and doc[i].text not in ("'", "’", "‘") for i in inside)
    if marks % 2 == 0:
        return range(0)
    for word in doc[last + 1 : last + 1 + _MARK_REACH]:
        if word.text in QUOTE_MARKS:
            return range(last + 1, word.i + 1)
    return range(0)
