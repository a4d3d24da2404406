"""Names and places in a text, found from capital letters and prepositions alone, without a parser."""

import re
from functools import cache, lru_cache

from narratives.language.countries import countries, country_of
from narratives.language.packages import lemminflect, stop_words
from narratives.language.times import is_day_or_month_name

_WORD = r"(?:[A-Z]\.)+(?:[A-Z]\b)?|[A-Z][\w’'-]*\w|[A-Z]\b"
_NAME = re.compile(
    rf"(?<![\w.’'])(?:{_WORD})(?:(?<![’']s)[ ](?:(?:bin|al|de|la|van|von|of)[ ])?(?:{_WORD}))*"
)
_SITE = re.compile(
    r"\b(?:in|at|near|outside|inside|around)\s+(?P<article>(?:the|an?)\s+)?"
    r"(?:(?:[a-z]+ern|central|city|town|village|port|province|region|district|state)\s+(?:of\s+)?){0,3}"
    rf"(?P<name>(?:{_WORD})(?:[ -](?:{_WORD}))*)(?:\s+(?P<next>[a-z]+))?"
)
TITLES = frozenset(
    "ambassador captain chancellor chief col colonel counsel crown democrat democrats deputy director dr "
    "foreign former gen general gov governor judge king lady lawyer lord minister mr mrs ms pope "
    "president prime prince princess queen rep republican republicans secretary sen senator sir special "
    "state vice-president".split()
)
PARTICLES = frozenset("of bin al de la van von".split())
"""Words inside names that are no name by themselves."""
_COMPOUND = re.compile(r"-[a-z]+$")
"""End of an adjective that is made of a name: "Russian-held"."""
_POSSESSIVE = re.compile(r"[’']s?$")


def names(text: str) -> tuple[str, ...]:
    """Return the capitalised names of a text in order, without titles; a common first word is no name."""
    found = []
    for match in _NAME.finditer(text):
        words = [_POSSESSIVE.sub("", word) for word in match.group().split()]
        if match.start() == 0 or text[: match.start()].rstrip()[-1:] in '.?!:“"':
            if len(words) == 1 and is_common_word(words[0]):
                continue
            if is_common_word(words[0]) and words[0].lower() not in TITLES:
                words = words[1:]
        while words and words[0].lower().rstrip(".") in TITLES:
            words = words[1:]
        if words and words[0].lower() in PARTICLES:
            words = words[1:]
        name = " ".join(words)
        if (
            len(name) > 1
            and not _COMPOUND.search(name)
            and not is_day_or_month_name(name)
            and name.lower() != "i"
        ):
            found.append(name)
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def is_common_word(word: str) -> bool:
    """Return True for a word that is in the dictionary in lower case and names no country."""
    lower = word.lower()
    if lower in country_of():
        return False
    return lower in stop_words() or any(kind != "PROPN" for kind in lemminflect().getAllLemmas(lower))


def sites(text: str) -> tuple[str, ...]:
    """Return the names of places after "in", "at", "near" and the like, in order: "in the town of Slovyansk".

    A name before a noun is no place ("in the Saudi consulate"), nor is a demonym. Countries and capitals are
    given by their usual names ("Ukraine", "Kyiv").
    """
    found = []
    for match in _SITE.finditer(text):
        before_noun = match["article"] and match["next"] and match["next"] not in stop_words()
        name = _POSSESSIVE.sub("", match["name"])
        if before_noun or is_day_or_month_name(name.split()[0]) or name in _demonyms():
            continue
        if " " in name or not (match["article"] and is_common_word(name)):
            found.append(_usual_places().get(name, name))
    return tuple(found)


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(name for country in countries() for name in country.demonyms)


@cache
def _usual_places() -> dict[str, str]:
    capitals = {name: one.capital[0] for one in countries() for name in one.capital}
    return {name: one.name for one in countries() for name in one.names} | capitals


@cache
def country_names() -> frozenset[str]:
    """Return the usual names of all countries."""
    return frozenset(one.name for one in countries())
