"""Finds out in which order a page writes all-digit days, by those on it that can only be read one way."""

import re
from itertools import islice

from dateline.config.schema import DateOrder

_DAY = re.compile(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})\2(?:19|20)\d\d(?![\w/-])")
_MAX_SOURCE, _MAX_DAYS = 2_000_000, 500
_MONTHS = 12


def order_on_page(source: str) -> DateOrder | None:
    """Return whether the page's all-digit days begin with the day or the month, or None if it shows neither or both."""
    orders: set[DateOrder] = set()
    for match in islice(_DAY.finditer(source, 0, _MAX_SOURCE), _MAX_DAYS):
        first, second = int(match[1]), int(match[3])
        if first > _MONTHS >= second:
            orders.add(DateOrder.DMY)
        elif second > _MONTHS >= first:
            orders.add(DateOrder.MDY)
    return orders.pop() if len(orders) == 1 else None
