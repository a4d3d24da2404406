"""Forms of the verb after a pronoun that is replaced by a name: "we're" becomes "the army is"."""

from typing import TYPE_CHECKING

from narratives.language.clauses import SUBJECTS, child
from narratives.language.packages import lemminflect

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGULAR_FORMS = {
    "are": "is", "were": "was", "have": "has", "do": "does", "am": "is",
    "'re": "is", "’re": "is", "'ve": "has", "’ve": "has", "'m": "is", "’m": "is",
}  # fmt: skip
EXPANSIONS = {
    "'re": " are", "’re": " are", "'ve": " have", "’ve": " have", "'m": " is", "’m": " is",
    "'ll": " will", "’ll": " will", "'d": " would", "’d": " would",
}  # fmt: skip


def third_person_forms(verb: "Token") -> dict[int, str]:
    """Return token index → third person singular form, for a verb, its auxiliaries and conjoined verbs."""
    changes = {}
    for one in [verb, *verb.conjuncts]:
        if one != verb and child(one, *SUBJECTS) is not None:
            continue
        helpers = [kid for kid in one.children if kid.dep_ in ("aux", "auxpass")]
        for word in helpers[:1] or [one]:
            lower = word.lower_
            if lower in _SINGULAR_FORMS:
                changes[word.i] = (" " if lower[0] in "'’" else "") + _SINGULAR_FORMS[lower]
            elif lower in EXPANSIONS:
                changes[word.i] = EXPANSIONS[lower]
            elif word.tag_ == "VBP":
                changes[word.i] = inflected(word, "VBZ")
    return changes


def inflected(verb: "Token", tag: str) -> str:
    """Return a form of the verb by its tag: "denied" for "deny" and VBD; as printed if it is not known."""
    return str(next(iter(lemminflect().getInflection(verb.lemma_, tag)), verb.text))


def full_form(contraction: "Token") -> str:
    """Return "has" or "is" for "'s" after a subject: "has" in "he's gone"."""
    verb = contraction.head
    object_or_been = verb.lower_ == "been" or child(verb, "dobj") is not None
    participle = verb.tag_ in ("VBN", "VBD") and verb != contraction
    perfect = participle and (contraction.dep_ == "aux" or object_or_been)
    following = contraction.nbor().lower_ if contraction.i + 1 < len(contraction.doc) else ""
    return "has" if perfect or following in ("got", "been", "had") else "is"
