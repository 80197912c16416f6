"""Fuzz the cleaner with mutated pages: it must not raise, hang, or return anything that cannot be written.

    python -m tests.benchmarks.fuzz_clean --pages 100000 [--seed 1] [--data ../shared/cleaning] [--slow 1.0]

A page depends only on the seed and its number, so ``--only NUMBER`` repeats a finding. Pages are mutated from the
repository's regression pages, from pages put together from tokens, and from the labelled pages if they are present (one
in ``--large-every``, because they are large). Mutations cut, swap, repeat, flip and splice bytes and tags.
"""

import argparse
import gzip
import json
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from dateline.tasks.core.cleaning import Page, Verdict, clean_page, read
from tests.support.paths import ROOT, SHARED

REGRESSION = ROOT / "tests" / "data" / "cleaning"
LABELLED = SHARED / "cleaning"
NOW = datetime(2024, 6, 1, tzinfo=UTC)
MAX_BYTES = 2_000_000
PROGRESS_EVERY = 20_000
RARE = 0.03
TWICE_EVERY = 10
"""One page in so many is cleaned a second time and compared."""

Mutation = Callable[[bytes, random.Random], bytes]

TOKENS = [
    *(
        b"<",
        b">",
        b"</",
        b"/>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b'"',
        b"'",
        b"=",
        b"&",
        b";",
        b"&#",
        b"&#x110000;",
    ),
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b$B", b"\r", b"\x0c"),
    *(
        b"<p>",
        b"</p>",
        b"<div>",
        b"</div>",
        b"<table>",
        b"<tr><td>",
        b"<select><option>",
        b"<b>",
        b"<a href=x>",
        b"<svg>",
    ),
    *(
        b"<math>",
        b"<template>",
        b"<frameset>",
        b"<plaintext>",
        b"<textarea>",
        b"<noscript>",
        b"<article>",
        b"<h1>",
        b"<ul><li>",
    ),
    *(
        b"<script type='application/ld+json'>",
        b"</script>",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\\u0000",
        b"\\ud800",
        b"1e999",
    ),
    *(
        b"<meta charset=utf-16>",
        b"<meta charset=x-user-defined>",
        b"<meta property='og:title' content='",
        b"<base href='//['>",
    ),
    *(
        b"<time datetime='",
        b"2024-02-30T25:61:00+99:99",
        b"9999-12-31",
        b"0000-00-00",
        b"-1",
        b"99999999999999999999",
        b"By ",
    ),
    *(
        "\u202e".encode(),
        "\u200b".encode(),
        "ﬀ".encode(),
        "𝔘".encode(),
        "İ".encode(),
        "１２３".encode(),
        b"- " * 50,
        b"\n" * 50,
    ),
]
WORDS = b"council lighthouse winter harbour decided Tuesday tower published updated Reuters Lindqvist news".split()


def flip(page: bytes, chance: random.Random) -> bytes:
    """Change some bytes to any others."""
    changed = bytearray(page)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def insert(page: bytes, chance: random.Random) -> bytes:
    """Insert tokens of markup, JSON, dates and unusual characters."""
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(page) + 1)
        page = page[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 30)) + page[at:]
    return page


def cut(page: bytes, chance: random.Random) -> bytes:
    """Remove a stretch, or everything after some point."""
    start = chance.randrange(len(page))
    end = len(page) if chance.random() < 0.3 else min(len(page), start + chance.randrange(1, 2000))
    return page[:start] + page[end:]


def repeat(page: bytes, chance: random.Random) -> bytes:
    """Repeat a stretch up to a thousand times."""
    start = chance.randrange(len(page))
    stretch = page[start : start + chance.choice((1, 5, 40, 400))]
    times = 1000 if chance.random() < RARE else chance.choice((2, 3, 20))
    return page[:start] + stretch * times + page[start:]


def shuffle(page: bytes, chance: random.Random) -> bytes:
    """Swap some tags."""
    parts = page.split(b"<")
    for _ in range(chance.randint(1, 10)):
        one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        parts[one], parts[other] = parts[other], parts[one]
    return b"<".join(parts)


def recode(page: bytes, chance: random.Random) -> bytes:
    """Encode the page in another encoding than it declares."""
    encoding = chance.choice(("utf-16", "utf-16-be", "utf-7", "cp1251", "gb18030", "shift_jis", "iso2022_jp", "utf-32"))
    return page.decode("utf-8", "replace").encode(encoding, "replace")


