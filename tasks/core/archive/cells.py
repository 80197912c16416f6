"""Values as cells. The text of articles is untrusted, and spreadsheets run some texts as formulas."""

import json
from datetime import datetime

from dateline.tasks.core.archive.columns import Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The first characters of cells that spreadsheets may run as formulas (OWASP, "CSV Injection")."""


def cell(value: Value, *, raw: bool) -> str:
    """Return an article's value as the text of a cell in CSV, lists and tables as JSON; for ``raw``, `scalar_cell`."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return scalar_cell(value, raw=raw)


def scalar_cell(value: object, *, raw: bool) -> str:
    """Return a single value as the text of a cell in CSV.

    Text that a spreadsheet could run as a formula is prefixed with an apostrophe, unless ``raw``.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and not raw:
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else str(value)
