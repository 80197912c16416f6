"""What the page's menus name is not an author."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
LINE = "<p>Ida Holm | 3 March 2024</p>"


def authors(menu: str, line: str = LINE) -> tuple[str, ...]:
    page = (
        f"<html lang='en'><head><meta charset='utf-8'><title>Ferry sails again</title></head>"
        f"<body>{menu}<h1>Ferry sails again</h1>{line}{STORY}</body></html>"
    )
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize(
    "menu",
    [
        "<nav><a href='/world/'>World Affairs</a></nav>",
        "<ol class='breadcrumbs'><li><a href='/'>Home</a></li><li><a href='/w'>World Affairs</a></li></ol>",
    ],
)
def test_a_section_beside_a_date_is_no_author(menu: str) -> None:
    assert authors(menu, "<p>World Affairs | 3 March 2024</p>") == ()


@pytest.mark.parametrize("address", ["/", "https://quay.example/", "/author/ida", "/team/ida-holm"])
def test_authors_may_stand_in_menus(address: str) -> None:
    """On a site of their own, or as columnists."""
    assert authors(f"<nav><a href='{address}'>Ida Holm</a></nav>") == ("Ida Holm",)
