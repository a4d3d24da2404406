"""Two texts → probabilities of contradiction, entailment and neutral: embedded, by name, by chat."""
