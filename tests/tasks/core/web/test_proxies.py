"""Through which proxy a page is fetched."""

import pytest

from dateline.config.schema import FetchSettings, Source
from dateline.tasks.core.web.proxies import is_exempt, proxy_for


@pytest.mark.parametrize(
    ("entry", "host", "port", "exempt"),
    [
        ("*", "pier.example", 80, True),
        ("pier.example", "pier.example", 443, True),
        ("pier.example", "www.PIER.example.", 443, True),
        (".pier.example", "pier.example", 80, True),
        ("*.pier.example", "a.pier.example", 80, True),
        ("pier.example", "anotherpier.example", 80, False),
        ("pier.example:8080", "pier.example", 8080, True),
        ("pier.example:8080", "pier.example", 80, False),
        ("10.0.0.0/8", "10.1.2.3", 80, True),
        ("10.0.0.0/8", "pier.example", 80, False),
        ("10.0.0.0/99", "10.1.2.3", 80, False),
        ("::1", "::1", 80, True),
        ("[::1]:80", "::1", 80, True),
        ("", "pier.example", 80, False),
        ("bücher.example", "a.xn--bcher-kva.example", 80, True),
    ],
)
def test_entries_of_no_proxy(entry: str, host: str, port: int, *, exempt: bool) -> None:
    """Entries are names with their subdomains, ports, networks and addresses."""
    assert is_exempt(host, port, [" other.example ", f" {entry} "]) is exempt


def test_a_source_overrides_the_common_proxy() -> None:
    """Each scheme has its proxy; the setting of a source replaces both, or turns them off."""
    common = FetchSettings(proxy="http://a.example:1", https_proxy="http://b.example:2")
    assert proxy_for("http://pier.example/", common) == "http://a.example:1"
    assert proxy_for("https://pier.example/", common) == "http://b.example:2"
    own = Source.model_validate({"name": "pier", "fetch": {"proxy": "c.example:3"}}).fetch_settings(common)
    assert proxy_for("https://pier.example/", own) == "http://c.example:3"
    direct = Source.model_validate({"name": "pier", "fetch": {"proxy": "direct"}}).fetch_settings(common)
    assert proxy_for("https://pier.example/", direct) is None


@pytest.mark.parametrize(
    "proxy", ["socks5://a.example:1080", "https://a.example", "http://", "http://a b", "http://a/b"]
)
def test_what_is_no_http_proxy_is_refused(proxy: str) -> None:
    """SOCKS and TLS to the proxy are not supported, and the error says so."""
    with pytest.raises(ValueError, match="prox"):
        FetchSettings(proxy=proxy)
