"""The certificate authority behind the service: what it decides about the account's certificates.

`tencent.ca.issue("flSFd6Fh")` in a test, `python -m sandbox ca issue flSFd6Fh` from outside. It
decides whatever it is told to, in any status, and at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from sandbox.tencent.certificates import WAITS_FOR_LETTER, Certificate

CHINA = timezone(timedelta(hours=8))
VALID_FOR = timedelta(days=365)

# StatusMsg of a failed review, in the words of the page "DescribeCertificate".
PAPERS_REFUSED = (
    "证书资料未通过CA机构审核，审核人员会致电您证书预留的联系方式，请您留意来电。"
    "后续可通过“修改资料”重新提交资料。"
)


@dataclass(frozen=True)
class CA:
    """Decides about these certificates; LookupError for an ID that is none of theirs.

    `clock` gives seconds since 1970. A `reason` is what StatusMsg says afterwards.
    """

    certificates: dict[str, Certificate]
    clock: Callable[[], float]

    def issue(self, certificate_id: str) -> None:
        """Issue the certificate, valid for a year from now on.

        StatusMsg stays as it was: the real service has been seen to forget it, too.
        """
        certificate = self.certificates[certificate_id]
        certificate.status, now = 1, datetime.fromtimestamp(self.clock(), UTC)
        certificate.begins, certificate.ends = _told(now), _told(now + VALID_FOR)

    def reject(self, certificate_id: str, reason: str = PAPERS_REFUSED) -> None:
        """Let the review fail."""
        self._put(certificate_id, 2, reason)

    def send_back(self, certificate_id: str, reason: str = "") -> None:
        """Ask for the confirmation letter anew."""
        self._put(certificate_id, WAITS_FOR_LETTER, reason)

    def cancel(self, certificate_id: str) -> None:
        """Cancel the order."""
        self._put(certificate_id, 7)

    def revoke(self, certificate_id: str) -> None:
        """Revoke the certificate."""
        self._put(certificate_id, 10)

    def refund(self, certificate_id: str) -> None:
        """Refund the order."""
        self._put(certificate_id, 14)

    def _put(self, certificate_id: str, status: int, reason: str = "") -> None:
        certificate = self.certificates[certificate_id]
        certificate.status, certificate.status_msg = status, reason


DECISIONS: dict[str, Callable[..., None]] = {
    "issue": CA.issue,
    "reject": CA.reject,
    "send-back": CA.send_back,
    "cancel": CA.cancel,
    "revoke": CA.revoke,
    "refund": CA.refund,
}
"""What the CA can be told from the command line, by its name there."""

WITH_REASON = ("reject", "send-back")
"""The decisions that have a reason, which may be left out."""


def _told(time: datetime) -> str:
    """Write a time as the service does: in GMT+8, without saying so."""
    return f"{time.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
