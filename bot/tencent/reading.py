"""What an answer of Tencent Cloud tells of a certificate (pages "DescribeCertificate(s)")."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


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
    in lower case: `trustasia`, `wosign`, `sheca`, `upload` … `inserted`, `begins` and `ends` are Unix
    seconds, `names` the further domain names. Rows of the ledger hold it: new fields need defaults.
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

    @property
    def waits_for(self) -> "LetterKind | None":
        """Which letter the certificate waits for, if for any."""
        return _WAITS_FOR.get(self.status)
