"""Writes made-up pages of a news site for benchmarks, each with a story of its own."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

_START = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
_PLACES = ("harbour", "ferry quay", "old school", "market hall", "lighthouse", "council house", "net store", "sea wall")
_PEOPLE = ("the harbour master", "two councillors", "the head teacher", "a fishmonger", "the choir", "the ferry's mate")
_DEEDS = ("asked for", "turned down", "spoke about", "put off", "measured", "paid for", "argued over", "agreed to")
_THINGS = ("a second crane", "the new timetable", "a repair of the roof", "wider steps", "the autumn fair", "a survey")
_WHEN = ("on Monday evening", "before the tide", "in a long meeting", "for the third time", "without a vote", "at last")
_SHELL = "<li><a href='/{n}' class='teaser teaser--small' data-rank='{n}'><span>{words}</span></a></li>"
_SMALL_KB = 30


def write_pages(folder: Path, pages: int, kilobytes: int = 30, seed: int = 1) -> int:
    """Write the pages into the folder, each with one story among links and scripts. Return their size in bytes."""
    chance = random.Random(seed)  # noqa: S311 - the same pages each time
    folder.mkdir(parents=True)
    size = 0
    for number in range(pages):
        page = _page(number, chance, kilobytes).encode()
        (folder / f"{number:06d}.html").write_bytes(page)
        size += len(page)
    return size


def _page(number: int, chance: random.Random, kilobytes: int) -> str:
    published_at = _START + timedelta(minutes=number)
    headline = f"{_sentence(chance)[:-1]}, day {number}"
    paragraphs = "".join(f"<p>{' '.join(_sentence(chance) for _ in range(5))}</p>" for _ in range(8))
    # In a larger page, links and scripts have about the same size.
    count = 240 if kilobytes <= _SMALL_KB else 4 * kilobytes
    links = [_SHELL.format(n=n, words=chance.choice(_THINGS)) for n in range(count)]
    half = len(links) // 2
    state = ",".join(f'{{"id":{n},"title":"{_sentence(chance)}"}}' for n in range(8 * (kilobytes - _SMALL_KB)))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{headline} - Saltmere Gazette</title>"
        f"<meta property='og:type' content='article'><meta property='og:title' content='{headline}'>"
        f"<meta property='article:published_time' content='{published_at.isoformat()}'></head><body>"
        f"<nav><ul>{''.join(links[:half])}</ul></nav><main><article><h1>{headline}</h1>"
        f"<time datetime='{published_at.isoformat()}'>{published_at:%d %B %Y, %H:%M}</time>{paragraphs}"
        f"</article></main>"
        f"<aside><ul>{''.join(links[half:])}</ul></aside><script>window.state=[{state}]</script></body></html>"
    )


def _sentence(chance: random.Random) -> str:
    who, did, what, when, where = map(chance.choice, (_PEOPLE, _DEEDS, _THINGS, _WHEN, _PLACES))
    return f"{who.capitalize()} {did} {what} {when} at the {where}."
