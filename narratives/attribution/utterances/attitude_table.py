"""The table of words that express attitudes, and the utterance that an attitude gives."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.attribution.cues import read_table
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import child, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token


@frozen(kw_only=True)
class Attitudes:
    """Lemmas of words that express attitudes; ``data/attitudes.yaml`` explains each table."""

    object: frozenset[str]
    telling: frozenset[str]
    phrasal: frozenset[str]
    preposition: Mapping[str, frozenset[str]]
    infinitive: frozenset[str]
    clause: frozenset[str]
    causing: frozenset[str]
    as_complement: frozenset[str]
    seeming: frozenset[str]
    position: frozenset[str]
    standing: Mapping[str, frozenset[str]]
    intending: frozenset[str]
    replying: frozenset[str]
    position_nouns: frozenset[str]
    acting: frozenset[str]
    matters: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    light: frozenset[str]
    lemmas: Mapping[str, str]


@cache
def attitude_table() -> Attitudes:
    """Return the tables, read from the file on the first call."""
    read = dict(read_table("attitudes.yaml"))
    preposition, standing = (
        {name: frozenset(words.split()) for name, words in read.pop(table).items()}
        for table in ("preposition", "standing")
    )
    phrasal = frozenset(read.pop("phrasal").split(", "))
    lemmas = read.pop("lemmas")
    read["as_complement"] = read.pop("as")
    return Attitudes(
        preposition=preposition,
        standing=standing,
        phrasal=phrasal,
        lemmas=lemmas,
        **{name: frozenset(words.split()) for name, words in read.items()},
    )


def attitude_lemma(word: "Token") -> str:
    """Return the lemma of a word in lower case, right also where spaCy is wrong."""
    return attitude_table().lemmas.get(word.lower_, word.lemma_.lower())


def attitude(cue: list["Token"], speaker: "Token | None", paragraph: int) -> Utterance:
    """Return an attitude without its content: of a holder, found by its cue."""
    return Utterance(
        paragraph=paragraph,
        head=cue[0],
        words=(),
        cue=cue,
        speaker=phrase(speaker) if speaker is not None else (),
        form=Form.ATTITUDE,
    )


def is_phrasal(verb: "Token") -> bool:
    """Return True for a verb that expresses an attitude with its particle: "lay out"."""
    particle = child(verb, "prt")
    return particle is not None and f"{attitude_lemma(verb)} {particle.lower_}" in attitude_table().phrasal
