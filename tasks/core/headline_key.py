"""Normalizes headlines for identity: unifies the spelling, and separates the labels.

``LIVE: X``, ``X (VIDEO)`` and ``UPDATE 2-X`` are the same article. The labels describe its form, so they become tags.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.headline_labels import LABELS

_QUOTES = "‘’‚‛`´ʼ′“”„‟«»″‹›「」『』\"'"
_DASHES = "‐‑‒–—―−﹘﹣-"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ONE_FORM = str.maketrans(
    {**dict.fromkeys(_QUOTES, "'"), **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_INVISIBLE, ""), "…": "..."}
)

_PATTERNS = {tag: all_patterns(by_language) for tag, by_language in LABELS.items()}
_ANY_LABEL = "|".join(f"(?:{pattern})" for pattern in _PATTERNS.values())
_TAGS = tuple((LatePattern(pattern), tag) for tag, pattern in _PATTERNS.items())

_SIGNS = r"(?:[*+●•▶⚡🔴🚨🎥📹📺📷]\ufe0f? ?)*"
"""What stands before a label to draw attention to it."""
# What agencies put before a headline without a blank: CORRECTED-X, RPT-UPDATE 1-X; "live-action" is a word.
_WIRE = r"exclusive|corrected|correction|refile|recast|rpt|(?:update|wrapup) ?\d+"
# French media end labels with a full stop: VIDEO. X
_WITH_STOP = r"(?:en )?direct|vid[ée]os?|en images|photos?|alerte info"
# Leading labels: LIVE: and UPDATE 2- and BREAKING | and Breaking! and [WATCH] and *LIVE* and 【速報】 and 🔴 LIVE:
_LEADING = LatePattern(
    rf"^{_SIGNS}(?:(?P<bare>(?:{_ANY_LABEL})(?= ?(?:[:|!]|- ))|(?:{_WIRE})(?=-)|(?:{_WITH_STOP})(?=\. )) ?[:|!.-]"
    rf"|[(\[【](?P<boxed>{_ANY_LABEL})[)\]】]|(?<=\*)(?P<starred>{_ANY_LABEL})\*) *"
)
# Trailing labels: (VIDEO) and [PHOTOS] and - live and | video and + VIDEO; also several in one pair of brackets
_LIST_OF_LABELS = rf"(?:{_ANY_LABEL})(?:(?:, ?| ?& ?| and | ?/ ?| ?\+ ?)(?:{_ANY_LABEL}))*"
_TRAILING = LatePattern(
    rf" *(?:[(\[【]\+? ?(?P<boxed>{_LIST_OF_LABELS})[)\]】]| (?:[-|+]|//) ?(?P<bare>{_ANY_LABEL}))$"
)
_FRAMED = re.compile(r"^\+{2,} *(.+?) *\+{2,}$")
"""+++ X +++, as German media mark what is urgent."""
_SUFFIX = re.compile(r" (?:-|\||·|:|») (?P<name>[^|·»]{1,60})$")


@dataclass(frozen=True, slots=True)
class HeadlineKey:
    """A folded headline without its labels, and the tags made from them."""

    key: str
    tags: tuple[str, ...]


def fold(text: str) -> str:
    """Return ``text`` unescaped, in NFKC, case-folded, with uniform quotes and dashes and collapsed white space.

    Idempotent.
    """
    while (unescaped := html.unescape(text)) != text:  # some feeds escape twice
        text = unescaped
    text = _nfkc_casefold(text.translate(_ONE_FORM)).translate(_ONE_FORM)
    return " ".join(text.split())


def _nfkc_casefold(text: str) -> str:
    # The Unicode Standard, 3.13, D146: normalization can undo folding, so repeat both until stable.
    while (folded := unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())) != text:
        text = folded
    return text


def headline_key(headline: str, publisher_names: Iterable[str] = (), labels: Iterable[str] = ()) -> HeadlineKey:
    """Return the key of a headline.

    A site suffix is removed only if it equals one of ``publisher_names``. ``labels`` are a source's own, in addition to
    the common ones. Nothing is removed if that would leave nothing: an article may be called "Live".
    """
    key, names = fold(headline), {fold(name) for name in publisher_names}
    own = {folded for label in labels if (folded := fold(label).rstrip(":"))}
    tags: list[str] = []
    while True:
        rest, found = _without_one_label(key, names, own)
        if rest == key or not rest:
            return HeadlineKey(key, tuple(dict.fromkeys(tags)))
        key, tags = rest, tags + found


def _without_one_label(key: str, names: set[str], own: set[str]) -> tuple[str, list[str]]:
    if framed := _FRAMED.match(key):
        return framed[1], []
    if lead := _LEADING.match(key):
        return key[lead.end() :], _tags_of(lead["bare"] or lead["boxed"] or lead["starred"])
    if trail := _TRAILING.search(key):
        return key[: trail.start()], _tags_of(trail["bare"] or trail["boxed"])
    if (suffix := _SUFFIX.search(key)) and suffix["name"] in names:
        return key[: suffix.start()], []
    for label in own:
        if key.startswith(f"{label}:"):
            return key[len(label) + 1 :].lstrip(), [label]
    return key, []


def _tags_of(labels: str) -> list[str]:
    parts = re.split(r", ?| ?& ?| and | ?/ ?| ?\+ ?", labels)
    return [tag for part in parts for pattern, tag in _TAGS if pattern.fullmatch(part)]
