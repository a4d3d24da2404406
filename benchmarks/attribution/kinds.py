"""Classification of gold attributions by form (direct, indirect …), source and cue."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from benchmarks.attribution.scoring import Spans
from narratives.attribution.cues import cues
from narratives.attribution.prose import paragraphs
from narratives.language.pipeline import parse
from narratives.model import Document, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPENING = "“\"‘'"
_PRONOUNS = frozenset("i we you he she it they who that which him her them".split())


def kinds(text: str, gold: Sequence[Spans]) -> list[list[str]]:
    """Return the kinds of each attribution of an article: its form first, then other properties."""
    words = _words(text)
    return [_kinds(text, one, gold, words) for one in gold]


def _words(text: str) -> dict[int, "Token"]:
    """Return a map: offset of the first character in the text → token."""
    all_paragraphs = paragraphs(Document(text))
    docs = parse((paragraph.text for paragraph in all_paragraphs), entities=False)
    return {
        paragraph.offsets[word.idx]: word
        for paragraph, doc in zip(all_paragraphs, docs, strict=True)
        for word in doc
        if not word.is_space
    }


def _kinds(text: str, one: Spans, gold: Sequence[Spans], words: Mapping[int, "Token"]) -> list[str]:
    content, cue, source = (_text_of(text, part) for part in (one.content, one.cue, one.source))
    names = [_form(content, cue)]
    if not source:
        names.append("no source")
    elif source.casefold() in _PRONOUNS:
        names.append("source is a pronoun")
    cue_tokens = [words[offset] for offset in sorted(one.cue) if offset in words]
    tags = {word.pos_ for word in cue_tokens}
    if "NOUN" in tags and tags.isdisjoint({"VERB", "AUX"}):
        names.append("noun cue")
    if any(_denies(word) for word in cue_tokens):
        names.append("denial")
    if any(other is not one and one.cue and one.cue <= other.content for other in gold):
        names.append("nested")
    return names


def _form(content: str, cue: str) -> str:
    if "according" in cue.casefold():
        return "according to"
    marks = sum(content.count(mark) for mark in _OPENING[:2])
    if content[:1] in _OPENING and (marks or content[-1:] in "’'"):
        return "direct"
    return "mixed" if marks else "indirect"


def _text_of(text: str, offsets: frozenset[int]) -> str:
    return "".join(
        text[offset] + ("" if offset + 1 in offsets else " ") for offset in sorted(offsets)
    ).strip()


def _denies(word: "Token") -> bool:
    table = cues().verbs
    return any(table[frame].get(word.lemma_.lower()) is Stance.DENIES for frame in ("clause", "object"))
