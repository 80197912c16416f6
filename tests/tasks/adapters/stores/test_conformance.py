"""The contract of `ArchiveStore`, run on every implementation."""

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.config.schema import LocalArchive
from dateline.tasks.adapters.stores.keys import MAX_KEY_BYTES
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.errors import ObjectNotFoundError, PermanentStoreError
from dateline.tasks.core.protocols import ArchiveStore, Receipt
from tests.support import storage_servers


@pytest.fixture(params=["local", "moto", "seaweedfs"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArchiveStore:
    """An empty archive of each kind of storage."""
    if request.param == "local":
        return open_store(LocalArchive(path=tmp_path / "archive"))
    endpoint = request.getfixturevalue(f"{request.param}_endpoint")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", storage_servers.ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", storage_servers.SECRET_KEY)
    return open_store(storage_servers.new_archive(endpoint))


UNSAFE_KEYS = [
    "",
    "/etc/passwd",
    "../x",
    "a/../../x",
    "a/./b",
    ".",
    "..",
    "a//b",
    "a/",
    "a\\b",
    "a\nb",
    "a\x00b",
    ".tmp/x",
]


def test_an_object_is_created_once_and_keeps_its_first_bytes(store: ArchiveStore) -> None:
    """The second writer learns that the object exists, and changes nothing."""
    assert store.put_if_absent("articles/2023/05/01/a.json", b"first") is Receipt.CREATED
    assert store.put_if_absent("articles/2023/05/01/a.json", b"second") is Receipt.EXISTS
    assert store.get("articles/2023/05/01/a.json") == b"first"


def test_a_batch_says_of_each_object_whether_it_was_created(store: ArchiveStore) -> None:
    """New objects of a batch are created, existing ones stay unchanged."""
    store.put_if_absent("a/1", b"old")
    objects = {"a/1": b"new", "a/2": b"two", "b/c/3": b"three"}
    assert store.put_all_if_absent(objects) == {
        "a/1": Receipt.EXISTS,
        "a/2": Receipt.CREATED,
        "b/c/3": Receipt.CREATED,
    }
    assert [store.get(key) for key in objects] == [b"old", b"two", b"three"]


def test_an_empty_batch_is_no_work(store: ArchiveStore) -> None:
    """A batch without objects returns no receipts."""
    assert store.put_all_if_absent({}) == {}


def test_an_empty_object_is_an_object(store: ArchiveStore) -> None:
    """An object of zero bytes can be stored and read."""
    store.put_if_absent("empty", b"")
    assert store.get("empty") == b""
    assert store.contains("empty")


def test_a_file_is_created_once(store: ArchiveStore, tmp_path: Path) -> None:
    """Objects from files follow the same rule as objects from bytes."""
    path = tmp_path / "segment.warc.gz"
    path.write_bytes(bytes(range(256)) * 4)
    assert store.put_file_if_absent("raw/s.warc.gz", path) is Receipt.CREATED
    path.write_bytes(b"other")
    assert store.put_file_if_absent("raw/s.warc.gz", path) is Receipt.EXISTS
    assert store.get("raw/s.warc.gz") == bytes(range(256)) * 4


# Not on moto: it looks and keeps an object in two steps, with no lock around them.
@pytest.mark.parametrize("store", ["local", "seaweedfs"], indirect=True)
def test_three_writers_race_for_a_large_file(store: ArchiveStore, tmp_path: Path) -> None:
    """The file is complete, exists once, and one writer learns that it created it."""
    paths = [tmp_path / f"{writer}" for writer in range(3)]
    for path in paths:
        path.write_bytes(b"".join(bytes([number, ord(path.name)]) * 500_000 for number in range(18)))
    gate = threading.Barrier(3)

    def write(path: Path) -> Receipt:
        gate.wait()
        return store.put_file_if_absent("raw/large.warc.gz", path)

    with ThreadPoolExecutor(3) as pool:
        receipts = list(pool.map(write, paths))
    assert sorted(receipts) == [Receipt.CREATED, Receipt.EXISTS, Receipt.EXISTS]
    assert store.get("raw/large.warc.gz") == paths[receipts.index(Receipt.CREATED)].read_bytes()
    assert store.get("raw/large.warc.gz", 17_999_990, 100) == paths[receipts.index(Receipt.CREATED)].read_bytes()[-10:]
    assert list(store.list()) == ["raw/large.warc.gz"]


def test_a_file_that_is_not_there_is_a_clear_error(store: ArchiveStore, tmp_path: Path) -> None:
    """The error names the file and carries the key."""
    with pytest.raises(PermanentStoreError, match=r"no-such-file") as caught:
        store.put_file_if_absent("raw/s.warc.gz", tmp_path / "no-such-file")
    assert caught.value.key == "raw/s.warc.gz"


def test_put_overwrites(store: ArchiveStore) -> None:
    """Writing over an object replaces its bytes."""
    store.put("state", b"one, and longer")
    store.put("state", b"two")
    assert store.get("state") == b"two"


def test_a_part_of_an_object(store: ArchiveStore) -> None:
    """Parts of an object are cut like slices, also beyond its end."""
    store.put_if_absent("digits", b"0123456789")
    for offset, length in [(0, None), (4, None), (4, 3), (8, 100), (10, 5), (50, None), (3, 0), (0, 0)]:
        end = None if length is None else offset + length
        assert store.get("digits", offset, length) == b"0123456789"[offset:end]


def test_what_is_not_there_is_not_found(store: ArchiveStore) -> None:
    """Missing objects, folders and names below an object are not found."""
    store.put_if_absent("folder/object", b"x")
    for key, length in itertools.product(("nothing", "folder", "folder/object/below"), (None, 0, 5)):
        assert not store.contains(key)
        with pytest.raises(ObjectNotFoundError) as caught:
            store.get(key, 0, length)
        assert caught.value.key == key


def test_many_objects_are_read_in_order_whatever_is_missing(store: ArchiveStore) -> None:
    """Each key comes back in its place with its bytes, or with None, however the reads are portioned out."""
    stored = {f"articles/{number:03}": str(number).encode() for number in range(100) if number % 7}
    store.put_all_if_absent(stored)
    keys = [f"articles/{number:03}" for number in reversed(range(110))]
    assert list(read_ahead(store, keys)) == [(key, stored.get(key)) for key in keys]
    assert list(read_ahead(store, [])) == []


def test_no_more_objects_are_read_in_advance_than_are_held(store: ArchiveStore) -> None:
    """Whoever takes one object has no thousands read, and may stop there."""
    asked: list[str] = []

    def keys() -> Iterator[str]:
        for number in range(1000):
            asked.append(f"a/{number}")
            yield asked[-1]

    store.put_if_absent("a/0", b"x")
    found = read_ahead(store, keys())
    assert next(found) == ("a/0", b"x")
    found.close()
    assert len(asked) <= 100


def test_delete_removes_and_may_be_repeated(store: ArchiveStore) -> None:
    """Deleting an object twice is no error."""
    store.put_if_absent("raw/old", b"x")
    store.delete("raw/old")
    store.delete("raw/old")
    store.delete("raw/never/was")
    assert not store.contains("raw/old")
    assert list(store.list()) == []


def test_a_key_that_would_leave_the_archive_is_refused(store: ArchiveStore, tmp_path: Path) -> None:
    """Every method refuses the key, and a batch that contains it writes nothing."""
    path = tmp_path / "file"
    path.write_bytes(b"x")
    attempts: list[Callable[[str], object]] = [
        lambda key: store.put_if_absent(key, b"x"),
        lambda key: store.put_all_if_absent({"good": b"x", key: b"x"}),
        lambda key: store.put_file_if_absent(key, path),
        lambda key: store.put(key, b"x"),
        store.get,
        store.contains,
        store.delete,
    ]
    for key, attempt in itertools.product(UNSAFE_KEYS, attempts):
        with pytest.raises(PermanentStoreError) as caught:
            attempt(key)
        assert caught.value.key == key
    assert list(store.list()) == []


def test_the_longest_keys(store: ArchiveStore) -> None:
    """A key has up to 896 bytes of UTF-8, a segment up to 255; the error for a longer one gives its size."""
    longest = "/".join(("é" * 127, "a" * 255, "b" * 255, "c" * 129))
    assert len(longest.encode()) == MAX_KEY_BYTES
    assert store.put_if_absent(longest, b"x") is Receipt.CREATED
    assert list(store.list()) == [longest]
    for key, words in (
        (f"{longest}c", "has 897 bytes of UTF-8; the maximum is 896"),
        ("é" * 128, "segment of it has 256"),
    ):
        with pytest.raises(PermanentStoreError, match=words) as caught:
            store.put_if_absent(key, b"x")
        assert caught.value.key == key
        assert len(str(caught.value)) < 300


def test_keys_are_listed_by_code_point_of_the_whole_key(store: ArchiveStore) -> None:
    """A folder sorts as its name with the slash: "a-b" before "a/x" before "a0"."""
    keys = ["a-b/x", "a/x", "a0", "a/b.c", "a.json", "a/b/c", "B", "é/1", "z", "日本/語", "🗞"]
    store.put_all_if_absent(dict.fromkeys(keys, b"x"))
    assert list(store.list()) == sorted(keys)


def test_what_file_managers_leave_is_no_object(store: ArchiveStore) -> None:
    """An archive that was looked at on a desktop, and then perhaps copied to a bucket, lists its own objects only."""
    left = ["a/.DS_Store", "a/b/.DS_Store", "a/._1.json", "a/Thumbs.db", "desktop.ini"]
    store.put_all_if_absent(dict.fromkeys(["a/1.json", "a/b/2.json", *left], b"x"))
    assert list(store.list()) == ["a/1.json", "a/b/2.json"]


def test_a_prefix_need_not_be_a_folder(store: ArchiveStore) -> None:
    """A prefix matches the beginning of keys, not only whole folders."""
    keys = ["a/b/c", "a/bc", "a/b-c/d", "ab/c", "b", "a/..c"]
    store.put_all_if_absent(dict.fromkeys(keys, b"x"))
    for prefix in ["", "a", "a/", "a/b", "a/b/", "a/b/c", "ab", "a/..", "nothing/here"]:
        assert list(store.list(prefix)) == sorted(key for key in keys if key.startswith(prefix))


def test_a_prefix_outside_the_archive_is_refused(store: ArchiveStore) -> None:
    """Listing cannot leave the archive either."""
    for prefix in ["../", "/", "a//", "a/../b", "a\\", ".tmp/"]:
        with pytest.raises(PermanentStoreError):
            list(store.list(prefix))


def test_eight_writers_race_for_each_of_many_keys(store: ArchiveStore) -> None:
    """For each key exactly one writer learns that it created the object, and its bytes are stored."""
    keys = [f"articles/2023/05/{i % 3:02}/{i:04}.json" for i in range(60)]
    gate = threading.Barrier(8)

    def write(writer: int) -> dict[str, Receipt]:
        mine = random.Random(writer).sample(keys, len(keys))  # noqa: S311 - an order, no secret
        gate.wait()
        receipts: dict[str, Receipt] = {}
        for start in range(0, len(mine), 10):
            part = mine[start : start + 10]
            receipts |= store.put_all_if_absent({key: f"{writer} {key}".encode() for key in part})
        return receipts

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(write, range(8)))
    for key in keys:
        winners = [writer for writer, receipts in enumerate(results) if receipts[key] is Receipt.CREATED]
        assert len(winners) == 1
        assert store.get(key) == f"{winners[0]} {key}".encode()
    assert list(store.list("articles/")) == sorted(keys)


SEGMENTS = st.text(st.sampled_from("ab-./é 0"), min_size=1, max_size=6).filter(lambda text: text.strip("./"))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(SEGMENTS, st.binary(max_size=50), max_size=8))
def test_any_mapping_is_given_back(store: ArchiveStore, objects: dict[str, bytes]) -> None:
    """Whatever the keys, the archive holds exactly those, in order, with their bytes."""
    kept = {}
    for name, data in objects.items():
        key = f"root/{name}"
        try:
            store.put(key, data)
        except PermanentStoreError:
            continue
        kept[key] = data
    assert list(store.list("root/")) == sorted(kept)
    assert {key: store.get(key) for key in kept} == kept
    for key in kept:
        store.delete(key)


def test_a_negative_offset_counts_from_the_end(store: ArchiveStore) -> None:
    """The last bytes can be read without the size; of a shorter object, all bytes."""
    store.put_if_absent("a/1", b"0123456789")
    assert [store.get("a/1", -3), store.get("a/1", -3, 2), store.get("a/1", -99)] == [b"789", b"78", b"0123456789"]
    store.put_if_absent("a/empty", b"")
    assert store.get("a/empty", -8) == b""
