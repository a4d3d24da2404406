"""Attributions as in PARC and PolNeAR: a source, a cue and a content, each as spans of the text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.attribution.prose import paragraphs
from narratives.attribution.utterances.contents import every_utterance, spans_of, without_other_source
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import QUOTE_MARKS, SUBJECTS, runs
from narratives.language.pipeline import parse
from narratives.model import Document, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@frozen(kw_only=True)
class Attributed:
    """One content with its source and cue; pronouns and names are not resolved.

    Attributes:
        source: spans of the words that name the source, with the relative pronoun ("who", "which") that
            is the subject of the cue; empty if the text names no source.
        cue: spans of the cue words, in text order.
        content: spans of the content with its quotation marks; more than one span if the cue or the
            source interrupts it.
        stance: what the source does with the content, for example asserts or denies.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance


def attributed(document: Document, *, nested: bool = False) -> list[Attributed]:
    """Return the attributions of a document, one for each cue, ordered by the position of the cue.

    All claims introduced by one cue form one content here. `attribute` instead returns one assertion for
    each claim, with the speaker resolved and the text made self-contained. Sentences in the document's own
    voice are left out.

    Args:
        nested: also return those inside the content of another ("Ruiz said Lake *supports* the dam"), which
            PARC annotates and PolNeAR does not. Quotations with a cue of their own are always returned.
    """
    texts = paragraphs(document)
    docs = parse((paragraph.text for paragraph in texts), entities=False)
    numbers = {id(doc): number for number, doc in enumerate(docs)}
    by_cue: dict[tuple[int, int], list[Utterance]] = {}
    for one in every_utterance(docs, texts):
        if one.cue:
            by_cue.setdefault((numbers[id(one.cue[-1].doc)], one.cue[-1].i), []).append(one)
    said = [several for _, several in sorted(by_cue.items())]
    contents = [_content_by_paragraph(several) for several in said]
    dropped = set() if nested else _inside_others(said, contents, numbers)

    def spans(words: Iterable["Token"]) -> tuple[Span, ...]:
        kept = list(words)
        return tuple(spans_of(document, texts[numbers[id(kept[0].doc)]], kept)) if kept else ()

    found = []
    for number, (several, words) in enumerate(zip(said, contents, strict=True)):
        reported = not any(one.direct or one.cue[0].lower_ == "according" for one in several)
        kept = [without_other_source(part) for part in words] if reported else words
        content = tuple(span for part in kept for span in spans(part))
        if content and number not in dropped:
            found.append(
                Attributed(
                    source=spans(_source_words(several[0])),
                    cue=spans(several[0].cue),
                    content=content,
                    stance=several[0].stance,
                )
            )
    return found


def _content_by_paragraph(said: Sequence[Utterance]) -> list[list["Token"]]:
    return [
        _content_words([one for one in said if one.paragraph == number])
        for number in sorted({one.paragraph for one in said})
    ]


def _inside_others(
    said: Sequence[Sequence[Utterance]],
    contents: Sequence[Sequence[list["Token"]]],
    numbers: Mapping[int, int],
) -> set[int]:
    """Return the indices of attributions whose cue is in the content of another; of two such, neither."""
    containing: dict[tuple[int, int], set[int]] = {}
    for index, parts in enumerate(contents):
        for word in (word for part in parts for word in part):
            containing.setdefault((numbers[id(word.doc)], word.i), set()).add(index)

    def outer(index: int) -> set[int]:
        cue = [containing.get((numbers[id(word.doc)], word.i), set()) for word in said[index][0].cue]
        return set.intersection(*cue) - {index}

    around = [set() if any(one.direct for one in said[index]) else outer(index) for index in range(len(said))]
    return {
        index for index, others in enumerate(around) if any(index not in around[other] for other in others)
    }


def _source_words(utterance: Utterance) -> list["Token"]:
    relative = [
        kid
        for word in utterance.cue
        for kid in word.children
        if kid.dep_ in SUBJECTS and kid.tag_ in ("WP", "WDT")
    ]
    speaker = [word for word in utterance.speaker if word.dep_ != "case"]
    return [*speaker, *(word for word in relative if word not in utterance.words)] if speaker else []


