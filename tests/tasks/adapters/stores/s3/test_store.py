"""What only the archive in a bucket promises: endpoint faults, conditional writes, errors that say what to do."""

import hashlib
import socket
import threading
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import ClientError
from pydantic import ValidationError

from dateline.config.schema import S3Archive
from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.s3 import bucket as s3_bucket
from dateline.tasks.adapters.stores.s3 import errors as s3_errors
from dateline.tasks.adapters.stores.s3 import listing as s3_listing
from dateline.tasks.adapters.stores.s3.store import S3Store
from dateline.tasks.adapters.stores.s3.writing import S3Writer
from dateline.tasks.core.errors import (
    ConfigError,
    DamagedObjectError,
    PermanentStoreError,
    StoreError,
    TransientStoreError,
)
from dateline.tasks.core.protocols import Receipt
from tests.support import storage_servers
from tests.support.fault_proxy import Fault, FaultProxy, a_tenth
from tests.support.ports import free_port


@pytest.fixture(autouse=True)
def _quick_and_with_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_bucket, "_FIRST_WAIT_S", 0.001)
    monkeypatch.setattr(s3_bucket, "_MAX_WAIT_S", 0.002)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", storage_servers.ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", storage_servers.SECRET_KEY)


@pytest.fixture
def archive(moto_endpoint: str) -> S3Archive:
    """Settings of an empty archive."""
    return storage_servers.new_archive(moto_endpoint)


def behind(proxy: FaultProxy, archive: S3Archive) -> S3Store:
    return S3Store(archive.model_copy(update={"endpoint_url": proxy.endpoint}))


def test_faults_in_a_tenth_of_all_requests_lose_nothing(archive: S3Archive) -> None:
    """Writers race through a proxy that drops requests, loses responses and refuses: each key has one winner."""
    faults: list[Fault] = [409, 500, 503, "drop", "lost"]
    with FaultProxy(str(archive.endpoint_url), a_tenth(faults, seed=5)) as proxy:
        store = behind(proxy, archive)
        objects = {f"a/{number % 3}/{number}": b"%d" % number for number in range(40)}
        with ThreadPoolExecutor(3) as pool:
            results = list(pool.map(lambda _: store.put_all_if_absent(objects), range(3)))
        for key in objects:
            assert sorted(result[key] for result in results) == ["created", "exists", "exists"]
        assert {key: store.get(key) for key in store.list()} == objects
        assert set(proxy.met) == set(faults)


@pytest.mark.parametrize("fault", [304, 412])
def test_an_endpoint_says_in_two_ways_that_an_object_exists(archive: S3Archive, fault: int) -> None:
    """412 and 304 to a conditional write both mean that the object exists."""
    with FaultProxy(str(archive.endpoint_url), lambda method, _: fault if method == "PUT" else None) as proxy:
        assert behind(proxy, archive).put_if_absent("a", b"x") is Receipt.EXISTS


@pytest.mark.parametrize("fault", [409, 500, 503, "drop", "lost"])
def test_a_fault_that_passes_is_not_noticed(archive: S3Archive, fault: Fault) -> None:
    """The first request fails, the retry succeeds, and the writer learns that it created the object."""
    faults = [fault]
    with FaultProxy(str(archive.endpoint_url), lambda *_: faults.pop() if faults else None) as proxy:
        store = behind(proxy, archive)
        assert store.put_if_absent("a", b"x") is Receipt.CREATED
        assert store.put_if_absent("a", b"x") is Receipt.EXISTS
        assert proxy.met == {fault: 1}


def test_another_writers_object_is_not_taken_for_ones_own(archive: S3Archive) -> None:
    """After a lost response the token decides, even if the bytes are equal."""
    S3Store(archive).put_if_absent("a", b"same")
    faults = ["drop"]
    with FaultProxy(str(archive.endpoint_url), lambda *_: faults.pop() if faults else None) as proxy:
        assert behind(proxy, archive).put_if_absent("a", b"same") is Receipt.EXISTS


