"""Contents of accusing and urging verbs: "accused X of V-ing", "blamed Y on X", "urged X to V"."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues, roles
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import child, clause_words, is_finite, phrase, relative_antecedent, trim
from narratives.language.times import is_day_or_month_name
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_CHARGE_PREDICATES = {"blame": "is responsible for", "fault": "is responsible for"}


def accusation_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield each act that somebody is accused of, or what somebody is blamed for."""
    accused = child(verb, "dobj", "nsubjpass")
    if accused is None or is_day_or_month_name(accused.text):
        return
    lemma = verb.lemma_.lower()
    wanted = _PREPOSITIONS_OF_ACT.get(lemma, ("for",))
    first = next((kid for kid in _near(verb, accused) if kid.dep_ == "prep" and kid.lower_ in wanted), None)
    if first is None:
        return
    prepositions = [first, *(kid for kid in first.conjuncts if kid.i > first.i and kid.lower_ in wanted)]
    act_words = {word.i for preposition in prepositions for word in preposition.subtree}
    accused_words = [word for word in phrase(accused) if word.i not in act_words]
    base = evolve(
        base, speaker=[word for word in base.speaker if word.i not in act_words], about=accused_words
    )
    for preposition in prepositions:
        act, blamed = child(preposition, "pcomp"), child(preposition, "pobj")
        if act is not None:
            for one in (act, *(also for also in act.conjuncts if also.tag_ == "VBG")):
                others = [also for also in (act, *act.conjuncts) if also != one]
                words = clause_words(one, less=[*others, *_temporal_clauses(one)])
                yield evolve(base, form=Form.GERUND, head=one, words=_sorted_words([*accused_words, *words]))
        elif blamed is not None:
            predicate = _CHARGE_PREDICATES.get(verb.lemma_.lower(), "is guilty of")
            words = _sorted_words([*accused_words, *clause_words(blamed)])
            yield evolve(base, form=Form.FRAME, head=blamed, words=words, predicate=predicate)


