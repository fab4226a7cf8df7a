"""Which certificates a drop is for: what was written, held against what the account has."""

from collections.abc import Sequence

from bot import problems
from bot.certificate_ids import Candidate, Confidence
from bot.problems import Failed
from bot.tencent.certificates import Certificates

LOOK_UPS = 5  # candidates of one message that are looked up; more is no message about a letter


async def which_certificates(
    candidates: Sequence[Candidate], certificates: Certificates, language: str
) -> tuple[str, ...]:
    """The certificates that the candidates mean, none, one or several.

    Strong ones count as they are; medium ones unless the account has no such certificate; weak
    ones only if it has. Where the account may not be looked at, medium ones count.
    """
    if strong := _ids(candidates, Confidence.STRONG):
        return strong
    medium = _ids(candidates, Confidence.MEDIUM)[:LOOK_UPS]
    known = [await _account_has(each, certificates, language) for each in medium]
    if fits := tuple(each for each, has in zip(medium, known, strict=True) if has is not False):
        return fits
    weak = _ids(candidates, Confidence.WEAK)[:LOOK_UPS]
    return tuple([each for each in weak if await _account_has(each, certificates, language)])


async def _account_has(
    certificate_id: str, certificates: Certificates, language: str
) -> bool | None:
    """Whether the account has this certificate; None where nobody may or can tell."""
    try:
        await certificates.describe(certificate_id, language)
    except Failed as failed:
        known_not = isinstance(failed.problem, problems.CertificateNotFound | problems.WrongValue)
        return False if known_not else None
    return True


def _ids(candidates: Sequence[Candidate], confidence: Confidence) -> tuple[str, ...]:
    return tuple(c.certificate_id for c in candidates if c.confidence is confidence)
