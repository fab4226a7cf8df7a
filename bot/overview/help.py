"""Help: how the bot is used, and what is said to an ID without a letter."""

from dataclasses import replace
from functools import partial

import msgspec

from bot.inbound import messages
from bot.inbound.commands import Kind
from bot.inbound.messages import Answer, Drop
from bot.jobs.ledger import Job, Later, Next
from bot.letters.asking import with_domain
from bot.letters.inbox import begin, letters_of
from bot.letters.states import State
from bot.letters.story import to
from bot.overview.access import in_one_block, words_of
from bot.patience import QUESTION_WAITS_FOR_LIST
from bot.permissions import Act, Person, why_not_allowed
from bot.services import Services
from bot.slack.messages import Place, Step
from bot.slack.shapes import Reply
from bot.text.certificate_ids import Candidate, Confidence
from bot.views import lists, questions, results
from bot.views.home import help_text


async def how_to(services: Services, user: str, nearest: Kind | None = None) -> Reply:
    """How the bot is used, which everybody may know; `nearest`: the command that was meant."""
    return in_one_block(help_text(await words_of(services, user), nearest))


async def helping(job: Job, services: Services) -> Next:
    """Tell how the bot is used, to a greeting, a question or a mention."""
    said = msgspec.convert(job.data, Answer)
    if await _takes_file_of_thread(job, said, services):
        return Next(State.HELPED, job.data, wait=None)
    reply = in_one_block(help_text(await services.words(said.user)))
    where = Place(said.channel, said.thread or ("" if said.is_direct else said.ts))
    await services.messages.say(where, Step(job.id, "help"), reply, look=job.tries > 1)
    return Next(State.HELPED, job.data, wait=None)


async def inviting(job: Job, services: Services) -> Next:
    """Ask for the letter of the certificate that somebody has named, if it waits for one.

    A mention takes the file in whose thread it stands, if nobody has taken that yet.
    """
    said, done = msgspec.convert(job.data, Answer), Next(State.INVITED, job.data, wait=None)
    if await _takes_file_of_thread(job, said, services):
        return done
    person = await services.person(said.user, said.sent_from_team)
    words, where = services.words_of(person), Place(said.channel, said.thread)
    step, look = Step(job.id, "invitation"), job.tries > 1
    if problem := why_not_allowed(person, said.channel, services.rules):
        text = results.turned_away(problem, words)
        await services.messages.say_privately(where, person.id, step, text, look=look)
        return done
    reply = await _invitation(said, person, services)
    if not (said.is_direct or said.thread):
        where = Place(said.channel, said.ts)
    await services.messages.say(where, step, reply, look=look)
    return done


async def _invitation(said: Answer, person: Person, services: Services) -> Reply:
    words = services.words_of(person)
    domain = said.named_domain
    waiting = await services.waiting.now(QUESTION_WAITS_FOR_LIST) if domain else None
    fits = [each.certificate_id for each in with_domain(waiting or (), [domain])]
    known = said.named_id or (fits[0] if len(fits) == 1 else "")
    named = await services.look_up(words.locale)(known) if known else None
    if said.forwarded and (named is None or named.unknown):
        return questions.invitation(words, "", forwarded=True)
    if named is None:
        is_unknown = waiting is not None and not fits
        kind = questions.Hint.UNKNOWN_DOMAIN if is_unknown else questions.Hint.NONSENSE
        return questions.hint(words, kind, domain)
    if named.unknown:
        return questions.hint(words, questions.Hint.UNKNOWN_CERTIFICATE, known)
    seen = named.certificate
    unseen = why_not_allowed(person, said.channel, services.rules, Act.LOOK)
    if seen and not seen.waits_for:
        if unseen:
            return in_one_block(results.turned_away(unseen, words))
        return lists.status(words, seen, None, services.console_url(known))
    domain = seen.domain if seen and not unseen else ""
    return questions.invitation(words, known, domain, forwarded=said.forwarded)


async def _takes_file_of_thread(job: Job, said: Answer, services: Services) -> bool:
    """Take the newest file of the thread that a mention stands in, as if it was dropped to the bot.

    Whoever mentions the bot hands it in. False: there is none, or its letter goes its own way.
    """
    ledger, history = services.ledger, services.history
    place = Place(said.channel, said.thread)
    shown = await history.with_files(place, said.ts) if said.thread else ()
    read = partial(messages.read, team=said.team, bot_user=history.bot_user_id)
    drop = next((each for each in map(read, shown) if isinstance(each, Drop)), None)
    if drop is None:
        return False
    drop = replace(drop, user=said.user, sent_from_team=said.sent_from_team, addressed=True)
    drop = replace(drop, is_shared=said.is_shared)
    if said.named_id:
        named = Candidate(said.named_id, Confidence.STRONG, unsure=said.doubtful)
        drop = replace(drop, candidates=(named,))
    elif said.named_domain:
        drop = replace(drop, domains=(said.named_domain,))
    letters = await letters_of(ledger, drop)
    if not letters:
        return await begin(ledger, drop)
    for letter in (each for each in letters if each.state.was_let_pass):
        onward = to(State.RECEIVED, replace(letter.story, drop=drop))
        return await ledger.move(letter.job, onward)
    if job.put_off == 0 and any(each.state is State.RECEIVED for each in letters):
        raise Later("the file is in hand, and may yet be let pass")
    return job.tries > 1 and letters[0].job.changed >= job.changed  # an earlier run has taken it
