"""The content of an utterance → sentences that stand alone."""
