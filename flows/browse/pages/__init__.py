"""The views: what each address answers."""
