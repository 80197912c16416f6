"""Which canonical URL a page may declare: one of its own site, on any of its hosts."""

import pytest

from dateline.tasks.core.cleaning import extract


@pytest.mark.parametrize(
    ("page", "canonical"),
    [
        ("www.harbour.example.com", "harbour.example.com"),
        ("www.harbour.co.uk", "ww2.harbour.co.uk"),
        ("m.harbour.co.uk", "amp.harbour.co.uk"),
        ("harbour.github.io", "harbour.github.io"),
    ],
)
def test_hosts_of_one_site(page: str, canonical: str) -> None:
    """A page may declare a URL on another host of its site."""
    html = f"<link rel=canonical href='https://{canonical}/a'><p>Text".encode()
    assert extract(html, f"https://{page}/a").canonical_url == f"https://{canonical}/a"


@pytest.mark.parametrize(
    ("page", "canonical"),
    [
        ("www.harbour.de", "www.harbour.fr"),
        ("harbour.co.uk", "lighthouse.co.uk"),
        ("www.harbour.co.uk", "oldharbour.co.uk"),
        ("harbour.github.io", "lighthouse.github.io"),
    ],
)
def test_hosts_of_two_sites(page: str, canonical: str) -> None:
    """A page may not declare a URL of another site, even if their names end alike."""
    html = f"<link rel=canonical href='https://{canonical}/a'><p>Text".encode()
    assert extract(html, f"https://{page}/a").canonical_url is None
