"""The questions of a letter's story: what is asked, and how a question is closed.

A question stands in the thread until somebody who may answers it, with a button or in words. Then
its message becomes one line that says who chose what. What an answer comes to: `settling.py`.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from bot import problems
from bot.inbound.messages import Answer
from bot.jobs.ledger import Job, Next
from bot.letters.states import State
from bot.letters.story import ABOUT_THE_LETTER, Asks, Story, place, to, with_problem
from bot.services import Services
from bot.slack.api import SlackBusy
from bot.slack.messages import CannotPost, Step
from bot.tencent.certificate import CertificateStatus
from bot.text.certificate_ids import Confidence
from bot.text.domains import punycode
from bot.views import mending, questions
from bot.views.blocks import Reply
from bot.views.questions import Hint
from bot.views.words import Words

log = logging.getLogger("letterdrop.asking")

DAY = 86_400.0
QUESTION_DAYS = 7
MOST_OFFERS = 3  # buttons
CLOSE_TRIES = 3  # runs in which Slack may be too busy to close a question
LIST_WITHIN = 3.0  # seconds that Tencent Cloud's list of what waits is worth


# The state ---------------------------------------------------------------------------------------


async def asking(job: Job, story: Story, services: Services) -> Next:
    """Put the question into the thread, and wait; close it when nobody answers in time."""
    now, words = services.ledger.now(), await services.words(story.drop.user)
    if story.superseded:
        return await _given_up(job, story, services, words)
    if story.hint:
        return await _hinted(job, story, services)
    if story.question and now < story.open_until:
        return to(State.ASKING, story, wait=story.open_until - now)
    if story.question and story.open_until:
        return await _let_go(job, story, services, words)
    ts = await _say(job, story, services, await _question(story, services, words))
    log.info("job %s: asked for the %s", job.id, story.asks)
    wait = QUESTION_DAYS * DAY
    asked = replace(story, question=ts, open_until=now + wait, line="")
    return to(State.ASKING, asked, wait=wait)


async def _say(job: Job, story: Story, services: Services, reply: Reply) -> str:
    """Let the question's message say this; each kind of question has one of its own.

    It takes the place of the line about the work so far.
    """
    stands = story.question or story.line or await _lost_line(job, story, services)
    return await services.messages.say(
        place(story),
        Step(job.id, f"question {story.questions}"),
        reply.text,
        reply.blocks,
        ts=stands or None,
        look=job.tries > 1,
    )


async def _lost_line(job: Job, story: Story, services: Services) -> str | None:
    """The line about the work of a run that ended unawares, and could not tell where it stands."""
    if not story.cut_off or story.reopened:
        return None
    return await services.messages.find(place(story), Step(job.id, "answer"))


async def _hinted(job: Job, story: Story, services: Services) -> Next:
    """Say, once, why an answer did not do; the question stays open."""
    kind, _, said = story.hint.partition(" ")
    words = await services.words(story.author)
    reply = questions.hint(words, Hint(kind), said)
    await services.messages.say(
        place(story),
        Step(job.id, f"hint {len(story.hinted)}"),
        reply.text,
        reply.blocks,
        look=job.tries > 1,
    )
    told = replace(story, hint="", hinted=(*story.hinted, story.hint), answer=None)
    if not story.question:  # a question that is yet to be put
        return to(State.ASKING, told)
    return to(State.ASKING, told, wait=max(0.0, story.open_until - services.ledger.now()))


async def _given_up(job: Job, story: Story, services: Services, words: Words) -> Next:
    """Close a question about a letter in whose place a newer one has gone out."""
    if story.question:
        await _say(
            job, story, services, mending.replaced(words, story.file_names, story.certificate_id)
        )
    log.info("job %s: a newer letter has gone out", job.id)
    return to(State.DONE, replace(story, question="", hint=""), wait=None)


async def _let_go(job: Job, story: Story, services: Services, words: Words) -> Next:
    """Close a question that nobody has answered in time."""
    await _say(job, story, services, _expired(story, words))
    problem = (
        problems.QuestionExpired(QUESTION_DAYS)
        if story.asks is Asks.CERTIFICATE
        else problems.NobodyAgreed(QUESTION_DAYS)
    )
    log.info("job %s: %s", job.id, problem.key)
    return to(State.DONE, replace(with_problem(story, problem), question=""), wait=None)


def _expired(story: Story, words: Words) -> Reply:
    seen = story.certificate
    if story.asks is Asks.REVOCATION and seen:
        return questions.confirmation_expired(
            words, story.file_name, seen.certificate_id, seen.domain, QUESTION_DAYS
        )
    known = None if story.asks is Asks.CERTIFICATE else story.certificate_id
    return questions.question_expired(words, story.file_name, QUESTION_DAYS, known)


# What is asked -----------------------------------------------------------------------------------


async def _question(story: Story, services: Services, words: Words) -> Reply:
    match story.asks:
        case Asks.FILE:
            files = [(file.id, file.name) for file in story.drop.files]
            domain = story.certificate.domain if story.certificate else ""
            return questions.which_file(
                words, files, story.certificate_id, domain, joinable=can_be_joined(story)
            )
        case Asks.REVOCATION if story.certificate:
            return questions.confirm_revocation(
                words, story.file_name, story.certificate, story.untold_mending
            )
        case Asks.PAGES | Asks.MENDED | Asks.OTHER_NAME:
            return _about_the_letter(story, words)
        case _:
            return await _which_certificate(story, services, words)


def can_be_joined(story: Story) -> bool:
    """Whether the files may be the pages of one letter; of a stub nobody knows."""
    return all(
        file.is_pdf or file.mimetype.startswith("image/") or not file.mimetype
        for file in story.drop.files
    )


def _about_the_letter(story: Story, words: Words) -> Reply:
    domain = story.certificate.domain if story.certificate else ""
    if story.asks is Asks.MENDED and story.mending:
        return mending.look_at(
            words,
            story.file_names,
            story.mending,
            story.certificate_id,
            domain,
            story.other_names,
        )
    if story.asks is Asks.PAGES:
        return mending.which_pages(
            words, story.file_names, story.choice, story.certificate_id, domain
        )
    return mending.speaks_of_another(
        words, story.file_name, story.other_names, story.certificate_id, domain
    )


async def _which_certificate(story: Story, services: Services, words: Words) -> Reply:
    waiting = await services.waiting.now(LIST_WITHIN)
    offered = offers(story, waiting or ())
    return questions.which_certificate(
        words,
        story.file_names,
        named=story.named,
        offered=offered,
        searchable=len(waiting or ()) > len(offered),
        unknown=_unknown(story),
    )


def offers(story: Story, waiting: Sequence[CertificateStatus]) -> Sequence[CertificateStatus]:
    """The few certificates that get a button: those named, or else what fits best.

    These wait for a domain that the message names, have an ID like an unknown one's, or are all
    that wait, if they are few.
    """
    if story.named:
        named = [each for each in waiting if each.certificate_id in story.named]
        return named[:MOST_OFFERS]
    if 0 < len(fits := with_domain(waiting, story.drop.domains)) <= MOST_OFFERS:
        return fits
    ids = [each.certificate_id for each in waiting]
    if alike := get_close_matches(_unknown(story), ids, MOST_OFFERS, 0.7):
        return [each for each in waiting if each.certificate_id in alike]
    return waiting if len(waiting) <= MOST_OFFERS else ()


def with_domain(
    certificates: Sequence[CertificateStatus], domains: Sequence[str]
) -> list[CertificateStatus]:
    """Those of the certificates that are for one of the domains."""
    if not domains:
        return []
    wanted = set(map(punycode, domains))
    return [
        each for each in certificates if wanted & set(map(punycode, (each.domain, *each.names)))
    ]


def _unknown(story: Story) -> str:
    """The ID that was named although the account has none such."""
    if story.named:
        return ""
    likely = [c for c in story.drop.candidates if c.confidence is not Confidence.WEAK]
    return likely[0].certificate_id if likely else ""


# How it is closed --------------------------------------------------------------------------------


async def close(job: Job, story: Story, services: Services, *, dismissed: bool = False) -> Story:
    """Let the question's message say who chose what. The choice counts also if Slack refuses.

    Raises SlackBusy for what passes, in the first few runs.
    """
    said = story.answer
    if not story.question or said is None:
        return replace(story, answer=None)
    reply = _closing(story, said, await services.words(story.drop.user), dismissed=dismissed)
    try:
        await _say(job, story, services, reply)
    except (CannotPost, SlackBusy) as trouble:
        if isinstance(trouble, SlackBusy) and job.tries < CLOSE_TRIES:
            raise
        log.warning("job %s: its question could not be closed: %s", job.id, trouble)
    return replace(story, question="", questions=story.questions + 1, answer=None)


def _closing(story: Story, said: Answer, words: Words, *, dismissed: bool) -> Reply:
    domain = story.certificate.domain if story.certificate else ""
    if dismissed:
        told = mending.another if story.asks in ABOUT_THE_LETTER else questions.dismissed
        return told(words, said.user, story.file_names)
    if said.pages:
        return mending.chose_pages(words, said.user, story.pages, story.file_names)
    if said.file_id:
        return questions.chose_file(words, said.user, story.file_name, story.certificate_id)
    if said.decision:
        return _decided(story, said, words, domain)
    return questions.chose_certificate(
        words, said.user, story.file_names, story.certificate_id, domain
    )


def _decided(story: Story, said: Answer, words: Words, domain: str) -> Reply:
    match said.decision:
        case "join":
            count = len(story.drop.files)
            return mending.to_be_joined(words, said.user, count, story.certificate_id)
        case "send-mended" if story.mending:
            return mending.agreed(words, said.user, story.mending, story.certificate_id)
        case "send-anyway":
            return mending.anyway(words, said.user, story.file_name, story.certificate_id)
        case _:
            return questions.confirmed(words, said.user, story.certificate_id, domain)
