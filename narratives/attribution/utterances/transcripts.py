"""Find transcript lines ("RUIZ: It will hold."), headlines with a label, signatures and embedded posts."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.language.clauses import QUOTE_MARKS, is_finite, trim
from narratives.language.times import is_day_or_month_name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_LABEL_WORDS = 6
_MAX_SIGNATURE_WORDS = 14
_MIN_LINES = 2
"""Minimum number of labelled lines in a transcript; a single one may be a caption or a list item."""

_DASHES = frozenset({"—", "–", "―", "--", "-"})
_QUESTION_AND_ANSWER = frozenset({"Q", "A"})


@frozen(kw_only=True, eq=False)
class TranscriptLine:
    """A paragraph that starts with the name of its speaker.

    Attributes:
        label: the words of the name.
        colon: the colon after the name.
    """

    label: tuple["Token", ...]
    colon: "Token"


def transcript_lines(docs: Sequence["Doc"]) -> dict[int, TranscriptLine]:
    """Return paragraph index → transcript line; empty if the document has fewer than two such lines.

    A label is in capitals ("RUIZ:", "Q:") or is a name that starts two lines or more.
    """
    found = {number: line for number, doc in enumerate(docs) if (line := _transcript_line(doc)) is not None}
    counts = Counter(_label_text(line) for line in found.values())
    kept = {
        number: line
        for number, line in found.items()
        if _label_text(line).isupper() or counts[_label_text(line)] >= _MIN_LINES
    }
    return kept if len(kept) >= _MIN_LINES else {}


def _transcript_line(doc: "Doc") -> TranscriptLine | None:
    """Return the paragraph as a transcript line, or None if it has no speaker label."""
    colon = _colon_after_label(list(doc[: _MAX_LABEL_WORDS + 1]))
    if colon is None or colon.i + 2 >= len(doc):
        return None
    label = tuple(doc[: colon.i])
    named = all(word.is_upper or (word.is_title and word.pos_ == "PROPN") or word.is_punct for word in label)
    letters = label[0].text in _QUESTION_AND_ANSWER or any(len(word) > 1 for word in label)
    return TranscriptLine(label=label, colon=colon) if named and letters and not label[0].is_punct else None


def _colon_after_label(words: Sequence["Token"]) -> "Token | None":
    return next((word for word in words[1 : _MAX_LABEL_WORDS + 1] if word.text == ":"), None)


def labelled_headline(
    doc: "Doc", *, opens_document: bool, names: Collection[str] = ()
) -> TranscriptLine | None:
    """Return a headline that names its source first, or None: "Ruiz: Dam will hold", "Poll: Few want it".

    Only the headline at the beginning of a document may end in a full stop.

    Args:
        names: words that are names elsewhere in the document; parsers seldom know a name before a colon.
    """
    words = [word for word in doc if not word.is_space]
    if not _MIN_HEADLINE_WORDS <= len(words) <= _MAX_HEADLINE_WORDS or words[-1].text == ":":
        return None
    colon = _colon_after_label(words)
    if colon is None or not colon.whitespace_ or (words[-1].text == "." and not opens_document):
        return None
    label = tuple(word for word in words if word.i < colon.i)
    if not trim([word for word in words if word.i > colon.i]) or is_day_or_month_name(label[0].text):
        return None
    named = label[0].is_title or label[0].is_upper
    source = any(
        word.pos_ == "PROPN" or word.text in names or word.lemma_.lower() in _SOURCES for word in label
    )
    verb = any(is_finite(word) for word in label)
    return TranscriptLine(label=label, colon=colon) if named and source and not verb else None


_MIN_HEADLINE_WORDS, _MAX_HEADLINE_WORDS = 5, 25
_SOURCES = frozenset(
    "adviser analyst aide camp campaign critic doctor expert leader lawmaker minister newspaper official "
    "insider police poll report review scientist source study survey witness".split()
)


def _label_text(line: TranscriptLine) -> str:
    return "".join(word.text_with_ws for word in line.label).strip()


def signature(doc: "Doc", start: int) -> tuple["Token", tuple["Token", ...]] | None:
    """Return the dash and the name of a signature, or None if the tokens from ``start`` on are not one.

    A signature runs to the end of its paragraph: "—Ana Ruiz, mayor".
    """
    rest = [word for word in doc[start:] if word.text not in QUOTE_MARKS]
    if not 2 <= len(rest) <= _MAX_SIGNATURE_WORDS or rest[0].text not in _DASHES:
        return None
    name = rest[1:]
    if not name[0].is_title or any(word.pos_ in ("VERB", "AUX") for word in name):
        return None
    end = next((i for i, word in enumerate(name) if word.text in (",", ".", "(")), len(name))
    return rest[0], tuple(name[:end])


def embedded_post(doc: "Doc") -> tuple[int, "Token", tuple["Token", ...]] | None:
    """Return the end of the text, the dash and the author's name of an embedded post, or None.

    For example "The dam leaks. — Ana Ruiz (@anaruiz) May 5". The end is a token index.
    """
    for dash in doc[1:]:
        if dash.text not in _DASHES:
            continue
        rest = doc[dash.i + 1 : dash.i + 2 + _MAX_LABEL_WORDS]
        bracket = next((word for word in rest if word.text == "("), None)
        if bracket is None or bracket.i + 1 >= len(doc) or not doc[bracket.i + 1].text.startswith("@"):
            continue
        name = tuple(doc[dash.i + 1 : bracket.i])
        if name:
            return dash.i, dash, name
    return None
