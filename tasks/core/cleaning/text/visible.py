"""What a reader sees of a text: its paragraphs, without hidden characters, and the number of its words."""

import re

from dateline.tasks.core.cleaning.text.sentences import ends_sentence

LINE_BREAK = "\x0b"
"""Stands for a single ``<br>`` in a text: white space that is in no page."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_PARAGRAPH, _MOSTLY = 12, 0.6
"""The minimum number of words of a paragraph, and the share of a text's words that its paragraphs have."""

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CONTROLS = re.compile("[\u0080-\u009f]")
_TWICE_ENCODED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]{1,3}")
"""Control characters of this range are in no text; where they are, UTF-8 was encoded twice."""
_JOINED_SCRIPTS = re.compile("[\u0600-\u06ff\u0900-\u0dff\U0001f000-\U0001faff]")
_JOINERS = "\u200c\u200d"
_SINGLES = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0eff\u0f00-\u0fbc\u1000-\u109f\u1780-\u17ff]"
)
"""Letters of scripts without spaces between words: Chinese, Japanese, Korean, Thai, Lao, Tibetan, Burmese, Khmer."""


def visible(text: str) -> str:
    """Return ``text`` with white space collapsed, without soft hyphens, zero-width, control and surrogate characters.

    Zero-width joiners are kept in scripts that need them: Arabic, Indic scripts, emoji. Text that was encoded twice,
    which shows as ``Ã©`` or control characters, is mended if it has any of the latter.
    """
    # Most paragraphs are clean already. White space other than the plain space counts as not printable, too.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    folded = " ".join(text.split())
    if folded.isprintable():
        return folded
    if _CONTROLS.search(folded):
        folded = _TWICE_ENCODED.sub(_encoded_once, folded)
    if folded.isascii() or not _JOINED_SCRIPTS.search(folded):
        folded = _UNSEEN.sub("", folded)
    else:
        folded = _UNSEEN.sub(lambda match: match[0] if match[0] in _JOINERS else "", folded)
    return " ".join(folded.split())


def _encoded_once(match: re.Match[str]) -> str:
    """Return the character whose UTF-8 bytes were taken for characters, and encoded again."""
    try:
        return match[0].encode("latin-1").decode()
    except UnicodeDecodeError:
        return match[0]


def count_words(text: str) -> int:
    """Return the number of words. In scripts without spaces, two characters count as a word."""
    words = text.count(" ") + 1
    # Each such character has three bytes in UTF-8, so the length in bytes rules out most texts quickly.
    if not text.isascii() and len(text.encode("utf-8", "surrogatepass")) - len(text) > 2 * words:
        singles = len(_SINGLES.findall(text))
        if singles > words:
            return words + singles // 2
    return words


def lines_of(text: str) -> list[str]:
    """Return the paragraphs between single line breaks, or the whole text if its lines are no paragraphs.

    The lines of a poem or an address, and a question with its answer, remain together.
    """
    lines = [line for part in text.split(LINE_BREAK) if (line := visible(part))]
    return lines if len(lines) > 1 and all(map(_is_paragraph, lines)) else [visible(text)]


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs between the blank lines of preformatted text, or the whole if most of it is no prose."""
    parts = [part for raw in _BLANK_LINE.split(text) if (part := visible(raw))]
    prose = sum(count_words(part) for part in parts if _is_paragraph(part))
    return parts if prose and prose >= _MOSTLY * sum(map(count_words, parts)) else [visible(text)]


def _is_paragraph(text: str) -> bool:
    return count_words(text) >= _PARAGRAPH and ends_sentence(text)
