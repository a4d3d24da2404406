"""Accounts of several documents → the same statement once, with all its places; copies of one story."""

from narratives.joining.accounts import (
    Grouping,
    Joined,
    grouping_of,
    join_groups,
    join_statements,
    redirect_reviews,
)
from narratives.joining.copies import find_copies

__all__ = [
    "Grouping",
    "Joined",
    "find_copies",
    "grouping_of",
    "join_groups",
    "join_statements",
    "redirect_reviews",
]
