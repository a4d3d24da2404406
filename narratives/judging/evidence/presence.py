"""One side denies the presence or involvement of somebody, the other says that they act.

"There have been no Armenian forces in Karabakh" and "Armenia is not involved in armed actions" contradict
"attacks led by Armenian forces" there. After the negation and structure classes of de Marneffe,
Rafferty and Manning, "Finding Contradictions in Text", ACL 2008.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.moods import Mood, mood
from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.scope import is_before_a_date, limiting_nouns
from narratives.judging.evidence.statement import (
    EVENT_GROUPS,
    Event,
    Statement,
    Thing,
    is_event,
    is_negated,
    thing,
)
from narratives.language.keys import key
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEPLOYMENT_VERBS = frozenset({"deploy", "use", "keep", "maintain", "bring", "withdraw"})
_INVOLVEMENT_VERBS = frozenset({"involve", "engage", "participate", "implicate"})
_INVOLVEMENT_NOUNS = frozenset({"part", "role", "involvement", "hand", "participation"})
_AGENT_KINDS = frozenset(
    {"forces", "protester", "worker", "company", "police", "official", "agent", "group", "crew", "ship"}
)


@frozen(eq=False, kw_only=True)
class Absence:
    """What a statement says is absent, or whose involvement in an event it denies.

    Attributes:
        kind, owners: of the absent thing; "" and the actor where involvement in ``event`` is denied.
        event: kind of the event in which involvement is denied, or "".
        words: the words of the denial.
        dated: whether the statement has a time.
        existential: whether the clause is existential: "there was no bridge".
        scope: keys of the common nouns that limit it: "at the plant", "on borders".
    """

    kind: str
    owners: frozenset[str]
    event: str
    words: Words
    dated: bool
    existential: bool = False
    scope: frozenset[str] = frozenset()


def denied_presence(a: Statement, b: Statement) -> Clash | None:
    """Return the words of a denied presence or involvement and of the event that contradicts it, or None."""
    for mine, theirs in ((a, b), (b, a)):
        for absence in _absences(mine):
            their_words = _contradicting_words(absence, theirs)
            if their_words is not None:
                kind = ReasonKind.DENIAL if mine.denied else ReasonKind.NEGATION
                found = Clash(kind=kind, a=absence.words, b=their_words, note=_note(absence))
                return found if mine is a else found.swapped()
    return None


def definite_presupposition(a: Statement, b: Statement) -> Clash | None:
    """Return an absence and the definite noun phrase of the other side that presupposes presence, or None.

    "has no licence" against "the licence covers ...". The two may be different things of one kind, so the
    model must see a contradiction too.
    """
    return _presupposition_clash(a, b, _definite_words)


def presence_presupposed(a: Statement, b: Statement) -> Clash | None:
    """Return an absence and the subject or object of the other side that is of that kind, or None.

    "There was no bridge" against "the flood took a bridge". The noun may be indefinite, so the model must be
    surer than for `definite_presupposition`.
    """
    return _presupposition_clash(a, b, _mention_words)


def _presupposition_clash(
    a: Statement, b: Statement, find: Callable[[Absence, Statement], Words | None]
) -> Clash | None:
    """Return the clash of the first absence for which ``find`` returns words of the other side, or None."""
    for mine, theirs in ((a, b), (b, a)):
        for absence in _absences(mine):
            if theirs.denied or _is_out_of_scope(absence, theirs) or mood(theirs).mood is Mood.CONDITION:
                continue
            their_words = find(absence, theirs)
            if their_words is not None:
                found = Clash(
                    kind=ReasonKind.PRESUPPOSITION, a=absence.words, b=their_words, note=_PRESUPPOSITION_NOTE
                )
                return found if mine is a else found.swapped()
    return None


_PRESUPPOSITION_NOTE = "One side says that there is none; the other speaks of it as there."


def _mention_words(absence: Absence, other: Statement) -> Words | None:
    """Return the subject or object of the absent kind with its verb, or None."""
    for item in other.things if absence.existential else ():
        is_same = item.kind == absence.kind and item.head.dep_ in ("dobj", "nsubj", "nsubjpass")
        if is_same and absence.owners <= item.owners:
            return [item.head.head, *_noun_with_modifiers(item.head)]
    return None


def _definite_words(absence: Absence, other: Statement) -> Words | None:
    """Return the definite noun phrase of the absent kind, or None."""
    for item in other.things if absence.kind else ():
        if absence.owners and item.owners and not absence.owners & item.owners:
            continue
        definite = any(kid.lower_ in ("the", "this", "that", "its", "their") for kid in item.head.children)
        if (
            item.kind == absence.kind
            and definite
            and item.head.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        ):
            return [
                *_noun_with_modifiers(item.head),
                *(kid for kid in item.head.children if kid.dep_ == "relcl"),
            ]
    return None


def _is_out_of_scope(absence: Absence, other: Statement) -> bool:
    """Return True if the absence is limited to something that the other statement does not mention."""
    return bool(absence.scope) and not absence.scope & other.keys


def _note(absence: Absence) -> str:
    if absence.event:
        return "One side denies having a part in what the other says it did."
    return "One side says that they are not there; the other says that they act."


def _absences(statement: Statement) -> Iterator[Absence]:
    for word in statement.doc:
        if word.pos_ in ("VERB", "AUX"):
            yield from _denied_existence(word, statement)
            yield from _denied_involvement(word, statement)


def _denied_existence(verb: "Token", statement: Statement) -> Iterator[Absence]:
    """Yield what a negated or denied clause says is absent: "there is no", "has no", "did not deploy"."""
    negative = is_negated(verb)
    denied = statement.denied and not negative
    if not (denied or (negative and not statement.denied)):
        return
    kids = list(verb.children)
    subject = next((kid for kid in kids if kid.dep_ == "nsubj"), None)
    noun: Token | None = None
    owners: frozenset[str] = frozenset()
    if verb.lemma_ == "be" and any(kid.dep_ == "expl" for kid in kids):
        noun = next((kid for kid in kids if kid.dep_ == "attr"), None)
    elif (
        verb.lemma_ == "be" and subject is not None and not any(kid.dep_ in ("attr", "acomp") for kid in kids)
    ):
        noun = (
            subject if any(kid.dep_ == "prep" and kid.lower_ in ("in", "on", "at") for kid in kids) else None
        )
    elif subject is not None and (verb.lemma_ == "have" or key(verb) in _DEPLOYMENT_VERBS):
        noun = next((kid for kid in kids if kid.dep_ == "dobj"), None)
        owners = thing(subject).owners or frozenset({subject.lower_})
    elif negative and verb.pos_ == "VERB":
        noun = next(
            (
                kid
                for kid in kids
                if kid.dep_ == "dobj" and any(word.lower_ == "any" for word in kid.children)
            ),
            None,
        )
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        return
    item = thing(noun)
    plain = noun if verb.lemma_ in ("be", "have") else verb
    first = next((kid for kid in verb.children if kid.dep_ == "neg"), plain)
    last = _last_place_word(noun, verb)
    yield Absence(
        kind=item.kind,
        owners=item.owners | owners,
        event="",
        words=[first, *_noun_with_modifiers(noun), last],
        dated=statement.time is not None,
        existential=any(kid.dep_ == "expl" for kid in kids),
        scope=limiting_nouns(noun) | limiting_nouns(verb),
    )


def _last_place_word(noun: "Token", verb: "Token") -> "Token":
    """Return the last word of the place phrase of the noun or verb, or the noun."""
    for head in (noun, verb):
        for kid in head.children:
            if kid.dep_ == "prep" and kid.lower_ in ("in", "on", "at") and kid.i > noun.i:
                return list(kid.subtree)[-1]
    return noun


def _denied_involvement(verb: "Token", statement: Statement) -> Iterator[Absence]:
    """Yield the events in which the subject is said not to take part: "is not involved in the attack"."""
    negative = is_negated(verb)
    if negative == statement.denied:
        return
    subject = next((kid for kid in verb.children if kid.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return
    part = next(
        (kid for kid in verb.children if kid.dep_ == "dobj" and kid.lemma_ in _INVOLVEMENT_NOUNS), None
    )
    if verb.lemma_ not in _INVOLVEMENT_VERBS and part is None:
        return
    for source in filter(None, (verb, part)):
        for preposition in source.children:
            if preposition.dep_ == "prep" and preposition.lower_ == "in":
                for event in preposition.children:
                    if event.dep_ == "pobj" and is_event(event):
                        kind = "attack" if key(event) not in EVENT_GROUPS else key(event)
                        yield Absence(
                            kind="",
                            owners=thing(subject).owners or frozenset({subject.lower_}),
                            event=kind,
                            words=[subject, *_noun_with_modifiers(event)],
                            dated=statement.time is not None,
                        )


def _contradicting_words(absence: Absence, other: Statement) -> Words | None:
    """Return the words of an affirmed event of the other side that the absence excludes, or None."""
    if other.denied or (is_before_a_date(other) and not absence.dated):
        return None
    if _is_out_of_scope(absence, other) and (other.places or not absence.owners):
        return None
    for event in other.events:
        if event.negated or event.hypothetical:
            continue
        for agent in event.agents:
            if absence.event:
                if _same_event_kind(absence.event, event) and _same_owner(absence.owners, agent):
                    return _event_words(event, agent)
            elif (
                agent.kind == absence.kind
                and agent.kind in _AGENT_KINDS
                and _same_owner(absence.owners, agent)
            ):
                return _event_words(event, agent)
    return None


def _same_event_kind(kind: str, event: Event) -> bool:
    violent = {"attack", "fight", "fire-weapon", "invade"}
    return event.kind == kind or {event.kind, kind} <= violent


def _same_owner(owners: frozenset[str], agent: Thing) -> bool:
    return bool(owners & (agent.owners | {agent.head.lower_})) if owners else not agent.owners


def _noun_with_modifiers(noun: "Token") -> list["Token"]:
    return [
        noun,
        *(kid for kid in noun.children if kid.dep_ in ("det", "amod", "compound", "poss", "nummod", "neg")),
    ]


def _event_words(event: Event, agent: Thing) -> Words:
    targets = [word for target in event.targets for word in _noun_with_modifiers(target.head)]
    return [*_noun_with_modifiers(event.token), *_noun_with_modifiers(agent.head), *targets]
