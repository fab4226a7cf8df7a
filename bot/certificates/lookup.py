"""Which certificates a drop is for: what was written, held against what the account has."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.patience import LETTER_WAITS_FOR_LOOKUP
from bot.problems import Failed, Problem
from bot.tencent.certificate import CertificateStatus
from bot.tencent.client import Certificates
from bot.tencent.error_codes import CERTIFICATE_NOT_FOUND, WRONG_VALUE
from bot.text.certificate_ids import MOST_CANDIDATES, Candidate, Confidence

MOST_LOOK_UPS = {Confidence.STRONG: 5, Confidence.MEDIUM: MOST_CANDIDATES, Confidence.WEAK: 5}
"""Candidates of one message that are looked up: ten files may well bear ten IDs, but a message with
many that are hardly any is none about a letter."""

MOST_IN_TALK = 10
"""Candidates among other words that count: whoever names more hardly speaks of a letter."""


@dataclass(frozen=True)
class Lookup:
    """A certificate that was named, and what Tencent Cloud says of it.

    `certificate` is None when nobody may look, nobody can tell now, or the account has none such;
    only then `unknown` says so.
    """

    certificate_id: str
    certificate: CertificateStatus | None = None
    unknown: Problem | None = None


LooksUp = Callable[[str], Awaitable[Lookup]]
"""Reads a certificate by its ID."""


async def look_up_certificate(
    certificate_id: str, certificates: Certificates, language: str
) -> Lookup:
    """Read a certificate (DescribeCertificate); never raises for what Tencent Cloud says."""
    try:
        async with asyncio.timeout(LETTER_WAITS_FOR_LOOKUP):
            return Lookup(certificate_id, await certificates.describe(certificate_id, language))
    except TimeoutError:
        return Lookup(certificate_id)
    except Failed as failed:
        is_unknown = failed.problem.key in (CERTIFICATE_NOT_FOUND, WRONG_VALUE)
        return Lookup(certificate_id, unknown=failed.problem if is_unknown else None)


async def which_certificates(candidates: Sequence[Candidate], look: LooksUp) -> tuple[Lookup, ...]:
    """The certificates that the candidates mean, none, one or several.

    Strong ones count as they are, and medium ones beside them if the account has them ("cert A was
    a typo, use B"). Without strong ones medium ones count unless the account has no such
    certificate, and weak ones only if it has. Where nobody may look, medium ones count alone.
    """
    strong = await _looked_up(candidates, Confidence.STRONG, look)
    medium = await _looked_up(candidates, Confidence.MEDIUM, look)
    if strong:
        return (*strong, *(each for each in medium if each.certificate))
    if fits := tuple(each for each in medium if not each.unknown):
        return fits
    weak = await _looked_up(candidates, Confidence.WEAK, look)
    return tuple(each for each in weak if each.certificate)


def surely_meant(named: Sequence[Lookup], candidates: Sequence[Candidate]) -> tuple[Lookup, ...]:
    """Those of which Tencent Cloud, or a label beside them, says that they are certificates."""
    strong = [each for each in candidates if each.confidence is Confidence.STRONG]
    called = {each.certificate_id for each in strong if each.is_labelled}
    return tuple(each for each in named if each.certificate or each.certificate_id in called)


async def certificates_among(candidates: Sequence[Candidate], look: LooksUp) -> tuple[Lookup, ...]:
    """Those of the account, however sure the words are; strong and medium ones if none may look."""
    few = candidates[:MOST_IN_TALK]
    weak = {each.certificate_id for each in few if each.confidence is Confidence.WEAK}
    found = await asyncio.gather(*(look(each.certificate_id) for each in few))
    return tuple(
        each
        for each in found
        if each.certificate or not (each.unknown or each.certificate_id in weak)
    )


async def _looked_up(
    candidates: Sequence[Candidate], confidence: Confidence, look: LooksUp
) -> list[Lookup]:
    ids = [each.certificate_id for each in candidates if each.confidence is confidence]
    most = MOST_LOOK_UPS[confidence]
    found = await asyncio.gather(*map(look, ids[:most]))
    # Certain ones stand as they are, however many: five files may bring twenty IDs.
    rest = ids[most:] if confidence is Confidence.STRONG else []
    return [*found, *map(Lookup, rest)]
