"""Coverage as a picture: days × sources, gaps standing out. SVG 1.1 without scripts, as a data: URI for Markdown."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

from tasks.core.source_health import usual_of

GAP, NONE = "#d62728", "#eeeeee"
_SHADES = ("#c7e9c0", "#74c476", "#238b45", "#00441b")
_CELL, _GUTTER, _HEAD, _NAMES = 12, 2, 34, 170
_USUAL_GAP = 1.0
"""From so many articles a day on, a day without any is a gap."""


def is_gap(count: int, usual: float) -> bool:
    """Return whether a day stands out: nothing, where the source usually has something."""
    return count == 0 and usual >= _USUAL_GAP


def coverage_svg(counts: Mapping[str, Mapping[date, int]], since: date, until: date) -> str:
    """Return the picture of the days ``[since, until)``: a row a source, a column a day.

    A day without articles is red where the source usually has some, by the weeks before that day; grey else.
    """
    days = [since + timedelta(days=n) for n in range((until - since).days)]
    width = _NAMES + len(days) * (_CELL + _GUTTER) + _GUTTER
    height = _HEAD + len(counts) * (_CELL + _GUTTER) + _GUTTER
    size = f'width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="10">',
        f'<rect {size} fill="#ffffff"/>',
        *_months(days),
    ]
    for row, (source, by_day) in enumerate(counts.items()):
        parts += _row(source, by_day, days, _HEAD + row * (_CELL + _GUTTER))
    return "".join([*parts, "</svg>"])


def gaps(counts: Mapping[date, int], since: date, until: date) -> Sequence[date]:
    """Return the days of ``[since, until)`` that stand out."""
    days = [since + timedelta(days=n) for n in range((until - since).days)]
    return [day for day in days if is_gap(counts.get(day, 0), usual_of(counts, day))]


def data_uri(svg: str) -> str:
    """Return the picture as a ``data:`` URI (RFC 2397)."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _months(days: Sequence[date]) -> list[str]:
    return [
        f'<text x="{_x(column)}" y="14" fill="#333333">{day:%b %Y}</text>'
        for column, day in enumerate(days)
        if day.day == 1 or (column == 0 and day.day < 25)  # noqa: PLR2004 - else the next month's name is written over it
    ] + [
        f'<text x="{_x(column)}" y="28" fill="#777777">{day.day}</text>'
        for column, day in enumerate(days)
        if day.day in (1, 8, 15, 22)
    ]


def _row(source: str, counts: Mapping[date, int], days: Sequence[date], y: int) -> list[str]:
    name = source if len(source) <= 26 else f"{source[:25]}…"  # noqa: PLR2004 - what fits beside the cells
    cells = [f'<text x="4" y="{y + 10}" fill="#333333">{escape(name)}</text>']
    for column, day in enumerate(days):
        count, usual = counts.get(day, 0), usual_of(counts, day)
        title = f"{escape(source)} {day}: {count}, usually {usual:g}"
        cells.append(
            f'<rect x="{_x(column)}" y="{y}" width="{_CELL}" height="{_CELL}" fill="{_colour(count, usual)}">'
            f"<title>{title}</title></rect>"
        )
    return cells


def _x(column: int) -> int:
    return _NAMES + column * (_CELL + _GUTTER)


def _colour(count: int, usual: float) -> str:
    if count == 0:
        return GAP if is_gap(count, usual) else NONE
    share = count / usual if usual else 1.0
    steps = (1 / 3, 2 / 3, 4 / 3)
    return _SHADES[sum(share > step for step in steps)]
