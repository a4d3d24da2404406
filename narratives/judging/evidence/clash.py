"""The words of two statements that show a conflict, an agreement or a scope difference, and their spans."""

import re
from difflib import SequenceMatcher

from attrs import evolve, frozen

from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.statement import Statement
from narratives.model import Assertion, Span
from narratives.verdict import Reason, ReasonKind


@frozen(eq=False, kw_only=True)
class Clash:
    """The result of a finder: tokens of each statement and a sentence that says how they are related.

    Attributes:
        a, b: tokens of the first and of the second statement, at least one each.
        note: the sentence, for readers.
        probes: pairs of premise and hypothesis: one statement, and the other with its clashing words
            replaced. The hypothesis follows from the premise if the statements differ in these words only.
    """

    kind: ReasonKind
    a: Words
    b: Words
    note: str
    probes: tuple[tuple[str, str], ...] = ()

    def swapped(self) -> "Clash":
        """Return the same clash with ``a`` and ``b`` exchanged."""
        return evolve(self, a=self.b, b=self.a)


def predicate(statement: Statement) -> Words:
    """Return the main verb with auxiliaries, negation, object and complement; of "be" also the subject."""
    root = statement.root or statement.doc[0]
    words = [root]
    complements = {*_COMPLEMENTS, "nsubj", "nsubjpass"} if root.lemma_ == "be" else _COMPLEMENTS
    for kid in root.children:
        if kid.dep_ in complements:
            words += [kid, *(inner for inner in kid.children if inner.dep_ in _NOUN_MODIFIERS)]
    return words


def tokens_at(statement: Statement, place: tuple[int, int]) -> Words:
    """Return the tokens that overlap the character offsets ``place``; empty if there are none."""
    span = statement.doc.char_span(*place, alignment_mode="expand")
    return list(span) if span is not None else ()


_COMPLEMENTS = frozenset("aux auxpass neg prt dobj acomp attr oprd dative".split())
_NOUN_MODIFIERS = frozenset("det amod compound nummod poss neg".split())


def reason(clash: Clash, a: Statement, b: Statement) -> Reason:
    """Return the clash as a `Reason`: the words as printed if the document has them all, with their spans."""
    a_words, a_spans = _words_and_spans(a, clash.a)
    b_words, b_spans = _words_and_spans(b, clash.b)
    return Reason(kind=clash.kind, a=a_words, b=b_words, note=clash.note, a_spans=a_spans, b_spans=b_spans)


def _words_and_spans(statement: Statement, tokens: Words) -> tuple[str, tuple[Span, ...]]:
    """Return the text from the first to the last token, after the cue of a denial, and its spans."""
    doc, assertion = statement.doc, statement.assertion
    cue = f"{assertion.cue} " if statement.denied and assertion.cue else ""
    if len(tokens) == len(doc):
        return f"{cue}{assertion.quote or assertion.text}".rstrip(" ."), assertion.spans
    first, last = min(word.i for word in tokens), max(word.i for word in tokens)
    words: str = doc[first : last + 1].text.strip(" .,;:")
    wanted = range(doc[first].idx, doc[last].idx + len(doc[last]))
    start, end, whole = _locate_in_quote(assertion, wanted)
    if whole:
        words = assertion.quote[start:end]
    return f"{cue}{words}", assertion.printed(start, end)


_MAX_WORDS = 1000
"""Maximum number of words of a text or quote for aligning the two word by word."""
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


def _locate_in_quote(assertion: Assertion, wanted: range) -> tuple[int, int, bool]:
    """Return start and end in the quote of the characters ``wanted`` of the text, and True if all were found.

    If the words do not occur in the quote exactly once, the text and the quote are aligned word by word;
    (0, 0, False) if no word is found.
    """
    words = assertion.text[wanted.start : wanted.stop]
    start = assertion.quote.find(words)
    if start >= 0 and assertion.quote.find(words, start + 1) < 0:
        return start, start + len(words.rstrip(" .,;:")), True
    text_words, quote_words = ([*_WORD.finditer(text)] for text in (assertion.text, assertion.quote))
    if max(len(text_words), len(quote_words)) > _MAX_WORDS:
        return 0, 0, False
    same = {
        block.a + step: block.b + step
        for block in SequenceMatcher(
            None,
            [word.group().casefold() for word in text_words],
            [word.group().casefold() for word in quote_words],
            autojunk=False,
        ).get_matching_blocks()
        for step in range(block.size)
    }
    inside = [
        number
        for number, word in enumerate(text_words)
        if word.start() < wanted.stop and wanted.start < word.end()
    ]
    found = [quote_words[same[number]] for number in inside if number in same]
    if not found:
        return 0, 0, False
    start = found[0].start()
    if assertion.quote[start - 1 : start] == "[":
        start -= 1
    return start, found[-1].end(), len(found) == len(inside)
