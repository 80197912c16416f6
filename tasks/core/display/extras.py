"""Says how to install an extra. dateline is on no package index, so its name means nothing to pip."""


def how_to_install(extra: str) -> str:
    """Return how to install an extra of dateline, as the end of a sentence, for pip and for pipx."""
    return f"in dateline's clone, run pip install '.[{extra}]', or, with pipx, pipx install --force '.[{extra}]'"
