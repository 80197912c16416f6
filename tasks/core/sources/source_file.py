"""Writes the source file of a site that was explored."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.tasks.core.models import Article, TimezoneSource
from dateline.tasks.core.sources.probe import ProbeResult
from dateline.tasks.core.sources.ways import KINDS, Way

_OFFSET = re.compile(r"(?:[+-]\d\d:?\d\d|\bZ|\b(?:UTC|GMT))\s*$|(?<=\d)Z$")

_SCHEDULE = (
    "# [source.schedule]  # for `dateline serve`",
    "# adaptive = true  # often while the site publishes much; or interval_s = 900",
)


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
        if KINDS[way].is_archive:
            continue
        if urls := [part.name for part in parts if part.way is way]:
            lines += [f"{way.value} = [", *(f"    {_text(url)}," for url in urls), "]"]
    for part in parts:
        if part.way is Way.WAYBACK:
            lines.append(
                "# For backfills: the Wayback Machine has pages of this site. A plain ingest would read all of them."
            )
            lines.append(f"# wayback = [{{ url = {_text(part.name)} }}]")
    lines += ["", "[source.cleaning]"]
    articles = [article for part in parts for article in part.articles]
    if language := _language(articles):
        lines.append(f"# language = {_text(language)}  # for pages that state none and whose text does not show one")
    if zones := zones_seen(articles):
        lines.append(f"# {zones}.")
    lines.append('# timezone = "Europe/London"  # for times without a time zone')
    lines += ["", *_SCHEDULE]
    return "\n".join(lines) + "\n"


def zones_seen(articles: Iterable[Article]) -> str:
    """Return a sentence about the time zones that articles print with their times; "" if there are no articles."""
    by_id = {article.id: article for article in articles}
    bare = sum(article.timezone_source is TimezoneSource.ASSUMED for article in by_id.values())
    if bare:
        which = f"{bare} of {len(by_id)} articles"
        return f"Warning: {which} print no time zone, so UTC is assumed: set timezone, or the times may be hours off"
    offsets = Counter(found[0] for one in by_id.values() if (found := _OFFSET.search(one.published_raw)))
    if offsets:
        return f"Times carry their zone ({', '.join(offset for offset, _ in offsets.most_common())})"
    return "Times carry their zone" if by_id else ""


def _text(value: str) -> str:
    """Return a TOML basic string. JSON strings are valid ones, except for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _language(articles: Iterable[Article]) -> str | None:
    """Return the language of the majority of the articles, or None if there is none."""
    counted = Counter(article.language for article in articles)
    language, count = (counted.most_common(1) or [(None, 0)])[0]
    return language if count * 2 > counted.total() else None
