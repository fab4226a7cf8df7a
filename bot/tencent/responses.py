"""What an answer of Tencent Cloud means: bytes in, a verdict out.

    HTTP status + body ─► Accepted · Refusal (problems.py) · Unclear

Tencent answers 200 for success and for errors alike; the envelope `{"Response": {…}}` tells.
An answer without a readable envelope comes from a gateway or a proxy, or is a fault of Tencent's:
it says nothing about what became of the request.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypedDict

import msgspec

from bot import problems
from bot.problems import Problem, Refusal

# An answer is a few hundred bytes long, one with a certificate's data some thousand.
LONGEST_ANSWER = 1_000_000
# A row of a listing takes some two thousand bytes, a page has up to a thousand rows.
LONGEST_LISTING = 16_000_000

_LONGEST_MESSAGE = 600
_LONGEST_WORD = 120


@dataclass(frozen=True)
class Accepted:
    """The call succeeded. `fields` may hold personal data: it stays out of logs and the ledger."""

    fields: dict[str, Any] = field(repr=False)
    request_id: str


@dataclass(frozen=True)
class Unclear:
    """Nobody can say from this answer what became of the request; `why` is for the log."""

    why: str


@dataclass(frozen=True)
class Form:
    """How an action's answer is opened: its longest size in bytes, and the decoder of its JSON."""

    longest: int
    decode: Callable[[bytes], Any]


class _Listing(TypedDict, total=False):
    """The part of DescribeCertificates' answer that is read at once; the rows wait for `reading`.

    To find where each row ends takes a sixth of the time that it takes to read them all, and the
    event loop stands still for it.
    """

    Error: Any
    RequestId: Any
    DeprecatedWarning: Any
    TotalCount: Any
    Certificates: list[msgspec.Raw] | None


class _ListingEnvelope(TypedDict, total=False):
    Response: _Listing


SINGLE = Form(LONGEST_ANSWER, msgspec.json.decode)
LISTING = Form(LONGEST_LISTING, msgspec.json.Decoder(_ListingEnvelope).decode)

# Sources: the error tables of UploadConfirmLetter, UploadRevokeLetter and DescribeCertificate, the
# common error codes, and the code lists of Tencent's own SDKs for the ssl service.
MEANINGS: dict[str, type[Refusal]] = {
    # The certificate
    "FailedOperation.CertificateInvalid": problems.CertificateInvalid,
    "FailedOperation.CertificateNotAvailable": problems.CertificateNotAvailable,
    "FailedOperation.CertificateNotFound": problems.CertificateNotFound,
    "FailedOperation.IllegalManagerStatus": problems.ManagerNotReady,
    "FailedOperation.InvalidCertificateSource": problems.CertificateFromElsewhere,
    "FailedOperation.InvalidCertificateStatusCode": problems.CertificateNotWaiting,
    "InvalidParameter.ContainsInvalidCertificateId": problems.WrongValue,
    "InvalidParameterValue": problems.WrongValue,
    "ResourceNotFound": problems.CertificateNotFound,
    # The letter
    "FailedOperation.ConfirmLetterTooLarge": problems.LetterTooLarge,
    "FailedOperation.ConfirmLetterTooSmall": problems.LetterTooSmall,
    "FailedOperation.FileTooLarge": problems.LetterTooLarge,
    "FailedOperation.FileTooSmall": problems.LetterTooSmall,
    "FailedOperation.InvalidConfirmLetterFormat": problems.LetterFormat,
    "FailedOperation.InvalidConfirmLetterFormatWosign": problems.LetterFormatWosign,
    "FailedOperation.InvalidFileType": problems.LetterFormat,
    "RequestSizeLimitExceeded": problems.LetterTooLarge,
    # The way
    "ActionOffline": problems.ConsoleOnly,
    "FailedOperation.CertificateOrderSubmitProcessing": problems.OrderInProcess,
    "FailedOperation.UploadConfirmCertificateNotSupport": problems.ConsoleOnly,
    "FailedOperation.UploadConfirmCertificateNotSupportDV": problems.NoLetterForDv,
    # The operator: key, clock, signature
    "AuthFailure": problems.SignatureRejected,
    "AuthFailure.InvalidAuthorization": problems.RequestMalformed,
    "AuthFailure.InvalidSecretId": problems.SecretIdUnknown,
    "AuthFailure.MFAFailure": problems.MfaRequired,
    "AuthFailure.SecretIdNotFound": problems.SecretIdUnknown,
    "AuthFailure.SignatureExpire": problems.ClockWrong,
    "AuthFailure.SignatureFailure": problems.SignatureRejected,
    "AuthFailure.TokenFailure": problems.SessionTokenExpired,
    # The operator: rights of the account
    "AuthFailure.UnauthorizedOperation": problems.NotPermitted,
    "FailedOperation.AuthError": problems.NotPermitted,
    "FailedOperation.CAMAuthorizedFail": problems.NotPermitted,
    "FailedOperation.NoProjectPermission": problems.NotPermitted,
    "FailedOperation.NoRealNameAuth": problems.RealNameMissing,
    "FailedOperation.RoleNotFoundAuthorization": problems.ServiceRoleMissing,
    "IpInBlacklist": problems.AddressRefused,
    "IpNotInWhitelist": problems.AddressRefused,
    "UnauthorizedOperation": problems.NotPermitted,
    # The operator: quotas
    "FailedOperation.ExceedsFreeLimit": problems.QuotaExceeded,
    "LimitExceeded": problems.QuotaExceeded,
    # The operator: the request
    "DryRunOperation": problems.RequestMalformed,
    "FailedOperation.InvalidParam": problems.RequestMalformed,
    "InvalidAction": problems.RequestMalformed,
    "InvalidParameter": problems.RequestMalformed,
    "InvalidParameter.CertificateIdNumberLimit": problems.RequestMalformed,
    "InvalidParameter.RegionNotEmpty": problems.RequestMalformed,
    "InvalidParameter.WithDetailReason": problems.RequestMalformed,
    "InvalidRequest": problems.RequestMalformed,
    "MissingParameter": problems.RequestMalformed,
    "NoSuchProduct": problems.RequestMalformed,
    "NoSuchVersion": problems.RequestMalformed,
    "ResponseSizeLimitExceeded": problems.RequestMalformed,
    "UnknownParameter": problems.RequestMalformed,
    "UnsupportedProtocol": problems.RequestMalformed,
    "UnsupportedRegion": problems.RequestMalformed,
    # The operator: no finer cause than Tencent's message
    "FailedOperation": problems.OperationFailed,
    "FailedOperation.CancelOrderFailed": problems.OperationFailed,
    "FailedOperation.CannotBeDeletedIssued": problems.OperationFailed,
    "FailedOperation.CannotBeDeletedWithinHour": problems.OperationFailed,
    "FailedOperation.CertificateMismatch": problems.OperationFailed,
    "FailedOperation.OrderAlreadyReplaced": problems.OperationFailed,
    "FailedOperation.OrderReplaceFailed": problems.OperationFailed,
    "ResourceInUse": problems.OperationFailed,
    "UnsupportedOperation": problems.OperationFailed,
    # Tencent Cloud
    "FailedOperation.CannotGetOrder": problems.InternalFailure,
    "FailedOperation.NetworkError": problems.CaBusy,
    "FailedOperation.SystemError": problems.InternalFailure,
    "InternalError": problems.InternalFailure,
    "InternalError.BackendResponseEmpty": problems.InternalFailure,
    "InternalError.BackendResponseError": problems.InternalFailure,
    "LimitExceeded.RateLimitExceeded": problems.TooManyRequests,
    "RequestLimitExceeded": problems.TooManyRequests,
    "RequestLimitExceeded.GlobalRegionUinLimitExceeded": problems.TooManyRequests,
    "RequestLimitExceeded.IPLimitExceeded": problems.TooManyRequests,
    "RequestLimitExceeded.UinLimitExceeded": problems.TooManyRequests,
    "ResourceInsufficient": problems.ServiceUnavailable,
    "ResourceUnavailable": problems.ServiceUnavailable,
    "ServiceUnavailable": problems.ServiceUnavailable,
}

