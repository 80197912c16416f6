"""A bucket: its client, the archive's place in it, and requests with retries."""

import random
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError
from botocore.loaders import Loader, create_loader

from dateline.config.schema import S3Archive
from dateline.tasks.adapters.stores.s3 import errors
from dateline.tasks.adapters.waits import waiting
from dateline.tasks.core.errors import ConfigError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

T = TypeVar("T")

_ATTEMPTS = 7
_SILENT_ATTEMPTS = 3
"""How many attempts of a request an endpoint may leave unanswered, each for `_READ_TIMEOUT_S`."""
_READ_TIMEOUT_S = 60
_FIRST_WAIT_S = 0.2
_MAX_WAIT_S = 5.0


class _At(TypedDict):
    Bucket: str
    Key: str


class Bucket:
    """The part of a bucket that holds an archive. Thread-safe."""

    def __init__(self, settings: S3Archive, *, connections: int) -> None:
        """Create the client. Connections are opened when needed.

        Raises:
            ConfigError: the AWS profile, region or endpoint is invalid.
        """
        prefix = settings.prefix.strip("/")
        self.name = settings.bucket
        self.checksums = settings.checksums == "sha256"
        """Whether the endpoint is to store and verify checksums."""
        self.prefix = f"{prefix}/" if prefix else ""
        self.place = f"s3://{settings.bucket}/{self.prefix}"
        self._endpoint = f"the S3 endpoint {settings.endpoint_url or 'of AWS'}"
        try:
            self.client = _client(settings, connections)
        except (BotoCoreError, ValueError) as error:  # an invalid profile, region or endpoint
            remedy = "correct [archive] region and endpoint_url, or the AWS profile and its file"
            raise ConfigError(f"The archive in {self.place} could not be opened: {error}; {remedy}") from error

    def at(self, key: str) -> _At:
        """Return the request parameters that name an object."""
        return {"Bucket": self.name, "Key": self.prefix + key}

    def attempt(self, key: str, action: str, request: Callable[[int], T]) -> T:
        """Make a request, with retries after transient failures and random, increasing waits between them.

        ``request`` receives the number of earlier attempts. It must be safe to repeat.

        Raises:
            StoreError: the last attempt failed.
        """
        silent = 0
        for number in range(_ATTEMPTS):
            most = min(_ATTEMPTS, number - silent + _SILENT_ATTEMPTS)
            told = f"{self._endpoint} (up to {_READ_TIMEOUT_S:g} s; attempt {number + 1} of {most})"
            try:
                with waiting(told, time.monotonic()):
                    return request(number)
            except (ClientError, BotoCoreError) as error:
                silent += isinstance(error, ReadTimeoutError)
                is_last = number + 1 == _ATTEMPTS or silent == _SILENT_ATTEMPTS
                if is_last or not errors.may_pass(error):
                    raise errors.explain(error, action, key, self.place) from error
            longest_s = min(_MAX_WAIT_S, _FIRST_WAIT_S * 2**number)
            time.sleep(random.uniform(longest_s / 2, longest_s))  # noqa: S311 - a wait, not a secret
        raise AssertionError("the last attempt returns or raises")


def _client(settings: S3Archive, connections: int) -> "S3Client":
    """Return a client without retries of its own, which sends and verifies only the checksums that it is told to."""
    config = Config(
        max_pool_connections=connections,
        connect_timeout=10,
        read_timeout=_READ_TIMEOUT_S,
        tcp_keepalive=True,
        retries={"total_max_attempts": 1},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    core = botocore.session.get_session()
    core.register_component("data_loader", _descriptions())
    session = boto3.session.Session(botocore_session=core)
    region = settings.region or session.region_name or ("us-east-1" if settings.endpoint_url else None)
    options: dict[str, Any] = {"endpoint_url": settings.endpoint_url, "region_name": region}
    return session.client("s3", config=config, **options)


@cache
def _descriptions() -> Loader:
    """Return what reads the description of S3: once for all clients, because it takes longer than all else."""
    return create_loader()
