"""Fuzz the parsers by coverage: ``python -m tests.fuzz [SECONDS] [TARGET…]``, each target for so many seconds.

Needs atheris (the `fuzz` group). What broke a target is left in ``.fuzz/<target>/``; the exit code is 1 then.
"""

import subprocess
import sys

from tests.fuzz.targets import TARGETS
from tests.support.paths import ROOT

FOLDER = ROOT / ".fuzz"
MAX_INPUT_BYTES = 4096
SLOWEST_INPUT_S = 5


def main(seconds: int, names: list[str]) -> int:
    """Run each target in a process of its own, for a crash ends it; return the exit code."""
    failed = 0
    for name in names or list(TARGETS):
        corpus = FOLDER / name / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(TARGETS[name].seeds):
            (corpus / f"seed-{number}").write_bytes(seed)
        command = [sys.executable, "-m", "tests.fuzz.one", name, f"-max_total_time={seconds}"]
        options = [f"-max_len={MAX_INPUT_BYTES}", f"-timeout={SLOWEST_INPUT_S}", f"-artifact_prefix={corpus.parent}/"]
        done = subprocess.run([*command, *options, str(corpus)], capture_output=True, text=True, check=False)
        last = [line for line in done.stderr.splitlines() if line.startswith(("Done", "#"))][-1:]
        print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'} {' '.join(last)}", flush=True)
        if done.returncode:
            failed += 1
            print(done.stdout[-3000:], done.stderr[-3000:], flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(int(arguments[0]) if arguments else 60, arguments[1:]))
