"""Word tables: groups of lemmas used for the same thing, phrasal verbs, antonyms, rival framings."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

_DATA = files("narratives.language") / "data"


@cache
def groups() -> Mapping[str, str]:
    """Return a mapping from each lemma in ``data/groups.yaml`` to its group."""
    import yaml

    table = yaml.safe_load((_DATA / "groups.yaml").read_text(encoding="utf-8"))
    return {lemma: name for name, lemmas in table.items() for lemma in lemmas.split()}


def group(lemma: str) -> str:
    """Return the group of a lemma, or the lemma itself if it is in none."""
    return groups().get(lemma, lemma)


@cache
def phrasal_verbs() -> Mapping[str, str]:
    """Return a mapping from phrasal verbs ("throw out") to one-word synonyms, from ``data/phrasal.yaml``."""
    import yaml

    table: dict[str, str] = yaml.safe_load((_DATA / "phrasal.yaml").read_text(encoding="utf-8"))
    return table


@cache
def antonyms() -> Mapping[str, Mapping[str, bool]]:
    """Return a mapping from each word to its antonyms, from ``data/antonyms.tsv``.

    The value of an antonym is True if the two are gradable, so that neither may hold. The table names its
    sources. It has lemmas, and participles that are used as adjectives.
    """
    found: dict[str, dict[str, bool]] = {}
    for line in (_DATA / "antonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            one, other, _, kind, _ = line.split("\t")
            for word, opposite in ((one, other), (other, one)):
                found.setdefault(word, {})[opposite] = kind == "gradable"
    return found


@frozen(kw_only=True)
class FramingRow:
    """Rival terms for one kind of action or thing.

    Attributes:
        subject: title of the row.
        about: groups and lemmas of what the terms refer to; empty if they do not show that by themselves.
        excuse, condemn: terms that present it favourably and unfavourably, in lower case.
    """

    subject: str
    about: frozenset[str]
    excuse: tuple[str, ...]
    condemn: tuple[str, ...]


@cache
def framing() -> tuple[FramingRow, ...]:
    """Return the table of rival terms in ``data/framing.yaml``."""
    import yaml

    table = yaml.safe_load((_DATA / "framing.yaml").read_text(encoding="utf-8"))
    return tuple(
        FramingRow(
            subject=row["subject"],
            about=frozenset(group(word) for word in row.get("about", "").split()),
            excuse=_phrases(row["excuse"]),
            condemn=_phrases(row["condemn"]),
        )
        for row in table
    )


def _phrases(words: str) -> tuple[str, ...]:
    return tuple(
        sorted((" ".join(word.split()) for word in words.split(",")), key=lambda word: (-len(word), word))
    )
