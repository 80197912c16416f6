"""What only the archive on a local disk promises: syncing, links, and errors that say what to do."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.tasks.adapters.stores.local import disk
from dateline.tasks.adapters.stores.local import listing as local_listing
from dateline.tasks.adapters.stores.local import temps as local_temps
from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.core.errors import PermanentStoreError, TransientStoreError
from dateline.tasks.core.protocols import Receipt
from tests.support.paths import ROOT


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """An archive in a folder that does not exist yet."""
    return LocalStore(tmp_path / "archive")


def fail_with(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Return the operations on the disk as ``kind name``, relative to the archive; temporary files are ``temp``."""
    done: list[str] = []

    def name(path: object) -> str:
        relative = os.path.relpath(str(path), tmp_path / "archive")
        return "temp" if relative.startswith(".tmp/") else relative

    def watch(module: object, function: str, kind: str, argument: int) -> None:
        original = getattr(module, function)

        def watched(*arguments: object, **options: object) -> object:
            done.append(f"{kind} {name(arguments[argument])}")
            return original(*arguments, **options)

        monkeypatch.setattr(module, function, watched)

    watch(disk, "write_new_file", "write", 0)
    watch(disk, "sync_file", "sync", 0)
    watch(disk, "sync_folder", "sync folder", 0)
    watch(os, "link", "name", 1)
    return done


def test_a_batch_is_written_synced_named_and_its_folders_synced_in_that_order(
    store: LocalStore, steps: list[str]
) -> None:
    """No name exists before its bytes are synced, and new folders are synced before the call returns."""
    store.put_all_if_absent({"a/b/1": b"1", "a/b/2": b"2", "c/3": b"3"})
    assert steps[:6] == ["write temp"] * 3 + ["sync temp"] * 3
    assert steps[6:9] == ["name a/b/1", "name a/b/2", "name c/3"]
    assert sorted(steps[9:]) == sorted(f"sync folder {folder}" for folder in ("..", ".", "a", "a/b", "c"))


def test_later_batches_sync_only_the_folders_they_touch(store: LocalStore, steps: list[str]) -> None:
    """Existing folders are not synced again; a new folder is synced with its parent."""
    store.put_if_absent("a/b/1", b"1")
    steps.clear()
    store.put_if_absent("a/b/2", b"2")
    assert [step for step in steps if "folder" in step] == ["sync folder a/b"]
    steps.clear()
    store.put_if_absent("a/c/3", b"3")
    assert sorted(step for step in steps if "folder" in step) == ["sync folder a", "sync folder a/c"]


def test_what_exists_is_synced_too_before_the_call_returns(tmp_path: Path, steps: list[str]) -> None:
    """Another process may have named the object without syncing it yet, and a manifest may name it from now on."""
    LocalStore(tmp_path / "archive", durability="none").put_if_absent("a/1", b"1")
    steps.clear()
    assert LocalStore(tmp_path / "archive").put_if_absent("a/1", b"1") is Receipt.EXISTS
    assert "sync folder a" in steps
    assert not any(step.startswith("write") for step in steps)


def test_without_durability_nothing_is_synced(tmp_path: Path, steps: list[str]) -> None:
    """``durability="none"`` omits every sync."""
    assert LocalStore(tmp_path / "archive", durability="none").put_if_absent("a/1", b"1") is Receipt.CREATED
    assert [step for step in steps if "sync" in step] == []


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_creation_is_exclusive_without_hard_links(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int
) -> None:
    """Without hard links the first to take the name wins, and the bytes of the other stay where they were."""
    monkeypatch.setattr(os, "link", fail_with(number))
    assert store.put_if_absent("a/1", b"first") is Receipt.CREATED
    (tmp_path / "late").write_bytes(b"second")
    assert not disk.move_if_absent(str(tmp_path / "late"), str(store_folder(store) / "a/1"), str(tmp_path / "lock"))
    assert store.get("a/1") == b"first"
    assert (tmp_path / "late").exists()


