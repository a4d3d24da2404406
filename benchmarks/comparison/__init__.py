"""The whole way, from an article to its disputes, against gold annotation."""
