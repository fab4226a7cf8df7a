"""The certificate authority behind the service: what it decides about the account's certificates.

`tencent.ca.issue("flSFd6Fh")` in a test, `python -m sandbox ca issue flSFd6Fh` from outside. It
decides whatever it is told to, in any status, and at once. From outside it is told over a path
that only this stand-in has:

    POST /ca/reject  {"certificate_id": "flSFd6Fh", "reason": "…"}

That asks for no signature, but for JSON: no web page can send that to another origin unasked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partialmethod
from itertools import pairwise
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

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
        """Let a day pass: each letter gets one step further; gives the IDs of its certificates.

        After the last review the certificate is issued, or revoked.
        """
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


# What the CA can be told from the command line; some decisions may have a reason.
DECISIONS = ("issue", "reject", "send-back", "cancel", "revoke", "refund")
WITH_REASON = ("reject", "send-back")


class NotDecided(Exception):
    """Why the CA has decided nothing, in a sentence."""


async def decide(ca: CA, request: web.Request) -> web.Response:
    """Let the CA decide as the request's path and body say."""
    decision = request.match_info["decision"]
    try:
        given = await request.json()
    except ValueError:
        given = None
    if request.content_type != "application/json" or not isinstance(given, dict):
        raise web.HTTPBadRequest(text="A JSON object is wanted.")
    reasons = [given["reason"]] if given.get("reason") else []
    if decision not in DECISIONS:
        raise web.HTTPNotFound(text=f"The CA knows {', '.join(DECISIONS)}.")
    if reasons and decision not in WITH_REASON:
        raise web.HTTPBadRequest(text=f"Only {' and '.join(WITH_REASON)} have a reason.")
    try:
        getattr(ca, decision.replace("-", "_"))(given.get("certificate_id"), *reasons)
    except LookupError as unknown:
        raise web.HTTPNotFound(text=f"The account has no certificate {unknown}.") from None
    return web.Response(text="Decided.")


async def tell(endpoint: str, decision: str, certificate_id: str, reason: str | None) -> None:
    """Let the CA of the stand-in that runs at `endpoint` decide; raises NotDecided."""
    if urlsplit(endpoint).hostname != "127.0.0.1":
        raise NotDecided("Say where the local Tencent Cloud is: http://127.0.0.1:PORT.")
    said = {"certificate_id": certificate_id, "reason": reason}
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{endpoint}/ca/{decision}", json=said) as response,
        ):
            if not response.ok:
                raise NotDecided(await response.text())
    except aiohttp.ClientError as error:
        raise NotDecided(f"No local Tencent Cloud answers at {endpoint}: {error}.") from None
