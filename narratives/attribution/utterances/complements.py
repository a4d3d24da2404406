"""The clause that a cue verb governs, also where the parse hung it elsewhere, cut into its claims."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cue_lemma, cues
from narratives.attribution.utterances.parentheticals import TURNS, goes_on, parenthetical
from narratives.attribution.utterances.sources import reporting_host, reports
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import (
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    own_subject,
    split_claims,
    trim,
)
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def stance_of(verb: "Token", frame: str) -> Stance | None:
    """The stance that the verb has in a frame of the table of cues; None where it is in none."""
    return cues().verbs[frame].get(cue_lemma(verb))


def clause(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """What the verb says by a clause of its own, or by the sentence that it is set off in."""
    stance = stance_of(verb, "clause")
    if stance is None:
        return
    base = evolve(base, stance=stance)
    contents = [kid for kid in verb.children if kid.dep_ == "ccomp" and _is_content(kid, verb)]
    after = [kid for kid in contents if kid.i > verb.i]
    pieces = [kid for kid in verb.children if kid.dep_ == "ccomp" and kid.i > verb.i]
    if (
        after
        and len(pieces) > 1
        and pieces[0].pos_ not in ("ADJ", "ADV")
        and pieces[0].right_edge.i + 1 == pieces[1].left_edge.i
    ):
        words = clause_words(pieces[0]) + clause_words(pieces[1])  # one content that the parse broke
        yield evolve(base, head=next(filter(is_finite, pieces), pieces[0]), words=words)
        return
    if contents:
        first = (after or contents)[0]
        if first.lower_ == "clear":  # "made clear that P"
            first = child(first, "ccomp") or first
        yield from claims_of(first, base)
        for kid in verb.children:  # "said that P, but that Q" where the parse hung Q on the cue
            if kid.dep_ == "conj" and _is_that_clause(kid) and kid.i > first.i:
                yield from claims_of(kid, base)
        more = goes_on(verb, first)
        if more is not None and not cues().is_verb(cue_lemma(more)):
            yield from claims_of(more, base)
        return
    far = list(_far_clause(verb, base))
    yield from far
    if not far and stance not in _UNSET and child(verb, "ccomp", "xcomp", "dobj") is None:
        set_off = parenthetical(verb, base)
        if set_off is not None:
            yield set_off


_UNSET = frozenset({Stance.DENIES, Stance.DOUBTS})
"""Stances whose cues do not stand between commas in what they are about: ", a charge he denies"."""


def _is_content(clause: "Token", verb: "Token") -> bool:
    """Whether a complement clause is what the verb says, and no sentence before a colon."""
    if not (has_subject(clause) or clause.pos_ == "NOUN") or clause.text in '“”"':
        return False
    if not is_finite(clause) and any(inner.tag_ == "TO" for inner in clause.children):
        return False
    between = verb.doc[clause.right_edge.i + 1 : verb.left_edge.i] if clause.i < verb.i else ()
    return not any(word.text in ":;" for word in (*between, *_marks_before(clause, verb)))


def _marks_before(clause: "Token", verb: "Token") -> list["Token"]:
    """The punctuation of the verb between a clause before it and itself."""
    return [kid for kid in verb.children if kid.dep_ == "punct" and clause.i < kid.i < verb.i]


def _is_that_clause(clause: "Token") -> bool:
    mark = child(clause, "mark")
    return mark is not None and mark.lower_ == "that" and is_finite(clause) and has_subject(clause)


def _far_clause(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """A content that the parse hung elsewhere: "said in a message that ...", "says the battery overheats"."""
    for word in verb.subtree:
        if word.i > verb.i and _is_that_clause(word) and _hangs_beside(word, verb):
            yield from claims_of(word, base)
            return
    thing = child(verb, "dobj")
    follows = verb.i + 1 < verb.sent.end and verb.nbor().dep_ not in ("prep", "punct", "agent", "prt", "mark")
    loose = any(
        kid.i > verb.i and ((kid.dep_ == "ccomp" and is_finite(kid)) or kid.dep_ == "xcomp")
        for kid in verb.children
    )
    if verb.lemma_ == "say" and follows and ((thing is not None and thing.pos_ == "NOUN") or loose):
        words = trim(list(verb.doc[verb.i + 1 : verb.sent.end]))
        head = child(verb, "ccomp", "xcomp") if loose else thing
        if head is not None and head.i > verb.i and len(words) > _SHORTEST_CLAUSE:
            yield evolve(base, head=head, words=words)


_BESIDE = frozenset({"prep", "pobj", "acl", "relcl", "pcomp", "npadvmod", "conj", "dobj", "advmod"})
_VEHICLES_BETWEEN = 3


def _hangs_beside(clause: "Token", verb: "Token") -> bool:
    """Whether only a vehicle or a circumstance lies between: "said in a letter sent on Friday that ..."."""
    up = clause.head
    for _ in range(_VEHICLES_BETWEEN * 2):
        if up == verb:
            return True
        if up.dep_ not in _BESIDE or (up.pos_ == "VERB" and cues().is_verb(cue_lemma(up))):
            return False
        told = up.pos_ == "NOUN" and (up.lemma_.lower() in cues().nouns or up.lower_ in cues().lightly)
        if told and up.lemma_.lower() not in cues().vehicles:
            return False
        up = up.head
    return False


_SHORTEST_CLAUSE = 4


def beside(words: list["Token"], cue: "Token") -> list["Token"]:
    """The part between semicolons that the cue stands in or next to."""
    cuts = [word.i for word in words if word.text == ";"]
    low = max((cut for cut in cuts if cut < cue.i), default=-1)
    high = min((cut for cut in cuts if cut > cue.i), default=len(cue.doc))
    return trim([word for word in words if low < word.i < high])


def has_subject(verb: "Token") -> bool:
    """Whether the clause has a subject of its own."""
    inverted = verb.lemma_ == "be" and child(verb, "attr") is not None
    return inverted or own_subject(verb) is not None or child(verb, "expl") is not None


_LONGEST_CONTENT = 160
"""Words; a longer content is no sentence that anybody said, and is cut there, so that cost stays linear."""


def claims_of(head: "Token", base: Utterance) -> Iterator[Utterance]:
    """The claims of a content, less what another says inside it."""
    first = head.left_edge.i
    if head.right_edge.i - first > _LONGEST_CONTENT:
        yield evolve(base, head=head, words=trim(list(head.doc[first : first + _LONGEST_CONTENT])))
        return
    nested = [
        kid for kid in head.children if kid.dep_ in ("advcl", "conj") and reporting_host(kid) is not None
    ]
    dropped = {word.i for cue in nested if reports(cue) for word in cue.subtree}
    dropped |= contrasted(head)
    for verb, words in split_claims(head):
        mark = child(verb, "mark")
        opens = mark.i if mark is not None and mark.lower_ == "that" else -1  # "said earlier that ..."
        kept = beside(trim([word for word in words if word.i not in dropped and word.i >= opens]), verb)
        while kept and kept[-1].dep_ == "cc":
            kept = trim(kept[:-1])
        asked = (
            base.stance in (Stance.ASKS, Stance.DOUBTS) and kept[:1] and kept[0].lower_ in ("whether", "if")
        )
        if len(kept) > 1 and (asked or (kept[0].lower_ == "that" and kept[0].dep_ not in SUBJECTS)):
            kept = kept[1:]
        if kept:
            yield evolve(base, head=verb, words=kept)


_AS_HE = frozenset({"accuse", "deny", "call", "reject", "dismiss", "announce", "defend", "blame", "urge"})
"""Verbs of ", as he accused the neighbours of ...": the writer's next clause."""


def contrasted(head: "Token") -> set[int]:
    """Numbers of the words of "whereas the military insists that ...": another's content, not this one's."""
    found: set[int] = set()
    for word in head.subtree:
        clause = word.head
        as_he = word.lower_ == "as" and clause.lemma_.lower() in _AS_HE
        contrast = word.dep_ == "mark" and (word.lower_ in TURNS or as_he)
        if (
            contrast
            and clause.dep_ == "advcl"
            and cues().is_verb(clause.lemma_.lower())
            and has_subject(clause)
        ):
            found |= {inner.i for inner in clause.subtree}
    return found
