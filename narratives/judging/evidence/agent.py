"""Who did what to whom: a deed that can be done but once, laid at two doors, or its roles swapped.

"Russia blew up the dam" against "Ukrainian shelling wrecked the dam"; "A sued B" against "B sued A". The
structure class of de Marneffe, Rafferty and Manning, "Finding Contradictions in Text", ACL 2008.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.matching import is_affirmed, same_kind_events, same_thing
from narratives.judging.evidence.rewording import Words, replacement, reworded
from narratives.judging.evidence.scope import distinguishing_words, shared_topic_count
from narratives.judging.evidence.statement import Event, Statement, Thing
from narratives.language.keys import key
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_ONCE = frozenset(
    "destroy kill start stop cause blow break open assassinate murder sink burn set violate unleash".split()
)
_FIRST = frozenset({"first"})


def other_doer(a: Statement, b: Statement) -> Clash | None:
    """The doers on both sides with their deed, where both cannot have done it."""
    if a.denied or b.denied or _name_other_things(a, b):
        return None
    for mine, theirs in same_kind_events(a, b):
        if not (is_affirmed(mine, a) and is_affirmed(theirs, b)):
            continue
        once = mine.kind in _ONCE and _same_single_target(mine, theirs)
        first = _is_first(mine.token) and _is_first(theirs.token)
        if (once or first) and _differ(mine.agents, theirs.agents):
            return Clash(
                kind=ReasonKind.AGENT,
                a=_words(mine),
                b=_words(theirs),
                note="They lay the same deed at different doors.",
            )
    return None


def _name_other_things(a: Statement, b: Statement) -> bool:
    """Whether both name things beside the doers, and none of them is the same."""
    named = []
    for statement in (a, b):
        agents = {word.i for deed in statement.events for item in deed.agents for word in item.head.subtree}
        named.append({w.lower_ for w in statement.doc if w.pos_ == "PROPN" and w.i not in agents})
    return bool(named[0] and named[1]) and not named[0] & named[1]


def _same_single_target(a: Event, b: Event) -> bool:
    return any(
        same_thing(one, other)
        and one.head.lemma_ == other.head.lemma_
        and _is_single(one)
        and _is_single(other)
        for one in a.targets
        for other in b.targets
    )


def _is_single(target: Thing) -> bool:
    definite = target.head.pos_ == "PROPN" or any(
        kid.lower_ in ("the", "this", "that", "its", "his", "her", "their") for kid in target.head.children
    )
    return definite and target.head.tag_ in ("NN", "NNP")


def _is_first(token: "Token") -> bool:
    """ "opened fire first", "fired the first shots"."""
    words = [*token.children]
    if token.dep_ == "dobj":
        words += token.head.children
    words += [inner for kid in token.children if kid.dep_ == "dobj" for inner in kid.children]
    return any(word.lower_ in _FIRST and word.dep_ in ("advmod", "amod") for word in words)


def _differ(a: tuple[Thing, ...], b: tuple[Thing, ...]) -> bool:
    """Both are named with whose they are, and nobody stands on both sides."""
    mine = {owner for item in a for owner in item.owners}
    theirs = {owner for item in b for owner in item.owners}
    return bool(mine and theirs) and not mine & theirs


def _words(deed: Event) -> Words:
    return [deed.token, *(item.head for item in deed.agents), *(item.head for item in deed.targets)]


def swapped_roles(a: Statement, b: Statement) -> Clash | None:
    """Who does it on the one side suffers it on the other: "A sued B", "B sued A".

    Deeds that are done to each other ("met", "fought") and those that may be done back are left alone.
    """
    if a.denied or b.denied:
        return None
    for mine, theirs in same_kind_events(a, b):
        if mine.kind in _MUTUAL or not (is_affirmed(mine, a) and is_affirmed(theirs, b)):
            continue
        if _meet(mine.agents, theirs.targets) and _meet(mine.targets, theirs.agents):
            if _meet(mine.agents, theirs.agents) or _meet(mine.targets, theirs.targets):
                continue
            return Clash(
                kind=ReasonKind.AGENT,
                a=_words(mine),
                b=_words(theirs),
                note="Who does it on the one side is whom it is done to on the other.",
            )
    return None


_MUTUAL = frozenset(
    "meet fight marry attack fire-weapon talk kill insult accuse criticise criticize blame threaten help "
    "visit support "
    "oppose face join deal divorce hit shell bombard wound warn".split()
)
"""Deeds that each may do to the other."""


def _meet(mine: tuple[Thing, ...], theirs: tuple[Thing, ...]) -> bool:
    return any(_names(one) & _names(other) for one in mine for other in theirs)


def _names(item: Thing) -> frozenset[str]:
    """The words that it is told by."""
    return frozenset(
        word.lower_
        for word in _phrase(item.head)
        if word.pos_ in ("NOUN", "PROPN", "ADJ") or word.i == item.head.i
    )


def another_doer(a: Statement, b: Statement) -> Iterator[Clash]:
    """Two who cannot both have done it: the first, the only one, or the doer of what is done but once."""
    if a.denied or b.denied or a.negations or b.negations or shared_topic_count(a, b) < _LEAST_SHARED:
        return
    theirs = _culprits(b)
    for one in _culprits(a) if theirs else ():
        for other in theirs:
            if _may_be_one(one, other):
                continue
            if not (
                _excludes_others(one)
                or _excludes_others(other)
                or (_is_done_once(one) and _is_done_once(other))
            ):
                continue
            yield Clash(
                kind=ReasonKind.AGENT,
                a=_phrase(one),
                b=_phrase(other),
                note="They lay the same deed at different doors.",
                probes=(
                    (b.doc.text, reworded(a.doc, [replacement(_named(one), _text(other))])),
                    (a.doc.text, reworded(b.doc, [replacement(_named(other), _text(one))])),
                ),
            )


_LEAST_SHARED = 2
"""Things, deeds and names that both must speak of in `another_doer`."""


def _culprits(statement: Statement) -> list["Token"]:
    """Who a sentence says did it: its subject, the agent of a passive, "the work of", "came from"."""
    root = statement.root
    if root is None:
        return []
    found = []
    for kid in root.children:
        if kid.dep_ == "agent" or (kid.dep_ == "prep" and (root.lemma_, kid.lower_) in _COMING):
            found += [noun for noun in kid.children if noun.dep_ == "pobj"]
        elif kid.dep_ == "attr" and kid.lemma_ in _WORK:
            found += [
                noun
                for of in kid.children
                if of.dep_ == "prep" and of.lower_ == "of"
                for noun in of.children
                if noun.dep_ == "pobj"
            ]
        elif kid.dep_ == "attr" and root.lemma_ == "be" and _points_out(root):
            found.append(kid)
    if not found:
        found = [kid for kid in root.children if kid.dep_ == "nsubj" and kid.pos_ in ("NOUN", "PROPN")]
    return found


def _points_out(verb: "Token") -> bool:
    """ "It was the Greens who", "the first to walk out was"."""
    return any(
        kid.dep_ == "nsubj"
        and (kid.lower_ in ("it", "first", "one") or any(k.lower_ in _EXCLUSIVE for k in kid.children))
        for kid in verb.children
    )


_COMING = frozenset(
    {("come", "from"), ("belong", "to"), ("go", "to"), ("lie", "with"), ("originate", "from")}
)
_WORK = frozenset("work deed doing fault act product responsibility".split())
_ALONE = frozenset("alone else solely exclusively".split())
_EXCLUSIVE = frozenset("first only sole alone solely exclusively else single-handedly".split())


def _excludes_others(doer: "Token") -> bool:
    """ "was the first to open fire", "is the sole owner", "fired the first shots", "and nobody else"."""
    verb = _verb_of(doer)
    near = [
        verb,
        *verb.children,
        *(inner for kid in verb.children if kid.dep_ != "nsubj" for inner in kid.children),
    ]
    if verb.lemma_ in ("come", "go", "belong") or any(kid.dep_ == "agent" for kid in verb.children):
        near += [
            inner for kid in verb.children if kid.dep_ in ("nsubj", "nsubjpass") for inner in kid.children
        ]
    if doer.dep_ == "attr" and verb.lemma_ == "be" and any(kid.lower_ == "it" for kid in verb.children):
        return True  # "it was the Greens who walked out"
    return any(_is_exclusive(word) and word.i != doer.i for word in near) or any(
        word.lower_ in _ALONE for word in doer.subtree
    )


def _is_exclusive(word: "Token") -> bool:
    """ "first" beside a verb, or "the first", "the sole" before a noun; "his first title" excludes nobody."""
    if word.lower_ not in _EXCLUSIVE:
        return False
    if word.dep_ == "amod":
        return any(kid.lower_ == "the" for kid in word.head.children)
    return bool(word.lower_ != "only")


def _verb_of(doer: "Token") -> "Token":
    verb = doer.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    return verb


def _is_done_once(doer: "Token") -> bool:
    """Whether it is a definite thing to which that is done but once."""
    verb = _verb_of(doer)
    if verb.lemma_ == "be":
        return any(kid.dep_ == "attr" and kid.lemma_ in _WORK for kid in verb.children)
    things = [kid for kid in verb.children if kid.dep_ in ("dobj", "nsubjpass")]
    once = key(verb) in _ONCE or verb.lemma_ in _DONE_ONCE
    return once and any(_is_definite(item) for item in things)


def _is_definite(noun: "Token") -> bool:
    return noun.pos_ == "PROPN" or any(kid.lower_ in _THE or kid.dep_ == "poss" for kid in noun.children)


_THE = frozenset("the this that these those its his her their all".split())
_DONE_ONCE = frozenset(
    "end discover invent found write design build blow break leak sink shoot poison assassinate".split()
)


def _may_be_one(one: "Token", other: "Token") -> bool:
    """Whether the two may be one: a pronoun, a shared name, or a noun that no other word tells apart."""
    if "PRON" in (one.pos_, other.pos_):
        return True
    mine, theirs = (
        frozenset().union(*(distinguishing_words(each) for each in (noun, *noun.conjuncts)))
        for noun in (one, other)
    )
    heads = {key(one), key(other)}
    if len(heads) == 1:
        return not (mine - heads and theirs - heads) or bool((mine - heads) & (theirs - heads))
    return bool(mine & theirs)


def _phrase(noun: "Token") -> Words:
    return [
        noun,
        *(kid for kid in noun.children if kid.dep_ in ("det", "amod", "compound", "poss", "nummod")),
    ]


def _named(noun: "Token") -> Words:
    """The noun phrase without the clauses that hang on it."""
    clauses = {
        word.i
        for kid in noun.children
        if kid.dep_ in ("relcl", "acl", "appos", "punct")
        for word in kid.subtree
    }
    return [word for word in noun.subtree if word.i not in clauses]


def _text(noun: "Token") -> str:
    words = _named(noun)
    text: str = noun.doc[words[0].i : words[-1].i + 1].text
    return text if words[0].pos_ == "PROPN" or words[0].i else text[:1].lower() + text[1:]
