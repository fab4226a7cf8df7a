"""Tencent Cloud's error codes: what each of them means.

    code ─► refusal ─► Refusal: its kind, and with it who can mend it, its heading, its words

A new code is one line in its kind's row. A new kind is a row, and words for it in `bot/locales/`.
Sources: the error tables of UploadConfirmLetter, UploadRevokeLetter and DescribeCertificate, the
common error codes, and the code lists of Tencent's own SDKs for the ssl service.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.problems import Heading, Mender, OfKind, Traits

# Kinds that the bot itself looks at.
CERTIFICATE_NOT_FOUND = "certificate-not-found"
CERTIFICATE_NOT_WAITING = "certificate-not-waiting"
INTERNAL_FAILURE = "internal-failure"
NOT_ACCEPTED = "not-accepted"
NOT_PERMITTED = "not-permitted"
TOO_MANY_REQUESTS = "too-many-requests"
UNKNOWN_REFUSAL = "unknown-refusal"
WRONG_VALUE = "wrong-value"


@dataclass(frozen=True)
class Row(Traits):
    """What is known of a kind of refusal, and Tencent's codes for it."""

    codes: tuple[str, ...] = ()


def _row(
    *codes: str,
    mender: Mender = Mender.POSTER,
    heading: Heading = Heading.REFUSED,
    may_be_wrong_id: bool = False,
    passes: bool = False,
) -> Row:
    return Row(mender, heading, may_be_wrong_id, passes, codes)


_OPERATOR, _TENCENT = Mender.OPERATOR, Mender.TENCENT

