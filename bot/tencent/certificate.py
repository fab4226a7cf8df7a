"""What a response of Tencent Cloud tells of a certificate.

    DescribeCertificate  ─► read_certificate ─► CertificateStatus
    DescribeCertificates ─► read_page        ─► Page of them

Only what is named here is ever read: a response also holds names, telephone numbers and a key's
password (`SubmittedData`, of which the organisation's name is taken and nothing else; it is empty
once the certificate is issued, and a listing has none). Every field may be null, missing or of a
wrong type.

Sources: the pages "DescribeCertificate" (document/api/400/41674) and "DescribeCertificates"
(document/api/400/41671).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import IntEnum, StrEnum
from typing import Any, TypedDict

import msgspec

from bot.tencent.error_codes import CERTIFICATE_NOT_FOUND, INTERNAL_FAILURE, Refusal
from bot.tencent.responses import Accepted, plain_text
from bot.text.certificate_ids import is_certificate_id
from bot.text.domains import LONGEST_DOMAIN

MOST_NAMES = 100
LONGEST_ORGANIZATION = 200  # characters; a certificate has room for 64 (RFC 5280, appendix A.1)

_CHINA = timezone(timedelta(hours=8))  # no daylight saving since 1991
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_FIRST_YEAR = 1990  # earlier ones are the zeros of databases and programming languages
_LARGEST_COUNT = 1_000_000_000  # what is larger is no count, and may not fit into a ledger


class LetterKind(StrEnum):
    """The two letters that a certificate may wait for."""

    CONFIRM = "confirm"
    REVOKE = "revoke"


class Status(IntEnum):
    """A certificate's status, in Tencent's words. The list grows: a status may be any number."""

    UNDER_REVIEW = 0
    APPROVED = 1
    REVIEW_FAILED = 2
    EXPIRED = 3
    DNS_RECORD_ADDED = 4
    PENDING_SUBMISSION = 5
    CANCELLING_ORDER = 6
    CANCELLED = 7
    WAITING_FOR_CONFIRM_LETTER = 8
    REVOKING = 9
    REVOKED = 10
    REISSUING = 11
    WAITING_FOR_REVOKE_LETTER = 12
    FREE_PENDING_SUBMISSION = 13
    REFUNDED = 14
    MIGRATING = 15


WAITED = {
    LetterKind.CONFIRM: Status.WAITING_FOR_CONFIRM_LETTER,
    LetterKind.REVOKE: Status.WAITING_FOR_REVOKE_LETTER,
}
"""The status in which a certificate waits for each letter."""

_WAITS_FOR: dict[int, LetterKind] = {status: letter for letter, status in WAITED.items()}


@dataclass(frozen=True)
class CertificateStatus:
    """What the bot may know and keep of a certificate; texts are "" where Tencent says nothing.

    `is_dv` is None when Tencent does not say, which is not "no". `source` (Tencent's `From`) is
    in lower case: `trustasia`, `wosign`, `sheca`, `upload` … `inserted`, `begins` and `ends` are
    Unix seconds, `names` the further domain names, without `domain` itself. `organization` is told
    by DescribeCertificate alone, before the certificate is issued.
    Rows of the ledger hold it: new fields need defaults.
    """

    certificate_id: str
    status: int
    status_name: str
    status_msg: str
    domain: str
    product_name: str
    is_dv: bool | None
    source: str
    request_id: str
    alias: str = ""
    inserted: float | None = None
    begins: float | None = None
    ends: float | None = None
    names: tuple[str, ...] = ()
    organization: str = ""

    @property
    def waits_for(self) -> "LetterKind | None":
        """Which letter the certificate waits for, if for any.

        For a DV certificate there is none, nor for one that was bought elsewhere and uploaded.
        """
        has_letters = not self.is_dv and self.source != "upload"
        return _WAITS_FOR.get(self.status) if has_letters else None


@dataclass(frozen=True)
class Page:
    """Some of the certificates that a query finds.

    `next_offset`: where the next page begins, None after the last one; count on it rather than on
    the number of certificates, for unreadable ones are left out.
    """

    certificates: tuple[CertificateStatus, ...]
    next_offset: int | None = None


def read_certificate(certificate_id: str, response: Accepted) -> CertificateStatus | Refusal:
    """Read the response of DescribeCertificate to the request for `certificate_id`.

    `CERTIFICATE_NOT_FOUND` is what Tencent means when a success names no certificate, or another
    one; `INTERNAL_FAILURE` stands for a response without a status.
    """
    fields, request_id = response.fields, response.request_id
    if fields.get("CertificateId") != certificate_id:
        code = "FailedOperation.CertificateNotFound"
        return Refusal(CERTIFICATE_NOT_FOUND, code, "", request_id)
    certificate = _certificate(certificate_id, fields, request_id)
    return certificate or Refusal(INTERNAL_FAILURE, "InternalError", "no Status in it", request_id)


def read_page(response: Accepted, offset: int, limit: int) -> Page:
    """Read the response of DescribeCertificates to the request for `limit` rows from `offset` on.

    A row that cannot be read, or has no ID of eight letters and digits, is left out. Where Tencent
    does not say how many there are, a full page means that there may be more.
    """
    rows = response.fields.get("Certificates") or ()
    end, total = offset + len(rows), _count(response.fields.get("TotalCount"))
    goes_on = len(rows) >= limit if total is None else end < total
    certificates = (_row(row, response.request_id) for row in rows)
    return Page(tuple(filter(None, certificates)), end if rows and goes_on else None)


def _row(row: msgspec.Raw, request_id: str) -> CertificateStatus | None:
    try:
        fields = _decode_row(row)
    except (ValueError, RecursionError):  # no object, not UTF-8, or nested without end
        return None
    certificate_id = fields.get("CertificateId")
    if not isinstance(certificate_id, str) or not is_certificate_id(certificate_id):
        return None
    return _certificate(certificate_id, fields, request_id)


def _certificate(
    certificate_id: str, fields: Mapping[str, Any], request_id: str
) -> CertificateStatus | None:
    """Pick what may be kept; None where there is no status."""
    found = {field: read(fields.get(name)) for field, (name, read) in _READ.items()}
    if found["status"] is None:
        return None
    product, package = (plain_text(fields.get(each)) for each in _PRODUCT)
    names = _names(fields.get("SubjectAltName"))
    own = ("", found["domain"].lower())
    return CertificateStatus(
        certificate_id=certificate_id,
        product_name=product or package,
        request_id=request_id,
        names=tuple(name for name in dict.fromkeys(names) if name.lower() not in own),
        organization=_organization(fields.get("SubmittedData")),
        **found,
    )


def _count(value: object) -> int | None:
    """Read a number from 0 on; None for anything else, and for a number of hostile size."""
    return value if type(value) is int and 0 <= value < _LARGEST_COUNT else None


def _seconds(value: object) -> float | None:
    """Read `2026-11-02 10:15:00`, which is GMT+8 without saying so, as Unix seconds."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:  # the 30th of February
        return None
    return time.replace(tzinfo=_CHINA).timestamp() if time.year >= _FIRST_YEAR else None


def _organization(submitted: object) -> str:
    """Read who applies; a name that is longer than names are is cut nowhere, but none at all."""
    name = submitted.get("OrganizationName") if isinstance(submitted, dict) else None
    if not isinstance(name, str) or len(name) > LONGEST_ORGANIZATION:
        return ""
    return plain_text(name)


def _names(value: object) -> Iterator[str]:
    """Read domain names, no more than a certificate may have."""
    for each in value[:MOST_NAMES] if isinstance(value, list) else ():
        if isinstance(each, str) and len(each) <= LONGEST_DOMAIN:
            yield plain_text(each)


_READ: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "status": ("Status", _count),
    "status_name": ("StatusName", plain_text),
    "status_msg": ("StatusMsg", plain_text),
    "domain": ("Domain", plain_text),
    "alias": ("Alias", plain_text),
    "source": ("From", lambda told: plain_text(told).lower()),
    "is_dv": ("IsDv", lambda told: told if isinstance(told, bool) else None),
    "inserted": ("InsertTime", _seconds),
    "begins": ("CertBeginTime", _seconds),
    "ends": ("CertEndTime", _seconds),
}
"""Fields of `CertificateStatus`: Tencent's name of each, and how it is read."""

_PRODUCT = ("ProductZhName", "PackageTypeName")
_WANTED = ("CertificateId", "SubjectAltName", *_PRODUCT, *(name for name, _ in _READ.values()))
# The decoder skips the rest of a row, which is three quarters of it.
_Row = TypedDict("_Row", dict.fromkeys(_WANTED, Any), total=False)  # type: ignore[misc]
_decode_row = msgspec.json.Decoder(_Row).decode
