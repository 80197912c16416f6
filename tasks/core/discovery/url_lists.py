"""URL lists: one address a line, `#` begins a comment."""

from collections.abc import Iterator

from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.urls import absolute


def read_url_list(data: bytes, source: str, via: str, warnings: list[str]) -> Iterator[PageRef]:
    """Yield the pages of a list; a line that is no http address is told in ``warnings`` and passed over."""
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        address = line.partition(" #")[0].strip()
        if not address or address.startswith("#"):
            continue
        if url := absolute("", address):
            yield PageRef(url=url, source=source, via=via)
        else:
            warnings.append(f'{via}, line {number}: "{address[:80]}" is no http or https address')
