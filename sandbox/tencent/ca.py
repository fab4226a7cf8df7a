"""The certificate authority behind the service: what it decides about the account's certificates.

`tencent.ca.issue("flSFd6Fh")` in a test; on the page, or by `python -m sandbox ca issue flSFd6Fh`,
from outside. It decides whatever it is told to, in any status, and at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partialmethod
from itertools import pairwise

from sandbox.tencent.certificates import REVIEWS, REVOKING, WAITS_FOR_LETTER, Certificate

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
        now = datetime.fromtimestamp(self.clock(), CHINA)
        certificate.status = 1
        # The service writes times in GMT+8, without saying so.
        certificate.begins = f"{now:%Y-%m-%d %H:%M:%S}"
        certificate.ends = f"{now + VALID_FOR:%Y-%m-%d %H:%M:%S}"

    def _decide(
        self, status: int, usual_reason: str, certificate_id: str, reason: str | None = None
    ) -> None:
        certificate = self.certificates[certificate_id]
        certificate.status = status
        certificate.status_msg = usual_reason if reason is None else reason

    def review(self) -> list[str]:
        """Let each letter get one step further, at last to its end; gives the IDs concerned."""
        moved = [each for each in self.certificates.values() if each.is_in_review]
        for each in moved:
            later = dict(pairwise(REVIEWS)).get(each.status_msg)
            if each.status == REVOKING:
                self.revoke(each.id)
            elif later:
                each.status_msg = later
            else:
                self.issue(each.id)
        return [each.id for each in moved]

    reject = partialmethod(_decide, 2, PAPERS_REFUSED)
    send_back = partialmethod(_decide, WAITS_FOR_LETTER, "")  # asks for the letter anew
    cancel = partialmethod(_decide, 7, "")
    revoke = partialmethod(_decide, 10, "")
    refund = partialmethod(_decide, 14, "")
