"""Output formats for people, one module per format. `escaping` holds all functions that escape text."""
