"""An audit finds what is missing, damaged or unexplained in an archive, and mends what can be restored."""

import errno
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.config.schema import CleaningRules, LocalArchive, Selectors, Settings, Source
from dateline.tasks.adapters.stores import stored_bytes
from dateline.tasks.adapters.stores.local import disk
from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.core.archive.audit import Named, merge_join
from dateline.tasks.core.archive.audit_findings import AuditResult, Fault
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.reprocess_jobs import RUN_SUFFIX
from dateline.tasks.core.models import Window
from tests.support.sample_archive import PAGES, audit_of, ingest_folder, objects, reclean_all, sample_settings, stored

SAMPLE = Source(name="sample", folders=(PAGES,))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An archive that contains the sample."""
    settings = sample_settings(tmp_path)
    ingest_folder(settings)
    return settings


@pytest.fixture
def root(settings: Settings) -> Path:
    """The folder of that archive."""
    assert isinstance(settings.archive, LocalArchive)
    return settings.archive.path


def audit(
    settings: Settings, *, mend: bool = False, deep: bool = True, source: Source = SAMPLE, **window: datetime
) -> AuditResult:
    return audit_of(settings, {"sample": source}, Window(**window), mend=mend, deep=deep)


def one(root: Path, pattern: str) -> Path:
    return min(path for path in root.rglob(pattern) if ".tmp" not in path.parts)


def flip(path: Path, at: int, bit: int = 1) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[at] ^= bit
    path.write_bytes(data)


def test_a_whole_archive_has_no_faults(settings: Settings, tmp_path: Path) -> None:
    """The archive after an ingest has no faults, and each of its objects is checked."""
    result = audit(settings)
    assert (result.faults, result.unfinished) == ({}, ())
    kinds = [key.partition("/")[0] for key in objects(tmp_path)]
    assert result.checked["articles"] == kinds.count("articles")
    assert result.checked["rejections"] == kinds.count("rejected")
    assert result.checked["raw pages"] == len(list(PAGES.rglob("*.*")))


def first_article(root: Path) -> Path:
    return one(root, "articles/**/*.json")


def first_rejection(root: Path) -> Path:
    return one(root, "rejected/**/*.json")


def flip_in(path: Path, field: str) -> None:
    """Flip a bit of a letter in the value of a field."""
    flip(path, path.read_bytes().index(f'"{field}": "'.encode()) + len(field) + 12)


DAMAGE: dict[str, tuple[Callable[[Path], object], Fault]] = {
    "a flipped bit in a headline": (lambda root: flip_in(first_article(root), "headline"), Fault.ARTICLE_DAMAGED),
    "a flipped bit in a URL": (lambda root: flip_in(first_article(root), "url"), Fault.ARTICLE_DAMAGED),
    "an article cut short": (lambda root: first_article(root).write_bytes(b'{"schema_'), Fault.ARTICLE_DAMAGED),
    "an empty article": (lambda root: first_article(root).write_bytes(b""), Fault.ARTICLE_DAMAGED),
    "an article gone": (lambda root: first_article(root).unlink(), Fault.ARTICLE_MISSING),
    "a rejection gone": (lambda root: first_rejection(root).unlink(), Fault.REJECTION_MISSING),
    "a flipped bit in a rejection": (lambda root: flip_in(first_rejection(root), "detail"), Fault.REJECTION_DAMAGED),
    "a rejection cut short": (lambda root: first_rejection(root).write_bytes(b"{"), Fault.REJECTION_DAMAGED),
}


@pytest.mark.parametrize(("damage", "fault"), DAMAGE.values(), ids=DAMAGE)
def test_records_are_found_and_mended(
    settings: Settings, root: Path, tmp_path: Path, damage: Callable[[Path], object], fault: Fault
) -> None:
    """A damaged or missing record is reported, left as it is without --mend, and restored byte for byte with it."""
    whole = objects(tmp_path)
    damage(root)
    damaged = objects(tmp_path)
    found = audit(settings)
    assert found.faults == {fault: 1}
    assert "--mend" in found.findings[0].remedy
    assert objects(tmp_path) == damaged
    mended = audit(settings, mend=True)
    assert (mended.wrong, mended.mended) == (0, 1)
    assert objects(tmp_path) == whole
    assert audit(settings).faults == {}


STORY = """<html><head><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Harbour road closes",
"datePublished": "2026-03-04T09:00:00Z", "url": "https://{site}.example/road"}}</script>
<link rel="canonical" href="https://{site}.example/road"></head><body><article><h1>Harbour road closes</h1>
<p class="who">Lind</p><p>{words}</p></article></body></html>"""


def test_what_is_linked_with_another_is_mended_with_its_link(tmp_path: Path) -> None:
    """A collision, and a revision by reprocessing, are restored byte for byte, with the records that they refer to."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for site, words in (
        ("one", "The council closed it on Wednesday evening. "),
        ("two", "Cranes came by night, loudly. "),
    ):
        (pages / f"{site}.html").write_text(STORY.format(site=site, words=words * 9))
    settings = sample_settings(tmp_path)
    ingest_folder(settings, pages)
    ingested = objects(tmp_path)
    rules = Source(name="sample", folders=(pages,), cleaning=CleaningRules(selectors=Selectors(authors=".who")))
    run = Run.begin("sample", Window(), datetime.now(UTC), "again", RUN_SUFFIX)
    reclean_all(settings, rules, run)
    whole = objects(tmp_path)
    linked = [key for key in whole if key.startswith("articles/") and key.count(".") > 1]
    assert len(linked) >= 2
    for key in linked:
        (tmp_path / "archive" / key).unlink()
        audit(settings, mend=True, source=SAMPLE if key in ingested else rules)
    assert objects(tmp_path) == whole


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_flipped_bit_in_a_segment_is_found(settings: Settings, root: Path, part: float) -> None:
    """A changed raw page is reported with its place, and not as mendable."""
    segment = one(root, "*.warc.gz")
    flip(segment, int(segment.stat().st_size * part))
    result = audit(settings, mend=True)
    assert set(result.faults) <= {Fault.SEGMENT_DAMAGED, Fault.RAW_MISSING}
    assert result.wrong >= 1
    assert audit(settings, deep=False).faults == {}


