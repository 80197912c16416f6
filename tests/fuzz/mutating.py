"""Mutations that keep the structure of markup or settings: they move whole tags or lines instead of single bytes."""

import re
from collections.abc import Callable
from random import Random

_TOKENS = re.compile(rb"<[^<>]{0,300}>|[^<]+|<")
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_KEY = re.compile(rb"^\s*([\w-]+)\s*=\s*(.*)", re.DOTALL)
_KEPT = 0.5
"""The share of mutations that are left to the fuzzer's own, on single bytes."""
_MAX_CHANGES = 4

Mutate = Callable[[bytes, int], bytes]
"""Takes the data and the most bytes of the result."""


def of_markup(words: tuple[bytes, ...], of_bytes: Mutate) -> Callable[[bytes, int, int], bytes]:
    """Return a mutator of markup, which takes the data, the maximum length of the result, and a seed."""

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)  # noqa: S311 - the same for the same seed
        if chance.random() < _KEPT or b"<" not in data:
            return of_bytes(data, most)
        tokens = _TOKENS.findall(data)
        for _ in range(chance.randint(1, _MAX_CHANGES)):
            _change(tokens, words, chance)
        return b"".join(tokens)[:most]

    return mutate


def of_lines(words: tuple[bytes, ...], of_bytes: Mutate) -> Callable[[bytes, int, int], bytes]:
    """Return a mutator of settings. It moves whole lines, and combines the keys and values of different lines.

    Otherwise hardly any mutation would get past the parser. ``words`` are lines.
    """

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)  # noqa: S311 - the same for the same seed
        if chance.random() < _KEPT / 2:
            return of_bytes(data, most)
        lines = _LINES.findall(data)
        for _ in range(chance.randint(1, _MAX_CHANGES)):
            if chance.random() < _KEPT:
                _change(lines, words, chance)
            elif lines:
                _combine(lines, words, chance)
        return b"".join(lines)[:most]

    return mutate


def _combine(lines: list[bytes], words: tuple[bytes, ...], chance: Random) -> None:
    """Give a key the value of another line."""
    at = chance.randrange(len(lines))
    key, value = _KEY.match(lines[at]), _KEY.match(chance.choice([*words, *lines]))
    if key and value:
        lines[at] = key[1] + b" = " + value[2].rstrip(b"\n") + b"\n"


def _change(tokens: list[bytes], words: tuple[bytes, ...], chance: Random) -> None:
    """Remove, repeat or move a range of tokens, or insert a word."""
    start = chance.randrange(len(tokens) + 1)
    stretch = tokens[start : start + chance.choice((1, 1, 2, 5))]
    other = chance.randrange(len(tokens) + 1)
    change = chance.randrange(5)
    if change in {0, 3}:
        del tokens[start : start + len(stretch)]
    if change in {1, 3}:
        tokens[other:other] = stretch
    elif change == 2:
        tokens[start:start] = stretch * chance.choice((2, 3, 20))
    elif change == 4:
        tokens[start : start + chance.randrange(2)] = [chance.choice(words)]
