"""Tables of cue words, with the stance that each commits its source to, and of words for speakers."""

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from attrs import frozen

from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

DATA = files("narratives.attribution") / "data"


def read_table(name: str) -> Any:
    """Return the contents of a YAML file in the ``data`` directory of this package."""
    import yaml

    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@frozen(kw_only=True)
class Cues:
    """Lemmas of cue words; ``data/cues.yaml`` explains each table.

    Attributes:
        verbs: frame → lemma → stance. Frames: clause, quote, infinitive, object, demand.
        label, accuse, estimate: verbs of "called X a Y", "accused X of V-ing", "put the number at N".
        as_clause: verbs of "As Ruiz noted, P".
        evaluate: verbs of "praised X for V-ing", "rebuked X for V-ing".
        nouns: lemma → stance, for "the claim that ...".
        accusing_verbs: verbs that accuse somebody.
        statement_nouns: nouns that refer to another speaker's statement, as in "denied the allegation".
        account_nouns: those of ``statement_nouns`` that refer to a whole account, not to one statement.
        vehicles: nouns for texts and speeches ("letter", "interview").
        texts: further nouns for texts, whose words a colon introduces.
        relay: verbs after whose subject a colon introduces somebody else's words.
        reporting: verbs for an outlet that relays what others say.
        view_nouns: nouns that present a sentence as a person's view, as in "in the court's view".
        blame_on, link: verbs of "blamed Y on X", "linked X to Y".
        untrue_words: words that mean "untrue"; labelling a statement with one denies it.
        adjectives: adjective that takes a clause → stance.
        light_verbs: light verbs, as in "has proof that ...".
        light_nouns: noun that takes a clause after a light verb → stance.
        endorse: verbs that endorse another speaker's statement.
        predicate_nouns: noun for what is denied ("involvement") → predicate of the denied proposition
            ("was involved").
    """

    verbs: Mapping[str, Mapping[str, Stance]]
    label: frozenset[str]
    accuse: frozenset[str]
    estimate: frozenset[str]
    as_clause: frozenset[str]
    evaluate: frozenset[str]
    nouns: Mapping[str, Stance]
    accusing_verbs: frozenset[str]
    statement_nouns: frozenset[str]
    account_nouns: frozenset[str]
    vehicles: frozenset[str]
    relay: frozenset[str]
    reporting: frozenset[str]
    texts: frozenset[str]
    view_nouns: frozenset[str]
    blame_on: frozenset[str]
    link: frozenset[str]
    untrue_words: frozenset[str]
    adjectives: Mapping[str, Stance]
    light_verbs: frozenset[str]
    light_nouns: Mapping[str, Stance]
    endorse: frozenset[str]
    predicate_nouns: Mapping[str, str]

    def is_verb(self, lemma: str) -> bool:
        """Return True if the lemma is a cue verb in any frame other than ``quote``."""
        return (
            lemma in self.label
            or lemma in self.accuse
            or lemma in self.estimate
            or lemma in self.link
            or lemma in self.blame_on
            or any(lemma in table for frame, table in self.verbs.items() if frame != "quote")
        )


@frozen(kw_only=True, slots=False)
class Roles:
    """Words that describe speakers; ``data/roles.yaml`` explains each table."""

    titles: frozenset[str]
    offices: frozenset[str]
    distancing: frozenset[str]
    state: frozenset[str]
    management: frozenset[str]
    kin: frozenset[str]
    people: frozenset[str]
    crowds: frozenset[str]
    bodies: frozenset[str]

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The titles and offices."""
        return self.titles | self.offices

    @cached_property
    def persons(self) -> frozenset[str]:
        """The nouns for one person: titles, offices, people and kin."""
        return self.speaking | self.people | self.kin


@cache
def cues() -> Cues:
    """Return the table of cues, read from the file on the first call."""
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
        as_clause=frozenset(table["as_clause"].split()),
        evaluate=frozenset(table["evaluate"].split()),
        nouns=_stance_by_lemma(table["nouns"]),
        accusing_verbs=frozenset(table["accusing"].split()),
        statement_nouns=frozenset(table["answered"].split()),
        account_nouns=frozenset(table["tellings"].split()),
        vehicles=frozenset(table["vehicles"].split()),
        relay=frozenset(table["relay"].split()),
        reporting=frozenset(table["reporting"].split()),
        texts=frozenset(table["texts"].split()),
        view_nouns=frozenset(table["views"].split()),
        blame_on=frozenset(table["blame_on"].split()),
        link=frozenset(table["link"].split()),
        untrue_words=frozenset(table["untrue"].split()),
        adjectives=_stance_by_lemma(table["adjectives"]),
        light_verbs=frozenset(table["light"].pop("verbs").split()),
        light_nouns=_stance_by_lemma(table["light"]),
        endorse=frozenset(table["endorse"].split()),
        predicate_nouns=table["deeds"],
    )


def is_quotation_cue(lemma: str) -> bool:
    """Return True if a verb can introduce a quotation."""
    table = cues()
    return any(lemma in table.verbs[frame] for frame in ("clause", "quote", "demand", "infinitive"))


def _stance_by_lemma(table: Mapping[str, str]) -> dict[str, Stance]:
    return {lemma: Stance(stance) for stance, lemmas in table.items() for lemma in lemmas.split()}


def cue_lemma(verb: "Token") -> str:
    """Return the lower-case lemma of a verb, joined to its particle: "rule_out", "make_clear"."""
    lemma: str = verb.lemma_.lower()
    for kid in verb.children:
        if kid.dep_ == "prt" or (lemma == "make" and kid.lower_ == "clear"):
            whole = f"{lemma}_{kid.lower_}"
            if any(whole in table for table in cues().verbs.values()):
                return whole
    return lemma


@cache
def roles() -> Roles:
    """Return the table of roles, read from the file on the first call."""
    table = read_table("roles.yaml")
    return Roles(**{name: frozenset(words.split()) for name, words in table.items()})


@cache
def given_names() -> Mapping[str, frozenset[str]]:
    """Return the given names of "women" and "men", without the names that are in both lists."""
    table = {name: frozenset(words.split()) for name, words in read_table("given_names.yaml").items()}
    both = table["women"] & table["men"]
    return {name: words - both for name, words in table.items()}
