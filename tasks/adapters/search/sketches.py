"""The bytes of sketches in the index: each hash takes four, with the highest first, so that they sort like numbers."""

import struct
from collections.abc import Sequence

from dateline.tasks.core.search.similar import SKETCH_HASHES

HASH_BYTES = 4
STARTS = tuple(range(1, SKETCH_HASHES * HASH_BYTES, HASH_BYTES))
"""Where the hashes begin in a sketch, as SQL counts."""


def packed(hashes: Sequence[int]) -> bytes:
    """Return hashes as bytes."""
    return struct.pack(f">{len(hashes)}I", *hashes)


def hashes_in(sketch: bytes) -> Sequence[bytes]:
    """Return the hashes of a sketch, each as its bytes."""
    return [sketch[at : at + HASH_BYTES] for at in range(0, len(sketch), HASH_BYTES)]
