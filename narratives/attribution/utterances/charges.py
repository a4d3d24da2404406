"""What is laid at somebody's door or asked of him: "accused X of V-ing", "urged X to V", "called for N"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import child, clause_words, is_finite, phrase, trim
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def accusation(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """The deeds that somebody is accused of, or what he is blamed for."""
    accused = child(verb, "dobj", "nsubjpass")
    if accused is None:
        return
    doer = child(verb, "agent")
    near = [*verb.children, *accused.children, *(doer.subtree if doer is not None else ())]
    preposition = next(
        (kid for kid in near if kid.dep_ == "prep" and kid.lower_ in ("of", "for", "with")), None
    )
    if preposition is None:
        return
    deed_words = {word.i for word in preposition.subtree}
    base = evolve(base, speaker=[word for word in base.speaker if word.i not in deed_words])
    accused_words = [
        word for word in phrase(accused) if word != preposition and not preposition.is_ancestor(word)
    ]
    deed = child(preposition, "pcomp")
    if deed is not None:
        words = clause_words(deed)
        yield evolve(base, form=Form.GERUND, head=deed, words=words, about=accused_words)
        for also in deed.conjuncts:
            if also.tag_ == "VBG":
                yield evolve(base, form=Form.GERUND, head=also, words=clause_words(also), about=accused_words)
        return
    blamed = child(preposition, "pobj")
    if blamed is not None:
        words = trim(list(verb.doc[accused_words[0].i : clause_words(blamed)[-1].i + 1]))
        yield evolve(base, form=Form.PHRASE, head=blamed, words=words, about=accused_words)


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
    words = [word for word in clause_words(deed) if word not in addressed]
    yield evolve(
        base,
        stance=Stance.DEMANDS,
        form=Form.INFINITIVE,
        head=deed,
        words=trim(sorted([*addressed, *words], key=lambda word: word.i)),
        about=addressed,
    )
