"""The digest: which certificates wait for a letter, posted at set times into one channel.

One row of the ledger, so a run is posted once over all processes, and no restart loses it. It is
due at the next run, which stands in it beside the cron expression that it follows from.
"""

import logging

from bot.jobs.ledger import Job, Later, Ledger, Next
from bot.letters.states import State
from bot.patience import DIGEST_IS_NEWS_FOR, DIGEST_LOOKS_FOR_CHANNEL_EVERY
from bot.schedule import Digest
from bot.services import Services
from bot.slack.api import SlackRefused
from bot.slack.messages import Step
from bot.views import lists
from bot.views.markup import moment, plain
from bot.views.words import words_for

log = logging.getLogger("letterdrop.digest")

DIGEST_ROW = "digest"


async def open_digest(ledger: Ledger, digest: Digest | None) -> None:
    """Let the row, which there is once a channel was set, see how the settings are now."""
    if digest is None or not await ledger.add(DIGEST_ROW, State.DIGESTING, {}):
        await ledger.hasten(DIGEST_ROW, 0.0)


async def digesting(job: Job, services: Services) -> Next:
    """Post what waits if a run is due, then wait for the next one by the settings of now.

    Of the runs that were missed while no process was up, the last one is posted if it is not too
    old. Raises Later and SlackBusy for what passes.
    """
    digest, now = services.digest, services.ledger.now()
    if digest is None:
        return Next(State.DIGESTING, {}, wait=DIGEST_LOOKS_FOR_CHANNEL_EVERY)
    due = job.data.get("run")
    if job.data.get("cron") == digest.cron and isinstance(due, int | float) and due <= now:
        await _post_run(job, digest.channel, digest.last_run(now), services)
    run = digest.next_run(now)
    data = {"cron": digest.cron, "run": run}
    return Next(State.DIGESTING, data, wait=max(0.0, run - services.ledger.now()))


async def _post_run(job: Job, channel: str, run: float, services: Services) -> None:
    """Post the list that is due at `run` (Unix seconds), if there is something to post."""
    if services.ledger.now() - run > DIGEST_IS_NEWS_FOR:
        log.info("the digest of %s was missed, and is left out", moment(run, plain))
        return
    waiting = await services.waiting.now()
    if waiting is None and services.waiting.may_list is not False:
        raise Later("Tencent Cloud does not tell which certificates wait")
    if waiting is None:
        log.warning("no digest: the key may not list certificates (ssl:DescribeCertificates)")
    elif waiting:
        reply = lists.digest(words_for(services.locale or "en-US"), waiting)
        step = Step(job.id, str(int(run)))  # a try after the first looks whether it stands there
        try:
            await services.messages.announce(channel, step, reply, since=run, look=job.tries > 1)
        except SlackRefused as no:
            why = "no digest: Slack takes no message in %s (%s). Is the bot in it?"
            log.warning(why, channel, no)
