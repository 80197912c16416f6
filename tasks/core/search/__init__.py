"""Full-text search without input or output: words, queries, snippets."""
