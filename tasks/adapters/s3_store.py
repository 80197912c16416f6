"""The archive in an S3-compatible bucket.

An object is created with ``If-None-Match: *``, which the endpoint answers with 412 where the key is taken. Each write
carries a token of its own in the object's metadata: where an answer was lost and the write is tried again, the token
tells whether the object that now exists is this writer's.
"""

import base64
import contextlib
import functools
import hashlib
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from botocore.exceptions import BotoCoreError, ClientError

from config.schema import S3Archive
from tasks.adapters import s3_errors
from tasks.adapters.s3_bucket import Bucket
from tasks.adapters.s3_listing import list_keys
from tasks.adapters.store_keys import TEMP_FOLDER, check_key, check_prefix
from tasks.core.errors import ConfigError, PermanentStoreError
from tasks.core.protocols import Receipt

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

PART_BYTES = 8 * 1024 * 1024
"""A larger file is sent in parts of this size (S3's least is 5 MiB), or of more where there would be too many."""

_MAX_PARTS = 10_000
_PARTS_AT_ONCE = 4

_TOKEN_NAME = "dateline-write"  # noqa: S105 - a name, no secret
_PROBE = f"{TEMP_FOLDER}/conditional-write-probe"
"""An object that every archive in a bucket has; an endpoint that lets it be created twice ignores the condition."""

_NO_RANGE = 416
"""RFC 9110, 15.5.17: the object ends before the range begins."""

_Condition = dict[str, Any]
"""The option that makes a write fail where the object exists; none in the emulated mode."""


_Upload = dict[str, Any]
"""The parameters that name a multipart upload."""

_Parts = list["CompletedPartTypeDef"]


