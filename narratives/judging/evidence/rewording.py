"""A sentence with some of its words exchanged, for the question what would follow if they were."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Words = Sequence["Token"]


@frozen(kw_only=True)
class Edit:
    """Characters ``start:end`` of a sentence and what stands there instead; "" takes them out."""

    start: int
    end: int
    text: str


def replacement(words: Words, text: str) -> Edit:
    """Exchange the words from the first to the last of those given."""
    first, last = min(words, key=lambda word: word.i), max(words, key=lambda word: word.i)
    return Edit(start=first.idx, end=last.idx + len(last), text=text)


def reworded(doc: "Doc", edits: Iterable[Edit]) -> str:
    """The sentence after the edits, which must not overlap, with its spaces and first capital put right."""
    text: str = doc.text
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
    text = " ".join(text.split()).replace(" ,", ",").replace(" .", ".").lstrip(", ")
    return text[:1].upper() + text[1:]


def inflected(lemma: str, like: "Token") -> str:
    """A lemma in the form in which another word stands: "reject" as "accepted" is "rejected"."""
    from lemminflect import getInflection

    forms = getInflection(lemma, like.tag_) if like.tag_ not in ("NN", "NNP", "JJ", "RB", "VB", "VBP") else ()
    form: str = forms[0] if forms else lemma
    return form.capitalize() if like.text[:1].isupper() else form
