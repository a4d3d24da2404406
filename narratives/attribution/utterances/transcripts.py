"""Lines of a transcript ("RUIZ: It will hold."), and names set under what they said ("—Ana Ruiz")."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.language.clauses import QUOTE_MARKS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_LABEL = 6
_LONGEST_SIGNATURE = 14
_LEAST_LINES = 2
"""Labelled lines that make a transcript; a single one is a caption or a list as often."""

_DASHES = frozenset({"—", "–", "―", "--", "-"})
_QUESTION_AND_ANSWER = frozenset({"Q", "A"})


@frozen(kw_only=True, eq=False)
class Line:
    """A paragraph that opens with the name of who speaks.

    Attributes:
        label: the words of the name.
        colon: the mark behind it.
    """

    label: tuple["Token", ...]
    colon: "Token"


def lines(docs: Sequence["Doc"]) -> dict[int, Line]:
    """Number of a paragraph → the line that it is, in a document that has two or more such lines.

    A label is in capitals ("RUIZ:", "Q:") or a name that opens two lines or more.
    """
    found = {number: line for number, doc in enumerate(docs) if (line := _labelled(doc)) is not None}
    counts = Counter(_printed(line) for line in found.values())
    kept = {
        number: line
        for number, line in found.items()
        if _printed(line).isupper() or counts[_printed(line)] >= _LEAST_LINES
    }
    return kept if len(kept) >= _LEAST_LINES else {}


def _labelled(doc: "Doc") -> Line | None:
    """The label of one paragraph, whatever the others are."""
    colon = next((word for word in doc[1 : _LONGEST_LABEL + 1] if word.text == ":"), None)
    if colon is None or colon.i + 2 >= len(doc):
        return None
    label = tuple(doc[: colon.i])
    named = all(word.is_upper or (word.is_title and word.pos_ == "PROPN") or word.is_punct for word in label)
    letters = label[0].text in _QUESTION_AND_ANSWER or any(len(word) > 1 for word in label)
    return Line(label=label, colon=colon) if named and letters and not label[0].is_punct else None


def _printed(line: Line) -> str:
    return "".join(word.text_with_ws for word in line.label).strip()


def signature(doc: "Doc", start: int) -> tuple["Token", tuple["Token", ...]] | None:
    """The dash and the name of "—Ana Ruiz, mayor" from a token on to the paragraph's end."""
    rest = [word for word in doc[start:] if word.text not in QUOTE_MARKS]
    if not 2 <= len(rest) <= _LONGEST_SIGNATURE or rest[0].text not in _DASHES:
        return None
    name = rest[1:]
    if not name[0].is_title or any(word.pos_ in ("VERB", "AUX") for word in name):
        return None
    end = next((i for i, word in enumerate(name) if word.text in (",", ".", "(")), len(name))
    return rest[0], tuple(name[:end])


def post(doc: "Doc") -> tuple[int, "Token", tuple["Token", ...]] | None:
    """The end, the dash and the name of an embedded post: "The dam leaks. — Ana Ruiz (@anaruiz) May 5"."""
    for dash in doc[1:]:
        if dash.text not in _DASHES:
            continue
        rest = doc[dash.i + 1 : dash.i + 2 + _LONGEST_LABEL]
        bracket = next((word for word in rest if word.text == "("), None)
        if bracket is None or bracket.i + 1 >= len(doc) or not doc[bracket.i + 1].text.startswith("@"):
            continue
        name = tuple(doc[dash.i + 1 : bracket.i])
        if name:
            return dash.i, dash, name
    return None
