"""A bucket: its client, where the archive lies in it, and requests that are tried again."""

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from dateline.config.schema import S3Archive
from dateline.tasks.adapters.stores.s3 import errors
from dateline.tasks.adapters.stores.s3.waits import waiting
from dateline.tasks.core.errors import ConfigError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

T = TypeVar("T")

_ATTEMPTS = 7
_READ_TIMEOUT_S = 60
_FIRST_WAIT_S = 0.2
_MAX_WAIT_S = 5.0


class _At(TypedDict):
    Bucket: str
    Key: str


class Bucket:
    """The part of a bucket that an archive lies in. Threads may share it."""

    def __init__(self, settings: S3Archive, *, connections: int) -> None:
        """Open connections when they are needed.

        Raises:
            ConfigError: The AWS profile, region or endpoint is none.
        """
        prefix = settings.prefix.strip("/")
        self.name = settings.bucket
        self.checksums = settings.checksums == "sha256"
        """Whether the endpoint is asked to keep and verify checksums."""
        self.prefix = f"{prefix}/" if prefix else ""
        self.place = f"s3://{settings.bucket}/{self.prefix}"
        self._endpoint = f"the S3 endpoint {settings.endpoint_url or 'of AWS'}"
        try:
            self.client = _client(settings, connections)
        except (BotoCoreError, ValueError) as error:  # a profile, a region or an endpoint that cannot be
            remedy = "correct [archive] region and endpoint_url, or the AWS profile and its file"
            raise ConfigError(f"The archive in {self.place} could not be opened: {error}; {remedy}") from error

    def at(self, key: str) -> _At:
        """Return the parameters that name an object."""
        return {"Bucket": self.name, "Key": self.prefix + key}

    def attempt(self, key: str, action: str, request: Callable[[int], T]) -> T:
        """Run a request, and again after failures that may pass, waiting longer each time, at random within reason.

        ``request`` is given how many times it was run before. It must be safe to repeat.

        Raises:
            StoreError: What the last failure means.
        """
        for number in range(_ATTEMPTS):
            told = f"{self._endpoint} (up to {_READ_TIMEOUT_S:g} s; try {number + 1} of {_ATTEMPTS})"
            try:
                with waiting(told, time.monotonic()):
                    return request(number)
            except (ClientError, BotoCoreError) as error:
                if number + 1 == _ATTEMPTS or not errors.may_pass(error):
                    raise errors.explain(error, action, key, self.place) from error
            longest_s = min(_MAX_WAIT_S, _FIRST_WAIT_S * 2**number)
            time.sleep(random.uniform(longest_s / 2, longest_s))  # noqa: S311 - a wait, no secret
        raise AssertionError("the last attempt returns or raises")


def _client(settings: S3Archive, connections: int) -> "S3Client":
    """Return a client that tries nothing again by itself, and sends and checks only the checksums that it is told."""
    config = Config(
        max_pool_connections=connections,
        connect_timeout=10,
        read_timeout=_READ_TIMEOUT_S,
        tcp_keepalive=True,
        retries={"total_max_attempts": 1},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    session = boto3.session.Session()
    region = settings.region or session.region_name or ("us-east-1" if settings.endpoint_url else None)
    options: dict[str, Any] = {"endpoint_url": settings.endpoint_url, "region_name": region}
    return session.client("s3", config=config, **options)
