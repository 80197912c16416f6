"""Finding page references in feeds, sitemaps, listings and archives."""
