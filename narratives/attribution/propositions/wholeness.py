"""Whether a proposition is a whole sentence, by its parse."""

from typing import TYPE_CHECKING

from narratives.language.clauses import is_finite

if TYPE_CHECKING:
    from spacy.tokens import Doc


def is_whole(doc: "Doc") -> bool:
    """Return True if a root of the parse is a finite verb or an imperative.

    "Soldiers patrolling the area." and "A smoking gun." are not whole: the text gives no more, or the reader
    cut the statement in the middle.
    """
    return any(word.dep_ == "ROOT" and (is_finite(word) or word.tag_ == "VB") for word in doc)
