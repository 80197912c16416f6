"""Decodes pages as browsers do, and better if the declared encoding is clearly wrong.

The order is that of the WHATWG Encoding and HTML standards: byte order mark, HTTP header, ``meta`` in the page.
Browsers stop there. Here the declared encoding must also fit the bytes, because saved pages and misconfigured servers
declare wrong ones.
"""

import codecs
import re
from dataclasses import dataclass

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

from dateline.tasks.core.cleaning.latin_letters import is_dense, latin_encoding
from dateline.tasks.core.vocabulary.common_words import common_word_counts
from dateline.tasks.core.vocabulary.frequent_letters import (
    ARABIC,
    CYRILLIC,
    GREEK,
    HEBREW,
    JAPANESE,
    KOREAN,
    SIMPLIFIED_CHINESE,
    THAI,
    TRADITIONAL_CHINESE,
)

HEAD_BYTES = 128 * 1024
"""How many bytes of a page are searched for its ``meta`` declaration."""
SAMPLE_BYTES = 64 * 1024
"""How many bytes are decoded to detect an encoding."""

_DECLARATION = re.compile(
    rb"""<meta\b[^<>]{0,500}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.\-]{2,40})"""
    rb"""|<\?xml\b[^<>]{0,100}?\bencoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_:.\-]{2,40})""",
    re.IGNORECASE,
)
_UTF8 = "utf-8"
_DEFAULT = "cp1252"
_MULTIBYTE = {
    "gb18030": SIMPLIFIED_CHINESE,
    "cp932": JAPANESE,
    "euc_jp": JAPANESE,
    "cp949": KOREAN,
    "big5hkscs": TRADITIONAL_CHINESE,
}
"""Multi-byte encodings that are detected without a declaration, with the letters that are frequent in them."""
_MIN_FREQUENT_SHARE = 0.3
"""The minimum share of frequent letters among the letters beyond ASCII. By chance, 5 % of Chinese letters are."""
_MIN_FREQUENT = 3
_CHANCE_WORDS = 2
"""How many common non-ASCII words a wrong encoding may produce by chance."""
_SINGLE_BYTE = {
    "cp1252": "de fr es it pt nl sv da no fi en",
    "cp1251": "ru uk bg sr",
    "koi8_u": "ru uk",
    "cp1250": "pl cs sk hu ro hr",
    "cp1253": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar fa ur",
}
"""Single-byte encodings, and the languages written in them."""
_ALPHABETS = {
    "cp1251": CYRILLIC,
    "koi8_u": CYRILLIC,
    "iso8859-5": CYRILLIC,
    "cp866": CYRILLIC,
    "cp1253": GREEK,
    "cp1255": HEBREW,
    "cp1256": ARABIC,
    "cp874": THAI,
}
"""Single-byte encodings of other alphabets, with their frequent letters. They tell even a headline's encoding."""
_MIN_FREQUENT_IN_ALPHABET = 0.6
"""The minimum share of frequent letters. Their own alphabet has 0.7 to 0.9, most wrong ones below 0.5."""
_MIN_LEAD = 0.05
_MALUS_OF_CAPITALS = 0.08
"""Small letters of one alphabet may be capitals of another, but few texts are all capitals."""
_ISO_2022_JP = "iso2022_jp"
_SEVEN_BIT = frozenset({_ISO_2022_JP, "hz"})
_ESCAPED = re.compile(rb"\x1b\$[@B](?:[!-~]{2}){1,2000}\x1b\([BJ]")
"""Japanese letters between the escape sequences of ISO-2022-JP (RFC 1468), which tell it without a declaration."""
_UNICODE = {_UTF8, *(f"utf-{bits}-{order}e" for bits in (16, 32) for order in "lb")}
_CHINESE = {"gbk", "gb18030", "gb2312", "hz", "big5", "big5hkscs", "cp950"}
_JAPANESE_KOREAN = {"shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949"}
_OTHERS = {"koi8-r", "koi8-u", "koi8_r", "koi8_u", "mac-roman", "mac-cyrillic", "cp866", "cp874", "tis-620", "ascii"}
_WINDOWS = {f"cp125{digit}" for digit in range(9)}
_ISO = {f"iso8859-{part}" for part in range(1, 17)}
_USABLE = frozenset(_UNICODE | _CHINESE | _JAPANESE_KOREAN | _OTHERS | _WINDOWS | _ISO)
_LATIN = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii"})
_MAX_ERRORS = 0.002
"""The maximum share of invalid bytes in a page that is declared as UTF-8."""
_SOUND_FOR_ONE_ERROR = 10
_PIECE_BYTES = 16 * 1024
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
_MIN_IN_PAIRS = 0.6
"""The minimum share of bytes beyond ASCII that are beside another one, in any multi-byte encoding."""
_MIN_LETTERS = 0.8
"""The minimum share of letters among the characters beyond ASCII in an encoding of another alphabet."""
_UTF16_TAG = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text in UTF-8, and the Python name of its original encoding.

    ``legible`` is False if the bytes make sense in no known encoding, so that the text is not what was written.
    """

    charset: str
    utf8: bytes
    legible: bool = True

    @property
    def text(self) -> str:
        """The page's text, decoded on each access. Most pages are only parsed, from UTF-8."""
        return self.utf8.decode(_UTF8)


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Return the page's text. Bytes that are invalid in its encoding become U+FFFD.

    ``content_type`` is the HTTP header. Never raises.
    """
    marked, bom = read_bom(body)
    if marked and bom:
        return _decoded(body[len(bom) :], marked)
    if body[:2] in _UTF16_TAG:
        return _decoded(body, _UTF16_TAG[body[:2]])
    if not _is_utf8(body):
        return _decoded(body, _encoding(body, content_type))
    if body.isascii() and (seven_bit := _seven_bit(body, content_type)):
        return _decoded(body, seven_bit)
    return Decoded(_UTF8, body)


def _seven_bit(body: bytes, content_type: str | None) -> str | None:
    """Return the encoding of a text in ASCII bytes that are not ASCII characters, or None."""
    if (declared := _declared(body, content_type)) in _SEVEN_BIT:
        return declared
    return _ISO_2022_JP if _ESCAPED.search(body) else None


def _decoded(body: bytes, encoding: str) -> Decoded:
    errors = _STRAY_LATIN if encoding == _UTF8 else "replace"
    legible = encoding not in _LATIN or not is_dense(_sample(body))
    return Decoded(encoding, body.decode(encoding, errors).encode(_UTF8, "replace"), legible)


def _stray_latin(error: UnicodeError) -> tuple[str, int]:
    """Decode an invalid byte between ASCII characters as Windows-1252, as in a word pasted from elsewhere."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start = error.start
    byte, beside = (
        error.object[start : start + 1],
        error.object[start - 1 : start] + error.object[start + 1 : start + 2],
    )
    among_ascii = beside.isascii() and (beside.isspace() or any(map(_is_letter, beside)))
    return (byte.decode(_DEFAULT, "replace") if among_ascii else "\ufffd"), start + 1