@pytest.mark.parametrize("fault", [503, "drop"])
def test_a_lasting_fault_is_a_transient_error_after_a_few_attempts(archive: S3Archive, fault: Fault) -> None:
    """The error carries the key, and the task can be retried."""
    with FaultProxy(str(archive.endpoint_url), lambda *_: fault) as proxy:
        with pytest.raises(TransientStoreError) as caught:
            behind(proxy, archive).put_if_absent("a", b"x")
        assert caught.value.key == "a"
        assert proxy.met == {fault: s3_bucket._ATTEMPTS}


def test_an_endpoint_that_cannot_be_reached_is_told(archive: S3Archive) -> None:
    """An endpoint on which nothing listens is a transient error."""
    store = S3Store(archive.model_copy(update={"endpoint_url": f"http://127.0.0.1:{free_port()}"}))
    with pytest.raises(TransientStoreError, match="cannot be reached"):
        store.get("a")


def test_an_endpoint_that_never_answers_is_told_after_three_attempts(
    archive: S3Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each attempt waits a minute, so that seven of them would seem endless."""
    monkeypatch.setattr(s3_bucket, "_READ_TIMEOUT_S", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        silent = archive.model_copy(update={"endpoint_url": f"http://127.0.0.1:{server.getsockname()[1]}"})
        with pytest.raises(TransientStoreError, match="takes requests but does not answer"):
            S3Store(silent).get("a")
        server.settimeout(0.1)
        asked = 0
        with suppress(TimeoutError):
            while True:
                server.accept()[0].close()
                asked += 1
    assert asked == 3


def test_an_endpoint_that_ignores_the_condition_is_refused(archive: S3Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing the mark, and later opening the archive, raises an error that names the setting."""
    _put: Callable[..., None] = S3Writer._put
    monkeypatch.setattr(S3Writer, "_put", lambda self, *given: _put(self, *given[:-1], {}))
    with pytest.raises(ConfigError, match="emulated"):
        open_store(archive).put_if_absent(MARK, b"mark")
    with pytest.raises(ConfigError, match="emulated"):
        S3Store(archive).check()
    store = open_store(archive.model_copy(update={"conditional_writes": "emulated"}))
    assert store.get(MARK) == b"mark"
    assert store.put_if_absent("a", b"first") is Receipt.CREATED
    assert store.put_if_absent("a", b"second") is Receipt.EXISTS
    assert store.get("a") == b"first"


def test_an_archive_that_exists_is_opened_with_credentials_that_may_only_read(archive: S3Archive) -> None:
    """An existing archive can be read with credentials that cannot write."""
    S3Store(archive).put_if_absent(MARK, b"mark")
    with FaultProxy(str(archive.endpoint_url), lambda method, _: 403 if method == "PUT" else None) as proxy:
        store = behind(proxy, archive)
        store.check()
        assert list(store.list()) == [MARK]


def large_file(tmp_path: Path) -> Path:
    path = tmp_path / "large"
    path.write_bytes(b"".join(bytes([number]) * 1_000_000 for number in range(18)))
    return path


@pytest.mark.parametrize("fault", [None, 409, "lost"])
def test_a_large_file_is_created_once(archive: S3Archive, tmp_path: Path, fault: Fault | None) -> None:
    """If a request fails or its response is lost, the whole file is sent again."""
    path = large_file(tmp_path)
    open_store(archive)
    faults = [fault]

    def choose(method: str, _where: str) -> Fault | None:
        return faults.pop() if method == "PUT" and faults else None

    with FaultProxy(str(archive.endpoint_url), choose) as proxy:
        store = behind(proxy, archive)
        assert store.put_file_if_absent("raw/large", path) is Receipt.CREATED
        assert store.put_file_if_absent("raw/large", path) is Receipt.EXISTS
        assert store.get("raw/large") == path.read_bytes()


@pytest.mark.parametrize("sent_as", ["bytes", "a file"])
def test_checksum_encryption_storage_class_and_tags_go_with_each_object(
    archive: S3Archive, tmp_path: Path, sent_as: str
) -> None:
    """The endpoint receives and keeps all of them, for bytes and for files."""
    settings = archive.model_copy(
        update={"storage_class": "STANDARD_IA", "encryption": "AES256", "tags": {"team": "news and data"}}
    )
    store = S3Store(settings)
    open_store(settings)
    sent: set[str] = set()

    def note(request: AWSPreparedRequest, **_: object) -> None:
        if request.method == "PUT":
            checksum = request.headers["x-amz-checksum-sha256"]
            sent.add(checksum if isinstance(checksum, str) else checksum.decode())

    store._bucket.client.meta.events.register("before-send.s3", note)
    path = large_file(tmp_path)
    if sent_as == "bytes":
        store.put_if_absent("a", path.read_bytes())
    else:
        store.put_file_if_absent("a", path)
    assert sent == {b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()}
    client, at = (
        storage_servers.client(str(archive.endpoint_url)),
        {"Bucket": archive.bucket, "Key": f"{archive.prefix}/a"},
    )
    head = client.head_object(**at)
    assert head["StorageClass"] == "STANDARD_IA"
    assert head["ServerSideEncryption"] == "AES256"
    assert client.get_object_tagging(**at)["TagSet"] == [{"Key": "team", "Value": "news and data"}]


def test_the_archive_holds_exactly_its_bytes(archive: S3Archive) -> None:
    """The bucket has the bytes and keys of a local archive, and a similar prefix is not listed."""
    S3Store(archive.model_copy(update={"prefix": f"{archive.prefix}-other"})).put_if_absent("x", b"")
    S3Store(archive).put_if_absent("a/b", b"bytes")
    at = {"Bucket": archive.bucket, "Key": f"{archive.prefix}/a/b"}
    assert storage_servers.client(str(archive.endpoint_url)).get_object(**at)["Body"].read() == b"bytes"
    assert list(S3Store(archive).list()) == ["a/b"]


def test_a_bucket_that_is_not_there_is_told(archive: S3Archive) -> None:
    """Opening and each method raise an error; a missing object is another error."""
    gone = archive.model_copy(update={"bucket": "no-such-bucket"})
    store = S3Store(gone)
    with pytest.raises(PermanentStoreError, match=r"in s3://no-such-bucket/.* could not be opened: the bucket does"):
        open_store(gone)
    for attempt in (
        lambda: store.put_if_absent("a", b"x"),
        lambda: store.get("a"),
        lambda: store.contains("a"),
        lambda: list(store.list()),
    ):
        with pytest.raises(PermanentStoreError, match="the bucket does not exist"):
            attempt()


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, "AccessDenied", "access is denied"),
        (403, "InvalidAccessKeyId", "does not know the credentials"),
        (403, "SignatureDoesNotMatch", "does not know the credentials"),
        (400, "ExpiredToken", "have expired"),
        (403, "RequestTimeTooSkewed", "clock"),
        (301, "PermanentRedirect", "region"),
        (404, "NoSuchBucket", "bucket does not exist"),
        (507, "InsufficientStorage", "full"),
        (400, "Unheard", "400 Unheard"),
    ],
)
def test_permanent_errors_are_reported_and_not_retried(status: int, code: str, words: str) -> None:
    """The error names the key and says what is wrong, and it is not retried."""
    error = ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "PutObject")  # type: ignore[typeddict-item]
    assert not s3_errors.may_pass(error)
    told = s3_errors.explain(error, "written", "a/b", "s3://bucket/")
    assert type(told) is PermanentStoreError
    assert told.key == "a/b"
    assert words in str(told)


