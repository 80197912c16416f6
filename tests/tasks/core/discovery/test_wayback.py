"""The capture index of the Wayback Machine."""

import json
from datetime import UTC, datetime
from itertools import takewhile
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.tasks.core.discovery.wayback import Answers, Capture, CdxReading, Scope, cdx_query, read_cdx
from dateline.tasks.core.models import Window

HEADER = ["timestamp", "original", "mimetype", "statuscode", "digest", "length"]
ROW = ["20240506103000", "http://news.example/harbour?id=7", "text/html", "200", "AAAA", "1234"]
CAPTURE = Capture(
    "http://news.example/harbour?id=7", datetime(2024, 5, 6, 10, 30, tzinfo=UTC), "text/html", 200, "AAAA", 1234
)


def test_query() -> None:
    """The query asks for one capture per page, as HTML with status 200, in the window; the index includes the end."""
    window = Window(since=datetime(2024, 5, 1, tzinfo=UTC), until=datetime(2024, 6, 1, tzinfo=UTC))
    url = cdx_query("news.example/a?b=c&d", window, scope=Scope.PREFIX, limit=500, resume_key="com,x)/ 2024+1")
    asked = parse_qs(urlsplit(url).query)
    assert url.startswith("https://web.archive.org/cdx/search/cdx?")
    assert asked["url"] == ["news.example/a?b=c&d"]
    assert (asked["from"], asked["to"]) == (["20240501000000"], ["20240531235959"])
    assert (asked["matchType"], asked["collapse"], asked["limit"]) == (["prefix"], ["urlkey"], ["500"])
    assert sorted(asked["filter"]) == ["mimetype:text/html", "statuscode:200"]
    assert (asked["resumeKey"], asked["showResumeKey"]) == (["com,x)/ 2024+1"], ["true"])


def test_open_query() -> None:
    """An open window has no bounds, and the first query no resume key."""
    asked = parse_qs(urlsplit(cdx_query("news.example", Window())).query)
    assert not {"from", "to", "resumeKey"} & set(asked)


@pytest.mark.parametrize(
    "body",
    [
        json.dumps([HEADER, ROW]),
        json.dumps([ROW]),
        json.dumps([["original", "timestamp", *HEADER[2:]], [ROW[1], ROW[0], *ROW[2:]]]),
        " ".join(ROW) + "\n",
        "example,news)/harbour?id=7 " + " ".join(ROW),
    ],
    ids=["json", "json without header", "other order", "text", "text with urlkey"],
)
def test_answers(body: str) -> None:
    """JSON with or without a header and plain lines yield the same captures."""
    reading = read_cdx(body.encode())
    assert (reading.captures, reading.resume_key, reading.warnings) == ((CAPTURE,), None, ())


@pytest.mark.parametrize(
    "body",
    [json.dumps([HEADER, ROW, [], ["com,example)/+2024"]]), " ".join(ROW) + "\n\ncom,example)/+2024\n"],
    ids=["json", "text"],
)
def test_resume_key(body: str) -> None:
    """The resume key is read from after an empty row."""
    reading = read_cdx(body.encode())
    assert (reading.captures, reading.resume_key, reading.warnings) == ((CAPTURE,), "com,example)/+2024", ())


@pytest.mark.parametrize("body", [b"", b"[]", b"[[]]", b"\n"])
def test_no_captures(body: bytes) -> None:
    """An empty response is no error."""
    reading = read_cdx(body)
    assert (reading.captures, reading.resume_key, reading.warnings) == ((), None, ())


@pytest.mark.parametrize(
    "body", [b"<html><body>Too many requests</body></html>", b'{"error": 1}', b"Blocked site: robots"]
)
def test_messages_of_the_index(body: bytes) -> None:
    """A page or a message instead of captures is a fault, with a warning that shows it."""
    reading = read_cdx(body)
    assert reading.captures == ()
    assert reading.warnings
    assert "something else" in (reading.fault or "")


@pytest.mark.parametrize("rest", ["", ",\n", ',\n["2024050', ',\n["20240506103000","http://news.example/b"', "}"])
def test_an_answer_that_is_cut_off(rest: str) -> None:
    """Its whole rows are read, and it says that there may be more. Row by row, it would look like its end."""
    rows = '[["timestamp","original","mimetype","statuscode","digest","length"],\n'
    row = '["20240506103000","http://news.example/harbour?id=7","text/html","200","ABC","77"]'
    reading = read_cdx(f"{rows}{row}{rest}".encode())
    assert [capture.url for capture in reading.captures] == ["http://news.example/harbour?id=7"]
    assert "cut off" in (reading.fault or "")
    assert read_cdx(f"{rows}{row}]".encode()).fault is None


def test_raw_url() -> None:
    """The original bytes are served under ``id_``."""
    replay = "https://web.archive.org/web"
    assert CAPTURE.raw_url_at(replay) == f"{replay}/20240506103000id_/http://news.example/harbour?id=7"
    assert CAPTURE.raw_url_at(f"{replay}/") == CAPTURE.raw_url_at(replay)


@given(
    st.one_of(
        st.binary(),
        st.lists(st.lists(st.one_of(st.text(), st.integers(), st.none()))).map(lambda rows: json.dumps(rows).encode()),
    )
)
@example(b"[" * 100_000)
@example(b'[["timestamp"],["9"]]')
@settings(max_examples=150)
def test_any_bytes_are_answered(body: bytes) -> None:
    """No bytes raise."""
    read_cdx(body)


def test_an_index_that_repeats_itself_ends() -> None:
    """A resume key that was seen before ends the reading, with a warning."""
    answers, warnings = Answers(), list[str]()
    keys = [answers.next_key(CdxReading(resume_key=key), warnings) for key in ("a", "b", "c", "a")]
    assert keys == ["a", "b", "c", None]
    assert "repeats itself" in warnings[0]
    assert answers.next_key(CdxReading(), warnings) is None


def test_an_index_without_new_captures_ends() -> None:
    """Keys that always differ do not keep reading alive, nor do two responses that alternate."""
    captures = [(Capture(f"http://news.example/{name}", datetime(2024, 5, 6, tzinfo=UTC)),) for name in "abc"]
    for few in ([()], captures[:1], captures[:2]):
        answers, warnings = Answers(), list[str]()
        readings = [CdxReading(few[number % len(few)], f"key {number}") for number in range(10_000)]
        keys = (answers.next_key(reading, warnings) for reading in readings)
        assert len(list(takewhile(bool, keys))) < 30
        assert "no new captures" in warnings[0]


def test_captures_hold_what_can_be_stored() -> None:
    """An unpaired surrogate in a URL becomes U+FFFD; invalid hosts and times are no captures."""
    rows = [
        HEADER,
        *(
            [stamp, url, *ROW[2:]]
            for stamp, url in (
                ("20240506103000", "http://news.example/\ud800"),
                ("20240506103000", "http://[:7]/a"),
                ("00010101000000", "http://news.example/a"),
                ("99991231235959", "http://news.example/a"),
            )
        ),
    ]
    reading = read_cdx(json.dumps(rows).encode())
    assert [capture.url for capture in reading.captures] == ["http://news.example/%EF%BF%BD"]
    assert len(reading.warnings) == 3
