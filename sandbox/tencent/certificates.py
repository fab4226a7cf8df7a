"""The certificates of the account, and how they look in a response.

Fields: DescribeCertificate (cloud.tencent.com/document/api/400/41674). Times are in GMT+8.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

IN_REVIEW = 0
WAITS_FOR_LETTER = 8
REVOKING = 9
WAITS_FOR_REVOKE_LETTER = 12

# Issued at some time (then it is emptied), or nothing handed in yet.
NOTHING_SUBMITTED = {1, 3, 5, 9, 10, 12, 13}

# StatusMsg while a letter is in review, one stage after the other.
REVIEWS = ("PRE-REVIEWING", "LEGAL-REVIEWING", "CA-REVIEWING")

# The names of the statuses, from 0 on; the fields that are alike in all responses; the API's data
# type SubmittedData, without what a certificate says itself; and the account of a fresh sandbox.
WORDS: Mapping[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_bytes())
STATUS_NAMES: Mapping[int, str] = dict(enumerate(WORDS["StatusName"]))


@dataclass
class Certificate:
    """One certificate of the account; tests may change it while the service runs."""

    id: str  # eight characters, case-sensitive
    domain: str
    status: int = WAITS_FOR_LETTER  # 0..15, see STATUS_NAMES
    product_name: str = "TrustAsia 企业型 OV SSL 证书"
    from_: str = "trustasia"  # or wosign, sheca, upload
    is_dv: bool | None = False  # None where the service leaves it open
    status_msg: str = ""  # the stage while in review, or the reason of a failure
    alias: str = ""
    project_id: str = "0"
    inserted: str = "2026-11-02 10:15:00"
    begins: str | None = None
    ends: str | None = None
    names: tuple[str, ...] = ()  # further ones; SubjectAltName has `domain` before them
    organization: str = "示例科技有限公司"  # who applies; a DV certificate names nobody

    @property
    def is_sm(self) -> bool:
        """Whether it is one of the national SM2 standard."""
        return "SM2" in self.product_name

    @property
    def is_wosign(self) -> bool:
        """Whether the rule of ...FormatWosign holds: JPG, PDF, GIF, and no PNG."""
        return self.from_.lower() == "wosign" or self.is_sm

    @property
    def is_uploaded(self) -> bool:
        """Whether it was brought along from elsewhere, so that no letter exists for it."""
        return self.from_.lower() == "upload"

    @property
    def is_in_review(self) -> bool:
        """Whether the CA has a letter for it, and has not decided yet."""
        return self.status in (IN_REVIEW, REVOKING)

    @property
    def status_name(self) -> str:
        """The status in words."""
        return STATUS_NAMES.get(self.status, "未知")

    def summary(self) -> dict[str, Any]:
        """The fields that the list and the single response have in common."""
        return {
            **WORDS["Summary"],
            "CertificateId": self.id,
            "ProjectId": self.project_id,
            "From": self.from_,
            "PackageType": None if self.is_uploaded else "8",
            "PackageTypeName": self.product_name,
            "ProductZhName": self.product_name,
            "Domain": self.domain,
            "SubjectAltName": [self.domain, *self.names],
            "Alias": self.alias,
            "Status": self.status,
            "StatusName": self.status_name,
            "StatusMsg": self.status_msg,
            "IsDv": self.is_dv,
            "IsWildcard": self.domain.startswith("*."),
            "InsertTime": self.inserted,
            "CertBeginTime": self.begins,
            "CertEndTime": self.ends,
            "ValidityPeriod": None if self.is_uploaded else "12",
        }

    def details(self) -> dict[str, Any]:
        """DescribeCertificate, with the personal data that it carries until it is issued."""
        submitted = None
        if self.status not in NOTHING_SUBMITTED and not self.is_uploaded:
            submitted = WORDS["SubmittedData"] | {
                "CertificateDomain": self.domain,
                "DomainList": list(self.names),
                "OrganizationName": None if self.is_dv else self.organization,
            }
        return self.summary() | {"OrderId": "sandbox-order", "SubmittedData": submitted}


def default_certificates() -> dict[str, Certificate]:
    """Make an account with a certificate in every status, and one of every odd kind."""
    certificates = msgspec.convert(WORDS["DefaultAccount"], list[Certificate])
    return {each.id: each for each in certificates}


def many_certificates(count: int, status: int = 1) -> dict[str, Certificate]:
    """Make an account with so many certificates in this status: N0000000, N0000001 and so on."""
    ids = (f"N{number:07}" for number in range(count))
    return {each: Certificate(each, f"{each.lower()}.example.com", status) for each in ids}
