"""The command line as a user sees it: output, exit codes, and never a traceback."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from dateline.flows.cli.commands.check import check
from dateline.flows.cli.errors import report_error
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.serving.one_serve import only_serve
from dateline.tasks.core.errors import BatchError, DatelineError
from tests.support.command import Project, dateline, sample_source
from tests.support.command_environment import command_environment
from tests.support.local_site import Site, at, serving, story
from tests.support.paths import DATA, PACKAGE, ROOT

SAMPLE = ROOT / "config" / "sample" / "2026" / "03"


def test_preview_shows_fields_with_their_origin(project: Project) -> None:
    """`preview FILE` shows the record and the origin of each field, and writes nothing."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("preview", str(SAMPLE / "lighthouse-keeper.html"), "--source", "sample", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "Last keeper leaves the Saltmere light" in done.stdout
    assert "published_at  [json-ld:datePublished]" in done.stdout
    assert sorted(path.name for path in folder.iterdir()) == ["config"]


def test_preview_as_json_is_the_record(project: Project) -> None:
    """`preview --json` prints the record that would be archived."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("preview", str(SAMPLE / "cafe-rene.html"), "--json", folder=folder)
    record = json.loads(done.stdout)
    assert record["headline"] == "Café René opens where the net store was"
    assert record["authors"] == ["Zoë Brandt"]


def test_preview_of_an_address_uses_the_rules_of_the_source_that_names_its_host(project: Project) -> None:
    """Without ``--source``, the selectors of the source with the same host are applied."""
    words = (f"A sentence of some length, {letter}." * 3 for letter in "abc")
    with serving(Site()) as site:
        site.pages["/pier"] = story("The pier is mended", at(3), *words)
        rules = (
            f'[source]\nname = "sample"\nurls = ["{site.url("/another")}"]\n'
            '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\n[source.cleaning.selectors]\nremove = ["p:last-child"]\n'
        )
        done = dateline("preview", site.url("/pier"), "--json", folder=project(rules))
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["source"] == "sample"
    assert "length, a" in record["text"]
    assert "length, c" not in record["text"]


def test_preview_of_no_article_says_why(project: Project) -> None:
    """A page that would be rejected has an exit code of its own, and its reason is printed."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("preview", str(SAMPLE / "about-the-tide-tables.html"), folder=folder)
    assert done.returncode == 5
    assert "no_timestamp" in done.stderr
    assert "A run also uses the title and the date that a feed or sitemap gives for the page." in done.stderr


def test_preview_shows_the_evidence(project: Project) -> None:
    """`preview` shows the evidence for and against an article, whether the page is accepted or not."""
    folder = project(sample_source("http://127.0.0.1:1"))
    taken = dateline("preview", str(DATA / "cleaning" / "kind_short_news.html"), folder=folder)
    assert re.search(r"is it an article\?  yes: \+[\d.]+ points", taken.stdout), taken.stdout
    assert re.search(r"^    \+[\d.]+  headline length$", taken.stdout, re.MULTILINE)
    refused = dateline("preview", str(DATA / "cleaning" / "kind_shop_product.html"), folder=folder)
    assert "is it an article?  no: " in refused.stdout
    assert re.search(r"^    -[\d.]+  shop wording$", refused.stdout, re.MULTILINE)
    assert "rejected (not_article): the page is not an article: declared as a product" in refused.stderr


def test_preview_of_random_bytes_is_a_rejection(project: Project, tmp_path: Path) -> None:
    """Random bytes in an HTML file are a rejection, not an error."""
    folder = project(sample_source("http://127.0.0.1:1"))
    noise = tmp_path / "noise.html"
    noise.write_bytes(bytes(range(256)) * 400)
    done = dateline("preview", str(noise), folder=folder)
    assert done.returncode == 5
    assert "would be rejected" in done.stderr


