"""Tables of words: what rival accounts use for the same thing, what takes sides, what excludes each other."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

_DATA = files("narratives.language") / "data"


@cache
def groups() -> Mapping[str, str]:
    """Lemma → the group that it stands in, by ``data/groups.yaml``."""
    import yaml

    table = yaml.safe_load((_DATA / "groups.yaml").read_text(encoding="utf-8"))
    return {lemma: name for name, lemmas in table.items() for lemma in lemmas.split()}


def group(lemma: str) -> str:
    """The group of a lemma; its own name where it stands in none."""
    return groups().get(lemma, lemma)


@cache
def phrasal() -> Mapping[str, str]:
    """Verbs of two words ("throw out") → one that says the same, by ``data/phrasal.yaml``."""
    import yaml

    table: dict[str, str] = yaml.safe_load((_DATA / "phrasal.yaml").read_text(encoding="utf-8"))
    return table


@cache
def antonyms() -> Mapping[str, Mapping[str, bool]]:
    """Word → the words that exclude it, each with whether a middle is left; by ``data/antonyms.tsv``.

    The table tells its sources. It holds lemmas, and participles where they are used as adjectives.
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
    """Rival names for one kind of deed or thing.

    Attributes:
        about: groups and lemmas of what is named; empty where the words alone do not tell.
        excuse, condemn: words that favour and that condemn it, lower case.
    """

    subject: str
    about: frozenset[str]
    excuse: tuple[str, ...]
    condemn: tuple[str, ...]


@cache
def framing() -> tuple[FramingRow, ...]:
    """The table of rival names, by ``data/framing.yaml``."""
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
