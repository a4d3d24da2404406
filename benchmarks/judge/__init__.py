"""Training of the embedded judge and of its decision table."""
