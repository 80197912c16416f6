"""Checks the keys of an archive. The rules are the same on every store, so that archives can be moved between them."""

from dateline.tasks.core.errors import PermanentStoreError

TEMP_FOLDER = ".tmp"
"""The first segment of names that are not objects yet. No key may begin with it."""

MARK = "dateline-archive.json"
"""The key of the archive's mark, which is the first object of every archive."""

MAX_SEGMENT_BYTES = 255
"""The maximum length of a name in common file systems (POSIX NAME_MAX on Linux)."""

MAX_KEY_BYTES = 1024 - 128
"""S3 limits keys to 1024 bytes of UTF-8, including the prefix, for which the rest is reserved."""

_FILE_MANAGERS = frozenset({".DS_Store", ".AppleDouble", ".localized", ".directory", "Thumbs.db", "desktop.ini"})
_SHOWN = 100
"""How many characters of a key error messages show."""


def is_of_file_manager(name: str) -> bool:
    """Return whether a name is one that the file managers of desktops leave in every folder that they show.

    Such a file is no object of the archive, and is copied along with it.
    """
    return name in _FILE_MANAGERS or name.startswith("._")


def check_key(key: str) -> str:
    """Return the key if it is valid.

    Raises:
        PermanentStoreError: it is empty, absolute or too long, contains an empty, ``.`` or ``..`` segment, a backslash
            or an unprintable character, or is in the folder of temporary files.
    """
    if fault := _fault(key, key.split("/")):
        raise PermanentStoreError(f"{_shown(key)} is not a valid key: {fault}.", key=key)
    return key


def check_prefix(prefix: str) -> str:
    """Return the prefix if valid keys can begin with it. Its last segment may be part of a name, or empty.

    Raises:
        PermanentStoreError: no valid key can begin with it.
    """
    *whole, part = prefix.split("/")
    if fault := _fault(prefix, [*whole, part] if part.strip(".") else whole):
        raise PermanentStoreError(f"{_shown(prefix)} is not a valid prefix of keys: {fault}.", key=prefix)
    return prefix


def _fault(text: str, segments: list[str]) -> str | None:
    if not text.isprintable() or "\\" in text:
        return "it contains a backslash or an unprintable character"
    if "" in segments:
        return 'it is empty, begins or ends with "/", or contains "//"'
    if "." in segments or ".." in segments:
        return 'it contains a segment "." or ".."'
    if segments and segments[0] == TEMP_FOLDER:
        return f"{TEMP_FOLDER!r} is reserved for unfinished files"
    return _excess("it", text, MAX_KEY_BYTES) or next(
        filter(None, (_excess("a segment of it", segment, MAX_SEGMENT_BYTES) for segment in segments)), None
    )


def _excess(what: str, text: str, most: int) -> str | None:
    size = len(text.encode())
    return f"{what} has {size} bytes of UTF-8; the maximum is {most}" if size > most else None


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}..."
