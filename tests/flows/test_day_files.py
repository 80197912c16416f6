"""Files of closed days, and exports of articles as a stream."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import zstandard
from pyarrow import parquet  # type: ignore[import-untyped]  # pyarrow has no types

from dateline.config.loader import load
from dateline.config.schema import Settings
from dateline.tasks.adapters.archive import parquet as parquet_adapter
from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.compact import closed_days, compact_day
from dateline.tasks.core.archive.audit_findings import Fault
from dateline.tasks.core.archive.columns import COLUMNS, TYPES, ColumnType
from dateline.tasks.core.archive.days import day_keys, is_closed
from dateline.tasks.core.archive.formats import Format
from dateline.tasks.core.archive.records import article_key, read_article, to_json
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Window
from dateline.tasks.core.protocols import Receipt
from dateline.tasks.export import Exported, write_file, write_stream
from tests.support.command import dateline
from tests.support.command_environment import command_environment
from tests.support.records import an_article
from tests.support.sample_archive import SOURCE, audit_of, ingest_folder, objects

Project = Callable[..., Path]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
DAY = date(2026, 3, 3)


@pytest.fixture
def archived(project: Project) -> Path:
    """A project whose archive contains the sample."""
    folder = project(SOURCE)
    ingest_folder(load().settings)
    return folder


def compact(settings: Settings, *, verify: bool = False) -> dict[date, Receipt]:
    days = closed_days(Window(), settings, NOW)
    return {day: compact_day.fn(day, keys, settings, verify=verify) for day, keys in days}


def articles_of(folder: Path, day: str = "") -> list[dict[str, object]]:
    return [json.loads(data) for key, data in objects(folder).items() if key.startswith(f"articles/{day}")]


def lines(data: bytes) -> list[dict[str, object]]:
    text = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return [json.loads(line) for line in text.splitlines()]


def test_a_day_becomes_two_files_that_hold_its_records(archived: Path) -> None:
    """Both files have all articles of the day, ordered by key; any zstd reader reads the lines."""
    made = compact(load().settings)
    assert set(made.values()) == {Receipt.CREATED}
    found = objects(archived)
    for day in made:
        jsonl, table = day_keys(day)
        expected = articles_of(archived, f"{day:%Y/%m/%d}")
        assert lines(found[jsonl]) == expected
        rows = parquet.read_table(io.BytesIO(found[table])).to_pylist()
        assert [row["id"] for row in rows] == [record["id"] for record in expected]
        assert [list(row) for row in rows] == [list(COLUMNS)] * len(expected)
        assert rows[0]["published_at"].utcoffset().total_seconds() == 0


def test_a_day_is_made_again_only_when_it_changed(archived: Path) -> None:
    """Without changes nothing is written; a late revision rewrites its day only."""
    settings = load().settings
    compact(settings)
    before = objects(archived)
    assert set(compact(settings, verify=True).values()) == {Receipt.EXISTS}
    assert objects(archived) == before
    key = next(key for key in before if key.startswith(f"articles/{DAY:%Y/%m/%d}/"))
    article = read_article(before[key], key)
    late = article.model_copy(update={"id": f"{article.id}.{'0' * 12}", "revision_of": article.id})
    open_store(settings.archive).put_if_absent(article_key(late), to_json(late))
    made = compact(settings)
    assert [day for day, receipt in made.items() if receipt is Receipt.CREATED] == [DAY]
    assert len(lines(objects(archived)[day_keys(DAY)[0]])) == 2


def test_a_mended_record_is_seen_by_its_bytes(archived: Path) -> None:
    """On request, a record with changed bytes under the same id rewrites its day."""
    settings = load().settings
    compact(settings)
    key = next(key for key in objects(archived) if key.startswith(f"articles/{DAY:%Y/%m/%d}/"))
    article = read_article(objects(archived)[key], key)
    open_store(settings.archive).put(key, to_json(article.model_copy(update={"language": "fr"})))
    assert set(compact(settings).values()) == {Receipt.EXISTS}
    assert compact(settings, verify=True)[DAY] is Receipt.CREATED


def test_equal_days_make_equal_bytes(archived: Path) -> None:
    """Files that are rewritten from the same records are the same."""
    settings = load().settings
    compact(settings)
    before = objects(archived)
    for key in [key for key in before if key.startswith("days/")]:
        open_store(settings.archive).delete(key)
    compact(settings)
    assert objects(archived) == before


def test_days_with_other_columns_are_made_again(archived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade that changes a column, the next run rewrites the days that have the earlier one."""
    settings = load().settings
    with monkeypatch.context() as earlier:
        earlier.setitem(TYPES, "raw_offset", ColumnType.INT32)
        compact(settings)
    table = day_keys(DAY)[1]
    assert parquet.read_schema(io.BytesIO(objects(archived)[table])).field("raw_offset").type == "int32"
    assert set(compact(settings).values()) == {Receipt.CREATED}
    assert parquet.read_schema(io.BytesIO(objects(archived)[table])).field("raw_offset").type == "int64"
    assert set(compact(settings).values()) == {Receipt.EXISTS}


