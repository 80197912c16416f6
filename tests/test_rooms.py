"""Who may import whom (design, "Rooms"), and what importing costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT

OURS = {"flows", "tasks", "config", "tests"}

# Each room, and which of our modules it may import. The first that fits a module's name is its room.
MAY_IMPORT = {
    "tasks.core": ("tasks.core", "config.schema"),
    "tasks.adapters": ("tasks.adapters", "tasks.core", "config.schema"),
    "tasks": ("tasks.core", "tasks.adapters", "config.schema"),
    "flows": ("flows", "tasks", "config"),
    "config": ("config",),
}
# flows reach adapters through the tasks only
MUST_NOT_IMPORT = {"flows": ("tasks.adapters",)}
# The core is pure: what does I/O, reads a clock or the environment, or costs seconds, stays out.
NOT_IN_CORE = {
    *("prefect", "requests", "boto3", "sqlalchemy", "os", "pathlib", "io", "socket", "subprocess", "time", "shutil"),
    *("tempfile", "random", "secrets", "threading", "asyncio", "warcio", "typer", "rich"),
}
# Names that do no I/O: a path as a value, bytes held in memory.
PURE_NAMES = {"pathlib.Path", "io.BytesIO"}


def modules() -> list[str]:
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for room in ("flows", "tasks", "config")
        for path in (ROOT / room).rglob("*.py")
    )


def source_of(module: str) -> str:
    path = ROOT.joinpath(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return path.read_text(encoding="utf-8")


def imports_of(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source_of(module))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("module", modules())
def test_imports_keep_to_the_rooms(module: str) -> None:
    """Each module imports only what its room may."""
    room = next(room for room in MAY_IMPORT if within(module, (room,)))
    for imported in imports_of(module):
        top = imported.partition(".")[0]
        if top in OURS:
            assert within(imported, MAY_IMPORT[room]), f"{module} must not import {imported}"
            assert not within(imported, MUST_NOT_IMPORT.get(room, ())), f"{module} must not import {imported}"
        elif room == "tasks.core":
            assert top not in NOT_IN_CORE or imported in PURE_NAMES, f"{module} must not import {imported}"


@pytest.mark.parametrize(
    "module", ["tasks.core.cleaning", "tasks.core.assemble", "tasks.lookups", "tasks.sources", "flows.cli"]
)
def test_importing_it_loads_no_prefect(module: str) -> None:
    """Core and command line come without Prefect, which takes seconds to import."""
    code = f"import sys, {module}; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_no_flow_module_hides_another_package() -> None:
    """Prefect puts flows/ on the path: a file there must not bear the name of another module."""
    names = {path.stem for path in (ROOT / "flows").glob("*.py")} - {"__init__"}
    assert not names & (set(sys.stdlib_module_names) | OURS | {"prefect", "requests", "pydantic", "boto3", "rich"})


def test_the_reader_of_files_and_environment_is_one() -> None:
    """Only config/loader.py and what prepares Prefect look into the environment."""
    readers = {module for module in modules() if "os.environ" in source_of(module) or "getenv" in source_of(module)}
    assert readers <= {"config.loader", "flows.runtime.environment", "flows.cli"}
