"""What has ended long ago is forgotten."""

import logging

from bot.jobs.ledger import Job, Next
from bot.letters.states import FORGOTTEN_EARLY, State
from bot.patience import DAY, PASSED_OVER_KEPT_DAYS, TIDYING_EVERY
from bot.services import Services

log = logging.getLogger("letterdrop.tidying")


async def tidying(job: Job, services: Services) -> Next:
    """Run once a day over all processes: it is a row like any other.

    What was nobody's business is kept only for as long as Slack may bring it again.
    """
    others = 0
    for state in FORGOTTEN_EARLY:
        others += await services.ledger.forget(PASSED_OVER_KEPT_DAYS * DAY, state=state)
    letters = await services.ledger.forget(services.history_days * DAY)
    log.info("tidied up: forgot %s letters and %s other rows", letters, others)
    return Next(State.TIDYING, job.data, wait=TIDYING_EVERY)
