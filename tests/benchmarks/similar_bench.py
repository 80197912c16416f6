"""Which pairs of texts are found similar: a labelled set, or variants planted among the texts of real pages.

    python -m tests.benchmarks.similar_bench [PAGES] [--most 500]

``PAGES`` is a folder of saved pages (.html or .html.gz); without it, the labelled set of the tests is measured. Of
each real text of a hundred words or more, four variants are planted: with one word in 17 changed, with one in 11
changed, cut to its first half, and with another text's first paragraph before it. Pairs of one text, planted or not,
are to be found, and no others. Real pages may hold the same story twice, so look at the pairs that count as wrong:
their overlap is printed.
"""

import argparse
import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from dateline.tasks.core.cleaning import Page, Verdict, clean_page
from dateline.tasks.core.search.similar import MIN_SHARED_HASHES, likeness, shingles, sketch
from tests.support.labelled_stories import edited, labelled

_LEAST_WORDS = 100
_SHOWN = 10

Labelled = tuple[int, str, str]


def texts_of(folder: Path, most: int) -> list[str]:
    """Return the texts of pages, each once, of those that are articles and long enough."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.htm*")):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        read = clean_page(Page(data, None))
        text = "" if isinstance(read, Verdict) else read.text or ""
        if len(text.split()) >= _LEAST_WORDS:
            found[text] = None
        if len(found) == most:
            break
    return list(found)


def planted(texts: Sequence[str]) -> Iterator[Labelled]:
    """Yield each text and its variants, with the number of the text."""
    for number, text in enumerate(texts):
        words, other = text.split(" "), texts[number - 1]
        yield number, "whole", text
        yield number, "light edits", edited(text, 17)
        yield number, "more edits", edited(text, 11)
        yield number, "first half", " ".join(words[: len(words) // 2])
        lead = other.split("\n\n")[0][:300]
        yield number, "other lead", f"{lead}\n\n{text}"


def main() -> None:
    """Measure precision and recall over all pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=Path)
    parser.add_argument("--most", type=int, default=500, help="how many pages")
    given = parser.parse_args()
    real = texts_of(given.pages, given.most) if given.pages else []
    texts = list(planted(real) if given.pages else labelled())
    sketches = [sketch(text) for _, _, text in texts]
    by_hash: dict[int, list[int]] = {}
    for at, hashes in enumerate(sketches):
        for value in hashes:
            by_hash.setdefault(value, []).append(at)
    shared = Counter(pair for ats in by_hash.values() for pair in combinations(ats, 2))
    candidates = {pair for pair, count in shared.items() if count >= MIN_SHARED_HASHES}
    hashed = {at: shingles(texts[at][2]) for pair in candidates for at in pair}
    found = {(a, b) for a, b in candidates if likeness(hashed[a], hashed[b]).is_similar}
    same = {(a, b) for a, b in found | set(_pairs_of_one(texts)) if texts[a][0] == texts[b][0]}
    chance = sum(texts[a][0] != texts[b][0] for a, b in candidates)
    print(f"{len(texts):,} texts, {len(same):,} pairs of one text; {chance:,} other pairs were candidates")
    print(f"precision {len(found & same) / max(1, len(found)):.4f}  recall {len(found & same) / len(same):.4f}")
    for a, b in sorted(found - same)[:_SHOWN]:
        print(f"  of two texts: {texts[a][:2]} and {texts[b][:2]}: {likeness(hashed[a], hashed[b])}")
    missed = Counter(" / ".join(sorted((texts[a][1], texts[b][1]))) for a, b in same - found)
    for names, count in missed.most_common(_SHOWN):
        print(f"  not found: {count} of {names}")


def _pairs_of_one(texts: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    by_number: dict[int, list[int]] = {}
    for at, (number, _, _) in enumerate(texts):
        by_number.setdefault(number, []).append(at)
    for ats in by_number.values():
        yield from combinations(ats, 2)


if __name__ == "__main__":
    main()