KINDS: dict[str, Row] = {
    # The certificate. Not found: in this account.
    CERTIFICATE_NOT_FOUND: _row(
        "FailedOperation.CertificateNotFound", "ResourceNotFound", may_be_wrong_id=True
    ),
    CERTIFICATE_NOT_WAITING: _row(
        "FailedOperation.InvalidCertificateStatusCode", may_be_wrong_id=True
    ),
    "certificate-invalid": _row("FailedOperation.CertificateInvalid"),
    "certificate-not-available": _row("FailedOperation.CertificateNotAvailable"),
    "certificate-from-elsewhere": _row("FailedOperation.InvalidCertificateSource"),
    "manager-not-ready": _row("FailedOperation.IllegalManagerStatus"),
    WRONG_VALUE: _row(  # most often it is the certificate's ID
        "InvalidParameter.ContainsInvalidCertificateId",
        "InvalidParameterValue",
        may_be_wrong_id=True,
    ),
    # The letter, as Tencent has measured it. The WoSign kind takes JPG, PDF and GIF, but no PNG.
    "letter-too-large": _row(
        "FailedOperation.ConfirmLetterTooLarge",
        "FailedOperation.FileTooLarge",
        "RequestSizeLimitExceeded",
    ),
    "letter-too-small": _row(
        "FailedOperation.ConfirmLetterTooSmall", "FailedOperation.FileTooSmall"
    ),
    "letter-format": _row(
        "FailedOperation.InvalidConfirmLetterFormat", "FailedOperation.InvalidFileType"
    ),
    "letter-format-wosign": _row("FailedOperation.InvalidConfirmLetterFormatWosign"),
    # The way. That Tencent takes a letter in its console only is a normal ending, not a fault.
    "console-only": _row(
        "ActionOffline",
        "FailedOperation.UploadConfirmCertificateNotSupport",
        heading=Heading.IN_CONSOLE,
    ),
    "no-letter-for-dv": _row(
        "FailedOperation.UploadConfirmCertificateNotSupportDV", heading=Heading.NONE_NEEDED
    ),
    "order-in-process": _row("FailedOperation.CertificateOrderSubmitProcessing", mender=_TENCENT),
    # The operator: key, clock (five minutes off), signature
    "clock-wrong": _row("AuthFailure.SignatureExpire", mender=_OPERATOR),
    "secret-id-unknown": _row(
        "AuthFailure.InvalidSecretId", "AuthFailure.SecretIdNotFound", mender=_OPERATOR
    ),
    "signature-rejected": _row("AuthFailure", "AuthFailure.SignatureFailure", mender=_OPERATOR),
    "session-token-expired": _row("AuthFailure.TokenFailure", mender=_OPERATOR),
    "mfa-required": _row("AuthFailure.MFAFailure", mender=_OPERATOR),
    # The operator: rights of the account
    NOT_PERMITTED: _row(
        "AuthFailure.UnauthorizedOperation",
        "FailedOperation.AuthError",
        "FailedOperation.CAMAuthorizedFail",
        "FailedOperation.NoProjectPermission",
        "UnauthorizedOperation",
        mender=_OPERATOR,
    ),
    "address-refused": _row("IpInBlacklist", "IpNotInWhitelist", mender=_OPERATOR),
    "real-name-missing": _row("FailedOperation.NoRealNameAuth", mender=_OPERATOR),
    "service-role-missing": _row("FailedOperation.RoleNotFoundAuthorization", mender=_OPERATOR),
    "quota-exceeded": _row("FailedOperation.ExceedsFreeLimit", "LimitExceeded", mender=_OPERATOR),
    # The operator: the request is a bug, or the API has changed
    "request-malformed": _row(
        "AuthFailure.InvalidAuthorization",
        "DryRunOperation",
        "FailedOperation.InvalidParam",
        "InvalidAction",
        "InvalidParameter",
        "InvalidParameter.CertificateIdNumberLimit",
        "InvalidParameter.RegionNotEmpty",
        "InvalidParameter.WithDetailReason",
        "InvalidRequest",
        "MissingParameter",
        "NoSuchProduct",
        "NoSuchVersion",
        "ResponseSizeLimitExceeded",
        "UnknownParameter",
        "UnsupportedProtocol",
        "UnsupportedRegion",
        mender=_OPERATOR,
    ),
    # The operator: no finer cause than Tencent's message
    "operation-failed": _row(
        "FailedOperation",
        "FailedOperation.CancelOrderFailed",
        "FailedOperation.CannotBeDeletedIssued",
        "FailedOperation.CannotBeDeletedWithinHour",
        "FailedOperation.CertificateMismatch",
        "FailedOperation.OrderAlreadyReplaced",
        "FailedOperation.OrderReplaceFailed",
        "ResourceInUse",
        "UnsupportedOperation",
        mender=_OPERATOR,
    ),
    UNKNOWN_REFUSAL: _row(mender=_OPERATOR),  # a code that this release does not know
    # Tencent Cloud, and the CA behind it
    "ca-busy": _row("FailedOperation.NetworkError", mender=_TENCENT, passes=True),
    INTERNAL_FAILURE: _row(
        "FailedOperation.CannotGetOrder",
        "FailedOperation.SystemError",
        "InternalError",
        "InternalError.BackendResponseEmpty",
        "InternalError.BackendResponseError",
        mender=_TENCENT,
        passes=True,
    ),
    TOO_MANY_REQUESTS: _row(
        "LimitExceeded.RateLimitExceeded",
        "RequestLimitExceeded",
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
        "RequestLimitExceeded.IPLimitExceeded",
        "RequestLimitExceeded.UinLimitExceeded",
        mender=_TENCENT,
        passes=True,
    ),
    "service-unavailable": _row(
        "ResourceInsufficient",
        "ResourceUnavailable",
        "ServiceUnavailable",
        mender=_TENCENT,
        passes=True,
    ),
    NOT_ACCEPTED: _row(mender=_TENCENT),  # `IsSuccess` is false, without an error
}

CODES: dict[str, str] = {code: kind for kind, row in KINDS.items() for code in row.codes}
"""Tencent's codes, each with its kind."""


@dataclass(frozen=True)
class Refusal(OfKind):
    """Tencent Cloud said no: its error code, its own message (free text) and its RequestId.

    Of the kinds that pass by themselves, only `TOO_MANY_REQUESTS` says that the request was not
    processed: after any other one an upload must read the certificate's status before it is sent
    again.
    """

    KINDS: ClassVar[Mapping[str, Traits]] = KINDS

    code: str
    message: str
    request_id: str


def refusal(code: str, message: str, request_id: str) -> Refusal:
    """Return what a code means: its own kind, else its family's (the part before a dot)."""
    family = code
    while family not in CODES and "." in family:
        family = family.rpartition(".")[0]
    return Refusal(CODES.get(family, UNKNOWN_REFUSAL), code, message, request_id)
