"""Find the complement clause of a cue verb, also where the parser attached it elsewhere, and split it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cue_lemma, cues
from narratives.attribution.utterances.parentheticals import (
    CONTRASTIVES,
    TELLING,
    continued_clause,
    interrupted_content,
    parenthetical_content,
)
from narratives.attribution.utterances.sources import governing_cue, has_reported_clause
from narratives.attribution.utterances.utterance import MAX_CONTENT_WORDS, Utterance
from narratives.language.claims import is_added_clause, split_claims
from narratives.language.clauses import (
    FINITE_TAGS,
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    is_negated,
    own_subject,
    subject,
    trim,
)
from narratives.language.times import is_day_or_month_name
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def stance_of(verb: "Token", frame: str) -> Stance | None:
    """Return the stance of the verb in a frame of the table of cues, or None if it is not in that frame."""
    return cues().verbs[frame].get(cue_lemma(verb))


def clause_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the contents of a verb with a complement clause, or of a parenthetical verb."""
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
        words = clause_words(pieces[0]) + clause_words(pieces[1])  # one content that the parser split
        yield evolve(base, head=next(filter(is_finite, pieces), pieces[0]), words=words)
        return
    if contents:
        first = (after or contents)[0]
        if first.lower_ == "clear":
            made_clear = _made_clear(first)
            if made_clear is None:
                return
            first = made_clear
        interrupted = interrupted_content(verb, first, base)
        yield from (interrupted,) if interrupted is not None else _clause_claims(verb, first, base)
        return
    distant = (
        list(_denied_sign(verb, base))
        or list(_cut_clause(verb, base))
        or list(_series_before(verb, base))
        or list(_distant_clause_contents(verb, base))
    )
    yield from distant
    if not distant and stance not in _STANCES_WITHOUT_PARENTHETICAL and _may_be_parenthetical(verb):
        in_parenthesis = parenthetical_content(verb, base)
        if in_parenthesis is not None:
            yield in_parenthesis


def _made_clear(clear: "Token") -> "Token | None":
    """Return the head of the clause after "made it clear", or None: "makes that clear"."""
    inside = child(clear, "ccomp")
    if inside is not None:
        return inside
    for word in clear.doc[clear.i + 1 : clear.sent.end]:
        if word.text == ":":
            return None
        mark = child(word, "mark")
        said = mark is None or mark.lower_ == "that"
        if said and is_finite(word) and own_subject(word) is not None and clear.head.is_ancestor(word):
            return word
    return None


