"""Judging alone: accounts made from the gold annotation, so that no attribution is found wrong."""

from collections.abc import Mapping
from typing import Any

from narratives import Account, Assertion, Comparison, Party, Span, compare


def comparison(gold: Mapping[str, Any], parties: list[Party]) -> Comparison:
    """The gold assertions of the parties, in the words of their gloss, compared.

    A gloss is the whole assertion as a sentence, a denial with its negation in it: all are asserted.
    """
    accounts = [
        Account(party, [assertion(one) for one in gold["assertions"] if one["party"] == party.name])
        for party in parties
    ]
    first, second, *others = (account for account in accounts if len(account))
    return compare(first, second, *others)


def assertion(one: Mapping[str, Any], document: str = "gold") -> Assertion:
    """A gold assertion in the words of its gloss, asserted."""
    text = one["gloss"]
    return Assertion(
        text=text[0].upper() + text[1:],
        quote=" … ".join(one["content"]),
        party=one["party"],
        cue=one["cue"] or "",
        spans=tuple(Span(document=document, start=start, end=end) for start, end in one["spans"]),
    )
