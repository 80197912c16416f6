"""Reads URL lists: one URL per line, which ends at a tab; `#` begins a comment."""

from collections.abc import Iterator

from dateline.tasks.core.discovery.decoding import decoded
from dateline.tasks.core.discovery.inflate import inflated
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.foreign_text import clean_line
from dateline.tasks.core.web.urls import absolute

MAX_LIST_BYTES = 100_000_000
"""The maximum size of a list. Larger ones are refused."""
_TOLD_WARNINGS = 20


def read_url_list(data: bytes, source: str, via: str, warnings: list[str]) -> Iterator[PageRef]:
    """Yield the pages of a list in any encoding, also gzipped, or with quotes or brackets around them.

    Lines that are not http(s) URLs are skipped with a warning.
    """
    strange, told = 0, list[str]()
    unpacked = [b"".join(inflated([data], MAX_LIST_BYTES, told))]
    for number, line in enumerate("".join(decoded(unpacked, None, told)).splitlines(), 1):
        address = line.strip().partition("\t")[0].partition(" #")[0].strip().strip("\"'<>")
        if not address or address.startswith("#"):
            continue
        if url := absolute("", address):
            yield PageRef(url=url, source=source, via=via)
        elif (strange := strange + 1) <= _TOLD_WARNINGS:
            warnings.append(f'{via}, line {number}: "{clean_line(address, 80)}" is not an http or https URL')
    warnings.extend(f"{via}: {warning}" for warning in told)
    if strange > _TOLD_WARNINGS:
        warnings.append(f"{via}: {strange} lines are not http or https URLs")
