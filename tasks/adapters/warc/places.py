"""Where a page from a WARC file of another tool is, as its reference says: ``warc:FILE#OFFSET``."""

from dateline.tasks.core.models import PageRef

VIA = "warc:"
"""How `PageRef.via` of such a page begins."""


def place_of(ref: PageRef) -> tuple[str, int]:
    """Return the file that such a page is to be read from, as a path or URL, and the record's offset in it."""
    file, _, offset = ref.via.removeprefix(VIA).rpartition("#")
    return file, int(offset)


def at_place(ref: PageRef, file: str, offset: int) -> PageRef:
    """Return the reference to the same page in a file that may have been moved."""
    return ref.model_copy(update={"via": f"{VIA}{file}#{offset}"})
