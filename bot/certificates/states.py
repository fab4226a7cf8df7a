"""Which letter a certificate takes now, or why it takes none.

    CertificateStatus ─► what_to_do ─► CONFIRM (8) · REVOKE (12) · a NothingToUpload that says why
                      ─► state_key, stage_key: the keys of its words in a list

Statuses, `From`, `IsDv` and `StatusMsg`: pages "DescribeCertificate" and "DescribeCertificates".
Revocation letters: the international API has no action UploadRevokeLetter.
"""

from collections.abc import Callable

from bot.problems import (
    AlreadyInReview,
    AlreadyIssued,
    BeingMigrated,
    BeingReissued,
    BeingRevoked,
    CertificateExpired,
    CertificateRevoked,
    DnsRecordAdded,
    DvCertificate,
    FreeNotSubmitted,
    InformationMissing,
    NothingToUpload,
    OrderBeingCancelled,
    OrderCancelled,
    OrderRefunded,
    ReviewFailed,
    RevocationInConsole,
    UnknownState,
    UploadedCertificate,
)
from bot.tencent.certificate import CertificateStatus, LetterKind, Status

_LONGEST = 200
"""Characters kept of a text of Tencent's: a reason is a sentence or two."""


def what_to_do(
    certificate: CertificateStatus, *, international: bool
) -> LetterKind | NothingToUpload:
    """Tell which letter the certificate takes now, or why it takes none.

    `international`: the account is one of the international site.
    """
    if certificate.source == "upload":
        return UploadedCertificate()
    if certificate.is_dv and certificate.status in _OPEN:
        return DvCertificate()
    if certificate.waits_for is LetterKind.REVOKE and international:
        return RevocationInConsole()
    return certificate.waits_for or _why_none(certificate)


_OPEN: frozenset[int] = frozenset(
    {
        Status.UNDER_REVIEW,
        Status.DNS_RECORD_ADDED,
        Status.PENDING_SUBMISSION,
        Status.WAITING_FOR_CONFIRM_LETTER,
        Status.REISSUING,
        Status.WAITING_FOR_REVOKE_LETTER,
    }
)
"""Where a letter could still matter, so that "DV" says more than the state does."""


def _why_none(certificate: CertificateStatus) -> NothingToUpload:
    why = _REASONS.get(certificate.status, _unknown)
    return why(certificate)


def _unknown(certificate: CertificateStatus) -> NothingToUpload:
    return UnknownState(certificate.status, certificate.status_name[:_LONGEST])


def _review_failed(certificate: CertificateStatus) -> NothingToUpload:
    kind = stage(certificate) or ("told" if reason(certificate) else "unexplained")
    return ReviewFailed(kind, certificate.status_msg.strip()[:_LONGEST])


_REASONS: dict[int, Callable[[CertificateStatus], NothingToUpload]] = {
    Status.UNDER_REVIEW: lambda it: AlreadyInReview(stage(it)),
    Status.APPROVED: lambda it: AlreadyIssued(it.ends or 0),
    Status.REVIEW_FAILED: _review_failed,
    Status.EXPIRED: lambda it: CertificateExpired(it.ends or 0),
    Status.DNS_RECORD_ADDED: lambda _: DnsRecordAdded(),
    Status.PENDING_SUBMISSION: lambda _: InformationMissing(),
    Status.CANCELLING_ORDER: lambda _: OrderBeingCancelled(),
    Status.CANCELLED: lambda _: OrderCancelled(),
    Status.REVOKING: lambda it: BeingRevoked(stage(it)),
    Status.REVOKED: lambda _: CertificateRevoked(),
    Status.REISSUING: lambda it: BeingReissued(stage(it)),
    Status.FREE_PENDING_SUBMISSION: lambda _: FreeNotSubmitted(),
    Status.REFUNDED: lambda _: OrderRefunded(),
    Status.MIGRATING: lambda _: BeingMigrated(),
}


# In words ----------------------------------------------------------------------------------------


def state_key(certificate: CertificateStatus) -> str:
    """Return the key of the state's name: `state-0` … `state-15`, or `state-unknown`.

    The words of the last one want the values `name` (Tencent's word, shown safely) and `status`.
    """
    return f"state-{certificate.status}" if certificate.status in _KNOWN else "state-unknown"


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
    said = certificate.status_msg.strip()[:_LONGEST]
    return "" if said.lower() in _EMPTY_REASONS | _STAGES else said


_KNOWN: frozenset[int] = frozenset(Status)
_IN_STAGES: frozenset[int] = frozenset(
    {Status.UNDER_REVIEW, Status.DNS_RECORD_ADDED, Status.REVOKING, Status.REISSUING}
)
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


# Brands with rules of their own ------------------------------------------------------------------


def is_wosign(certificate: CertificateStatus) -> bool:
    """Whether the rule of `InvalidConfirmLetterFormatWosign` holds: JPG, PDF, GIF, and no PNG.

    The code does not say for which certificates; the console asks for these three formats where the
    product is one of DNSPod's for SM2 (国密), which WoTrus, once WoSign, issues.
    """
    name = certificate.product_name.lower()
    return certificate.source == "wosign" or any(mark in name for mark in _WOSIGN_MARKS)


_WOSIGN_MARKS = ("wosign", "wotrus", "沃通", "sm2", "国密")
