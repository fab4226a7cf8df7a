"""Tencent Cloud's error codes: what each of them means.

    code ─► refusal ─► Refusal: its kind, and with it who can mend it, its heading, its words

A new code is one word in its kind's row. A new kind is a row, and words for it in `bot/locales/`.
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


_REFUSED = Heading.REFUSED

TABLE: dict[Traits, dict[str, str]] = {
    # The letter, as Tencent has measured it, and the certificate
    Traits(Mender.POSTER, _REFUSED): {
        "certificate-invalid": "FailedOperation.CertificateInvalid",
        "certificate-not-available": "FailedOperation.CertificateNotAvailable",
        "certificate-from-elsewhere": "FailedOperation.InvalidCertificateSource",
        "manager-not-ready": "FailedOperation.IllegalManagerStatus",
        "letter-too-large": """
            FailedOperation.ConfirmLetterTooLarge FailedOperation.FileTooLarge
            RequestSizeLimitExceeded
        """,
        "letter-too-small": """
            FailedOperation.ConfirmLetterTooSmall FailedOperation.FileTooSmall
        """,
        "letter-format": """
            FailedOperation.InvalidConfirmLetterFormat FailedOperation.InvalidFileType
        """,
        # JPG, PDF and GIF, but no PNG
        "letter-format-wosign": "FailedOperation.InvalidConfirmLetterFormatWosign",
    },
    # Not in this account: who has named a wrong ID was not refused by Tencent
    Traits(Mender.POSTER, Heading.NO_SUCH_CERTIFICATE, may_be_wrong_id=True): {
        CERTIFICATE_NOT_FOUND: """
            FailedOperation.CertificateNotFound InvalidParameter.ContainsInvalidCertificateId
            ResourceNotFound
        """,
    },
    Traits(Mender.POSTER, may_be_wrong_id=True): {
        CERTIFICATE_NOT_WAITING: "FailedOperation.InvalidCertificateStatusCode",
        WRONG_VALUE: "InvalidParameterValue",  # most often of the certificate's ID
    },
    # That Tencent takes a letter in its console only is a normal ending, not a fault.
    Traits(Mender.POSTER, Heading.IN_CONSOLE): {
        "console-only": "ActionOffline FailedOperation.UploadConfirmCertificateNotSupport",
    },
    Traits(Mender.POSTER, Heading.NONE_NEEDED): {
        "no-letter-for-dv": "FailedOperation.UploadConfirmCertificateNotSupportDV",
    },
    Traits(Mender.OPERATOR, _REFUSED): {
        # Key, clock (five minutes off), signature
        "clock-wrong": "AuthFailure.SignatureExpire",
        "secret-id-unknown": "AuthFailure.InvalidSecretId AuthFailure.SecretIdNotFound",
        "signature-rejected": "AuthFailure AuthFailure.SignatureFailure",
        "session-token-expired": "AuthFailure.TokenFailure",
        "mfa-required": "AuthFailure.MFAFailure",
        # Rights of the account
        NOT_PERMITTED: """
            AuthFailure.UnauthorizedOperation FailedOperation.AuthError
            FailedOperation.CAMAuthorizedFail FailedOperation.NoProjectPermission
            UnauthorizedOperation
        """,
        "address-refused": "IpInBlacklist IpNotInWhitelist",
        "real-name-missing": "FailedOperation.NoRealNameAuth",
        "service-role-missing": "FailedOperation.RoleNotFoundAuthorization",
        "quota-exceeded": "FailedOperation.ExceedsFreeLimit LimitExceeded",
        # The request is a bug, or the API has changed
        "request-malformed": """
            AuthFailure.InvalidAuthorization DryRunOperation FailedOperation.InvalidParam
            InvalidAction InvalidParameter InvalidParameter.CertificateIdNumberLimit
            InvalidParameter.RegionNotEmpty InvalidParameter.WithDetailReason InvalidRequest
            MissingParameter NoSuchProduct NoSuchVersion ResponseSizeLimitExceeded
            UnknownParameter UnsupportedProtocol UnsupportedRegion
        """,
        # No finer cause than Tencent's message
        "operation-failed": """
            FailedOperation FailedOperation.CancelOrderFailed
            FailedOperation.CannotBeDeletedIssued FailedOperation.CannotBeDeletedWithinHour
            FailedOperation.CertificateMismatch FailedOperation.OrderAlreadyReplaced
            FailedOperation.OrderReplaceFailed ResourceInUse UnsupportedOperation
        """,
        UNKNOWN_REFUSAL: "",  # a code that this release does not know
    },
    # Tencent Cloud, and the CA behind it
    Traits(Mender.TENCENT, _REFUSED): {
        "order-in-process": "FailedOperation.CertificateOrderSubmitProcessing",
        NOT_ACCEPTED: "",  # `IsSuccess` is false, without an error
    },
    Traits(Mender.TENCENT, _REFUSED, passes=True): {
        "ca-busy": "FailedOperation.NetworkError",
        INTERNAL_FAILURE: """
            FailedOperation.CannotGetOrder FailedOperation.SystemError InternalError
            InternalError.BackendResponseEmpty InternalError.BackendResponseError
        """,
        TOO_MANY_REQUESTS: """
            LimitExceeded.RateLimitExceeded RequestLimitExceeded
            RequestLimitExceeded.GlobalRegionUinLimitExceeded
            RequestLimitExceeded.IPLimitExceeded RequestLimitExceeded.UinLimitExceeded
        """,
        "service-unavailable": "ResourceInsufficient ResourceUnavailable ServiceUnavailable",
    },
}
"""Who can mend it and what it is called; the kinds of it; Tencent's codes for each kind."""

_ROWS = [(traits, *row) for traits, kinds in TABLE.items() for row in kinds.items()]
CODES = {code: kind for _, kind, codes in _ROWS for code in codes.split()}
"""Tencent's codes, each with its kind."""


@dataclass(frozen=True)
class Refusal(OfKind):
    """Tencent Cloud said no: its error code, its own message (free text) and its RequestId.

    Of the kinds that pass by themselves, only `TOO_MANY_REQUESTS` says that the request was not
    processed: after any other one an upload must read the certificate's status before it is sent
    again.
    """

    KINDS: ClassVar[Mapping[str, Traits]] = {kind: traits for traits, kind, _ in _ROWS}

    code: str
    message: str
    request_id: str


def refusal(code: str, message: str, request_id: str) -> Refusal:
    """Return what a code means: its own kind, else its family's (the part before a dot)."""
    family = code
    while family not in CODES and "." in family:
        family = family.rpartition(".")[0]
    return Refusal(CODES.get(family, UNKNOWN_REFUSAL), code, message, request_id)
