"""What kind of attribution a gold one is, told from its spans and words."""

from collections.abc import Sequence

from benchmarks.attribution.scoring import Spans
from narratives.attribution.cues import cues
from narratives.language.pipeline import parse
from narratives.model import Stance

_OPENING = "“\"‘'"
_PRONOUNS = frozenset("i we you he she it they who that which him her them".split())


def kinds(text: str, gold: Sequence[Spans]) -> list[list[str]]:
    """For each attribution of an article the names of its kinds: one for its form, and what else it is."""
    return [_kinds(text, one, gold) for one in gold]


def _kinds(text: str, one: Spans, gold: Sequence[Spans]) -> list[str]:
    content, cue, source = (_printed(text, part) for part in (one.content, one.cue, one.source))
    names = [_form(content, cue)]
    if not source:
        names.append("no source")
    elif source.casefold() in _PRONOUNS:
        names.append("source is a pronoun")
    if _is_noun(cue):
        names.append("noun cue")
    if any(_denies(word) for word in cue.split()):
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


def _printed(text: str, offsets: frozenset[int]) -> str:
    return "".join(
        text[offset] + ("" if offset + 1 in offsets else " ") for offset in sorted(offsets)
    ).strip()


def _is_noun(cue: str) -> bool:
    [doc] = parse([cue or "-"])
    return not any(word.pos_ in ("VERB", "AUX") for word in doc) and any(word.pos_ == "NOUN" for word in doc)


def _denies(word: str) -> bool:
    [doc] = parse([word])
    table = cues().verbs
    return any(table[frame].get(doc[0].lemma_.lower()) is Stance.DENIES for frame in ("clause", "object"))
