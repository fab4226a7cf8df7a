"""What each action takes and does, once the call has passed all checks of its form.

Sources: UploadConfirmLetter (1007/55887), UploadRevokeLetter, DescribeCertificate (400/41674),
DescribeCertificates (400/41671); UploadRevokeLetter has the form of UploadConfirmLetter.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec

from sandbox.tencent import certificates as account
from sandbox.tencent.certificates import Certificate
from sandbox.tencent.messages import Refused

Fields = dict[str, Any]

SMALLEST_LETTER = 1_024  # bytes
LARGEST_LETTER = 1_468_006  # bytes; 1.4 * 1024 * 1024, the widest reading of "1.4 MB"

FIRST_BYTES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"GIF8": "gif"}
FORMATS = {"jpg", "png", "pdf"}
WOSIGN_FORMATS = {"jpg", "pdf", "gif"}
TYPES = {"string": str, "integer": int}


class Action(msgspec.Struct, frozen=True):
    """What an action takes, by name its type, and for an upload the letter that it is about.

    `wrong` has the code for each thing that may be wrong with a letter.
    """

    required: dict[str, str] = {}
    optional: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    not_here: list[str] = []
    letter: str = ""
    status_needed: int = account.WAITS_FOR_LETTER
    status_after: int = account.IN_REVIEW
    wrong: dict[str, str] = {}


ACTIONS = msgspec.toml.decode(
    Path(__file__).with_suffix(".toml").read_bytes(), type=dict[str, Action]
)

FILTERS: dict[str, Callable[[Certificate, Any], bool]] = {
    "SearchKey": lambda each, key: any(key in text for text in (each.id, each.alias, each.domain)),
    "CertificateType": lambda _, kind: kind == "SVR",
    "ProjectId": lambda each, project: each.project_id == str(project),
    "CertificateStatus": lambda each, statuses: not statuses or each.status in statuses,
    "FilterSource": lambda each, source: each.is_uploaded == (source == "upload"),
    "IsSM": lambda each, is_sm: each.is_sm == bool(is_sm),
    "CertIds": lambda each, ids: not ids or each.id in ids,
}


@dataclass(frozen=True)
class ReceivedLetter:
    """A letter that was really applied; `at` in seconds of the server's clock."""

    certificate_id: str
    content: bytes = field(repr=False)
    request_id: str
    at: float
    action: str = "UploadConfirmLetter"


def check_parameters(action: str, given: object) -> Fields:
    """The parameters of a parsed body, with names and types checked; raises Refused."""
    if not isinstance(given, dict):
        raise Refused(code="InvalidParameter", detail="the body is not a JSON object")
    takes = ACTIONS[action]
    for name, value in given.items():
        _check_parameter(takes, name, value)
    for name in takes.required:
        if name not in given:
            raise Refused(code="MissingParameter", detail=name)
    return given


def _check_parameter(takes: Action, name: str, value: object) -> None:
    if name in takes.not_here:
        raise Refused(code="UnsupportedOperation", detail=f"the sandbox has no filter {name}")
    kind = (takes.required | takes.optional).get(name)
    if kind is None:
        raise Refused(code="UnknownParameter", detail=name)
    if not _is(value, kind):
        raise Refused(code="InvalidParameter", detail=f"{name} has a wrong type")
    if value not in takes.values.get(name, [value]):
        raise Refused(code="InvalidParameterValue", detail=name)


def describe_certificates(certificates: dict[str, Certificate], parameters: Fields) -> Fields:
    """List a page of the certificates that pass all filters, the newest order first."""
    offset, limit = parameters.get("Offset", 0), parameters.get("Limit", 10)
    if len(parameters.get("CertIds", [])) > 50:
        raise Refused(code="InvalidParameter.CertificateIdNumberLimit")
    if offset < 0 or limit < 0:
        raise Refused(code="InvalidParameterValue", detail="Offset, Limit")
    found = list(certificates.values())
    for name in FILTERS.keys() & parameters:
        passes, wanted = FILTERS[name], parameters[name]
        found = [each for each in found if passes(each, wanted)]
    found.sort(key=attrgetter("inserted"), reverse=True)
    if "ExpirationSort" in parameters:
        found.sort(key=lambda each: each.ends or "", reverse=parameters["ExpirationSort"] == "DESC")
    page = found[offset : offset + min(limit, 1_000)]
    return {"TotalCount": len(found), "Certificates": [each.summary() for each in page]}


READING: dict[str, Callable[[dict[str, Certificate], Fields], Fields]] = {
    "DescribeCertificate": lambda certificates, given: _find(certificates, given).details(),
    "DescribeCertificates": describe_certificates,
}


def upload(action: str, certificates: dict[str, Certificate], parameters: Fields) -> bytes:
    """Take the letter of a certificate that waits for one, and give its bytes."""
    rules, certificate = ACTIONS[action], _find(certificates, parameters)
    try:
        content = base64.b64decode(parameters[rules.letter], validate=True)
    except ValueError:
        detail = f"{rules.letter} is not Base64"
        raise Refused(code="InvalidParameterValue", detail=detail) from None
    if wrong := _wrong(rules, content, certificate):
        raise Refused(code=f"FailedOperation.{rules.wrong[wrong]}")
    certificate.status, certificate.status_msg = rules.status_after, account.REVIEWS[0]
    return content


def _is(value: object, wanted: str) -> bool:
    if wanted.startswith("["):
        return isinstance(value, list) and all(_is(each, wanted[1:-1]) for each in value)
    return type(value) is TYPES[wanted]  # True is no integer


def _find(certificates: dict[str, Certificate], parameters: Fields) -> Certificate:
    certificate = certificates.get(parameters["CertificateId"])
    if certificate is None:
        raise Refused(code="FailedOperation.CertificateNotFound")
    return certificate


def _wrong(rules: Action, content: bytes, certificate: Certificate) -> str | None:
    """Tell the first thing that is wrong, by its name in `Action.wrong`."""
    kind = next((kind for first, kind in FIRST_BYTES.items() if content.startswith(first)), None)
    is_wosign = certificate.is_wosign
    found = {
        "too small": len(content) < SMALLEST_LETTER,
        "too large": len(content) > LARGEST_LETTER,
        "format": not is_wosign and kind not in FORMATS,
        "format for WoSign": is_wosign and kind not in WOSIGN_FORMATS,
        "source": certificate.is_uploaded,
        "DV": certificate.is_dv,
        "status": certificate.status != rules.status_needed,
    }
    return next((name for name, holds in found.items() if holds), None)
