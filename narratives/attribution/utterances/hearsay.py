"""Claims that a sentence adverb attributes to somebody unnamed: "Lake allegedly took the money"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from narratives.attribution.utterances.sources import has_reported_clause
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.claims import split_claims
from narratives.language.clauses import is_finite, own_subject, trim

if TYPE_CHECKING:
    from spacy.tokens import Token

ALLEGING_ADVERBS = frozenset({"allegedly", "supposedly", "purportedly"})
HEARSAY_ADVERBS = ALLEGING_ADVERBS | {"reportedly"}


def hearsay_claims(adverb: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield the claims of a main clause with such an adverb, without a source; none for other words.

    The adverb holds for all verbs of the clause: "allegedly lied and gave assurances that ...".
    """
    verb = adverb.head
    while verb.dep_ == "conj" and own_subject(verb) is None:
        verb = verb.head
    if adverb.lower_ not in HEARSAY_ADVERBS or adverb.dep_ != "advmod":
        return
    if verb.dep_ != "ROOT" or verb.pos_ not in ("VERB", "AUX") or not is_finite(verb):
        return
    if has_reported_clause(verb) and not is_alleged(verb):
        return
    for act, words in split_claims(verb):
        kept = trim([word for word in words if word != adverb])
        if kept and any(word.pos_ in ("VERB", "AUX") for word in kept):
            yield Utterance(paragraph=paragraph, head=act, words=kept, cue=[adverb])


def is_alleged(verb: "Token") -> bool:
    """Return True for a verb that is alleged, and so reports no statement: "allegedly told the guard that P".

    "Reportedly said" reports what was said.
    """
    while True:
        if any(kid.lower_ in ALLEGING_ADVERBS for kid in verb.children):
            return True
        if verb.dep_ != "conj" or own_subject(verb) is not None:
            return False
        verb = verb.head
