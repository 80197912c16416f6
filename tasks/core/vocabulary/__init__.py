"""The vocabulary of the cleaner, by language where possible. Data only."""
