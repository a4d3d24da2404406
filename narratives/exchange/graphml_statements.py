"""Statements and links of GraphML nodes and edges that carry no record, from their attributes."""

import math

from narratives.errors import ExchangeError
from narratives.exchange.graphml_attributes import Attributes
from narratives.exchange.statements import GIVEN, RELATIONS, Link, Statement
from narratives.model import Stance
from narratives.verdict import Relation


def statement_from_attributes(node: str, attributes: Attributes, *, place: str) -> Statement:
    """Return the statement of a node.

    ``text`` and ``party`` are required; ``source``, ``cue``, ``stance`` and ``quote`` are optional.

    Raises:
        ExchangeError: the node has no text, no party, or an unknown stance.
    """
    values = {
        name: str(attributes.get(name, "")) for name in ("text", "party", "source", "cue", "stance", "quote")
    }
    if not values["text"].strip() or not values["party"].strip():
        raise ExchangeError(f"{place}: has no text or no party; give it both attributes, 'text' and 'party'")
    stance = values["stance"].casefold() or str(Stance.ASSERTS)
    if stance not in list(Stance):
        raise ExchangeError(f"{place}: stance {stance!r:.40}: take one of {', '.join(Stance)}")
    return Statement(
        key=node,
        text=values["text"],
        party=values["party"],
        quote=values["quote"],
        source=values["source"] or None,
        cue=values["cue"],
        stance=stance,
    )


def link_from_attributes(a: str, b: str, attributes: Attributes, *, place: str) -> Link:
    """Return the link of an edge.

    ``relation`` is required; ``probability`` (default 1) and ``judge`` (default "given") are optional.

    Raises:
        ExchangeError: the relation is unknown, or the probability is not from 0 to 1.
    """
    relation = str(attributes.get("relation", "")).casefold()
    if relation not in RELATIONS:
        names = ", ".join(name for name in Relation if name in RELATIONS)
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
