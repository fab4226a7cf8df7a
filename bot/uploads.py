"""One letter reaches Tencent Cloud once, whatever happens on the way.

`UploadConfirmLetter` is not idempotent and takes no token that would make it so. When a connection
breaks after the body was sent, nobody can say whether the letter arrived; the certificate can: its
status leaves 8 (page "DescribeCertificate") when a letter has been taken.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot import problems
from bot.problems import Failed, Mender, Problem
from bot.tencent.certificates import Call, Certificates, OutcomeUnknown
from bot.tencent.reading import CertificateStatus, Status


@dataclass(frozen=True)
class Arrival:
    """The letter is at Tencent Cloud.

    `request_id` is that of the upload, or of the look at the status that showed it.
    """

    certificate_id: str
    request_id: str
    seen_by_status: bool = False


TRIES = 3


async def upload_once(
    upload: Call,
    certificates: Certificates,
    language: str,
    looks: Sequence[float],
    *,
    begun: bool,
    first: bool,
) -> Arrival | Problem:
    """Upload a letter; an unclear try is followed by looks, and only then by another try.

    `looks`: seconds before each look. `begun`: an earlier run may have sent it, so a look comes
    first. `first`: no other letter has arrived for this certificate; only then does "in review"
    prove that this one has. Where looking is not permitted the letter is sent again: Tencent keeps
    the last one. Returns the problem of the last try when none was clear.
    """
    unclear: Problem | None = problems.OutcomeUnclear(tries=0) if begun else None
    for tries in range(1, TRIES + 2):
        status = await _look(upload, certificates, language, looks) if unclear else None
        if status and first and status.status == Status.UNDER_REVIEW:
            return Arrival(upload.certificate_id, status.request_id, seen_by_status=True)
        if tries > TRIES:
            break
        try:
            receipt = await certificates.upload(upload, language)
        except OutcomeUnknown as unknown:
            unclear = _counted(unknown.problem, tries)
        except Failed as failed:
            proves = first and status is None  # it waited for a letter, or nobody could look
            return _settled(failed.problem, upload, unclear, proves=proves)
        else:
            return Arrival(upload.certificate_id, receipt.request_id)
    return unclear or problems.OutcomeUnclear(TRIES)


async def _look(
    upload: Call, certificates: Certificates, language: str, looks: Sequence[float]
) -> CertificateStatus | None:
    """Read the certificate's status until it waits no longer; None where nobody may look."""
    status = None
    for pause in looks:  # Tencent does not say how soon the status follows the letter
        await asyncio.sleep(pause)
        try:
            status = await certificates.describe(upload.certificate_id, language)
        except Failed:
            return None
        if status.status != Status.WAITING_FOR_CONFIRM_LETTER:
            return status
    return status


def _settled(
    problem: Problem, upload: Call, unclear: Problem | None, *, proves: bool
) -> Arrival | Problem:
    """Tell what a refusal means after a try whose outcome nobody knows.

    A certificate that takes no letter any more has got ours, if nothing speaks against it. A
    refusal that judges neither letter nor certificate leaves open what became of that try.
    """
    if unclear is None:
        return problem
    if isinstance(problem, problems.CertificateNotWaiting) and proves:
        return Arrival(upload.certificate_id, problem.request_id, seen_by_status=True)
    if problem.mender is not Mender.POSTER:
        return unclear
    return problem


def _counted(unclear: Problem, tries: int) -> Problem:
    if isinstance(unclear, problems.OutcomeUnclear):
        return problems.OutcomeUnclear(tries)
    return unclear
