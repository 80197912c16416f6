"""A source as a whole: how it is found, its file, its health and its coverage."""
