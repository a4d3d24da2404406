"""Split a clause into its claims: coordinated verbs, clauses joined by a comma, clauses that add a claim."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from narratives.language.clauses import (
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    is_negated,
    own_subject,
    strip_conjunctions,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def split_claims(head: "Token") -> list[tuple["Token", list["Token"]]]:
    """Split a clause into claims; return the verb of each with its tokens.

    "is not involved in armed actions and does not have an army" gives two claims, and so do "is closing
    mines and opening banks", "it did not help us, it worked against us" and "the road is shut, although the
    ford is open". A subject or an auxiliary that only the first claim has is not copied to the others:
    `narratives.attribution.propositions` adds it.
    """
    parts = list(dict.fromkeys(_parts(head)))
    if not parts:
        return [(head, clause_words(head))]
    found = [(head, _without_not_only(clause_words(head, less=parts)))]
    for verb in parts:
        inner = [other for other in parts if other != verb and verb.is_ancestor(other)]
        words = _without_not_only(clause_words(verb, less=inner))
        mark = _added_mark(verb)
        found.append((verb, [word for word in words if mark is None or word.i > mark.i]))
    return [(verb, strip_conjunctions(words)) for verb, words in found if words]


def _without_not_only(words: list["Token"]) -> list["Token"]:
    """Return the words without "not only", which the next claim completes: "not only failed us, it ..."."""
    only = {word.i for word in words if word.lower_ == "only" and word.i and word.nbor(-1).lower_ == "not"}
    return [word for word in words if word.i not in only and word.i + 1 not in only]


def _parts(head: "Token") -> Iterator["Token"]:
    """Yield the verbs of all claims of a clause but the first."""
    split = list(_coordinated_verbs(head))
    if split and (any(map(_is_bare_be, (head, *split))) or _shares_object(head, split)):
        split = []
    yield from split
    for verb in (head, *split):
        for clause in verb.children:
            if _is_spliced(clause, verb) or _added_mark(clause) is not None:
                yield clause
                yield from _parts(clause)


def shared_auxiliaries(verb: "Token") -> list["Token"]:
    """Return the auxiliaries that a coordinated verb shares with the first: "is" in "is closing and opening".

    None are shared by a finite verb or one with an auxiliary or subject of its own, nor if the form differs,
    the first verb is negated, or the verbs are joined by "or".
    """
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ != first.tag_ or verb.tag_ not in ("VBG", "VBN", "VB"):
        return []
    finite = first.head if _is_complement_of_be(first) else first
    limits = [kid for one in (first, finite, verb) for kid in one.children]
    if any(kid.dep_ == "advcl" or kid.lower_ in _HEDGES for kid in limits):
        return []  # "if the talks fail, it is ...", "is allegedly selling the park and closing the pool"
    if child(verb, "aux", "auxpass", *SUBJECTS) is not None or is_negated(finite) or not is_finite(finite):
        return []
    joined = [kid for kid in first.children if kid.dep_ == "cc" and kid.i < verb.i]
    if not joined or joined[-1].lower_ not in ("and", "but"):
        return []
    helpers = [kid for kid in finite.children if kid.dep_ in ("aux", "auxpass") and kid.i < finite.i]
    return helpers if finite == first else [*helpers, finite]


_HEDGES = frozenset("allegedly reportedly probably possibly perhaps maybe supposedly apparently".split())


def _is_complement_of_be(verb: "Token") -> bool:
    """Return True for a participle that the parser takes for an adjective: "is once again re-writing"."""
    return bool(verb.tag_ == "VBG" and verb.dep_ == "acomp" and verb.head.lemma_ == "be")


def _shares_object(head: "Token", split: list["Token"]) -> bool:
    """Return True if the last verb's object belongs to an earlier one too: "assaulted or pursued them"."""
    for verb in (head, *split[:-1]):
        after = [kid for kid in verb.children if kid.i > verb.i and kid.dep_ not in ("conj", "cc", "punct")]
        if not after and child(split[-1], "dobj") is not None and child(split[-1], *SUBJECTS) is None:
            return True
    return False


def _is_bare_be(verb: "Token") -> bool:
    """Return True for a "be" whose complement follows a later verb: "was, is and will remain part"."""
    return verb.lemma_ == "be" and not any(
        kid.dep_ in ("attr", "acomp", "prep", "advmod", "ccomp", "xcomp", "expl", "oprd")
        for kid in verb.children
    )


def _coordinated_verbs(head: "Token") -> Iterator["Token"]:
    """Yield the verbs coordinated with the head, and the heads of "that" clauses listed after it.

    They are finite, or share the auxiliaries of the verb before and have an object or the like of their own.
    """
    yield from _misplaced_verbs(head)
    waiting = [head]
    while waiting:
        above = waiting.pop()
        for kid in above.children:
            if kid.dep_ == "conj" and kid.pos_ in ("VERB", "AUX") and above.pos_ in ("VERB", "AUX"):
                shares = bool(shared_auxiliaries(kid)) and _is_complete(above) and _is_complete(kid)
                finite = is_finite(kid) and is_finite(above) and not _may_share_scope(kid, above)
                if kid.lemma_ == "do" and not _is_complete(kid):
                    continue  # "was told to stop it and did"
                if finite or shares:
                    yield kid
                waiting.append(kid)
            elif _is_complement_of_be(kid):
                waiting.append(kid)
            elif kid.dep_ in ("ccomp", "advcl") and kid.i > above.i and is_finite(kid) and _is_list_item(kid):
                yield kid
                waiting.append(kid)


