"""The digest: which certificates wait for a letter, posted at set times into one channel.

One row of the ledger, so a run is posted once over all processes, and no restart loses it. It is
due at the next run, which stands in it beside the cron expression that it follows from.
"""

import logging

from bot.jobs.ledger import Job, Later, Ledger, Next
from bot.letters.states import State
from bot.schedule import Digest
from bot.services import Services
from bot.slack.messages import CannotPost, Step
from bot.views import digest as view
from bot.views.blocks import Reply
from bot.views.markup import plain_moment
from bot.views.words import words_for

log = logging.getLogger("letterdrop.digest")

ROW = "digest"
STILL_NEWS = 3_600.0  # seconds; a run that is later than this is left out
NOT_SET = 86_400.0  # seconds until a row that has no channel any more looks again


async def open_digest(ledger: Ledger, digest: Digest | None) -> None:
    """Let the row, which there is once a channel was set, see how the settings are now."""
    if digest is None or not await ledger.add(ROW, State.DIGESTING, {}):
        await ledger.hasten(ROW, 0.0)


async def digesting(job: Job, services: Services) -> Next:
    """Post what waits if a run is due, then wait for the next one by the settings of now.

    Of the runs that were missed while no process was up, the last one is posted if it is not too
    old. Raises Later and SlackBusy for what passes.
    """
    digest, now = services.digest, services.ledger.now()
    if digest is None:
        return Next(State.DIGESTING, {}, wait=NOT_SET)
    if job.data.get("cron") == digest.cron and job.data["run"] <= now:
        await _post_run(job, digest.channel, digest.last_run(now), services)
    run = digest.next_run(now)
    data = {"cron": digest.cron, "run": run}
    return Next(State.DIGESTING, data, wait=max(0.0, run - services.ledger.now()))


async def _post_run(job: Job, channel: str, run: float, services: Services) -> None:
    """Post the list that is due at `run` (Unix seconds), if there is something to post."""
    if services.ledger.now() - run > STILL_NEWS:
        log.info("the digest of %s was missed, and is left out", plain_moment(run))
        return
    waiting = await services.waiting.now()
    if waiting is None and services.waiting.may_list is not False:
        raise Later("Tencent Cloud does not tell which certificates wait")
    if waiting is None:
        log.warning("no digest: the key may not list certificates (ssl:DescribeCertificates)")
    elif waiting:
        reply = view.digest(words_for(services.locale or "en-US"), waiting)
        await _post(job, channel, run, reply, services)


async def _post(job: Job, channel: str, run: float, reply: Reply, services: Services) -> None:
    """Post a run's list; a try after the first looks whether it stands there already."""
    step, look = Step(job.id, str(int(run))), job.tries > 1
    try:
        await services.messages.announce(channel, step, reply, since=run, look=look)
    except CannotPost as no:
        log.warning("no digest: Slack takes no message in %s (%s). Is the bot in it?", channel, no)
