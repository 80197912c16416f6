"""The cleaner: a raw page in, an article or a rejection out."""
