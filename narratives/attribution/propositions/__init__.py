"""Turn the content of an utterance into a self-contained sentence."""
