"""The public benchmark of texts is answered in the form that its own scorer reads."""

import gzip
import json
from pathlib import Path

from tests.benchmarks.peers import OURS
from tests.benchmarks.public_bench import answer

PARAGRAPH = "The council of Saltmere voted on Tuesday to mend the pier before the winter storms arrive."


def test_each_page_has_an_answer(tmp_path: Path) -> None:
    """A page without text has an empty answer, because the scorer asks for every page by its name."""
    pages = {
        "a1": f"<h1>Pier to be mended</h1><article><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article>",
        "b2": "<title>Pier</title>",
    }
    (tmp_path / "html").mkdir()
    for name, html in pages.items():
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(html.encode()))
    labels = {name: {"articleBody": "", "url": f"https://saltmere.example/{name}"} for name in pages}
    (tmp_path / "ground-truth.json").write_text(json.dumps(labels))
    answers = json.loads(answer(tmp_path, OURS).read_text(encoding="utf-8"))
    assert list(answers) == ["a1", "b2"]
    assert PARAGRAPH in answers["a1"]["articleBody"]
    assert answers["b2"] == {"articleBody": ""}
