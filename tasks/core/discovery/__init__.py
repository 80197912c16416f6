"""From the bytes of feeds, lists and folders to page references."""
