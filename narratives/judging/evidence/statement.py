"""An assertion with its parse: things, events with their agents and targets, negations, quantities."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from narratives.judging.evidence.quantities import Quantity, quantities
from narratives.language.keys import LIGHT_VERBS, country, key, keys
from narratives.language.pipeline import parse
from narratives.language.times import interval
from narratives.model import Assertion, Stance, TimeInterval

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLACE_WORDS = frozenset("in on at near inside across around within outside along into from".split())
_NEGATIVE_WORDS = frozenset(
    "no none nobody nothing neither never not n't n’t nowhere nor without cannot".split()
)
_NEGATIVE_VERBS = frozenset("fail refuse decline cease".split())
EVENT_GROUPS = frozenset(
    "attack fire-weapon fight kill wound destroy occupy invade withdraw deploy violate talk offer deal "
    "protest warn arrest spill poison blockade vote fraud strike-labour hire".split()
)
_EVENT_MODIFIERS = frozenset("armed military hostile terrorist violent combat".split())
_GENERAL_EVENTS = frozenset("action activity operation act effort campaign".split())


@frozen(eq=False, kw_only=True)
class Thing:
    """A noun phrase.

    Attributes:
        kind: synonym group of the lemma of its head.
        owners: countries and names that modify it: "Armenian", "of Armenia", "Armenia's".
    """

    head: "Token"
    kind: str
    owners: frozenset[str]


@frozen(eq=False, kw_only=True)
class Event:
    """A verb or event noun with its agents and targets.

    Attributes:
        token: the verb or noun.
        kind: its synonym group.
        agents: who does it, in the active or the passive.
        targets: to whom or what it is done.
        hypothetical: whether it is only planned, wished, demanded or possible.
    """

    token: "Token"
    kind: str
    negated: bool
    agents: tuple[Thing, ...]
    targets: tuple[Thing, ...]
    hypothetical: bool = False


@frozen(eq=False, kw_only=True)
class Statement:
    """An assertion with its parse.

    Attributes:
        keys: countries, and groups of the other content words.
        places: names after "in", "at" and the like, lower case → token, in text order.
        negations: the negative words, in text order.
    """

    assertion: Assertion
    doc: "Doc"
    keys: frozenset[str]
    places: dict[str, "Token"]
    negations: tuple["Token", ...]
    things: tuple[Thing, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)

    @cached_property
    def text(self) -> str:
        """The text as it was parsed; spaCy joins it anew from the words each time that it is asked for."""
        text: str = self.doc.text
        return text

    @cached_property
    def topic_keys(self) -> frozenset[str]:
        """The keys of its nouns, names, verbs and adjectives, without countries and numbers."""
        return frozenset(
            name
            for word in self.doc
            if word.pos_ != "NUM" and (name := key(word)) in self.keys and not country(word)
        )

    @cached_property
    def root(self) -> "Token | None":
        """The root of the parse, usually the main verb; None if the text has no words."""
        return next((word for word in self.doc if word.dep_ == "ROOT"), None)

    @cached_property
    def subject(self) -> "Token | None":
        """The subject of the root, in the active or the passive; None if there is none or it is a pronoun."""
        return next(
            (
                kid
                for kid in (self.root.children if self.root is not None else ())
                if kid.dep_ in ("nsubj", "nsubjpass") and kid.pos_ != "PRON"
            ),
            None,
        )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The counts, shares, measures and amounts of money in the text."""
        return tuple(quantities(self.doc))

    @property
    def time(self) -> TimeInterval | None:
        """The time of the assertion, or the one in its text, or None."""
        return self.assertion.time or interval(self.assertion.text)

    @property
    def denied(self) -> bool:
        """True if the party denies the text."""
        return self.assertion.stance is Stance.DENIES


