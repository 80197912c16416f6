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
