"""Which certificates a drop is for: what was written, held against what the account has."""

import asyncio
from collections.abc import Sequence
from functools import partial

from bot import problems
from bot.certificate_ids import Candidate, Confidence
from bot.problems import Failed
from bot.tencent.certificates import Certificates

LOOK_UPS = 5  # candidates of one message that are looked up; more is no message about a letter


async def which_certificates(
    candidates: Sequence[Candidate], certificates: Certificates, language: str
) -> tuple[str, ...]:
    """The certificates that the candidates mean, none, one or several.

    Strong ones count as they are, and medium ones beside them if the account has them ("cert A was
    a typo, use B"). Without strong ones medium ones count unless the account has no such
    certificate, and weak ones only if it has. Where nobody may look, medium ones count alone.
    """
    account_has = partial(_account_has, certificates=certificates, language=language)
    medium = _ids(candidates, Confidence.MEDIUM)[:LOOK_UPS]
    if strong := _ids(candidates, Confidence.STRONG):
        known = await asyncio.gather(*map(account_has, medium))
        return (*strong, *(each for each, has in zip(medium, known, strict=True) if has))
    known = await asyncio.gather(*map(account_has, medium))
    if fits := tuple(each for each, has in zip(medium, known, strict=True) if has is not False):
        return fits
    weak = _ids(candidates, Confidence.WEAK)[:LOOK_UPS]
    known = await asyncio.gather(*map(account_has, weak))
    return tuple(each for each, has in zip(weak, known, strict=True) if has)


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
