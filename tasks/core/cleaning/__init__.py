"""The cleaner: a raw page in, everything that could be read off it out."""

from tasks.core.cleaning.document import Document
from tasks.core.cleaning.html_page import read_html
from tasks.core.cleaning.page import Extraction, Page
from tasks.core.cleaning.plain import is_plain, read_plain
from tasks.core.cleaning.verdict import Verdict, judge, judge_bytes

__all__ = ["Document", "Extraction", "Page", "Verdict", "clean_page", "extract", "read"]


def extract(html: bytes, url: str | None = None) -> Extraction:
    """Return what a page says, given its bytes and its address alone."""
    return read(Page(html, url))


def read(page: Page) -> Extraction:
    """Return what a page says, obeying its source's rules and using its feed's words."""
    return read_plain(page) if is_plain(page) else read_html(page, Document(page.body, page.url, page.content_type))


def clean_page(page: Page) -> Extraction | Verdict:
    """Return what a page says, or why it is no article. Never raises, whatever the bytes are."""
    if refused := judge_bytes(page):
        return refused
    if is_plain(page):
        extraction = read_plain(page)
        return judge(page, None, extraction) or extraction
    document = Document(page.body, page.url, page.content_type)
    extraction = read_html(page, document)
    return judge(page, document, extraction) or extraction
