"""The text of an assertion with its stance expressed in words, as the input of an NLI model."""

from typing import TYPE_CHECKING

from narratives.judging.evidence.statement import Statement
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CONTRACTED = frozenset("'s 're 'm 've 'd 'll ’s ’re ’m ’ve ’d ’ll".split())
_SCOPE_WORDS = frozenset(
    "no not n't n’t never none nobody nothing neither nor without hardly some all every".split()
)
_BLOCKING_DEPENDENCIES = frozenset({"conj", "parataxis", "neg", "preconj"})


def wording(statement: Statement) -> str:
    """Return the proposition with the stance of its party expressed in words.

    A denial of a simple sentence is its negation ("The army did not shell the town."), of any other "It is
    not true that …". A doubt is "It is doubtful that …". With any other stance the text is unchanged.
    """
    text = statement.assertion.text
    stance = statement.assertion.stance
    if stance is Stance.DENIES:
        return negated(statement.doc) or f"It is not true that {_after_that(statement.doc)}"
    if stance is Stance.DOUBTS:
        return f"It is doubtful that {_after_that(statement.doc)}"
    return text


def _after_that(sentence: "Doc") -> str:
    """Return the sentence as a clause after "that": its first word in lower case unless it is a name."""
    text: str = sentence.text.strip()
    first = sentence[0]
    if first.pos_ == "PROPN" or first.text == "I" or first.ent_type_ or not first.text[1:].islower():
        return text
    return text[:1].lower() + text[1:]


def negated(sentence: "Doc") -> str | None:
    """Return the sentence with its main verb negated, or None if that may not be its logical negation.

    None if it has several main clauses, a negation, or a word such as "all" or "some" whose scope would be
    ambiguous.
    """
    roots = [token for token in sentence if token.dep_ == "ROOT"]
    if len(roots) != 1 or roots[0].pos_ not in ("VERB", "AUX") or sentence.text.rstrip().endswith("?"):
        return None
    root = roots[0]
    kids = list(root.children)
    if any(kid.dep_ in _BLOCKING_DEPENDENCIES for kid in kids) or any(
        token.lower_ in _SCOPE_WORDS for token in sentence
    ):
        return None
    if not any(kid.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") and kid.i < root.i for kid in kids):
        return None
    return with_not(sentence, root)


def with_not(sentence: "Doc", root: "Token") -> str | None:
    """Return the sentence with "not" after its auxiliary or "do", or None if "not" cannot be added."""
    aux = next((kid for kid in root.children if kid.dep_ in ("aux", "auxpass") and kid.i < root.i), None)
    auxiliary = root if root.lemma_ == "be" and aux is None else aux
    if auxiliary is not None:
        if auxiliary.lower_ in _CONTRACTED or auxiliary.tag_ in ("TO", "VBG"):
            return None
        return _replaced(sentence, auxiliary, auxiliary.text + " not")
    do_form = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(root.tag_)
    return _replaced(sentence, root, f"{do_form} not {root.lemma_}") if do_form is not None else None


def _replaced(sentence: "Doc", token: "Token", text: str) -> str:
    before, after = sentence.text[: token.idx], sentence.text[token.idx + len(token.text) :]
    return f"{before}{text}{after}"
