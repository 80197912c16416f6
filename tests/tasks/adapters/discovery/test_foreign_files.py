"""Files from other programs as sources: an unreadable file costs only itself, and what is read can be stored."""

import os
from pathlib import Path
from urllib.parse import unquote

import pytest

from dateline.config.schema import FetchSettings, Source
from dateline.tasks.adapters.discovery.captured import read_captured
from dateline.tasks.adapters.discovery.collect import Discovery, collect
from dateline.tasks.adapters.discovery.context import open_context
from dateline.tasks.adapters.discovery.parts import parts_of
from dateline.tasks.adapters.http.clock import SystemClock
from dateline.tasks.core.models import Window
from dateline.tasks.core.web.fetched import RawPage


def search(window: Window | None = None, **ways: object) -> Discovery:
    table = Source.model_validate({"name": "quay", **ways})
    with open_context(table, window or Window(), FetchSettings(), SystemClock()) as opened:
        return collect(parts_of(table), opened, most=100, unsettled=set)


def record(url: str, date: str = "2026-03-04T08:00:00Z") -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Pier</p>"
    head = f"WARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\nContent-Length: {len(block)}\r\n"
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def test_pipes_and_devices_are_refused_beside_good_files(tmp_path: Path) -> None:
    """Each is a failure, none is opened, and the pages of the other files are found."""
    os.mkfifo(tmp_path / "b.warc")
    os.mkfifo(tmp_path / "list")
    (tmp_path / "a.warc").write_bytes(record("http://quay.example/1"))
    found = search(warcs=[f"{tmp_path}/*.warc"], url_lists=[str(tmp_path / "list"), "/dev/zero"])
    assert [ref.url for ref in found.refs] == ["http://quay.example/1"]
    assert len(found.failures) == 3
    assert all("is not a regular file but" in failure for failure in found.failures)


def test_a_symbolic_link_leads_to_no_file_outside_the_folder(tmp_path: Path) -> None:
    """Saved pages that strangers packed do not make dateline archive this machine's files. Links within stay."""
    saved = tmp_path / "saved"
    (saved / "pages").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("the key of the harbour office")
    (saved / "pages" / "pier.html").write_text("<p>Pier</p>")
    (saved / "newest.html").symlink_to("pages/pier.html")
    (saved / "out.html").symlink_to(tmp_path / "secret.txt")
    (saved / "pages" / "up.html").symlink_to("../../secret.txt")
    (saved / "pages" / "root").symlink_to(tmp_path)
    (tmp_path / "link").symlink_to(saved)
    for folder in (saved, tmp_path / "link"):
        found = search(folders=[str(folder)])
        assert [ref.url.rpartition("/")[2] for ref in found.refs] == ["newest.html", "pier.html"]
        assert "3 symbolic links out of the folder, not followed" in found.warnings[0]


def test_a_folder_that_has_only_links_out_of_it_says_so(tmp_path: Path) -> None:
    """Such as a selection of pages from a large collection."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "pier.html").write_text("<p>Pier</p>")
    (tmp_path / "saved" / "pier.html").symlink_to(tmp_path / "pier.html")
    (failure,) = search(folders=[str(tmp_path / "saved")]).failures
    assert "1 symbolic link out of the folder, not followed; to archive the targets" in failure


def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    """The references hold a storable form of the name, from which the pages can be read."""
    name = os.fsencode(tmp_path) + b"/quay-\xe9.warc"
    Path(os.fsdecode(name)).write_bytes(record("http://quay.example/1"))
    (ref,) = search(warcs=[f"{tmp_path}/*.warc"]).refs
    assert ref.model_dump_json()
    (page,) = read_captured([ref], FetchSettings(), None, SystemClock().now())
    assert isinstance(page, RawPage)
    assert page.body == b"<p>Pier</p>"


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+13:00", "9999-12-31T23:59:59-13:00", "9999-12-31T23:59:59Z", "2026-03-04T99"]
)
def test_a_record_of_an_impossible_moment(tmp_path: Path, date: str) -> None:
    """A date outside the calendar costs neither the run nor the record beside it, whatever the window."""
    (tmp_path / "a.warc").write_bytes(record("http://quay.example/1", date) + record("http://quay.example/2"))
    window = Window.model_validate_json('{"since":"2026-01-01T00:00:00Z"}')
    found = search(window, warcs=[f"{tmp_path}/a.warc"])
    assert "http://quay.example/2" in [ref.url for ref in found.refs]
    assert found.failures == ()


def test_pages_saved_by_programs_that_mirror_sites(tmp_path: Path) -> None:
    """They append the query to the name, where a system allows a question mark in it, and write other endings."""
    names = ["a.XHTML", "b.shtml.gz", "c.html?page=2", "d.html@id=5", "e.css", "f.html.orig"]
    for name in names:
        (tmp_path / name).write_text("<p>Pier</p>")
    found = search(folders=[str(tmp_path)])
    assert [unquote(ref.url).rpartition("/")[2] for ref in found.refs] == names[:4]
    assert not found.warnings


def test_files_that_may_have_pages_but_are_not_read_are_told(tmp_path: Path) -> None:
    """A folder of files in another format is no folder without pages. Files of programs are passed over silently."""
    for name in ("a.mht", "b.MHTML", "c.webarchive", "d.warc.gz", "e.zip", "f.pdf", "g", ".hidden", "h.css"):
        (tmp_path / name).write_text("tide")
    (failure,) = search(folders=[str(tmp_path)]).failures
    (tmp_path / "i.html").write_text("<p>Pier</p>")
    warnings = search(folders=[str(tmp_path)]).warnings
    assert len(warnings) == 6
    assert all(warning in failure for warning in warnings)
    assert "skipped 2 MHTML files; save the pages as HTML" in warnings[0]
    assert "skipped 1 file without an ending" in warnings[-1]
