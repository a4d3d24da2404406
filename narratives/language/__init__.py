"""English shared by attribution, pairing and judging: the parser, clauses, dates, word and country tables."""
