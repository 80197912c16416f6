"""What an S3 endpoint's answers mean for an object: it exists, it is not there, try again, or what to mend."""

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
"""AWS answers 412 where the condition fails; some gateways 304, as for reading (RFC 9110, 13.1.2)."""

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

_EXPIRED = "the credentials have expired; get new ones and run again"
_UNKNOWN = (
    "the endpoint does not know the credentials; check the access key, its secret, and which endpoint they are for"
)
_FULL = "the storage is full or its quota used up; free some space and run again"
_REGION = "the bucket is in another region; set [archive] region"

OPENED = "opened"
"""What could not be done where the archive as a whole cannot be used, and not one object."""

_NO_SUPPORT = (
    "the endpoint does not support something that dateline asked for; if it refuses the headers x-amz-checksum-*, set "
    '[archive] checksums = "off"; if it refuses If-None-Match, set conditional_writes = "emulated"'
)
_BUCKET_NAME = "[archive] bucket is no name that a bucket can have"

_SENTENCES = {
    "NoSuchBucket": "the bucket does not exist (any more); make it, or set [archive] bucket",
    "InvalidBucketName": _BUCKET_NAME,
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "TokenRefreshRequired": _EXPIRED,
    "InvalidToken": _UNKNOWN,
    "InvalidAccessKeyId": _UNKNOWN,
    "SignatureDoesNotMatch": _UNKNOWN,
    "RequestTimeTooSkewed": "this machine's clock differs from the endpoint's by more than 15 minutes; set the clock",
    "AccessDenied": "access is denied; give the credentials the right to list, get, put and delete in the bucket",
    "403": "access is denied; give the credentials the right to list, get, put and delete in the bucket",
    "PermanentRedirect": _REGION,
    "AuthorizationHeaderMalformed": _REGION,
    "IllegalLocationConstraintException": _REGION,
    "InvalidObjectState": "the object is in a storage class that must be restored before it is read",
    "InvalidStorageClass": "the endpoint has no such storage class; set [archive] storage_class",
    "KMS.DisabledException": "the encryption key is disabled; enable it, or set [archive] kms_key_id",
    "KMS.NotFoundException": "there is no such encryption key; set [archive] kms_key_id",
    "EntityTooLarge": "it is larger than the endpoint takes at once; set [ingest] batch_pages lower",
    "InsufficientStorage": _FULL,
    "QuotaExceeded": _FULL,
    "XMinioStorageFull": _FULL,
}


def status(error: ClientError) -> int:
    """Return the HTTP status of an answer."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def code(error: ClientError) -> str:
    """Return the endpoint's own word for what went wrong."""
    return str(error.response.get("Error", {}).get("Code", ""))


def is_taken(error: ClientError) -> bool:
    """Return whether the answer to a conditional write says that the object exists."""
    return status(error) in _TAKEN


def is_missing(error: ClientError) -> bool:
    """Return whether the answer says that there is no such object, in a bucket that is there."""
    return code(error) in {"NoSuchKey", "404", "NotFound"}


def may_pass(error: ClientError | BotoCoreError) -> bool:
    """Return whether the same request may go well in a moment."""
    if isinstance(error, ClientError):
        if code(error) in _SENTENCES:
            return False
        return status(error) in _STATUS_MAY_PASS or code(error) in _CODE_MAY_PASS
    return isinstance(error, (*_MAY_PASS, _DAMAGED))


def explain(error: ClientError | BotoCoreError, action: str, key: str, place: str) -> StoreError:
    """Return the `StoreError` that says what an answer means for an object, and what to do about it."""
    if isinstance(error, ClientError) and is_missing(error):
        return ObjectNotFoundError(f'The archive in {place} has no object "{key}".', key=key)
    kind: type[StoreError] = TransientStoreError if may_pass(error) else PermanentStoreError
    if isinstance(error, _NO_LOGIN):
        what = "there are no usable credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or an AWS profile"
    elif isinstance(error, EndpointConnectionError):
        what = "the endpoint cannot be reached; see that it runs and [archive] endpoint_url is right"
    elif isinstance(error, _DAMAGED):
        kind = DamagedObjectError
        what = "its bytes do not have the checksum that they were stored with; run `dateline audit`"
    elif isinstance(error, ClientError) and status(error) == _UNSUPPORTED:
        what = _NO_SUPPORT
    elif isinstance(error, ClientError):
        what = _SENTENCES.get(code(error)) or f"the endpoint answered {status(error)} {code(error)}".rstrip()
    else:
        what = _BUCKET_NAME if isinstance(error, ParamValidationError) else str(error)
    if action == OPENED:
        return kind(f"The archive in {place} could not be opened: {what}.", key=key)
    return kind(f'"{key}" could not be {action} ({place}): {what}.', key=key)
