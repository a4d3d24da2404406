"""Parenthetical cues, inside or after the content: "The dam, he argued, is safe", "It holds, Ruiz said"."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cue_lemma, cues, roles
from narratives.attribution.utterances.utterance import MAX_CONTENT_WORDS, Form, Utterance
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
from narratives.language.packages import lemminflect
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_DELIMITERS = frozenset({",", "”", '"', ";", "—", "–", "--", "’"})
_END_MARKS = _DELIMITERS | {".", "!", "?", "…", ":"}
_MAX_CUE_WORDS = 14
"""Maximum number of cue words before the verb, and after it."""

TELLING = frozenset({"tell", "assure", "inform", "remind"})
"""Verbs whose cues name the hearer: "Her policy, she told the paper, was ..."."""
CONTRASTIVES = frozenset({"while", "whereas", "although", "though"})
"""Conjunctions that introduce a contrasting statement, often of another source."""


def parenthetical_content(verb: "Token", base: Utterance) -> Utterance | None:
    """Return the sentence around a parenthetical cue as its content, or None if the cue is not one.

    Uses the order of the words, because parsers attach such cues inconsistently.
    """
    before = _cue_start_and_source(verb)
    if before is None:
        return None
    start, speaker = before
    end, doc, sentence = _cue_end(verb), verb.doc, verb.sent
    if end is None or start - sentence.start > MAX_CONTENT_WORDS:
        return None
    left = trim([word for word in doc[sentence.start : start] if not word.is_space])
    right = [word for word in doc[end : min(sentence.end, end + MAX_CONTENT_WORDS)] if not word.is_space]
    if not left:
        return None
    if verb.lemma_ in TELLING and not _surrounds_clause(left, trim(right)):
        return None
    whole = [*left, *_continuation(right, left)]
    if _is_subordinate(left) and len(whole) > len(left):
        whole = [*left, doc[start], *whole[len(left) :]]
    heads = [word for word in whole if _is_finite_verb(word)] or _predicate_after(right)
    if (
        not heads
        or left[0].tag_ in ("WP", "WRB")
        or (left[0].dep_ == "mark" and not _has_main_clause(left, whole))
    ):
        return None
    head = next((word for word in heads if word.dep_ == "ROOT"), None) or _governing_verb(heads)
    return evolve(base, speaker=speaker, head=head, words=trim(whole))


def _is_finite_verb(word: "Token") -> bool:
    return word.pos_ in ("VERB", "AUX") and is_finite(word)


def _predicate_after(right: Sequence["Token"]) -> list["Token"]:
    """Return the verb after the cue, if the parser took it for a participle: "The gift, he said, paid it"."""
    first = next((word for word in right if not word.is_punct), None)
    if first is None or first.tag_ != "VBN" or child(first, "aux", "auxpass") is not None:
        return []
    past = lemminflect().getInflection(first.lemma_, "VBD")
    return [first] if first.lower_ in past else []


def _has_main_clause(left: Sequence["Token"], whole: Sequence["Token"]) -> bool:
    """Return True if a main clause follows a subordinate one: "Since P, Q, he said", "As P, he said, Q"."""
    comma = any(word.text == "," for word in left)
    if left[0].lower_ in CONTRASTIVES and (len(whole) > len(left) or _has_cue(left)):
        return False
    return len(whole) > len(left) or (comma and sum(map(_is_finite_verb, left)) > 1)


def _is_subordinate(left: Sequence["Token"]) -> bool:
    """Return True for a subordinate clause alone: "As the vote nears"."""
    return left[0].dep_ == "mark" and not any(word.text == "," for word in left)


def _surrounds_clause(left: Sequence["Token"], right: Sequence["Token"]) -> bool:
    """Return True if one clause is around a cue with a hearer: "It, she told the paper, was simple"."""
    if any(map(_is_finite_verb, left)):
        return not right
    quoted = any(word.text in QUOTE_MARKS for word in left)
    opens = bool(right) and right[0].tag_ not in ("WDT", "WP", "WRB", "IN", "TO")
    return opens and not quoted and any(map(_is_finite_verb, right))


def _has_cue(words: Sequence["Token"]) -> bool:
    return any(word.pos_ == "VERB" and cues().is_verb(cue_lemma(word)) for word in words)


def _governing_verb(heads: list["Token"]) -> "Token":
    """Return the first verb that none of the others governs."""
    return next((word for word in heads if not any(other.is_ancestor(word) for other in heads)), heads[0])


def _cue_start_and_source(verb: "Token") -> "tuple[int, list[Token]] | None":
    """Return the token index where the cue starts and the source words, or None without a comma before it."""
    doc, first = verb.doc, verb.sent.start
    edge = verb.i - 1
    while edge >= first and doc[edge].text not in _DELIMITERS and verb.i - edge <= _MAX_CUE_WORDS:
        edge -= 1
    if edge <= first or doc[edge].text not in _DELIMITERS:
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
    return _cue_start(doc[edge], first), phrase(speaker)


def _cue_start(edge: "Token", first: int) -> int:
    """Return the index of the comma before the cue, which may be followed by a title.

    In ", the chief of staff, Ana Ruiz, said" it is the first comma.
    """
    doc = edge.doc
    for i in range(edge.i - 1, max(first, edge.i - _MAX_CUE_WORDS), -1):
        word = doc[i]
        if word.text == ",":
            between = doc[i + 1 : edge.i]
            titled = any(inner.lemma_.lower() in roles().titles for inner in between)
            return int(i if titled and between[0].dep_ == "det" else edge.i)
        if word.text in _DELIMITERS or word.pos_ in ("VERB", "AUX"):
            break
    return int(edge.i)


def _cue_end(verb: "Token") -> int | None:
    """Return the token index where the cue ends, or None if more than a modifier follows the verb.

    In ", she said in a letter," it is the second comma.
    """
    doc = verb.doc
    for word in doc[verb.i + 1 : min(verb.sent.end, verb.i + 2 + _MAX_CUE_WORDS)]:
        if word.text in _END_MARKS:
            return int(word.i)
        if word.pos_ in ("VERB", "AUX") and (is_finite(word) or word.dep_ in ("xcomp", "ccomp")):
            return None
        opens_object = word.i == verb.i + 1 and word.dep_ in ("det", "poss", *SUBJECTS)
        if word.dep_ == "mark" or (opens_object and verb.lemma_ not in TELLING):
            return int(word.i) if word.lower_ in CONTRASTIVES else None
    return int(verb.sent.end) if verb.sent.end - verb.i <= _MAX_CUE_WORDS else None


def _continuation(right: list["Token"], left: list["Token"]) -> list["Token"]:
    """Return the words of the content after the cue, up to a contrast (", while the union insists")."""
    words = trim(right)
    if not words:
        return []
    has_finite_verb = any(map(_is_finite_verb, left)) and not _is_subordinate(left)
    joined = (
        words[0].dep_ in ("cc", "mark", "prep")
        or words[0].tag_ in ("WDT", "WP", "IN")
        or _opens_with_predicate(words)
    )
    tells_more = words[0].dep_ in ("prep", "mark") and any(word.tag_ == "VBG" for word in words[1:2])
    if tells_more or (has_finite_verb and not joined and right[0].text != ";"):
        return []  # ", before adding that ..."
    for number, word in enumerate(words):
        if word.lower_ in CONTRASTIVES:
            return trim(words[:number])
    return words


def _opens_with_predicate(words: Sequence["Token"]) -> bool:
    """Return True if the words begin with a finite verb, after adverbs at most: "could still be raised"."""
    first = next((word for word in words if word.pos_ != "ADV"), None)
    return first is not None and first.pos_ in ("VERB", "AUX") and is_finite(first) and first.tag_ != "VB"


def interrupted_content(verb: "Token", content: "Token", base: Utterance) -> Utterance | None:
    """Return the whole content that a cue interrupts, if the parser gave it the part before the cue only.

    For example "The permit, the mayor said, was hard to get".
    """
    end = _cue_end(verb) if content.i < verb.i else None
    if end is None or verb.i - content.left_edge.i > MAX_CONTENT_WORDS:
        return None
    after = [word for word in verb.doc[end : end + _MAX_CUE_WORDS] if not word.is_punct and not word.is_space]
    relative = bool(after) and after[0].tag_ == "WDT" and after[0].lower_ == "that"
    if not relative and not _opens_with_predicate(after):
        return None
    whole = parenthetical_content(verb, base)
    return whole if whole is not None and whole.words[0].i <= content.left_edge.i else None


def continued_clause(verb: "Token", content: "Token") -> "Token | None":
    """Return the clause Q of "P, he said, and Q", or None if it has no subject of its own.

    Also Q of "said it was sorry but it would go on", whose auxiliary shows that it is reported too.
    """
    following = child(verb, "conj")
    if following is None or child(following, *SUBJECTS, "expl") is None or not is_finite(following):
        return None
    if content.i > verb.i:
        own, first = child(following, *SUBJECTS), child(content, *SUBJECTS)
        same = own is not None and first is not None and own.pos_ == "PRON" and own.lower_ == first.lower_
        backshifted = any(kid.lower_ in _BACKSHIFTED for kid in following.children if kid.dep_ == "aux")
        told = following.lemma_ in _TOLD_LATER or any(word.lower_ in _LATER for word in following.subtree)
        return following if same and backshifted and verb.tag_ == "VBD" and not told else None
    if cues().is_verb(cue_lemma(following)):
        return None
    comma = verb.doc[verb.i + 1 : following.left_edge.i]
    return following if any(word.text in (",", ";") for word in comma) else None


_BACKSHIFTED = frozenset({"would", "could", "might"})
_TOLD_LATER = frozenset({"be", "emerge", "turn", "transpire", "die", "take"})
"""Verbs after "it would" or "he would" that tell what came of it: "but it would emerge that ..."."""
_LATER = frozenset({"later", "eventually", "soon", "after", "before", "again"})


def contents_after_colon(colon: "Token", found: Sequence[Utterance]) -> Iterator[Utterance]:
    """Yield the clause after a colon as a content of the cue before it: "called that laughable: P"."""
    sentence = colon.sent
    said = [one for one in found if one.cue and one.speaker and sentence.start <= one.cue[-1].i < colon.i]
    if not said or said[-1].words[-1].i > colon.i:
        return
    words = trim(list(colon.doc[colon.i + 1 : sentence.end]))
    if not words or words[0].text in QUOTE_MARKS:
        return
    head = _governing_verb(
        [word for word in words if word.pos_ in ("VERB", "AUX") and is_finite(word)] or words[:1]
    )
    if head.pos_ in ("VERB", "AUX") and child(head, *SUBJECTS, "expl") is not None:
        yield evolve(
            said[-1],
            form=Form.CLAUSE,
            stance=Stance.ASSERTS,
            head=head,
            words=words,
            about=(),
            answers_earlier=False,
        )
