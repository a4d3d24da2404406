"""Mentions and names → a speaker and a party."""
