"""Rules of the web: URLs, robots.txt, headers, encodings."""
