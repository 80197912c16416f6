"""Fuzz the parsers, guided by coverage: ``python -m tests.fuzz [SECONDS] [TARGET…]``, so many seconds per target.

Needs atheris (the `fuzz` group). Inputs that break a target are saved in ``.fuzz/<target>/``, and the exit code is 1.
"""

import subprocess
import sys

from tests.fuzz.targets import TARGETS
from tests.support.paths import ROOT

FOLDER = ROOT / ".fuzz"
HANGING_S = 120
"""An input that takes as long hangs; one that is only slow is found in `one`, by its processor time."""


def main(seconds: int, names: list[str]) -> int:
    """Run each target in its own process, because a crash ends the process. Return the exit code."""
    failed = 0
    for name in names or list(TARGETS):
        corpus = FOLDER / name / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(TARGETS[name].seeds):
            (corpus / f"seed-{number}").write_bytes(seed)
        command = [sys.executable, "-m", "tests.fuzz.one", name, f"-max_total_time={seconds}"]
        options = [f"-max_len={TARGETS[name].max_bytes}", f"-timeout={HANGING_S}", f"-artifact_prefix={corpus.parent}/"]
        if TARGETS[name].words:
            words = corpus.parent / "words"
            words.write_text("".join(f'"{_escaped(word)}"\n' for word in TARGETS[name].words))
            options.append(f"-dict={words}")
        done = subprocess.run([*command, *options, str(corpus)], capture_output=True, text=True, check=False)
        last = [line for line in done.stderr.splitlines() if line.startswith(("Done", "#"))][-1:]
        print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'} {' '.join(last)}", flush=True)
        if done.returncode:
            failed += 1
            told = [line for line in done.stderr.splitlines() if "INFO: Instrumenting" not in line]
            print(done.stdout[-3000:], "\n".join(told)[-3000:], flush=True)
    return 1 if failed else 0


def _escaped(word: bytes) -> str:
    """Return a word as libFuzzer expects it in a dictionary."""
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(int(arguments[0]) if arguments else 60, arguments[1:]))