def test_an_advisory_lock_keeps_others_out_between_looking_and_renaming(tmp_path: Path) -> None:
    """The name is checked under the lock: a process that waited for it finds the name taken."""
    temp, path, lock = (str(tmp_path / name) for name in ("temp", "object", "lock"))
    disk.write_new_file(temp, b"mine")
    waiting = f"""
import sys
from dateline.tasks.adapters.stores.local import disk
def no_links(*_): raise OSError({errno.EPERM}, "")
import os; os.link = no_links
print("ready", flush=True)
print(disk.move_if_absent({temp!r}, {path!r}, {lock!r}))
"""
    with disk._locked(lock):
        other = subprocess.Popen([sys.executable, "-c", waiting], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        disk.write_new_file(path, b"first")
    assert other.communicate(timeout=30)[0] == "False\n"
    assert Path(path).read_bytes() == b"first"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EACCES, "permission denied"),
        (errno.EROFS, "read-only"),
        (errno.ENOENT, "check that the archive's volume is mounted"),
        (errno.EIO, "reports an error"),
    ],
)
@pytest.mark.parametrize("step", ["write_new_file", "sync_file", "sync_folder", "move_if_absent"])
def test_disk_errors_are_reported_and_leave_nothing_behind(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    """The error names the key and what to do, no temporary file stays, and the next attempt succeeds."""
    with monkeypatch.context() as patch:
        patch.setattr(disk, step, fail_with(number))
        with pytest.raises(PermanentStoreError, match=words) as caught:
            store.put_all_if_absent({"a/1": b"1", "a/2": b"2"})
    assert caught.value.key == "a/1"
    assert list((store_folder(store) / ".tmp").iterdir()) == []
    assert set(store.put_all_if_absent({"a/1": b"1", "a/2": b"2"})) == {"a/1", "a/2"}
    assert [store.get(key) for key in store.list()] == [b"1", b"2"]


def store_folder(store: LocalStore) -> Path:
    return Path(store._root)


def test_too_many_open_files_are_transient(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many open files are a transient error."""
    monkeypatch.setattr(disk, "write_new_file", fail_with(errno.EMFILE))
    with pytest.raises(TransientStoreError):
        store.put_if_absent("a", b"x")


def test_a_file_where_a_folder_should_be_is_told(store: LocalStore, tmp_path: Path) -> None:
    """A file in place of the archive, or of a folder in it, is an error."""
    (tmp_path / "file").write_bytes(b"")
    for attempt in (lambda each: each.put_if_absent("a", b"x"), lambda each: list(each.list())):
        with pytest.raises(PermanentStoreError, match="not a folder"):
            attempt(LocalStore(tmp_path / "file"))
    store.put_if_absent("a", b"x")
    with pytest.raises(PermanentStoreError, match="not a folder"):
        store.put_if_absent("a/b", b"x")


def test_a_folder_where_an_object_should_be_is_told(store: LocalStore) -> None:
    """Writing an object in place of a folder is an error."""
    store.put_if_absent("a/b", b"x")
    for attempt in (lambda: store.put_if_absent("a", b"x"), lambda: store.put("a", b"x")):
        with pytest.raises(PermanentStoreError, match="folder"):
            attempt()


@pytest.mark.parametrize("inside", [True, False])
def test_a_symbolic_link_in_the_archive_is_refused(store: LocalStore, tmp_path: Path, inside: bool) -> None:
    """Nothing is read, written, deleted or listed through a linked folder."""
    store.put_if_absent("real/1", b"x")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "1").write_bytes(b"secret")
    (store_folder(store) / "linked").symlink_to(store_folder(store) / "real" if inside else outside)
    attempts: list[Callable[[], object]] = [
        lambda: store.put_if_absent("linked/new", b"x"),
        lambda: store.put("linked/1", b"x"),
        lambda: store.get("linked/1"),
        lambda: store.contains("linked/1"),
        lambda: store.delete("linked/1"),
        lambda: list(store.list()),
    ]
    for attempt in attempts:
        with pytest.raises(PermanentStoreError, match="symbolic link"):
            attempt()
    assert [path.name for path in outside.iterdir()] == ["1"]


def test_the_archive_itself_may_be_a_symbolic_link(tmp_path: Path) -> None:
    """Only links inside the archive are refused."""
    (tmp_path / "real").mkdir()
    (tmp_path / "archive").symlink_to(tmp_path / "real")
    LocalStore(tmp_path / "archive").put_if_absent("a/1", b"x")
    assert (tmp_path / "real/a/1").read_bytes() == b"x"


def test_stale_temporary_files_are_swept_and_young_ones_stay(store: LocalStore) -> None:
    """Temporary files are deleted after a day, recent ones and locks stay; none is listed."""
    folder = store_folder(store) / ".tmp"
    folder.mkdir(parents=True)
    for name, age in (("old", local_temps.STALE_S + 60), ("young", 60), ("lock-01", 10 * local_temps.STALE_S)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)
    store.put_if_absent("a", b"x")
    assert sorted(path.name for path in folder.iterdir()) == ["lock-01", "young"]
    assert list(store.list()) == ["a"]


def test_a_large_folder_is_listed_in_pages(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are in order across pages, with folders and files mixed."""
    monkeypatch.setattr(local_listing, "PAGE_NAMES", 3)
    keys = [f"{name}{end}" for name in "abcdefg" for end in ("", "-x", "0", "x/y", "x/z", "x-/y")]
    store.put_all_if_absent(dict.fromkeys(keys, b"x"))
    assert list(store.list()) == sorted(keys)


WRITE = """
import sys
from pathlib import Path
from dateline.tasks.adapters.stores.local.store import LocalStore
store = LocalStore(Path(sys.argv[1]))
print("ready", flush=True)
for start in range(0, 10**9, 5):
    store.put_all_if_absent({f"a/{n % 7}/{n}": b"%d" % n * 5000 for n in range(start, start + 5)})
    print(start + 5, flush=True)
"""


def test_a_killed_writer_leaves_whole_objects_and_all_that_it_reported(tmp_path: Path) -> None:
    """After SIGKILL at several moments every object is complete, and those of each finished call exist."""
    for moment in (1, 3, 8):
        folder = tmp_path / str(moment)
        command = [sys.executable, "-c", WRITE, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
            assert writer.stdout is not None
            reported = [writer.stdout.readline() for _ in range(moment + 1)][-1]
            writer.send_signal(signal.SIGKILL)
            reported = (writer.stdout.read().split() or [reported])[-1]
        store = LocalStore(folder)
        numbers = {int(key.rpartition("/")[2]): store.get(key) for key in store.list()}
        assert all(data == b"%d" % number * 5000 for number, data in numbers.items())
        assert set(range(int(reported))) <= set(numbers)
