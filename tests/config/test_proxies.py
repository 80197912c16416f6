"""Proxies of the environment become settings."""

import os
from pathlib import Path

import pytest

from dateline.config.loader import examine, load
from dateline.config.proxies import with_proxies
from dateline.flows.runtime import environment


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


def test_a_wrong_proxy_of_the_environment_is_told_with_its_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, although it stands for two settings; the settings file, where it is not, is not blamed."""
    (tmp_path / "settings.toml").write_text("")
    monkeypatch.setenv("ALL_PROXY", "socks5://me:hush@gate.example:1080")
    (mistake,) = examine(tmp_path)[1]
    assert str(mistake).startswith('HTTP_PROXY, HTTPS_PROXY or ALL_PROXY = "socks5://me:***@gate.example:1080": socks5')


def test_pages_keep_to_the_users_exemptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect's own server is reached directly, but that exempts no page of this machine; not even later on."""
    (tmp_path / "settings.toml").write_text("")
    for name in ("no_proxy", "NO_PROXY", "_DATELINE_NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://gate.example:1080")
    for _ in range(2):
        environment.prepare(tmp_path)
        assert "127.0.0.1" in os.environ["NO_PROXY"]
        assert load(tmp_path).settings.fetch.no_proxy == ()
    monkeypatch.setenv("_DATELINE_NO_PROXY", "intra.example")
    assert load(tmp_path).settings.fetch.no_proxy == ("intra.example",)