def _content_words(said: Sequence[Utterance]) -> list["Token"]:
    """Return the words of the claims in one paragraph, with connectives and enclosing quotation marks."""
    doc: Doc = said[0].words[0].doc
    inside = {word.i for one in said for word in one.words}
    excluded = {word.i for one in said for word in (*one.cue, *one.speaker) if word.doc is doc}
    if all(one.direct for one in said):
        inside |= _from_opening_mark(doc, min(inside), excluded)
    for last, following in pairwise(sorted(inside)):
        gap = doc[last + 1 : following]
        if all(
            (word.is_punct or word.dep_ in ("cc", "mark", "prep")) and word.i not in excluded for word in gap
        ):
            inside |= {word.i for word in gap}
    inside |= set(_up_to_closing_mark(doc, inside))
    for start, end in list(runs(doc[i] for i in sorted(inside))):
        if start and doc[start - 1].text in QUOTE_MARKS:
            inside.add(start - 1)
        for word in doc[end : end + 3]:
            if not word.is_punct or _opens_quotation(word):
                break
            if word.text in QUOTE_MARKS:
                inside |= set(range(end, word.i + 1))
    if not any(one.direct for one in said):
        inside -= _trailing_modifier(doc, inside)
    return [doc[i] for i in sorted(inside)]


def _opens_quotation(mark: "Token") -> bool:
    """Return True for a mark that opens a quotation: a curly one, or the first, third ... straight one."""
    if mark.text == '"':
        return bool(sum(word.text == '"' for word in mark.doc[: mark.i]) % 2 == 0)
    return mark.text in ("“", "``")


_MODIFIER_LABELS = frozenset({"relcl", "appos", "advcl"})


def _trailing_modifier(doc: "Doc", inside: set[int]) -> set[int]:
    """Return the token indices of a modifier after a comma at the end of a content; empty if there is none.

    A modifier such as ", which opened in May" or ", the mayor of Harrow" is more often added by the writer
    than said by the source.
    """
    last = max(inside)
    for word in (doc[last], *doc[last].ancestors):
        edge = word.left_edge.i
        if word.i not in inside or word.right_edge.i < last:
            break
        set_off = (
            word.dep_ in _MODIFIER_LABELS
            and edge - 1 in inside
            and doc[edge - 1].text in (",", "–", "—", "-")
        )
        relative = word.dep_ != "advcl" or doc[edge].tag_ in ("WDT", "WP")
        if set_off and relative and edge - 1 > min(inside):
            return set(range(edge - 1, last + 1))
    return set()


_MAX_WORDS_TO_MARK = 60
"""Maximum number of tokens from the end of the content to the closing quotation mark."""


def _from_opening_mark(doc: "Doc", first: int, excluded: set[int]) -> set[int]:
    """Return the token indices from the opening quotation mark to the first claim: "I think" in "I think P".

    Empty if there is a word of the cue or the source between.
    """
    for number in range(first - 1, max(first - _MAX_WORDS_FROM_MARK, -1), -1):
        if number in excluded:
            return set()
        if doc[number].text in QUOTE_MARKS and doc[number].text not in ("'", "’"):
            return set(range(number + 1, first))
    return set()


_MAX_WORDS_FROM_MARK = 12
"""Maximum number of tokens from the opening quotation mark to the first claim."""


def _up_to_closing_mark(doc: "Doc", inside: set[int]) -> range:
    """Return the token indices from the end of the content to its closing quotation mark.

    Empty if no quotation is left open in the content or no closing mark is within reach.
    """
    last = max(inside)
    marks = sum(doc[i].text in QUOTE_MARKS and doc[i].text not in ("'", "’", "‘") for i in inside)
    if marks % 2 == 0:
        return range(0)
    for word in doc[last + 1 : last + 1 + _MAX_WORDS_TO_MARK]:
        if word.text in QUOTE_MARKS:
            return range(last + 1, word.i + 1)
    return range(0)
