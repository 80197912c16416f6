"""Escapes text from the web for Markdown and for terminals, so that any text is shown literally."""

import re
from urllib.parse import quote

_TURNING = r"\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""Characters that break a line, or change the direction of writing."""
_UNSHOWN = re.compile(rf"[\x00-\x1f\x7f-\x9f{_TURNING}\ud800-\udfff]+")
_TERMINAL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_TURNING}\ud800-\udfff]")

_ENTITY = re.compile(r"&(?=#?\w+;)")
_MEANING = re.compile(r"[\\`*_~|\[\]@]|:(?=//)|(?i:(?<=www))\.")
"""Characters with a meaning in Markdown at any position: emphasis, code, links, cells; and text that GFM turns into
links to pages or mailboxes."""
_FIRST = re.compile(r"^(?:[#+\-=>]|(\d{1,9})(?=[.)]))")
"""Characters that turn a line into a heading, list or quotation if it begins with them."""


def printable(text: str) -> str:
    """Return ``text`` for a terminal, with control characters and those that change the direction replaced by U+FFFD.

    Line feeds and tabs are kept.
    """
    return _TERMINAL.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str, most: int = 300) -> str:
    r"""Return ``text`` as one line of at most ``most`` characters, without any meaning in Markdown or HTML.

    ASCII punctuation is backslash-escaped (CommonMark 2.4), and angle brackets become entities (2.5). Only characters
    with a meaning at their position are escaped, because parts of the UI show cells verbatim, where ``\.`` is ugly.
    """
    line = " ".join(_UNSHOWN.sub(" ", text).split())
    if len(line) > most:
        line = f"{line[: most - 1]}…"
    escaped = _MEANING.sub(r"\\\g<0>", _ENTITY.sub("&amp;", line))
    return _FIRST.sub(_as_first, escaped).replace("<", "&lt;")


def _as_first(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1] else f"\\{found[0]}"


def page_link(url: str, most: int = 60) -> str:
    """Return a Markdown link to an http(s) URL, or the text of any other URL.

    Text longer than ``most`` characters is shortened in the middle. The link's text is the URL without its scheme, with
    Markdown's characters percent-encoded, because not every renderer removes escapes there.
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
"""CommonMark decodes entities in URLs, too (6.3)."""
_EMPHASIS = re.compile(r"~|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""Characters that `quote` keeps and that may mark emphasis. Underscores within words are letters (CommonMark 6.2)."""
