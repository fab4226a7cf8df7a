"""What proves that Tencent Cloud has a letter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Receipt:
    """The letter for this certificate is at Tencent Cloud.

    `request_id` is that of the upload; where its response got lost (`seen_by_status`), that of the
    look at the certificate's status that showed it. Rows of the ledger hold it: new fields need
    defaults.
    """

    certificate_id: str
    request_id: str
    seen_by_status: bool = False