TRANSIENT = (
    problems.CaBusy,
    problems.InternalFailure,
    problems.ServiceUnavailable,
    problems.TooManyRequests,
)


def transient(problem: Problem) -> bool:
    """Tell whether the same request, signed anew, may succeed some seconds later.

    Of these, only `TooManyRequests` says that the request was not processed: after any other one
    an upload must read the certificate's status before it is sent again.
    """
    return isinstance(problem, TRANSIENT)


def meaning(code: str) -> type[Refusal]:
    """Find the class of problem for a code: its own, else its family's (the part before a dot)."""
    while code not in MEANINGS and "." in code:
        code = code.rpartition(".")[0]
    return MEANINGS.get(code, problems.UnknownRefusal)


def read_response(
    status: int, body: bytes, content_type: str, form: Form = SINGLE
) -> Accepted | Refusal | Unclear:
    """Read the verdict out of one answer; never raises, whatever the bytes are.

    `status` is HTTP's. Of an answer that is not 200 only an error in Tencent's own envelope is
    believed. `content_type` is told in `Unclear` and decides nothing: a gateway's page is never
    an envelope. `form`: what the action's answers look like.
    """
    response = _response(body, form)
    if response is None:
        return Unclear(f"HTTP {status}, {_word(content_type) or 'untyped'}: no envelope")
    request_id = _word(response.get("RequestId"))
    error = response.get("Error")
    if error is not None:
        return _refusal(error, request_id)
    if status != HTTPStatus.OK:
        return Unclear(f"HTTP {status}: an envelope without an error")
    if response.get("IsSuccess") is False:
        return problems.NotAccepted("IsSuccess=false", "", request_id)
    return Accepted(response, request_id)


def _response(body: bytes, form: Form) -> dict[str, Any] | None:
    """Open the envelope; None where there is none, or nothing in it."""
    if len(body) > form.longest:
        return None
    try:
        envelope = form.decode(body)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        return None
    response = envelope.get("Response") if isinstance(envelope, dict) else None
    return response if response and isinstance(response, dict) else None


def _refusal(error: object, request_id: str) -> Refusal | Unclear:
    code = _word(error.get("Code")) if isinstance(error, dict) else ""
    if not isinstance(error, dict) or not code:
        return Unclear("an error without a code")
    return meaning(code)(code, plain_text(error.get("Message")), request_id)


def plain_text(value: object) -> str:
    """Read free text as one line of bearable length; "" for anything that is not text."""
    if not isinstance(value, str):
        return ""
    text = value[:_LONGEST_MESSAGE]
    if not text.isprintable():  # hardly ever, and a page of a listing has thousands of texts
        text = "".join(c if c.isprintable() else " " for c in text)
    cut = " ".join(text.split())
    return f"{cut}…" if len(value) > _LONGEST_MESSAGE else cut


def _word(value: object) -> str:
    """Read a code or an ID, without what could break a line of the log."""
    if not isinstance(value, str):
        return ""
    return "".join(filter(str.isprintable, value[:_LONGEST_WORD])).strip()
