"""Kinds of reason, a module each: what in the words of two statements makes them stand as they do."""
