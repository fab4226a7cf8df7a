"""Names and types of the parameters of each action, as the API pages list them.

Sources: UploadConfirmLetter (1007/55887), UploadRevokeLetter, DescribeCertificate (400/41674),
DescribeCertificates (400/41671); UploadRevokeLetter has the form of UploadConfirmLetter.
"""

from collections.abc import Callable
from typing import Any

from sandbox.tencent.messages import Refused

TypeCheck = Callable[[Any], bool]


def _text(value: object) -> bool:
    return isinstance(value, str)


def _integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(_text(each) for each in value)


def _integers(value: object) -> bool:
    return isinstance(value, list) and all(_integer(each) for each in value)


REQUIRED: dict[str, dict[str, TypeCheck]] = {
    "UploadConfirmLetter": {"CertificateId": _text, "ConfirmLetter": _text},
    "UploadRevokeLetter": {"CertificateId": _text, "RevokeLetter": _text},
    "DescribeCertificate": {"CertificateId": _text},
    "DescribeCertificates": {},
}
OPTIONAL: dict[str, dict[str, TypeCheck]] = {
    "DescribeCertificates": {
        "Offset": _integer,
        "Limit": _integer,
        "SearchKey": _text,
        "CertificateType": _text,
        "ProjectId": _integer,
        "ExpirationSort": _text,
        "CertificateStatus": _integers,
        "FilterSource": _text,
        "IsSM": _integer,
        "CertIds": _texts,
    }
}
# The real service has these filters; the sandbox says so rather than ignore them in silence.
NOT_HERE = {
    "Deployable",
    "Upload",
    "Renew",
    "FilterExpiring",
    "Hostable",
    "Tags",
    "IsPendingIssue",
    "ServiceId",
}


def read(action: str, given: object) -> dict[str, Any]:
    """Take the parameters of a parsed body, with names and types checked; raises Refused."""
    if not isinstance(given, dict):
        raise Refused(code="InvalidParameter", detail="the body is not a JSON object")
    known = REQUIRED[action] | OPTIONAL.get(action, {})
    for name, value in given.items():
        _check(action, name, value, known)
    for name in REQUIRED[action]:
        if name not in given:
            raise Refused(code="MissingParameter", detail=name)
    return given


def _check(action: str, name: str, value: object, known: dict[str, TypeCheck]) -> None:
    if action == "DescribeCertificates" and name in NOT_HERE:
        raise Refused(code="UnsupportedOperation", detail=f"the sandbox has no filter {name}")
    if name not in known:
        raise Refused(code="UnknownParameter", detail=name)
    if not known[name](value):
        raise Refused(code="InvalidParameter", detail=f"{name} has a wrong type")
