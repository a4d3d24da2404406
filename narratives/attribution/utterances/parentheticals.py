"""A cue set off inside what is said or behind it: "The dam, he argued, is safe", "It holds, Ruiz said"."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import roles
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import (
    NOMINAL_POS,
    QUOTE_MARKS,
    SUBJECTS,
    child,
    is_finite,
    phrase,
    phrase_head,
    subject,
    trim,
)
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_EDGES = frozenset({",", "”", '"', ";", "—", "–", "--", "’"})
_ENDS = _EDGES | {".", "!", "?", "…", ":"}
_LONGEST = 14
"""Words before or behind the verb that may belong to the cue."""

TURNS = frozenset({"while", "whereas", "although", "though"})
"""Words that turn to what another says."""


def parenthetical(verb: "Token", base: Utterance) -> Utterance | None:
    """The rest of the sentence that a cue between commas stands in; None where the cue is none such.

    Read from the order of the words: parsers hang such cues anywhere.
    """
    before = _before(verb)
    if before is None:
        return None
    start, speaker = before
    end = _end(verb)
    if end is None:
        return None
    doc, sentence = verb.doc, verb.sent
    left = trim([word for word in doc[sentence.start : start] if not word.is_space])
    right = [word for word in doc[end : sentence.end] if not word.is_space]
    if not left:
        return None
    whole = [*left, *_kept(right, left)]
    heads = [word for word in whole if word.pos_ in ("VERB", "AUX") and is_finite(word)]
    if not heads or left[0].dep_ == "mark" or left[0].tag_ in ("WP", "WRB"):
        return None
    head = next((word for word in heads if word.dep_ == "ROOT"), None) or _main(heads)
    return evolve(base, speaker=speaker, head=head, words=trim(whole))


def _main(heads: list["Token"]) -> "Token":
    """The verb that no other of them governs."""
    return next((word for word in heads if not any(other.is_ancestor(word) for other in heads)), heads[0])


def _before(verb: "Token") -> "tuple[int, list[Token]] | None":
    """Where the words of the cue begin, and who says it; None where no comma parts them from the rest."""
    doc, first = verb.doc, verb.sent.start
    edge = verb.i - 1
    while edge >= first and doc[edge].text not in _EDGES and verb.i - edge <= _LONGEST:
        edge -= 1
    if edge <= first or doc[edge].text not in _EDGES:
        return None
    words = doc[edge + 1 : verb.i]
    helpers = {kid.i for kid in verb.children if kid.dep_ in ("aux", "auxpass", "advmod", "neg")}
    if any(word.pos_ in ("VERB", "AUX") and is_finite(word) and word.i not in helpers for word in words):
        return None
    named = [word for word in words if word.pos_ in NOMINAL_POS and word.i not in helpers]
    if not named or any(word.dep_ == "mark" or word.tag_ in ("WP", "WDT", "WRB", "CC") for word in words):
        return None
    own = subject(verb)
    speaker = own if own is not None and edge < own.i < verb.i else phrase_head(named)
    return _with_title(doc[edge], first), phrase(speaker)


def _with_title(edge: "Token", first: int) -> int:
    """The place of the comma before the cue; of the one before ", the chief of staff, Ana Ruiz, said"."""
    doc = edge.doc
    for i in range(edge.i - 1, max(first, edge.i - _LONGEST), -1):
        word = doc[i]
        if word.text == ",":
            between = doc[i + 1 : edge.i]
            titled = any(inner.lemma_.lower() in roles().titles for inner in between)
            return int(i if titled and between[0].dep_ == "det" else edge.i)
        if word.text in _EDGES or word.pos_ in ("VERB", "AUX"):
            break
    return int(edge.i)


def _end(verb: "Token") -> int | None:
    """Where the words behind the verb that belong to the cue end: ", she said in a letter,"."""
    doc = verb.doc
    for word in doc[verb.i + 1 : min(verb.sent.end, verb.i + 2 + _LONGEST)]:
        if word.text in _ENDS:
            return int(word.i)
        if word.pos_ in ("VERB", "AUX") and (is_finite(word) or word.dep_ in ("xcomp", "ccomp")):
            return None
        if word.dep_ == "mark" or (word.i == verb.i + 1 and word.dep_ in ("det", "poss", *SUBJECTS)):
            return int(word.i) if word.lower_ in TURNS else None
    return int(verb.sent.end) if verb.sent.end - verb.i <= _LONGEST else None


def _kept(right: list["Token"], left: list["Token"]) -> list["Token"]:
    """What goes on after the cue, up to another's turn: ", while the union insists"."""
    words = trim(right)
    if not words:
        return []
    told = any(word.pos_ in ("VERB", "AUX") and is_finite(word) for word in left)
    joined = words[0].dep_ in ("cc", "mark", "prep") or words[0].tag_ in ("WDT", "WP", "IN")
    if told and not joined and right[0].text != ";":
        return []
    for number, word in enumerate(words):
        if word.lower_ in TURNS:
            return trim(words[:number])
    return words


def goes_on(verb: "Token", content: "Token") -> "Token | None":
    """The clause after "P, he said, and ...", which is his too: it has a subject of its own."""
    if content.i > verb.i:
        return None
    following = child(verb, "conj")
    if following is None or child(following, *SUBJECTS, "expl") is None or not is_finite(following):
        return None
    comma = verb.doc[verb.i + 1 : following.left_edge.i]
    return following if any(word.text in (",", ";") for word in comma) else None


def after_colon(colon: "Token", found: Sequence[Utterance]) -> Iterator[Utterance]:
    """What follows "called that laughable:", where a cue with a speaker stands before the mark."""
    sentence = colon.sent
    said = [one for one in found if one.cue and one.speaker and sentence.start <= one.cue[-1].i < colon.i]
    words = trim(list(colon.doc[colon.i + 1 : sentence.end]))
    if not said or said[-1].words[-1].i > colon.i or not words or words[0].text in QUOTE_MARKS:
        return
    head = _main([word for word in words if word.pos_ in ("VERB", "AUX") and is_finite(word)] or words[:1])
    if head.pos_ in ("VERB", "AUX") and child(head, *SUBJECTS, "expl") is not None:
        yield evolve(
            said[-1],
            form=Form.CLAUSE,
            stance=Stance.ASSERTS,
            head=head,
            words=words,
            about=(),
            takes_up=False,
        )
