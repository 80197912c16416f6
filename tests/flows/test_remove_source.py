"""A removed source leaves only tombstones behind, and takes nothing from other sources."""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.adapters.search import folder
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.compact import compact_day
from dateline.tasks.core.archive.records import article_key, manifest_of, read_article, read_manifest
from dateline.tasks.core.archive.removal import SOURCE_REMOVED, RemovalResult
from dateline.tasks.core.archive.retention import Tombstone, read_tombstone, tombstone_bytes, tombstone_key
from dateline.tasks.core.errors import ConfigError, PermanentStoreError, RecordError
from dateline.tasks.core.search.page import Query
from dateline.tasks.core.web.fetched import RawPage
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.history import raw_page
from dateline.tasks.ledger import rebuild_ledger
from dateline.tasks.remove_source import check_idle, remove_articles
from dateline.tasks.search import rebuild_index, search
from tests.support.command import Project, dateline
from tests.support.records import an_open_batch
from tests.support.sample_archive import PAGES, audit_of, ingest_folder, sample_settings, stored

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SHARED = ("lighthouse-keeper.html", "cafe-rene.html")


def pages_of_another(tmp_path: Path) -> Path:
    """A folder with some pages of the sample, so that another source has the same articles."""
    pages = tmp_path / "another"
    pages.mkdir()
    for name in SHARED:
        (found,) = PAGES.rglob(name)
        (pages / name).write_bytes(found.read_bytes())
    return pages


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An archive of two sources with two articles in common, a file of a closed day, and a search index."""
    settings = sample_settings(tmp_path)
    ingest_folder(settings)
    ingest_folder(settings, pages_of_another(tmp_path), "another")
    keys = [key for key in stored(settings) if key.startswith("articles/2026/03/02/")]
    compact_day.fn(datetime(2026, 3, 2, tzinfo=UTC).date(), tuple(keys), settings, verify=False)
    rebuild_index(settings)
    return settings


def removed(
    settings: Settings, source: str, others: Collection[str] = ("sample", "another"), *, dry_run: bool = False
) -> RemovalResult:
    """Remove a source while these, except itself, are configured."""
    return remove_articles(source, set(others) - {source}, settings, NOW, lambda _what, _done: None, dry_run=dry_run)


def traced(settings: Settings, objects: Mapping[str, bytes]) -> dict[str, int]:
    """Return how many events the ledger has of each page that is listed in the manifests among these objects."""
    manifests = (read_manifest(data, key) for key, data in objects.items() if key.startswith("runs/"))
    pages = {url_key(outcome.url) for manifest in manifests for outcome in manifest.outcomes}
    ledger = open_ledger(settings.ledger.url)
    try:
        return {page: len(ledger.trace(page)) for page in pages}
    finally:
        ledger.close()


def sources_of() -> dict[str, Source]:
    return {"another": Source(name="another", folders=(PAGES,))}


def articles(settings: Settings) -> dict[str, bytes]:
    return {key: data for key, data in stored(settings).items() if key.startswith("articles/")}


def test_only_what_other_sources_have_stays(settings: Settings) -> None:
    """Articles, rejections, raw pages and manifests are deleted, and the audit finds no fault."""
    before = stored(settings)
    all_traced = traced(settings, before)
    result = removed(settings, "sample")
    after = stored(settings)
    kept = [read_article(data, key) for key, data in articles(settings).items()]
    assert result.shared == len(kept) == len(SHARED)
    assert result.articles == sum(key.startswith("articles/") for key in before) - len(SHARED)
    assert result.rejections == sum(key.startswith("rejected/sample/") for key in before) > 0
    assert not [key for key in after if key.startswith(("rejected/sample/", "days/"))]
    made_from = {one.raw.segment for one in kept}
    assert {key for key in after if key.startswith("raw/sample/")} == made_from
    assert (result.kept_segments, result.segments) == (len(made_from), 0)
    named = [o for key in after if key.startswith("runs/") for o in read_manifest(after[key], key).outcomes]
    assert {o.article for o in named if o.source == "sample"} <= set(after)
    stones = [read_tombstone(data, key) for key, data in after.items() if key.startswith("pruned/")]
    assert stones == []
    assert all(isinstance(raw_page(one.raw, settings, {}), RawPage) for one in kept)
    assert audit_of(settings, sources_of()).wrong == 0
    held = traced(settings, before)
    assert 0 < sum(held.values()) < sum(all_traced.values())
    rebuild_ledger(settings)
    assert traced(settings, before) == held


def test_after_both_sources_nothing_is_left(settings: Settings) -> None:
    """A source that was removed earlier keeps no article, though its lines stay while another source needs them."""
    before = stored(settings)
    removed(settings, "sample")
    result = removed(settings, "another", ("another",))
    assert (result.articles, result.shared, result.kept_segments) == (len(SHARED), 0, 0)
    assert result.segments == sum(key.startswith("raw/") for key in before)
    after = stored(settings)
    assert {key.partition("/")[0] for key in after} == {"pruned"}
    stones = [read_tombstone(data, key) for key, data in after.items()]
    assert {stone.segment for stone in stones} == {key for key in before if key.startswith("raw/")}
    assert {stone.retention for stone in stones} == {SOURCE_REMOVED}
    assert audit_of(settings, {}).wrong == 0
    assert not any(traced(settings, before).values())


def test_the_original_of_a_kept_revision_stays(tmp_path: Path) -> None:
    """The original stays with its raw page while another source lists its revision, and goes with that source."""
    settings, pages = sample_settings(tmp_path), tmp_path / "pages"
    pages.mkdir()
    (page,) = PAGES.rglob(SHARED[0])
    (pages / page.name).write_bytes(page.read_bytes())
    ingest_folder(settings, pages)
    text = (pages / page.name).read_text().replace("</p>", " More was said later.</p>")
    (pages / page.name).write_text(text)
    ingest_folder(settings, pages, "another")
    ids = {read_article(data, key).id: read_article(data, key) for key, data in articles(settings).items()}
    assert {one.source: one.revision_of in ids for one in ids.values()} == {"sample": False, "another": True}
    result = removed(settings, "sample")
    assert (result.articles, result.shared, result.earlier, result.kept_segments) == (0, 0, 1, 1)
    assert all(isinstance(raw_page(one.raw, settings, {}), RawPage) for one in ids.values())
    assert articles(settings).keys() == {article_key(one) for one in ids.values()}
    assert audit_of(settings, {}).wrong == 0
    assert removed(settings, "another", ()).articles == len(ids)
    assert {key.partition("/")[0] for key in stored(settings)} == {"pruned"}
    assert audit_of(settings, {}).wrong == 0


def test_a_manifest_that_keeps_lines_is_not_counted_as_deleted(settings: Settings) -> None:
    """Only manifests that are gone count."""
    manifests = {key for key in stored(settings) if key.startswith("runs/")}
    result = removed(settings, "sample")
    assert result.manifests == len(manifests - stored(settings).keys()) == 0
    assert removed(settings, "another", ()).manifests == len(manifests)


def test_removing_the_other_source_keeps_what_it_only_shared(settings: Settings) -> None:
    """Removing a source whose pages were all duplicates deletes no article."""
    before = articles(settings)
    assert removed(settings, "another").articles == 0
    assert articles(settings) == before
    assert audit_of(settings, {}).wrong == 0


def test_nothing_of_it_is_found_and_the_source_can_be_added_again(settings: Settings) -> None:
    """Search index and ledger forget it, so that another ingest archives all of it anew."""
    before = articles(settings)
    assert {hit.source for hit in search(settings, Query(text="storm")).hits} == {"sample"}
    removed(settings, "sample")
    found = search(settings, Query(text="storm"))
    assert (list(found.hits), found.notes) == ([], ())
    assert folder.exists(settings.search.path)
    ingest_folder(settings)
    assert articles(settings).keys() == before.keys()
    assert audit_of(settings, {}).wrong == 0


def test_a_dry_run_counts_the_same_and_changes_nothing(settings: Settings) -> None:
    """A dry run has the figures of the removal."""
    before = stored(settings)
    known = traced(settings, before)
    told = removed(settings, "sample", dry_run=True)
    assert (stored(settings), traced(settings, before)) == (before, known)
    assert told.model_copy(update={"dry_run": False}) == removed(settings, "sample")


@contextmanager
def dying_after(deletions: int, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the archive's store fail after this many deletions."""
    store_class = type(open_store(settings.archive))
    delete, done = store_class.delete, count(1)

    def dying(self: object, key: str) -> None:
        if next(done) > deletions:
            raise PermanentStoreError("killed", key=key)
        delete(self, key)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(store_class, "delete", dying)
        yield


