"""What a run needs of Prefect while it is under way: stopping, events, progress."""
