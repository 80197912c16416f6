"""Reading the bytes of feeds, sitemaps, listings and lists into page references."""
