"""What became of letters: the ledger's rows as the records that people may read.

A record tells who dropped which file for which certificate, when it was uploaded (else: dropped),
how it ended, what the CA has decided, and Tencent Cloud's RequestId; nothing else of a row.
"""

from collections.abc import Collection

from bot.jobs.ledger import Job, Ledger
from bot.letters.states import OUTCOMES
from bot.letters.story import Uploaded, readable_story
from bot.views import endings, results
from bot.views.lists import Record

ROWS_LOOKED_THROUGH = 200
"""Rows of which the newest are picked out; what lies further back is told by the console."""


async def latest(
    ledger: Ledger, limit: int, *, users: Collection[str] = (), **marks: str
) -> list[Record]:
    """The last letters that have their outcome, of everybody or of these users; newest first.

    `marks`: those of `Ledger.find`.
    """
    most = ROWS_LOOKED_THROUGH
    rows = await ledger.find(states=OUTCOMES, latest="changed", limit=most, **marks)
    told = [each for job in rows if (each := record(job)) and (not users or each.user in users)]
    return sorted(told, key=lambda each: each.at, reverse=True)[:limit]


async def by_certificate(ledger: Ledger) -> dict[str, Record]:
    """The last letter for each certificate, as far back as is looked."""
    newest_first = await latest(ledger, ROWS_LOOKED_THROUGH)
    return {each.certificate_id: each for each in reversed(newest_first)}


async def last_for(ledger: Ledger, certificate_id: str) -> Record | None:
    """The last letter for this certificate that has its outcome."""
    return next(iter(await latest(ledger, 1, certificate=certificate_id)), None)


def record(job: Job) -> Record | None:
    """A row as a record; None for one that holds no letter, or no outcome yet."""
    story = readable_story(job)
    if story is None or story.outcome is None or not story.certificate_id:
        return None
    before, now, problem = story.certificate, story.watch.latest, story.problem
    known = before or now
    uploaded = story.outcome if isinstance(story.outcome, Uploaded) else None
    kinds = (results.HEADING_ACCEPTED, results.HEADING_ACCEPTED_REVOCATION)
    good = kinds[story.revokes] if uploaded else results.HEADING_ACCEPTED_BEFORE
    return Record(
        at=uploaded.at if uploaded else job.added,
        user=story.drop.user,
        certificate_id=story.certificate_id,
        outcome_key=problem.traits.heading if problem else good,
        file_name=story.file_name,
        request_id=getattr(problem or story.receipt, "request_id", ""),
        domain=known.domain if known else "",
        is_revocation=story.revokes,
        ending=endings.ending(before, now) if now and not story.watch.superseded else None,
    )
