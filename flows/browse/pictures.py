"""Draws articles per day as SVG 1.1. Colours are classes of the stylesheet, so that they follow light and dark mode."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from markupsafe import Markup, escape

from dateline.flows.browse.addresses import of_day, with_query
from dateline.tasks.core.display.wording import count

_HEIGHT, _FOOT = 100, 8
_STEP, _BAR = 10, 7.8
"""The widths of a day and of its bar. The picture is stretched to the width of the page."""
_MIN_BAR = 1.5


def daily_chart(
    counts: Mapping[date, int], since: date, today: date, source: str | None = None, missing: Collection[date] = ()
) -> Markup:
    """Return a bar for each day from ``since`` to today, linked to the articles of that day.

    ``missing`` are days that are marked below the line. The picture has a label that describes it.
    """
    days = [since + timedelta(days=n) for n in range((today - since).days + 1)]
    most = max((counts.get(day, 0) for day in days), default=0)
    head = Markup(
        '<svg class="chart" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
    ).format(len(days) * _STEP, _HEIGHT, _in_words(counts, days, most))
    parts = [head, *_lines(days)]
    for column, day in enumerate(days):
        parts.append(_bar(day, counts.get(day, 0), most, column * _STEP, source))
        if day in missing:
            mark = Markup('<rect class="gap" x="{}" y="{}" width="{}" height="4"/>')
            parts.append(mark.format(column * _STEP, _HEIGHT - _FOOT + 3, _BAR))
    return Markup().join([*parts, Markup("</svg>")])


def _bar(day: date, number: int, most: int, x: int, source: str | None) -> Markup:
    base = _HEIGHT - _FOOT
    height = max(_MIN_BAR, base * number / most) if number else 0.0
    # In the order of tabs, sixty bars would stand in the way of everything after them. `Markup.format` would take ten
    # times as long as escaping only what is not a number.
    return Markup(  # noqa: S704 - see above
        f'<a href="{escape(with_query(of_day(day), source=source))}" tabindex="-1" aria-hidden="true"><title>{day}: '
        f'{escape(count(number, "article"))}</title><rect class="hit" x="{x}" y="0" width="{_STEP}" height="{base}"/>'
        f'<rect class="bar" x="{x}" y="{base - height:.1f}" width="{_BAR}" height="{height:.1f}"/></a>'
    )


def _lines(days: list[date]) -> Iterator[Markup]:
    """Yield the base line, and a line where each month begins."""
    base = _HEIGHT - _FOOT
    line = Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    for column, day in enumerate(days):
        if day.day == 1 and column:
            x = column * _STEP - (_STEP - _BAR) / 2
            yield line.format("month", x, x, 0, _HEIGHT)
    yield line.format("axis", 0, len(days) * _STEP, base, base)


def _in_words(counts: Mapping[date, int], days: list[date], most: int) -> str:
    total = sum(counts.get(day, 0) for day in days)
    return f"{count(total, 'article')} from {days[0]} to {days[-1]}, at most {most:,} a day"
