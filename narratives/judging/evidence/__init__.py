"""Evidence from the words of two statements: one module for each kind of reason, and scope differences."""
