"""Proxies of the environment become settings."""

from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.config.proxies import with_proxies


def test_the_environment_counts_where_settings_are_silent() -> None:
    """Lower-case variables come first; ALL_PROXY is for schemes without one; NO_PROXY becomes a list."""
    told = {
        "HTTP_PROXY": "http://a:1",
        "http_proxy": "http://b:2",
        "ALL_PROXY": "http://c:3",
        "NO_PROXY": "x.example, y",
    }
    assert with_proxies({}, told)["fetch"] == {
        "proxy": "http://b:2",
        "https_proxy": "http://c:3",
        "no_proxy": ["x.example", "y"],
    }
    assert with_proxies({"fetch": {"proxy": "direct"}}, told)["fetch"] == {
        "proxy": "direct",
        "no_proxy": ["x.example", "y"],
    }
    assert with_proxies({}, {"HTTPS_PROXY": "http://a:1"})["fetch"] == {"proxy": "direct", "https_proxy": "http://a:1"}
    assert with_proxies({}, {"HTTP_PROXY": "http://a:1", "REQUEST_METHOD": "GET"}) == {}


def test_loading_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project without a proxy in its settings uses those of the environment."""
    (tmp_path / "settings.toml").write_text("")
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    assert load(tmp_path).settings.fetch.https_proxy == "http://proxy.example:3128"