def _series_before(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the claims before a cue that the parser joined to them: "P, but Q, said Ruiz, the mayor"."""
    speaker, first = own_subject(verb), verb
    inverted = speaker is not None and speaker.i > verb.i and verb.i > 0 and verb.nbor(-1).text in _ENDS
    if not inverted or verb.dep_ != "conj" or verb.tag_ not in FINITE_TAGS:
        return
    while first.dep_ == "conj":
        first = first.head
    if first.pos_ not in ("VERB", "AUX") or not is_finite(first):
        return
    for act, words in split_claims(first):
        kept = trim([word for word in words if word.i < verb.i])
        if act != verb and kept:
            yield evolve(base, head=act, words=kept)


_ENDS = frozenset({",", "”", '"'})
"""Marks before a cue whose subject follows it."""


def _follows_as(clause: "Token") -> bool:
    """Return True for P of "as a sign P"."""
    before = clause.left_edge.nbor(-1)
    return bool(before.dep_ == "pobj" and before.head.lower_ == "as")


def _denied_sign(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the denial of P in "warned them not to take it as a sign P"."""
    clause, act = child(verb, "ccomp"), child(verb, "xcomp")
    if clause is None or act is None or clause.i < verb.i or not is_finite(clause) or not _follows_as(clause):
        return
    if is_negated(act):
        yield from content_claims(clause, evolve(base, stance=Stance.DENIES))


def _cut_clause(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield a content whose subject the parser took for the object of the cue.

    "claimed sprays using the salt had ruined the soil": no noun but "sprays" can be the subject of "had
    ruined", which follows it directly.
    """
    obj = child(verb, "dobj")
    if obj is None or obj.i < verb.i or obj.right_edge.i + 1 >= verb.sent.end:
        return
    following = obj.right_edge.nbor()
    act = following.head if following.dep_ in ("aux", "auxpass") else following
    if act.i < following.i or act.pos_ not in ("VERB", "AUX") or not is_finite(act):
        return
    if any(word.dep_ in ("cc", "conj") for word in obj.subtree):
        return  # "denied the charges and counter-accused her"
    if following.tag_ in FINITE_TAGS and child(act, *SUBJECTS, "expl", "mark") is None:
        words = trim(list(verb.doc[obj.left_edge.i : act.right_edge.i + 1]))
        yield evolve(base, head=obj, words=words)


def _may_be_parenthetical(verb: "Token") -> bool:
    """Return True for a cue without a complement after it: "P, Ruiz said", "P, Ruiz told the paper"."""
    after = [kid for kid in verb.children if kid.dep_ in ("ccomp", "xcomp", "dobj")]
    if verb.lemma_ in TELLING:
        after = [kid for kid in after if kid.dep_ != "dobj"]
    cut = [kid for kid in after if kid.dep_ == "ccomp" and kid.i < verb.i and is_finite(kid)]
    return len(cut) == len(after)


def _clause_claims(verb: "Token", first: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the claims of a complement clause and of clauses that continue it."""
    yield from content_claims(first, base)
    for kid in verb.children:  # "said that P, but that Q" with Q attached to the cue
        if kid.dep_ == "conj" and _is_that_clause(kid) and kid.i > first.i:
            yield from content_claims(kid, base)
    more = continued_clause(verb, first)
    if more is not None and (first.i < verb.i or base.stance is Stance.ASSERTS):
        yield from content_claims(more, base)


_STANCES_WITHOUT_PARENTHETICAL = frozenset({Stance.DENIES, Stance.DOUBTS})
"""Stances whose cues are not parenthetical in their contents; compare ", a charge he denies"."""


def _is_content(clause: "Token", verb: "Token") -> bool:
    """Return True if a complement clause is the content of the verb, and not a sentence before a colon."""
    if not (has_subject(clause) or clause.pos_ == "NOUN") or clause.text in '“”"':
        return False
    if not is_finite(clause) and any(inner.tag_ == "TO" for inner in clause.children):
        return False
    if clause.i > verb.i and _follows_as(clause):
        return False
    between = verb.doc[clause.right_edge.i + 1 : verb.left_edge.i] if clause.i < verb.i else ()
    return not any(word.text in ":;" for word in (*between, *_punctuation_between(clause, verb)))


def _punctuation_between(clause: "Token", verb: "Token") -> list["Token"]:
    """Return the punctuation between a clause and the verb after it, as far as it is attached to the verb."""
    return [kid for kid in verb.children if kid.dep_ == "punct" and clause.i < kid.i < verb.i]


def _has_mark(clause: "Token", *marks: str) -> bool:
    mark = child(clause, "mark")
    return mark is not None and mark.lower_ in marks


def _is_that_clause(clause: "Token") -> bool:
    return _has_mark(clause, "that") and is_finite(clause) and has_subject(clause)


def _distant_clause_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield a content that the parser did not attach to the cue as a complement clause.

    For example "said in a message that ..." and "says the battery overheats".
    """
    asked = next((kid for kid in verb.rights if kid.dep_ == "advcl"), None) if verb.lemma_ == "ask" else None
    if (
        asked is not None
        and is_finite(asked)
        and _has_mark(asked, "if", "whether")
        and not child(verb, "xcomp")
    ):
        yield from content_claims(asked, base)
        return
    for word in _near_descendants(verb):
        if word.i > verb.i and _is_that_clause(word) and _is_linked_by_modifiers(word, verb):
            yield from content_claims(word, base)
            return
    obj = child(verb, "dobj")
    follows = verb.i + 1 < verb.sent.end and verb.nbor().dep_ not in ("prep", "punct", "agent", "prt", "mark")
    has_detached_clause = any(
        kid.i > verb.i and ((kid.dep_ == "ccomp" and is_finite(kid)) or kid.dep_ == "xcomp")
        for kid in verb.children
    )
    if verb.lemma_ == "say" and follows and ((obj is not None and obj.pos_ == "NOUN") or has_detached_clause):
        words = trim(list(verb.doc[verb.i + 1 : verb.sent.end]))
        head = child(verb, "ccomp", "xcomp") if has_detached_clause else obj
        if head is not None and head.i > verb.i and len(words) > _MAX_FRAGMENT_WORDS:
            yield evolve(base, head=head, words=words)


_LINKING_LABELS = frozenset({"prep", "pobj", "acl", "relcl", "pcomp", "npadvmod", "conj", "dobj", "advmod"})
_MAX_NOUNS_BETWEEN = 3
"""Maximum number of nouns between the verb and its clause; each is up to two steps in the parse tree."""


def _near_descendants(verb: "Token") -> list["Token"]:
    """Return the words that `_is_linked_by_modifiers` may link to the verb, in the order of the text."""
    found: list[Token] = []
    level = [verb]
    for _ in range(_MAX_NOUNS_BETWEEN * 2):
        level = [kid for word in level for kid in word.children]
        found += level
        level = [word for word in level if word.dep_ in _LINKING_LABELS]
    return sorted(found, key=lambda word: word.i)


def _is_linked_by_modifiers(clause: "Token", verb: "Token") -> bool:
    """Return True if only adjuncts or a noun for a text are between the verb and the clause.

    For example "said in a letter sent on Friday that ...".
    """
    up = clause.head
    compared = up.dep_ == "pobj" and up.head.lower_ == "as"
    if clause.dep_ == "acl" and compared and up.lemma_.lower() not in cues().vehicles:
        return False  # "warned them not to take it as a sign that P"
    for _ in range(_MAX_NOUNS_BETWEEN * 2):
        if up == verb:
            return True
        if up.dep_ not in _LINKING_LABELS or (up.pos_ == "VERB" and cues().is_verb(cue_lemma(up))):
            return False
        is_cue_noun = up.pos_ == "NOUN" and (
            up.lemma_.lower() in cues().nouns or up.lower_ in cues().light_nouns
        )
        if is_cue_noun and up.lemma_.lower() not in cues().vehicles:
            return False
        up = up.head
    return False


_MAX_FRAGMENT_WORDS = 4
"""A content that the parser did not attach must have more words than this."""


def between_semicolons(words: list["Token"], cue: "Token") -> list["Token"]:
    """Return the words between the semicolons nearest to the cue."""
    cuts = [word.i for word in words if word.text == ";"]
    low = max((cut for cut in cuts if cut < cue.i), default=-1)
    high = min((cut for cut in cuts if cut > cue.i), default=len(cue.doc))
    return trim([word for word in words if low < word.i < high])


def has_subject(verb: "Token") -> bool:
    """Return True if the clause has a subject of its own."""
    inverted = verb.lemma_ == "be" and child(verb, "attr") is not None
    return inverted or own_subject(verb) is not None or child(verb, "expl") is not None


def content_claims(head: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the claims of a content, without clauses that report another source."""
    first = head.left_edge.i
    if head.right_edge.i - first > MAX_CONTENT_WORDS:
        yield evolve(base, head=head, words=trim(list(head.doc[first : first + MAX_CONTENT_WORDS])))
        return
    nested = [
        kid for kid in head.children if kid.dep_ in ("advcl", "conj") and governing_cue(kid) is not None
    ]
    dropped = {word.i for cue in nested if has_reported_clause(cue) for word in cue.subtree}
    dropped |= contrast_clause_tokens(head)
    for verb, words in split_claims(head):
        if verb != head and child(head, "expl") is not None and not has_subject(verb) and not subject(verb):
            continue  # "says there were two keys and has left the hall": the writer's
        mark = child(verb, "mark")
        opens = mark.i if mark is not None and mark.lower_ == "that" else -1  # "said earlier that ..."
        kept = between_semicolons(
            trim([word for word in words if word.i not in dropped and word.i >= opens]), verb
        )
        while kept and kept[-1].dep_ == "cc":
            kept = trim(kept[:-1])
        is_question = (
            base.stance in (Stance.ASKS, Stance.DOUBTS) and kept[:1] and kept[0].lower_ in ("whether", "if")
        )
        if len(kept) > 1 and (is_question or (kept[0].lower_ == "that" and kept[0].dep_ not in SUBJECTS)):
            kept = kept[1:]
        if all(word.pos_ in ("PRON", "AUX", "PART") for word in kept):
            continue  # "as it had said it would"
        kept = _with_start_of_subject(_without_time_of_cue(kept, verb, base), verb, base)
        if kept:
            stated = (
                base if verb == head or not is_added_clause(verb) else evolve(base, stance=Stance.ASSERTS)
            )
            yield evolve(stated, head=verb, words=kept)


def _with_start_of_subject(words: list["Token"], verb: "Token", base: Utterance) -> list["Token"]:
    """Return the words with the start of a subject that the parser cut: "says the large, grey boat sank"."""
    own = own_subject(verb)
    if own is None or not base.cue or not words or base.cue[-1].i > words[0].i or child(own, "det", "poss"):
        return words
    before = list(verb.doc[base.cue[-1].i + 1 : words[0].i])
    if not 2 <= len(before) <= _MAX_CUT_WORDS or own.i < words[0].i or before[0].lower_ not in _ARTICLES:
        return words
    modifiers = all(word.pos_ in ("NUM", "SYM", "ADJ") or word.text == "," for word in before[1:])
    return [*before, *words] if modifiers and before[-1].text == "," else words


_ARTICLES = frozenset({"the", "a", "an"})
_MAX_CUT_WORDS = 6


def _without_time_of_cue(words: list["Token"], verb: "Token", base: Utterance) -> list["Token"]:
    """Return the words of a clause without the day of its cue: "said on Friday he hoped to return".

    Without "that" or a comma, a day between the cue and the subject tells when it was said.
    """
    own = own_subject(verb)
    first = own.left_edge if own is not None else None
    if first is None or not base.cue or base.cue[-1].i > first.i or first not in words:
        return words
    before = [word for word in words if word.i < first.i]
    between = verb.doc[base.cue[-1].i + 1 : first.i]
    if any(
        word.is_punct
        or word.like_num
        or word.pos_ in ("VERB", "AUX")
        or word.tag_ in ("WRB", "CC")
        or (word.tag_ == "IN" and word.lower_ not in _BEFORE_DAYS)
        for word in between
    ):
        return words
    day = any(is_day_or_month_name(word.text) or word.lower_ in _DAYS for word in before)
    return words[len(before) :] if day else words


_BEFORE_DAYS = frozenset({"on", "in", "during"})
_DAYS = frozenset({"yesterday", "tonight"})


_AS_CLAUSE_VERBS = frozenset(
    {"accuse", "deny", "call", "reject", "dismiss", "announce", "defend", "blame", "urge"}
)
"""Verbs that head a clause such as ", as he accused the neighbours of ...", which is the writer's."""


def contrast_clause_tokens(head: "Token") -> set[int]:
    """Return the token indices of contrasting clauses, which belong to another source.

    For example "whereas the military insists that ...".
    """
    found: set[int] = set()
    for word in head.subtree:
        clause = word.head
        is_as_clause = word.lower_ == "as" and clause.lemma_.lower() in _AS_CLAUSE_VERBS
        contrast = word.dep_ == "mark" and (word.lower_ in CONTRASTIVES or is_as_clause)
        if (
            contrast
            and clause.dep_ == "advcl"
            and cues().is_verb(clause.lemma_.lower())
            and has_subject(clause)
        ):
            found |= {inner.i for inner in clause.subtree}
    return found
