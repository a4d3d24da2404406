"""NLI models that score a pair of texts: embedded, cross-encoder by name, chat; calibration."""