def statements(assertions: Iterable[Assertion]) -> dict[str, Statement]:
    """Return the statement of each assertion by id; each distinct text is parsed once."""
    wanted = {assertion.id: assertion for assertion in assertions}
    texts = sorted({assertion.text for assertion in wanted.values()})
    docs = dict(zip(texts, parse(texts), strict=True))
    return {key: _statement(assertion, docs[assertion.text]) for key, assertion in wanted.items()}


def _statement(assertion: Assertion, doc: "Doc") -> Statement:
    return Statement(
        assertion=assertion,
        doc=doc,
        keys=keys(doc),
        places=_places(doc),
        negations=tuple(word for word in doc if word.lower_ in _NEGATIVE_WORDS),
        things=tuple(
            thing(word) for word in doc if word.pos_ in ("NOUN", "PROPN") and word.dep_ != "compound"
        ),
        events=tuple(_events(doc)),
    )


def thing(head: "Token") -> Thing:
    """Return the noun phrase of a head."""
    return Thing(head=head, kind=key(head), owners=frozenset(_owners(head)))


def _owners(noun: "Token") -> Iterator[str]:
    waiting = [noun]
    while waiting:
        head = waiting.pop()
        if home := country(head):
            yield home
        for kid in head.children:
            if kid.dep_ in _BEFORE_A_NOUN and kid.pos_ in ("PROPN", "ADJ", "NOUN"):
                if kid.pos_ == "PROPN" and not country(kid):
                    yield kid.lower_
                waiting.append(kid)
            elif kid.dep_ == "prep" and kid.lower_ in ("of", "from"):
                named = [word for word in kid.children if word.dep_ == "pobj" and word.pos_ == "PROPN"]
                yield from (word.lower_ for word in named)
                waiting += named


_BEFORE_A_NOUN = frozenset({"amod", "poss", "compound", "nmod", "appos"})


def _places(doc: "Doc") -> dict[str, "Token"]:
    return {
        inner.lower_: inner
        for word in doc
        if word.dep_ == "prep"
        and word.lower_ in _PLACE_WORDS
        and word.head.dep_ not in ("nsubj", "nsubjpass")
        for noun in word.children
        if noun.dep_ == "pobj"
        for inner in (*noun.children, noun, *noun.conjuncts)
        if inner.pos_ == "PROPN"
        and inner.dep_ in ("pobj", "compound", "conj", "appos", "nmod")
        and inner.ent_type_ not in ("DATE", "TIME")
        and inner.lower_ not in _MONTHS
    }


_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)


def is_negated(word: "Token") -> bool:
    """Return True if a verb or noun is negated: directly, by its subject or object, or by its governor."""
    if any(kid.dep_ == "neg" or kid.lower_ in _NEGATIVE_WORDS for kid in word.children):
        return True
    for kid in word.children:
        if kid.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "agent") and any(
            inner.lower_ in _NEGATIVE_WORDS for inner in (kid, *kid.children)
        ):
            return True
        if (
            kid.dep_ in ("nsubj", "nsubjpass")
            and kid.lower_ == "one"
            and any(c.lower_ == "not" for c in kid.children)
        ):
            return True
    governor = word.head
    if word.dep_ == "xcomp" and (governor.lemma_ in _NEGATIVE_VERBS or is_negated(governor)):
        return True
    return word.dep_ in ("dobj", "pobj", "pcomp") and governor.dep_ == "prep" and governor.lower_ == "without"


def _events(doc: "Doc") -> Iterator[Event]:
    for word in doc:
        if word.pos_ == "VERB" and word.lemma_.lower() not in LIGHT_VERBS:
            yield Event(
                token=word,
                kind=key(word),
                negated=is_negated(word),
                agents=agents(word),
                targets=targets(word),
                hypothetical=is_hypothetical(word),
            )
        elif word.pos_ == "NOUN" and is_event(word):
            yield Event(
                token=word,
                kind="attack" if key(word) in _GENERAL_EVENTS else key(word),
                negated=is_negated(word) or (word.dep_ in ("dobj", "attr") and is_negated(word.head)),
                agents=_noun_agents(word),
                targets=_noun_targets(word),
                hypothetical=is_hypothetical(word.head)
                or (word.dep_ == "pobj" and word.head.head.lemma_ in _INTENTION_WORDS),
            )


