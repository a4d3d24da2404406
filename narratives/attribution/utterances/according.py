"""Contents of "according to": the clause around it, or a series of clauses before it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cue_lemma, cues
from narratives.attribution.utterances.complements import between_semicolons, contrast_clause_tokens
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.claims import split_claims
from narratives.language.clauses import child, is_finite, own_subject, phrase, trim

if TYPE_CHECKING:
    from spacy.tokens import Token


def according_to_contents(token: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield the claims that "according to" gives to its source."""
    preposition = child(token, "prep")
    source = child(preposition, "pobj") if preposition is not None else None
    if source is None or preposition is None or preposition.lower_ != "to":
        return
    host = token.head
    while host.pos_ not in ("VERB", "AUX") and host.head != host:
        host = host.head
    if host.pos_ not in ("VERB", "AUX"):
        return
    while host.dep_ == "conj" and own_subject(host) is None and host.head.pos_ in ("VERB", "AUX"):
        host = host.head
    host = _first_of_series(host, token)
    base = Utterance(
        paragraph=paragraph,
        head=host,
        words=(),
        cue=[token, preposition],
        speaker=phrase(source),
    )
    dropped = contrast_clause_tokens(host)
    closes, table = host.left_edge.i < token.i, cues()
    for verb, words in split_claims(host):
        later = closes and verb != host and verb.left_edge.i > token.i and own_subject(verb) is not None
        contrasts = any(kid.lower_ == "but" for kid in verb.head.children) or table.is_verb(cue_lemma(verb))
        if later and contrasts:
            continue  # "P, according to Ruiz, but Lake denied it": the writer's
        kept = [word for word in words if not (word == token or token.is_ancestor(word) or word.i in dropped)]
        kept = between_semicolons(trim(kept), token)
        if kept:
            yield evolve(base, head=verb if verb in kept else kept[0], words=kept)


def _first_of_series(verb: "Token", according: "Token") -> "Token":
    """Return the first verb of a series of clauses before "according to": "A won, B lost and C left, ...".

    Two clauses joined by "and" are no series: the first may be the writer's.
    """
    first, joins = verb, 0
    while _follows_in_series(first) and first.i < according.i:
        joins += 1 if first.dep_ == "conj" else 2
        first = first.head
    return first if joins > 1 else verb


def _follows_in_series(verb: "Token") -> bool:
    """Return True for a finite verb joined to another by "and" or a comma, neither of them a cue."""
    before = verb.head
    spliced = verb.dep_ == "ccomp" and child(verb, "mark") is None and before.i < verb.i
    if before.pos_ not in ("VERB", "AUX") or not is_finite(verb) or not (verb.dep_ == "conj" or spliced):
        return False
    joined = {kid.lower_ for kid in before.children if kid.dep_ == "cc"}
    return joined <= {"and"} and not cues().is_verb(cue_lemma(before))
