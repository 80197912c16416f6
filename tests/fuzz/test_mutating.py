"""Mutations of markup move whole tags, are reproducible by their seed, and keep to the maximum length."""

import tomllib
from contextlib import suppress

from tests.fuzz import seeds
from tests.fuzz.mutating import of_lines, of_markup

MUTATE = of_markup(seeds.XML_WORDS, lambda data, _: data)
MUTATED = [MUTATE(seeds.RSS, 4096, seed) for seed in range(200)]


def test_a_mutation_repeats() -> None:
    """The same seed yields the same mutation, so that the fuzzer can replay an input."""
    assert [MUTATE(seeds.RSS, 4096, seed) for seed in range(200)] == MUTATED
    assert len(set(MUTATED)) > 80


def test_tags_stay_whole() -> None:
    """Mutations consist of whole tags and texts of the seed and the dictionary."""
    pieces = {b"<item>", b"</link>", b"Pier &amp; ferry"}
    assert {piece for piece in pieces if any(piece in data and data != seeds.RSS for data in MUTATED)} == pieces
    assert any(data.count(b"<item>") > 2 for data in MUTATED)
    assert any(b"<!ENTITY" in data for data in MUTATED)


def test_lengths_and_what_is_no_markup() -> None:
    """No mutation exceeds the maximum length; empty inputs and those without tags are left to the fuzzer."""
    assert all(len(MUTATE(seeds.RSS, 50, seed)) <= 400 for seed in range(50))
    assert {MUTATE(b"", 50, seed) for seed in range(20)} == {b""}
    assert {MUTATE(b"User-agent: *", 50, seed) for seed in range(20)} == {b"User-agent: *"}


def is_toml(data: bytes) -> bool:
    with suppress(tomllib.TOMLDecodeError):
        return bool(tomllib.loads(data.decode()))
    return False


def test_settings_stay_settings() -> None:
    """Most mutations of a source file are TOML, and keys get values of other kinds."""
    mutate = of_lines(seeds.SOURCE_LINES, lambda data, _: data)
    mutated = [mutate(seeds.SOURCE, 4096, seed) for seed in range(200)]
    assert [mutate(seeds.SOURCE, 4096, seed) for seed in range(200)] == mutated
    assert sum(map(is_toml, mutated)) > 60
    assert any(b"min_delay_s = " in data and b"min_delay_s = 2.5" not in data for data in mutated)
