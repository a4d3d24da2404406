"""Replace words of a sentence, to ask the model whether the other side entails the changed sentence."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.language.packages import lemminflect

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Words = Sequence["Token"]


@frozen(kw_only=True)
class Edit:
    """Replace the characters ``start:end`` of a sentence by ``text``; "" deletes them."""

    start: int
    end: int
    text: str


def replacement(words: Words, text: str) -> Edit:
    """Return the edit that replaces everything from the first to the last of the words."""
    first, last = min(words, key=lambda word: word.i), max(words, key=lambda word: word.i)
    return Edit(start=first.idx, end=last.idx + len(last), text=text)


def reworded(doc: "Doc", edits: Iterable[Edit]) -> str:
    """Return the sentence after the edits, with spaces and first capital corrected.

    The edits must not overlap.
    """
    text: str = doc.text
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
    text = " ".join(text.split()).replace(" ,", ",").replace(" .", ".").lstrip(", ")
    return text[:1].upper() + text[1:]


def inflected(lemma: str, like: "Token") -> str:
    """Return a lemma in the inflected form of another word: "reject" like "accepted" is "rejected"."""
    forms = (
        lemminflect().getInflection(lemma, like.tag_)
        if like.tag_ not in ("NN", "NNP", "JJ", "RB", "VB", "VBP")
        else ()
    )
    form: str = forms[0] if forms else lemma
    return form.capitalize() if like.text[:1].isupper() else form