def test_a_truncated_segment_is_found(settings: Settings, root: Path) -> None:
    """Each missing page of a truncated segment is counted."""
    segment = one(root, "*.warc.gz")
    segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])
    result = audit(settings)
    assert result.faults[Fault.RAW_MISSING] >= 3


def test_a_segment_that_is_gone_is_found_without_reading(settings: Settings, root: Path) -> None:
    """A quick audit finds a missing segment; an article that is lost too cannot be restored."""
    one(root, "*.warc.gz").unlink()
    one(root, "articles/**/*.json").unlink()
    result = audit(settings, deep=False, mend=True)
    assert result.faults == {Fault.ARTICLE_MISSING: 1, Fault.SEGMENT_MISSING: 1}
    assert result.mended == 0
    assert "cannot be rebuilt" in result.findings[0].remedy


@pytest.mark.parametrize(
    "damage",
    [Path.unlink, lambda path: path.write_bytes(b"{}\n"), lambda path: path.write_bytes(b"")],
    ids=["gone", "damaged", "empty"],
)
def test_a_manifest_is_made_again(
    settings: Settings, root: Path, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    """A batch without its manifest is reopened, and the next ingest restores the same archive."""
    whole = objects(tmp_path)
    damage(one(root, "runs/**/*.jsonl"))
    found = audit(settings)
    assert Fault.MANIFEST_MISSING in found.faults
    audit(settings, mend=True)
    ingest_folder(settings)
    assert audit(settings).faults == {}
    assert {key: data for key, data in objects(tmp_path).items() if key.startswith("articles/")} == {
        key: data for key, data in whole.items() if key.startswith("articles/")
    }


def test_a_manifest_that_lost_lines_is_made_again(settings: Settings, root: Path) -> None:
    """A manifest that ends at a whole line is one fault for all missing records, and is restored."""
    manifest = one(root, "runs/**/*.jsonl")
    lines = manifest.read_bytes().splitlines(keepends=True)
    whole = stored(settings)
    manifest.write_bytes(b"".join(lines[:5]))
    found = audit(settings)
    assert (found.faults, found.unfinished) == ({Fault.MANIFEST_DAMAGED: 1}, ())
    assert "reopens its batch" in found.findings[0].remedy
    assert audit(settings, mend=True).wrong == 0
    ingest_folder(settings)
    assert audit(settings).faults == {}
    assert stored(settings) == whole


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("articles", Fault.ARTICLE_DAMAGED),
        ("rejected", Fault.REJECTION_DAMAGED),
        ("raw", Fault.SEGMENT_DAMAGED),
        ("runs", Fault.MANIFEST_DAMAGED),
    ],
)
def test_bytes_that_the_disk_cannot_read_do_not_end_an_audit(
    settings: Settings, root: Path, monkeypatch: pytest.MonkeyPatch, kind: str, fault: Fault
) -> None:
    """Damage that the store reports is a fault like any other."""
    broken = one(root, f"{kind}/**/*.*").relative_to(root).as_posix()
    get = LocalStore.get

    def failing(self: LocalStore, key: str, offset: int = 0, length: int | None = None) -> bytes:
        if key == broken:
            raise disk.explain(OSError(errno.EIO, "i/o error"), "read", key, key)
        return get(self, key, offset, length)

    monkeypatch.setattr(LocalStore, "get", failing)
    assert fault in audit(settings).faults


