"""Words for a terminal: a record's fields, and no character in them that would command it."""

import typer

from tasks.core.escaping import printable
from tasks.core.models import Article

_FIELDS = (
    "headline",
    "headline_tags",
    "published_at",
    "modified_at",
    "authors",
    "summary",
    "language",
    "section",
    "keywords",
    "publisher",
    "source",
    "url",
    "canonical_url",
    "image_url",
    "paywalled",
    "captions",
    "id",
    "revision_of",
    "fetched_at",
    "text",
)


def say(text: str, *, err: bool = False) -> None:
    """Print text, wherever it comes from."""
    typer.echo(printable(text), err=err)


def words_of(article: Article) -> str:
    """Return an archived article's fields for a reader, the text last."""
    values = article.model_dump(mode="json")
    lines = []
    for name in _FIELDS:
        value = values[name]
        if value in (None, [], ""):
            continue
        shown = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        lines.append(name)
        lines += [f"    {line}" if line else "" for line in shown.splitlines()]
    lines.append(f"raw\n    {article.raw.segment} at byte {article.raw.offset}")
    lines += [f"warning: {warning}" for warning in article.warnings]
    return "\n".join(lines)
