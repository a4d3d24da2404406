"""Reports on reports: whose words a content is that names a speaker of its own."""

from attrs import evolve

from narratives.attribution.utterances.utterance import Form, Utterance

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
    kept = []
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
        chain = [other for other in outer if _is_inside(one, other) and one.form is Form.CLAUSE]
        if outer and not chain:
            continue
        beneath = by_cue.get(one.head.i, ())
        inner = [other for other in beneath if other is not one and _is_inside(other, one)]
        told = any(other.form is Form.CLAUSE for other in inner) and not any(map(_is_pronoun, inner))
        kept.append(evolve(one, via=tuple(other.speaker for other in chain), passes_on=told))
    return kept


def _holds(outer: Utterance, inner: Utterance) -> bool:
    """Whether another speaker is named for the inner cue, which stands in the outer's content."""
    return outer.speaker != inner.speaker and not _is_pronoun(inner)


def _is_pronoun(utterance: Utterance) -> bool:
    """Whether the speaker is but a pronoun, which may be the one who reports."""
    return any(word.pos_ == "PRON" for word in utterance.speaker[:1])
