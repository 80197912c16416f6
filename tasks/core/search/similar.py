"""Tells how much two texts have in common: the same agency text at several outlets, edited, shortened, rearranged.

A text is the set of its shingles: each three words in a row, and in scripts without spaces each four characters. The 16
smallest hashes of that set are its sketch (bottom-k MinHash; Broder, "On the resemblance and containment of documents",
1997). Two texts whose sketches share two hashes are candidates. The shingles themselves decide.

A sketch depends on its text alone, and similarity on two texts alone. So the order in which articles arrive plays no
part. Unlike MinHash signatures in bands, sketches also match if a short text is part of a long one.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from zlib import crc32

from dateline.tasks.core.search.words import searchable

SKETCH_HASHES = 16
MIN_SHARED_HASHES = 2
"""How many hashes the sketches of candidates must share, unless one of them has fewer."""

MIN_JACCARD = 0.3
"""The Jaccard similarity from which texts are similar."""
MIN_CONTAINMENT = 0.5
"""The containment of the shorter text from which texts are similar."""
MIN_SHARED_SHINGLES = 30
"""Texts with fewer common shingles are similar only if they are equal: a common quote does not make one story."""

_SHINGLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts have in common, from 0 to 1."""

    jaccard: float
    """The number of common shingles divided by that of all shingles of both."""
    containment: float
    """The share of the shorter text's shingles that the other text has as well."""
    shared: int
    """The number of shingles that both have."""

    @property
    def is_similar(self) -> bool:
        """Whether the texts belong to one story."""
        if self.shared < MIN_SHARED_SHINGLES:
            return self.jaccard == 1.0
        return self.jaccard >= MIN_JACCARD or self.containment >= MIN_CONTAINMENT


def shingles(text: str) -> frozenset[int]:
    """Return the hashes (32 bits) of a text's shingles; of a text of one or two words, one hash."""
    return frozenset(_shingles(searchable(text)))


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of a text's shingles, ascending."""
    return sketch_of_words(searchable(text))


def sketch_of_words(searchable_text: str) -> tuple[int, ...]:
    """Return the same, given the words as `searchable` returns them."""
    hashes = list(_shingles(searchable_text))
    # About 40 of them are below the bound, and only these have to be compared with one another.
    bound = 40 * (1 << 32) // len(hashes)
    small = {value for value in hashes if value < bound}
    return tuple(sorted(small if len(small) >= SKETCH_HASHES else set(hashes))[:SKETCH_HASHES])


def likeness(one: AbstractSet[int], other: AbstractSet[int]) -> Likeness:
    """Return how much two texts have in common, given their shingles."""
    shared = len(one & other)
    return Likeness(shared / len(one | other), shared / min(len(one), len(other)), shared)


def _shingles(searchable_text: str) -> Iterator[int]:
    words = searchable_text.encode("utf-8", "surrogatepass").split()
    words += [b""] * (_SHINGLE_WORDS - len(words))
    # `map` all the way: a loop in Python would take four times as long.
    return map(crc32, map(b" ".join, zip(*(words[at:] for at in range(_SHINGLE_WORDS)), strict=False)))
