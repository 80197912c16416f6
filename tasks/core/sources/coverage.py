"""Draws coverage as a picture of days by sources, with gaps highlighted: SVG 1.1 as a data: URI for Markdown.

The tooltips (``title``) are only visible when the SVG is opened by itself.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

from dateline.tasks.core.sources.tallies import usual_of

GAP, NONE = "#d62728", "#ececec"
_SHADES = ("#c7e9c0", "#74c476", "#238b45", "#00441b")
_STEPS = (1 / 3, 2 / 3, 4 / 3)
"""The thresholds between shades, as multiples of the usual number."""
_LEGEND = (
    *((shade, words) for shade, words in zip(_SHADES, ("few", "fewer than usual", "as usual", "more"), strict=True)),
    (NONE, "none, as usual"),
    (GAP, "none: a gap"),
)
_CELL, _STEP, _HEAD, _NAMES, _FOOT = 11, 13, 36, 176, 30
_NAME_CHARS = 28
_USUAL_GAP = 1.0
"""The usual number of articles from which a day without any is a gap."""
_KNOWN_DAYS = 14
"""How many days after its first article a source has a usual number."""


def gaps(counts: Mapping[date, int], since: date, until: date) -> Sequence[date]:
    """Return the days of ``[since, until)`` without articles on which the source usually has some."""
    first = min(counts, default=until) + timedelta(days=_KNOWN_DAYS)
    days = _days(max(since, first), until)
    return [day for day in days if not counts.get(day) and usual_of(counts, day) >= _USUAL_GAP]


def coverage_svg(counts: Mapping[str, Mapping[date, int]], since: date, today: date) -> str:
    """Return the SVG of the days from ``since`` to today: one row per source, one column per day, a legend below.

    A day without articles is red if the source usually had some in the weeks before that day, and grey otherwise.
    Today, which is not over, is grey, too.
    """
    days = _days(since, today + timedelta(days=1))
    rows_end = _HEAD + len(counts) * _STEP
    width, height = max(_x(len(days)) + 6, _NAMES + 640), rows_end + _FOOT
    size = f'width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        f'<rect {size} fill="#ffffff"/>',
        *_months(days),
    ]
    for row, (source, by_day) in enumerate(counts.items()):
        parts += _row(source, by_day, days, _HEAD + row * _STEP)
    return "".join([*parts, *_legend(rows_end + 10), "</svg>"])


def data_uri(svg: str) -> str:
    """Return the picture as a ``data:`` URI (RFC 2397)."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _days(since: date, until: date) -> Sequence[date]:
    return [since + timedelta(days=n) for n in range((until - since).days)]


def _months(days: Sequence[date]) -> list[str]:
    return [
        f'<text x="{_x(column)}" y="14" fill="#333333">{day:%b %Y}</text>'
        for column, day in enumerate(days)
        if day.day == 1 or (column == 0 and day.day < 25)  # noqa: PLR2004 - otherwise the next month's name would overlap it
    ] + [
        f'<text x="{_x(column)}" y="29" fill="#666666">{day.day}</text>'
        for column, day in enumerate(days)
        if day.day in (1, 8, 15, 22)
    ]


def _row(source: str, counts: Mapping[date, int], days: Sequence[date], y: int) -> list[str]:
    name = source if len(source) <= _NAME_CHARS else f"{source[: _NAME_CHARS - 1]}…"
    missing = set(gaps(counts, days[0], days[-1]))
    cells = [f'<text x="4" y="{y + 10}" fill="#333333">{escape(name)}</text>']
    for column, day in enumerate(days):
        number, usual = counts.get(day, 0), usual_of(counts, day)
        colour = GAP if day in missing else _colour(number, usual)
        title = f"{escape(source)} {day}: {number}, usually {usual:g}"
        cells.append(_cell(_x(column), y, colour, f"<title>{title}</title>"))
    return cells


def _legend(y: int) -> list[str]:
    parts, x = [], _NAMES
    for colour, words in _LEGEND:
        parts += [_cell(x, y, colour), f'<text x="{x + _STEP + 2}" y="{y + 10}" fill="#333333">{words}</text>']
        x += 34 + 6 * len(words)
    return parts


def _cell(x: int, y: int, colour: str, inside: str = "") -> str:
    return f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" fill="{colour}">{inside}</rect>'


def _x(column: int) -> int:
    return _NAMES + column * _STEP


def _colour(number: int, usual: float) -> str:
    if number == 0:
        return NONE
    share = number / usual if usual else 1.0
    return _SHADES[sum(share > step for step in _STEPS)]
