"""Statements and links of a graph made by others, by the attributes of its nodes and edges."""

import math

from narratives.errors import ExchangeError
from narratives.exchange.given import GIVEN, RELATIONS, Link, Statement
from narratives.exchange.readable import Attributes
from narratives.model import Stance
from narratives.verdict import Relation


def statement_of(node: str, attributes: Attributes, *, place: str) -> Statement:
    """The statement of a node, by its ``text`` and ``party``, and what else there is of it.

    Raises:
        ExchangeError: it has no text, no party, or a stance that is none.
    """
    told = {
        name: str(attributes.get(name, "")) for name in ("text", "party", "source", "cue", "stance", "quote")
    }
    if not told["text"].strip() or not told["party"].strip():
        raise ExchangeError(f"{place}: has no text or no party; give it both attributes, 'text' and 'party'")
    stance = told["stance"].casefold() or str(Stance.ASSERTS)
    if stance not in list(Stance):
        raise ExchangeError(f"{place}: stance {stance!r:.40}: take one of {', '.join(Stance)}")
    return Statement(
        key=node,
        text=told["text"],
        party=told["party"],
        quote=told["quote"],
        source=told["source"] or None,
        cue=told["cue"],
        stance=stance,
    )


def link_of(a: str, b: str, attributes: Attributes, *, place: str) -> Link:
    """The link of an edge, by its ``relation``, and what else there is of it.

    Raises:
        ExchangeError: its relation is none of ours, or its probability is not from 0 to 1.
    """
    relation = str(attributes.get("relation", "")).casefold()
    if relation not in RELATIONS:
        names = ", ".join(one for one in Relation if one in RELATIONS)
        raise ExchangeError(
            f"{place}: relation {relation!r:.40}: give the attribute 'relation', one of {names}"
        )
    try:
        probability = float(attributes.get("probability", 1.0))
    except ValueError:
        probability = math.nan
    if not 0 <= probability <= 1:
        raise ExchangeError(
            f"{place}: probability {attributes['probability']!r:.40}: give a number from 0 to 1"
        )
    judge = str(attributes.get("judge", "")) or GIVEN
    return Link(a=a, b=b, relation=relation, probability=probability, judge=judge)
