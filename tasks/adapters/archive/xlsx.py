"""Writes articles to Excel workbooks (ISO/IEC 29500). XlsxWriter is an extra."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.tasks.core.archive.cells import cell
from dateline.tasks.core.archive.columns import Value, row_of
from dateline.tasks.core.display.extras import how_to_install
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Article

MAX_CHARS = 32_767
"""How many characters a cell holds ("Excel specifications and limits"), in UTF-16 code units."""
MAX_ROWS = 1_048_576
_CUT = " […]"
_FIRST_DAY = datetime(1900, 3, 1, tzinfo=UTC)
"""Spreadsheets disagree about days before this one: some take 1900 for a leap year."""


class XlsxRows:
    """The rows of a workbook being written. Texts are written as texts, so none of them can be run as a formula."""

    def __init__(self, sheet: Any, moment: Any, columns: Sequence[str]) -> None:  # noqa: ANN401 - an extra
        self._sheet, self._moment, self._columns = sheet, moment, columns
        self._row = 0
        self.cut = 0
        """Number of cells whose text was longer than `MAX_CHARS`, and so was cut."""

    def add(self, article: Article, story: str | None = None) -> None:
        """Add an article as a row, with the id of its story.

        Raises:
            ConfigError: the sheet is full.
        """
        self._row += 1
        if self._row >= MAX_ROWS:
            limit = f"a sheet holds {MAX_ROWS - 1:,} articles"
            raise ConfigError(f"{limit}, and there are more: choose a window with --since and --until, or export CSV")
        values = row_of(article, story)
        for place, column in enumerate(self._columns):
            self._write(place, values[column])

    def _write(self, place: int, value: Value) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(self._row, place, value)
        elif isinstance(value, int):
            self._sheet.write_number(self._row, place, value)
        elif isinstance(value, datetime) and value >= _FIRST_DAY:
            self._sheet.write_datetime(self._row, place, value.replace(tzinfo=None), self._moment)
        elif text := cell(value, raw=True):
            self._sheet.write_string(self._row, place, self._short(text))

    def _short(self, text: str) -> str:
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) <= 2 * MAX_CHARS:
            return text
        self.cut += 1
        return units[: 2 * (MAX_CHARS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


@contextmanager
def xlsx_file(path: Path, columns: Sequence[str]) -> Iterator[XlsxRows]:
    """Write a workbook row by row, with a bold first row of names. Its memory does not depend on the number of rows.

    Times are in UTC, as a spreadsheet has no zones.

    Raises:
        ConfigError: XlsxWriter is not installed; the message says how to install it.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra; it has no types
    except ImportError as error:
        needs = "Excel files need XlsxWriter, which is not installed"
        raise ConfigError(f"{needs}: {how_to_install('xlsx')}") from error
    try:
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            sheet = book.add_worksheet("articles")
            bold = book.add_format({"bold": True})
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column, bold)
            sheet.freeze_panes(1, 0)
            yield XlsxRows(sheet, book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}), columns)
    except xlsxwriter.exceptions.FileCreateError as error:  # it hides the OSError in an error that is none
        os.truncate(path, 0)  # its writer needs space to end the file when it is deleted, or else Python complains
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error
