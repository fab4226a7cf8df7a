"""The questions of a letter's story: what is asked, what an answer comes to, how it is closed.

A question stands in the thread until somebody who may answers it, with a button or in words. Then
its message becomes one line that says who chose what. What a click carries is never trusted: a
certificate is looked up, a file must be one of the drop's, and the person is judged anew.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from bot import problems
from bot.certificate_ids import Candidate, Confidence
from bot.choice import Named
from bot.clicks import FOR_A_CERTIFICATE
from bot.desk import Desk
from bot.domains import punycode
from bot.intake import Answer
from bot.jobs import Job, Next
from bot.slack import SlackBusy
from bot.slack.thread import CannotPost, Step
from bot.story import ABOUT_THE_LETTER, Asks, Story, place, to, with_problem
from bot.tencent.reading import CertificateStatus
from bot.views import mending, questions
from bot.views.blocks import Reply
from bot.views.questions import Hint
from bot.views.words import Words

log = logging.getLogger("letterdrop.asking")

DAY = 86_400.0
QUESTION_DAYS = 7
MOST_OFFERS = 3  # buttons
MOST_PAGES = 2  # that can be chosen
CLOSE_TRIES = 3  # runs in which Slack may be too busy to close a question
MOST_HINTS = 5  # to one question: a thread is no place for a quarrel
LIST_WITHIN = 3.0  # seconds that Tencent Cloud's list of what waits is worth


# The state ---------------------------------------------------------------------------------------


async def asking(job: Job, story: Story, desk: Desk) -> Next:
    """Put the question into the thread, and wait; close it when nobody answers in time."""
    now, words = desk.ledger.now(), await desk.words(story.drop.user)
    if story.hint:
        return await _hinted(job, story, desk)
    if story.question and now < story.open_until:
        return to("asking", story, wait=story.open_until - now)
    if story.question and story.open_until:
        return await _let_go(job, story, desk, words)
    ts = await _say(job, story, desk, await _question(story, desk, words))
    log.info("job %s: asked for the %s", job.id, story.asks)
    wait = QUESTION_DAYS * DAY
    asked = replace(story, question=ts, open_until=now + wait, line="")
    return to("asking", asked, wait=wait)


async def _say(job: Job, story: Story, desk: Desk, reply: Reply) -> str:
    """Let the question's message say this; each kind of question has one of its own.

    It takes the place of the line about the work so far.
    """
    return await desk.threads.say(
        place(story),
        Step(job.id, _step(story)),
        reply.text,
        reply.blocks,
        ts=story.question or story.line or None,
        look=job.tries > 1,
    )


def _step(story: Story) -> str:
    return "question" if story.asks is Asks.CERTIFICATE else f"question-{story.asks}"


async def _hinted(job: Job, story: Story, desk: Desk) -> Next:
    """Say, once, why an answer did not do; the question stays open."""
    kind, _, said = story.hint.partition(" ")
    words = await desk.words(story.author)
    reply = questions.hint(words, Hint(kind), said)
    await desk.threads.say(
        place(story),
        Step(job.id, f"hint {len(story.hinted)}"),
        reply.text,
        reply.blocks,
        look=job.tries > 1,
    )
    told = replace(story, hint="", hinted=(*story.hinted, story.hint), answer=None)
    if not story.question:  # a question that is yet to be put
        return to("asking", told)
    return to("asking", told, wait=max(0.0, story.open_until - desk.ledger.now()))


async def _let_go(job: Job, story: Story, desk: Desk, words: Words) -> Next:
    """Close a question that nobody has answered in time."""
    await _say(job, story, desk, _expired(story, words))
    problem = (
        problems.QuestionExpired(QUESTION_DAYS)
        if story.asks is Asks.CERTIFICATE
        else problems.NobodyAgreed(QUESTION_DAYS)
    )
    log.info("job %s: %s", job.id, type(problem).__name__)
    return to("done", replace(with_problem(story, problem), question=""), wait=None)


def _expired(story: Story, words: Words) -> Reply:
    seen = story.certificate
    if story.asks is Asks.REVOCATION and seen:
        return questions.confirmation_expired(
            words, story.file_name, seen.certificate_id, seen.domain, QUESTION_DAYS
        )
    known = None if story.asks is Asks.CERTIFICATE else story.certificate_id
    return questions.question_expired(words, story.file_name, QUESTION_DAYS, known)


# What is asked -----------------------------------------------------------------------------------


async def _question(story: Story, desk: Desk, words: Words) -> Reply:
    match story.asks:
        case Asks.FILE:
            files = [(file.id, file.name) for file in story.drop.files]
            domain = story.certificate.domain if story.certificate else ""
            return questions.which_file(
                words, files, story.certificate_id, domain, joinable=can_be_joined(story)
            )
        case Asks.REVOCATION if story.certificate:
            return questions.confirm_revocation(words, story.file_name, story.certificate)
        case Asks.PAGES | Asks.MENDED | Asks.OTHER_NAME:
            return _about_the_letter(story, words)
        case _:
            return await _which_certificate(story, desk, words)


def can_be_joined(story: Story) -> bool:
    """Whether the files may be the pages of one letter; of a stub nobody knows."""
    return all(
        file.is_pdf or file.mimetype.startswith("image/") or not file.mimetype
        for file in story.drop.files
    )


def _about_the_letter(story: Story, words: Words) -> Reply:
    domain = story.certificate.domain if story.certificate else ""
    names = [file.name for file in story.drop.files]
    if story.asks is Asks.MENDED and story.mending:
        return mending.look_at(
            words,
            names,
            story.mending,
            story.certificate_id,
            domain,
            story.other_name,
        )
    if story.asks is Asks.PAGES:
        return mending.which_pages(words, names[0], story.choice, story.certificate_id, domain)
    return mending.speaks_of_another(
        words, story.file_name, story.other_name, story.certificate_id, domain
    )


async def _which_certificate(story: Story, desk: Desk, words: Words) -> Reply:
    waiting = await desk.waiting.now(LIST_WITHIN)
    offered = offers(story, waiting or ())
    return questions.which_certificate(
        words,
        [file.name for file in story.drop.files],
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


# What an answer comes to -------------------------------------------------------------------------


async def take_answer(story: Story, said: Answer, desk: Desk, language: str) -> Story:
    """The story with what the answer settles, or with a hint about why it settles nothing."""
    if said.question:
        return await _clicked(story, said, desk, language)
    if said.file_id:
        named = await desk.look(language)(said.certificate_id)
        return _named(story if named.unknown else _only(story, said.file_id), named)
    return await _in_words(story, said, desk, language)


async def _in_words(story: Story, said: Answer, desk: Desk, language: str) -> Story:
    """The story with what somebody has written: the ID or the domain of a certificate."""
    if story.asks is not Asks.CERTIFICATE and said.certificate_id in ("", story.certificate_id):
        about_letter = story.asks in ABOUT_THE_LETTER
        return hinting(story, Hint.BUTTON if about_letter else Hint.NOT_OFFERED)
    if said.certificate_id:
        return _named(story, await desk.look(language)(said.certificate_id))
    if said.domain:
        return await _with_domain(story, said.domain, desk)
    return hinting(story, Hint.NONSENSE)


async def _clicked(story: Story, said: Answer, desk: Desk, language: str) -> Story:
    """The story with what was clicked; what this question does not offer is left alone."""
    if said.decision in FOR_A_CERTIFICATE and said.certificate_id != story.certificate_id:
        log.warning("a yes to what was asked about another certificate")
        return replace(story, answer=None)
    if story.asks is Asks.CERTIFICATE and said.certificate_id:
        return _named(story, await desk.look(language)(said.certificate_id))
    if settled := _by_button(story, said):
        return settled
    log.warning("a click that the question does not offer")
    return replace(story, answer=None)


def _by_button(story: Story, said: Answer) -> Story | None:
    """What a button of the question settles; None for what it does not offer."""
    match story.asks:
        case Asks.FILE:
            return _settled_files(story, said)
        case Asks.PAGES:
            return _chosen_pages(story, said.pages) if said.pages else None
        case Asks.REVOCATION if said.decision == "confirm":
            return replace(story, revocation_confirmed_by=said.user)
        case Asks.MENDED if said.decision == "send-mended":
            return replace(story, mended_confirmed_by=said.user, other_name_confirmed_by=said.user)
        case Asks.OTHER_NAME if said.decision == "send-anyway":
            return replace(story, other_name_confirmed_by=said.user)
        case _:
            return None


def _settled_files(story: Story, said: Answer) -> Story | None:
    """The story of the chosen file, or of all of them as one letter."""
    if said.decision == "join":
        return replace(story, joined=True) if can_be_joined(story) else None
    chosen = _only(story, said.file_id)
    return chosen if chosen.drop.files else None


def _chosen_pages(story: Story, said: str) -> Story | None:
    first, _, last = said.partition("-")
    pages = tuple(range(int(first), int(last or first) + 1))
    if not pages or len(pages) > MOST_PAGES or pages[-1] > story.choice:
        return None
    return replace(story, pages=pages)


def _only(story: Story, file_id: str) -> Story:
    """The story of this one of its files."""
    chosen = tuple(file for file in story.drop.files if file.id == file_id)
    return replace(story, drop=replace(story.drop, files=chosen))


def _named(story: Story, named: Named) -> Story:
    """The story about this certificate; one that the account does not have needs a hint.

    Where no question is open yet, it is put with that in it.
    """
    if not named.unknown:
        return about(story, named)
    if story.question:
        return hinting(story, Hint.UNKNOWN_CERTIFICATE, named.certificate_id)
    wrong = Candidate(named.certificate_id, Confidence.STRONG)
    return replace(story, drop=replace(story.drop, candidates=(wrong,)), named=(), answer=None)


async def _with_domain(story: Story, domain: str, desk: Desk) -> Story:
    waiting = await desk.waiting.now(LIST_WITHIN)
    if waiting is None:  # then nobody can tell what the domain stands for
        return hinting(story, Hint.NONSENSE)
    fits = with_domain(waiting, [domain])
    fits = [each for each in fits if each.certificate_id in story.named] or fits
    if len(fits) == 1:
        return about(story, Named(fits[0].certificate_id, fits[0]))
    return hinting(story, Hint.SEVERAL_FOR_DOMAIN if fits else Hint.UNKNOWN_DOMAIN, domain)


def about(story: Story, named: Named) -> Story:
    """The story, now about this certificate; what was confirmed for another one counts no more."""
    same = story.certificate_id == named.certificate_id
    return replace(
        story,
        certificate_id=named.certificate_id,
        certificate=named.certificate,
        revocation_confirmed_by=story.revocation_confirmed_by if same else "",
        mended_confirmed_by=story.mended_confirmed_by if same else "",
        other_name_confirmed_by=story.other_name_confirmed_by if same else "",
    )


def reopened(story: Story) -> Story:
    """The story without what came of an earlier answer: it is to come to another end."""
    if story.problem is None:
        return story
    return replace(story, reopened=True, problem=None, line="")


def asked_anew(story: Story) -> Story:
    """The story whose open question is to be put again, in the same message."""
    return replace(story, answer=None, open_until=0.0)


def hinting(story: Story, kind: Hint, said: str = "") -> Story:
    """The story with a hint to give, unless it was given or there were too many."""
    hint = f"{kind} {said}".strip()
    if hint in story.hinted or len(story.hinted) >= MOST_HINTS:
        return replace(story, answer=None)
    return replace(story, hint=hint)


# How it is closed --------------------------------------------------------------------------------


async def close(job: Job, story: Story, desk: Desk, *, dismissed: bool = False) -> Story:
    """Let the question's message say who chose what. The choice counts also if Slack refuses.

    Raises SlackBusy for what passes, in the first few runs.
    """
    said = story.answer
    if not story.question or said is None:
        return replace(story, answer=None)
    reply = _closing(story, said, await desk.words(story.drop.user), dismissed=dismissed)
    try:
        await _say(job, story, desk, reply)
    except (CannotPost, SlackBusy) as trouble:
        if isinstance(trouble, SlackBusy) and job.tries < CLOSE_TRIES:
            raise
        log.warning("job %s: its question could not be closed: %s", job.id, trouble)
    return replace(story, question="", answer=None)


def _closing(story: Story, said: Answer, words: Words, *, dismissed: bool) -> Reply:
    domain = story.certificate.domain if story.certificate else ""
    names = [file.name for file in story.drop.files]
    if dismissed:
        told = mending.another if story.asks in ABOUT_THE_LETTER else questions.dismissed
        return told(words, said.user, names)
    if said.pages:
        return mending.chose_pages(words, said.user, story.pages, story.drop.files[0].name)
    if said.file_id:
        return questions.chose_file(words, said.user, story.file_name, story.certificate_id)
    if said.decision:
        return _decided(story, said, words, domain)
    return questions.chose_certificate(words, said.user, names, story.certificate_id, domain)


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
