"""The way in: which certificate a drop is for, and whether this person may hand it in.

A drop whose certificate is clear goes on to `sending`, or right to its answer where the certificate
takes no letter; an unclear one is asked about. Several files are taken apart.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.certificates.lookup import Lookup, which_certificates
from bot.certificates.states import what_to_do
from bot.inbound.messages import Answer, Drop
from bot.inbound.pairing import Pairing, pair
from bot.jobs.ledger import Job, Next
from bot.letters.answers import about, asked_anew, reopened, take_answer
from bot.letters.asking import close
from bot.letters.nearby import nearby
from bot.letters.states import State
from bot.letters.story import Asks, Story, place, refuse, to
from bot.permissions import Person, may_upload
from bot.problems import Problem
from bot.services import Services
from bot.slack.messages import Step
from bot.tencent.certificate import Status
from bot.text.certificate_ids import Confidence
from bot.views import results
from bot.views.words import Words

log = logging.getLogger("letterdrop.receiving")


async def received(job: Job, story: Story, services: Services) -> Next:
    """Decide whether the drop is the bot's business, and whose certificate it is for."""
    person = await _person(story, services)
    if problem := may_upload(person, story.drop.channel, services.rules):
        return await turn_away(job, story, problem, person, services)
    language = services.words_of(person).locale
    if story.note:
        story = await _noted(job, story, services, services.words_of(person))
    if story.answer:
        return await _answered(job, story, story.answer, services, language)
    if story.certificate_id:
        return _decide(
            about(story, await services.look_up(language)(story.certificate_id)), services
        )
    return await _choose(job, story, services, language)


async def _noted(job: Job, story: Story, services: Services, words: Words) -> Story:
    """Put what somebody has written into the shortcut's form into the thread, and keep it not."""
    reply = results.submitted(
        words, story.drop.user, story.file_name, story.certificate_id, note=story.note
    )
    await services.messages.say(
        place(story), Step(job.id, "submitted"), reply.text, reply.blocks, look=job.tries > 1
    )
    return replace(story, note="")


async def _person(story: Story, services: Services) -> Person:
    """Who wants the upload."""
    said = story.answer or story.settled_by or story.drop
    return await services.person(said.user, said.sent_from_team)


async def turn_away(
    job: Job, story: Story, problem: Problem, person: Person, services: Services
) -> Next:
    """Tell a person privately, once, that they may not; for others all stays as it is."""
    log.info("job %s: %s", job.id, problem.key)
    meant = any(c.confidence is Confidence.STRONG for c in story.drop.candidates)
    speaks = meant or bool(story.certificate_id or story.answer) or services.may_ask(story.drop)
    if speaks and person.id not in story.refused:
        text = results.turned_away(problem, services.words_of(person))
        await services.messages.whisper(
            story.drop.channel, person.id, text, story.drop.thread or None
        )
    answered, refused = story.answer is not None, (*story.refused, person.id)[-100:]
    story = replace(story, refused=refused, answer=None)
    if story.question:
        return to(State.ASKING, story)
    return to(_before(story) if answered else State.TURNED_AWAY, story, wait=None)


def _before(story: Story) -> State:
    """Where a letter stood that an answer would have taken up again."""
    if story.problem or story.line:
        return State.DONE
    return State.TURNED_AWAY if story.drop.user in story.refused else State.SILENT


async def _answered(
    job: Job, story: Story, said: Answer, services: Services, language: str
) -> Next:
    """Let an answer settle the question, or lead to the next one, or to a hint."""
    if said.decision == "dismiss":
        log.info("job %s: dismissed", job.id)
        return to(State.DONE, await close(job, story, services, dismissed=True), wait=None)
    asked, story = story, await take_answer(reopened(story), said, services, language)
    if story.hint or story.answer is None:
        return to(State.ASKING, story)
    was_looked_up = said.certificate_id and not said.decision and story.certificate
    if not was_looked_up:  # it may have changed since
        seen = await services.look_up(language)(story.certificate_id)
        # Where nobody can look now, what is confirmed is still what the question showed.
        story = about(story, seen) if seen.certificate or seen.unknown else story
    if story.asks is Asks.FILE and _is_open_which_file(story):  # for another certificate now
        return to(State.ASKING, asked_anew(story))
    closed = replace(await close(job, story, services), settled_by=said)
    if plan := _left_open(asked, closed):
        return to(State.SPLITTING, replace(closed, drop=asked.drop, plan=plan))
    return _decide(closed, services)


def _is_open_which_file(story: Story) -> bool:
    """Whether nobody has said yet which of several files is the letter, or that all of them are."""
    return len(story.drop.files) > 1 and not story.joined


def _left_open(asked: Story, answered: Story) -> Pairing | None:
    """What is to be asked about further, when one of several files has found its certificate.

    The rest of a letter's files is no letter, unless further certificates were named, or nobody has
    said yet that all of them are for the same one.
    """
    rest = tuple(file for file in asked.drop.files if file not in answered.drop.files)
    ids = tuple(each for each in asked.named if each != answered.certificate_id)
    if not rest or not (ids or asked.asks is Asks.CERTIFICATE):
        return None
    return Pairing(((answered.drop.files[0], answered.certificate_id),), rest, ids)


async def _choose(job: Job, story: Story, services: Services, language: str) -> Next:
    """Find the certificate among those named; take several files apart; ask where it is unclear.

    What stands around the drop counts where it names none itself.
    """
    look, is_clear = services.look_up(language), True
    named = await which_certificates(story.drop.candidates, look)
    if not named:
        found = await nearby(job, story, services, look)
        named, is_clear = found.named, found.is_clear
    if not named and not services.may_ask(story.drop):
        return to(State.SILENT, story, wait=None)
    ids = tuple(each.certificate_id for each in named)
    if plan := _taken_apart(story.drop, named):
        return to(State.SPLITTING, replace(story, plan=plan))
    if len(named) == 1 and is_clear:
        return _decide(about(story, named[0]), services, named[0].unknown)
    return to(State.ASKING, replace(story, named=ids))


def _taken_apart(drop: Drop, named: Sequence[Lookup]) -> Pairing | None:
    """How several files are for several certificates; None where their names do not tell.

    Of the certificates that no name bears, those that the account does not have are no choice.
    """
    plan = pair(drop.files, [each.certificate_id for each in named])
    if len(drop.files) == 1 or not plan.pairs:
        return None
    unknown = {each.certificate_id for each in named if each.unknown}
    return replace(plan, ids_left=tuple(each for each in plan.ids_left if each not in unknown))


def _decide(story: Story, services: Services, unknown: Problem | None = None) -> Next:
    """Where a drop goes whose certificate is known.

    In review, the same letter may be there already: that is told by the letter, in `sending`.
    So is whether a letter for the console will do there.
    """
    if unknown:
        return refuse(story, unknown)
    if _is_open_which_file(story):
        return to(State.ASKING, replace(story, asks=Asks.FILE))
    seen = story.certificate
    if seen and seen.status not in (Status.UNDER_REVIEW, Status.REVOKING):
        letter = what_to_do(seen, international=services.international)
        if isinstance(letter, Problem) and not letter.in_console:
            return refuse(story, letter)
    return to(State.SENDING, story)