def evaluated_acts(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the act for which somebody is praised or blamed, if it is a single one and simply told."""
    accused = child(verb, "dobj", "nsubjpass")
    told = is_finite(verb) or verb.dep_ == "advcl"
    if accused is None or not told or not _may_act(accused) or list(accused.conjuncts):
        return
    for one in accusation_contents(verb, base):
        act = one.head
        simple = act.lemma_ not in ("be", "have") and child(act, "aux", "auxpass") is None
        listed = list(act.conjuncts) or any(
            word.lower_ in ("neither", "nor", ",") for word in verb.doc[accused.i : act.i]
        )
        negated = any(kid.dep_ == "neg" and kid.i != act.i - 1 for kid in act.children)
        claims = any(kid.dep_ in ("ccomp", "xcomp") for kid in act.children) and cues().is_verb(
            act.lemma_.lower()
        )
        if one.form is Form.GERUND and simple and not (listed or negated or claims):
            yield one


def _may_act(accused: "Token") -> bool:
    """Return False for "criticised plans for closing the school": a plan does not close it."""
    known = roles()
    nouns = known.speaking | known.people | known.bodies | known.state | known.crowds | known.management
    named = accused.pos_ in ("PROPN", "PRON") or accused.text[:1].isupper()
    if accused.lower_.endswith(("self", "selves")):
        return False
    return named or accused.lower_ in nouns or accused.lemma_.lower() in nouns


def _near(verb: "Token", accused: "Token") -> Iterator["Token"]:
    """Yield the words that may begin the act: below the verb, the accused and the agent of a passive verb."""
    yield from verb.children
    yield from accused.children
    agent = child(verb, "agent")
    yield from agent.subtree if agent is not None else ()
    if verb.lemma_.lower() in cues().accuse:
        yield from accused.subtree  # "blamed the lack of rain for the fires" with "for" attached to "rain"


_PREPOSITIONS_OF_ACT = {
    **dict.fromkeys(("accuse", "charge", "suspect"), ("of", "for", "with")),
    "credit": ("with", "for"),
}
_TEMPORAL_CONJUNCTIONS = frozenset({"after", "when", "as", "while", "since", "before"})


def _temporal_clauses(act: "Token") -> list["Token"]:
    """Return the temporal clauses of an act, which the writer adds: "after the vote was lost"."""
    return [
        kid
        for kid in act.children
        if kid.dep_ == "advcl"
        and kid.i > act.i
        and is_finite(kid)
        and any(inner.dep_ == "mark" and inner.lower_ in _TEMPORAL_CONJUNCTIONS for inner in kid.children)
    ]


def _sorted_words(words: Iterable["Token"]) -> list["Token"]:
    return sorted(set(words), key=lambda word: word.i)


def blame_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the content of "blamed Y on X" (X is responsible for Y) or of "linked X to Y"."""
    obj = child(verb, "dobj", "nsubjpass")
    if obj is None:
        return
    lemma = verb.lemma_.lower()
    prepositions = ("on", "upon") if lemma in cues().blame_on else ("to", "with")
    nearby = [*verb.children, *obj.children]
    preposition = next((kid for kid in nearby if kid.dep_ == "prep" and kid.lower_ in prepositions), None)
    prepositional_object = child(preposition, "pobj") if preposition is not None else None
    if preposition is None or prepositional_object is None:
        return
    if obj.tag_ in ("WP", "WDT"):
        noun = relative_antecedent(obj)
        if noun is None:
            return
        obj = noun
    dropped = {word.i for word in preposition.subtree}
    obj_words = [word for word in phrase(obj) if word.i not in dropped and word.i != verb.i]
    if lemma in cues().blame_on:
        words = _sorted_words([*obj_words, *phrase(prepositional_object)])
        yield evolve(
            base,
            form=Form.FRAME,
            head=obj,
            words=words,
            about=phrase(prepositional_object),
            predicate="is responsible for",
        )
    else:
        words = _sorted_words([*obj_words, *clause_words(prepositional_object)])
        yield evolve(
            base,
            form=Form.FRAME,
            head=prepositional_object,
            words=words,
            about=obj_words,
            predicate="is linked to",
        )


def demand_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield what somebody is urged to do, or what is called for."""
    act = next((kid for kid in verb.rights if kid.dep_ in ("xcomp", "ccomp", "advcl")), None)
    wanted = next(
        (child(kid, "pobj") for kid in verb.children if kid.dep_ == "prep" and kid.lower_ == "for"), None
    )
    if (
        verb.lemma_ in ("call", "appeal", "ask")
        and wanted is not None
        and wanted.pos_ == "NOUN"
        and act is None
    ):
        words = clause_words(wanted)
        yield evolve(base, stance=Stance.DEMANDS, form=Form.PHRASE, head=wanted, words=words)
        return
    marked = act is not None and any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in act.children)
    named = verb.lemma_ == "call" and child(verb, "nsubjpass") is not None
    if act is None or is_finite(act) or not marked or act.pos_ not in ("VERB", "AUX") or named:
        return
    preposition = next(
        (kid for kid in verb.children if kid.dep_ == "prep" and kid.lower_ in ("on", "for", "to", "upon")),
        None,
    )
    called = verb.lemma_ == "call"  # "called a meeting to ...", but "called on the army to ..."
    passive = child(verb, "nsubjpass") if child(verb, "agent") is not None else None
    urged = child(act, "nsubj") or passive or (None if called else child(verb, "dobj", "dative"))
    if urged is None and preposition is not None:
        urged = child(preposition, "pobj")
    if urged is None:
        return
    addressed = phrase(urged, without=("punct", "relcl"))
    words = [
        word
        for word in clause_words(act)
        if word not in addressed and not (word.dep_ == "mark" and word.lower_ == "for")
    ]
    yield evolve(
        base,
        stance=Stance.DEMANDS,
        form=Form.INFINITIVE,
        head=act,
        words=trim(sorted([*addressed, *words], key=lambda word: word.i)),
        about=addressed,
    )
