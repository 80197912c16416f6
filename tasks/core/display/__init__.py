"""Text for people: numbers and times in words, and escaping for the Prefect UI."""