def _is_letter(byte: int) -> bool:
    return chr(byte).isalpha()


_STRAY_LATIN = "dateline.stray_latin"
codecs.register_error(_STRAY_LATIN, _stray_latin)


def _is_utf8(body: bytes) -> bool:
    """Return whether all bytes are valid UTF-8. Works in pieces, which is faster than allocating the whole text."""
    pieces, at = memoryview(body), 0
    try:
        while at < len(body):
            is_last = at + _PIECE_BYTES >= len(body)
            _, taken = codecs.utf_8_decode(pieces[at : at + _PIECE_BYTES], "strict", is_last)
            at += taken
    except UnicodeDecodeError:
        return False
    return True


def _encoding(body: bytes, content_type: str | None) -> str:
    """Return the encoding of a page that is not entirely valid UTF-8."""
    if _is_torn_utf8(body):
        return _UTF8
    in_header = _usable(http_content_type_encoding(content_type))
    in_page = _in_page(body)
    declared = in_page if in_page and (in_header is None or in_header in _LATIN) else in_header
    if declared == _UTF8:
        if _few_errors(body) or _is_torn_utf8(body, sound_for_one_error=1):
            return _UTF8
        declared = in_page if in_page != _UTF8 else None
    if declared and declared not in _LATIN and _fits(body, declared):
        return declared
    return _detected(body) or declared or _DEFAULT


def _declared(body: bytes, content_type: str | None) -> str:
    return _usable(http_content_type_encoding(content_type)) or _in_page(body) or _UTF8


def _in_page(body: bytes) -> str | None:
    match = _DECLARATION.search(body, 0, HEAD_BYTES)
    label = (match.group(1) or match.group(2)).decode("ascii") if match else None
    encoding = _usable(resolve_encoding(label)) if label else None
    return _UTF8 if encoding and encoding.startswith("utf-") else encoding


