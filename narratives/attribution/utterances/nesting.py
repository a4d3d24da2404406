"""Nested reports: decide which source a content inside another content is attributed to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import phrase_head, trim

if TYPE_CHECKING:
    from spacy.tokens import Token


_CUE_POS = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADP", "PROPN"})
"""Parts of speech of the last word of a cue."""


def _is_reported_by(inner: Utterance, outer: Utterance) -> bool:
    """Return True if the cue of ``inner`` is the head of the clause that ``outer`` reports.

    For example "the Courier says that Baku says ..." and "according to the papers, Baku says ...".
    """
    if not inner.cue or not outer.cue or outer.head != inner.cue[-1]:
        return False
    verb = inner.cue[-1]
    if outer.cue[0].lower_ == "according":
        return outer.cue[0] in verb.children and _is_document(outer.speaker)
    return bool(verb.dep_ == "ccomp" and verb.head == outer.cue[-1])


def _is_document(source: Sequence["Token"]) -> bool:
    """Return True for records and reports, which pass on what somebody said: "court papers"."""
    head = phrase_head(source)
    known = cues().vehicles | _RECORDS
    return head.lemma_.lower() in known and not any(word.lower_ in _UNTRUE for word in source)


_RECORDS = frozenset(
    "affidavit document filing indictment paper record recording testimony transcript video".split()
)
_UNTRUE = frozenset({"fake", "false", "fabricated", "bogus", "unconfirmed"})


def resolve_nested_reports(found: list[Utterance]) -> list[Utterance]:
    """Return the utterances of one paragraph, with those nested in another source's content resolved.

    A reported clause that is itself reported speech ("the Courier says that Baku says that ...") gives two
    utterances: the inner one with its intermediate sources in ``via``, the outer one with
    ``contains_report``. Which of them is kept depends on the parties of the two sources. Any other cue inside
    another source's content ("Uganda said Kenya had promised to ...") is part of that content and gives no
    utterance. A relative clause with a source of its own (", which the ministry denies") is taken out of the
    content that contains it.
    """
    kept: list[Utterance] = []
    relative_clauses: list[tuple[Utterance, Token, list[Utterance]]] = []
    utterances_by_word: dict[int, list[Utterance]] = {}
    for one in found:
        for word in one.words:
            if word.pos_ in _CUE_POS:
                utterances_by_word.setdefault(word.i, []).append(one)
    by_cue: dict[int, list[Utterance]] = {}
    for one in found:
        if one.cue:
            by_cue.setdefault(one.cue[-1].i, []).append(one)
    for one in found:
        containing = utterances_by_word.get(one.cue[-1].i, ()) if one.cue else ()
        outer = [other for other in containing if other is not one and _has_other_named_speaker(other, one)]
        relative = _relative_clause_verb(one)
        if outer and relative is not None and all(_contains(other, relative) for other in outer):
            relative_clauses.append((one, relative, outer))
            outer = []
        chain = [other for other in outer if _is_reported_by(one, other) and one.form is Form.CLAUSE]
        if outer and not chain:
            continue
        reported_here = by_cue.get(one.head.i, ())
        inner = [other for other in reported_here if other is not one and _is_reported_by(other, one)]
        has_clause_report = any(other.form is Form.CLAUSE for other in inner) and not any(
            map(_speaker_is_pronoun, inner)
        )
        kept.append(
            evolve(one, via=tuple(other.speaker for other in chain), contains_report=has_clause_report)
        )
    return _without_relative_clauses(kept, relative_clauses)


def _contains(outer: Utterance, relative: "Token") -> bool:
    """Return True if a relative clause is a part of a content, and not all of it."""
    return relative in outer.words and relative != outer.head


def _relative_clause_verb(one: Utterance) -> "Token | None":
    """Return the cue verb if it heads a relative clause (", which the ministry denies"), else None."""
    if not one.cue or one.cue[-1].pos_ != "VERB":
        return None
    verb = one.cue[-1]
    opens = verb.left_edge
    set_off = verb.dep_ == "relcl" and (opens.tag_ in ("WDT", "WP") or opens.lower_ == "that")
    return verb if set_off else None


def _without_relative_clauses(
    kept: Sequence[Utterance], relative_clauses: Sequence[tuple[Utterance, "Token", Sequence[Utterance]]]
) -> list[Utterance]:
    """Return the utterances, each without the words of relative clauses that have a source of their own."""
    removed: dict[tuple[int, int], set[int]] = {}
    for _, verb, outer in relative_clauses:
        for other in outer:
            removed.setdefault(_position(other), set()).update(word.i for word in verb.subtree)
    return [
        evolve(one, words=trim([word for word in one.words if word.i not in removed[_position(one)]]))
        if _position(one) in removed
        else one
        for one in kept
    ]


def _position(one: Utterance) -> tuple[int, int]:
    return one.cue[-1].i if one.cue else -1, one.head.i


def _has_other_named_speaker(outer: Utterance, inner: Utterance) -> bool:
    """Return True if ``inner`` names another source than ``outer``, and names it by more than a pronoun."""
    if _is_pronoun_of_another(inner, outer):
        return True
    return outer.speaker != inner.speaker and not _speaker_is_pronoun(inner)


def _is_pronoun_of_another(inner: Utterance, outer: Utterance) -> bool:
    """Return True for the first "it" of "it threatened to leave, it said", which seldom is the second."""
    if len(inner.speaker) != 1 or len(outer.speaker) != 1 or not outer.cue:
        return False
    own, other = inner.speaker[0], outer.speaker[0]
    same = own.lower_ == other.lower_ == "it" and own != other
    return same and own in outer.words and outer.cue[-1].i > max(word.i for word in outer.words)


def _speaker_is_pronoun(utterance: Utterance) -> bool:
    """Return True if the source is a pronoun, which may refer to the outer source."""
    return any(word.pos_ == "PRON" for word in utterance.speaker[:1])
