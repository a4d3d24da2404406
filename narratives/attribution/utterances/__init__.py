"""Find contents with their cues and source words: one module for each construction."""
