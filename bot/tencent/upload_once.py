"""One letter reaches Tencent Cloud once, whatever happens on the way.

Neither upload action is idempotent or takes a token that would make it so. When a connection
breaks after the body was sent, nobody can say whether the letter arrived; the certificate can: its
status leaves 8 (a revocation letter: 12; page "DescribeCertificate") when a letter has been taken.
"""

import asyncio
from collections.abc import Sequence

from bot import problems
from bot.patience import UPLOAD_TRIES
from bot.problems import Failed, Mender, Problem
from bot.tencent.certificate import WAITED, CertificateStatus, LetterKind, Status
from bot.tencent.client import Call, Certificates, OutcomeUnknown
from bot.tencent.error_codes import CERTIFICATE_NOT_WAITING, Refusal
from bot.tencent.responses import Receipt

HAS_IT = {
    LetterKind.CONFIRM: (
        Status.UNDER_REVIEW,
        Status.APPROVED,
        Status.DNS_RECORD_ADDED,
        Status.REISSUING,
    ),
    LetterKind.REVOKE: (Status.REVOKING, Status.REVOKED),
}
"""The statuses that prove that a letter has been taken."""


async def upload_once(
    upload: Call,
    certificates: Certificates,
    language: str,
    looks: Sequence[float],
    *,
    begun: bool,
    waited: bool,
) -> Receipt | Problem:
    """Upload a letter; an unclear try is followed by looks, and only then by another try.

    `looks`: seconds before each look. `begun`: an earlier run may have sent it, so a look comes
    first. `waited`: the certificate waited for the letter before, as far as anybody knows; only
    then does a status that is beyond it prove that this letter has arrived. Where looking is not
    permitted the letter is sent again: Tencent keeps the last one. Returns the problem of the last
    try when none was clear, or where nobody could look after it that the outcome is not.
    """
    unclear: Problem | None = problems.OutcomeUnclear(tries=0) if begun else None
    for tries in range(1, UPLOAD_TRIES + 2):
        status = await _look(upload, certificates, language, looks) if unclear else None
        if status and waited and status.status in HAS_IT[upload.letter]:
            return Receipt(upload.certificate_id, status.request_id, seen_by_status=True)
        if unclear and status is None:
            unclear = problems.OutcomeUnclear(tries - 1)
        if tries > UPLOAD_TRIES:
            break
        try:
            return await certificates.upload(upload, language)
        except OutcomeUnknown as unknown:
            unclear = unknown.problem
            if isinstance(unclear, problems.OutcomeUnclear):
                unclear = problems.OutcomeUnclear(tries)
        except Failed as failed:
            # It waited before, and nothing but a letter ends that; a status may lag behind.
            lags = status is None or status.status == WAITED[upload.letter]
            return _settled(failed.problem, upload, unclear, proves=waited and lags)
    return unclear or problems.OutcomeUnclear(UPLOAD_TRIES)


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
        if status.status != WAITED[upload.letter]:
            return status
    return status


def _settled(
    problem: Problem, upload: Call, unclear: Problem | None, *, proves: bool
) -> Receipt | Problem:
    """Tell what a refusal means after a try whose outcome nobody knows.

    A certificate that takes no letter any more has got ours, if nothing speaks against it. A
    refusal that judges neither letter nor certificate leaves open what became of that try.
    """
    if unclear is None:
        return problem
    if isinstance(problem, Refusal) and problem.kind == CERTIFICATE_NOT_WAITING and proves:
        return Receipt(upload.certificate_id, problem.request_id, seen_by_status=True)
    return problem if problem.traits.mender is Mender.POSTER else unclear