def test_a_file_that_is_not_there(project: Project) -> None:
    """The error for a missing file says what to do."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("preview", "nowhere.html", folder=folder)
    assert done.returncode == 2
    assert 'There is no file "nowhere.html"' in done.stderr


def test_check_names_a_typo(project: Project) -> None:
    """`check` names file, key, value and remedy, and has an exit code for mistakes."""
    folder = project(sample_source("http://127.0.0.1:1"), settings="[fetch]\nmin_dely_s = 1\n")
    done = dateline("check", folder=folder)
    assert done.returncode == 2
    assert 'settings.toml: fetch.min_dely_s = 1: there is no such key. Did you mean "min_delay_s"?' in done.stderr
    as_json = json.loads(dateline("check", "--json", folder=folder).stdout)
    assert as_json[0]["key"] == "fetch.min_dely_s"


def test_check_of_a_right_configuration(project: Project) -> None:
    """`check` of a valid configuration says so and lists its sources."""
    done = dateline("check", folder=project(sample_source("http://127.0.0.1:1")))
    assert done.returncode == 0
    assert "no mistakes found. Sources: sample." in done.stdout


def test_check_of_a_site_under_two_names(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no mistake, but `check` says that the site is asked twice, unless one of the two is turned off.

    As in `sources add`, the site counts, not its addresses; and no archive of the web, which has pages of many sites.
    """
    wayback = 'wayback = ["{}.example"]\n[source.ccnews]\nhosts = ["{}.example"]\n'
    folder = project('[source]\nname = "sample"\nfeeds = ["https://a.example/feed"]\n' + wayback.format("a", "a"))
    monkeypatch.setenv("DATELINE_CONFIG", str(folder / "config"))
    other = folder / "config/sources/other.toml"
    for enabled in ("true", "false"):
        table = f'[source]\nname = "other"\nenabled = {enabled}\nsitemaps = ["https://www.a.example/news.xml"]\n'
        other.write_text(table + wayback.format("b", "b"))
        check()
        told = capsys.readouterr().out
        assert "no mistakes found" in told
        assert ("a.example is in the files of other and sample. What more than one" in told) == (enabled == "true")
        assert told.count("is in the files of") == (enabled == "true")


