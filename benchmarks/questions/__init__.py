"""Speed of questions put to a large contradiction graph."""
