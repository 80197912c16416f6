"""Single pages that a user wants fetched now. Does not import Prefect, so that mistakes are reported at once."""

from collections.abc import Collection, Iterable, Sequence

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.sources.ownership import owner_of, sites_of
from dateline.tasks.core.web.urls import absolute, registrable_domain, url_key

_VIA = "asked for"


def refs_of(urls: Iterable[str], source: Source, others: Collection[Source], settings: Settings) -> Sequence[PageRef]:
    """Return references to the source's pages at these URLs, without duplicates, with what its feeds said about them.

    Raises:
        ConfigError: a URL is not that of a web page, or apparently not of a page of this source.
        LedgerError: the ledger could not be read.
    """
    wanted = {url_key(url): url for url in map(_address, urls)}
    with shared_ledger(settings.ledger.url) as ledger:
        known = ledger.known(source.name, wanted)
        named = watchlist.load(source.name, ledger).pages
    sites = sites_of(source) | {registrable_domain(page.ref.url) for page in named.values()}
    for key, url in wanted.items():
        if key not in known and registrable_domain(url) not in sites:
            raise ConfigError(_not_of(url, source, others))
    return [
        named[key].ref if key in named else PageRef(url=url, source=source.name, via=_VIA)
        for key, url in wanted.items()
    ]


def _address(url: str) -> str:
    address = absolute("", url)
    if address is None:
        raise ConfigError(f'"{url}" is not the URL of a web page: write it in full, as in https://news.example/pier')
    return address


def _not_of(url: str, source: Source, others: Collection[Source]) -> str:
    found = owner_of(url, others)
    told = f"{url} is not a page of {source.name}: neither its file nor the pages found so far are on that site"
    if found and found.name != source.name:
        return f"{told}. It belongs to {found.name}: dateline ingest {found.name} --again {url}"
    return f"{told}. To archive it anyway, add it to urls in the source file"