def test_an_article_that_no_manifest_names_is_an_orphan(settings: Settings, root: Path) -> None:
    """A record in no manifest is reported."""
    article = one(root, "articles/**/*.json")
    record = json.loads(article.read_bytes())
    record["id"] = f"{record['dedupe_key']}.{record['text_hash'][:12]}"
    article.with_name(f"{record['id']}.json").write_text(json.dumps(record))
    result = audit(settings)
    assert result.faults == {Fault.ARTICLE_ORPHAN: 1}
    assert "reprocess" in result.findings[0].remedy


def test_a_window_leaves_out_other_days(settings: Settings, root: Path) -> None:
    """Only records of days that overlap the window are checked."""
    one(root, "articles/2026/03/0[29]/*.json").unlink()
    result = audit(settings, since=datetime(2026, 3, 3, tzinfo=UTC), until=datetime(2026, 3, 4, tzinfo=UTC))
    assert result.faults == {}
    assert 1 <= result.checked["articles"] < 4


def test_segments_are_read_in_pieces(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Audit and reprocess never hold a whole segment in memory, however many pages it has."""
    asked: list[int | None] = []
    get = LocalStore.get

    def watched(self: LocalStore, key: str, offset: int = 0, length: int | None = None) -> bytes:
        if key.startswith("raw/"):
            asked.append(length)
            length = min(length or 1000, 1000)
        return get(self, key, offset, length)

    monkeypatch.setattr(LocalStore, "get", watched)
    monkeypatch.setattr(stored_bytes.StoredBytes.__init__, "__kwdefaults__", {"piece_bytes": 1000})
    assert audit(settings).checked["raw pages"] == len(list(PAGES.rglob("*.*")))
    reclean_all(settings, SAMPLE, Run.begin("sample", Window(), datetime.now(UTC), "again", RUN_SUFFIX))
    assert len(asked) > 20
    assert set(asked) == {1000}


def test_two_ordered_lists_are_walked_side_by_side() -> None:
    """Each key is yielded once, with the lists that contain it."""
    named = [Named(key, frozenset()) for key in "bcf"]
    walked = [(key, listed, name is not None) for key, listed, name in merge_join("abde", named)]
    assert walked == [
        ("a", True, False),
        ("b", True, True),
        ("c", False, True),
        ("d", True, False),
        ("e", True, False),
        ("f", False, True),
    ]
