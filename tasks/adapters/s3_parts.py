"""Large files into a bucket: in parts, side by side, which become an object in one step at the end."""

import contextlib
import functools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from tasks.adapters.s3_writing import Condition, S3Writer, checksum, new_token
from tasks.core.protocols import Receipt

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

PART_BYTES = 8 * 1024 * 1024
"""A larger file is sent in parts of this size (S3's least is 5 MiB), or of more where there would be too many."""

PARTS_AT_ONCE = 4

_MAX_PARTS = 10_000

_Upload = dict[str, Any]
"""The parameters that name a multipart upload."""

_Parts = list["CompletedPartTypeDef"]


def create_from_file(writer: S3Writer, key: str, path: Path) -> Receipt:
    """Create an object from a file; memory holds a few parts. No upload stays open, unless this process is killed.

    `StoreError`s pass, and `OSError`s of the file.
    """
    token = new_token()
    upload = _begin(writer, key, token)
    try:
        parts = _send(writer, upload, key, path)
        return writer.create_by(key, token, lambda condition: _end(writer, upload, parts, condition))
    finally:
        with contextlib.suppress(ClientError, BotoCoreError):  # it is gone if it became the object
            writer.bucket.client.abort_multipart_upload(**upload)


def _begin(writer: S3Writer, key: str, token: str) -> _Upload:
    bucket, at = writer.bucket, writer.bucket.at(key)
    begin = functools.partial(
        bucket.client.create_multipart_upload, **at, ChecksumAlgorithm="SHA256", **writer.options(token)
    )
    return {**at, "UploadId": bucket.attempt(key, "written", lambda _: begin())["UploadId"]}


def _send(writer: S3Writer, upload: _Upload, key: str, path: Path) -> _Parts:
    bucket, size = writer.bucket, path.stat().st_size
    part_bytes = max(PART_BYTES, -(-size // _MAX_PARTS))

    def send(number: int) -> "CompletedPartTypeDef":
        with path.open("rb") as file:
            file.seek((number - 1) * part_bytes)
            data = file.read(part_bytes)
        options: Any = {"PartNumber": number, "Body": data, "ChecksumSHA256": checksum(data)}
        sent = bucket.attempt(key, "written", lambda _: bucket.client.upload_part(**upload, **options))
        return {"PartNumber": number, "ETag": sent["ETag"], "ChecksumSHA256": options["ChecksumSHA256"]}

    with ThreadPoolExecutor(PARTS_AT_ONCE) as pool:
        return [*pool.map(send, range(1, -(-size // part_bytes) + 1))]


def _end(writer: S3Writer, upload: _Upload, parts: _Parts, condition: Condition) -> None:
    writer.bucket.client.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts}, **condition)
