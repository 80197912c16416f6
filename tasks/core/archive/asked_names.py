"""What people write to name an article or a page: ids, keys and addresses, copied from anywhere."""

import re

_ID = re.compile(r"([0-9a-f]+(?:\.[0-9a-f]+)?)(?:…|\.+|\.json)?", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?/\S*")


def as_archived(name: str) -> str:
    """Return a name in the form in which the archive and the ledger know it.

    Ids are in lower case, and may be followed by the dots of an abbreviation or a sentence, or as in a file's name. An
    address without a scheme, as browsers show it, gets one; which one it is does not matter to `url_key`. Keys of
    objects, and paths to them, stay.
    """
    name = name.strip()
    if found := _ID.fullmatch(name):
        return found[1].lower()
    is_address = _WITHOUT_SCHEME.fullmatch(name) and not name.endswith(".json")
    return f"https://{name}" if is_address else name
