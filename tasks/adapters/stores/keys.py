"""Which keys an archive takes: the same on every store, so that one archive can be moved to another."""

from dateline.tasks.core.errors import PermanentStoreError

TEMP_FOLDER = ".tmp"
"""First segment of what is no object yet; no key may begin with it."""

MARK = "dateline-archive.json"
"""The key of the archive's mark, which is the first object of every archive."""

MAX_SEGMENT_BYTES = 255
"""The longest name that the common file systems take (POSIX NAME_MAX on Linux)."""

MAX_KEY_BYTES = 1024 - 128
"""S3's limit is 1024 bytes of UTF-8, prefix included; the rest is left for the prefix."""

_SHOWN = 100
"""How many characters of a key an error shows."""


def check_key(key: str) -> str:
    """Return the key if it stays inside an archive.

    Raises:
        PermanentStoreError: It is empty, absolute, too long, has an empty, ``.`` or ``..`` segment, a backslash or
            a character that is not printable, or lies in the folder of temporary files.
    """
    if fault := _fault(key, key.split("/")):
        raise PermanentStoreError(f"{_shown(key)} is no key that an archive can have: {fault}.", key=key)
    return key


def check_prefix(prefix: str) -> str:
    """Return the prefix if keys can begin with it; its last segment may be a part of a name, or empty.

    Raises:
        PermanentStoreError: No key can begin so.
    """
    *whole, part = prefix.split("/")
    if fault := _fault(prefix, [*whole, part] if part.strip(".") else whole):
        raise PermanentStoreError(f"{_shown(prefix)} is no prefix of keys in an archive: {fault}.", key=prefix)
    return prefix


def _fault(text: str, segments: list[str]) -> str | None:
    if not text.isprintable() or "\\" in text:
        return "it has a backslash or a character that cannot be printed"
    if "" in segments:
        return 'it is empty, or begins or ends with "/", or has "//"'
    if "." in segments or ".." in segments:
        return 'it has a segment "." or ".."'
    if segments and segments[0] == TEMP_FOLDER:
        return f"{TEMP_FOLDER!r} is where unfinished files lie"
    return _excess("it", text, MAX_KEY_BYTES) or next(
        filter(None, (_excess("a segment of it", segment, MAX_SEGMENT_BYTES) for segment in segments)), None
    )


def _excess(what: str, text: str, most: int) -> str | None:
    size = len(text.encode())
    return f"{what} has {size} bytes of UTF-8, and at most {most} are possible" if size > most else None


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}..."
