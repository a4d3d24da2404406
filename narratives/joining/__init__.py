"""Accounts of several documents → the same statement once, with all its places; copies of one story."""

from narratives.joining.accounts import Joined, join_statements, redirect_reviews
from narratives.joining.copies import find_copies

__all__ = ["Joined", "find_copies", "join_statements", "redirect_reviews"]
