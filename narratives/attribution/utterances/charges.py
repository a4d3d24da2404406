"""What is laid at somebody's door or asked of him: "accused X of V-ing", "blamed Y on X", "urged X to V"."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import child, clause_words, is_finite, phrase, relative_antecedent, trim
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_GUILT = {"blame": "is responsible for", "fault": "is responsible for"}


def accusation(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """The deeds that somebody is accused of, or what he is blamed for."""
    accused = child(verb, "dobj", "nsubjpass")
    if accused is None:
        return
    doer = child(verb, "agent")
    near = [*verb.children, *accused.children, *(doer.subtree if doer is not None else ())]
    first = next((kid for kid in near if kid.dep_ == "prep" and kid.lower_ in _OF), None)
    if first is None:
        return
    prepositions = [first, *(kid for kid in first.conjuncts if kid.i > first.i and kid.lower_ in _OF)]
    deed_words = {word.i for preposition in prepositions for word in preposition.subtree}
    accused_words = [word for word in phrase(accused) if word.i not in deed_words]
    base = evolve(
        base, speaker=[word for word in base.speaker if word.i not in deed_words], about=accused_words
    )
    for preposition in prepositions:
        deed, blamed = child(preposition, "pcomp"), child(preposition, "pobj")
        if deed is not None:
            for one in (deed, *(also for also in deed.conjuncts if also.tag_ == "VBG")):
                others = [also for also in (deed, *deed.conjuncts) if also != one]
                words = clause_words(one, less=[*others, *_later_events(one)])
                yield evolve(base, form=Form.GERUND, head=one, words=_in_order([*accused_words, *words]))
        elif blamed is not None:
            says = _GUILT.get(verb.lemma_.lower(), "is guilty of")
            words = _in_order([*accused_words, *clause_words(blamed)])
            yield evolve(base, form=Form.FRAME, head=blamed, words=words, says=says)


_OF = ("of", "for", "with")
_EVENTS = frozenset({"after", "when", "as", "while", "since", "before"})


def _later_events(deed: "Token") -> list["Token"]:
    """ "after the vote was lost": circumstances that the writer adds."""
    return [
        kid
        for kid in deed.children
        if kid.dep_ == "advcl"
        and kid.i > deed.i
        and is_finite(kid)
        and any(inner.dep_ == "mark" and inner.lower_ in _EVENTS for inner in kid.children)
    ]


def _in_order(words: Iterable["Token"]) -> list["Token"]:
    return sorted(set(words), key=lambda word: word.i)


def blame(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """ "blamed the attack on X": X is responsible for it; "linked X to Y"."""
    thing = child(verb, "dobj", "nsubjpass")
    if thing is None:
        return
    lemma = verb.lemma_.lower()
    on = ("on", "upon") if lemma in cues().blame_on else ("to", "with")
    near = [*verb.children, *thing.children]
    preposition = next((kid for kid in near if kid.dep_ == "prep" and kid.lower_ in on), None)
    other = child(preposition, "pobj") if preposition is not None else None
    if preposition is None or other is None:
        return
    if thing.tag_ in ("WP", "WDT"):
        noun = relative_antecedent(thing)
        if noun is None:
            return
        thing = noun
    dropped = {word.i for word in preposition.subtree}
    things = [word for word in phrase(thing) if word.i not in dropped and word.i != verb.i]
    if lemma in cues().blame_on:
        words = _in_order([*things, *phrase(other)])
        yield evolve(
            base, form=Form.FRAME, head=thing, words=words, about=phrase(other), says="is responsible for"
        )
    else:
        words = _in_order([*things, *clause_words(other)])
        yield evolve(base, form=Form.FRAME, head=other, words=words, about=things, says="is linked to")


def demand(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """What somebody is urged to do, or what is called for."""
    deed = child(verb, "xcomp", "ccomp", "advcl")
    wanted = next(
        (child(kid, "pobj") for kid in verb.children if kid.dep_ == "prep" and kid.lower_ == "for"), None
    )
    if (
        verb.lemma_ in ("call", "appeal", "ask")
        and wanted is not None
        and wanted.pos_ == "NOUN"
        and deed is None
    ):
        words = clause_words(wanted)
        yield evolve(base, stance=Stance.DEMANDS, form=Form.PHRASE, head=wanted, words=words)
        return
    if deed is None or is_finite(deed) or not any(kid.lower_ == "to" for kid in deed.children):
        return
    preposition = next(
        (kid for kid in verb.children if kid.dep_ == "prep" and kid.lower_ in ("on", "for", "to", "upon")),
        None,
    )
    urged = child(deed, "nsubj") or child(verb, "dobj", "dative")
    if urged is None and preposition is not None:
        urged = child(preposition, "pobj")
    if urged is None:
        return
    addressed = phrase(urged, without=("punct", "relcl"))
    words = [
        word
        for word in clause_words(deed)
        if word not in addressed and not (word.dep_ == "mark" and word.lower_ == "for")
    ]
    yield evolve(
        base,
        stance=Stance.DEMANDS,
        form=Form.INFINITIVE,
        head=deed,
        words=trim(sorted([*addressed, *words], key=lambda word: word.i)),
        about=addressed,
    )
