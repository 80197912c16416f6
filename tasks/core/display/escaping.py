"""Text from the web, made safe to stand in Markdown or a terminal: whatever it holds, it shows as what it is."""

import re
from urllib.parse import quote

_TURNING = r"\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""What breaks a line, or turns the direction of writing round."""
_UNSHOWN = re.compile(rf"[\x00-\x1f\x7f-\x9f{_TURNING}\ud800-\udfff]+")
_TERMINAL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_TURNING}\ud800-\udfff]")

_ENTITY = re.compile(r"&(?=#?\w+;)")
_MEANING = re.compile(r"[\\`*_~|\[\]@]|:(?=//)|(?i:(?<=www))\.")
"""What Markdown reads wherever it stands: emphasis, code, links, cells; and what GFM takes for the address of a page
or a mailbox."""
_FIRST = re.compile(r"^(?:[#+\-=>]|(\d{1,9})(?=[.)]))")
"""What makes a heading, a list or a quotation of a line that begins with it."""


def printable(text: str) -> str:
    """Return ``text`` for a terminal: each character that would command it, or turn its writing round, is a U+FFFD.

    Line feeds and tabs stay.
    """
    return _TERMINAL.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str, most: int = 300) -> str:
    r"""Return ``text`` on one line, of at most ``most`` characters, with nothing in it that Markdown or HTML reads.

    ASCII punctuation may be backslash-escaped (CommonMark 2.4), and an angle bracket may be an entity (2.5). Only what
    has a meaning where it stands is escaped: some places of the UI show a cell as it is, where ``\.`` would be ugly.
    """
    line = " ".join(_UNSHOWN.sub(" ", text).split())
    if len(line) > most:
        line = f"{line[: most - 1]}…"
    escaped = _MEANING.sub(r"\\\g<0>", _ENTITY.sub("&amp;", line))
    return _FIRST.sub(_as_first, escaped).replace("<", "&lt;")


def _as_first(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1] else f"\\{found[0]}"


def page_link(url: str, most: int = 60) -> str:
    """Return a Markdown link to an http address, or the address alone where it is of another kind.

    Both are cut in their midst to ``most`` characters. The link's text is the address without its scheme, in letters
    that mean nothing in Markdown, since not every renderer takes back escapes there.
    """
    target = _ENTITY_END.sub(r"\g<1>%3B", quote(url, safe=_SAFE_IN_LINK, errors="replace"))
    scheme, _, address = target.partition("://")
    if scheme not in ("http", "https") or not address:
        return plain(_cut(url, most))
    shown = _cut(quote(address.partition("#")[0], safe=_SAFE_IN_TEXT), most)
    return f"[{_EMPHASIS.sub(_percent, shown)}]({target})"


def _cut(text: str, most: int) -> str:
    half = (most - 1) // 2
    return text if len(text) <= most else f"{text[: most - 1 - half]}…{text[-half:]}"


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):X}"


_SAFE_IN_LINK = ":/?#@!$&+,;=%-._~"
_SAFE_IN_TEXT = ":/?=%,;+-._"
_ENTITY_END = re.compile(r"(&#?\w+);")
"""CommonMark reads entities in addresses too (6.3)."""
_EMPHASIS = re.compile(r"~|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What `quote` leaves alone, and may mark text; an underscore within a word is a letter (CommonMark 6.2)."""