def _usable(encoding: str | None) -> str | None:
    """Return the codec's name if pages are written in this encoding, else None, as for ``punycode``."""
    if encoding is None:
        return None
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return None
    return name if name in _USABLE else None


def _few_errors(body: bytes) -> bool:
    return body[:SAMPLE_BYTES].decode(_UTF8, "replace").count("\ufffd") <= _MAX_ERRORS * len(body[:SAMPLE_BYTES])


def _is_torn_utf8(body: bytes, sound_for_one_error: int = _SOUND_FOR_ONE_ERROR) -> bool:
    """Return whether most non-ASCII bytes are valid UTF-8, which does not happen by chance."""
    text = _sample(body).decode(_UTF8, "replace")
    errors = text.count("\ufffd")
    return len(_BEYOND_ASCII.findall(text)) - errors > sound_for_one_error * errors


def _fits(body: bytes, encoding: str) -> bool:
    sample = _sample(body)
    return sample.decode(encoding, "replace").count("\ufffd") <= max(1.0, _MAX_ERRORS * len(sample))


def _sample(body: bytes) -> bytes:
    """Return the part of a page from its first non-ASCII byte on, because a long head of scripts is not conclusive."""
    first = _HIGH.search(body)
    return body[first.start() :][:SAMPLE_BYTES] if first else b""


def _detected(body: bytes) -> str | None:
    """Return the encoding in which most letters or words are common in its languages, or None.

    Words decide if there are enough of them. Of a short text in another alphabet the letters do.
    """
    sample = _sample(body)
    high = len(_HIGH.findall(sample))
    in_pairs = sum(map(len, _HIGH_RUN.findall(sample))) >= _MIN_IN_PAIRS * high
    shares = {encoding: _frequent_share(sample, encoding) for encoding in _MULTIBYTE} if in_pairs else {}
    likeliest = max(shares, key=lambda encoding: shares[encoding], default="")
    if likeliest and shares[likeliest] >= _MIN_FREQUENT_SHARE:
        return likeliest
    scores = {encoding: _words_known(sample, encoding, languages) for encoding, languages in _SINGLE_BYTE.items()}
    best = max(scores, key=lambda encoding: scores[encoding])
    # One word may occur by chance: the "é" of a Latin page is a common Russian word in another encoding.
    if scores[best] > scores[_DEFAULT] + _CHANCE_WORDS:
        return best
    by_letters = _alphabet(sample) if is_dense(sample) else latin_encoding(sample)
    return by_letters or (_DEFAULT if scores[_DEFAULT] else None)


def _alphabet(sample: bytes) -> str | None:
    """Return the encoding of a text that is not in Latin letters, by how frequent its letters are.

    None if no alphabet fits, or two do.
    """
    shares = {encoding: _share(sample.decode(encoding, "replace"), letters) for encoding, letters in _ALPHABETS.items()}
    second, first = sorted(shares, key=lambda encoding: shares[encoding])[-2:]
    clear = shares[first] >= max(_MIN_FREQUENT_IN_ALPHABET, shares[second] + _MIN_LEAD)
    return first if clear else None


def _share(text: str, letters: frozenset[str]) -> float:
    """Return the share of these letters among the characters beyond ASCII. Text in capitals counts a little less."""
    beyond = "".join(_BEYOND_ASCII.findall(text))
    malus = _MALUS_OF_CAPITALS if beyond.isupper() else 0.0
    return sum(map(letters.__contains__, beyond.lower() if malus else beyond)) / max(1, len(beyond)) - malus


def _frequent_share(sample: bytes, encoding: str) -> float:
    """Return the share of frequent letters among those beyond ASCII, or 0 if the bytes do not fit the encoding."""
    text = sample.decode(encoding, "replace")
    letters = [letter for letter in text if letter > "\x7f" and letter.isalpha()]
    frequent = sum(map(_MULTIBYTE[encoding].__contains__, letters))
    return frequent / len(letters) if text.count("\ufffd") <= 1 and frequent >= _MIN_FREQUENT else 0.0


def _words_known(sample: bytes, encoding: str, languages: str) -> int:
    """Return the highest count, over the languages, of common words with non-ASCII letters in the sample."""
    text = sample.decode(encoding, "replace")
    beyond = _BEYOND_ASCII.findall(text)
    if encoding != _DEFAULT and sum(map(str.isalpha, beyond)) < _MIN_LETTERS * len(beyond):
        return 0
    counts = common_word_counts(text, ascii_words=False)
    return max(counts.get(language, 0) for language in languages.split())
