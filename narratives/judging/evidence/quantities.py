"""The quantities in a sentence: counts, shares, measures and amounts of money, each as an interval."""

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from narratives.judging.evidence.rewording import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TOLERANCE = 0.15
"""Relative width of "about", "nearly" and the like."""


@frozen(eq=False, kw_only=True)
class Quantity:
    """A number, its bounds and its unit.

    Attributes:
        low, high: bounds, inclusive; infinite where open.
        unit: "" for a count, "%" for a share (1 is the whole), a currency, or pint's name of the unit.
        amount: the words of the number with its bound ("at least") and its unit.
        noun: head of the noun phrase that is counted, or None.
    """

    low: float
    high: float
    unit: str
    amount: Words
    noun: "Token | None"

    def excludes(self, other: "Quantity") -> bool:
        """Return True if both have one unit or dimension and their intervals do not overlap."""
        factor = _conversion_factor(other.unit, self.unit)
        return factor is not None and (self.low > other.high * factor or other.low * factor > self.high)

    def agrees(self, other: "Quantity") -> bool:
        """Return True if both have one unit or dimension and their intervals overlap."""
        return _conversion_factor(other.unit, self.unit) is not None and not self.excludes(other)


@cache
def _conversion_factor(unit: str, into: str) -> float | None:
    """Return how many of ``into`` one ``unit`` is, or None if their dimensions differ."""
    if unit == into:
        return 1.0
    if not {unit, into} <= _UNITS:
        return None
    one = _registry().Quantity(1, unit)
    return float(one.to(into).magnitude) if one.check(_registry().Quantity(1, into).dimensionality) else None


@cache
def _registry() -> Any:
    from pint import UnitRegistry

    return UnitRegistry()


_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
}
_VAGUE_SCALES = {
    "dozens": (24, 1e2),
    "scores": (40, 2e2),
    "hundreds": (2e2, 1e3),
    "thousands": (2e3, 1e6),
    "millions": (2e6, 1e9),
}
_FRACTIONS = {"half": 2} | {
    name: whole
    for whole, names in (
        (3, "third thirds"),
        (4, "quarter quarters"),
        (5, "fifth fifths"),
        (10, "tenth tenths"),
    )
    for name in names.split()
}
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "ruble": "rouble"} | {
    name: name for name in "dollar euro rouble yen yuan rupee peso franc krona krone crown".split()
}
_UNITS = frozenset(
    "metre meter kilometre kilometer km centimetre centimeter cm millimetre millimeter mm mile foot inch "
    "yard tonne ton kilogram kilogramme kg gram gramme litre liter gallon barrel hectare acre second minute "
    "hour day week month year megawatt gigawatt kilowatt knot milligram microgram".split()
)
_UNIT_SPELLINGS = {"kilogramme": "kilogram", "gramme": "gram", "ton": "tonne"}
_BOUNDS_BEFORE = (
    (
        re.compile(
            r"(?:at most|no more than|not more than|(?<!no )(?<!not )(?:fewer|less) than|under|up to|below"
            r"|a maximum of"
            r"|as many as|short of)\s*$"
        ),
        "most",
    ),
    (
        re.compile(
            r"(?:at least|more than|over|no fewer than|no less than|not less than|not fewer than|upwards "
            r"of|above"
            r"|a minimum of|exceed\w*)\s*$"
        ),
        "least",
    ),
    (
        re.compile(
            r"(?:about|around|some|roughly|nearly|almost|approximately|close to|an estimated|barely|hardly"
            r"|scarcely"
            r"|just over|just under|only)\s*$"
        ),
        "about",
    ),
)
_BOUNDS_AFTER = (
    (re.compile(r"^\s*(?:\w+\s+){0,2}(?:or more|at least|or above|upwards)\b"), "least"),
    (re.compile(r"^\s*(?:\w+\s+){0,2}(?:or less|or fewer|at most|at the most)\b"), "most"),
)


