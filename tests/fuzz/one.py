"""Run one target under atheris in this process, which a crash ends: ``python -m tests.fuzz.one TARGET [OPTION…]``."""

import sys

import atheris  # type: ignore[import-not-found,unused-ignore]  # of the fuzz group

# What is imported here is watched: which of its branches an input takes decides on the inputs that follow.
with atheris.instrument_imports(include=["dateline"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    name, *options = sys.argv[1:]
    atheris.Setup([name, *options], TARGETS[name].check)
    atheris.Fuzz()