def _is_list_item(clause: "Token") -> bool:
    """Return True if the clause begins with ", that" or "and that": the next item in a list of contents."""
    mark = child(clause, "mark")
    if mark is None or mark.lower_ != "that" or mark.i == 0 or mark.nbor(-1).text not in (",", "and"):
        return False
    return child(clause, *SUBJECTS, "expl") is not None


def _may_share_scope(verb: "Token", first: "Token") -> bool:
    """Return True if a negation or modal may hold for both: "may have taken money and lied to voters"."""
    limited = is_negated(first) or any(kid.tag_ == "MD" for kid in first.children if kid.dep_ == "aux")
    alone = child(verb, "aux", "auxpass", *SUBJECTS) is None
    return limited and alone and verb.tag_ == "VBD" and first.tag_ == "VBN"


def _has_subject_of(infinitive: "Token", head: "Token") -> bool:
    """Return True if an infinitive has the subject of the head: "tried to flee", not "let them flee"."""
    while infinitive != head:
        above = infinitive.head
        own = own_subject(infinitive) is not None or child(above, "dobj") is not None
        if infinitive.dep_ != "xcomp" or own:
            return False
        infinitive = above
    return True


def _misplaced_verbs(head: "Token") -> Iterator["Token"]:
    """Yield finite verbs that the parser coordinates with an infinitive: "tried to flee and did not stop"."""
    for word in head.subtree:
        above = word.head
        if word.dep_ != "conj" or above.tag_ != "VB" or is_finite(above) or not is_finite(word):
            continue
        if word.tag_ == "VBP" and child(word, "aux", "auxpass") is None:
            continue  # looks like an infinitive: "have people call and start lecturing"
        if child(word, *SUBJECTS) is None and _has_subject_of(above, head):
            yield word


_COMPLEMENTS = frozenset({"dobj", "prep", "xcomp", "ccomp", "attr", "acomp", "oprd", "dative", "agent"})


def _is_complete(verb: "Token") -> bool:
    """Return True if the verb has an object or another complement after it."""
    return any(kid.i > verb.i and kid.dep_ in _COMPLEMENTS for kid in verb.children)


def _is_spliced(clause: "Token", verb: "Token") -> bool:
    """Return True for a clause before the verb that only a comma or dash joins to it.

    For example "they did not help us, they worked against us". False for "I mean", "you know" and for a
    sentence that is begun again ("I have no - I have money").
    """
    own, following = own_subject(clause), own_subject(verb)
    if clause.dep_ not in ("ccomp", "parataxis") or clause.i > verb.i or own is None or following is None:
        return False
    if own.lower_ == "you":
        return False  # "you break it, you pay for it"
    if not (is_finite(clause) and is_finite(verb)) or not (_adds_content(clause) and _adds_content(verb)):
        return False
    before = clause.doc[clause.left_edge.i : own.left_edge.i]
    between = verb.doc[clause.right_edge.i + 1 : following.left_edge.i]
    marked = any(word.pos_ not in ("ADV", "CCONJ", "INTJ", "PUNCT") for word in before)
    joined = bool(between) and all(word.text in _JOINING_MARKS or word.pos_ == "ADV" for word in between)
    again = own.lower_ == following.lower_ and any(word.text in _DASHES for word in between)
    return joined and not marked and not again


def _adds_content(verb: "Token") -> bool:
    """Return False for "I mean", "you know" and "I don't know"."""
    return verb.lemma_ not in _FILLERS or _is_complete(verb)


_FILLERS = frozenset("believe feel guess hope know look mean reckon say see suppose suspect think".split())
_DASHES = frozenset({"–", "—", "--", "-"})
_JOINING_MARKS = frozenset({",", ";"}) | _DASHES
_ADDING_MARKS = frozenset({"although", "though", "whereas"})
_ADDING_MARKS_AFTER = _ADDING_MARKS | {"as", "while"}


def is_added_clause(verb: "Token") -> bool:
    """Return True for the verb of a clause that adds a claim: ", as it has no symptoms"."""
    return _added_mark(verb) is not None


def _added_mark(clause: "Token") -> "Token | None":
    """Return the conjunction of a clause that adds a claim: ", as it has no symptoms"; else None.

    "As" and "while" add a claim after a comma; before the main clause they tell when it holds.
    """
    mark = child(clause, "mark")
    if clause.dep_ != "advcl" or mark is None or own_subject(clause) is None or not is_finite(clause):
        return None
    elliptic = clause.lemma_ == "do" or clause.right_edge.lower_ == "to" or not _is_complete(clause)
    if mark.lower_ == "as" and (elliptic or child(clause, "ccomp") is not None):
        return None  # ", as the army claimed", ", as it said it would"
    after = clause.i > clause.head.i
    if mark.lower_ not in (_ADDING_MARKS_AFTER if after else _ADDING_MARKS):
        return None
    first = clause.left_edge
    if after and first.nbor(-1).text not in _JOINING_MARKS:
        return None
    return mark if mark == first or (first.lower_ == "even" and first.i + 1 == mark.i) else None
