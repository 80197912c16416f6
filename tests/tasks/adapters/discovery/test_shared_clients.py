"""The HTTP clients that the sources of a group share."""

from contextlib import closing

from dateline.config.schema import FetchSettings, Source, SourceFetch
from dateline.tasks.adapters.discovery.context import SharedClients
from dateline.tasks.adapters.http.clock import SystemClock


def test_sources_with_equal_settings_share_one_client() -> None:
    """Equal ones, not only the same: each source has a copy of its own. A source with another delay has its own."""
    common = FetchSettings(private_hosts=("pier.example", "quay.example"), proxy="http://proxy.example:3128")
    plain = Source(name="plain", feeds=("https://pier.example/feed",))
    hasty = Source(name="hasty", feeds=("https://quay.example/feed",), fetch=SourceFetch(min_delay_s=0.5))
    alike = hasty.model_copy(update={"name": "alike"})
    with closing(SharedClients(None, SystemClock())) as shared:
        first = shared.of(plain.fetch_settings(common))
        assert shared.of(plain.fetch_settings(common.model_copy(deep=True))) is first
        assert shared.of(hasty.fetch_settings(common)) is shared.of(alike.fetch_settings(common))
        assert shared.of(hasty.fetch_settings(common)) is not first
        assert shared.of(hasty.fetch_settings(common)).web().settings.min_delay_s == 0.5
