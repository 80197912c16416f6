"""Determines the language of a page from its declarations, and checks them against its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from dateline.tasks.core.cleaning.alphabets import (
    alphabet_of,
    may_be_written_in,
    only_language,
    shows_spelling,
    spelled_like,
)
from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.language_tags import primary_language
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import first_text
from dateline.tasks.core.vocabulary.common_words import LANGUAGES, common_words_in, count_by_language, count_in

_SAMPLE = 1500
"""How many characters of the text are examined."""
_MIN_WORDS = 12
_MIN_SPELLED_WORDS = 6
"""A text of so many words is examined if its letters rule out all languages with nearly as many common words."""
_CLEAR_SHARE = 0.10
"""The minimum share of a language's common words in a text that is written in it."""
_CLEAR_LEAD = 2.0
"""To overrule the stated language, a text must have so many times more common words of another."""

_SCRIPTS = {
    "ja": r"\u3040-\u30ff",
    "ko": r"\uac00-\ud7af",
    "zh": r"\u4e00-\u9fff",
    "th": r"\u0e00-\u0e7f",
    "ka": r"\u10a0-\u10ff",
    "hy": r"\u0530-\u058f",
    "hi": r"\u0900-\u097f",
    "bn": r"\u0980-\u09ff",
    "pa": r"\u0a00-\u0a7f",
    "gu": r"\u0a80-\u0aff",
    "or": r"\u0b00-\u0b7f",
    "ta": r"\u0b80-\u0bff",
    "te": r"\u0c00-\u0c7f",
    "kn": r"\u0c80-\u0cff",
    "ml": r"\u0d00-\u0d7f",
    "si": r"\u0d80-\u0dff",
    "lo": r"\u0e80-\u0eff",
    "km": r"\u1780-\u17ff",
    "my": r"\u1000-\u109f",
    "am": r"\u1200-\u137f",
}
"""Letters of scripts that are used mainly by one language."""
_SHARED_SCRIPTS = {
    "zh": "yue wuu nan hak lzh",
    "hi": "mr ne sa mai bho kok gom doi new",
    "bn": "as mni",
    "my": "shn mnw ksw",
    "am": "ti tig",
    "ka": "xmf",
}
"""Other languages in such a script. If one is stated, it is accepted."""
_WRITERS = {language: frozenset((language, *_SHARED_SCRIPTS.get(language, "").split())) for language in _SCRIPTS}
_TELLING = {"mr": re.compile("आहे|आणि|होते"), "ne": re.compile(r"छ[।\s]|छन्|छैन|थिए|थियो|दैन|गरेको|भएको")}
"""Frequent words of other languages in the script of Hindi."""
_LETTERS = {language: re.compile(f"[{letters}]") for language, letters in _SCRIPTS.items()}
_ANY_LETTER = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_CLEAR_SCRIPT_SHARE = 0.08


def read_language(document: Document, page: Page, text: str) -> Candidate[str] | None:
    """Return the page's language as an ISO 639 code ("en", "pt"), or None if it is unknown.

    The page's declaration counts, unless ``text``, the article's text, is clearly in another language. Declarations are
    ``html lang``, ``inLanguage``, ``content-language`` and ``og:locale``, in this order. One that names no language
    (``und``, ``xx``) is ignored. Without a declaration the text decides or, if it is not clear, the source's setting.
    """
    return checked_language(stated_language(document) or set_language(page), text)


def set_language(page: Page) -> Candidate[str] | None:
    """Return the language in the source's settings, or None."""
    code = primary_language(page.rules.language)
    return Candidate(code, "source:language", page.rules.language or "") if code else None


def checked_language(stated: Candidate[str] | None, text: str) -> Candidate[str] | None:
    """Return the stated language, or the text's if none is stated or the text is clearly in another.

    A text in an alphabet that the stated language does not have is in another, even if it does not show which.
    """
    sample = text[:_SAMPLE]
    if by_script := _by_script(sample):
        agrees = stated is not None and stated.value in _WRITERS.get(by_script, _WRITERS["hi"])
        return stated if agrees else Candidate(by_script, "text:script")
    alphabet = alphabet_of(sample)
    if alphabet and stated and not _may_be_in(stated.value, alphabet):
        stated = None
    common = common_words_in(sample)
    if stated is not None and not _may_be_overruled(stated.value, common):
        return stated
    counts = count_by_language(common)
    own = _shown_language(sample, counts)
    if own is None:
        only = only_language(alphabet, sample) if alphabet and stated is None else None
        return Candidate(only, "text:script") if only else stated
    if stated is None or counts[own] > _CLEAR_LEAD * counts.get(stated.value, 0):
        return Candidate(own, "text:words")
    return stated


def _may_be_overruled(stated: str, common: Sequence[str]) -> bool:
    """Return whether another language may have so many more common words: none can if the stated one has half of all.

    Nothing is known against a language without known words or letters.
    """
    is_known = stated in LANGUAGES or stated in _SCRIPTS
    return is_known and len(common) > _CLEAR_LEAD * count_in(stated, common)


def _shown_language(sample: str, counts: Mapping[str, int]) -> str | None:
    """Return the language of which a text has enough common words, or None if it does not show one."""
    words = sample.count(" ")
    fitting = spelled_like(sample, counts)
    own = _language_of(sample, counts, fitting)
    if own is None or counts[own] < _CLEAR_SHARE * words:
        return None
    if words < _MIN_WORDS and not (words >= _MIN_SPELLED_WORDS and _has_no_rival(sample, own, counts, fitting)):
        return None
    return own


def _language_of(sample: str, counts: Mapping[str, int], fitting: AbstractSet[str]) -> str | None:
    """Return the language with the most common words, of those ``fitting`` the text's letters if there are any."""
    best = max(counts, key=counts.__getitem__, default=None)
    own = max((language for language in counts if language in fitting), key=counts.__getitem__, default=None)
    return own if own and counts[own] >= _CLEAR_SHARE * sample.count(" ") else best


def _has_no_rival(sample: str, own: str, counts: Mapping[str, int], fitting: AbstractSet[str]) -> bool:
    """Return whether no other language ``fitting`` the text's letters has nearly as many common words in it."""
    return shows_spelling(sample) and all(counts[own] >= _CLEAR_LEAD * counts[rival] for rival in fitting - {own})


def _may_be_in(language: str, alphabet: str) -> bool:
    return language not in _SCRIPTS and may_be_written_in(language, alphabet)


def stated_language(document: Document) -> Candidate[str] | None:
    """Return the first language that the page's markup states. ``raw`` is the complete tag."""
    for value, origin in _statements(document):
        if value and (code := primary_language(value)):
            return Candidate(code, origin, value)
    return None


def _statements(document: Document) -> Iterator[tuple[str | None, str]]:
    attributes = document.root.attributes
    yield attributes.get("lang") or attributes.get("xml:lang"), "markup:html lang"
    yield first_text(document.article.get("inLanguage")), "json-ld:inLanguage"
    for name in ("content-language", "language", "dc.language", "og:locale"):
        yield next(iter(document.meta.get(name, ())), None), f"meta:{name}"
    node = document.tree.css_first('meta[http-equiv="content-language" i]')
    yield (node.attributes.get("content") if node is not None else None), "meta:content-language"


def _by_script(text: str) -> str | None:
    if text.isascii() or not _ANY_LETTER.search(text):
        return None
    for language, letters in _LETTERS.items():
        if len(letters.findall(text)) > _CLEAR_SCRIPT_SHARE * len(text):
            others = (other for other, words in _TELLING.items() if language == "hi" and words.search(text))
            return next(others, language)
    return None
