"""Conflicts about agents: a one-time event attributed to two different agents, or agent and patient swapped.

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

_ONE_TIME_EVENTS = frozenset(
    "destroy kill start stop cause blow break open assassinate murder sink burn set violate unleash".split()
)
_FIRST = frozenset({"first"})


def different_agents(a: Statement, b: Statement) -> Clash | None:
    """Return the two agents with their event if they cannot both be its agent, or None.

    The event can happen only once to the same definite object, or both statements say who did it first.
    """
    if a.denied or b.denied or _name_different_things(a, b):
        return None
    for mine, theirs in same_kind_events(a, b):
        if not (is_affirmed(mine, a) and is_affirmed(theirs, b)):
            continue
        one_time = mine.kind in _ONE_TIME_EVENTS and _same_single_target(mine, theirs)
        both_first = _is_first(mine.token) and _is_first(theirs.token)
        if (one_time or both_first) and _have_different_owners(mine.agents, theirs.agents):
            return Clash(
                kind=ReasonKind.AGENT,
                a=_event_words(mine),
                b=_event_words(theirs),
                note="They attribute the same act to different agents.",
            )
    return None


def _name_different_things(a: Statement, b: Statement) -> bool:
    """Return True if both contain proper nouns outside the agents and share none of them."""
    named = []
    for statement in (a, b):
        agents = {word.i for deed in statement.events for item in deed.agents for word in item.head.subtree}
        named.append({w.lower_ for w in statement.doc if w.pos_ == "PROPN" and w.i not in agents})
    return bool(named[0] and named[1]) and not named[0] & named[1]


def _same_single_target(a: Event, b: Event) -> bool:
    """Return True if both events have the same patient: a definite singular noun with the same head lemma."""
    return any(
        same_thing(one, other)
        and one.head.lemma_ == other.head.lemma_
        and _is_single(one)
        and _is_single(other)
        for one in a.targets
        for other in b.targets
    )


def _is_single(target: Thing) -> bool:
    """Return True if the noun is singular and definite ("the dam", "its bridge", a proper noun)."""
    definite = target.head.pos_ == "PROPN" or any(
        kid.lower_ in ("the", "this", "that", "its", "his", "her", "their") for kid in target.head.children
    )
    return definite and target.head.tag_ in ("NN", "NNP")


def _is_first(token: "Token") -> bool:
    """Return True if "first" modifies the verb or its object: "opened fire first", "fired the first shot"."""
    words = [*token.children]
    if token.dep_ == "dobj":
        words += token.head.children
    words += [inner for kid in token.children if kid.dep_ == "dobj" for inner in kid.children]
    return any(word.lower_ in _FIRST and word.dep_ in ("advmod", "amod") for word in words)


def _have_different_owners(a: tuple[Thing, ...], b: tuple[Thing, ...]) -> bool:
    """Return True if both have owners (countries or names) and no owner occurs in both."""
    mine = {owner for item in a for owner in item.owners}
    theirs = {owner for item in b for owner in item.owners}
    return bool(mine and theirs) and not mine & theirs


def _event_words(deed: Event) -> Words:
    """Return the token of the event with the heads of its agents and patients."""
    return [deed.token, *(item.head for item in deed.agents), *(item.head for item in deed.targets)]


def swapped_roles(a: Statement, b: Statement) -> Clash | None:
    """Return the two events if the agent of one is the patient of the other, or None: "A sued B", "B sued A".

    Reciprocal events ("met", "fought") and events that each side may do to the other are excluded.
    """
    if a.denied or b.denied:
        return None
    for mine, theirs in same_kind_events(a, b):
        if mine.kind in _RECIPROCAL_EVENTS or not (is_affirmed(mine, a) and is_affirmed(theirs, b)):
            continue
        if _share_word(mine.agents, theirs.targets) and _share_word(mine.targets, theirs.agents):
            if _share_word(mine.agents, theirs.agents) or _share_word(mine.targets, theirs.targets):
                continue
            return Clash(
                kind=ReasonKind.AGENT,
                a=_event_words(mine),
                b=_event_words(theirs),
                note="The roles are swapped: who acts in one statement is acted on in the other.",
            )
    return None


_RECIPROCAL_EVENTS = frozenset(
    "meet fight marry attack fire-weapon talk kill insult accuse criticise criticize blame threaten help "
    "visit support "
    "oppose face join deal divorce hit shell bombard wound warn".split()
)
"""Events that each side may do to the other."""


def _share_word(mine: tuple[Thing, ...], theirs: tuple[Thing, ...]) -> bool:
    """Return True if a noun phrase of each list has a content word in common."""
    return any(_content_words(one) & _content_words(other) for one in mine for other in theirs)


def _content_words(item: Thing) -> frozenset[str]:
    """Return the lower-case head, nouns, proper nouns and adjectives of a noun phrase."""
    return frozenset(
        word.lower_
        for word in _noun_with_modifiers(item.head)
        if word.pos_ in ("NOUN", "PROPN", "ADJ") or word.i == item.head.i
    )


def exclusive_agents(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield pairs of agents that exclude each other.

    They do so if one is called the first or the only agent, or if both statements name the agent of a
    one-time event.
    """
    if a.denied or b.denied or a.negations or b.negations or shared_topic_count(a, b) < _MIN_SHARED_KEYS:
        return
    theirs = _agent_heads(b)
    for one in _agent_heads(a) if theirs else ():
        for other in theirs:
            if _may_corefer(one, other):
                continue
            if not (
                _is_exclusive_agent(one)
                or _is_exclusive_agent(other)
                or (_is_agent_of_one_time_event(one) and _is_agent_of_one_time_event(other))
            ):
                continue
            yield Clash(
                kind=ReasonKind.AGENT,
                a=_noun_with_modifiers(one),
                b=_noun_with_modifiers(other),
                note="They attribute the same act to different agents.",
                probes=(
                    (b.text, reworded(a.doc, [replacement(_noun_phrase(one), _noun_phrase_text(other))])),
                    (a.text, reworded(b.doc, [replacement(_noun_phrase(other), _noun_phrase_text(one))])),
                ),
            )