def test_check_of_sources_that_find_no_pages(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source without any way of finding pages is a mistake unless it is turned off, which `check` says."""
    folder = project('[source]\nname = "sample"\n')
    monkeypatch.setenv("DATELINE_CONFIG", str(folder / "config"))
    with pytest.raises(typer.Exit):
        check()
    told = capsys.readouterr().err
    assert "sample.toml: source: nothing says where its pages are found. Add feeds, sitemaps, listings or" in told
    (folder / "config/sources/sample.toml").write_text('[source]\nname = "sample"\nenabled = false\n')
    check()
    assert "no mistakes found. Sources: sample (turned off)." in capsys.readouterr().out


def test_check_tells_of_files_that_are_not_read(project: Project) -> None:
    """Of those that look like source files. A backup of a file that is there, and notes, are as they should be."""
    folder = project(sample_source("http://127.0.0.1:1"))
    sources = folder / "config/sources"
    for name in ("quay.TOML", "pier.toml.bak", "tide.yaml", "sample.toml~", "sample.toml.orig", "README.md", ".x.toml"):
        (sources / name).write_text("[source]\n")
    (sources / "uk").mkdir()
    (sources / "uk/mole.toml").write_text("[source]\n")
    done = dateline("check", folder=folder)
    assert done.returncode == 0
    assert [line.removeprefix(f"{sources}/") for line in done.stdout.splitlines()[1:]] == [
        "pier.toml.bak is not read: the names of source files end in .toml. Rename it to pier.toml to use it.",
        "quay.TOML is not read: the names of source files end in .toml. Rename it to quay.toml to use it.",
        "tide.yaml is not read: source files are written in TOML, and their names end in .toml.",
        "uk/mole.toml is not read: source files lie in sources itself. Move it there to use it.",
    ]
    assert json.loads(dateline("check", "--json", folder=folder).stdout) == []
    asked = dateline("ingest", "quay", folder=folder)
    assert "quay.TOML is not read: the names of source files end in .toml. Rename it to quay.toml" in asked.stderr


def test_ingest_starts_nothing_with_a_wrong_configuration(project: Project) -> None:
    """With a typo in the settings, `ingest` ends before it writes anything."""
    folder = project(sample_source("http://127.0.0.1:1") + "\n[source.extra]\n")
    done = dateline("ingest", folder=folder)
    assert done.returncode == 2
    assert "source.extra" in done.stderr
    assert not (folder / "archive").exists()


@pytest.mark.parametrize("args", [["ingest", "nobody"], ["ingest", "--since", "soon"], ["nonsense"]])
def test_wrong_arguments(project: Project, args: list[str]) -> None:
    """The error for a wrong argument lists the possible values."""
    done = dateline(*args, folder=project(sample_source("http://127.0.0.1:1")))
    assert done.returncode == 2
    assert done.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["ingest", "--since", "yesterday"], "write a day or a time as in 2026-03-01, 2026-03-01T06:30"),
        (
            ["export", "--since", "0001-01-01T00:00+14:00"],
            "choose a year from 0002 to 9998, not '0001-01-01T00:00+14:00'",
        ),
        (["backfill", "sample", "--since", "2026-03-01", "--until", "9999-12-31"], "choose a year from 0002 to 9998"),
        (["backfill", "sample", "--since", "2026-02-30", "--until", "2026-04-01"], "write a day as in 2026-03-01, not"),
        (
            ["backfill", "sample", "--since", "2026-03-01", "--until", "2026-04-01", "--slice", "fortnight"],
            "'--slice': 'fortnight' is not one of",
        ),
        (["backfill", "sample"], "Missing option '--since'. The first day (UTC), as in 2026-03-01."),
        (["batches", "--retry", ""], "the name of a batch is empty: `dateline batches` lists those that failed"),
        (["deploy"], "Missing option '--pool'. The work pool whose workers run the flows."),
        (["export", "sample"], "extra argument(s) (sample). Name a source with --source"),
        (["show"], "Missing argument 'ID'. An article's id or key, or a page's URL."),
    ],
)
def test_a_wrong_value_is_answered_with_what_to_write(project: Project, args: list[str], told: str) -> None:
    done = dateline(*args, folder=project(sample_source("http://127.0.0.1:1")))
    assert done.returncode == 2
    assert told in done.stderr


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """A folder that was deleted while a shell was in it, or that belonged to a volume."""
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        ["sh", "-c", 'rmdir "$1"; exec "$0" -m dateline check', sys.executable, gone],
        cwd=gone,
        env=command_environment(tmp_path, own_prefect=False),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "the current folder no longer exists" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_window_that_ends_before_it_begins(project: Project) -> None:
    """`--since` after `--until` is a usage error."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("ingest", "--since", "2026-03-02", "--until", "2026-03-01", folder=folder)
    assert done.returncode == 2
    assert "--since must be before --until" in done.stderr


def test_tracing_what_nobody_has_seen(project: Project) -> None:
    """`trace` of an unknown page says that nothing is known."""
    done = dateline("trace", "https://nowhere.example/1", folder=project(sample_source("http://127.0.0.1:1")))
    assert done.returncode == 5
    assert "No run has seen" in done.stderr


def test_version(project: Project) -> None:
    """`--version` prints the version."""
    assert dateline("--version", folder=project("")).stdout.startswith("dateline 0.")


def test_a_misspelt_source_gets_a_suggestion(project: Project) -> None:
    """The error suggests the nearest name and lists all, before Prefect is started."""
    folder = project(sample_source("http://127.0.0.1:1"))
    for command in (["ingest"], ["reprocess"], ["prune"]):
        done = dateline(*command, "sampel", folder=folder)
        assert done.returncode == 2
        assert "Did you mean sample?" in done.stderr
    assert not (folder / ".prefect").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            "https://quay.example/a?b=1",
            '"https://quay.example/a?b=1": this is no name of a source. `dateline sources add',
        ),
        ("sample.toml", '"sample.toml": this is no name of a source. Did you mean sample? The sources are: sample.'),
    ],
    ids=["url", "file"],
)
def test_what_is_no_name_is_told_with_what_to_name(project: Project, given: str, told: str) -> None:
    """A site is added, and a page is fetched, with other commands."""
    done = dateline("ingest", given, folder=project(sample_source("http://127.0.0.1:1")))
    assert done.returncode == 2
    assert done.stderr.startswith(told)


def test_nothing_to_prune_is_told_without_prefect(project: Project) -> None:
    """If raw pages are kept forever, `prune` says so without starting a server."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("prune", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "nothing was deleted" in done.stdout
    assert not (folder / ".prefect").exists()


def test_a_prefect_server_that_is_down_is_told_with_a_remedy(project: Project) -> None:
    """If no server answers at PREFECT_API_URL, the error says what to do and has an exit code of its own."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("ingest", "sample", folder=folder, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 6, done.stderr
    assert "the Prefect API at http://127.0.0.1:9/api cannot be reached: start that server" in done.stderr
    assert "for up to" not in done.stderr
    done = dateline("ingest", "sample", folder=folder, PREFECT_API_URL="127.0.0.1:9/api")
    assert done.returncode == 2, done.stderr
    assert "PREFECT_API_URL is 127.0.0.1:9/api, which is no URL: write one such as http://" in done.stderr


