"""Measuring: each benchmark is one command that prints a table."""
