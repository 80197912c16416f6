"""The command line as a user sees it: what it prints, its exit codes, and never a traceback."""

import json
import os
import re
from pathlib import Path

import pytest

from dateline.flows.serving.one_serve import only_serve
from tests.support.command import Project, dateline, sample_source
from tests.support.local_site import Site, at, serving, story
from tests.support.paths import DATA, PACKAGE, ROOT

SAMPLE = ROOT / "config" / "sample" / "2026" / "03"


def test_preview_shows_fields_with_their_origin(project: Project) -> None:
    """`preview FILE` shows the record and where each field came from, and writes nothing."""
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
    """Without ``--source``: here what the source's selectors remove is not in the text."""
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
    """A page that would be rejected has an exit code of its own, and its reason."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("preview", str(SAMPLE / "about-the-tide-tables.html"), folder=folder)
    assert done.returncode == 5
    assert "no_timestamp" in done.stderr


def test_preview_shows_the_evidence(project: Project) -> None:
    """`preview` tells what speaks for a page being an article and what against it, taken or not."""
    folder = project(sample_source("http://127.0.0.1:1"))
    taken = dateline("preview", str(DATA / "cleaning" / "kind_short_news.html"), folder=folder)
    assert re.search(r"is it an article\?  yes: \+[\d.]+ points", taken.stdout), taken.stdout
    assert re.search(r"^    \+[\d.]+  headline length$", taken.stdout, re.MULTILINE)
    refused = dateline("preview", str(DATA / "cleaning" / "kind_shop_product.html"), folder=folder)
    assert "is it an article?  no: " in refused.stdout
    assert re.search(r"^    -[\d.]+  shop wording$", refused.stdout, re.MULTILINE)
    assert "rejected (not_article): the page is not an article: declared as a product" in refused.stderr


def test_preview_of_random_bytes_is_a_rejection(project: Project, tmp_path: Path) -> None:
    """Random bytes under the name of a page are a rejection, not an error."""
    folder = project(sample_source("http://127.0.0.1:1"))
    noise = tmp_path / "noise.html"
    noise.write_bytes(bytes(range(256)) * 400)
    done = dateline("preview", str(noise), folder=folder)
    assert done.returncode == 5
    assert "would be rejected" in done.stderr


def test_a_file_that_is_not_there(project: Project) -> None:
    """A missing file is a sentence with a remedy."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("preview", "nowhere.html", folder=folder)
    assert done.returncode == 2
    assert 'There is no file "nowhere.html"' in done.stderr


def test_check_names_a_typo(project: Project) -> None:
    """`check` names file, key, value and remedy, and has an exit code for it."""
    folder = project(sample_source("http://127.0.0.1:1"), settings="[fetch]\nmin_dely_s = 1\n")
    done = dateline("check", folder=folder)
    assert done.returncode == 2
    assert 'settings.toml: fetch.min_dely_s = 1: there is no such key. Did you mean "min_delay_s".' in done.stderr
    as_json = json.loads(dateline("check", "--json", folder=folder).stdout)
    assert as_json[0]["key"] == "fetch.min_dely_s"


def test_check_of_a_right_configuration(project: Project) -> None:
    """A configuration without mistakes is told so, with its sources."""
    done = dateline("check", folder=project(sample_source("http://127.0.0.1:1")))
    assert done.returncode == 0
    assert "no mistakes found. Sources: sample." in done.stdout


def test_ingest_starts_nothing_with_a_wrong_configuration(project: Project) -> None:
    """A typo stops `ingest` before anything is written."""
    folder = project(sample_source("http://127.0.0.1:1") + "\n[source.extra]\n")
    done = dateline("ingest", folder=folder)
    assert done.returncode == 2
    assert "source.extra" in done.stderr
    assert not (folder / "archive").exists()


@pytest.mark.parametrize("args", [["ingest", "nobody"], ["ingest", "--since", "soon"], ["nonsense"]])
def test_wrong_arguments(project: Project, args: list[str]) -> None:
    """A wrong argument is told with what could stand there."""
    done = dateline(*args, folder=project(sample_source("http://127.0.0.1:1")))
    assert done.returncode == 2
    assert done.stderr


def test_a_window_that_ends_before_it_begins(project: Project) -> None:
    """`--since` after `--until` is a mistake of usage."""
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


def test_a_misspelt_source_is_told_what_was_meant(project: Project) -> None:
    """Before Prefect is started: the name that is nearest, and all that there are."""
    folder = project(sample_source("http://127.0.0.1:1"))
    for command in (["ingest"], ["reprocess"], ["prune"]):
        done = dateline(*command, "sampel", folder=folder)
        assert done.returncode == 2
        assert "Did you mean sample?" in done.stderr
    assert not (folder / ".prefect").exists()


def test_nothing_to_prune_is_told_without_prefect(project: Project) -> None:
    """Where raw pages are kept for ever, no server is started to say so."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("prune", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "nothing was deleted" in done.stdout
    assert not (folder / ".prefect").exists()


def test_a_prefect_server_that_is_down_is_told_with_a_remedy(project: Project) -> None:
    """PREFECT_API_URL of a server that nobody runs: an exit code of its own, and what to do."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("ingest", "sample", folder=folder, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 6, done.stderr
    assert "the Prefect API at http://127.0.0.1:9/api cannot be reached: start that server" in done.stderr


def test_deploy_tells_that_the_server_is_down_or_not_configured(project: Project) -> None:
    """The remedy is one that helps: without a server there is nothing to register with."""
    folder = project(sample_source("http://127.0.0.1:1"))
    done = dateline("deploy", "--pool", "news", folder=folder, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 6
    assert "start that server, or correct PREFECT_API_URL" in done.stderr
    done = dateline("deploy", "--pool", "news", folder=folder)
    assert done.returncode == 2
    assert "set PREFECT_API_URL to the Prefect server" in done.stderr


@pytest.mark.parametrize("args", [["check", "--json"], ["preview", "nowhere.html"]])
def test_a_command_of_these_tests_is_as_one_that_a_user_starts(project: Project, args: list[str]) -> None:
    """The process that was ready (`tests.support.ready`) ends and prints as ``python -m dateline``."""
    folder = project(sample_source("http://127.0.0.1:1"), settings="[fetch]\nmin_dely_s = 1\n")
    ready, fresh = (dateline(*args, folder=folder, **env) for env in ({}, {"PYTHONPATH": str(PACKAGE)}))
    assert (ready.returncode, ready.stdout, ready.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr)
    assert ready.stdout + ready.stderr


def test_packages_of_other_projects_with_our_names_do_no_harm(project: Project, prefect_server: str) -> None:
    """`flows`, `tasks` and `config` on the path and in the folder, which fail on import: a run is as ever."""
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
    """The lock is held by the first, and is free again when that has ended."""
    folder = project(sample_source("http://127.0.0.1:1"))
    with only_serve(folder):
        done = dateline("serve", folder=folder)
        assert done.returncode == 2
        assert "is already running for" in done.stderr
    with only_serve(folder) as lock:
        assert lock.before is None
