"""The times of a page's publication and modification."""
