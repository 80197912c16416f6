"""Kill the pipeline before each of its file operations, run it again, and compare the archive with an undisturbed one.

Run it with ``python -m tests.torture.kill_points WORKDIR [STRIDE]``. It forks a process for each kill point. This
process sends itself SIGKILL when an audit hook (`sys.addaudithook`) sees its n-th file operation, so that nothing in
dateline has to be patched. With a stride of 4, only every fourth operation is a kill point. Prints one JSON object with
the number of operations and kills, and what differed.
"""

import json
import os
import shutil
import signal
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.config.schema import IngestSettings, LedgerSettings, LocalArchive, Settings, Source
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.archive import archive
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.records import read_article, read_manifest
from dateline.tasks.core.models import Window
from dateline.tasks.discover import discover
from dateline.tasks.plan import plan
from tests.support.paths import ROOT
from tests.support.plain_steps import cleaned_pages
from tests.torture.children import finish, in_child

FILE_EVENTS = {"open", "os.link", "os.rename", "os.mkdir", "os.remove", "sqlite3.connect"}
EVERY = 8
"""After each so many kills, a further run must add nothing."""
SAMPLE = ROOT / "config" / "sample" / "2026"


def settings_in(folder: Path) -> Settings:
    """Return settings with archive and ledger in a folder."""
    return Settings(
        archive=LocalArchive(path=folder / "archive"),
        ledger=LedgerSettings(url=f"sqlite:///{folder}/ledger.sqlite"),
        ingest=IngestSettings(bulk_batch_pages=8),
    )


def run_once(settings: Settings) -> None:
    """Do what the flow does, without Prefect's engine. The order of writes is that of the tasks."""
    source = Source(name="sample", folders=(SAMPLE,))
    run = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex)
    planned = plan.fn(discover.fn(source, settings, run.window).refs, run, settings)
    for batch in (*planned.resumed, *planned.batches):
        archive.fn(batch, cleaned_pages(batch, source, settings), settings)


def killed_at(point: int, folder: Path) -> bool:
    """Run in a process that is killed at its ``point``-th file operation, and return whether it got that far."""
    return in_child(lambda: _armed_run(point, folder)) == -signal.SIGKILL


def undisturbed(folder: Path) -> None:
    """Run in a process of its own, without a kill."""
    finish(lambda: run_once(settings_in(folder)), f"the run in {folder}")


def _armed_run(point: int, folder: Path) -> None:
    seen = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if event in FILE_EVENTS and str(folder) in repr(args):
            seen += 1
            if seen == point:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    run_once(settings_in(folder))


def content(settings: Settings) -> dict[str, Any]:
    """Return the content of an archive, without the names and times of runs, which always differ."""
    store = open_store(settings.archive)
    articles: dict[str, object] = {}
    outcomes: dict[str, list[object]] = {}
    segments = rejected = 0
    days: list[str] = []
    for key in store.list():
        kind = key.partition("/")[0]
        if kind == "articles":
            article = read_article(store.get(key), key)
            articles[key] = article.model_dump(mode="json", exclude={"fetched_at", "raw"})
            if not store.contains(article.raw.segment):
                outcomes[f"raw of {key}"] = ["missing"]
        elif kind == "runs":
            for outcome in read_manifest(store.get(key), key).outcomes:
                outcomes.setdefault(outcome.url, []).append((outcome.kind.value, outcome.article, outcome.reason))
        elif kind == "days":
            days.append(key)
        segments += kind == "raw"
        rejected += kind == "rejected"
    return {"articles": articles, "outcomes": outcomes, "segments": segments, "rejected": rejected, "days": days}


def main(workdir: Path, stride: int = 1) -> dict[str, object]:
    """Kill at every ``stride``-th operation, and return the figures."""
    undisturbed(workdir / "whole")
    expected = content(settings_in(workdir / "whole"))
    different: list[int] = []
    folder = workdir / "killed"
    kills, point = 0, 1
    while killed_at(point, folder):
        undisturbed(folder)
        before = {p: p.read_bytes() for p in (folder / "archive").rglob("*") if p.is_file()}
        if content(settings_in(folder)) != expected:
            different.append(point)
        kills += 1
        if kills % EVERY == 0:
            undisturbed(folder)
            if {p: p.read_bytes() for p in (folder / "archive").rglob("*") if p.is_file()} != before:
                different.append(-point)  # a third run wrote something
        shutil.rmtree(folder)
        point += stride
    articles = len(expected["articles"])
    return {"operations": point - stride, "kills": kills, "different": different, "articles": articles}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), *map(int, sys.argv[2:]))))  # noqa: T201 - the test reads it
