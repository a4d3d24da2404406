"""How a judge is made: rows, contrasts, training, export. Only the command line imports it."""
