"""Speed of every step, from one article to a year of coverage."""
