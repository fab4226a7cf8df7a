"""What each action does, once the call has passed all checks of its form."""

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from sandbox.tencent.certificates import (
    WAITS_FOR_LETTER,
    WAITS_FOR_REVOKE_LETTER,
    Certificate,
)
from sandbox.tencent.messages import Refused

SMALLEST_LETTER = 1_024  # bytes
LARGEST_LETTER = 1_468_006  # bytes; 1.4 * 1024 * 1024, the widest reading of "1.4 MB"

FIRST_BYTES = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF8": "gif",
}
FORMATS = {"jpg", "png", "pdf"}
WOSIGN_FORMATS = {"jpg", "pdf", "gif"}


@dataclass(frozen=True)
class ReceivedLetter:
    """A letter that was really applied; `at` in seconds of the server's clock."""

    certificate_id: str
    content: bytes = field(repr=False)
    request_id: str
    at: float
    action: str = "UploadConfirmLetter"


@dataclass(frozen=True)
class Context:
    """What an action needs to know of its call and of the account."""

    certificates: dict[str, Certificate]
    letters: list[ReceivedLetter]
    request_id: str
    now: float


@dataclass(frozen=True)
class LetterRules:
    """How the two upload actions differ: in status, in what comes next, in their codes."""

    action: str
    parameter: str
    status_needed: int
    status_after: int
    status_msg_after: str
    too_small: str
    too_large: str
    wrong_format: str
    wrong_format_wosign: str
    wrong_source: str


CONFIRM = LetterRules(
    action="UploadConfirmLetter",
    parameter="ConfirmLetter",
    status_needed=WAITS_FOR_LETTER,
    status_after=0,
    status_msg_after="CA-REVIEWING",
    too_small="FailedOperation.ConfirmLetterTooSmall",
    too_large="FailedOperation.ConfirmLetterTooLarge",
    wrong_format="FailedOperation.InvalidConfirmLetterFormat",
    wrong_format_wosign="FailedOperation.InvalidConfirmLetterFormatWosign",
    wrong_source="FailedOperation.InvalidCertificateSource",
)
REVOKE = LetterRules(
    action="UploadRevokeLetter",
    parameter="RevokeLetter",
    status_needed=WAITS_FOR_REVOKE_LETTER,
    status_after=9,
    status_msg_after="CA-REVIEWING",
    too_small="FailedOperation.FileTooSmall",
    too_large="FailedOperation.FileTooLarge",
    wrong_format="FailedOperation.InvalidFileType",
    wrong_format_wosign="FailedOperation.InvalidFileType",
    wrong_source="FailedOperation.CertificateInvalid",
)


def upload_confirm_letter(context: Context, parameters: dict[str, Any]) -> dict[str, Any]:
    """Take the confirmation letter of a certificate in status 8."""
    return _upload(CONFIRM, context, parameters)


def upload_revoke_letter(context: Context, parameters: dict[str, Any]) -> dict[str, Any]:
    """Take the revocation letter of a certificate in status 12."""
    return _upload(REVOKE, context, parameters)


def describe_certificate(context: Context, parameters: dict[str, Any]) -> dict[str, Any]:
    """One certificate; no private key is among its fields."""
    return _find(context, parameters["CertificateId"]).details()


def describe_certificates(context: Context, parameters: dict[str, Any]) -> dict[str, Any]:
    """List a page of the certificates that pass all filters, the newest order first."""
    _check_list(parameters)
    found = _passing(context.certificates.values(), parameters)
    found.sort(key=attrgetter("inserted"), reverse=True)
    if "ExpirationSort" in parameters:
        found.sort(key=lambda each: each.ends or "", reverse=parameters["ExpirationSort"] == "DESC")
    offset = parameters.get("Offset", 0)
    page = found[offset : offset + min(parameters.get("Limit", 10), 1_000)]
    return {"TotalCount": len(found), "Certificates": [each.summary() for each in page]}


