"""When a page was published and modified."""
