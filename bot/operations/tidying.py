"""What has ended long ago is forgotten."""

import logging

from bot.jobs.ledger import Job, Next
from bot.letters.states import FORGOTTEN_EARLY, State
from bot.patience import DAY, PASSED_OVER_KEPT_DAYS, TIDYING_EVERY
from bot.services import Services

log = logging.getLogger("letterdrop.tidying")


async def tidying(job: Job, services: Services) -> Next:
    """Run once a day over all processes: it is a row like any other.

    What was nobody's business is kept only for as long as Slack may bring it again. How far that
    was looked for stands in the row: what ends after that changes after it.
    """
    ledger, looked_until = services.ledger, job.data.get("looked_until", 0.0)
    if wait := ledger.until(0.0):  # clocks disagree, or nobody knows yet
        return Next(State.TIDYING, job.data, wait=wait)
    early, history = PASSED_OVER_KEPT_DAYS * DAY, services.history_days * DAY
    others, until = await ledger.forget(early, states=FORGOTTEN_EARLY, since=looked_until)
    letters, _ = await ledger.forget(history)
    log.info("tidied up: forgot %s letters and %s other rows", letters, others)
    return Next(State.TIDYING, {"looked_until": until}, wait=TIDYING_EVERY)
