"""What the rooms share of English: the parser, tables of countries and of words that mean alike."""