Action = Callable[[Context, dict[str, Any]], dict[str, Any]]
ACTIONS: dict[str, Action] = {
    "UploadConfirmLetter": upload_confirm_letter,
    "UploadRevokeLetter": upload_revoke_letter,
    "DescribeCertificate": describe_certificate,
    "DescribeCertificates": describe_certificates,
}


def file_type(content: bytes) -> str | None:
    """Tell the format that the first bytes tell: pdf, jpg, png, gif, or None."""
    return next((kind for first, kind in FIRST_BYTES.items() if content.startswith(first)), None)


def _upload(rules: LetterRules, context: Context, parameters: dict[str, Any]) -> dict[str, Any]:
    certificate = _find(context, parameters["CertificateId"])
    content = _decode(rules.parameter, parameters[rules.parameter])
    _check_letter(rules, content, certificate)
    _check_certificate(rules, certificate)
    context.letters.append(
        ReceivedLetter(certificate.id, content, context.request_id, context.now, rules.action)
    )
    certificate.status, certificate.status_msg = rules.status_after, rules.status_msg_after
    return {"CertificateId": certificate.id, "IsSuccess": True}


def _find(context: Context, certificate_id: str) -> Certificate:
    certificate = context.certificates.get(certificate_id)
    if certificate is None:
        raise Refused(code="FailedOperation.CertificateNotFound")
    return certificate


def _decode(name: str, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(code="InvalidParameterValue", detail=f"{name} is not Base64") from None


def _check_letter(rules: LetterRules, content: bytes, certificate: Certificate) -> None:
    if len(content) < SMALLEST_LETTER:
        raise Refused(code=rules.too_small)
    if len(content) > LARGEST_LETTER:
        raise Refused(code=rules.too_large)
    kind = file_type(content)
    if certificate.is_wosign and kind not in WOSIGN_FORMATS:
        raise Refused(code=rules.wrong_format_wosign)
    if not certificate.is_wosign and kind not in FORMATS:
        raise Refused(code=rules.wrong_format)


def _check_certificate(rules: LetterRules, certificate: Certificate) -> None:
    if certificate.is_uploaded:
        raise Refused(code=rules.wrong_source)
    if certificate.is_dv:
        raise Refused(code="FailedOperation.UploadConfirmCertificateNotSupportDV")
    if certificate.status != rules.status_needed:
        raise Refused(code="FailedOperation.InvalidCertificateStatusCode")


def _check_list(parameters: dict[str, Any]) -> None:
    if len(parameters.get("CertIds", [])) > 50:
        raise Refused(code="InvalidParameter.CertificateIdNumberLimit")
    if parameters.get("Offset", 0) < 0 or parameters.get("Limit", 10) < 0:
        raise Refused(code="InvalidParameterValue", detail="Offset, Limit")
    for name, allowed in {
        "ExpirationSort": {"ASC", "DESC"},
        "FilterSource": {"upload", "buy"},
    }.items():
        if name in parameters and parameters[name] not in allowed:
            raise Refused(code="InvalidParameterValue", detail=name)


FILTERS: dict[str, Callable[[Certificate, Any], bool]] = {
    "SearchKey": lambda each, key: any(key in text for text in (each.id, each.alias, each.domain)),
    "CertificateType": lambda _, kind: kind == "SVR",
    "ProjectId": lambda each, project: each.project_id == str(project),
    "CertificateStatus": lambda each, statuses: not statuses or each.status in statuses,
    "FilterSource": lambda each, source: each.is_uploaded == (source == "upload"),
    "IsSM": lambda each, is_sm: each.is_sm == bool(is_sm),
    "CertIds": lambda each, ids: not ids or each.id in ids,
}


def _passing(certificates: Iterable[Certificate], parameters: dict[str, Any]) -> list[Certificate]:
    found = list(certificates)
    for name in FILTERS.keys() & parameters:
        passes, wanted = FILTERS[name], parameters[name]
        found = [each for each in found if passes(each, wanted)]
    return found
