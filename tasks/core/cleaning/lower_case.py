"""Brings texts into lower case for patterns in lower case: those that ignore case take several times as long."""


def lowered(text: str) -> str:
    """Return the text in lower case, with letters of the same capital unified. Its length does not change."""
    if text.isascii():
        return text.lower()
    return without_look_alikes(text.replace("İ", "i").lower())


def without_look_alikes(text: str) -> str:
    """Return a text or pattern in lower case with the letters that `lowered` unifies."""
    return text.replace("ı", "i").replace("ς", "σ")
