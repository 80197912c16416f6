"""Which module may import which, by folder (as on the architecture page), and what importing costs."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.support.command_environment import command_environment
from tests.support.local_site import ago, story
from tests.support.paths import PACKAGE, ROOT

OURS = {"flows", "tasks", "config", "dateline", "tests"}

# The rooms from the top floor to the ground. A module may import from its own room and from those listed for it; all
# may import the ground (GROUND). A module's room is the longest name here that its own begins with.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "flows.cli": (
        "flows.browse",
        "flows.serving",
        "flows",
        "flows.ui",
        "flows.runtime",
        "tasks",
        "tasks.core",
        "config",
        "tasks.adapters.bulkhead",
    ),
    "flows.browse": ("flows.runtime", "tasks", "tasks.core", "config", "tasks.adapters.bulkhead"),
    "flows.serving": ("flows", "flows.ui", "flows.runtime", "tasks", "tasks.core", "config"),
    "flows": ("flows.ui", "flows.runtime", "tasks", "tasks.core", "config", "tasks.adapters.bulkhead"),
    "flows.ui": ("tasks.core",),
    "flows.runtime": ("tasks", "tasks.core", "config"),
    "tasks": ("tasks.adapters", "tasks.core", "tasks.adapters.bulkhead"),
    "tasks.adapters.bulkhead": (),
    "tasks.adapters.processes": (),
    "tasks.adapters.waits": (),
    "tasks.adapters.disk_room": (),
    "tasks.adapters.disk_answers": (),
    "tasks.adapters.sqlite_address": (),
    "tasks.adapters.stoppable_steps": (),
    "tasks.adapters.scratch": ("tasks.adapters.disk_room", "tasks.adapters.ledger"),
    "tasks.adapters.archive": (
        *("tasks.adapters.fetching", "tasks.adapters.warc", "tasks.adapters.ledger", "tasks.adapters.stores"),
        *("tasks.adapters.bulkhead", "tasks.adapters.scratch", "tasks.core"),
    ),
    "tasks.adapters.probing": (
        *("tasks.adapters.fetching", "tasks.adapters.discovery", "tasks.adapters.http", "tasks.core"),
    ),
    "tasks.adapters.fetching": (
        *("tasks.adapters.discovery", "tasks.adapters.warc", "tasks.adapters.http", "tasks.adapters.ledger"),
        *("tasks.adapters.bulkhead", "tasks.adapters.disk_answers", "tasks.core"),
    ),
    "tasks.adapters.discovery": (
        *("tasks.adapters.warc", "tasks.adapters.http", "tasks.adapters.ledger", "tasks.adapters.bulkhead"),
        *("tasks.adapters.disk_answers", "tasks.core"),
    ),
    "tasks.adapters.cleaning": (
        *("tasks.adapters.fetching", "tasks.adapters.warc", "tasks.adapters.http", "tasks.adapters.bulkhead"),
        *("tasks.adapters.processes", "tasks.core"),
    ),
    "tasks.adapters.warc": (
        *("tasks.adapters.http", "tasks.adapters.stores", "tasks.adapters.disk_answers", "tasks.core"),
    ),
    "tasks.adapters.http": ("tasks.adapters.ledger", "tasks.adapters.bulkhead", "tasks.adapters.waits", "tasks.core"),
    "tasks.adapters.ledger": ("tasks.adapters.disk_room", "tasks.adapters.sqlite_address", "tasks.core"),
    "tasks.adapters.search": (
        *("tasks.adapters.archive", "tasks.adapters.stores", "tasks.adapters.processes", "tasks.adapters.disk_room"),
        *("tasks.adapters.sqlite_address", "tasks.core"),
    ),
    "tasks.adapters.stores": ("tasks.adapters.waits", "tasks.core"),
    "tasks.core": ("tasks.core.cleaning", "tasks.core.web", "tasks.core.vocabulary"),  # assemble, dedupe, headline_key
    "tasks.core.protocols": ("tasks.core.web",),
    "tasks.core.archive": ("tasks.core", "tasks.core.protocols", "tasks.core.web"),
    "tasks.core.discovery": ("tasks.core.cleaning", "tasks.core.sources", "tasks.core.web", "tasks.core.vocabulary"),
    "tasks.core.runs": ("tasks.core", "tasks.core.display", "tasks.core.sources", "tasks.core.web"),
    "tasks.core.search": ("tasks.core.vocabulary",),
    "tasks.core.sources": ("tasks.core.web",),
    "tasks.core.cleaning": ("tasks.core.web", "tasks.core.vocabulary"),
    "tasks.core.display": (),
    "tasks.core.web": (),
    "tasks.core.vocabulary": (),
    "config": ("config.schema",),
    "config.schema": (),
}
GROUND = (
    *("tasks.core.clock_faults", "tasks.core.value_types", "tasks.core.models", "tasks.core.ledger_models"),
    *("tasks.core.errors", "tasks.core.version", "config.schema"),
)
# The core is pure: what does I/O, reads a clock or the environment, or costs seconds, stays out.
NOT_IN_CORE = {
    *("prefect", "requests", "boto3", "sqlalchemy", "os", "pathlib", "io", "socket", "subprocess", "time", "shutil"),
    *("tempfile", "random", "secrets", "threading", "asyncio", "warcio", "typer", "rich"),
}
# Names that do no I/O: a path as a value, bytes held in memory.
PURE_NAMES = {"pathlib.Path", "io.BytesIO"}
# What may read the clock below the flows and the commands; everything else gets the time as an argument.
READS_CLOCK = {
    *("tasks.adapters.http.clock", "tasks.adapters.stores.local.temps"),  # the clock itself; the age of files
    *("tasks.plan", "tasks.claims", "tasks.search"),  # where a step begins
}
# Folders that hold more than their name: everywhere else, __init__.py is a docstring (or empty).
WITH_CODE = {"flows.cli", "tasks.core.cleaning", "config.schema"}
MAX_MODULES_IN_A_FOLDER = 32
MAX_LINES = 300
DATA_ONLY = ("tasks.core.vocabulary",)

FOLDERS = sorted(
    {path.parent.relative_to(ROOT) for top in ("flows", "tasks", "config") for path in (ROOT / top).rglob("*.py")}
)
# Folders of tests that test no one folder.
ELSEWHERE = {(), ("support",), ("data",), ("torture",), ("fuzz",), ("readers",), ("benchmarks",), ("docs",)}
TESTS = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py"))


@cache
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


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(source_of(module))


def imports_of(module: str) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def room_of(module: str) -> str:
    return max((room for room in MAY_IMPORT if within(module, (room,))), key=len)


def may_import(room: str, imported: str) -> bool:
    if within(imported, GROUND) or room_of(imported) == room:
        return True
    whole: tuple[str, ...] = (
        ("tasks.core",) if "tasks.core" in MAY_IMPORT[room] and not within(room, ("tasks.core",)) else ()
    )
    whole += tuple(other for other in ("tasks.adapters", "config") if other in MAY_IMPORT[room])
    return within(imported, whole) or room_of(imported) in MAY_IMPORT[room]


def test_imports_keep_to_the_rooms() -> None:
    """Each module imports only what its room may, by names below ``dateline``."""
    assert [trouble for module in modules() for trouble in misplaced_imports(module)] == []


def misplaced_imports(module: str) -> Iterator[str]:
    room = room_of(module)
    for imported in imports_of(module):
        top, _, rest = imported.partition(".")
        if top in OURS and top != "dateline":
            yield f"{module} must import {imported} below dateline"
        elif top == "dateline" and not may_import(room, rest):
            yield f"{module} (in {room}) must not import {rest} (in {room_of(rest)})"
        elif room.startswith("tasks.core") and top in NOT_IN_CORE and imported not in PURE_NAMES:
            yield f"{module} must not import {imported}"


def test_the_rooms_have_no_circle() -> None:
    """Imports between rooms have no cycles."""

    def place(module: str) -> str:
        return "the ground" if within(module, GROUND) else room_of(module)

    ways = defaultdict[str, set[str]](set)
    for module in modules():
        found = {place(name.partition(".")[2]) for name in imports_of(module) if name.startswith("dateline.")}
        ways[place(module)] |= found - {place(module)}
    TopologicalSorter(ways).prepare()


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_folder_is_of_a_size_to_find_ones_way_in(folder: Path) -> None:
    """A folder has at most 32 modules, and at most five that share a prefix."""
    names = [path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"]
    assert len(names) <= MAX_MODULES_IN_A_FOLDER
    assert (ROOT / folder / "__init__.py").exists(), "a package has an __init__.py, so that no other can join it"
    prefixes = [name.partition("_")[0] for name in names if "_" in name]
    assert [prefix for prefix in set(prefixes) if prefixes.count(prefix) > 5] == [], "a folder where a prefix is"


def test_a_module_is_of_a_size_to_read() -> None:
    """A module has at most 300 lines, unless it only contains data."""
    long = [module for module in modules() if source_of(module).count("\n") > MAX_LINES]
    assert [module for module in long if not within(module, DATA_ONLY)] == [], "split it where it has a seam"


def test_the_clock_is_an_argument() -> None:
    """Only `READS_CLOCK` reads the clock below the flows, so that a test can set the time of everything else."""
    below = [module for module in modules() if not within(module, ("flows",))]
    assert {module for module in below if reads_clock(tree_of(module))} <= READS_CLOCK


def reads_clock(tree: ast.Module) -> bool:
    calls = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(re.fullmatch(r"(datetime\.|date\.)*(now|utcnow|today)|time\.time(_ns)?", call) for call in calls)


def test_a_package_is_imported_for_nothing() -> None:
    """An ``__init__.py`` has only a docstring, so that importing a module loads nothing else."""
    packages = {module for module in modules() if ROOT.joinpath(*module.split(".")).is_dir()}
    with_code = {module for module in packages if not all(isinstance(node, ast.Expr) for node in tree_of(module).body)}
    assert with_code <= WITH_CODE


def test_a_module_gives_a_name_once() -> None:
    """No constant, function or class of a module redefines another."""
    twice: list[str] = []
    for module in modules():
        names = Counter(name for node in tree_of(module).body for name in names_given_by(node))
        twice += [f"{module}.{name}" for name, count in names.items() if count > 1]
    assert twice == []


def names_given_by(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_tests_mirror_the_tree() -> None:
    """A test is in the folder that mirrors what it tests."""
    folders = {path.parent.relative_to("tests") for path in TESTS}
    assert [str(one) for one in folders if one.parts[:1] not in ELSEWHERE and not (ROOT / one).is_dir()] == []


def test_tests_import_as_users_do() -> None:
    """Tests import dateline from its package, and helpers from ``tests``."""
    wrong: list[str] = []
    for path in TESTS:
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            wrong += [f"{path}: {name}" for name in names if re.match(r"(flows|tasks|config)\b", name)]
    assert wrong == []


def test_importing_it_loads_no_prefect() -> None:
    """Importing the core or the command line does not load Prefect, which takes seconds."""
    light = (
        *("tasks.core.cleaning", "tasks.core.assemble", "tasks.history", "tasks.sources", "flows.cli"),
        *("tasks.batches", "tasks.monitoring", "tasks.doctor"),
    )
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(f'dateline.{name}')\n"
        "    if 'prefect' in sys.modules: sys.exit(f'dateline.{name} loads prefect')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *light], cwd=PACKAGE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_command_line_loads_nothing_slow() -> None:
    """Each command imports slow modules when it runs, so that the others start quickly."""
    slow = {"prefect", "sqlalchemy", "requests", "selectolax", "lxml", "boto3", "rich", "asyncio", "pydantic_settings"}
    code = f"import sys, dateline.flows.cli; print(*{slow} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=PACKAGE, text=True).strip() == ""


@pytest.mark.parametrize(("command", "most"), [("--help", 216), ("check", 218), ("preview page.html", 385)])
def test_quick_commands_load_few_modules(command: str, most: int, tmp_path: Path) -> None:
    """How long their start takes depends on the machine, how many modules it loads does not (without Python's own)."""
    (tmp_path / "config" / "sources").mkdir(parents=True)
    (tmp_path / "config" / "settings.toml").touch()
    (tmp_path / "page.html").write_bytes(story("The ferry to the islands is late again", ago(hours=2)))
    run = [sys.executable, "-X", "importtime", "-m", "dateline", *command.split()]
    env = command_environment(tmp_path, own_prefect=True)
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    loaded = {name for line in lines if (name := line.rpartition("|")[2].strip())}
    parts = {name.partition(".")[0] for name in loaded}
    assert not parts & {"prefect", "sqlalchemy", "requests", "pydantic_settings"}
    assert "http.server" not in loaded
    foreign = [name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names]
    assert len(foreign) <= most, sorted(foreign)


def test_long_patterns_are_compiled_when_they_are_needed() -> None:
    """Compiling them took a quarter of the start of ``preview``: see `LatePattern`."""
    code = (
        "import re._compiler as compiler; real, sizes = compiler.compile, []\n"
        "def noting(pattern, flags=0): sizes.append(len(pattern)); return real(pattern, flags)\n"
        "compiler.compile = noting\n"
        "import dateline.flows.cli, dateline.tasks.core.assemble; print(max(sizes), sum(sizes))"
    )
    longest, together = subprocess.check_output([sys.executable, "-c", code], cwd=PACKAGE, text=True).split()
    assert int(longest) <= 1_500
    assert int(together) <= 40_000


def test_no_flow_module_hides_another_package() -> None:
    """Prefect may put flows/ on the path, so no file in it may have the name of another package."""
    names = {path.stem for path in (ROOT / "flows").glob("*")} - {"__init__"}
    assert not names & (set(sys.stdlib_module_names) | OURS | {"prefect", "requests", "pydantic", "boto3", "rich"})


def test_the_reader_of_files_and_environment_is_one() -> None:
    """Only config/loader.py and the setup of Prefect read the environment; and one finds Python's own TMPDIR."""
    readers = {module for module in modules() if "os.environ" in source_of(module) or "getenv" in source_of(module)}
    assert readers <= {"config.loader", "flows.runtime.environment", "flows.cli", "tasks.adapters.scratch"}
