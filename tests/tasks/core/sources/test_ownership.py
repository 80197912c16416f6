"""A page is read by the rules of the source that owns its host."""

import pytest

from dateline.config.schema import Source
from dateline.tasks.core.sources.ownership import owner_of

COURIER = Source.model_validate({"name": "courier", "feeds": ["https://www.courier.example/rss"]})
SPORT = Source.model_validate(
    {"name": "sport", "enabled": False, "sitemaps": [{"url": "https://sport.gazette.example/news.xml"}]}
)
MORNING = Source.model_validate({"name": "morning", "publisher": "gazette.example", "urls": ["https://am.example/1"]})
SOURCES = (COURIER, SPORT, MORNING)


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://www.courier.example/2026/03/pier", "courier"),
        ("https://courier.example/2026/03/pier", "courier"),
        ("http://SPORT.gazette.example/regatta", "sport"),
        ("https://www.gazette.example/pier", None),
        ("https://am.example/2", "morning"),
        ("https://courier.test/1", None),
        ("saved/pier.html", None),
        ("http://[:21]/x", None),
    ],
)
def test_the_host_tells_the_source(url: str, owner: str | None) -> None:
    """The source with the same host owns the page; else the only source of the same site."""
    found = owner_of(url, SOURCES)
    assert (found.name if found else None) == owner
