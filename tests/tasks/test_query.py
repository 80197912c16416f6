"""SQL over an archive: right answers, and no access to anything else."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.config.schema import LocalArchive, Settings
from dateline.tasks.adapters.search import sql
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.compact import compact_day
from dateline.tasks.core.archive.records import ARTICLES, article_key
from dateline.tasks.core.errors import ConfigError, TemporaryFilesError
from dateline.tasks.core.models import Window
from dateline.tasks.query import MAX_TABLE_ROWS, Layout, query, write_answer
from tests.support.filed import file_articles
from tests.support.records import LONG_TEXT, PUBLISHED, an_article
from tests.support.sample_archive import sample_settings
from tests.support.small_disk import small_disk

pytest.importorskip("duckdb", reason="duckdb is not installed (the extra query brings it)")

PIER = an_article(headline="=Pier()", text="The pier burned.", keywords=("fire",))
FERRY = an_article(headline="Ferry", text="A ferry.", source="courier", published_at=PUBLISHED + timedelta(days=1))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An archive with one article in the file of a closed day, and one outside."""
    settings = sample_settings(tmp_path)
    file_articles(settings, [PIER, FERRY])
    compact_day.fn(PUBLISHED.date(), (article_key(PIER),), settings, verify=False)
    return settings


def asked(settings: Settings, sql: str, layout: Layout = Layout.JSON, window: Window | None = None) -> str:
    stream = io.BytesIO()
    with query(settings, sql, window or Window()) as (answer, damaged):
        write_answer(answer, layout, stream)
        assert damaged == []
    return stream.getvalue().decode()


def rows(settings: Settings, sql: str, window: Window | None = None) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(asked(settings, sql, window=window))
    return found


def test_records_of_closed_and_other_days(settings: Settings) -> None:
    assert rows(settings, "select source, count(*) as n from articles group by source order by source") == [
        {"source": "courier", "n": 1},
        {"source": "sample", "n": 1},
    ]


def test_a_closed_day_is_read_from_its_file(settings: Settings) -> None:
    store = open_store(settings.archive)
    store.put(article_key(PIER), b"damaged")
    assert rows(settings, "select headline from articles where source = 'sample'") == [{"headline": "=Pier()"}]
    store.put(article_key(FERRY), b"damaged")
    with query(settings, "select count(*) from articles", Window()) as (answer, damaged):
        assert list(answer.rows) == [(1,)]
        assert "is damaged" in damaged[0]


def test_a_closed_day_with_a_late_article_is_read_from_its_records(settings: Settings) -> None:
    file_articles(settings, [an_article(headline="Late")])
    assert rows(settings, "select count(*) as n from articles") == [{"n": 3}]


def test_the_window_is_exact(settings: Settings) -> None:
    late = Window(since=PUBLISHED + timedelta(minutes=1))
    assert rows(settings, "select headline from articles", late) == [{"headline": "Ferry"}]
    assert rows(settings, "select headline from articles", Window(until=PUBLISHED)) == []


def test_values_of_all_kinds(settings: Settings) -> None:
    [row] = rows(
        settings,
        "select published_at, keywords, provenance, 'nan'::double as n, 1.50::decimal(4, 2) as d, null as x, 1 as x "
        "from articles where source = 'sample'",
    )
    assert row["published_at"] == PUBLISHED.isoformat()
    assert (row["keywords"], row["n"], row["d"], row["x"], row["x_2"]) == (["fire"], None, "1.50", None, 1)


def test_csv_protects_spreadsheets(settings: Settings) -> None:
    sql = "select headline from articles order by headline"
    assert asked(settings, sql, Layout.CSV) == "\ufeffheadline\r\n'=Pier()\r\nFerry\r\n"


def test_a_table_is_cut(settings: Settings) -> None:
    shown = asked(settings, r"select repeat('x', 100) as wide, E'a\x1b[31m\nb' as nasty", Layout.TABLE)
    assert "\x1b" not in shown
    assert len(shown.splitlines()) == 4
    assert f"the first {MAX_TABLE_ROWS:,} rows" in asked(settings, "from range(2000)", Layout.TABLE)


def test_ids_in_a_table_are_whole(settings: Settings) -> None:
    """They are copied from it. The id of a revision is longer than that of an article."""
    (known, *_) = (row["id"] for row in rows(settings, "select id from articles"))
    shown = asked(settings, f"select '{known}' as first, '{known}.0123456789ab' as revision", Layout.TABLE)
    assert shown.splitlines()[2].split() == [known, f"{known}.0123456789ab"]
    assert str(known) in asked(settings, "select * from articles", Layout.TABLE)


def test_an_empty_archive_has_no_rows(tmp_path: Path) -> None:
    assert rows(sample_settings(tmp_path), "select * from articles") == []


def test_articles_are_grouped_by_story(settings: Settings) -> None:
    """Only a query that names the view builds the search index."""
    rows(settings, "select 'stories' as stories from articles")
    assert not settings.search.path.exists()
    wire = an_article(headline="Lamp", text=LONG_TEXT, source="courier", published_at=PUBLISHED + timedelta(hours=1))
    file_articles(settings, [an_article(headline="Light", text=LONG_TEXT), wire])
    sql = "select headline, story from articles join Stories on article = id order by published_at, headline"
    found = {row["headline"]: row["story"] for row in rows(settings, sql)}
    assert found == {"=Pier()": PIER.id, "Ferry": FERRY.id, "Light": found["Light"], "Lamp": found["Light"]}
    assert found["Light"] != wire.id