@pytest.mark.parametrize("after", [0, 4, 9, 11])
def test_a_killed_removal_is_completed_by_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Wherever it is killed, the next removal leaves what an undisturbed one would leave."""
    with dying_after(after, settings, monkeypatch), pytest.raises(PermanentStoreError):
        removed(settings, "sample")
    removed(settings, "sample")
    assert len(articles(settings)) == len(SHARED)
    assert not [key for key in stored(settings) if key.startswith("rejected/sample/")]
    assert audit_of(settings, sources_of()).wrong == 0


@pytest.mark.parametrize("after", range(6))
def test_a_killed_removal_of_the_last_source_is_completed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """What an earlier removal kept for it goes as well."""
    removed(settings, "sample")
    with dying_after(after, settings, monkeypatch), pytest.raises(PermanentStoreError):
        removed(settings, "another", ())
    removed(settings, "another", ())
    assert {key.partition("/")[0] for key in stored(settings)} == {"pruned"}
    assert audit_of(settings, {}).wrong == 0


def test_nothing_is_removed_if_a_manifest_of_the_source_is_damaged(settings: Settings) -> None:
    """Its articles would stay for good, without their raw pages."""
    store = open_store(settings.archive)
    (key,) = {manifest_of(segment) for segment in store.list("raw/sample/")}
    assert key
    store.put(key, store.get(key)[:1500])
    before = stored(settings)
    with pytest.raises(RecordError, match="nothing was removed; run `dateline audit --mend`"):
        removed(settings, "sample")
    assert stored(settings) == before
    assert removed(settings, "another").articles == 0


def test_what_a_damaged_shared_article_is_rebuilt_from_stays(settings: Settings) -> None:
    """Its segment stays, though its record no longer names it."""
    store = open_store(settings.archive)
    before = {key for key in stored(settings) if key.startswith("raw/sample/")}
    for key in articles(settings):
        store.put(key, b"{}")
    assert len(removed(settings, "sample").damaged) == len(SHARED)
    assert {key for key in stored(settings) if key.startswith("raw/sample/")} == before


def test_a_run_at_work_is_not_disturbed(settings: Settings) -> None:
    """The error names the run that is working on the source."""
    ledger = open_ledger(settings.ledger.url)
    ledger.open_batch(an_open_batch(NOW, source="sample", kept_at=NOW))
    ledger.close()
    with pytest.raises(ConfigError, match="a run is archiving sample"):
        check_idle("sample", settings, NOW)


def test_the_command_removes_the_file_and_says_what_stays(project: Project) -> None:
    """Without ``--articles`` the articles stay; a misspelt name is an error; a dry run changes nothing."""
    folder_ = project(f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n')
    settings = sample_settings(folder_)
    ingest_folder(settings)
    file = folder_ / "config" / "sources" / "sample.toml"
    before = stored(settings)
    told = dateline("sources", "remove", "sample", "--dry-run", "--articles", folder=folder_)
    assert "To be removed: " in told.stdout
    assert "To be deleted: 10 articles" in told.stdout, told.stdout
    assert file.exists()
    misspelt = dateline("sources", "remove", "sampel", folder=folder_)
    assert misspelt.returncode == 2
    assert "Did you mean sample?" in misspelt.stderr
    told = dateline("sources", "remove", "sample", folder=folder_)
    assert "Its articles stay" in told.stdout
    assert not file.exists()
    assert stored(settings) == before
    later = dateline("sources", "remove", "sample", "--articles", folder=folder_)  # its file is gone already
    assert "Deleted: 10 articles" in later.stdout, later.stderr
    again = dateline("sources", "remove", "sample", "--articles", folder=folder_)
    assert again.returncode == 2
    assert "there is no such source" in again.stderr
    assert [key for key in stored(settings) if not key.startswith("pruned/")] == []


def test_the_command_says_what_other_sources_keep(project: Project, tmp_path: Path) -> None:
    """Only a source whose file is there keeps articles; a raw page that went with its source is not called expired."""
    folder_ = project(f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n')
    settings, another = sample_settings(folder_), folder_ / "config" / "sources" / "another.toml"
    pages = pages_of_another(tmp_path)
    another.write_text(f'[source]\nname = "another"\nfolders = ["{pages}"]\n')
    ingest_folder(settings)
    ingest_folder(settings, pages, "another")
    told = dateline("sources", "remove", "sample", "--articles", folder=folder_).stdout
    assert "Deleted: 8 articles, " in told
    assert "0 segments of raw pages, 0 manifests." in told
    assert "Kept: 2 articles that other sources list as well.\n" in told
    assert "Kept: 1 segment that kept articles were made from.\n" in told
    (one, _) = (read_article(data, key) for key, data in articles(settings).items())
    store = open_store(settings.archive)
    stone = Tombstone(segment=one.raw.segment, pruned_at=NOW, retention=SOURCE_REMOVED)  # as versions before left it
    store.put(tombstone_key(stone.segment), tombstone_bytes(stone))
    store.delete(stone.segment)
    raw = dateline("raw", one.id, folder=folder_)
    assert "was deleted deliberately: it was deleted with its source on 2026-12-01." in raw.stderr
    told = dateline("sources", "remove", "another", "--articles", folder=folder_).stdout
    assert "Deleted: 2 articles, " in told
    assert "Kept" not in told


def test_a_removed_source_is_no_longer_scheduled(project: Project, prefect_server: str) -> None:
    """Its deployment is deleted from the server, but not that of a flow with the same name."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags  # noqa: PLC0415 - as above

    from dateline.flows.serving.deployments import deployments  # noqa: PLC0415 - as above

    folder_ = project(f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n')
    sources = folder_ / "config" / "sources"
    (sources / "health.toml").write_text(f'[source]\nname = "health"\nfolders = ["{PAGES}"]\n')

    async def register() -> None:
        for deployment in await deployments(load()):
            if deployment.name in {"sample", "health"}:
                deployment.tags = [*(deployment.tags or ()), "removal"]
                await deployment.aapply()

    async def registered() -> set[tuple[str, bool]]:
        mine = DeploymentFilter(tags=DeploymentFilterTags(all_=["removal"]))
        async with get_client() as client:
            return {(one.name, "ingest" in one.tags) for one in await client.read_deployments(deployment_filter=mine)}

    asyncio.run(register())
    assert asyncio.run(registered()) == {("sample", True), ("health", True), ("health", False)}
    told = dateline("sources", "remove", "health", folder=folder_, PREFECT_API_URL=prefect_server)
    assert "Removed the deployment health" in told.stderr, told.stderr
    assert asyncio.run(registered()) == {("sample", True), ("health", False)}