@pytest.mark.parametrize("name", ["articles.jsonl.zst", "articles.parquet", "SHA256SUMS"])
@pytest.mark.parametrize("damage", ["a bit flipped", "cut short", "gone"])
def test_a_damaged_day_is_found_and_made_again(archived: Path, name: str, damage: str) -> None:
    """An audit finds damaged files by their checksums; after mending, the next run restores them."""
    settings = load().settings
    compact(settings)
    whole = objects(archived)
    assert audit_of(settings, {}).faults == {}
    path = archived / "archive" / "days" / f"{DAY:%Y/%m/%d}" / name
    if damage == "gone":
        path.unlink()
    else:
        data = path.read_bytes()
        path.write_bytes(data[:-20] if damage == "cut short" else data[:9] + bytes([data[9] ^ 1]) + data[10:])
    if (damage, name) != ("gone", "SHA256SUMS"):
        found = audit_of(settings, {})
        assert set(found.faults) == {Fault.DAY_DAMAGED}
        assert "`dateline audit --mend`" in found.findings[0].remedy
        assert audit_of(settings, {}, mend=True).wrong == 0
    assert compact(settings)[DAY] is Receipt.CREATED
    assert objects(archived) == whole


def test_a_quick_audit_sees_only_whether_a_days_files_are_there(archived: Path) -> None:
    """A quick audit does not read the files."""
    settings = load().settings
    compact(settings)
    folder = archived / "archive" / "days" / f"{DAY:%Y/%m/%d}"
    (folder / "articles.parquet").write_bytes(b"x")
    assert audit_of(settings, {}, deep=False).faults == {}
    (folder / "articles.parquet").unlink()
    assert audit_of(settings, {}, deep=False).faults == {Fault.DAY_DAMAGED: 1}


def test_anybody_can_check_a_day(archived: Path) -> None:
    """The checksums are written in the format of sha256sum (GNU coreutils)."""
    compact(load().settings)
    folder = archived / "archive" / "days" / f"{DAY:%Y/%m/%d}"
    lines = [line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]
    assert {name: digest for digest, name in lines} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("articles.*")
    }


def test_a_day_closes_a_day_after_its_end() -> None:
    """A day that may still grow is left alone."""
    assert not is_closed(DAY, datetime(2026, 3, 4, 23, 59, tzinfo=UTC))
    assert is_closed(DAY, datetime(2026, 3, 5, tzinfo=UTC))


