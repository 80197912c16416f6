"""Repairs the text of real-world XML, where libxml2 would drop a part of it, or the rest of the file."""

import re
import sys
from collections.abc import Iterable, Iterator
from html.entities import html5

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = r"(?:#(?:([0-9]{1,7})|[xX]([0-9A-Fa-f]{1,6}))|([A-Za-z][A-Za-z0-9]{1,31}));"
_BARE_AMPERSAND = re.compile(f"&(?!{_REFERENCE})")
_DOUBTFUL_REFERENCE = re.compile(f"&(?!(?:amp|lt|gt|quot|apos);){_REFERENCE}")
_MAX_REFERENCE = 64
_CP1252 = {code: ord(text) for code in range(0x80, 0xA0) if (text := bytes([code]).decode("cp1252", "ignore"))}
"""What the numbers of control characters mean to publishers, following the HTML standard (13.2.5.80)."""
_HTML_TAGS = (
    "a abbr b big blockquote br center code del div em embed figcaption figure font h[1-6] hr i iframe img ins li "
    "noscript ol p pre q s script small span strike strong style sub sup table tbody td tfoot th thead tr tt u ul video"
)
_BARE_BRACKET = re.compile(rf"(?i)<(?![a-z_/!?])|<(?=/?(?:{_HTML_TAGS.replace(' ', '|')})[\s/>])")
_CDATA_END = "]]>"
_CDATA_EDGE = re.compile(r"(<!\[CDATA\[|\]\]>)", re.IGNORECASE)
_TAG_WITH_VALUES = re.compile(r"<[A-Za-z][^<>=]*=[^<>]*>")
_VALUE = re.compile(r"""(\s[^\s=<>"'/]+\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>]+?(?=\s|/?>))""")


class Repairs:
    """Repairs errors for which libxml2 would drop the text or the rest of the file."""

    def __init__(self) -> None:
        self.made: dict[str, None] = {}
        """The errors that were found, in order. In CDATA sections brackets and ampersands are none."""
        self._in_cdata = False

    def repaired(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the repaired text in pieces that do not cut a reference, a tag name or the end of CDATA in two."""
        kept = ""
        for text in texts:
            whole = kept + text
            cut = max(whole.rfind("&", -_MAX_REFERENCE), whole.rfind("<", -_MAX_REFERENCE))
            cut = len(whole.removesuffix("]").removesuffix("]")) if cut < 0 else cut
            kept = whole[cut:]
            yield self._repaired(whole[:cut])
        yield self._repaired(kept)

    def _repaired(self, text: str) -> str:
        parts = _CDATA_EDGE.split(text)
        for number, part in enumerate(parts):
            if number % 2:
                self._in_cdata = part != _CDATA_END
                parts[number] = part.upper()
            else:
                parts[number] = self._repair(part)
        return "".join(parts)

    def _repair(self, text: str) -> str:
        text = _ILLEGAL.sub("", text)
        text = text if self._in_cdata else _TAG_WITH_VALUES.sub(self._with_quotes, text)
        text = self._escape(_BARE_AMPERSAND, "&amp;", text, "a bare ampersand")
        text = _DOUBTFUL_REFERENCE.sub(self._character, text)
        return self._escape(_BARE_BRACKET, "&lt;", text, "HTML tags or a bare < in text")

    def _escape(self, pattern: re.Pattern[str], escape: str, text: str, fault: str) -> str:
        text, count = pattern.subn(escape, text)
        if count:
            self._note(fault)
        return text

    def _with_quotes(self, tag: re.Match[str]) -> str:
        return _VALUE.sub(self._quoted, tag[0])

    def _quoted(self, attribute: re.Match[str]) -> str:
        name, value = attribute.groups()
        if value[0] in "\"'":
            return attribute[0]
        self._note("an attribute without quotes")
        return f'{name}"{value}"'

    def _note(self, fault: str) -> None:
        if not self._in_cdata:
            self.made[fault] = None

    def _character(self, reference: re.Match[str]) -> str:
        decimal, hexadecimal, name = reference.groups()
        if name is None:
            number = int(decimal) if decimal else int(hexadecimal, 16)
            number = _CP1252.get(number, number)
            legal = number <= sys.maxunicode and not _ILLEGAL.match(chr(number))
            return f"&#{number};" if legal else "\N{REPLACEMENT CHARACTER}"
        self._note("an HTML or unknown entity")
        characters = html5.get(f"{name};")
        return "".join(f"&#{ord(character)};" for character in characters) if characters else f"&amp;{name};"
