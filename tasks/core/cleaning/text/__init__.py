"""Reading the text of an article."""