_MIN_SHARED_KEYS = 2
"""Minimum number of content keys that both statements share in `exclusive_agents`."""


def _agent_heads(statement: Statement) -> list["Token"]:
    """Return the heads of the noun phrases that name the agent.

    These are the agent of a passive, the noun in "the work of X" or "came from X", the complement of a cleft
    ("it was X who"); else the subject.
    """
    root = statement.root
    if root is None:
        return []
    found = []
    for kid in root.children:
        if kid.dep_ == "agent" or (kid.dep_ == "prep" and (root.lemma_, kid.lower_) in _SOURCE_PHRASES):
            found += [noun for noun in kid.children if noun.dep_ == "pobj"]
        elif kid.dep_ == "attr" and kid.lemma_ in _WORK_NOUNS:
            found += [
                noun
                for of in kid.children
                if of.dep_ == "prep" and of.lower_ == "of"
                for noun in of.children
                if noun.dep_ == "pobj"
            ]
        elif kid.dep_ == "attr" and root.lemma_ == "be" and _is_cleft(root):
            found.append(kid)
    if not found:
        found = [kid for kid in root.children if kid.dep_ == "nsubj" and kid.pos_ in ("NOUN", "PROPN")]
    return found


def _is_cleft(verb: "Token") -> bool:
    """Return True if the subject of "be" is "it" or exclusive: "it was X who", "the first to go was X"."""
    return any(
        kid.dep_ == "nsubj"
        and (kid.lower_ in ("it", "first", "one") or any(k.lower_ in _EXCLUSIVE_WORDS for k in kid.children))
        for kid in verb.children
    )


_SOURCE_PHRASES = frozenset(
    {("come", "from"), ("belong", "to"), ("go", "to"), ("lie", "with"), ("originate", "from")}
)
_WORK_NOUNS = frozenset("work deed doing fault act product responsibility".split())
_EXCLUSIVE_IN_PHRASE = frozenset("alone else solely exclusively".split())
_EXCLUSIVE_WORDS = frozenset("first only sole alone solely exclusively else single-handedly".split())


