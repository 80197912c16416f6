"""Run one target with atheris in this process: ``python -m tests.fuzz.one TARGET [OPTION…]``."""

import sys
import time
from typing import Any

import atheris  # type: ignore[import-not-found,unused-ignore]  # of the fuzz group

from tests.fuzz.mutating import of_lines, of_markup

# Modules imported here are instrumented: atheris chooses inputs by the branches that earlier inputs took.
with atheris.instrument_imports(include=["dateline"]):
    from tests.fuzz.targets import TARGETS

SLOWEST_INPUT_S = 5.0

if __name__ == "__main__":
    name, *options = sys.argv[1:]
    target = TARGETS[name]

    def check(data: bytes) -> None:
        """Check the target and its duration, in processor time, which other processes do not affect."""
        began = time.process_time()
        target.check(data)
        assert time.process_time() - began < SLOWEST_INPUT_S, "slow"

    def of_bytes(data: bytes, most: int) -> bytes:
        """Mutate as the fuzzer itself does, with what `atheris.Mutate` is during fuzzing."""
        return bytes(atheris.Mutate(data, most))

    mutators: dict[str, Any] = {}
    if target.markup:
        mutators["custom_mutator"] = of_markup(target.words, of_bytes)
    elif target.lines:
        mutators["custom_mutator"] = of_lines(target.words, of_bytes)
    atheris.Setup([name, *options], check, **mutators)
    atheris.Fuzz()
