"""The meaning of an S3 endpoint's error responses: the object exists, it is missing, retry, or what to correct."""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    EndpointConnectionError,
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ReadTimeoutError,
    ResponseStreamingError,
    TokenRetrievalError,
)
from botocore.exceptions import (
    ConnectionError as BrokenConnectionError,
)

from dateline.tasks.core.errors import (
    DamagedObjectError,
    ObjectNotFoundError,
    PermanentStoreError,
    StoreError,
    TransientStoreError,
)

_TAKEN = frozenset({304, 412})
"""If the condition fails, AWS responds with 412, and some gateways with 304, as for reads (RFC 9110, 13.1.2)."""

_UNSUPPORTED = 501
_STATUS_MAY_PASS = frozenset({408, 409, 429, 500, 502, 503, 504})
_CODE_MAY_PASS = frozenset(
    {
        "RequestTimeout",
        "SlowDown",
        "InternalError",
        "BadDigest",
        "XAmzContentChecksumMismatch",
        "IncompleteBody",
        "NoSuchUpload",
    }
)
_MAY_PASS = (BrokenConnectionError, HTTPClientError, ReadTimeoutError, ResponseStreamingError, IncompleteReadError)
_DAMAGED = FlexibleChecksumError

_NO_LOGIN = (NoCredentialsError, PartialCredentialsError, CredentialRetrievalError, TokenRetrievalError)

_EXPIRED = "the credentials have expired; renew them and run again"
_UNKNOWN = (
    "the endpoint does not know the credentials; check the access key, its secret, and which endpoint they are for"
)
_FULL = "the storage is full or its quota used up; free some space and run again"
_REGION = "the bucket is in another region; set [archive] region"

OPENED = "opened"
"""The action that failed if the archive as a whole cannot be used, instead of a single object."""

_NO_SUPPORT = (
    "the endpoint does not support a part of the request; if it refuses the headers x-amz-checksum-*, set "
    '[archive] checksums = "off"; if it refuses If-None-Match, set conditional_writes = "emulated"'
)
_BUCKET_NAME = "[archive] bucket is not a valid bucket name"

_SENTENCES = {
    "NoSuchBucket": "the bucket does not exist (any more); create it, or correct [archive] bucket",
    "InvalidBucketName": _BUCKET_NAME,
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "TokenRefreshRequired": _EXPIRED,
    "InvalidToken": _UNKNOWN,
    "InvalidAccessKeyId": _UNKNOWN,
    "SignatureDoesNotMatch": _UNKNOWN,
    "RequestTimeTooSkewed": "this machine's clock differs from the endpoint's by more than 15 minutes; set the clock",
    "AccessDenied": "access is denied; give the credentials permission to list, get, put and delete in the bucket",
    "403": "access is denied; give the credentials permission to list, get, put and delete in the bucket",
    "PermanentRedirect": _REGION,
    "AuthorizationHeaderMalformed": _REGION,
    "IllegalLocationConstraintException": _REGION,
    "InvalidObjectState": "the object is in a storage class that must be restored before it is read",
    "InvalidStorageClass": "the endpoint has no such storage class; set [archive] storage_class",
    "KMS.DisabledException": "the encryption key is disabled; enable it, or set [archive] kms_key_id",
    "KMS.NotFoundException": "there is no such encryption key; set [archive] kms_key_id",
    "EntityTooLarge": "it is larger than the endpoint accepts in one request; lower [ingest] batch_pages",
    "InsufficientStorage": _FULL,
    "QuotaExceeded": _FULL,
    "XMinioStorageFull": _FULL,
}


def status(error: ClientError) -> int:
    """Return the HTTP status of a response."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def code(error: ClientError) -> str:
    """Return the endpoint's error code."""
    return str(error.response.get("Error", {}).get("Code", ""))


def is_taken(error: ClientError) -> bool:
    """Return whether the response to a conditional write says that the object exists."""
    return status(error) in _TAKEN


def is_missing(error: ClientError) -> bool:
    """Return whether the response says that the object does not exist, although the bucket does."""
    return code(error) in {"NoSuchKey", "404", "NotFound"}


def may_pass(error: ClientError | BotoCoreError) -> bool:
    """Return whether the same request may succeed in a moment."""
    if isinstance(error, ClientError):
        if code(error) in _SENTENCES:
            return False
        return status(error) in _STATUS_MAY_PASS or code(error) in _CODE_MAY_PASS
    return isinstance(error, (*_MAY_PASS, _DAMAGED))


def explain(error: ClientError | BotoCoreError, action: str, key: str, place: str) -> StoreError:
    """Return a `StoreError` that says what a response means for an object, and what to do about it."""
    if isinstance(error, ClientError) and is_missing(error):
        return ObjectNotFoundError(f'The archive in {place} has no object "{key}".', key=key)
    if isinstance(error, _DAMAGED):
        differs = "its bytes do not match the checksum that they were stored with"
        problem = f'"{key}" could not be {action} ({place}): {differs}'
        return DamagedObjectError(problem, key=key, remedy="run `dateline audit`")
    kind = TransientStoreError if may_pass(error) else PermanentStoreError
    if isinstance(error, _NO_LOGIN):
        what = "there are no usable credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or an AWS profile"
    elif isinstance(error, EndpointConnectionError):
        what = "the endpoint cannot be reached; check that it is running and that [archive] endpoint_url is correct"
    elif isinstance(error, ReadTimeoutError):
        what = "the endpoint takes requests but does not answer; check its health and [archive] endpoint_url"
    elif isinstance(error, ClientError) and status(error) == _UNSUPPORTED:
        what = _NO_SUPPORT
    elif isinstance(error, ClientError):
        what = _SENTENCES.get(code(error)) or f"the endpoint responded with {status(error)} {code(error)}".rstrip()
    else:
        what = _BUCKET_NAME if isinstance(error, ParamValidationError) else str(error)
    if action == OPENED:
        return kind(f"The archive in {place} could not be opened: {what}.", key=key)
    return kind(f'"{key}" could not be {action} ({place}): {what}.', key=key)