def is_hypothetical(word: "Token") -> bool:
    """Return True if a verb has a modal ("would", "may"), a governor such as "want", or "if"."""
    if any(kid.dep_ == "aux" and kid.lower_ in _MODALS for kid in word.children):
        return True
    if word.dep_ == "xcomp" and (word.head.lemma_ in _INTENTION_WORDS or is_hypothetical(word.head)):
        return True
    return any(kid.dep_ == "mark" and kid.lower_ in ("if", "unless") for kid in word.children)


_MODALS = frozenset("will would wo must should shall may might could can ca ought".split())
_INTENTION_WORDS = frozenset(
    "want plan hope wish intend seek ready willing prepared prepare try aim offer threaten ask".split()
)


def is_event(noun: "Token") -> bool:
    """Return True if a noun denotes an event: "attack", "withdrawal", "armed action" but not "action"."""
    kind = key(noun)
    if kind in _GENERAL_EVENTS:
        return any(kid.lower_ in _EVENT_MODIFIERS for kid in noun.children)
    return kind in EVENT_GROUPS and noun.lemma_.lower() not in _WEAPON_NOUNS


_WEAPON_NOUNS = frozenset({"bomb", "shell", "missile", "mine"})


def _partitive_noun(word: "Token") -> "Token":
    """Return the noun after "of" in "one of those letters", or the word itself."""
    if word.pos_ in ("NUM", "PRON", "DET"):
        for kid in word.children:
            if kid.dep_ == "prep" and kid.lower_ == "of":
                return next((noun for noun in kid.children if noun.dep_ == "pobj"), word)
    return word


def _things(words: Iterable["Token"]) -> tuple[Thing, ...]:
    found = []
    for word in words:
        found.append(thing(_partitive_noun(word)))
        found += [thing(other) for other in word.conjuncts if other.dep_ == "conj" and other.i > word.i]
    return tuple(found)


def agents(verb: "Token") -> tuple[Thing, ...]:
    """Return the subject of the verb or of its governor, or the agent of a passive."""
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN"
    if participle or any(kid.dep_ == "auxpass" for kid in verb.children):
        return _things(
            noun
            for kid in verb.children
            if kid.dep_ == "agent"
            for noun in kid.children
            if noun.dep_ == "pobj"
        )
    own = [kid for kid in verb.children if kid.dep_ == "nsubj"]
    if own:
        return _things(own)
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head != verb:
        return agents(verb.head) if verb.head.pos_ in ("VERB", "AUX") else ()
    return ()


def targets(verb: "Token") -> tuple[Thing, ...]:
    """Return the object of the verb, or the subject of a passive."""
    return _things(kid for kid in verb.children if kid.dep_ in ("dobj", "nsubjpass"))


def _noun_agents(noun: "Token") -> tuple[Thing, ...]:
    found: list[Token] = []
    for kid in noun.children:
        if kid.dep_ == "poss" or (kid.dep_ in ("amod", "compound") and country(kid)):
            found.append(kid)
        elif kid.dep_ == "acl" and kid.tag_ == "VBN":
            found += [item.head for item in agents(kid)]
        elif (kid.dep_ == "prep" and kid.lower_ == "by") or kid.dep_ == "agent":
            found += [pobj for pobj in kid.children if pobj.dep_ == "pobj"]
    if noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB":
        found += [item.head for item in agents(noun.head)]
    return _things(found)


def _noun_targets(noun: "Token") -> tuple[Thing, ...]:
    return _things(
        pobj
        for kid in noun.children
        if kid.dep_ == "prep" and kid.lower_ in ("of", "on", "against")
        for pobj in kid.children
        if pobj.dep_ == "pobj"
    )
