"""What "this deal" and "these strikes" stand for: the last deal or strikes that the text describes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import roles
from narratives.attribution.propositions.antecedents import with_quotation
from narratives.language.clauses import child

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_PARAGRAPHS_BACK = 3
_MAX_COMPLEMENT_WORDS = 7
_COMPLEMENT_PREPOSITIONS = frozenset("of on with between over against about for from".split())
_DEICTIC = frozenset(
    "area autumn campaign case century city community country county day decade district election evening "
    "fall field guy hour kind man moment month morning nation night one part people person place point race "
    "region room season side sort stage state story stuff summer term thing time town type village way week "
    "weekend winter woman world year".split()
)
"""Nouns with which "this" points at where and when it is said, or at a kind."""


def described_noun(determiner: "Token", docs: Sequence["Doc"]) -> tuple[str, str] | None:
    """Return the words that take the place of "this" before its noun, and those that follow the noun.

    For "this deal" after "a trade deal with Ostra" they are "the trade" and "with Ostra". None if no earlier
    mention of the noun in the same number says which one it is, or if "this" may point at the time or place
    of the speech.

    Args:
        docs: the paragraphs before that of the determiner, and its own.
    """
    noun = determiner.head
    lemma = noun.lemma_.lower()
    known = lemma in _DEICTIC or lemma in roles().persons
    if determiner.dep_ != "det" or noun.pos_ != "NOUN" or known or noun.i != determiner.i + 1:
        return None
    if any(kid.i > noun.i and kid.dep_ in ("prep", "relcl", "acl") for kid in noun.children):
        return None
    for mention in _mentions(noun, docs):
        before, after = _premodifiers(mention), _complement(mention)
        indefinite = any(kid.lower_ in ("a", "an", "another") for kid in mention.children)
        if before is None or (indefinite and not before and not after):
            return None
        if before or after:
            return f"the {before}".strip() if not _is_name_of_owner(mention) else before, after
    return None


def _mentions(noun: "Token", docs: Sequence["Doc"]) -> Iterator["Token"]:
    """Yield the words of the same lemma and number before a noun, the nearest first.

    Those that are quoted in another paragraph are left out: they may be another's words.
    """
    lemma = noun.lemma_.lower()
    for doc in reversed(docs[-_MAX_PARAGRAPHS_BACK - 1 :]):
        for word, quoted in reversed(list(with_quotation(doc))):
            if (doc is noun.doc and word.i >= noun.i) or (quoted and doc is not noun.doc):
                continue
            if word.lemma_.lower() == lemma and word.tag_ == noun.tag_ and word.dep_ != "compound":
                yield word


def _premodifiers(noun: "Token") -> str | None:
    """Return the nouns before a noun that tell which one it is: "trade", "Ostra's", or "".

    Adjectives are left out, since they may be another's judgment: "the shameful deal". None after a pronoun
    or number.
    """
    lefts = list(noun.lefts)
    if any(kid.tag_ in ("PRP$", "CD", "WP$") or kid.lower_ in ("no", "any", "every") for kid in lefts):
        return None
    owner = child(noun, "poss")
    names = [kid for kid in lefts if kid.dep_ in ("compound", "nmod") or kid.ent_type_ == "NORP"]
    first = owner or (names[0] if names else None)
    if first is None:
        return ""
    words = noun.doc[first.left_edge.i : noun.i]
    plain = all(word.pos_ in ("NOUN", "PROPN", "DET", "PART") or word.ent_type_ for word in words)
    inner = [word for word in words if word.pos_ == "DET" and word.lower_ != "the"]
    plain = (
        plain
        and not inner
        and not any(word.lower_.startswith(("anti", "pro-", "so-called")) for word in words)
    )
    return words.text.strip().removeprefix("the ").removeprefix("The ") if plain else ""


def _is_name_of_owner(noun: "Token") -> bool:
    """Return True for a possessor without an article: "Ostra's"."""
    owner = child(noun, "poss")
    return owner is not None and not any(kid.dep_ == "det" for kid in owner.children)


def _complement(noun: "Token") -> str:
    """Return a phrase after a noun that tells which one it is: "with Ostra", or ""."""
    preposition = next((kid for kid in noun.rights if kid.dep_ == "prep"), None)
    if (
        preposition is None
        or preposition.i != noun.i + 1
        or preposition.lower_ not in _COMPLEMENT_PREPOSITIONS
    ):
        return ""
    words = list(preposition.subtree)
    plain = all(word.pos_ not in ("VERB", "AUX", "PRON", "PUNCT") and word.tag_ != "PRP$" for word in words)
    text = noun.doc[words[0].i : words[-1].i + 1].text
    return text if plain and len(words) <= _MAX_COMPLEMENT_WORDS else ""
