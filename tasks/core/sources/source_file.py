"""Writes the source file of a site that was explored."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.tasks.core.models import Article
from dateline.tasks.core.sources.probe import ProbeResult
from dateline.tasks.core.sources.ways import KINDS


def source_file(name: str, publisher: str, parts: Sequence[ProbeResult], found_at: str) -> str:
    """Return the TOML of a source with these parts. ``found_at`` is the URL of the site."""
    lines = [
        f"# Found by `dateline sources add {' '.join(found_at.split())}`.",
        "",
        "[source]",
        f"name = {_text(name)}",
        f"publisher = {_text(publisher)}",
    ]
    for way in KINDS:
        if urls := [part.name for part in parts if part.way is way]:
            lines += [f"{way.value} = [", *(f"    {_text(url)}," for url in urls), "]"]
    lines += ["", "[source.cleaning]"]
    if language := _language(article for part in parts for article in part.articles):
        lines.append(f"# language = {_text(language)}  # for pages that state none and whose text does not show one")
    lines.append('# timezone = "Europe/London"  # for times without a time zone')
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """Return a TOML basic string. JSON strings are valid ones, except for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _language(articles: Iterable[Article]) -> str | None:
    """Return the language of the majority of the articles, or None if there is none."""
    counted = Counter(article.language for article in articles)
    language, count = (counted.most_common(1) or [(None, 0)])[0]
    return language if count * 2 > counted.total() else None
