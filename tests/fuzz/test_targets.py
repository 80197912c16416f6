"""A short form of fuzzing: each target is tested with its seeds and a few hundred mutations of them."""

from random import Random

import pytest

from tests.fuzz.targets import TARGETS

MUTATIONS = 150
PIECES = (
    b"\x00",
    b"\xff",
    b"<",
    b">",
    b"&#x41;",
    b"[",
    b"]",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"9999",
    b"\r\n ",
    b"\x1f\x8b",
)


def mutated(seed: bytes, random: Random, words: tuple[bytes, ...]) -> bytes:
    """Return the seed with a few pieces removed, repeated or inserted, or bytes changed."""
    data = bytearray(seed)
    for _ in range(random.randint(1, 5)):
        at = random.randint(0, len(data))
        end = at + random.randint(0, 20)
        change = random.randrange(4)
        if change == 0:
            del data[at:end]
        elif change == 1:
            data[at:at] = data[at:end]
        elif change == 2:
            data[at:at] = random.choice(PIECES + words)
        else:
            data[at : at + 1] = bytes([random.randrange(256)])
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds(name: str) -> None:
    """The seeds and their mutations, which are the same in each run, break no promise of the parser."""
    target = TARGETS[name]
    random = Random(f"dateline {name}")  # noqa: S311 - the same in each run
    for seed in target.seeds:
        target.check(seed)
        for _ in range(MUTATIONS // len(target.seeds)):
            target.check(mutated(seed, random, target.words))
