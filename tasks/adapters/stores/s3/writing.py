"""Creates objects in a bucket, each by exactly one writer.

Objects are created with ``If-None-Match: *``; the endpoint responds with 412 if the key is taken. Each write puts a
unique token into the object's metadata. If a response is lost and the write is retried, the token tells whether the
existing object is this writer's.
"""

import base64
import hashlib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlencode

from botocore.exceptions import ClientError

from dateline.config.schema import S3Archive
from dateline.tasks.adapters.stores.s3 import errors
from dateline.tasks.adapters.stores.s3.bucket import Bucket
from dateline.tasks.adapters.stores.s3.reading import exists
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.protocols import Receipt

_TOKEN_NAME = "dateline-write"  # noqa: S105 - a name, not a secret

_CONTENT_TYPES = {
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".jsonl.zst": "application/zstd",
    ".parquet": "application/vnd.apache.parquet",
    ".warc.gz": "application/warc",
    "SHA256SUMS": "text/plain; charset=utf-8",
}
"""The media types of objects, by the ends of their keys."""

Condition = dict[str, Any]
"""The option that makes a write fail if the object exists. Empty in the emulated mode."""


class S3Writer:
    """Creates and overwrites objects, with the encryption, storage class and tags of the settings.

    With ``conditional_writes="emulated"``, a request checks whether the object exists before it is written. If writers
    race, several may then create the object, and the last one's bytes remain.
    """

    def __init__(self, bucket: Bucket, settings: S3Archive) -> None:
        self.bucket = bucket
        self.conditional = settings.conditional_writes == "required"
        self._is_proven = not self.conditional
        """Whether the endpoint is known to refuse to overwrite objects."""
        self._options = _write_options(settings)

    def create(self, key: str, data: bytes) -> Receipt:
        """Create an object from bytes.

        Raises:
            StoreError: it could not be written.
        """
        sha256 = hashlib.sha256(data).digest()
        return self._create(key, lambda token, condition: self._put(key, data, sha256, token, condition))

    def create_from_file(self, key: str, path: Path) -> Receipt:
        """Create an object from a file, which is read while it is sent.

        This takes one request, however large the file. On some servers, completing a multipart upload is a check and
        then a write, between which another writer may succeed (of 25 races of three writers on SeaweedFS, four had two
        winners).

        Raises:
            StoreError: the object could not be written.
            OSError: the file could not be read.
        """
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").digest()

        def write(token: str, condition: Condition) -> None:
            with path.open("rb") as file:
                self._put(key, file, sha256, token, condition)

        return self._create(key, write)

    def overwrite(self, key: str, data: bytes) -> None:
        """Write an object, replacing an older one.

        Raises:
            StoreError: it could not be written.
        """
        sha256 = hashlib.sha256(data).digest()
        self.bucket.attempt(key, "written", lambda _: self._put(key, data, sha256, _new_token(), {}))

    def _create(self, key: str, write: Callable[[str, Condition], None]) -> Receipt:
        """Create an object. The first time, do so twice, to check that the endpoint refuses to overwrite it.

        Raises:
            ConfigError: it does not refuse. The object was written twice, with the same bytes.
            StoreError: the object could not be written.
        """
        receipt = self._try_to_create(key, write)
        if not self._is_proven:
            if receipt is Receipt.CREATED and self._try_to_create(key, write) is Receipt.CREATED:
                raise ConfigError(
                    f"{self.bucket.place} ignores If-None-Match, so two writers could write the same object. Use an "
                    'endpoint that supports it, or set [archive] conditional_writes = "emulated", which is slower, and '
                    "safe only with a single writer."
                )
            self._is_proven = True
        return receipt

    def _try_to_create(self, key: str, write: Callable[[str, Condition], None]) -> Receipt:
        """Call ``write``, which creates the object with the given token, until it is known who created it."""
        token = _new_token()
        condition = {"IfNoneMatch": "*"} if self.conditional else {}

        def attempt(number: int) -> Receipt:
            if not self.conditional and exists(self.bucket, key):
                return self._whose(key, token, number)
            try:
                write(token, condition)
            except ClientError as error:
                if errors.is_taken(error):
                    return self._whose(key, token, number)
                raise
            return Receipt.CREATED

        return self.bucket.attempt(key, "written", attempt)

    def _whose(self, key: str, token: str, number: int) -> Receipt:
        """Find out who created an existing object: an earlier attempt may have succeeded with its response lost."""
        if number == 0:
            return Receipt.EXISTS
        metadata = self.bucket.client.head_object(**self.bucket.at(key))["Metadata"]
        return Receipt.CREATED if metadata.get(_TOKEN_NAME) == token else Receipt.EXISTS

    def _put(self, key: str, body: bytes | BinaryIO, sha256: bytes, token: str, condition: Condition) -> None:
        parameters = {"ContentType": content_type(key), "Metadata": {_TOKEN_NAME: token}, **self._options, **condition}
        if self.bucket.checksums:
            parameters["ChecksumSHA256"] = base64.b64encode(sha256).decode()
        self.bucket.client.put_object(**self.bucket.at(key), Body=body, **parameters)


def content_type(key: str) -> str:
    """Return the media type of the object with this key."""
    return next((kind for end, kind in _CONTENT_TYPES.items() if key.endswith(end)), "application/octet-stream")


def _new_token() -> str:
    """Return a unique token."""
    return uuid.uuid4().hex


def _write_options(settings: S3Archive) -> dict[str, Any]:
    options = {
        "StorageClass": settings.storage_class,
        "ServerSideEncryption": settings.encryption,
        "SSEKMSKeyId": settings.kms_key_id,
        "Tagging": urlencode(settings.tags),
    }
    return {name: value for name, value in options.items() if value}
