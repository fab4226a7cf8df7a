"""What goes on beside the letters: help, the App Home of each person, and tidying up."""

import logging

import msgspec

from bot import enquiries
from bot.choice import Named
from bot.desk import Desk
from bot.intake import Answer, Remark
from bot.jobs import Job, Ledger, Next
from bot.permissions import Person, may_upload
from bot.slack.thread import Place, Step
from bot.views import answers, listing, questions
from bot.views.blocks import Reply, section
from bot.views.home import help_text

log = logging.getLogger("letterdrop.housekeeping")

DAY = 86_400.0
SHORT_LIVED_DAYS = 3  # longer than Slack's delayed events go on, which is one day
SHORT_LIVED = ("silent", "turned-away", "helped", "invited")
COALESCE = 1.0  # seconds in which several letters' ends make one new Home


async def helping(job: Job, desk: Desk) -> Next:
    """Answer a greeting, a question or a mention with how the bot is used."""
    said = msgspec.convert(job.data, Remark)
    text = help_text(await desk.words(said.user))
    where = Place(said.channel, said.thread or ("" if said.is_direct else said.ts))
    await desk.threads.say(where, Step(job.id, "help"), text, [section(text)], look=job.tries > 1)
    return Next("helped", job.data, wait=None)


async def inviting(job: Job, desk: Desk) -> Next:
    """Ask for the letter of the certificate whose ID somebody has written, if it waits for one."""
    said = msgspec.convert(job.data, Answer)
    person = await desk.person(said.user, said.sent_from_team)
    named = await desk.look(desk.words_of(person).locale)(said.certificate_id)
    reply = _invitation(named, person, said.channel, desk)
    step = Step(job.id, "invitation")
    await desk.threads.say(Place(said.channel, ""), step, reply.text, reply.blocks)
    return Next("invited", job.data, wait=None)


def _invitation(named: Named, person: Person, channel: str, desk: Desk) -> Reply:
    words, seen = desk.words_of(person), named.certificate
    if problem := may_upload(person, channel, desk.rules):
        text = answers.turned_away(problem, words)
        return Reply(text, [section(text)])
    if named.unknown:
        return questions.hint(words, questions.Hint.UNKNOWN_CERTIFICATE, named.certificate_id)
    if seen and not seen.waits_for:
        return listing.status(words, seen, None, desk.console_url(named.certificate_id))
    return questions.invitation(words, named.certificate_id, seen.domain if seen else "")


# The App Home ------------------------------------------------------------------------------------


async def open_home(ledger: Ledger, user: str) -> None:
    """Let the person's App Home be shown anew, now."""
    if not await ledger.add(f"home:{user}", "showing", {"user": user}):
        await refresh_home(ledger, user, wait=0.0)


async def refresh_home(ledger: Ledger, user: str, wait: float = COALESCE) -> None:
    """Let the Home of somebody who has opened it once be shown anew; others have none."""
    for job in await ledger.find(id=f"home:{user}"):
        await ledger.move(job, Next("showing", job.data, wait=wait))


async def showing(job: Job, desk: Desk) -> Next:
    """Show a person their App Home as things stand."""
    user = job.data["user"]
    await desk.homes.publish(user, await enquiries.home(desk, user))
    return Next("shown", job.data, wait=None)


# What has ended long ago is forgotten ------------------------------------------------------------


async def tidying(job: Job, desk: Desk) -> Next:
    """Run once a day over all processes: it is a row like any other.

    What was nobody's business is kept only for as long as Slack may bring it again.
    """
    now = desk.ledger.now()
    others = sum(
        [
            await desk.ledger.forget(now - SHORT_LIVED_DAYS * DAY, state=state)
            for state in SHORT_LIVED
        ]
    )
    letters = await desk.ledger.forget(now - desk.history_days * DAY)
    log.info("tidied up: forgot %s letters and %s other rows", letters, others)
    return Next("tidying", job.data, wait=DAY)


HOUSEHOLD = {"helping": helping, "inviting": inviting, "showing": showing, "tidying": tidying}
