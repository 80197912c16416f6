"""The cleaner: reads the fields of an article from a raw page."""

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.html_page import read_html
from dateline.tasks.core.cleaning.kind.evidence import Evidence, Judgement
from dateline.tasks.core.cleaning.kind.features import PageProfile
from dateline.tasks.core.cleaning.kind.judge import explain_kind
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.plain import is_plain, read_plain
from dateline.tasks.core.cleaning.text.read import Body
from dateline.tasks.core.cleaning.tidy import tidied
from dateline.tasks.core.cleaning.verdict import Verdict, judge, judge_bytes
from dateline.tasks.core.models import Reason

__all__ = [
    "Document",
    "Evidence",
    "Extraction",
    "Judgement",
    "Page",
    "Verdict",
    "clean_page",
    "explain",
    "extract",
    "read",
]


def extract(html: bytes, url: str | None = None) -> Extraction:
    """Return the fields of a page, given only its bytes and its URL."""
    return read(Page(html, url))


def read(page: Page) -> Extraction:
    """Return the fields of a page, using its source's rules and its feed's data."""
    extraction, _ = _read(page)
    return extraction


def clean_page(page: Page) -> Extraction | Verdict:
    """Return the fields of an article, or why the page is rejected. Never raises."""
    try:
        if refused := judge_bytes(page):
            return refused
        extraction, html = _read(page)
        return judge(page, extraction, html) or extraction
    except Exception as error:  # noqa: BLE001 - no page may stop its batch; fuzzing uses `read`
        return Verdict(Reason.UNREADABLE, f"reading the page failed: {type(error).__name__}: {error}"[:300])


def explain(page: Page) -> Judgement | None:
    """Return the evidence for and against an HTML page being an article, or None if it is not an HTML page."""
    if judge_bytes(page) is not None or is_plain(page):
        return None
    extraction, html = _read(page)
    return explain_kind(PageProfile(page, extraction, *html)) if html else None


def _read(page: Page) -> tuple[Extraction, tuple[Document, Body] | None]:
    if is_plain(page):
        return tidied(read_plain(page)), None
    document = Document(page.body, page.url, page.content_type)
    extraction, body = read_html(page, document)
    return tidied(extraction), (document, body)
