"""Build the wheel, install it into a fresh environment outside the checkout, and let it archive its sample.

Run ``python -m tests.support.try_wheel``. It needs the build group, and access to the locked packages with pip.
"""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from tests.support.paths import ROOT

TOPS = {"dateline"}
PIP_QUIET = ("--quiet", "--disable-pip-version-check")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-wheel-") as name:
        folder = Path(name)
        wheel = build(folder)
        assert "dateline/flows/browse/templates/start.html" in zipfile.ZipFile(wheel).namelist()
        tops = {Path(file).parts[0] for file in zipfile.ZipFile(wheel).namelist()}
        assert {top for top in tops if not top.endswith(".dist-info")} == TOPS, f"the wheel has more at its top: {tops}"
        program = install(wheel, folder / "environment")
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        assert "`dateline init` starts a project" in run([str(program), "sources", "add", "x.example"], elsewhere, 2)
        assert list(elsewhere.iterdir()) == []
        run([str(program), "init"], elsewhere)
        for other in ("flows", "tasks", "config"):  # other projects have packages of these names
            (elsewhere / "path" / other).mkdir(parents=True)
            (elsewhere / "path" / other / "__init__.py").write_text("raise RuntimeError")
        first = run([str(program), "demo"], elsewhere)
        again = run([str(program), "demo"], elsewhere)
        installed = subprocess.run(
            [str(program.parent / "python"), "-c", "import dateline; print(dateline.__path__[0])"],
            cwd=elsewhere,
            capture_output=True,
            text=True,
            check=True,
        )
        package = Path(installed.stdout.strip())
        assert package.is_relative_to(folder), f"{package} is not what was installed"
        written = [path for path in package.rglob("*") if path.suffix not in {".pyc", ".py"} and is_new(path, wheel)]
        assert written == [], f"something was written below the installation: {written}"
        assert list((elsewhere / "dateline-demo" / "archive" / "articles").rglob("*.json")), first
        print(first, again, "The installed wheel archives its sample.", sep="\n")  # noqa: T201 - what it is run for


def build(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "wheel", *PIP_QUIET, "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, environment: Path) -> Path:
    venv.create(environment)
    into = ["--python", str(environment / "bin" / "python")]
    # What is imported is compiled then: most of what is installed never is.
    pip = [sys.executable, "-m", "pip", *into, "install", *PIP_QUIET, "--no-deps", "--no-compile"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(ROOT / "requirements" / "run.txt")], check=True)
    subprocess.run([*pip, str(wheel)], check=True)
    return environment / "bin" / "dateline"


def run(command: list[str], folder: Path, code: int = 0) -> str:
    """Run the command, check its exit code, and return its output, with standard error if the code is not 0."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "PYTHON"))}
    env["PYTHONPATH"] = str(folder / "path")
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout + done.stderr if code else done.stdout


def is_new(path: Path, wheel: Path) -> bool:
    name = str(path)[str(path).rindex("/dateline/") + 1 :]
    return path.is_file() and name not in zipfile.ZipFile(wheel).namelist()


if __name__ == "__main__":
    main()
