"""Finding page references in feeds, sitemaps, listings, web archives and files."""
