"""Text from the web, made safe to stand in Markdown or a terminal: whatever it holds, it shows as what it is."""

import re
from urllib.parse import quote

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>:$^=@/])")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


_TERMINAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Return ``text`` for a terminal: each character that would command it, or turn its writing round, is a U+FFFD.

    Line feeds and tabs stay.
    """
    return _TERMINAL.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str, most: int = 300) -> str:
    """Return ``text`` on one line, of at most ``most`` characters, with nothing in it that Markdown or HTML reads.

    ASCII punctuation may be backslash-escaped (CommonMark 2.4); ampersands and angle brackets become entities.
    """
    line = " ".join(_CONTROL.sub(" ", text).split())
    if len(line) > most:
        line = f"{line[: most - 1]}…"
    return _MARKDOWN.sub(r"\\\1", line).translate(_HTML).replace("\\&gt;", "&gt;")


def link(text: str, url: str) -> str:
    """Return a Markdown link to an http address, or the text alone where the address is of another kind."""
    if not url.startswith(("http://", "https://")):
        return plain(text)
    return f"[{plain(text)}]({quote(url, safe=_SAFE_IN_LINK)})"


_SAFE_IN_LINK = ":/?#@!$&+,;=%-._~"
