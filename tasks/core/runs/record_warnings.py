"""Counts the warnings of a run's records by kind, so that a badly configured source is noticed at once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from dateline.tasks.core.dedupe import COLLISION_WARNING
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.models import Article, Precision, TimezoneSource

MAX_KINDS = 20
"""How many kinds are reported."""

NO_TIMEZONE = "no timezone in page or source; UTC assumed"
_SPECIAL = re.compile(r"'[^']*'|\"[^\"]*\"|\([^)]*\)|\d[\d:./+-]*(?:T[\d:.+-]+)?")
"""The parts of a warning that differ between records: quotations, text in brackets, dates and numbers."""


def kinds_of(articles: Iterable[Article]) -> Counter[str]:
    """Return how many of the records have each kind of warning, including an assumed time zone."""
    found: Counter[str] = Counter()
    for article in articles:
        kinds = {_kind(warning) for warning in article.warnings if not warning.startswith(COLLISION_WARNING)}
        if article.timezone_source is TimezoneSource.ASSUMED and article.published_precision is Precision.MINUTE:
            kinds.add(NO_TIMEZONE)
        found.update(kinds)
    return found


def in_words(kinds: Mapping[str, int], source: str) -> list[str]:
    """Return a sentence for each kind of warning, the most frequent first."""
    ordered = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_KINDS]
    return [f"{count(number, 'record')}: {kind}{_remedy(kind, source)}" for kind, number in ordered]


def _kind(warning: str) -> str:
    return " ".join(_SPECIAL.sub("…", warning).split())


def _remedy(kind: str, source: str) -> str:
    return f"; set timezone under [source.cleaning] in {source}.toml" if kind == NO_TIMEZONE else ""
