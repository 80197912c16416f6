"""Measure time and memory of an audit of many articles.

    python -m tests.benchmarks.audit_bench [ARTICLES] [--s3]

Makes an archive of so many articles (3 kB of text each, in a page of 30 kB, with fifty pages per segment) in a
temporary folder, or in a bucket of a SeaweedFS server that it starts. Audits it quickly and deeply, and prints one JSON
object, in which the time for making the archive is separate.
"""

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dateline.config.schema import LedgerSettings, LocalArchive, S3Archive, Settings, Source
from dateline.tasks.adapters.archive.place import Placed, place_all
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.warc.segments import SegmentWriter
from dateline.tasks.audit import check_articles, check_manifests, check_rejections, check_segments
from dateline.tasks.core.archive.audit import Scope
from dateline.tasks.core.archive.audit_findings import added_up
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.records import manifest_bytes, manifest_of, segment_key
from dateline.tasks.core.dedupe import text_hash
from dateline.tasks.core.models import Article, Manifest, Outcome, PageRef, RawPointer, Window
from dateline.tasks.core.web.fetched import RawPage
from tests.support import storage_servers
from tests.support.records import an_article

BATCH = 50
START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = [a + b + c for a in ("ba", "ko", "ri", "su", "te") for b in ("lan", "mor", "nis") for c in ("", "a", "en", "s")]


def make(root: Path, archive: LocalArchive | S3Archive, articles: int) -> Settings:
    """Write an archive, and return its settings."""
    settings = Settings(archive=archive, ledger=LedgerSettings(url=f"sqlite:///{root}/ledger.sqlite"))
    chance = random.Random(1)  # noqa: S311 - the same archive each time
    for batch in range(-(-articles // BATCH)):
        write_batch(root, settings, batch, min(BATCH, articles - batch * BATCH), chance)
    return settings


def write_batch(root: Path, settings: Settings, batch: int, pages: int, chance: random.Random) -> None:
    """Write one segment, its articles and its manifest."""
    store = open_store(settings.archive)
    segment = segment_key("bench", "20260601T000000Z-bench", f"{batch:05d}", START)
    path = root / "segment.warc.gz"
    made = []
    with SegmentWriter(path, segment) as writer:
        for number in range(batch * BATCH, batch * BATCH + pages):
            url = f"https://bench.example/{number}"
            text = "\n\n".join(" ".join(chance.choices(WORDS, k=60)) for _ in range(9))
            shell = "".join(f'<li><a href="/{chance.random()}">{chance.choice(WORDS)}</a></li>' for _ in range(550))
            ref = PageRef(url=url, source="bench", via="bench")
            body = f"<html><body><article>{text}</article><ul>{shell}</ul></body></html>".encode()
            raw = writer.write(RawPage(ref, url, START, body, 200, "OK", (("Content-Type", "text/html"),)))
            made.append(article(number, url, text, raw))
    store.put_file_if_absent(segment, path)
    placed = place_all(store, made, settings.dedupe.match)
    outcomes = [
        Outcome(url=a.url, source="bench", kind=p.kind, at=START, article=p.key, record_hash=p.record_hash, raw=a.raw)
        for a, p in zip(made, placed, strict=True)
        if isinstance(p, Placed)
    ]
    manifest = Manifest(run="20260601T000000Z-bench", batch=f"{batch:05d}", outcomes=tuple(outcomes))
    store.put_if_absent(manifest_of(segment) or "", manifest_bytes(manifest))


def article(number: int, url: str, text: str, raw: RawPointer | None) -> Article:
    """Return the article of a page. About a thousand are published per day."""
    return an_article(
        url=url,
        source="bench",
        headline=f"Story number {number}",
        text=text,
        text_hash=text_hash(text),
        published_at=START + timedelta(minutes=number * 1.4),
        raw=raw,
    )


@contextmanager
def place(root: Path, *, s3: bool) -> Iterator[LocalArchive | S3Archive]:
    """Yield the settings of an archive in the folder, or in a bucket that exists until the block ends."""
    if not s3:
        yield LocalArchive(path=root / "archive", durability="none")
        return
    os.environ |= storage_servers.CREDENTIALS
    with storage_servers.seaweedfs() as endpoint:
        yield storage_servers.new_archive(endpoint)


def main(articles: int, *, s3: bool) -> dict[str, object]:
    """Make the archive, audit it, and return the figures."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder, place(Path(folder), s3=s3) as archive:
        root = Path(folder)
        began = time.perf_counter()
        settings = make(root, archive, articles)
        figures: dict[str, object] = {"articles": articles, "making_s": round(time.perf_counter() - began, 1)}
        for deep in (False, True):
            index = root / f"index-{deep}"
            run = Run.begin("audit", Window(), datetime.now(UTC), "bench", "-audit")
            scope = Scope(settings, {"bench": Source(name="bench")}, run.window, index, run, deep, mend=False)
            parts, spent = [], {}
            for check in (check_manifests, check_articles, check_rejections, check_segments):
                began = time.perf_counter()
                parts.append(check.fn(scope, lambda _what, _done: None))
                spent[check.name] = round(time.perf_counter() - began, 1)
            result = added_up(parts, deep=deep)
            figures["deep" if deep else "quick"] = {"wrong": result.wrong, "checked": result.checked, "seconds": spent}
        figures["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("--s3", action="store_true")
    options = parser.parse_args()
    print(json.dumps(main(options.articles, s3=options.s3), indent=2))
