"""Reports on reports: whose words a content is that names a speaker of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import trim

if TYPE_CHECKING:
    from spacy.tokens import Token


_CUES = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADP", "PROPN"})
"""Parts of speech that a cue may end in."""


def _is_inside(inner: Utterance, outer: Utterance) -> bool:
    """Whether the inner cue is the very verb of what the outer one reports."""
    if not inner.cue or not outer.cue:
        return False
    verb = inner.cue[-1]
    return bool(outer.head == verb and verb.dep_ == "ccomp" and verb.head == outer.cue[-1])


def innermost(found: list[Utterance]) -> list[Utterance]:
    """What one speaker reports of another's words.

    A clause that is itself reported speech ("the Courier says that Baku says that ...") is given twice: the
    inner one with the way it came, the outer one as passing it on; who is kept is told by their parties.
    Any other cue inside what somebody else says ("Uganda said Kenya had promised to ...") is that
    somebody's content and nobody's own statement.
    """
    kept: list[Utterance] = []
    asides: list[tuple[Utterance, Token, list[Utterance]]] = []
    holding: dict[int, list[Utterance]] = {}
    for one in found:
        for word in one.words:
            if word.pos_ in _CUES:
                holding.setdefault(word.i, []).append(one)
    by_cue: dict[int, list[Utterance]] = {}
    for one in found:
        if one.cue:
            by_cue.setdefault(one.cue[-1].i, []).append(one)
    for one in found:
        near = holding.get(one.cue[-1].i, ()) if one.cue else ()
        outer = [other for other in near if other is not one and _holds(other, one)]
        aside = _aside(one)
        if outer and aside is not None and all(aside in other.words for other in outer):
            asides.append((one, aside, outer))
            outer = []
        chain = [other for other in outer if _is_inside(one, other) and one.form is Form.CLAUSE]
        if outer and not chain:
            continue
        beneath = by_cue.get(one.head.i, ())
        inner = [other for other in beneath if other is not one and _is_inside(other, one)]
        told = any(other.form is Form.CLAUSE for other in inner) and not any(map(_is_pronoun, inner))
        kept.append(evolve(one, via=tuple(other.speaker for other in chain), passes_on=told))
    return _without_asides(kept, asides)


def _aside(one: Utterance) -> "Token | None":
    """The verb of the relative clause in which the cue stands: ", which the ministry denies" is another's."""
    if not one.cue or one.cue[-1].pos_ != "VERB":
        return None
    verb = one.cue[-1]
    opens = verb.left_edge
    set_off = verb.dep_ == "relcl" and (opens.tag_ in ("WDT", "WP") or opens.lower_ == "that")
    return verb if set_off else None


def _without_asides(
    kept: Sequence[Utterance], asides: Sequence[tuple[Utterance, "Token", Sequence[Utterance]]]
) -> list[Utterance]:
    """Take the relative clauses with a speaker of their own out of the contents that they stand in."""
    cut: dict[tuple[int, int], set[int]] = {}
    for _, verb, outer in asides:
        for other in outer:
            cut.setdefault(_place(other), set()).update(word.i for word in verb.subtree)
    return [
        evolve(one, words=trim([word for word in one.words if word.i not in cut[_place(one)]]))
        if _place(one) in cut
        else one
        for one in kept
    ]


def _place(one: Utterance) -> tuple[int, int]:
    return one.cue[-1].i if one.cue else -1, one.head.i


def _holds(outer: Utterance, inner: Utterance) -> bool:
    """Whether another speaker is named for the inner cue, which stands in the outer's content."""
    return outer.speaker != inner.speaker and not _is_pronoun(inner)


def _is_pronoun(utterance: Utterance) -> bool:
    """Whether the speaker is but a pronoun, which may be the one who reports."""
    return any(word.pos_ == "PRON" for word in utterance.speaker[:1])