def test_exports_hold_the_records(archived: Path, tmp_path: Path) -> None:
    """All formats contain the same articles; JSONL contains the records themselves."""
    settings, expected = load().settings, articles_of(archived)
    stream = io.BytesIO()
    write_stream(Exported(settings, Window(), ()), Format.JSONL, stream)
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == expected
    write_file(Exported(settings, Window(), ()), Format.CSV, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == [record["text"] for record in expected]
    write_file(Exported(settings, Window(), ()), Format.PARQUET, tmp_path / "a.parquet")
    assert parquet.read_table(tmp_path / "a.parquet").column("id").to_pylist() == [r["id"] for r in expected]
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.usefixtures("archived")
def test_an_export_holds_a_bounded_number_of_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a bounded number of articles are read before the first is written."""
    settings = load().settings
    store = open_store(settings.archive)
    record = an_article()
    many = (record.model_copy(update={"id": f"{record.dedupe_key}.{number:012}"}) for number in range(200))
    store.put_all_if_absent({article_key(article): to_json(article) for article in many})
    read: list[str] = []
    get = LocalStore.get

    def noting(self: LocalStore, key: str, *part: Any) -> bytes:  # noqa: ANN401 - passed on
        read.append(key)
        return get(self, key, *part)

    monkeypatch.setattr(LocalStore, "get", noting)
    articles = iter(Exported(settings, Window(), ()))
    next(articles)
    assert len(read) <= 64
    assert sum(1 for _ in articles) + 1 == len(read) > 200


@pytest.mark.usefixtures("archived")
def test_an_export_keeps_to_window_and_source() -> None:
    """Only articles of the given sources that were published in the window are exported."""
    settings = load().settings
    day = Window(since=datetime(2026, 3, 3, tzinfo=UTC), until=datetime(2026, 3, 4, tzinfo=UTC))
    open_ended = Window(since=datetime(2026, 3, 15, tzinfo=UTC))
    assert [a.headline[:15] for a, _ in Exported(settings, day, ())] == ["Saltmere ferry "]
    assert len(list(Exported(settings, open_ended, ()))) == 1
    assert list(Exported(settings, day, ("other",))) == []


def test_a_damaged_record_is_left_out_and_told(archived: Path) -> None:
    """An export skips damaged records, reports them, and exits with the code for storage."""
    next((archived / "archive" / "articles").rglob("*.json")).write_bytes(b"{")
    done = dateline("export", folder=archived)
    assert done.returncode == 4
    assert len(done.stdout.splitlines()) == len(list((archived / "archive" / "articles").rglob("*.json"))) - 1
    assert "skipped: articles/" in done.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--output", "all.xls"], "no suffix that says its format: let it end in one of .jsonl, .jsonl.zst, .parquet"),
        (["--format", "xlsx"], "--output FILE"),
        (["--columns", "headlin"], "did you mean headline?"),
        (["--columns", "url,"], "the columns are schema_version, id"),
        (["--format", "xml"], "--format must be one of"),
        (["--format", "parquet"], "--output FILE"),
        (["--output", "/nowhere/there.csv", "--format", "csv"], "could not be written"),
        (["--output", "/nowhere/there.xlsx"], "there.xlsx could not be written: there is no folder /nowhere"),
        (["--output", ".", "--format", "csv"], "is a folder: name a file in it"),
        (["--output", "/dev/stdin", "--format", "csv"], "is not a regular file: name one"),
    ],
)
def test_wrong_exports(archived: Path, args: list[str], told: str) -> None:
    """A wrong option, or a target that cannot be written, is an error with one sentence."""
    done = dateline("export", *args, folder=archived)
    assert done.returncode == 2
    assert told in done.stderr


def test_an_export_replaces_no_device_pipe_or_link(archived: Path, tmp_path: Path) -> None:
    """As root, /dev/null would become a file, and break the machine."""
    os.mkfifo(tmp_path / "pipe.csv")
    done = dateline("export", "--output", str(tmp_path / "pipe.csv"), folder=archived)
    assert (done.returncode, (tmp_path / "pipe.csv").is_fifo()) == (2, True)
    (tmp_path / "link.csv").symlink_to("target.csv")
    assert dateline("export", "--output", str(tmp_path / "link.csv"), folder=archived).returncode == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert len(rows_of(tmp_path / "target.csv")) == len(articles_of(archived))


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.zst", "csv", "parquet", "xlsx", "CSV"])
def test_a_files_suffix_says_its_format(archived: Path, tmp_path: Path, suffix: str) -> None:
    """And only the columns that are asked for are in it, in their order."""
    file, wanted = tmp_path / f"march.{suffix}", ["published_at", "headline", "authors"]
    done = dateline("export", "--output", str(file), "--columns", ",".join(wanted), folder=archived)
    assert done.returncode == 0, done.stderr
    rows = rows_of(file)
    assert [list(row) for row in rows] == [wanted] * len(rows)
    expected = articles_of(archived)
    assert [row["headline"] for row in rows] == [record["headline"] for record in expected]
    assert [str(row["published_at"])[:10] for row in rows] == [str(record["published_at"])[:10] for record in expected]


def rows_of(file: Path) -> list[dict[str, object]]:
    """Read an exported file with the program that its suffix belongs to."""
    data = file.read_bytes()
    match file.suffix.lower():
        case ".csv":
            return [dict(row) for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
        case ".parquet":
            return list(parquet.read_table(file).to_pylist())
        case ".xlsx":
            names, *rows = sheet_of(file).iter_rows(values_only=True)
            return [dict(zip(map(str, names), row, strict=True)) for row in rows]
    lines = zstandard.ZstdDecompressor().stream_reader(data).read() if file.suffix == ".zst" else data
    return [json.loads(line) for line in lines.splitlines()]


def sheet_of(file: Path) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return the sheet of a workbook."""
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load, and only one process needs it

    return openpyxl.load_workbook(file)["articles"]


def test_a_workbook_runs_nothing_and_says_what_it_cut(project: Project, tmp_path: Path) -> None:
    """Formulas and addresses are texts as they are; a text that is too long is cut, and that is told."""
    project(SOURCE)
    settings = load().settings
    formula, text = '=HYPERLINK("http://x.example")', "😀" * 20_000
    article = an_article(headline=formula, text=text, summary="with\x0ba control character")
    open_store(settings.archive).put(article_key(article), to_json(article))
    file = tmp_path / "a.xlsx"
    (note,) = write_file(Exported(settings, Window(), ()), Format.XLSX, file)
    assert "1 text longer than a cell of Excel holds" in note
    sheet = sheet_of(file)
    names = [cell.value for cell in sheet[1]]
    row = dict(zip(names, sheet[2], strict=True))
    assert (row["headline"].data_type, row["headline"].value) == ("s", formula)
    assert row["url"].hyperlink is None
    assert row["published_at"].value == article.published_at.replace(tzinfo=None)
    cut = str(row["text"].value)
    assert cut.endswith(" […]")
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_without_the_extra_for_workbooks_it_says_what_to_install(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And leaves no file behind."""
    project(SOURCE)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ConfigError, match="run pip install 'xlsxwriter>="):
        write_file(Exported(load().settings, Window(), ()), Format.XLSX, tmp_path / "a.xlsx")
    assert not list(tmp_path.rglob("*.xlsx*"))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, the error says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ConfigError, match="run pip install 'pyarrow>="):
        parquet_adapter.require_parquet()


def test_the_flow_compacts(archived: Path, prefect_server: str) -> None:
    """The command runs its flow and prints its figures as JSON."""
    done = dateline("compact", "--json", folder=archived, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["days"] == figures["written"] >= 5
    assert figures["articles"] == len(articles_of(archived))


@pytest.mark.parametrize(
    "headline", ['=HYPERLINK("http://x.example")', "+1 for the ferry", "-5 degrees", "@mayor", "＝1"]
)
@pytest.mark.parametrize("raw_cells", [False, True])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(project: Project, headline: str, raw_cells: bool) -> None:
    """Formulas get an apostrophe, unless turned off; the file starts with the mark by which Excel recognizes UTF-8."""
    project(SOURCE)
    settings = load().settings
    article = an_article(headline=headline)
    open_store(settings.archive).put(article_key(article), to_json(article))
    stream = io.BytesIO()
    write_stream(Exported(settings, Window(), ()), Format.CSV, stream, raw_cells=raw_cells)
    data = stream.getvalue()
    assert data.startswith(b"\xef\xbb\xbfschema_version,")
    cells = [row["headline"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert (headline if raw_cells else f"'{headline}") in cells
    assert (f"'{headline}" if raw_cells else headline) not in cells


@pytest.mark.parametrize("arguments", [["export"], ["export", "--format", "csv"], ["sources", "list"], ["--help"]])
def test_a_reader_that_goes_away_ends_the_command_quietly(archived: Path, arguments: list[str]) -> None:
    """As with `cat`, standard error is empty, and the exit code is the shell's for a closed pipe."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "dateline", *arguments]
    env = command_environment(archived)
    done = subprocess.run(command, cwd=archived, env=env, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("arguments", [["export"], ["--version"]])
def test_a_full_disk_behind_standard_output_is_told(archived: Path, arguments: list[str]) -> None:
    """It is the fault of the disk, so nobody is asked to report a bug. Closed outputs are no fault at all."""
    command = [sys.executable, "-m", "dateline", *arguments]
    env = command_environment(archived)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=archived, env=env, stdout=full, stderr=subprocess.PIPE, check=False)
    told = b"dateline: standard output could not be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, told)
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    done = subprocess.run(closed, cwd=archived, env=env, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
