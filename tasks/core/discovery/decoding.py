"""Decodes XML or text by its actual encoding instead of its declared one."""

import codecs
import re
from collections.abc import Iterable, Iterator

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

from dateline.tasks.core.cleaning.encoding.decode import SAMPLE_BYTES, decode

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9_.:-]{2,40})")
_DECLARATION_BYTES = 1024
_HIGH = re.compile(rb"[\x80-\xff]")
_WIDE_SAMPLE_BYTES = 256
_TEXT_CODECS = re.compile(r"utf-8|cp\d|iso8859|iso2022|koi8|gb|hz|big5|euc|shift|mac|ascii|johab|tis")
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")
"""The escape sequence before Japanese characters in ISO-2022-JP; it occurs in no other text."""
_STATEFUL_CODECS = re.compile(r"iso2022|hz")
_TOLERATED = 10  # one invalid among so many non-ASCII characters is damage; more mean a different encoding


def decoded(parts: Iterable[bytes], content_type: str | None, warnings: list[str]) -> Iterator[str]:
    """Yield the text of bytes that arrive in parts. The first part determines the encoding.

    A byte order mark takes precedence, and valid UTF-8 is UTF-8 whatever is declared. Next come the XML declaration and
    the ``Content-Type``. If neither is usable, the encoding is detected from the bytes, as for pages. UTF-16 and UTF-32
    are only recognized by the bytes, never by a declaration alone.

    Undecodable bytes become U+FFFD. Raises only errors of ``parts``.
    """
    parts = iter(parts)
    first = next(parts, b"")
    decoder = codecs.getincrementaldecoder(_encoding_of(first, content_type, warnings))(errors="replace")
    yield decoder.decode(first)
    for part in parts:
        yield decoder.decode(part)
    yield decoder.decode(b"", final=True)


def _encoding_of(data: bytes, content_type: str | None, warnings: list[str]) -> str:
    by_mark = read_bom(data)[0]
    if by_mark is not None:
        return "utf-8-sig" if by_mark == "utf-8" else by_mark.removesuffix("-le").removesuffix("-be")
    wide = _wide(data[:_WIDE_SAMPLE_BYTES])
    if wide:
        return wide
    if _JAPANESE_ESCAPE.search(data):
        return "iso2022_jp"
    declared = _DECLARED.search(data, 0, _DECLARATION_BYTES)
    labels = [_text_codec(label) for label in (declared[1].decode() if declared else None, _charset(content_type))]
    known = [label for label in labels if label]
    stateful = next((label for label in known if _STATEFUL_CODECS.match(label)), None)
    if stateful:
        return stateful
    if _is_utf8(data):
        if known and known[0] != "utf-8" and not data.isascii():
            warnings.append(f"declared as {known[0]}, but it is UTF-8")
        return "utf-8"
    chosen = next((label for label in known if label != "utf-8"), None)
    if chosen is None:
        chosen = "utf-8" if _is_nearly_utf8(data) else _detected(data)
        warnings.append(f"not valid UTF-8; read as {chosen}")
    return chosen


def _wide(sample: bytes) -> str | None:
    """Return the 2-byte or 4-byte encoding of a sample, recognized by its zero bytes, or None."""
    if len(sample) < 4 or sample.count(0) * 3 < len(sample):  # noqa: PLR2004 - at least a third of UTF-16 markup is zero bytes
        return None
    zeros = [sample[place::4].count(0) * 2 > len(sample[place::4]) for place in range(4)]
    names = {
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
    }
    return names.get((zeros[0], zeros[1], zeros[2], zeros[3]))


def _detected(data: bytes) -> str:
    first = _HIGH.search(data)
    return decode(data[first.start() :][:SAMPLE_BYTES]).charset if first else "utf-8"


def _charset(content_type: str | None) -> str | None:
    return http_content_type_encoding(content_type) if content_type else None


def _text_codec(label: str | None) -> str | None:
    """Return Python's name for the codec of a label, or None if it is not a text encoding."""
    name = resolve_encoding(label) if label else None
    return name if name and _TEXT_CODECS.match(name) else None


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    foreign = sum(1 for character in text if character > "\x7f")
    return text.count("\N{REPLACEMENT CHARACTER}") * _TOLERATED < foreign
