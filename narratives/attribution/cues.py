"""The tables of cue words: which words say that somebody says something, and with what stance."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from attrs import frozen

from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

DATA = files("narratives.attribution") / "data"


def read_table(name: str) -> Any:
    """One of the YAML tables of this room."""
    import yaml

    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@frozen(kw_only=True)
class Cues:
    """Lemmas of cue words; see ``data/cues.yaml`` for what each table means.

    Attributes:
        verbs: frame → lemma → stance; frames are clause, quote, infinitive, object, demand.
        label, accuse, estimate: lemmas of "called X a Y", "accused X of V-ing", "put the number at N".
        nouns: lemma → stance, for "the claim that ...".
        accusing: verbs that lay something at somebody's door.
        answered: nouns that stand for what another speaker said; ``tellings`` those of them that stand for
            no single thing.
        vehicles: nouns for what is written or said.
        reporting: verbs of an outlet that passes on what others say.
        views: nouns by which a sentence is put as its owner's view.
        blame_on, link: lemmas of "blamed Y on X", "linked X to Y".
        untrue: words for what is no truth; what is called so is denied.
        adjectives: adjective that takes a clause → stance.
        light, lightly: verbs of "has proof that ..." and the like; noun → stance.
        endorse: verbs that take up as true what somebody said.
        deeds: noun for what is denied or laid at somebody's door → the words that say that he did it.
    """

    verbs: Mapping[str, Mapping[str, Stance]]
    label: frozenset[str]
    accuse: frozenset[str]
    estimate: frozenset[str]
    nouns: Mapping[str, Stance]
    accusing: frozenset[str]
    answered: frozenset[str]
    tellings: frozenset[str]
    vehicles: frozenset[str]
    reporting: frozenset[str]
    views: frozenset[str]
    blame_on: frozenset[str]
    link: frozenset[str]
    untrue: frozenset[str]
    adjectives: Mapping[str, Stance]
    light: frozenset[str]
    lightly: Mapping[str, Stance]
    endorse: frozenset[str]
    deeds: Mapping[str, str]

    def is_verb(self, lemma: str) -> bool:
        """Whether the lemma is a cue in any frame but that of direct quotes alone."""
        return (
            lemma in self.label
            or lemma in self.accuse
            or lemma in self.estimate
            or lemma in self.link
            or lemma in self.blame_on
            or any(lemma in table for frame, table in self.verbs.items() if frame != "quote")
        )


@frozen(kw_only=True)
class Roles:
    """Words by which a speaker is told; see ``data/roles.yaml``."""

    titles: frozenset[str]
    offices: frozenset[str]
    distancing: frozenset[str]
    state: frozenset[str]
    management: frozenset[str]
    kin: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]

    @property
    def speaking(self) -> frozenset[str]:
        """Titles and offices."""
        return self.titles | self.offices


@cache
def cues() -> Cues:
    """The table of cues, read once."""
    table = read_table("cues.yaml")
    frames: dict[str, dict[str, Stance]] = {}
    for stance, by_frame in table["verbs"].items():
        for frame, lemmas in by_frame.items():
            frames.setdefault(frame, {}).update(dict.fromkeys(lemmas.split(), Stance(stance)))
    return Cues(
        verbs=frames,
        label=frozenset(table["label"].split()),
        accuse=frozenset(table["accuse"].split()),
        estimate=frozenset(table["estimate"].split()),
        nouns=_by_stance(table["nouns"]),
        accusing=frozenset(table["accusing"].split()),
        answered=frozenset(table["answered"].split()),
        tellings=frozenset(table["tellings"].split()),
        vehicles=frozenset(table["vehicles"].split()),
        reporting=frozenset(table["reporting"].split()),
        views=frozenset(table["views"].split()),
        blame_on=frozenset(table["blame_on"].split()),
        link=frozenset(table["link"].split()),
        untrue=frozenset(table["untrue"].split()),
        adjectives=_by_stance(table["adjectives"]),
        light=frozenset(table["light"].pop("verbs").split()),
        lightly=_by_stance(table["light"]),
        endorse=frozenset(table["endorse"].split()),
        deeds=table["deeds"],
    )


def _by_stance(table: Mapping[str, str]) -> dict[str, Stance]:
    return {lemma: Stance(stance) for stance, lemmas in table.items() for lemma in lemmas.split()}


def cue_lemma(verb: "Token") -> str:
    """The lemma, with the particle that belongs to it: "rule_out", "make_clear"."""
    lemma: str = verb.lemma_.lower()
    for kid in verb.children:
        if kid.dep_ == "prt" or (lemma == "make" and kid.lower_ == "clear"):
            whole = f"{lemma}_{kid.lower_}"
            if any(whole in table for table in cues().verbs.values()):
                return whole
    return lemma


@cache
def roles() -> Roles:
    """The table of roles, read once."""
    table = read_table("roles.yaml")
    return Roles(**{name: frozenset(words.split()) for name, words in table.items()})


@cache
def given_names() -> Mapping[str, frozenset[str]]:
    """Given names of "women" and "men", read once."""
    table = {name: frozenset(words.split()) for name, words in read_table("given_names.yaml").items()}
    both = table["women"] & table["men"]
    return {name: words - both for name, words in table.items()}
