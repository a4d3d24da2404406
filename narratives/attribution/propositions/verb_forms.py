"""Forms of verbs: after a pronoun that is replaced by a name ("we're": "the army is"), and of cues."""

from collections.abc import Sequence
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


def finite_cue(words: Sequence["Token"]) -> str:
    """Return the cue as a finite verb.

    An infinitive and a bare participle are put in the past ("denied" for "went to the radio to deny" and for
    "a ministry denying it"), and a passive in the active.
    """
    verb = next((word for word in reversed(words) if word.pos_ in ("VERB", "AUX")), None)
    helpers = {word for word in words if word.head == verb and word.dep_ in ("aux", "auxpass")}
    dropped = {word for word in helpers if word.tag_ == "TO"}
    if verb is not None and child(verb, "agent") is not None:
        dropped |= {word for word in helpers if word.dep_ == "auxpass"}
    past = verb is not None and verb.tag_ in ("VB", "VBG", "VBN") and dropped == helpers
    replaced = {verb: inflected(verb, "VBD")} if verb is not None and past else {}
    kept = [(replaced.get(word, word.text), word.whitespace_) for word in words if word not in dropped]
    return "".join(text + space for text, space in kept).strip()
