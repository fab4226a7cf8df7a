"""The questions of a letter's story: what is asked, and how a question is closed.

A question stands in the thread until somebody who may answers it, with a button or in words. Then
its message becomes one line that says who chose what. What an answer comes to: `answers.py`.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from bot import problems
from bot.inbound.messages import Answer, Drop
from bot.jobs.ledger import Job, Next
from bot.letters.states import State
from bot.letters.story import ABOUT_THE_LETTER, Asks, Story, to
from bot.patience import DAY, QUESTION_CLOSE_RUNS, QUESTION_OPEN_DAYS
from bot.permissions import Act, Person, PersonKind, why_not_allowed
from bot.services import Services
from bot.slack.api import SlackBusy, SlackRefused
from bot.slack.messages import Step
from bot.slack.shapes import Reply
from bot.tencent.certificate import CertificateStatus
from bot.text.certificate_ids import Confidence
from bot.text.domains import punycode
from bot.views import mending, questions, results
from bot.views.questions import Closed, Hint, closed
from bot.views.reactions import REFUSED
from bot.views.subject import Asked, Subject
from bot.views.words import Words

log = logging.getLogger("letterdrop.letters")

MOST_OFFERS = 3  # buttons


async def asking(job: Job, story: Story, services: Services) -> Next:
    """Put the question into the thread, and wait; close it when nobody answers in time."""
    now, words = services.ledger.now(), await services.words(story.drop.user)
    question = story.question
    if story.watch.superseded:
        return await _given_up(job, story, services, words)
    if question.hint:
        return await _hinted(job, story, services)
    if question.ts and question.open_until:
        if wait := services.ledger.until(question.open_until):
            return to(State.ASKING, story, wait=wait)
        return await _let_go(job, story, services, words)
    ts = await _say(job, story, services, await _question(story, services, words))
    log.info("job %s: asked for the %s", job.id, question.asks)
    wait = QUESTION_OPEN_DAYS * DAY
    asked = replace(story, question=replace(question, ts=ts, open_until=now + wait), line_ts="")
    return to(State.ASKING, asked, wait=wait)


async def _say(job: Job, story: Story, services: Services, reply: Reply) -> str:
    """Let the question's message say this; each kind of question has one of its own.

    It takes the place of the line about the work, also of one that a run which ended unawares has
    left somewhere.
    """
    stands = story.question.ts or story.line_ts
    if not stands and story.cut_off and not story.reopened:
        stands = await services.messages.find(story.place, Step(job.id, "result")) or ""
    step = Step(job.id, f"question {story.question.number}")
    return await services.messages.say(story.place, step, reply, ts=stands, look=job.tries > 1)


async def _hinted(job: Job, story: Story, services: Services) -> Next:
    """Say, once, why an answer did not do; the question stays open, or is yet to be put."""
    question = story.question
    kind, _, said = question.hint.partition(" ")
    author = (story.answer or story.drop).user
    reply = questions.hint(await services.words(author), Hint(kind), said)
    step = Step(job.id, f"hint {len(question.hinted)}")
    await services.messages.say(story.place, step, reply, look=job.tries > 1)
    wait = max(0.0, question.open_until - services.ledger.now()) if question.ts else 0.0
    question = replace(question, hint="", hinted=(*question.hinted, question.hint))
    return to(State.ASKING, replace(story, question=question, answer=None), wait)


async def _given_up(job: Job, story: Story, services: Services, words: Words) -> Next:
    """Close a question about a letter in whose place a newer one has gone out."""
    if story.question.ts:
        await _say(job, story, services, closed(words, Closed.REPLACED, _about(story)))
    log.info("job %s: a newer letter has gone out", job.id)
    ended = replace(story, question=replace(story.question, ts="", hint=""))
    return to(State.DONE, ended, wait=None)


async def _let_go(job: Job, story: Story, services: Services, words: Words) -> Next:
    """Close a question that nobody has answered in time."""
    asks, known = story.question.asks, story.certificate_id
    problem: problems.Problem = problems.NobodyAgreed(QUESTION_OPEN_DAYS)
    if asks is Asks.CERTIFICATE:
        problem, known = problems.QuestionExpired(QUESTION_OPEN_DAYS), ""
    reply = results.refused(Subject(story.file_name, known), problem, words)
    if asks is Asks.REVOCATION:
        reply = closed(words, Closed.UNCONFIRMED, _about(story), days=QUESTION_OPEN_DAYS)
    await _say(job, story, services, reply)
    if not story.parts:  # else the sum of them all marks it
        await services.messages.mark(story.drop.channel, story.drop.ts, REFUSED)
    log.info("job %s: %s", job.id, problem.key)
    ended = replace(story, question=replace(story.question, ts=""))
    return to(State.DONE, ended.with_problem(problem), wait=None)


# What is asked -----------------------------------------------------------------------------------

QUESTIONS: dict[Asks, Callable[[Words, Asked], Reply]] = {
    Asks.CERTIFICATE: questions.which_certificate,
    Asks.FILE: questions.which_file,
    Asks.REVOCATION: questions.confirm_revocation,
    Asks.PAGES: mending.which_pages,
    Asks.MENDED: mending.look_at,
    Asks.DOUBTED: mending.doubted,
}


async def _question(story: Story, services: Services, words: Words) -> Reply:
    asks, asked = story.question.asks, _about(story)
    if asks is Asks.CERTIFICATE:
        person = await services.person(story.drop.user, story.drop.sent_from_team)
        refused = why_not_allowed(person, story.drop.channel, services.rules, Act.LOOK)
        waiting = () if refused else await services.waiting.now(services.pace.question_list) or ()
        few = () if _is_overlooked(story.drop, person) else _offers(story, waiting)
        more = len(waiting) > len(few)
        asked = replace(asked, offered=few, searchable=more, unknown=_unknown(story))
    elif asks is Asks.REVOCATION:
        asked = replace(asked, mending=story.untold_mending)
    return QUESTIONS[asks](words, asked)


def _about(story: Story) -> Asked:
    return Asked(
        file_name=story.file_name,
        certificate_id=story.certificate_id,
        certificate=story.certificate,
        mending=story.adjusted.mending,
        files=[(file.id, file.name) for file in story.drop.files],
        joinable=can_be_joined(story),
        pages=story.adjusted.pages_offered,
        warnings=story.adjusted.doubted_looks,
        other_names=story.adjusted.doubted_names,
        link=story.adjusted.file.permalink if story.adjusted.file else "",
        named=story.question.named,
    )


def can_be_joined(story: Story) -> bool:
    """Whether the files may be the pages of one letter; of a stub nobody knows."""
    return all(
        file.is_pdf or file.mimetype.startswith("image/") or not file.mimetype
        for file in story.drop.files
    )


def _is_overlooked(drop: Drop, person: Person) -> bool:
    """Whether outsiders are known to read along; to ask who does takes a scope more."""
    is_outsider = person.kind in (PersonKind.GUEST, PersonKind.EXTERNAL)
    return not drop.is_direct and (drop.is_shared or is_outsider)


def _offers(story: Story, waiting: Sequence[CertificateStatus]) -> Sequence[CertificateStatus]:
    """The few certificates that get a button: those named, or else what fits best.

    These wait for a domain that the message names, have an ID like an unknown one's, or are all
    that wait, if they are few.
    """
    if named := story.question.named:
        return [each for each in waiting if each.certificate_id in named][:MOST_OFFERS]
    if 0 < len(fits := with_domain(waiting, story.drop.domains)) <= MOST_OFFERS:
        return fits
    # Case is what is most easily lost.
    ids = {each.certificate_id.casefold() for each in waiting}
    if alike := get_close_matches(_unknown(story).casefold(), ids, MOST_OFFERS, 0.7):
        return [each for each in waiting if each.certificate_id.casefold() in alike][:MOST_OFFERS]
    return waiting if len(waiting) <= MOST_OFFERS else ()


def with_domain(
    certificates: Sequence[CertificateStatus], domains: Sequence[str]
) -> list[CertificateStatus]:
    """Those of the certificates that are for one of the domains, else with or without `www.`."""
    if not domains:
        return []
    wanted = set(map(punycode, domains))
    bare = {each.removeprefix("www.") for each in wanted}
    named = [{*map(punycode, (each.domain, *each.names))} for each in certificates]
    for those in (wanted, bare | {f"www.{each}" for each in bare}):
        fits = [c for c, names in zip(certificates, named, strict=True) if those & names]
        if fits:
            return fits
    return []


def _unknown(story: Story) -> str:
    """The ID that was named although the account has none such."""
    if story.question.named:
        return ""
    likely = [c for c in story.drop.candidates if c.confidence is not Confidence.WEAK]
    return likely[0].certificate_id if likely else ""


async def close(job: Job, story: Story, services: Services) -> Story:
    """Let the question's message say who chose what. The choice counts also if Slack refuses.

    Raises SlackBusy for what passes, in the first few runs.
    """
    said = story.answer
    if not story.question.ts or said is None:
        return replace(story, answer=None)
    words, how = await services.words(story.drop.user), _how_closed(story, said)
    pages = story.adjusted.pages if how is Closed.PAGES else ()
    reply = closed(words, how, _about(story), said.user, pages=pages)
    try:
        await _say(job, story, services, reply)
    except (SlackRefused, SlackBusy) as trouble:
        if isinstance(trouble, SlackBusy) and job.put_off + 1 < QUESTION_CLOSE_RUNS:
            raise
        log.warning("job %s: its question could not be closed: %s", job.id, trouble)
    question = replace(story.question, ts="", number=story.question.number + 1)
    return replace(story, question=question, answer=None)


DECISIONS = {
    "join": Closed.JOINED,
    "send-mended": Closed.MENDED,
    "send-anyway": Closed.ANYWAY,
    "confirm": Closed.CONFIRMED,
    "dismiss": Closed.DISMISSED,
}


def _how_closed(story: Story, said: Answer) -> Closed:
    if said.decision == "dismiss" and story.question.asks in ABOUT_THE_LETTER:
        return Closed.ANOTHER
    if said.decision:
        return DECISIONS[said.decision]
    if said.pages:
        return Closed.PAGES
    return Closed.FILE if said.file_id else Closed.CERTIFICATE
