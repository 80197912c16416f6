"""Mistakes in a source file that its schema cannot express."""

from collections.abc import Iterator
from pathlib import Path

from dateline.config.mistakes import Mistake, valid_name
from dateline.config.schema import Source


def mistakes_of_source(path: Path, source: Source) -> Iterator[Mistake]:
    """Yield each mistake in a source that was read from the file."""
    place = str(path)
    if source.name != path.stem:
        other = f'Write name = "{path.stem}", or call' if valid_name(path.stem) == path.stem else "Call"
        remedy = f"{other} the file {source.name}.toml"
        yield Mistake(place, "source.name", f'"{source.name}"', "the name differs from the file's", remedy)
    for key, selector in _selectors(source):
        if not _is_css(selector):
            remedy = 'Write one such as "div.story p"'
            yield Mistake(place, f"source.{key}", f'"{selector}"', "this is not a CSS selector", remedy)


def _selectors(source: Source) -> Iterator[tuple[str, str]]:
    for number, listing in enumerate(source.listings):
        if listing.selector is not None:
            yield f"listings.{number}.selector", listing.selector
    for name, value in source.cleaning.selectors.model_dump(exclude_none=True).items():
        for selector in (value,) if isinstance(value, str) else value:
            yield f"cleaning.selectors.{name}", selector


def _is_css(selector: str) -> bool:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # noqa: PLC0415 - few sources have selectors

    try:
        LexborHTMLParser("").css(selector)
    except (SelectolaxError, ValueError):
        return False
    return True
