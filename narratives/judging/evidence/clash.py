"""The words of two statements that make them stand as they do, and where they are printed."""

import re
from difflib import SequenceMatcher

from attrs import evolve, frozen

from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.statement import Statement
from narratives.model import Assertion, Span
from narratives.verdict import Reason, ReasonKind


@frozen(eq=False, kw_only=True)
class Clash:
    """What a finder of reasons finds: tokens of each side, and a sentence that says how they clash.

    Attributes:
        a, b: tokens of the first and of the second statement, at least one each.
        probes: pairs of premise and hypothesis, of which the one follows from the other if nothing but the
            clashing words parts the two statements: one statement, and the other with its words exchanged.
    """

    kind: ReasonKind
    a: Words
    b: Words
    note: str
    probes: tuple[tuple[str, str], ...] = ()

    def swapped(self) -> "Clash":
        """The same clash with the sides changed."""
        return evolve(self, a=self.b, b=self.a)


def predicate(statement: Statement) -> Words:
    """The words that carry what a statement says: its main verb with what completes it."""
    root = statement.root or statement.doc[0]
    words = [root]
    completing = {*_COMPLETING, "nsubj", "nsubjpass"} if root.lemma_ == "be" else _COMPLETING
    for kid in root.children:
        if kid.dep_ in completing:
            words += [kid, *(inner for inner in kid.children if inner.dep_ in _BEFORE_ITS_NOUN)]
    return words


def tokens_at(statement: Statement, place: tuple[int, int]) -> Words:
    """The tokens at characters of the text, whole words."""
    span = statement.doc.char_span(*place, alignment_mode="expand")
    return list(span) if span is not None else ()


_COMPLETING = frozenset("aux auxpass neg prt dobj acomp attr oprd dative".split())
_BEFORE_ITS_NOUN = frozenset("det amod compound nummod poss neg".split())


def reason(clash: Clash, a: Statement, b: Statement) -> Reason:
    """The clash as a value: the words as printed where all of them are, and their places in the document."""
    a_words, a_spans = _printed(a, clash.a)
    b_words, b_spans = _printed(b, clash.b)
    return Reason(kind=clash.kind, a=a_words, b=b_words, note=clash.note, a_spans=a_spans, b_spans=b_spans)


def _printed(statement: Statement, tokens: Words) -> tuple[str, tuple[Span, ...]]:
    doc, assertion = statement.doc, statement.assertion
    cue = f"{assertion.cue} " if statement.denied and assertion.cue else ""
    if len(tokens) == len(doc):
        return f"{cue}{assertion.quote or assertion.text}".rstrip(" ."), assertion.spans
    first, last = min(word.i for word in tokens), max(word.i for word in tokens)
    words: str = doc[first : last + 1].text.strip(" .,;:")
    wanted = range(doc[first].idx, doc[last].idx + len(doc[last]))
    start, end, whole = _in_quote(assertion, wanted)
    if whole:
        words = assertion.quote[start:end]
    return f"{cue}{words}", assertion.printed(start, end)


_MOST_WORDS = 1000
"""Words of a text up to which those that were rewritten are looked for in what is printed."""
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


def _in_quote(assertion: Assertion, wanted: range) -> tuple[int, int, bool]:
    """Where characters of the text stand in the quote, first to last word, and whether all of them do."""
    words = assertion.text[wanted.start : wanted.stop]
    start = assertion.quote.find(words)
    if start >= 0 and assertion.quote.find(words, start + 1) < 0:
        return start, start + len(words.rstrip(" .,;:")), True
    told, quoted = ([*_WORD.finditer(text)] for text in (assertion.text, assertion.quote))
    if max(len(told), len(quoted)) > _MOST_WORDS:
        return 0, 0, False
    same = {
        block.a + step: block.b + step
        for block in SequenceMatcher(
            None,
            [word.group().casefold() for word in told],
            [word.group().casefold() for word in quoted],
            autojunk=False,
        ).get_matching_blocks()
        for step in range(block.size)
    }
    inside = [
        number for number, word in enumerate(told) if word.start() < wanted.stop and wanted.start < word.end()
    ]
    found = [quoted[same[number]] for number in inside if number in same]
    if not found:
        return 0, 0, False
    start = found[0].start()
    if assertion.quote[start - 1 : start] == "[":
        start -= 1
    return start, found[-1].end(), len(found) == len(inside)
