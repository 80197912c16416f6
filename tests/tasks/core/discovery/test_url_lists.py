"""Lists of URLs, one per line."""

import codecs
import gzip

import pytest

from dateline.tasks.core.discovery.url_lists import read_url_list

LIST = "# made by hand – für Märkte\r\nhttps://quay.example/a\r\nhttps://quay.example/ärger # a note\r\nsee also\r\n"


@pytest.mark.parametrize(
    "data",
    [
        LIST.encode(),
        LIST.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + LIST.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"),
        LIST.encode("utf-16-le"),
        LIST.encode("cp1252"),
        gzip.compress(LIST.encode()),
        LIST.replace("/a\r", "/a\tHarbour\t2024\r")
        .replace("https://quay.example/ärger", '"https://quay.example/ärger"')
        .encode(),
    ],
)
def test_a_list_is_read_in_the_encoding_that_an_editor_gave_it(data: bytes) -> None:
    """Notepad and Excel save text as UTF-16. What is no URL is told of with its line."""
    warnings = list[str]()
    urls = [ref.url for ref in read_url_list(data, "quay", "urls.txt", warnings)]
    assert urls == ["https://quay.example/a", "https://quay.example/%C3%A4rger"]
    assert 'urls.txt, line 4: "see also" is not an http or https URL' in warnings


def test_many_wrong_lines_are_counted() -> None:
    """The first twenty are told one by one."""
    warnings = list[str]()
    assert not list(read_url_list(b"none\n" * 99, "quay", "urls.txt", warnings))
    assert len(warnings) == 21
    assert warnings[-1] == "urls.txt: 99 lines are not http or https URLs"


TIDE, PIER = "https://quay.example/tide", "https://quay.example/pier,2"


@pytest.mark.parametrize(
    "text",
    [
        f"url,day\n{TIDE},2026-03-01\n{PIER.replace(',', '%2C')},2026-03-02",
        f'Title;URL;Day\n"Tide; pier";{TIDE};1\n"never closed;{PIER}\nPier;{PIER.replace(",", "%2C")};2',
        f'"{TIDE}","Tide, pier"\n"{PIER}","Pier"',
        f"2026-03-01\t{TIDE}\tTide\n2026-03-02\t{PIER}\tPier",
        f"1;{TIDE};Tide\n2;{PIER};Pier",
        f"link\n{TIDE}\n{PIER}",
        f"- {TIDE}\n* {PIER}",
        f"1. {TIDE},\n2) {PIER};",
        f"[Tide]({TIDE})\n- [Pier]({PIER})",
        f"“{TIDE}”\n<{PIER}> tide tables",
        f"{TIDE} {PIER}",
        f"[InternetShortcut]\r\nURL={TIDE}\r\nURL={PIER}\r\n",
    ],
)
def test_tables_and_lists_of_texts(text: str) -> None:
    """The column of URLs is found by its name or by what it has. A comma is a part of a URL that nothing precedes."""
    urls = [ref.url.replace("%2C", ",") for ref in read_url_list(text.encode(), "quay", "urls.csv", [])]
    assert urls == [TIDE, PIER]


def test_a_line_of_a_table_without_a_url_is_told() -> None:
    """Other lines are read all the same."""
    warnings = list[str]()
    table = f"day,url\n1,none\n2,{TIDE}\n"
    assert [ref.url for ref in read_url_list(table.encode(), "quay", "urls.csv", warnings)] == [TIDE]
    assert warnings == ['urls.csv, line 2: "1,none" is not an http or https URL']


def _urls(text: str) -> list[str]:
    return [ref.url.replace("%2C", ",") for ref in read_url_list(text.encode(), "quay", "urls.json", [])]


@pytest.mark.parametrize(
    "text",
    [
        f'["{TIDE}", "{PIER}"]',
        f'[\n  {{"title": "Tide", "url": "{TIDE}"}},\n  {{"url": "{PIER}", "id": 1}}\n]\n',
        f'{{"urls": ["{TIDE}", "{PIER}"]}}',
        f'[["timestamp", "original"], ["20260301", "{TIDE}"], ["20260302", "{PIER}"]]',
        f'{{"url": "{TIDE}", "title": "Tide"}}\n{{"URL": "{PIER}"}}\n',
        f'# exported\n{{"url": "{TIDE}"}}\n\n{{"canonical": "https://quay.example/", "link": "{PIER}"}}',
        f'["{TIDE}"]\n["{PIER}"]\n',
    ],
    ids=["strings", "objects", "named", "rows", "lines", "notes", "rows-by-line"],
)
def test_json(text: str) -> None:
    """An array of URLs, of objects or of rows, or JSON Lines, as `dateline export` and archives' indexes write them."""
    assert _urls(text) == [TIDE, PIER]


def test_items_of_json_without_a_url_are_told() -> None:
    """Items of an array are counted, since all of it may be one line. An object is read by its names only."""
    warnings = list[str]()
    text = f'[{{"picture": "https://quay.example/a.png"}}, 7, "{TIDE}", null]'
    assert [ref.url for ref in read_url_list(text.encode(), "quay", "urls.json", warnings)] == [TIDE]
    assert warnings == [
        'urls.json, item 1: "{"picture": "https://quay.example/a.png"}" has no http or https URL',
        'urls.json, item 2: "7" has no http or https URL',
        'urls.json, item 4: "null" has no http or https URL',
    ]


def test_json_that_is_cut_off_is_read_by_line() -> None:
    """What is whole in it is read."""
    text = f'[\n  "{TIDE}",\n  "{PIER}",\n  "https://quay.exam'
    assert _urls(text) == [TIDE, PIER]
