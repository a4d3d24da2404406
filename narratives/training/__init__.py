"""Training of a judge: rows, contrasts, training, calibration, export. Only the command line imports it."""
