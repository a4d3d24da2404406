"""Scores of NLI models on labelled pairs."""
