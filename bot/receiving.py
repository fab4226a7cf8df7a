"""The way in: which certificate a drop is for, and whether this person may hand it in.

A drop whose certificate is clear goes on to `sending`, or right to its answer where the certificate
takes no letter; an unclear one is asked about. Several files are taken apart.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.asking import close
from bot.certificate_ids import Confidence
from bot.certificate_states import what_to_do
from bot.choice import Named, which_certificates
from bot.context import around
from bot.desk import Desk
from bot.intake import Answer, Drop
from bot.jobs import Job, Next
from bot.pairing import Pairing, pair
from bot.permissions import Person, may_upload
from bot.problems import Problem, RevocationInConsole
from bot.settling import about, asked_anew, reopened, take_answer
from bot.slack.thread import CannotPost, Place, Step
from bot.story import Asks, Story, place, refuse, to
from bot.tencent.reading import Status
from bot.views import answers
from bot.views.blocks import Reply
from bot.views.words import Words

log = logging.getLogger("letterdrop.receiving")


# announcing: what the form hands in gets a message of its own ------------------------------------


async def announcing(job: Job, story: Story, desk: Desk) -> Next:
    """Say in the channel who hands in which letter; where the bot is no member, in a DM."""
    drop = story.drop
    person = await desk.person(drop.user, drop.sent_from_team)
    if problem := may_upload(person, drop.channel, desk.rules):
        return await _turn_away(job, story, problem, person, desk)
    seen = await desk.look(desk.words_of(person).locale)(story.certificate_id)
    domain = seen.certificate.domain if seen.certificate else ""
    reply = answers.submitted(
        desk.words_of(person), drop.user, story.file_name, story.certificate_id, domain, story.note
    )
    spot = await _announced(job, drop.channel, drop.user, reply, desk)
    kind = "im" if spot.channel.startswith("D") else drop.channel_type
    stands = replace(
        drop, channel=spot.channel, channel_type=kind, ts=spot.thread, thread=spot.thread
    )
    return to("received", replace(story, drop=stands, note=""))


async def _announced(job: Job, channel: str, user: str, reply: Reply, desk: Desk) -> Place:
    step, look = Step(job.id, "submitted"), job.tries > 1
    announce = partial(desk.threads.announce, since=job.added, look=look)
    try:
        return await announce(channel, step, reply.text, reply.blocks)
    except CannotPost as no:
        log.info("job %s: told the person alone, for %s: %s", job.id, channel, no)
        return await announce(user, step, reply.text, reply.blocks)


# received: which certificate, and may this person? -----------------------------------------------


async def received(job: Job, story: Story, desk: Desk) -> Next:
    """Decide whether the drop is the bot's business, and whose certificate it is for."""
    person = await _person(story, desk)
    if problem := may_upload(person, story.drop.channel, desk.rules):
        return await _turn_away(job, story, problem, person, desk)
    language = desk.words_of(person).locale
    if story.note:
        story = await _noted(job, story, desk, desk.words_of(person))
    if story.answer:
        return await _answered(job, story, story.answer, desk, language)
    if story.certificate_id:
        return _decide(about(story, await desk.look(language)(story.certificate_id)), desk)
    return await _choose(job, story, desk, language)


async def _noted(job: Job, story: Story, desk: Desk, words: Words) -> Story:
    """Put what somebody has written into the shortcut's form into the thread, and keep it not."""
    reply = answers.submitted(
        words, story.drop.user, story.file_name, story.certificate_id, note=story.note
    )
    await desk.threads.say(
        place(story), Step(job.id, "submitted"), reply.text, reply.blocks, look=job.tries > 1
    )
    return replace(story, note="")


async def _person(story: Story, desk: Desk) -> Person:
    """Who wants the upload."""
    said = story.answer or story.settled_by or story.drop
    return await desk.person(said.user, said.sent_from_team)


