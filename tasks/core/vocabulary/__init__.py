"""The words that the cleaner knows, by language where the words allow it. Data only."""
