"""NLI models on labelled pairs."""
