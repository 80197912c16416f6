"""Which requests are answered, with which headers, and what no address leads to."""

import http.client
from urllib.parse import urlsplit

import pytest
import requests

from dateline.flows.browse.guard import Guard
from tests.support.reading import Reading, address_of_article


def ask(room: Reading, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """Send a request unchanged: no client normalizes its path or host."""
    connection = http.client.HTTPConnection(urlsplit(room.address).netloc, timeout=60)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    sent = {"Host": urlsplit(room.address).netloc} | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.text = answer.read().decode()  # type: ignore[attr-defined]
    connection.close()
    return answer


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9999", "127.0.0.1", "127.0.0.2:80", "[::1]:8643"])
def test_names_of_this_machine_are_answered(room: Reading, host: str) -> None:
    assert ask(room, "/articles", Host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8643", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.0.1"),
        *("", "[::1", "localhost@evil.example", "0x7f.1", "evil.example#localhost", "2130706433"),
    ],
)
def test_a_name_that_only_leads_here_is_refused(room: Reading, host: str) -> None:
    """A page of another site can make its name resolve to this machine, but must not read the archive."""
    answer = ask(room, "/articles", Host=host)
    assert answer.status == 421
    assert "keeper" not in answer.text  # type: ignore[attr-defined]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_nothing_can_be_changed(room: Reading, method: str) -> None:
    answer = ask(room, "/articles", method)
    assert (answer.status, answer.getheader("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path", ["/", "/articles.json", "/style.css", "/feeds/courier.xml", "/nothing", "/openapi.json"]
)
def test_each_answer_protects_the_reader(room: Reading, path: str) -> None:
    """Every response forbids scripts and content from other hosts."""
    answer = ask(room, path)
    policy = answer.getheader("Content-Security-Policy") or ""
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Referrer-Policy") == "no-referrer"
    assert answer.getheader("Server") is None or "uvicorn" in (answer.getheader("Server") or "")
    assert answer.getheader("Access-Control-Allow-Origin") is None


def test_another_sites_page_cannot_ask(room: Reading) -> None:
    """Another site may link here, but neither embed nor fetch anything, which would reveal what is archived."""
    for mode, dest, status in (("no-cors", "image", 403), ("navigate", "iframe", 403), ("navigate", "document", 200)):
        headers = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": dest}
        assert ask(room, "/articles", **headers).status == status


@pytest.mark.parametrize(
    "path",
    [
        "/../config/settings.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/articles/../../../etc/passwd",
        "/articles/2026/03/02/..%2f..%2f..%2fetc%2fpasswd",
        "/articles/2026/03/02/%2e%2e/raw",
        "/sources/..%2f..%2fetc",
        "/sources/courier%00",
        "/rejections/..%2f..%2fraw/2026/03/02/" + "a" * 32,
        "/style.css/../../templates/base.html",
        "/templates/base.html",
        "//etc/passwd",
        "/articles/2026/03/02/" + "a" * 63,
        "/articles/2026/13/45",
        "/articles/0000/00/00",
        "/coverage?month=2026-13",
        "/coverage?month=0000-01",
        "/coverage?month=9999-01",
        "/articles/2026/03/02/" + "a" * 64,
    ],
)
def test_no_address_leads_out_of_the_archive(room: Reading, path: str) -> None:
    answer = ask(room, path)
    assert answer.status in {404, 400}
    assert "root:" not in answer.text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/articles?limit=0", "limit"),
        ("/articles?limit=x", "limit"),
        ("/articles?nonsense=1", "There is no parameter nonsense"),
        (f"/articles?{'x' * 9000}=1", f"There is no parameter {'x' * 60}… here"),
        ("/articles?source=a&source=b", "given twice"),
        ("/articles?after=zz", "after"),
        (f"/articles?after={'a' * 64}&before={'b' * 64}", "not both"),
        ("/articles?source=..%2f", "source"),
        ("/search?q=%22open", "quote in the query is not closed"),
        ("/search?q=-only", "only says what not to find"),
        ("/search?q=a&since=2026-03-02&until=2026-03-01", "first day"),
        ("/search?q=" + "x" * 1500, "shorten it"),
        ("/search?q=a&since=soon", "since"),
        ("/articles?day=2026-02-30", "the calendar has no such day"),
        ("/coverage?month=2026", "write a month as in 2026-03"),
        ("/rejections?reason=none", "reason"),
        ("/rejections?after=..%2f..", "after"),
    ],
)
def test_bad_input_gets_a_sentence(room: Reading, path: str, words: str) -> None:
    """The error is a sentence, as a page and as JSON, never a traceback."""
    page, json = (
        requests.get(room.address + path, timeout=60),
        requests.get(room.address + path, headers={"Accept": "application/json"}, timeout=60),
    )
    assert (page.status_code, json.status_code) == (400, 400)
    assert json.headers["Content-Type"] == "application/problem+json"
    assert words in json.json()["detail"]
    assert "<h1>Bad Request</h1>" in page.text


def test_raw_pages_have_a_policy_of_their_own(room: Reading) -> None:
    answer = ask(room, f"{address_of_article(room.attacking)}/raw")
    policy = answer.getheader("Content-Security-Policy") or ""
    assert policy.split("; ")[:4] == ["sandbox", "default-src 'none'", "img-src data:", "style-src 'unsafe-inline'"]
    markup = answer.text  # type: ignore[attr-defined]
    assert "Fishermen said" in markup
    for out in ("<script", "<link", "<meta http-equiv", "<base", "<iframe", "<video"):
        assert out not in markup


def test_a_shared_room_answers_to_its_names_and_to_numbers() -> None:
    guard = Guard(lambda *_: None, ["archive.example"], is_local=False)  # type: ignore[arg-type]
    ours = {
        host: guard._is_ours(host) for host in ("archive.example:80", "192.168.0.7:8643", "evil.example", "[fe80::1]")
    }
    assert ours == {"archive.example:80": True, "192.168.0.7:8643": True, "evil.example": False, "[fe80::1]": True}
