"""Antecedents of pronouns, from the words of their own sentence and the sentence before."""

from typing import TYPE_CHECKING

from narratives.language.clauses import SUBJECTS, child

if TYPE_CHECKING:
    from spacy.tokens import Token

_WEATHER_VERBS = frozenset({"rain", "snow", "hail", "drizzle", "thunder"})


def coordinated_subject(pronoun: "Token") -> "Token | None":
    """Return the subject of the clause before, which "it" refers to, or None.

    For example "the ban" in "the ban is unjust, nor does it help".
    """
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or verb.dep_ != "conj" or pronoun.lower_ not in ("it", "they"):
        return None
    noun = child(verb.head, *SUBJECTS)
    numbers = ("NN",) if pronoun.lower_ == "it" else ("NNS",)
    return noun if noun is not None and noun.tag_ in numbers and noun.i < pronoun.i else None


def only_plural_noun_before(they: "Token") -> "Token | None":
    """Return the one plural noun of the sentence before, which "they" refers to; None if there are others."""
    start = they.sent.start
    if not start:
        return None
    nouns = [
        word
        for word in they.doc[start - 1].sent
        if word.tag_ in ("NNS", "NNPS")
        and word.dep_ in ("dobj", "pobj", *SUBJECTS)
        and word.ent_type_ not in ("DATE", "TIME", "MONEY", "QUANTITY", "PERCENT")
    ]
    return nouns[0] if len(nouns) == 1 else None


def is_expletive(it: "Token") -> bool:
    """Return True if "it" has no antecedent: "it rained", "it was the union that ...", "it is likely to"."""
    verb = it.head
    if verb.lemma_ in _WEATHER_VERBS:
        return True
    if verb.lemma_ != "be":
        return False
    return any(
        kid.dep_ in ("attr", "acomp")
        and any(inner.dep_ in ("relcl", "ccomp", "xcomp", "csubj") for inner in kid.children)
        for kid in verb.children
    ) or any(kid.dep_ in ("ccomp", "xcomp", "csubj") for kid in verb.children if kid.i > verb.i)