def quantities(doc: "Doc") -> Iterator[Quantity]:
    """Yield the quantities of a sentence in text order; dates, ordinals and negated counts are left out."""
    taken = -1
    for token in doc:
        if token.i and doc[token.i - 1].lower_ in ("not", "no"):
            continue
        if token.i <= taken or (token.ent_type_ == "DATE" and not _has_unit(token)):
            continue
        found = _number(token)
        if found is None:
            continue
        value, last, is_share = found
        taken = last.i
        yield from _build_quantity(token, last, value, is_share=is_share)


def _has_unit(token: "Token") -> bool:
    """Return True for a DATE entity that is a measure: "for six years", not "in 2019"."""
    following = [word for word in token.doc[token.i + 1 : token.i + 3] if word.lemma_ in _UNITS]
    return bool(following) and following[0].dep_ != "npadvmod"


def _number(token: "Token") -> tuple[tuple[float, float], "Token", bool] | None:
    """Return the bounds of the number that begins here, its last token and True for a share, or None."""
    if token.lower_ in _VAGUE_SCALES:
        return _VAGUE_SCALES[token.lower_], token, False
    plain = _plain_number(token)
    if plain is None:
        return _fraction(token)
    return _share(token, *plain) or ((plain[0], plain[0]), plain[1], False)


def _share(token: "Token", value: float, last: "Token") -> tuple[tuple[float, float], "Token", bool] | None:
    """Return a share that begins with a number: "two thirds", "61 percent", "one coral in ten"."""
    after = _neighbour_text(last, 1)
    if after in _FRACTIONS and last.i == token.i:
        return (value / _FRACTIONS[after],) * 2, last.nbor(1), True
    if after in ("percent", "%", "per"):
        end = last.i + (2 if after == "per" else 1)
        return (value / 100,) * 2, token.doc[min(end, len(token.doc) - 1)], True
    if last.i + 3 < len(token.doc) and _neighbour_text(last, 2) == "in" and last.nbor(1).pos_ == "NOUN":
        after, last = "in", last.nbor(1)  # "one coral in ten"
    whole = _ratio_whole(last, after)
    if whole is not None and _token_value(whole) and (parts := _token_value(whole) or 0.0) > value:
        return (value / parts,) * 2, whole, True
    return None


def _fraction(token: "Token") -> tuple[tuple[float, float], "Token", bool] | None:
    """Return a fraction in words: "half", "a third", "half a tonne"."""
    after = _neighbour_text(token, 1)
    if token.lower_ not in _FRACTIONS or (token.pos_ == "ADJ" and after != "of"):
        return None
    if token.lower_ == "half":
        return ((0.5, 0.5), token.nbor(1), False) if after in ("an", "a") else ((0.5, 0.5), token, True)
    if _neighbour_text(token, -1) not in ("a", "one"):
        return None
    return (1 / _FRACTIONS[token.lower_],) * 2, token, True


def _plain_number(token: "Token") -> tuple[float, "Token"] | None:
    """Return the number that begins here, with its scale ("2.5 million"), and its last token, or None."""
    last = token
    value = _token_value(token)
    while value is not None and last.i + 1 < len(token.doc):
        following = last.nbor(1)
        joined = (
            _number_in_words(token.doc[token.i : following.i + 1].text.lower())
            if following.is_alpha
            else None
        )
        if joined is not None and token.is_alpha and following.pos_ == "NUM":
            value, last = joined, following
        elif following.lower_ in _SCALES or following.lower_ == "dozen":
            value *= 12 if following.lower_ == "dozen" else _SCALES[following.lower_]
            last = following
        else:
            break
    return None if value is None else (value, last)


def _ratio_whole(last: "Token", after: str) -> "Token | None":
    """Return the whole of a ratio: "ten" in "one in ten", "six out of ten"; None for a year."""
    if after not in ("in", "of", "out"):
        return None
    whole = last.doc[min(last.i + (3 if after == "out" else 2), len(last.doc) - 1)]
    return whole if whole.pos_ == "NUM" and not (after == "in" and _is_year(whole)) else None


