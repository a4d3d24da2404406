"""Accounts made from the gold annotation, for scoring the judging without errors of attribution."""

from collections.abc import Mapping
from typing import Any

from narratives import Account, Assertion, Comparison, Party, Span, compare


def compare_gold(gold: Mapping[str, Any], parties: list[Party]) -> Comparison:
    """Compare the accounts that consist of the gold assertions of the parties."""
    accounts = [
        Account(party, [gold_assertion(one) for one in gold["assertions"] if one["party"] == party.name])
        for party in parties
    ]
    first, second, *others = (account for account in accounts if len(account))
    return compare(first, second, *others)


def gold_assertion(one: Mapping[str, Any], document: str = "gold") -> Assertion:
    """Return a gold assertion with its gloss as text and the stance "asserts".

    A gloss is the complete assertion as a sentence. The gloss of a denial contains its negation.
    """
    text = one["gloss"]
    return Assertion(
        text=text[0].upper() + text[1:],
        quote=" … ".join(one["content"]),
        party=one["party"],
        cue=one["cue"] or "",
        spans=tuple(Span(document=document, start=start, end=end) for start, end in one["spans"]),
    )
