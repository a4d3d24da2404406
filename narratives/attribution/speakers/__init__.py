"""Resolve the words that name a source to a speaker and a party."""
