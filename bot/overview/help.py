"""Help: how the bot is used, and what is said to an ID without a letter."""

import msgspec

from bot.certificates.lookup import Lookup
from bot.inbound.commands import Kind
from bot.inbound.messages import Answer, Remark
from bot.jobs.ledger import Job, Next
from bot.letters.states import State
from bot.overview.access import private, words_of
from bot.permissions import Act, Person, why_not_allowed
from bot.services import Services
from bot.slack.messages import Place, Step
from bot.slack.shapes import Reply
from bot.views import lists, questions, results
from bot.views.blocks import section
from bot.views.home import help_text


async def how_to(services: Services, user: str, nearest: Kind | None = None) -> Reply:
    """How the bot is used, which everybody may know; `nearest`: the command that was meant."""
    return private(help_text(await words_of(services, user), nearest))


async def helping(job: Job, services: Services) -> Next:
    """Tell how the bot is used, to a greeting, a question or a mention."""
    said = msgspec.convert(job.data, Remark)
    text = help_text(await services.words(said.user))
    where = Place(said.channel, said.thread or ("" if said.is_direct else said.ts))
    reply = Reply(text, [section(text)])
    await services.messages.say(where, Step(job.id, "help"), reply, look=job.tries > 1)
    return Next(State.HELPED, job.data, wait=None)


async def inviting(job: Job, services: Services) -> Next:
    """Ask for the letter of the certificate whose ID somebody has written, if it waits for one."""
    said = msgspec.convert(job.data, Answer)
    person = await services.person(said.user, said.sent_from_team)
    named = await services.look_up(services.words_of(person).locale)(said.certificate_id)
    reply = _invitation(named, person, said.channel, services)
    step = Step(job.id, "invitation")
    await services.messages.say(Place(said.channel, ""), step, reply)
    return Next(State.INVITED, job.data, wait=None)


def _invitation(named: Lookup, person: Person, channel: str, services: Services) -> Reply:
    words, seen = services.words_of(person), named.certificate
    if problem := why_not_allowed(person, channel, services.rules):
        return private(results.turned_away(problem, words))
    if named.unknown:
        return questions.hint(words, questions.Hint.UNKNOWN_CERTIFICATE, named.certificate_id)
    unseen = why_not_allowed(person, channel, services.rules, Act.LOOK)
    if seen and not seen.waits_for:
        if unseen:
            return private(results.turned_away(unseen, words))
        return lists.status(words, seen, None, services.console_url(named.certificate_id))
    domain = seen.domain if seen and not unseen else ""
    return questions.invitation(words, named.certificate_id, domain)