def test_an_empty_archive_has_no_stories(tmp_path: Path) -> None:
    assert rows(sample_settings(tmp_path), "select * from stories") == []


HOSTILE = (
    "copy (select 1) to '{file}'",
    "copy articles to '{file}'",
    "export database '{file}'",
    "attach '{file}' as other",
    "create table t as select 1",
    "drop view articles",
    "insert into articles select * from articles",
    "insert into stories select * from stories",
    "select * from stories, read_text('{secret}')",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set temp_directory = '{file}'",
    "reset lock_configuration",
    "pragma database_list",
    "call pragma_version()",
    "explain analyze copy (select 1) to '{file}'",
    "select 1; copy (select 1) to '{file}'",
    "prepare p as select 1",
    "checkpoint",
    "vacuum",
    "",
    "select * from read_text('{secret}')",
    "select * from read_blob('{secret}')",
    "select * from read_csv('{secret}')",
    "select * from read_json('{secret}')",
    "select * from read_parquet('{secret}')",
    "select * from parquet_metadata('{secret}')",
    "select * from sniff_csv('{secret}')",
    "select * from '{secret}'",
    "select * from glob('/*')",
    "select * from 'https://news.example/x.csv'",
    "select * from 's3://bucket/x.parquet'",
    "select getenv('HOME')",
    "select * from settings",
    "select * from query('copy (select 1) to ''{file}''')",
    "select * from query('select * from read_text(''{secret}'')')",
    "with x as (select * from read_text('{secret}')) select * from x",
    "select * from sqlite_scan('{secret}', 'x')",
    "select * from python_map_function(1)",
)


@pytest.mark.parametrize("sql", HOSTILE)
def test_hostile_sql_is_refused(settings: Settings, tmp_path: Path, sql: str) -> None:
    secret, file = tmp_path / "secret.txt", tmp_path / "new-file"
    secret.write_text("the secret")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConfigError) as refused:
        asked(settings, sql.format(secret=secret, file=file))
    assert "the secret" not in str(refused.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_of_the_archive_only_the_files_of_days_can_be_opened(settings: Settings) -> None:
    """SQL can learn their paths, and read them as files; that tells no more than the view does."""
    (row,) = rows(settings, "select value from duckdb_settings() where name = 'allowed_paths'")
    allowed = str(row["value"]).strip("[]").split(", ")
    assert {Path(path.strip("'")).name for path in allowed} == {"articles.parquet", "rest.parquet", "stories.parquet"}
    assert isinstance(settings.archive, LocalArchive)
    for path in (settings.archive.path.resolve() / article_key(FERRY), settings.archive.path / "days"):
        with pytest.raises(ConfigError, match="nothing else"):
            asked(settings, f"select * from read_text('{path}')")  # noqa: S608 - what is tested


def test_settings_cannot_be_changed_by_a_function(settings: Settings) -> None:
    """The settings of DuckDB that a SELECT can read show that it is locked down."""
    sql = "select name, value from duckdb_settings() where name in ('enable_external_access', 'lock_configuration')"
    assert rows(settings, sql) == [
        {"name": "enable_external_access", "value": "false"},
        {"name": "lock_configuration", "value": "true"},
    ]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("selct 1", "the query cannot be answered: Parser Error"),
        ("select nothing from articles", "nothing"),
        ("select * from artikles", "artikles"),
        ("select 1/'x' from articles", "the query cannot be answered: "),
        ("select timestamp '290000-01-01' as later", r"the column later is out of range .*::varchar"),
        ("select 'infinity'::date as d", "the column d is out of range"),
        ("delete from articles", "one SELECT statement"),
        ("select * from read_text('/etc/passwd')", "can read articles and stories and nothing else"),
    ],
)
def test_a_mistake_gets_a_sentence(settings: Settings, sql: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as mistake:
        asked(settings, sql)
    assert "\n" not in str(mistake.value)


def test_without_the_extra_a_sentence_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(ConfigError, match="run pip install 'duckdb>="):
        asked(settings, "select 1")


@pytest.mark.parametrize("name", ["it's", "a*[b]?{c}", "ÄÖ 東京"])
def test_the_folder_of_the_archive_may_have_any_name(tmp_path: Path, name: str) -> None:
    settings = sample_settings(tmp_path / name)
    file_articles(settings, [PIER, FERRY])
    compact_day.fn(PUBLISHED.date(), (article_key(PIER),), settings, verify=False)
    assert rows(settings, "select count(*) as n from articles") == [{"n": 2}]


def test_it_reads_a_day_that_is_nowhere_else(settings: Settings) -> None:
    """Records and files of days are told apart by day, in the order of their keys."""
    far = an_article(headline="Far", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    file_articles(settings, [far])
    assert len(list(open_store(settings.archive).list(ARTICLES))) == 3
    assert rows(settings, "select headline from articles order by published_at limit 1") == [{"headline": "Far"}]


def test_an_answer_that_fits_neither_into_memory_nor_on_the_disk_is_told(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says what to do, instead of naming settings that a query cannot change."""
    monkeypatch.setattr(sql, "_SETTINGS", ("SET memory_limit = '60MB'", *sql._SETTINGS))
    with small_disk(tmp_path / "disk", "4m") as disk:
        monkeypatch.setattr("tempfile.tempdir", str(disk))
        with pytest.raises(TemporaryFilesError, match=r"more room than is free .*: free some space there, set TMPDIR"):
            asked(settings, "select random() as r, hash(range) from range(10000000) order by r")
