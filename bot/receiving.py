"""The way in: which certificate a drop is for, and whether this person may hand it in.

A drop whose certificate is clear goes on to `sending`, or right to its answer where the certificate
takes no letter; an unclear one is asked about. Several files are taken apart.
"""

import logging
from dataclasses import replace
from functools import partial

from bot.asking import about, close, take_answer
from bot.certificate_ids import Candidate, Confidence, find
from bot.certificate_states import what_to_do
from bot.choice import which_certificates
from bot.desk import Desk
from bot.intake import Answer
from bot.jobs import Job, Next
from bot.parts import parts_of, split
from bot.permissions import Person, may_upload
from bot.problems import Problem
from bot.slack.thread import CannotPost, Place, Step
from bot.story import (
    ABOUT_THE_LETTER,
    ID_PROBLEMS,
    SHORTLY,
    Asks,
    Story,
    refuse,
    story_of,
    thread_key,
    to,
)
from bot.tencent.reading import Status
from bot.views import answers
from bot.views.blocks import Reply

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
    place = await _announced(job, drop.channel, drop.user, reply, desk)
    kind = "im" if place.channel.startswith("D") else drop.channel_type
    stands = replace(
        drop, channel=place.channel, channel_type=kind, ts=place.thread, thread=place.thread
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
    asked_for = bool(story.certificate_id or story.answer or story.drop.candidates)
    if not asked_for:
        story = await _in_context(job, story, desk)
    known = bool(story.certificate_id or story.answer or story.drop.candidates)
    if not known and not desk.may_ask(story.drop):
        return to("silent", story, wait=None)
    person = await _person(story, desk)
    if problem := may_upload(person, story.drop.channel, desk.rules):
        return await _turn_away(job, story, problem, person, desk)
    language = desk.words_of(person).locale
    if story.answer:
        return await _answered(job, story, story.answer, desk, language)
    if story.certificate_id:
        return _decide(about(story, await desk.look(language)(story.certificate_id)), desk)
    in_passing = not asked_for and not desk.may_ask(story.drop)
    return await _choose(job, story, desk, language, in_passing=in_passing)


async def _in_context(job: Job, story: Story, desk: Desk) -> Story:
    """What stands around a file without ID: a refused letter in its thread, or words before it."""
    drop = story.drop
    before = await desk.ledger.find(thread=thread_key(drop))
    last = next((each for each in before if each.id != job.id), None)
    if last and _is_to_be_mended(last, is_direct=drop.is_direct, now=desk.ledger.now()):
        named = Candidate(story_of(last).certificate_id, Confidence.STRONG)
        return replace(story, drop=replace(drop, candidates=(named,), on_topic=True))
    if drop.thread == drop.ts and not desk.may_ask(drop):
        return story
    for text in await desk.surroundings.before(drop):
        if strong := tuple(c for c in find(text) if c.confidence is Confidence.STRONG):
            return replace(story, drop=replace(drop, candidates=strong))
    return story


def _is_to_be_mended(job: Job, *, is_direct: bool, now: float) -> bool:
    """Whether a letter was refused there, so that a file without ID is its better version."""
    story = story_of(job)
    lately = job.changed > now - SHORTLY
    wrong = story.problem["problem"] if story.problem and job.state == "done" else None
    refused = wrong is not None and wrong not in ID_PROBLEMS and bool(story.certificate_id)
    return (refused or _is_doubted(job, story)) and (lately or not is_direct)


def _is_doubted(job: Job, story: Story) -> bool:
    """Whether somebody was asked about the letter itself, and has not let it go."""
    settled = story.problem or story.arrival or story.earlier
    return job.state in {"asking", "done"} and story.asks in ABOUT_THE_LETTER and not settled


async def _person(story: Story, desk: Desk) -> Person:
    """Who wants the upload."""
    said = story.answer or story.drop
    return await desk.person(said.user, said.sent_from_team)


async def _turn_away(job: Job, story: Story, problem: Problem, person: Person, desk: Desk) -> Next:
    """Tell a person privately, once, that they may not; a question stays open for others."""
    log.info("job %s: %s", job.id, type(problem).__name__)
    meant = any(c.confidence is Confidence.STRONG for c in story.drop.candidates)
    speaks = meant or bool(story.certificate_id) or desk.may_ask(story.drop)
    if speaks and person.id not in story.refused:
        text = answers.turned_away(problem, desk.words_of(person))
        await desk.threads.whisper(story.drop.channel, person.id, text, story.drop.thread or None)
    story = replace(story, refused=(*story.refused, person.id)[-100:], answer=None)
    if story.question:
        return to("asking", story)
    return to("turned-away", story, wait=None)


async def _answered(job: Job, story: Story, said: Answer, desk: Desk, language: str) -> Next:
    """Let an answer settle the question, or lead to the next one, or to a hint."""
    if said.decision == "dismiss":
        log.info("job %s: dismissed", job.id)
        return to("done", await close(job, story, desk, dismissed=True), wait=None)
    story = await take_answer(story, said, desk, language)
    if story.hint or story.answer is None:
        return to("asking", story)
    if story.certificate is None or not said.certificate_id:  # it may have changed since
        story = about(story, await desk.look(language)(story.certificate_id))
    return _decide(await close(job, story, desk), desk)


async def _choose(job: Job, story: Story, desk: Desk, language: str, *, in_passing: bool) -> Next:
    """Find the certificate among those named; take several files apart; ask where it is unclear.

    `in_passing`: the file itself says nothing of a letter, only what stands around it names a
    certificate. Then it is a letter only if that certificate waits for one.
    """
    named = await which_certificates(story.drop.candidates, desk.look(language))
    if in_passing:
        named = tuple(each for each in named if each.certificate and each.certificate.waits_for)
    if not named and not desk.may_ask(story.drop):
        return to("silent", story, wait=None)
    parts = parts_of(story.drop.files, [each.certificate_id for each in named])
    if len(parts) > 1:
        story = await split(job, story, parts, desk.ledger)
    ids = parts[0].ids
    if len(ids) == 1:
        known = {each.certificate_id: each for each in named}
        return _decide(about(story, known[ids[0]]), desk, known[ids[0]].unknown)
    return to("asking", replace(story, named=ids))


def _decide(story: Story, desk: Desk, unknown: Problem | None = None) -> Next:
    """Where a drop goes whose certificate is known.

    In review, the same letter may be there already: that is told by the letter, in `sending`.
    """
    if unknown:
        return refuse(story, unknown)
    if len(story.drop.files) > 1 and not story.joined:
        return to("asking", replace(story, asks=Asks.FILE))
    seen = story.certificate
    if seen and seen.status not in (Status.UNDER_REVIEW, Status.REVOKING):
        letter = what_to_do(seen, international=desk.international)
        if isinstance(letter, Problem):
            return refuse(story, letter)
    return to("sending", story)