def wrap(page: bytes, chance: random.Random) -> bytes:
    """Nest the page deeply."""
    tag = chance.choice((b"div", b"b", b"table", b"ul", b"a", b"font", b"svg", b"blockquote", b"span"))
    return b"<%s>" % tag * (5000 if chance.random() < RARE else chance.choice((10, 100))) + page


MUTATIONS: Sequence[Mutation] = (flip, insert, insert, cut, repeat, shuffle, recode, wrap)


def pieces(chance: random.Random) -> bytes:
    """Return a page put together from tokens and words."""
    return b" ".join(
        chance.choice(TOKENS) if chance.random() < 0.5 else chance.choice(WORDS) for _ in range(chance.randint(1, 200))
    )


def make(number: int, seed: int, small: Sequence[bytes], large: Sequence[Path], large_every: int) -> Page:
    """Return mutated page ``number``, always the same for the same arguments."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - reproducible on purpose
    if large and number % large_every == 0:
        body = gzip.decompress(chance.choice(large).read_bytes())
    else:
        body = chance.choice(small) if chance.random() < 0.8 else pieces(chance)
    for _ in range(chance.randint(1, 4)):
        body = chance.choice(MUTATIONS)(body or b"<", chance)[:MAX_BYTES]
    url = chance.choice(
        (None, "https://www.a.example/news/x-1", "https://[", "file:///x", "\ud800", "//", "https://a.example/")
    )
    content_type = chance.choice(
        (None, "text/html", "text/html; charset=utf-8", "text/plain", "text/html; charset=punycode")
    )
    return Page(body, url, content_type, NOW if chance.random() < 0.5 else None)


def check(page: Page, *, twice: bool) -> str:
    """Return the outcome of a page in a word. Raises if a promise is broken."""
    cleaned = clean_page(page)
    if isinstance(cleaned, Verdict):
        if cleaned.detail.startswith("reading the page failed"):
            read(page)  # it raises what `clean_page` caught
            raise AssertionError(cleaned.detail)
        return cleaned.reason.value
    json.dumps(asdict(cleaned), ensure_ascii=False, default=str).encode()
    if twice and read(page) != cleaned:
        raise AssertionError("the same page gave two records")
    return "article"


def run(options: argparse.Namespace) -> int:
    """Clean the pages, print findings as they occur and figures at the end, and return the number of findings."""
    small = [path.read_bytes() for path in sorted(REGRESSION.glob("*.html"))]
    large = sorted(options.data.rglob("pages/*.html.gz"))
    outcomes: Counter[str] = Counter()
    findings, slowest, total_bytes = 0, (0.0, -1), 0
    began = time.perf_counter()
    numbers = [options.only] if options.only is not None else range(options.start, options.start + options.pages)
    for count, number in enumerate(numbers, 1):
        page = make(number, options.seed, small, large, options.large_every)
        total_bytes += len(page.body)
        started = time.process_time()
        try:
            outcomes[check(page, twice=number % TWICE_EVERY == 0)] += 1
        except Exception:  # noqa: BLE001 - every finding is told
            findings += 1
            print(f"page {number} (seed {options.seed}):\n{traceback.format_exc(limit=-4)}", flush=True)
        took_s = time.process_time() - started
        slowest = max(slowest, (took_s, number))
        if took_s > options.slow:
            findings += 1
            print(f"page {number} (seed {options.seed}): {took_s:.2f} s for {len(page.body):,} bytes", flush=True)
        if count % PROGRESS_EVERY == 0:
            print(f"{count:,} pages, {count / (time.perf_counter() - began):.0f} a second", file=sys.stderr, flush=True)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took_s = time.perf_counter() - began
    print(f"{sum(outcomes.values()):,} pages ({total_bytes / 1e9:.2f} GB) in {took_s:.0f} s, seed {options.seed}")
    print(f"findings: {findings}; slowest: {slowest[0]:.2f} s (page {slowest[1]}); peak memory {peak_mb:.0f} MB")
    print(", ".join(f"{name} {times:,}" for name, times in outcomes.most_common()))
    return findings


def main() -> None:
    """Run the fuzzer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="number of the first page")
    parser.add_argument("--only", type=int, help="clean this page alone")
    parser.add_argument("--data", type=Path, default=LABELLED, help="folder with sets of labelled pages, if any")
    parser.add_argument(
        "--large-every", type=int, default=200, help="one page in so many descends from a labelled page"
    )
    parser.add_argument(
        "--slow", type=float, default=2.0, help="seconds of processor time from which a page is a finding"
    )
    sys.exit(1 if run(parser.parse_args()) else 0)


if __name__ == "__main__":
    main()
