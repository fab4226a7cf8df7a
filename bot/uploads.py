"""One letter reaches Tencent Cloud once, whatever happens on the way.

`UploadConfirmLetter` is not idempotent and takes no token that would make it so. When a connection
breaks after the body was sent, nobody can say whether the letter arrived; the certificate can: its
status leaves 8 (page "DescribeCertificate") when a letter has been taken.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot import problems
from bot.problems import Failed, Problem
from bot.tencent.certificates import Call, Certificates, OutcomeUnknown, may_follow_an_upload


@dataclass(frozen=True)
class Arrival:
    """The letter is at Tencent Cloud.

    `request_id` is that of the upload, or of the look at the status that showed it.
    """

    certificate_id: str
    request_id: str
    seen_by_status: bool = False


async def upload_once(
    upload: Call,
    certificates: Certificates,
    language: str,
    *,
    pauses: Sequence[float],
    begun: bool,
) -> Arrival | Problem:
    """Uploads a letter; an unclear try is followed by a look, and only then by another try.

    `pauses`: seconds before each look, and so the number of tries. `begun`: an earlier run may
    have sent it, so a look comes first. Where looking is not permitted the letter is sent again:
    Tencent keeps the last one. Returns the problem of the last try when none was clear.
    """
    certificate_id = upload.certificate_id
    unclear: Problem | None = problems.OutcomeUnclear(tries=0) if begun else None
    for pause in pauses:
        if begun and (arrival := await _seen(certificate_id, certificates, language, pause)):
            return arrival
        begun = True
        try:
            receipt = await certificates.upload(upload, language)
        except OutcomeUnknown as unknown:
            unclear = unknown.problem
        except Failed as failed:
            return _settled(failed.problem, certificate_id, unclear)
        else:
            return Arrival(certificate_id, receipt.request_id)
    arrival = await _seen(certificate_id, certificates, language, pauses[-1])
    return arrival or _counted(unclear, len(pauses))


async def _seen(
    certificate_id: str, certificates: Certificates, language: str, pause: float
) -> Arrival | None:
    """The arrival, if the certificate's status shows one; None where it does not, or is hidden."""
    await asyncio.sleep(pause)  # Tencent does not say how soon the status follows the letter
    try:
        certificate = await certificates.describe(certificate_id, language)
    except Failed:
        return None
    if not may_follow_an_upload(certificate.status):
        return None
    return Arrival(certificate_id, certificate.request_id, seen_by_status=True)


def _settled(problem: Problem, certificate_id: str, unclear: Problem | None) -> Arrival | Problem:
    """A refusal stands, unless it only says that an earlier, unclear try has arrived."""
    if unclear and isinstance(problem, problems.CertificateNotWaiting):
        return Arrival(certificate_id, problem.request_id, seen_by_status=True)
    return problem


def _counted(unclear: Problem | None, tries: int) -> Problem:
    if unclear is None or isinstance(unclear, problems.OutcomeUnclear):
        return problems.OutcomeUnclear(tries)
    return unclear
