"""Scores of the whole pipeline, from an article to its disputes, against gold annotation."""