async def _turn_away(job: Job, story: Story, problem: Problem, person: Person, desk: Desk) -> Next:
    """Tell a person privately, once, that they may not; for others all stays as it is."""
    log.info("job %s: %s", job.id, type(problem).__name__)
    meant = any(c.confidence is Confidence.STRONG for c in story.drop.candidates)
    speaks = meant or bool(story.certificate_id or story.answer) or desk.may_ask(story.drop)
    if speaks and person.id not in story.refused:
        text = answers.turned_away(problem, desk.words_of(person))
        await desk.threads.whisper(story.drop.channel, person.id, text, story.drop.thread or None)
    answered, refused = story.answer is not None, (*story.refused, person.id)[-100:]
    story = replace(story, refused=refused, answer=None)
    if story.question:
        return to("asking", story)
    return to(_before(story) if answered else "turned-away", story, wait=None)


def _before(story: Story) -> str:
    """Where a letter stood that an answer would have taken up again."""
    if story.problem or story.line:
        return "done"
    return "turned-away" if story.drop.user in story.refused else "silent"


async def _answered(job: Job, story: Story, said: Answer, desk: Desk, language: str) -> Next:
    """Let an answer settle the question, or lead to the next one, or to a hint."""
    if said.decision == "dismiss":
        log.info("job %s: dismissed", job.id)
        return to("done", await close(job, story, desk, dismissed=True), wait=None)
    asked, story = story, await take_answer(reopened(story), said, desk, language)
    if story.hint or story.answer is None:
        return to("asking", story)
    was_looked_up = said.certificate_id and not said.decision and story.certificate
    if not was_looked_up:  # it may have changed since
        seen = await desk.look(language)(story.certificate_id)
        # Where nobody can look now, what is confirmed is still what the question showed.
        story = about(story, seen) if seen.certificate or seen.unknown else story
    if story.asks is Asks.FILE and _is_open_which_file(story):  # for another certificate now
        return to("asking", asked_anew(story))
    closed = replace(await close(job, story, desk), settled_by=said)
    if plan := _left_open(asked, closed):
        return to("splitting", replace(closed, drop=asked.drop, plan=plan))
    return _decide(closed, desk)


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


async def _choose(job: Job, story: Story, desk: Desk, language: str) -> Next:
    """Find the certificate among those named; take several files apart; ask where it is unclear.

    What stands around the drop counts where it names none itself.
    """
    look, is_clear = desk.look(language), True
    named = await which_certificates(story.drop.candidates, look)
    if not named:
        context = await around(job, story, desk, look)
        named, is_clear = context.named, context.is_clear
    if not named and not desk.may_ask(story.drop):
        return to("silent", story, wait=None)
    ids = tuple(each.certificate_id for each in named)
    if plan := _taken_apart(story.drop, named):
        return to("splitting", replace(story, plan=plan))
    if len(named) == 1 and is_clear:
        return _decide(about(story, named[0]), desk, named[0].unknown)
    return to("asking", replace(story, named=ids))


def _taken_apart(drop: Drop, named: Sequence[Named]) -> Pairing | None:
    """How several files are for several certificates; None where their names do not tell.

    Of the certificates that no name bears, those that the account does not have are no choice.
    """
    plan = pair(drop.files, [each.certificate_id for each in named])
    if len(drop.files) == 1 or not plan.pairs:
        return None
    unknown = {each.certificate_id for each in named if each.unknown}
    return replace(plan, ids_left=tuple(each for each in plan.ids_left if each not in unknown))


def _decide(story: Story, desk: Desk, unknown: Problem | None = None) -> Next:
    """Where a drop goes whose certificate is known.

    In review, the same letter may be there already: that is told by the letter, in `sending`.
    So is whether a letter for the console will do there.
    """
    if unknown:
        return refuse(story, unknown)
    if _is_open_which_file(story):
        return to("asking", replace(story, asks=Asks.FILE))
    seen = story.certificate
    if seen and seen.status not in (Status.UNDER_REVIEW, Status.REVOKING):
        letter = what_to_do(seen, international=desk.international)
        if isinstance(letter, Problem) and not isinstance(letter, RevocationInConsole):
            return refuse(story, letter)
    return to("sending", story)
