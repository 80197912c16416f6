"""The text that is read from a page of a test."""

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.text.read import read_text


def paragraphs_of(html: str, headline: str) -> list[str]:
    """Return the paragraphs, headings and list items of the article with this headline."""
    page = html.encode()
    return read_text(Document(page), Page(page), headline).text.split("\n\n")