def test_deploy_tells_that_the_server_is_down_or_not_configured(project: Project) -> None:
    """The error says what to do in either case: `deploy` needs a server."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("deploy", "--pool", "news", folder=folder, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 6
    assert "start that server, or correct PREFECT_API_URL" in done.stderr
    done = dateline("deploy", "--pool", "news", folder=folder)
    assert done.returncode == 2
    assert "set PREFECT_API_URL to the Prefect server" in done.stderr


@pytest.mark.parametrize("args", [["check", "--json"], ["preview", "nowhere.html"]])
def test_a_forked_command_behaves_like_a_started_one(project: Project, args: list[str]) -> None:
    """A forked process (`tests.support.ready`) prints and exits as ``python -m dateline`` does."""
    folder = project(sample_source("http://127.0.0.1:1"), settings="[fetch]\nmin_dely_s = 1\n")
    ready, fresh = (dateline(*args, folder=folder, **env) for env in ({}, {"PYTHONPATH": str(PACKAGE)}))
    assert (ready.returncode, ready.stdout, ready.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr)
    assert ready.stdout + ready.stderr


def test_packages_of_other_projects_with_our_names_do_no_harm(project: Project, prefect_server: str) -> None:
    """A run works though other packages `flows`, `tasks` and `config`, which fail on import, are on the path."""
    folder = project(sample_source("http://127.0.0.1:1"))
    for name in ("flows", "tasks", "config"):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "__init__.py").write_text("raise RuntimeError('of another project')\n")
    (folder / "schema.py").write_text("raise RuntimeError('of another project')\n")
    on_path = {"PYTHONPATH": f"{folder}{os.pathsep}{PACKAGE}", "PREFECT_API_URL": prefect_server}
    with serving(Site()) as site:
        site.pages["/pier"] = story("The pier is mended", at(3))
        fetching = '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\n'
        project(f'[source]\nname = "sample"\nurls = ["{site.url("/pier")}"]\n{fetching}')
        done = dateline("ingest", "sample", folder=folder, **on_path)
    assert done.returncode == 0, done.stderr
    assert dateline("show", site.url("/pier"), folder=folder, **on_path).returncode == 0


def test_a_second_serve_of_a_project_is_refused(project: Project) -> None:
    """The first holds a lock, which is released when it ends."""
    folder = project(sample_source("http://127.0.0.1:1"))
    with only_serve(folder):
        done = dateline("serve", folder=folder)
        assert done.returncode == 2
        assert "is already running for" in done.stderr
    with only_serve(folder) as lock:
        assert lock.before is None


@pytest.mark.parametrize("kind", [kind for kind in DatelineError.__subclasses__() if kind is not BatchError])
def test_an_expected_error_is_no_bug(kind: type[DatelineError], capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind has an exit code that says what went wrong, and nobody is asked to report it."""
    assert report_error(kind.__new__(kind, "the disk is full: delete something")) not in {0, ExitCode.UNEXPECTED}
    assert capsys.readouterr().err == "dateline: the disk is full: delete something\n"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "/srv/x.csv cannot be used: Permission denied"),
        (errno.EROFS, "/srv/x.csv cannot be used: Read-only file system"),
        (errno.ENAMETOOLONG, f"/srv/{'x' * 95}… cannot be used: File name too long"),
    ],
)
def test_a_place_that_cannot_be_used_is_no_bug(number: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence names the place, but not all of one that is too long; nobody is asked to report it."""
    name = f"/srv/{'x' * 5000}" if number == errno.ENAMETOOLONG else "/srv/x.csv"
    assert report_error(OSError(number, os.strerror(number), name)) is ExitCode.USAGE
    assert capsys.readouterr().err == f"dateline: {told}\n"


@pytest.mark.parametrize("args", [["preview", "x" * 5000], ["init", "x" * 5000]])
def test_a_name_that_is_too_long_is_no_bug(project: Project, args: list[str]) -> None:
    """The file system refuses it even for a look whether the file is there."""
    done = dateline(*args, folder=project(sample_source("http://127.0.0.1:1")))
    assert done.returncode == 2
    assert "… cannot be used: File name too long" in done.stderr


def test_an_argument_in_another_encoding_is_no_bug(project: Project) -> None:
    """A terminal set to Latin-1 sends such bytes."""
    done = dateline("search", "caf\udce9", folder=project(sample_source("http://127.0.0.1:1")))
    assert (done.returncode, done.stderr) == (2, "dateline: 'caf\\udce9' is not in UTF-8: write it in UTF-8\n")