def _neighbour_text(token: "Token", step: int) -> str:
    place = token.i + step
    return token.doc[place].lower_ if 0 <= place < len(token.doc) else ""


@cache
def _number_in_words(text: str) -> float | None:
    from text_to_num import text2num

    try:
        return float(text2num(text, "en"))
    except ValueError:
        return None


def _token_value(token: "Token") -> float | None:
    digits = token.text.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return float(digits)
    if token.pos_ not in ("NUM", "NOUN", "ADJ", "DET") or not token.text.replace("-", "").isalpha():
        return 12.0 if token.lower_ == "dozen" else None
    if token.lower_ in ("single", "dozen"):
        return 12.0 if token.lower_ == "dozen" else None
    opens = token.i == 0 and token.pos_ in ("PROPN", "NOUN", "ADJ")  # "Eleven workers were killed."
    return _number_in_words(token.lower_) if token.pos_ == "NUM" or opens else None


def _build_quantity(
    first: "Token", last: "Token", value: tuple[float, float], *, is_share: bool
) -> Iterator[Quantity]:
    doc = first.doc
    low, high = value
    unit, end, noun = "%" if is_share else "", last, None
    currency = doc[first.i - 1] if first.i and doc[first.i - 1].text in _CURRENCIES else None
    following = doc[last.i + 1] if last.i + 1 < len(doc) else last
    if not is_share and currency is not None:
        unit = _CURRENCIES[currency.text]
    elif not is_share and following.lemma_.lower() in _CURRENCIES:
        unit, end = _CURRENCIES[following.lemma_.lower()], following
    elif not is_share and following.lemma_.lower() in _UNITS:
        unit, end = _UNIT_SPELLINGS.get(following.lemma_.lower(), following.lemma_.lower()), following
    else:
        noun = _counted_noun(first, last)
        if noun is None and not is_share and not _is_bare_number(first):
            return
    start = currency or first
    before = doc[max(0, start.i - 4) : start.i].text.lower()
    bound = _bound_kind(_BOUNDS_BEFORE, before) or _bound_kind(
        _BOUNDS_AFTER, doc[end.i + 1 : end.i + 5].text.lower()
    )
    if bound == "least":
        high = math.inf
    elif bound == "most":
        low = -math.inf
    elif bound == "about":
        low, high = low * (1 - TOLERANCE), high * (1 + TOLERANCE)
    bounding = _first_bound_index(start, before)
    yield Quantity(low=low, high=high, unit=unit, amount=[*doc[bounding : end.i + 1]], noun=noun)


def _bound_kind(table: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str | None:
    return next((bound for pattern, bound in table if pattern.search(text)), None)


def _first_bound_index(start: "Token", before: str) -> int:
    """Return the index of the first word of the bound before the number, or of the number."""
    for pattern, _ in _BOUNDS_BEFORE:
        found = pattern.search(before)
        if found is not None:
            return int(start.i) - len(found.group().split())
    return int(start.i)


def _counted_noun(first: "Token", last: "Token") -> "Token | None":
    for token in (first, last):
        up = token
        while up.dep_ in ("nummod", "quantmod", "amod", "compound", "npadvmod") and up.head.i > up.i:
            up = up.head
            if up.i > last.i and up.pos_ in ("NOUN", "PROPN"):
                return up
        for of in token.children:
            if of.dep_ == "prep" and of.lower_ == "of":
                return next((noun for noun in of.children if noun.dep_ == "pobj"), None)
    return None


def _is_bare_number(token: "Token") -> bool:
    return (
        token.dep_ in ("attr", "dobj", "nsubj", "nsubjpass", "pobj")
        and token.pos_ == "NUM"
        and not _is_year(token)
    )


def _is_year(token: "Token") -> bool:
    return bool(re.fullmatch(r"(?:1[89]|20)\d\d", token.text))
