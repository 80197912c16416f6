"""Text for people: formatting of numbers and times, and escaping for the terminal and the Prefect UI."""
