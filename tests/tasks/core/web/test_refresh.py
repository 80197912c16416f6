"""Pages that send their readers to another page by themselves."""

import pytest

from dateline.tasks.core.web.refresh import MAX_STUB_BYTES, refresh_target

URL = "https://courier.example/old/pier"
NEW = "https://courier.example/pier"


def page(meta: str, around: str = "{}") -> bytes:
    return f"<html><head><title>This page has a new address</title>{around.format(meta)}</head></html>".encode()


@pytest.mark.parametrize(
    "content",
    [
        "0; url=/pier",
        "0;URL='../pier'",
        " 3 , /pier",
        "0.5; Url = https://courier.example/pier#text",
        "0;url=&quot;/pier&quot;",
        "10 /pier",
    ],
)
def test_a_page_that_leads_on_at_once(content: str) -> None:
    """Its target is found, however it is written, in the page or in the header."""
    assert refresh_target(URL, (), page(f'<META Content="{content}" HTTP-EQUIV="Refresh">')) == NEW
    assert refresh_target(URL, [("Refresh", content.replace("&quot;", '"'))], b"") == NEW


def test_a_bare_value() -> None:
    """Neither quotes nor other markup are needed."""
    assert refresh_target(URL, (), b"<meta http-equiv=refresh content=0;url=/pier>") == NEW


@pytest.mark.parametrize("other", ['title="old > new"', "title='a > b'", 'title="it\'s moved"', "title=it's"])
def test_other_attributes_may_have_any_characters(other: str) -> None:
    """A bracket in a quoted value does not end the element."""
    meta = f'<meta {other} http-equiv="refresh" content="0; url=/pier">'
    assert refresh_target(URL, (), page(meta)) == NEW


@pytest.mark.parametrize("content", ["60", "0", "", "0; url=", "11; url=/pier", "0; url=/old/pier#a", "0; url=app:x"])
def test_a_page_that_stays(content: str) -> None:
    """A page that only loads itself anew, that has time to be read, or that leads into another program stays."""
    assert refresh_target(URL, (), page(f'<meta http-equiv="refresh" content="{content}">')) is None


@pytest.mark.parametrize("around", ["<!-- {} -->", "<noscript>{}</noscript>", "<script>x = '{}'</script>", "<!--{}"])
def test_an_element_that_does_not_count(around: str) -> None:
    """What is commented out, or for readers without scripts, sends nobody anywhere."""
    assert refresh_target(URL, (), page('<meta http-equiv="refresh" content="0; url=/pier">', around)) is None


def test_a_long_page_stays() -> None:
    """A page with a text of its own is read."""
    meta = '<meta http-equiv="refresh" content="0; url=/pier">'
    assert refresh_target(URL, (), page(meta) + b" " * MAX_STUB_BYTES) is None