def test_objects_are_written_side_by_side_over_a_few_connections(archive: S3Archive) -> None:
    """As many writes as configured run in parallel, over reused connections."""
    together = threading.Barrier(4)

    def choose(method: str, _path: str) -> Fault | None:
        if method == "PUT":
            together.wait(120)  # until four are here: one by one, none would get through
        return None

    with FaultProxy(str(archive.endpoint_url), choose) as proxy:
        store = behind(proxy, archive.model_copy(update={"parallel": 4}))
        store.put_all_if_absent({f"a/{number}": b"x" for number in range(40)})
        assert proxy.connections <= 4


def test_credentials_may_stand_in_a_profile(
    archive: S3Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Credentials are found in the usual AWS places: here a profile of the shared credentials file."""
    keys = f"aws_access_key_id = {storage_servers.ACCESS_KEY}\naws_secret_access_key = {storage_servers.SECRET_KEY}\n"
    (tmp_path / "credentials").write_text(f"[news]\n{keys}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_PROFILE", "news")
    assert open_store(archive).put_if_absent("a", b"x") is Receipt.CREATED


def test_without_credentials_the_places_for_them_are_named(archive: S3Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The endpoint is not asked for anything."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    with pytest.raises(PermanentStoreError, match="AWS_ACCESS_KEY_ID"):
        S3Store(archive).get("a")


@pytest.mark.parametrize(
    ("settings", "profile", "words"),
    [
        ({"region": "no region"}, None, "could not be opened: .*region"),
        ({}, "nobody", "could not be opened: .*nobody.* or the AWS profile"),
    ],
)
def test_an_invalid_region_or_profile_is_a_mistake_in_the_configuration(
    archive: S3Archive,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    profile: str | None,
    words: str,
) -> None:
    """An invalid region or profile is reported with what to correct."""
    if profile:
        monkeypatch.setenv("AWS_PROFILE", profile)
    with pytest.raises(ConfigError, match=words):
        open_store(archive.model_copy(update=settings))


@pytest.mark.parametrize("prefix", ["a/../b", "a//b", "a\\b", "a\nb", "x" * 128])
def test_a_prefix_that_cannot_be_is_refused(prefix: str) -> None:
    """A prefix has no empty, relative or odd segments, and leaves room for keys."""
    with pytest.raises(ValidationError, match="a prefix is"):
        S3Archive(bucket="news", prefix=prefix)


def test_listing_goes_over_pages_by_folder(archive: S3Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Listing continues over pages and folders, in the order of whole keys."""
    keys = [f"{name}{end}" for name in "abc" for end in ("", "-x", "0", "x/y", "x/z", "x-/y")]
    store = S3Store(archive)
    store.put_all_if_absent(dict.fromkeys(keys, b"x"))
    monkeypatch.setattr(s3_listing, "_PAGE_KEYS", 2)
    assert list(store.list()) == sorted(keys)
    assert list(store.list("ax")) == ["ax-/y", "ax/y", "ax/z"]


def test_damaged_bytes_are_found_on_reading(archive: S3Archive) -> None:
    """Bytes that do not match their stored checksum are an error that says so."""
    S3Store(archive).put_if_absent("a", b"bytes")
    with (
        FaultProxy(str(archive.endpoint_url), lambda *_: "damage") as proxy,
        pytest.raises(DamagedObjectError, match="checksum"),
    ):
        behind(proxy, archive).get("a")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("articles/2026/03/03/a.json", "application/json"),
        ("runs/2026/03/03/r/0001.jsonl", "application/x-ndjson"),
        ("raw/s/2026/03/03/r-0001.warc.gz", "application/warc"),
        ("days/2026/03/03/articles.jsonl.zst", "application/zstd"),
        ("days/2026/03/03/articles.parquet", "application/vnd.apache.parquet"),
        ("days/2026/03/03/SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_an_object_says_what_it_is(archive: S3Archive, tmp_path: Path, key: str, kind: str) -> None:
    """Each object has its media type, however it was written."""
    store, path = S3Store(archive), tmp_path / "file"
    path.write_bytes(b"x")
    written = [key, f"x/{key}", f"y/{key}"]
    store.put(written[0], b"x")
    store.put_if_absent(written[1], b"x")
    store.put_file_if_absent(written[2], path)
    client = storage_servers.client(str(archive.endpoint_url))
    heads = [client.head_object(Bucket=archive.bucket, Key=f"{archive.prefix}/{each}") for each in written]
    assert [head["ContentType"] for head in heads] == [kind] * 3


def test_an_endpoint_that_refuses_checksums_can_be_used_without(archive: S3Archive) -> None:
    """The error names the setting that turns checksums off, and with it the archive works."""
    with FaultProxy(str(archive.endpoint_url), lambda *_: None) as proxy:
        proxy.refuses_checksums = True
        with pytest.raises(StoreError, match=r'\[archive\] checksums = "off"'):
            behind(proxy, archive).put_if_absent("a", b"one")
        store = behind(proxy, archive.model_copy(update={"checksums": "off"}))
        assert store.put_if_absent("a", b"one") == "created"
        assert store.put_if_absent("a", b"two") == "exists"
        assert store.get("a") == b"one"
