"""Loading settings and sources, and reporting mistakes in them."""

import os
from pathlib import Path

import pytest

from dateline.config import loader
from dateline.config.groups import alone, members, with_members
from dateline.config.loader import ConfigMistakesError, examine, find_folder, load
from dateline.config.schema import LocalArchive, S3Archive
from tests.support.paths import ROOT

SOURCE = '[source]\nname = "courier"\nfeeds = ["https://courier.example/feed"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration folder with one valid source, without the environment of the caller."""
    for name in ("DATELINE_CONFIG", "DATELINE_FETCH__MIN_DELAY_S"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "config"
    (folder / "sources").mkdir(parents=True)
    (folder / "settings.toml").write_text("[fetch]\nmin_delay_s = 3.0\n")
    (folder / "sources" / "courier.toml").write_text(SOURCE)
    return folder


def mistakes(folder: Path) -> list[str]:
    return [str(mistake) for mistake in examine(folder)[1]]


def test_what_is_left_out_has_its_default(folder: Path) -> None:
    """Missing keys have defaults; paths are relative to the folder above the configuration."""
    config = load(folder)
    assert config.settings.fetch.min_delay_s == 3.0
    assert config.settings.ingest.batch_pages == 50
    assert config.source("courier").feeds == ("https://courier.example/feed",)
    assert isinstance(config.settings.archive, LocalArchive)
    assert config.settings.archive.path == folder.parent / "archive"
    assert config.settings.ledger.url == f"sqlite:///{folder.parent}/.dateline/ledger.sqlite"


def test_the_environment_overrides(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable overrides a key of a table; lists are written as JSON."""
    monkeypatch.setenv("DATELINE_FETCH__MIN_DELAY_S", "2")
    monkeypatch.setenv("DATELINE_FETCH__PRIVATE_HOSTS", '["127.0.0.1:8642"]')
    monkeypatch.setenv("DATELINE_ARCHIVE__KIND", "s3")
    monkeypatch.setenv("DATELINE_ARCHIVE__BUCKET", "news")
    settings = load(folder).settings
    assert settings.fetch.min_delay_s == 2.0
    assert settings.fetch.private_hosts == ("127.0.0.1:8642",)
    assert isinstance(settings.archive, S3Archive)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "DATELINE_FETCH__MIN_DELAY_S",
            "soon",
            'DATELINE_FETCH__MIN_DELAY_S = "soon": this is not a number. Write one',
        ),
        ("DATELINE_FETCH__MINDELAY_S", "1", 'there is no such key. Did you mean "min_delay_s"?'),
        ("DATELINE_FETHC__MIN_DELAY_S", "1", "DATELINE_FETHC__MIN_DELAY_S: there is no such setting"),
        ("DATELINE_FETCH", "1", "DATELINE_FETCH = 1: this is a table, not a value"),
        (
            "DATELINE_FETCH__PRIVATE_HOSTS",
            '["a", "b/"]',
            'DATELINE_FETCH__PRIVATE_HOSTS: 1 = "b/": this is not a host.',
        ),
        pytest.param("DATELINE_FETCH__PRIVATE_HOSTS", "[" * 10_000, "this is not a list.", id="nested too deeply"),
        ("DATELINE_FETCH__CONTACT", "a\udcff", r"DATELINE_FETCH__CONTACT = 'a\udcff': this is not UTF-8. Write it in"),
    ],
)
def test_a_wrong_variable_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    """The error for a mistake in the environment names the variable, not the file."""
    monkeypatch.setenv(name, value)
    (found,) = mistakes(folder)
    assert told in found
    assert name in found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[fetch]\nmin_delay = 1\n",
            'settings.toml: fetch.min_delay = 1: there is no such key. Did you mean "min_delay_s"',
        ),
        ("[fetch]\nmin_delay_s = -1\n", "fetch.min_delay_s = -1: this is too little. Write 0 or more."),
        ("[fetch]\nread_timeout_s = 0\n", "fetch.read_timeout_s = 0: this is too little. Write more than 0."),
        ("[fetch]\nhosts_at_once = 999\n", "fetch.hosts_at_once = 999: this is too much. Write 512 or less."),
        ("[fetch]\nretries = 'two'\n", 'fetch.retries = "two": this is not a whole number. Write one such as 5'),
        ("[fetch]\nretries = 1.5\n", "fetch.retries = 1.5: this is not a whole number. Write one such as 5."),
        ("[fetch]\ncontact = 5\n", "fetch.contact = 5: this is not text. Write it in quotes."),
        ("[fetch]\nobey_robots = 'perhaps'\n", "this is neither true nor false. Write one of these, without quotes."),
        ("[fetch]\nmin_delay_s = 1e6\n", "fetch.min_delay_s = 1000000.0: this is too much. Write 86400 or less."),
        ("[fetch]\nretries = true\n", "fetch.retries = true: this is not a number. Write one such as 5."),
        ("[ingest]\nslice_s = false\n", "ingest.slice_s = false: this is not a number. Write one such as 5."),
        ("[fetch]\nmax_body_bytes = 10000000000000000000000\n", "this is too much. Write 1000000000000 or less."),
        ("[recheck]\ngrowth = 1e200\n", "recheck.growth = 1e+200: this is too much. Write 1000 or less."),
        ('[archive]\npath = "s3://quay/a"\n', 'archive.path = "s3://quay/a": this is a URL, not a path. Write one on'),
        ('[archive]\npath = ""\n', 'archive.path = "": this is empty. Write a path, such as "archive".'),
        ('[search]\npath = "a\\u0000"\n', "no path has the character U+0000 in it. Remove it."),
        ('[archive]\npath = "~no such user/a"\n', "there is no such user. Write the path in full."),
        ('[fetch]\nprivate_hosts = ["http://ten.example/"]\n', "this is not a host. Write a name or an address alone"),
        ('[fetch]\nprivate_hosts = ["10.1.2.3/16"]\n', 'begins elsewhere. Write "10.1.0.0/16", or "10.1.2.3" alone.'),
        (
            '[fetch]\nprivate_hosts = ["10.1.0.0/33"]\n',
            'this is not a network. Write one such as "10.1.0.0/16"',
        ),
        ('[fetch]\nprivate_hosts = ["10.1.0.0/16:80"]\n', "a network has no port. Leave the port out."),
        ('[fetch]\nprivate_hosts = ["10.1.*"]\n', "this is not a host. Write each name, or a network such as"),
        ('[ledger]\nurl = "postgresql://h:five/news"\n', "this is not the URL of a database. Write one such as"),
        ("[fetch]\nmin_delay_s = inf\n", "fetch.min_delay_s = inf: this number is not finite. Write one that is."),
        ("[fetch]\nprivate_hosts = 'a.example'\n", 'this is not a list. Write ["a.example"].'),
        ("[archive]\nkind = 'S3'\n", 'there is no kind "S3". Write kind = "local" or kind = "s3".'),
        ("[fetch]\nretries = 2\n[fetch", 'the line [fetch has no closing "]" (at line 3). Correct the file there.'),
        ("[fetch # once\nretries = 2\n", 'the line [fetch has no closing "]" (at line 1)'),
        ("[fetch]\n[archive]\n[fetch]\n", "the table [fetch] is in this file twice (at line 3, column 7). Correct the"),
        (
            "[dedupe]\nscope = 'world'\n",
            "dedupe.scope = \"world\": this value is not one of the choices. Write one of 'archive'",
        ),
        ("[archive]\nkind = 's3'\n", "archive.bucket: this key is missing. Add it"),
        ("[archive]\nkind = 's3'\nbucket = ''\n", 'archive.bucket = "": this is not the name of a bucket. Write'),
        ("[archive]\nkind = 's3'\nbucket = 's3://news'\n", 'Write it alone, such as "news", without'),
        ("[archive]\nkind = 'tape'\n", "archive"),
        ("[watch]\nnotification = 'Slack'\n", "this does not name a Prefect block. Write its type and its name, as in"),
        (
            "[ingest]\ndask_address = 'host'\n",
            'not the address of a Dask scheduler. Write one such as "tcp://host:8786"',
        ),
        (
            "[ledger]\nurl = 'mysql://news:s3cr@t@db.example/news'\n",
            (
                'ledger.url = "mysql://news:***@db.example/news": a ledger is kept in SQLite or PostgreSQL, '
                'not in mysql. Write one such as "sqlite:///.dateline/ledger.sqlite" or "postgresql+psycopg://'
            ),
        ),
        ("[ledger]\nurl = 'ledger.sqlite'\n", 'ledger.url = "ledger.sqlite": this is not the URL of a database. Write'),
        ("[fetch]\nproxy = 'socks5://me:hush@gate:1'\n", 'fetch.proxy = "socks5://me:***@gate:1": socks5:// proxies'),
        ("[fetch]\nproxy = 'me:hush@@gate'\n", 'fetch.proxy = "me:***@gate": this is not a proxy'),
        ("[ledger]\nurl = 'sqlite://'\n", 'ledger.url = "sqlite://": this names no file. Write'),
        ("archive = 1\n", "archive = 1: this is not a table. Write its keys under a line with its name in brackets"),
        ("[archive]\npath = 5\n", "archive.path = 5: this is not a path. Write it in quotes."),
        pytest.param("[fetch]\nretries = " + "9" * 5000, "a number in it has too many digits.", id="digits"),
        pytest.param("#" * 10_000_001, "this file is larger than 10 MB. Put a smaller one there.", id="too large"),
        ('[archive]\nkind = "a\\u001b\\u202e"\n', r'there is no kind "a\u001b\u202e". Write'),
        ("fetch = 1\n", "fetch = 1: this is not a table. Write its keys under a line with its name in brackets"),
        ("[fetch]\nretries = \n", "this is not TOML"),
        pytest.param("[fetch]\nretries = " + "[" * 20_000 + "]" * 20_000, "nested too deeply", id="nested too deeply"),
        ("shards = 2\n", "shards = 2: there is no such key here. Write it right below the line [groups.NAME]."),
        ("raw_retention = 3\n", "there is no such key here. Write it right below the line [archive]."),
        ("[wrong]\nkey = true\n", "wrong = { key = true }: there is no such key. The keys here are archive"),
    ],
)
def test_a_mistake_in_the_settings_names_file_key_value_and_remedy(folder: Path, text: str, told: str) -> None:
    """Each mistake is one sentence that says where it is and what to do."""
    (folder / "settings.toml").write_text(text)
    (found,) = mistakes(folder)
    assert told in found
    assert "settings.toml" in found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[source]\nname = "other"\n', 'Write name = "courier", or call the file other.toml'),
        ("[source]\n", "source.name: this key is missing"),
        (
            '[source]\nname = "The Courier!"\n',
            (
                'source.name = "The Courier!": a name is made of lower-case letters, digits, - and _, 64 at most. '
                'Write "the-courier".'
            ),
        ),
        ('[source]\nname = "!"\n', "Write another name."),
        ('[source]\nname = "courier"\nfeeds = ["courier.example"]\n', "source.feeds"),
        ('[source]\nname = "courier"\nfolders = [""]\n', 'folders.0 = "": this is empty. Write a path, such as'),
        ('[source]\nname = "courier"\nfolders = ["a\\u0000"]\n', "no path has the character U+0000 in it. Remove it."),
        ('[source]\nname = "courier"\nwarcs = ["~no such user/a"]\n', "there is no such user. Write the path in full."),
        (
            '[source]\nname = "courier"\n[source.cleaning]\ntimezone = "Mars/Base"\n',
            'no IANA time zone is called "Mars/Base"',
        ),
        ('[source]\nname = "courier"\n[source.cleaning]\ntime_zone = "UTC"\n', 'Did you mean "timezone"?'),
        (
            '[source]\nname = "courier"\nfeeds = "https://a.example"\n',
            'this is not a list. Write ["https://a.example"].',
        ),
        (
            '[source]\nname = "courier"\nfeeds = "https://me:hush@a.example/rss"\n',
            'feeds = "https://me:***@a.example/rss": this is not a list. Write ["https://me:***@a.example/rss"].',
        ),
        (
            '[source]\nname = "courier"\nfeeds = [\'a "feed"\']\n',
            r'source.feeds.0 = "a \"feed\"": ',
        ),
        ('[source]\nname = "courier"\nccnews = { hosts = [] }\n', "this is empty. Write at least one value, or"),
        (
            '[source]\nname = "courier"\n[source.cleaning]\nlanguage = "english"\n',
            'language = "english": this is not a language tag. Write one of BCP 47, such as "en" or "pt-BR".',
        ),
        (
            '[source]\nname = "courier"\n[source.cleaning.selectors]\ntext = "div..story"\n',
            'selectors.text = "div..story": this is not a CSS selector. Write one such as "div.story p".',
        ),
        (
            '[source]\nname = "courier"\nlistings = [{ url = "https://a.example", selector = "h2 >> a" }]\n',
            'source.listings.0.selector = "h2 >> a": this is not a CSS selector',
        ),
        ('[source]\nname = "courier"\n[extra]\n', "extra = {}: there is no such key. The only table here is [source]."),
        ('name = "courier"\n', 'name = "courier": there is no such key here. Write it right below the line [source].'),
        ('feed = []\n[source]\nname = "courier"\n', 'no such key. Did you mean "feeds" below [source]?'),
        ('[source]\nname = "courier"\nNAMES = ""\n', 'source.NAMES = "": there is no such key. Did you mean "name"?'),
        (
            '[source]\nname = "courier"\n[source.cleaning.selectors]\nfeeds = []\n',
            "source.cleaning.selectors.feeds = []: there is no such key here. Write it right below the line [source].",
        ),
        (
            '[source]\nname = "courier"\ntimezone = "UTC"\n',
            "Write it right below the line [source.schedule] or [source.cleaning].",
        ),
        (
            '[source]\nname = "courier"\n[schedule]\ninterval_s = 900\n',
            "schedule = { interval_s = 900 }: there is no such table here. Call it [source.schedule].",
        ),
        (
            '[source]\nname = "courier"\nurl_lists = ["https://courier.example/list.txt"]\n',
            "this is a URL, not a path. Write one on this machine; `sitemaps` reads a text file of URLs from the web.",
        ),
    ],
)
def test_a_mistake_in_a_source_names_its_file(folder: Path, text: str, told: str) -> None:
    """The error for a mistake in a source names the file of that source."""
    (folder / "sources" / "courier.toml").write_text(text)
    (found,) = mistakes(folder)
    assert told in found
    assert "courier.toml" in found


def test_a_configuration_that_is_a_file_names_its_folder(folder: Path) -> None:
    """Whoever names the settings is told to name the folder instead."""
    with pytest.raises(ConfigMistakesError, match=r"this is a file\. Name the folder that contains it: ") as error:
        load(folder / "settings.toml")
    assert str(folder) in str(error.value)


def test_a_file_whose_name_is_none_for_a_source(folder: Path) -> None:
    """The file is to be renamed; its name is not proposed for the source, because that would be refused."""
    (folder / "sources" / "Courier.toml").write_text(SOURCE)
    assert [told.rpartition("the name differs from the file's. ")[2] for told in mistakes(folder)] == [
        "Call the file courier.toml."
    ]


def test_all_mistakes_are_reported_at_once(folder: Path) -> None:
    """One error lists the mistakes of all files."""
    (folder / "settings.toml").write_text("[fetch]\nmin_delay = 1\nretries = 'x'\n")
    (folder / "sources" / "courier.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigMistakesError) as error:
        load(folder)
    assert len(error.value.mistakes) == 3


def test_a_key_in_the_wrong_table_hides_only_that_it_is_missing_in_the_right_one(folder: Path) -> None:
    """Other tables may lack a key of that name, too, and entries of lists are not where it was meant to be."""
    source = folder / "sources" / "courier.toml"
    source.write_text("[source]\n[source.schedule]\nname = 'courier'\n")
    (told,) = mistakes(folder)
    assert "Write it right below the line [source]" in told
    source.write_text(f"{SOURCE}[source.schedule]\nurl = 'a'\n[[source.wayback]]\n")
    unknown, missing = sorted(mistakes(folder))
    assert "source.schedule.url" in unknown
    assert "source.wayback.0.url: this key is missing" in missing


def test_files_of_editors_on_windows_are_read(folder: Path) -> None:
    """A byte order mark and line ends of two characters are no mistake."""
    (folder / "settings.toml").write_bytes(b"\xef\xbb\xbf[fetch]\r\nmin_delay_s = 3\r\n")
    assert load(folder).settings.fetch.min_delay_s == 3


@pytest.mark.parametrize("name", ["settings.toml", "sources/courier.toml"])
def test_what_is_no_regular_file_is_a_mistake(folder: Path, name: str) -> None:
    """Reading a pipe would never end, and without settings the archive would lie elsewhere."""
    path = folder / name
    zero, nothing = (lambda path, target=target: path.symlink_to(target) for target in ("/dev/zero", "nothing"))
    for make in (os.mkfifo, os.mkdir, zero, nothing):
        path.unlink(missing_ok=True)
        make(path)
        (told,) = mistakes(folder)
        assert told.startswith(f"{path}: ")
        if path.is_dir():
            path.rmdir()


def test_a_folder_of_sources_that_cannot_be_read_is_a_mistake(folder: Path) -> None:
    """Without its sources, `serve` would remove their deployments. A project may have no such folder."""
    sources = folder / "sources"
    (sources / "courier.toml").unlink()
    sources.rmdir()
    assert mistakes(folder) == []
    for make, why in (
        (os.mkfifo, "Not a directory"),
        (Path.touch, "Not a directory"),
        (lambda path: path.symlink_to("sources"), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("unmounted"), "No such file or directory"),
    ):
        make(sources)
        remedy = "Make it a readable folder, or mount the disk that it is on."
        assert mistakes(folder) == [f"{sources}: cannot be read: {why}. {remedy}"]
        sources.unlink()


def test_the_folder_of_a_project_is_no_configuration(folder: Path) -> None:
    """It would be one without sources, with an archive beside the project."""
    with pytest.raises(ConfigMistakesError, match=rf"folder of a project\. Name its configuration: {folder}\."):
        find_folder(folder.parent)


def test_the_home_folder_in_the_variable_is_that_of_a_shell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of systemd and of containers are read by no shell."""
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv("DATELINE_CONFIG", "~/config")
    assert find_folder() == folder


def test_an_unknown_source_is_answered_with_the_known_ones(folder: Path) -> None:
    """The error for an unknown source lists the known ones."""
    with pytest.raises(ConfigMistakesError, match="The sources are: courier"):
        load(folder).source("currier")
    with pytest.raises(ConfigMistakesError, match="Did you mean courier"):
        load(folder).source("COURIER")


def test_the_folder_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`--config` comes first, then DATELINE_CONFIG, then the nearest folder with settings, upwards from here."""
    monkeypatch.chdir(folder.parent)
    assert find_folder() == folder
    monkeypatch.setenv("DATELINE_CONFIG", str(folder / "sources"))
    assert find_folder() == folder / "sources"
    assert find_folder(folder) == folder
    monkeypatch.delenv("DATELINE_CONFIG")
    monkeypatch.chdir(folder / "sources")
    assert find_folder() == folder
    inner = tmp_path / "inner" / "config"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner.parent)
    assert find_folder() == folder
    (inner / "settings.toml").touch()
    assert (find_folder(), load().settings.archive) == (inner, LocalArchive(path=inner.parent / "archive"))


def test_without_a_project_there_is_no_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled configuration is not used silently; the error says how to start a project."""
    monkeypatch.delenv("DATELINE_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        ConfigMistakesError, match=r"config/settings\.toml in this folder or a parent of it\. `dateline init`"
    ):
        load()


def test_an_installation_is_no_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation is neither accepted nor found as a project; a checkout of the repository is."""
    package = folder.parent
    monkeypatch.setattr(loader, "SHIPPED", folder)
    monkeypatch.chdir(folder / "sources")
    with pytest.raises(ConfigMistakesError, match="there is no config/settings"):
        find_folder()
    with pytest.raises(ConfigMistakesError, match="is part of the installation of dateline"):
        find_folder(folder)
    (package / "pyproject.toml").touch()
    assert find_folder() == find_folder(folder) == folder


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The error for a missing --config folder says what to do."""
    with pytest.raises(ConfigMistakesError, match="there is no such configuration folder"):
        find_folder(tmp_path / "nowhere")


def test_the_shipped_configuration_is_right() -> None:
    """The bundled configuration has no mistakes."""
    shipped = ROOT / "config"
    assert mistakes(shipped) == []


def test_the_environment_alone_changes_the_kind_of_archive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of the file for the other kind are ignored, common ones apply, and mistakes in those are reported."""
    settings = folder / "settings.toml"
    settings.write_text('[archive]\nkind = "local"\npath = "a"\nraw_retention = "until_archived"\n')
    monkeypatch.setenv("DATELINE_ARCHIVE__KIND", "s3")
    monkeypatch.setenv("DATELINE_ARCHIVE__BUCKET", "news")
    assert load(folder).settings.archive == S3Archive(bucket="news", raw_retention="until_archived")
    settings.write_text('[archive]\npath = "a"\nbucked = "b"\n')
    assert ["bucked" in told for told in mistakes(folder)] == [True]
    settings.write_text('[archive]\nkind = "s3"\nbucket = "b"\nprefix = "p"\n')
    monkeypatch.delenv("DATELINE_ARCHIVE__BUCKET")
    monkeypatch.setenv("DATELINE_ARCHIVE__KIND", "local")
    assert load(folder).settings.archive == LocalArchive(path=folder.parent / "archive")


GROUP = '[source.schedule]\ngroup = "hourly"\n'


@pytest.mark.parametrize(
    ("settings", "schedule", "told"),
    [
        ("", GROUP, 'courier.toml: source.schedule.group = "hourly": there is no such group. Add [groups.hourly]'),
        ("[groups.hourley]\ninterval_s = 3600\n", GROUP, "Did you mean hourley?"),
        ("[groups.hourly]\n", "", 'settings.toml: groups.hourly: no source names this group. Write group = "hourly"'),
        ("[groups.hourly]\n", f"{GROUP}interval_s = 900\n", "has no schedule of its own. Remove cron, interval_s"),
        ("[groups.hourly]\n", f"{GROUP}adaptive = true\n", "has no schedule of its own. Remove cron, interval_s"),
        ('[groups.hourly]\ncron = "0 * * * *"\ninterval_s = 60\n', GROUP, "one of cron and interval_s"),
        ("[groups.hourly]\nshard = 2\n", GROUP, 'groups.hourly.shard = 2: there is no such key. Did you mean "shards"'),
        (
            "[groups.hourly]\nshards = 0\n",
            GROUP,
            "groups.hourly.shards = 0: this is too little. Write 1 or more.",
        ),
        ('[groups.hourly]\ncron = "61 * * * *"\n', GROUP, '"61" is no minute of a cron expression. Write *, numbers'),
        ('[groups.hourly]\ncron = "0 0 * foo *"\n', GROUP, "numbers from 1 to 12, or jan to dec"),
        ('[groups.hourly]\ncron = "*/0 * * * *"\n', GROUP, '"*/0" is no minute'),
        ('[groups.hourly]\ncron = "0 0 31 2 *"\n', GROUP, 'no month of "2" has a day 31, so this never happens. Write'),
        ('[groups.hourly]\ncron = "0 0 31 apr-nov/5,6 mon"\n', GROUP, 'no month of "apr-nov/5,6" has a day 31'),
        (
            "[groups.hourly]\ninterval_s = 1e300\n",
            GROUP,
            "groups.hourly.interval_s = 1e+300: this is too much.",
        ),
        ('[groups."Each Hour"]\n', "", 'groups.Each Hour = "Each Hour": a name is made of'),
    ],
)
def test_a_mistake_in_a_group_is_told_where_it_is(folder: Path, settings: str, schedule: str, told: str) -> None:
    """Once, in the file where it is to be corrected, with what to do."""
    (folder / "settings.toml").write_text(settings)
    (folder / "sources" / "courier.toml").write_text(SOURCE + schedule)
    found = mistakes(folder)
    assert len([one for one in found if told in one]) == 1, found


@pytest.mark.parametrize(
    "cron",
    [
        "*/15 6-22 * * *",
        "0 6 ? * MON-FRI",
        "5,35 00 1,L jan-mar/2 *",
        "0 0 * * sat#2",
        "0 22-3 * * L5",
        "0 0 29 2 *",
        "0 0 30-1 2 *",
        "0 0 31 nov-feb ?",
        "0 0 30,L 2 *",
    ],
)
def test_cron_expressions_that_prefect_reads_are_accepted(folder: Path, cron: str) -> None:
    (folder / "settings.toml").write_text(f'[groups.hourly]\ncron = "{cron}"\n')
    (folder / "sources" / "courier.toml").write_text(SOURCE + GROUP)
    assert mistakes(folder) == []


def test_a_source_that_cannot_be_read_leaves_no_group_without_a_source(folder: Path) -> None:
    """It may be the one that names the group: only its own mistake is told."""
    (folder / "settings.toml").write_text("[groups.hourly]\n")
    (folder / "sources" / "courier.toml").write_text(f"{SOURCE}feed = 1\n{GROUP}")
    (found,) = mistakes(folder)
    assert "feed = 1" in found


def test_a_group_is_its_enabled_sources(folder: Path) -> None:
    """They are scheduled as the group is; names may be those of groups; variables set a group's keys."""
    (folder / "settings.toml").write_text("[groups.hourly]\ninterval_s = 3600\n[groups.asked]\n")
    for name, rest in (
        ("alpha", GROUP),
        ("beta", f"enabled = false\n{GROUP}"),
        ("gamma", GROUP),
        ("delta", GROUP.replace("hourly", "asked")),
    ):
        (folder / "sources" / f"{name}.toml").write_text(f'[source]\nname = "{name}"\n{rest}')
    config = load(folder)
    assert [one.name for one in members(config, "hourly")] == ["alpha", "gamma"]
    assert alone(config) == ("courier",)
    assert with_members(config, ["courier", "group:hourly", "alpha"]) == ["courier", "alpha", "gamma"]
    assert {name for name, one in config.sources.items() if config.settings.is_scheduled(one)} == {"alpha", "gamma"}
    with pytest.raises(ConfigMistakesError, match=r"groups.hurly: there is no such group. Did you mean hourly\?"):
        with_members(config, ["group:hurly"])


def test_a_variable_sets_a_key_of_a_group(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of any other table."""
    (folder / "settings.toml").write_text("[groups.hourly]\ninterval_s = 3600\n")
    (folder / "sources" / "courier.toml").write_text(SOURCE + GROUP)
    monkeypatch.setenv("DATELINE_GROUPS__HOURLY__SHARDS", "4")
    group = load(folder).settings.groups["hourly"]
    assert (group.shards, group.interval_s) == (4, 3600)


def test_hosts_in_other_scripts_are_those_of_pages(folder: Path) -> None:
    """A host may be written as readers see it."""
    (folder / "settings.toml").write_text(
        '[fetch]\nprivate_hosts = ["Bücher.example:81", "[0::1]:80", "0:0::1"]\n', "utf-8"
    )
    sitemap = '{url = "https://own.example/s.xml", allowed_hosts = ["Straße.example."]}'
    text = f'[source]\nname = "own"\nsitemaps = [{sitemap}]\n'
    (folder / "sources" / "own.toml").write_text(text, "utf-8")
    config = load(folder)
    assert config.settings.fetch.private_hosts == ("xn--bcher-kva.example:81", "[::1]:80", "::1")
    assert config.source("own").sitemaps[0].allowed_hosts == ("xn--strae-oqa.example",)


def test_networks_of_private_hosts(folder: Path) -> None:
    """They stay as they are, in their shortest form."""
    (folder / "settings.toml").write_text('[fetch]\nprivate_hosts = ["10.1.0.0/16", "FD00:0::/8", "192.0.2.1/32"]\n')
    assert load(folder).settings.fetch.private_hosts == ("10.1.0.0/16", "fd00::/8", "192.0.2.1/32")


def test_files_that_programs_hide_are_no_sources(folder: Path) -> None:
    """An editor's lock is a broken link beside the file, and macOS leaves binary notes on foreign volumes."""
    (folder / "sources" / ".#own.toml").symlink_to("somebody@somewhere.1234")
    (folder / "sources" / "._own.toml").write_bytes(b"\0\5\x16\7")
    assert list(load(folder).sources) == ["courier"]


def test_the_home_folder_is_that_of_a_shell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path may begin with a tilde."""
    monkeypatch.setenv("HOME", str(folder))
    (folder / "settings.toml").write_text('[archive]\npath = "~/news"\n')
    archive = load(folder).settings.archive
    assert isinstance(archive, LocalArchive)
    assert archive.path == folder / "news"
