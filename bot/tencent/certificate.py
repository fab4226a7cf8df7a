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
from collections.abc import Mapping
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


_WAITS_FOR: dict[int, LetterKind] = {
    Status.WAITING_FOR_CONFIRM_LETTER: LetterKind.CONFIRM,
    Status.WAITING_FOR_REVOKE_LETTER: LetterKind.REVOKE,
}


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

    `total`: how many it finds in all. `next_offset`: where the next page begins, None after the
    last one; count on it rather than on the number of certificates, for unreadable ones are left
    out.
    """

    total: int
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
    return Page(
        total=end if total is None else total,
        certificates=tuple(each for each in certificates if each),
        next_offset=end if rows and goes_on else None,
    )


class _Row(TypedDict, total=False):
    """What is wanted of a row; the decoder skips the rest, which is three quarters of it."""

    CertificateId: Any
    Status: Any
    StatusName: Any
    StatusMsg: Any
    Domain: Any
    SubjectAltName: Any
    Alias: Any
    ProductZhName: Any
    PackageTypeName: Any
    IsDv: Any
    From: Any
    InsertTime: Any
    CertBeginTime: Any
    CertEndTime: Any


_decode_row = msgspec.json.Decoder(_Row).decode


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
    status, is_dv = _count(fields.get("Status")), fields.get("IsDv")
    if status is None:
        return None

    def text(name: str) -> str:
        return plain_text(fields.get(name))

    domain = text("Domain")
    return CertificateStatus(
        certificate_id=certificate_id,
        status=status,
        status_name=text("StatusName"),
        status_msg=text("StatusMsg"),
        domain=domain,
        product_name=text("ProductZhName") or text("PackageTypeName"),
        is_dv=is_dv if isinstance(is_dv, bool) else None,
        source=text("From").lower(),
        request_id=request_id,
        alias=text("Alias"),
        inserted=_seconds(fields.get("InsertTime")),
        begins=_seconds(fields.get("CertBeginTime")),
        ends=_seconds(fields.get("CertEndTime")),
        names=_further_names(fields.get("SubjectAltName"), domain),
        organization=_organization(fields.get("SubmittedData")),
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


def _further_names(value: object, domain: str) -> tuple[str, ...]:
    """Read the domain names beside `domain`, each once, and no more than a certificate may have."""
    told = value[:MOST_NAMES] if isinstance(value, list) else ()
    names = (
        plain_text(each) for each in told if isinstance(each, str) and len(each) <= LONGEST_DOMAIN
    )
    return tuple(name for name in dict.fromkeys(names) if name.lower() not in ("", domain.lower()))
