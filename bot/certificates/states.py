"""Which letter a certificate takes now, or why it takes none.

    CertificateStatus ─► what_to_do ─► CONFIRM (8) · REVOKE (12) · a NothingToUpload that tells why
                      ─► state_key, stage_key: the keys of its words in a list

Statuses, `From`, `IsDv` and `StatusMsg`: pages "DescribeCertificate" and "DescribeCertificates".
Revocation letters: the international API has no action UploadRevokeLetter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.problems import Heading, Mender, OfKind, Traits
from bot.tencent.certificate import WAITED, CertificateStatus, LetterKind, Status

_LONGEST_REASON = 200  # characters kept of a text of Tencent's: a sentence or two

_ENDED = Traits(may_be_wrong_id=True)
_NONE_NEEDED = Traits(heading=Heading.NONE_NEEDED, may_be_wrong_id=True)
_GOES_ON = Traits(Mender.TENCENT)  # Tencent Cloud is at work on the order
_IN_HAND = Traits(Mender.TENCENT, Heading.NONE_NEEDED)  # it or the CA, on what was handed over

_BY_STATUS: dict[int, tuple[str, Traits]] = {
    Status.UNDER_REVIEW: ("already-in-review", _IN_HAND),
    Status.APPROVED: ("already-issued", _NONE_NEEDED),
    Status.REVIEW_FAILED: ("review-failed", _ENDED),
    Status.EXPIRED: ("certificate-expired", _ENDED),
    Status.DNS_RECORD_ADDED: ("dns-record-added", _IN_HAND),
    Status.PENDING_SUBMISSION: ("information-missing", _ENDED),
    Status.CANCELLING_ORDER: ("order-being-cancelled", replace(_GOES_ON, may_be_wrong_id=True)),
    Status.CANCELLED: ("order-cancelled", _ENDED),
    Status.REVOKING: ("being-revoked", _IN_HAND),
    Status.REVOKED: ("certificate-revoked", _ENDED),
    Status.REISSUING: ("being-reissued", _IN_HAND),
    Status.FREE_PENDING_SUBMISSION: ("free-not-submitted", _NONE_NEEDED),
    Status.REFUNDED: ("order-refunded", _ENDED),
    Status.MIGRATING: ("being-migrated", _GOES_ON),
}
"""Why a certificate in this status takes no letter."""

_WHATEVER_STATUS = {
    "dv-certificate": _NONE_NEEDED,  # it never needs a letter (`IsDv`)
    "uploaded-certificate": _ENDED,  # brought along from elsewhere (`From` is `upload`)
    "revocation-in-console": Traits(heading=Heading.IN_CONSOLE, may_be_wrong_id=True),
    "unknown-state": _ENDED,  # a status that this release does not know
}


_IN_REVIEW = {Status.UNDER_REVIEW, Status.DNS_RECORD_ADDED, Status.REISSUING}
_IN_STAGES = {*_IN_REVIEW, Status.REVOKING}
_OPEN = {*_IN_REVIEW, *WAITED.values(), Status.PENDING_SUBMISSION}
"""Where a letter could still matter, so that "DV" says more than the state does."""


@dataclass(frozen=True)
class NothingToUpload(OfKind):
    """The look at the certificate told that it takes no letter now, so nothing was sent.

    `stage`: how far a review is, "" where Tencent does not say. Of one that has failed the reason
    (`domain-refused`, `dcv-timeout`, `papers-refused`), else `told`, and `status_msg` is Tencent's
    own text, or `unexplained`. `ends`: the end of validity in Unix seconds, 0 where Tencent does
    not say. `status_name` is Tencent's word for `status`.
    """

    KINDS: ClassVar[Mapping[str, Traits]] = dict(_BY_STATUS.values()) | _WHATEVER_STATUS

    stage: str = ""
    ends: float = 0.0
    status: int = 0
    status_name: str = ""
    status_msg: str = ""


def what_to_do(
    certificate: CertificateStatus, *, international: bool
) -> LetterKind | NothingToUpload:
    """Tell which letter the certificate takes now, or why it takes none.

    `international`: the account is one of the international site.
    """
    if certificate.source == "upload":
        return NothingToUpload("uploaded-certificate")
    if certificate.is_dv and certificate.status in _OPEN:
        return NothingToUpload("dv-certificate")
    if certificate.waits_for is LetterKind.REVOKE and international:
        return NothingToUpload("revocation-in-console")
    if certificate.waits_for:
        return certificate.waits_for
    kind, _ = _BY_STATUS.get(certificate.status, ("unknown-state", _ENDED))
    found, text = stage(certificate), certificate.status_msg.strip()[:_LONGEST_REASON]
    if certificate.status == Status.REVIEW_FAILED:
        found = found or ("told" if reason(certificate) else "unexplained")
    name, ends = certificate.status_name[:_LONGEST_REASON], certificate.ends or 0.0
    return NothingToUpload(kind, found, ends, certificate.status, name, text)


def state_key(certificate: CertificateStatus) -> str:
    """Return the key of the state's name: `state-0` … `state-15`, or `state-unknown`.

    The words of the last one want the values `name` (Tencent's word, shown safely) and `status`.
    """
    known = certificate.status in set(Status)
    return f"state-{certificate.status}" if known else "state-unknown"


def stage_key(certificate: CertificateStatus) -> str | None:
    """Return the key of how far a review is or why it failed; None where nothing is known."""
    found = stage(certificate)
    return f"stage-{found}" if found else None


def stage(certificate: CertificateStatus) -> str:
    """Tell how far a review is (`ca-reviewing` …) or why it failed (`dcv-timeout` …).

    "" where `StatusMsg` says nothing of the kind. It can be stale (an issued certificate was seen
    with `CA-REVIEWING`), so it is read only where a review goes on or has failed.
    """
    said = certificate.status_msg.strip().lower()
    if certificate.status == Status.REVIEW_FAILED:
        return next((kind for mark, kind in _FAILURES.items() if mark in said), "")
    return said if certificate.status in _IN_STAGES and said in _STAGES else ""


def reason(certificate: CertificateStatus) -> str:
    """Return Tencent's own words on the state; "" where they tell no more than a stage does."""
    said = certificate.status_msg.strip()[:_LONGEST_REASON]
    return "" if said.lower() in _EMPTY_REASONS | _STAGES else said


_STAGES = {"pre-reviewing", "legal-reviewing", "ca-reviewing", "pending-dcv", "wait-issue"}
_FAILURES = {
    "安全审查": "domain-refused",
    "security review": "domain-refused",
    "域名验证超时": "dcv-timeout",
    "verification timed out": "dcv-timeout",
    "资料未通过": "papers-refused",
    "information did not pass": "papers-refused",
}
_EMPTY_REASONS = {"", "订单审核失败", "order review failed"}


def is_wosign(certificate: CertificateStatus) -> bool:
    """Whether the rule of `InvalidConfirmLetterFormatWosign` holds: JPG, PDF, GIF, and no PNG.

    The code does not say for which certificates; the console asks for these three formats where the
    product is one of DNSPod's for SM2 (国密), which WoTrus, once WoSign, issues.
    """
    name, marks = certificate.product_name.lower(), ("wosign", "wotrus", "沃通", "sm2", "国密")
    return certificate.source == "wosign" or any(mark in name for mark in marks)