def _is_exclusive_agent(agent_head: "Token") -> bool:
    """Return True if the sentence says that nobody else is the agent.

    "was the first to open fire", "is the sole owner", "fired the first shots", "and nobody else".
    """
    verb = _governing_verb(agent_head)
    near = [
        verb,
        *verb.children,
        *(inner for kid in verb.children if kid.dep_ != "nsubj" for inner in kid.children),
    ]
    if verb.lemma_ in ("come", "go", "belong") or any(kid.dep_ == "agent" for kid in verb.children):
        near += [
            inner for kid in verb.children if kid.dep_ in ("nsubj", "nsubjpass") for inner in kid.children
        ]
    if agent_head.dep_ == "attr" and verb.lemma_ == "be" and any(kid.lower_ == "it" for kid in verb.children):
        return True  # "it was the Greens who walked out"
    return any(_is_exclusive(word) and word.i != agent_head.i for word in near) or any(
        word.lower_ in _EXCLUSIVE_IN_PHRASE for word in agent_head.subtree
    )


def _is_exclusive(word: "Token") -> bool:
    """Return True for "first" next to a verb, and for "the first", "the sole" before a noun.

    "his first title" is not exclusive.
    """
    if word.lower_ not in _EXCLUSIVE_WORDS:
        return False
    if word.dep_ == "amod":
        return any(kid.lower_ == "the" for kid in word.head.children)
    return bool(word.lower_ != "only")


def _governing_verb(agent_head: "Token") -> "Token":
    """Return the nearest verb above a token, or the root if there is none."""
    verb = agent_head.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    return verb


def _is_agent_of_one_time_event(agent_head: "Token") -> bool:
    """Return True for the agent of a one-time event with a definite patient, and in "was the work of X"."""
    verb = _governing_verb(agent_head)
    if verb.lemma_ == "be":
        return any(kid.dep_ == "attr" and kid.lemma_ in _WORK_NOUNS for kid in verb.children)
    things = [kid for kid in verb.children if kid.dep_ in ("dobj", "nsubjpass")]
    one_time = key(verb) in _ONE_TIME_EVENTS or verb.lemma_ in _ONE_TIME_VERBS
    return one_time and any(_is_definite(item) for item in things)


def _is_definite(noun: "Token") -> bool:
    """Return True for a proper noun and for a noun with a definite determiner or a possessive."""
    return noun.pos_ == "PROPN" or any(
        kid.lower_ in _DEFINITE_DETERMINERS or kid.dep_ == "poss" for kid in noun.children
    )


_DEFINITE_DETERMINERS = frozenset("the this that these those its his her their all".split())
_ONE_TIME_VERBS = frozenset(
    "end discover invent found write design build blow break leak sink shoot poison assassinate".split()
)


def _may_corefer(one: "Token", other: "Token") -> bool:
    """Return True if the two noun phrases may refer to the same agent.

    True if one is a pronoun, if they share an identifying word, or if they have the same head and one has no
    identifying modifier.
    """
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


def _noun_with_modifiers(noun: "Token") -> Words:
    """Return a noun with its determiner, adjectives, compounds, possessive and number."""
    return [
        noun,
        *(kid for kid in noun.children if kid.dep_ in ("det", "amod", "compound", "poss", "nummod")),
    ]


def _noun_phrase(noun: "Token") -> Words:
    """Return the noun phrase in text order, without relative clauses, appositions and punctuation."""
    clauses = {
        word.i
        for kid in noun.children
        if kid.dep_ in ("relcl", "acl", "appos", "punct")
        for word in kid.subtree
    }
    return [word for word in noun.subtree if word.i not in clauses]


def _noun_phrase_text(noun: "Token") -> str:
    """Return the text of the noun phrase, its first letter in lower case unless it is a proper noun."""
    words = _noun_phrase(noun)
    text: str = noun.doc[words[0].i : words[-1].i + 1].text
    return text if words[0].pos_ == "PROPN" or words[0].i else text[:1].lower() + text[1:]
