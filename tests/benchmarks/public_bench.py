"""Answer a public benchmark of texts that anybody can fetch, so that its own scorer compares dateline with others.

    git clone https://github.com/scrapinghub/article-extraction-benchmark
    python -m tests.benchmarks.public_bench article-extraction-benchmark [SYSTEM ...]
    cd article-extraction-benchmark && python evaluate.py

The benchmark (MIT licence) has 181 pages as ``html/ID.html.gz`` and their URLs in ``ground-truth.json``. Answers go
into ``output/SYSTEM.json``, beside those of other programs that it ships: ``{ID: {"articleBody": TEXT}}``.
"""

import argparse
import gzip
import json
from pathlib import Path

from tests.benchmarks.own_pages import field
from tests.benchmarks.peers import GIVES, OURS, cleaner


def answer(checkout: Path, system: str) -> Path:
    """Clean all pages of the benchmark with one program, and return the file with its answers.

    A page without an answer has an empty text, as the scorer expects.
    """
    clean = cleaner(system)
    pages = json.loads((checkout / "ground-truth.json").read_text(encoding="utf-8"))
    answers = {}
    for name, page in pages.items():
        html = gzip.decompress((checkout / "html" / f"{name}.html.gz").read_bytes())
        answers[name] = {"articleBody": field(clean(html, page.get("url")), "text") or ""}
    target = checkout / "output" / f"{system}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(answers, ensure_ascii=False, indent=1), encoding="utf-8")
    return target


def main() -> None:
    """Answer with the programs that are named, or with dateline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path, help="clone of the benchmark")
    parser.add_argument("systems", nargs="*", metavar="SYSTEM", help=f"{', '.join(GIVES)}; default: {OURS}")
    options = parser.parse_args()
    for system in options.systems or [OURS]:
        print(answer(options.checkout, system))


if __name__ == "__main__":
    main()
