"""What the words of two statements show of how they stand: a module a kind of reason, and scope."""
