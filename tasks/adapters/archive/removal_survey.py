"""Finds what the removal of a source deletes, and what stays because other sources need it. Changes nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import RUNS, read_article, read_manifest
from dateline.tasks.core.archive.removal import REMOVED, RemovedSource, articles_of
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Article, Manifest, OutcomeKind
from dateline.tasks.core.protocols import ArchiveStore, Ledger


@dataclass(slots=True)
class Survey:
    """Sorts the articles of a source into those that are deleted and those that stay.

    An article stays if another source that is configured lists it, or if a record that stays is a revision of it.
    """

    source: str
    others: Collection[str]
    """The names of the other configured sources."""
    store: ArchiveStore
    ledger: Ledger
    on_count: Callable[[str, int], None]
    removed: set[str] = field(default_factory=set)
    """Keys of the articles that are deleted."""
    shared: set[str] = field(default_factory=set)
    """Keys of the articles that other configured sources list."""
    earlier: set[str] = field(default_factory=set)
    """Keys of the articles that only stay because records that stay are revisions of them."""
    segments: set[str] = field(default_factory=set)
    """Keys of the segments that the articles which stay were made from."""
    manifests: list[str] = field(default_factory=list)
    """Keys of the manifests that may lose lines. Those of the source are last: after a kill, they tell what is left."""
    damaged: list[str] = field(default_factory=list)
    _revisions: set[str] = field(default_factory=set)
    """Keys of the revisions that other configured sources list."""

    def read(self) -> None:
        """Read the manifests and the articles that decide.

        Raises:
            StoreError: the archive could not be read.
            LedgerError: the ledger could not be read.
        """
        own: list[str] = []
        unlisted: dict[str, set[str]] = {}
        for key, manifest in self._read_manifests():
            strangers = {outcome.source for outcome in manifest.outcomes}.difference(self.others)
            if self.source in strangers:
                own.append(key)
            elif strangers:
                self.manifests.append(key)
            for name in strangers:
                unlisted.setdefault(name, set()).update(articles_of(manifest, name))
            self._revisions.update(
                o.article
                for o in manifest.outcomes
                if o.kind is OutcomeKind.REVISION and o.article and o.source in self.others
            )
        self.manifests += own
        self.removed = unlisted.pop(self.source, set())
        for name, articles in unlisted.items():
            if mark := recall(self.ledger, REMOVED, name, RemovedSource):
                self.removed |= articles.intersection(mark.earlier)
        self.shared = {key for key in self.removed if self._is_listed(key)}
        self.removed -= self.shared
        self._keep_earlier()

    def _read_manifests(self) -> Iterator[tuple[str, Manifest]]:
        for read, (key, data) in enumerate(read_ahead(self.store, self.store.list(RUNS)), 1):
            self.on_count("reading manifests", read)
            try:
                yield key, read_manifest(data or b"", key)
            except RecordError as error:
                self.damaged.append(error.problem)

    def _is_listed(self, article: str) -> bool:
        return any(event.outcome.source in self.others for event in self.ledger.trace_article(article))

    def _keep_earlier(self) -> None:
        """Move to ``earlier`` what records that stay are revisions of, and note the segments of all that stay."""
        todo = self.shared | self._revisions
        while todo:
            found: set[str] = set()
            for article in self._articles(todo):
                self.segments.add(article.raw.segment)
                if article.revision_of:
                    found.update(e.outcome.article or "" for e in self.ledger.trace_article(article.revision_of))
            todo = found & self.removed
            self.earlier |= todo
            self.removed -= todo

    def _articles(self, keys: Iterable[str]) -> Iterator[Article]:
        """Yield those articles that can be read. The segments that the others can be rebuilt from stay."""
        for key, data in read_ahead(self.store, keys):
            try:
                article = read_article(data or b"", key)
            except RecordError as error:
                self.damaged.append(error.problem)
                self.segments |= {e.outcome.raw.segment for e in self.ledger.trace_article(key) if e.outcome.raw}
            else:
                yield article