class S3Store:
    """An `ArchiveStore` in a bucket, over pooled connections.

    With ``conditional_writes="emulated"`` an object is looked for before it is written. That takes a request more, and
    of writers that race several may create the object; the last one's bytes stay.
    """

    def __init__(self, settings: S3Archive) -> None:
        self._bucket = Bucket(settings, connections=settings.parallel + _PARTS_AT_ONCE)
        self._pool = ThreadPoolExecutor(settings.parallel, thread_name_prefix="dateline-s3")
        self._conditional = settings.conditional_writes == "required"
        self._options = _write_options(settings)
        self._parts_checked = False

    def check(self) -> None:
        """See that the bucket is there, and that the endpoint keeps what was created first.

        Raises:
            ConfigError: It ignores ``If-None-Match``.
            StoreError: It cannot be reached or used. Credentials that may only read are no error.
        """
        self._contains(_PROBE)
        if not self._conditional:
            return
        try:
            again = any(self._put_new(_PROBE, b"") is Receipt.EXISTS for _ in range(2))
        except PermanentStoreError:
            return
        if not again:
            raise ConfigError(self._refusal)

    def put_if_absent(self, key: str, data: bytes) -> Receipt:
        """Create the object. See `ArchiveStore`."""
        return self._put_new(check_key(key), data)

    def put_all_if_absent(self, objects: Mapping[str, bytes]) -> dict[str, Receipt]:
        """Create each object, many at a time. See `ArchiveStore`."""
        for key in objects:
            check_key(key)
        futures = {key: self._pool.submit(self.put_if_absent, key, data) for key, data in objects.items()}
        for unfinished in wait(futures.values(), return_when=FIRST_EXCEPTION).not_done:
            unfinished.cancel()
        finished = wait(futures.values()).done
        for future in finished:
            if not future.cancelled() and (error := future.exception()):
                raise error
        return {key: future.result() for key, future in futures.items()}

    def put_file_if_absent(self, key: str, path: Path) -> Receipt:
        """Create the object from a file, a large one in parts. See `ArchiveStore`."""
        check_key(key)
        try:
            if path.stat().st_size <= PART_BYTES:
                return self.put_if_absent(key, path.read_bytes())
            if self.contains(key):
                return Receipt.EXISTS
            self._check_parts()
            return self._put_parts(key, path)
        except OSError as error:
            raise PermanentStoreError(
                f'"{key}" could not be written: {path} cannot be read ({error}).', key=key
            ) from error

    def put(self, key: str, data: bytes) -> None:
        """Write the object, over an older one. See `ArchiveStore`."""
        check_key(key)
        self._bucket.attempt(key, "written", lambda _: self._put_object(key, data, _new_token(), {}))

    def get(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return the object's bytes, or a part of them. See `ArchiveStore`."""
        check_key(key)
        if (offset, length) == (0, None):
            return self._bucket.attempt(key, "read", lambda _: self._read(key, ChecksumMode="ENABLED"))
        # No range is empty (RFC 9110, 14.1.2), so one byte is asked for where none is wanted.
        last = "" if length is None else offset + max(length, 1) - 1
        return self._bucket.attempt(key, "read", lambda _: self._read_range(key, f"bytes={offset}-{last}"))[:length]

    def contains(self, key: str) -> bool:
        """Return whether the object exists. See `ArchiveStore`."""
        return self._contains(check_key(key))

    def list(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys that start with ``prefix``, in order. See `ArchiveStore`."""
        return list_keys(self._bucket, check_prefix(prefix))

    def delete(self, key: str) -> None:
        """Remove the object. See `ArchiveStore`."""
        at = self._bucket.at(check_key(key))
        self._bucket.attempt(key, "deleted", lambda _: self._bucket.client.delete_object(**at))

    @property
    def _refusal(self) -> str:
        return (
            f"{self._bucket.place} ignores If-None-Match, so two writers could write the same object. Use an endpoint "
            'that honours it, or set [archive] conditional_writes = "emulated": slower, and safe only for one writer.'
        )

    def _put_new(self, key: str, data: bytes) -> Receipt:
        token = _new_token()
        return self._create(key, token, lambda condition: self._put_object(key, data, token, condition))

    def _contains(self, key: str) -> bool:
        return self._bucket.attempt(key, "looked up", lambda _: self._exists(key))

    def _create(self, key: str, token: str, write: Callable[[_Condition], object]) -> Receipt:
        """Run ``write`` until it is clear who created the object."""
        condition = {"IfNoneMatch": "*"} if self._conditional else {}

        def attempt(number: int) -> Receipt:
            if not self._conditional and self._exists(key):
                return self._whose(key, token, number)
            try:
                write(condition)
            except ClientError as error:
                if s3_errors.is_taken(error) or (s3_errors.is_upload_gone(error) and self._exists(key)):
                    return self._whose(key, token, number)
                raise
            return Receipt.CREATED

        return self._bucket.attempt(key, "written", attempt)

    def _whose(self, key: str, token: str, number: int) -> Receipt:
        """Say who created an object that exists: of an earlier attempt only the answer may have been lost."""
        if number == 0:
            return Receipt.EXISTS
        metadata = self._bucket.client.head_object(**self._bucket.at(key))["Metadata"]
        return Receipt.CREATED if metadata.get(_TOKEN_NAME) == token else Receipt.EXISTS

    def _put_object(self, key: str, data: bytes, token: str, condition: _Condition) -> None:
        self._bucket.client.put_object(
            **self._bucket.at(key),
            Body=data,
            ChecksumSHA256=_checksum(data),
            Metadata={_TOKEN_NAME: token},
            **self._options,
            **condition,
        )

    def _put_parts(self, key: str, path: Path) -> Receipt:
        """Send a file as a multipart upload, which becomes an object in one step at its end."""
        token = _new_token()
        upload = self._begin_parts(key, token)
        try:
            parts = self._send_parts(upload, key, path)
            return self._create(key, token, lambda condition: self._end_parts(upload, parts, condition))
        finally:
            with contextlib.suppress(ClientError, BotoCoreError):  # it is gone if it became the object
                self._bucket.client.abort_multipart_upload(**upload)

    def _begin_parts(self, key: str, token: str) -> _Upload:
        at = self._bucket.at(key)
        begin = functools.partial(
            self._bucket.client.create_multipart_upload,
            **at,
            ChecksumAlgorithm="SHA256",
            Metadata={_TOKEN_NAME: token},
            **self._options,
        )
        return {**at, "UploadId": self._bucket.attempt(key, "written", lambda _: begin())["UploadId"]}

    def _send_parts(self, upload: _Upload, key: str, path: Path) -> _Parts:
        size = path.stat().st_size
        part_bytes = max(PART_BYTES, -(-size // _MAX_PARTS))

        def send(number: int) -> "CompletedPartTypeDef":
            with path.open("rb") as file:
                file.seek((number - 1) * part_bytes)
                data = file.read(part_bytes)
            options: Any = {"PartNumber": number, "Body": data, "ChecksumSHA256": _checksum(data)}
            sent = self._bucket.attempt(key, "written", lambda _: self._bucket.client.upload_part(**upload, **options))
            return {"PartNumber": number, "ETag": sent["ETag"], "ChecksumSHA256": options["ChecksumSHA256"]}

        with ThreadPoolExecutor(_PARTS_AT_ONCE) as pool:
            return [*pool.map(send, range(1, -(-size // part_bytes) + 1))]

    def _end_parts(self, upload: _Upload, parts: _Parts, condition: _Condition) -> None:
        self._bucket.client.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts}, **condition)

    def _check_parts(self) -> None:
        """See, once, that the endpoint honours the condition at the end of a multipart upload, too."""
        if not self._conditional or self._parts_checked:
            return
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"-")
            file.flush()
            if self._put_parts(_PROBE, Path(file.name)) is Receipt.CREATED:
                raise PermanentStoreError(self._refusal, key=_PROBE)
        self._parts_checked = True

    def _read(self, key: str, **options: Any) -> bytes:  # noqa: ANN401 - boto3's own parameters
        data: bytes = self._bucket.client.get_object(**self._bucket.at(key), **options)["Body"].read()
        return data

    def _read_range(self, key: str, span: str) -> bytes:
        try:
            return self._read(key, Range=span)
        except ClientError as error:
            if s3_errors.status(error) == _NO_RANGE:
                return b""
            raise

    def _exists(self, key: str) -> bool:
        """Ask for a byte, not for the head: its answer does not tell a missing object from a missing bucket."""
        try:
            self._read_range(key, "bytes=0-0")
        except ClientError as error:
            if s3_errors.is_missing(error):
                return False
            raise
        return True


def _write_options(settings: S3Archive) -> dict[str, Any]:
    options = {
        "StorageClass": settings.storage_class,
        "ServerSideEncryption": settings.encryption,
        "SSEKMSKeyId": settings.kms_key_id,
        "Tagging": urlencode(settings.tags),
    }
    return {name: value for name, value in options.items() if value}


def _checksum(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def _new_token() -> str:
    return uuid.uuid4().hex
