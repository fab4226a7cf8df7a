"""The way in: which certificate a drop is for, and whether this person may hand it in.

What the form brings gets a message of its own before (`announcing`).
A drop whose certificate is clear goes on to `sending`, or right to its result where the certificate
takes no letter; an unclear one is asked about. Several files are taken apart.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot import patience
from bot.certificates.lookup import Lookup, surely_meant, which_certificates
from bot.certificates.states import what_to_do
from bot.inbound.clicks import FOR_A_CERTIFICATE
from bot.inbound.messages import Answer, Drop
from bot.inbound.pairing import Pairing, pair
from bot.jobs.ledger import Job, Next
from bot.letters import audit
from bot.letters.answers import about, not_found, take_answer
from bot.letters.asking import close, with_domain
from bot.letters.changes import as_it_stands, end_taken_back
from bot.letters.nearby import nearby
from bot.letters.states import State
from bot.letters.story import Asks, Story, refuse, to
from bot.patience import QUESTION_WAITS_FOR_LIST
from bot.permissions import Act, NotAllowed, Person, PersonKind, why_not_allowed
from bot.problems import Problem
from bot.services import Services
from bot.slack.api import SlackRefused
from bot.slack.messages import Step
from bot.tencent.certificate import Status
from bot.text.certificate_ids import Confidence
from bot.views import results
from bot.views.subject import Subject
from bot.views.words import Words

log = logging.getLogger("letterdrop.letters")


async def announcing(job: Job, story: Story, services: Services) -> Next:
    """Say in the channel who hands in which letter; where the bot is no member, in a DM."""
    drop = story.drop
    person = await services.person(drop.user, drop.sent_from_team)
    if problem := why_not_allowed(person, drop.channel, services.rules):
        return await turn_away(job, story, problem, person, services)
    words = services.words_of(person)
    seen = await services.look_up(words.locale)(story.certificate_id)
    about = Subject(story.file_name, story.certificate_id, certificate=seen.certificate)
    announce = partial(
        services.messages.announce,
        step=Step(job.id, "submitted"),
        reply=results.submitted(words, drop.user, about, story.note),
        since=job.added,
        look=job.tries > 1,
    )
    try:
        spot = await announce(drop.channel)
    except SlackRefused as no:
        log.info("job %s: told the person alone, for %s: %s", job.id, drop.channel, no)
        spot = await announce(drop.user)
    kind = "im" if spot.channel.startswith("D") else drop.channel_type
    drop = replace(
        drop, channel=spot.channel, channel_type=kind, ts=spot.thread, thread=spot.thread
    )
    return to(State.RECEIVED, replace(story, drop=drop, note=""))


async def received(job: Job, story: Story, services: Services) -> Next:
    """Decide whether the drop is the bot's business, and whose certificate it is for.

    A new one that is clear is held against its deletion and its edits right before the upload.
    """
    if not services.work.seen or job.tries > 1:
        return await _as_it_stands(job, story, services)
    onward = await _decided(job, story, services)
    if onward.state != State.SENDING and await as_it_stands(job, story, services.ledger) != story:
        return await _as_it_stands(job, story, services)
    return onward


async def _as_it_stands(job: Job, story: Story, services: Services) -> Next:
    """Decide about the drop as it is now; one that is no letter any more ends."""
    now = await as_it_stands(job, story, services.ledger)
    if now is None:
        return await end_taken_back(job, story, services)
    return await _decided(job, now, services)


async def _decided(job: Job, story: Story, services: Services) -> Next:
    wants_it = story.answer or story.question.settled_by or story.drop
    person = await services.person(wants_it.user, wants_it.sent_from_team)
    if wants_it is story.drop and person.other_ids:
        story = replace(story, posters=tuple(sorted(person.other_ids)))
    is_yes = isinstance(wants_it, Answer) and wants_it.decision == "confirm"
    act = Act.REVOKE if is_yes else Act.UPLOAD
    if problem := _why_not(person, story, act, services):
        return await turn_away(job, story, problem, person, services)
    words = services.words_of(person)
    if story.note:
        story = await _with_note_said(job, story, words, services)
    if story.answer:
        take = _reread if story.answer.edited else _answered
        return await take(job, story, story.answer, services, words.locale)
    if story.certificate_id:
        is_sent = await services.ledger.find(certificate=story.certificate_id, state=State.SENDING)
        if is_sent:  # another letter for it: what Tencent Cloud shows will change
            return to(State.RECEIVED, story, wait=patience.LETTER_WAITS_FOR_ANOTHER)
        seen = await services.look_up(words.locale)(story.certificate_id)
        return _decide(about(story, seen), services, seen.unknown)
    return await _choose(job, story, services, words.locale)


def _why_not(person: Person, story: Story, act: Act, services: Services) -> NotAllowed | None:
    """Why somebody may not do this with this letter."""
    if problem := why_not_allowed(person, story.drop.channel, services.rules, act):
        return problem
    by_two = act is Act.REVOKE and services.rules.revoke_by_two
    is_own = any(map(story.is_by, person.ids))
    return NotAllowed("second-person-needed") if by_two and is_own else None


async def _with_note_said(job: Job, story: Story, words: Words, services: Services) -> Story:
    """Say the note of the shortcut's form in the thread; it is not kept."""
    said = story.answer
    by_form = said if said and said.file_id and not said.question_ts else None
    subject = Subject(story.file_name, (by_form or story).certificate_id)
    reply = results.submitted(words, (by_form or story.drop).user, subject, story.note)
    step = Step(job.id, f"submitted {story.question.form}".strip())
    await services.messages.say(story.place, step, reply, look=job.tries > 1)
    return replace(story, note="")


async def turn_away(
    job: Job, story: Story, problem: Problem, person: Person, services: Services
) -> Next:
    """Tell a person privately, once, that they may not; for others all stays as it is."""
    said = story.answer
    if said and said.is_talk and not (said.sure_ids or said.domains):  # hardly an answer
        return to(State.ASKING, replace(story, answer=None))
    audit.tell(audit.of_denial(job.id, story, person.id, problem.key))
    why = ": ".join(filter(None, [problem.key, problem.to_do]))
    log.log(logging.WARNING if problem.to_do else logging.INFO, "job %s: %s", job.id, why)
    meant = any(c.confidence is not Confidence.WEAK for c in story.drop.candidates)
    speaks = meant or bool(story.certificate_id or story.answer) or services.may_ask(story.drop)
    told = story.turned_away
    if speaks and person.ids.isdisjoint(told):
        await tell_alone(job, story, problem, person, services)
        told = (*told, person.id)[-100:]
    back = story.came_from if story.answer else State.TURNED_AWAY
    wait = 0.0 if State(back) in (State.ASKING, State.UNKNOWN) else None
    return to(back, replace(story, turned_away=told, answer=None, note=""), wait)


async def tell_alone(
    job: Job, story: Story, problem: Problem, person: Person, services: Services
) -> None:
    """Tell a person privately why they may not; a bot, which never may, is told nothing."""
    if person.kind is PersonKind.BOT:
        return
    text, step = results.turned_away(problem, services.words_of(person)), f"no {person.id}"
    tell = partial(services.messages.say_privately, story.heard_at, person.id)
    await tell(Step(job.id, step), text, look=job.tries > 1)


async def _answered(
    job: Job, story: Story, said: Answer, services: Services, language: str
) -> Next:
    """Let an answer settle the question, or lead to the next one, or to a hint."""
    if said.decision == "dismiss":
        log.info("job %s: dismissed", job.id)
        return to(State.DONE, await close(job, story, services), wait=None)
    if story.problem:  # it is to come to another end
        story = replace(story, reopened=True, outcome=None, line_ts="")
    asked, story = story, await take_answer(story, said, services, language)
    if story.question.hint or story.answer is None:
        return to(State.ASKING, story)
    if said.decision in FOR_A_CERTIFICATE:
        audit.tell(audit.of_confirmation(job.id, story, said))
    unknown: Problem | None = None
    named = (said.certificate_id, *(each.certificate_id for each in said.candidates))
    was_looked_up = story.certificate_id in named and not said.decision and story.certificate
    if not was_looked_up:  # it may have changed since
        seen = await services.look_up(language)(story.certificate_id)
        story, unknown = about(story, seen), seen.unknown
    if story.question.asks is Asks.FILE and _is_open_which_file(story):
        # The files are asked for once more: they are for another certificate now.
        question = replace(story.question, open_until=0.0)
        return to(State.ASKING, replace(story, question=question, answer=None))
    closed = await close(job, story, services)
    by = replace(said, candidates=(), domains=(), denied=())
    closed = replace(closed, question=replace(closed.question, settled_by=by))
    if plan := _left_open(asked, closed):
        return to(State.SPLITTING, replace(closed, drop=asked.drop, plan=plan))
    return _decide(closed, services, unknown)


async def _reread(job: Job, story: Story, said: Answer, services: Services, language: str) -> Next:
    """Let what the drop says or holds by now settle its question, as an answer; or put it anew."""
    drop, question = story.drop, story.question
    is_unsure = any(each.unsure for each in drop.candidates)
    named = await which_certificates(drop.candidates, services.look_up(language))
    # The open question tells by itself of one that the account does not have.
    ids = tuple(each.certificate_id for each in named if not (each.unknown and question.ts))
    if not named and said.domain:
        waiting = await services.waiting.now(QUESTION_WAITS_FOR_LIST) or ()
        ids = tuple(each.certificate_id for each in with_domain(waiting, [said.domain]))
    if question.asks is Asks.FILE and len(drop.files) == 1:  # the others were taken back
        chosen = replace(said, file_id=drop.files[0].id, certificate_id=story.certificate_id)
    elif len(ids) == 1 and ids[0] != story.certificate_id and not is_unsure:
        chosen = replace(said, certificate_id=ids[0])
    elif question.asks is Asks.CERTIFICATE and story.came_from == State.ASKING:
        question = replace(question, named=ids or question.named, open_until=0.0)
        return to(State.ASKING, replace(story, question=question, answer=None))
    else:
        wait = 0.0 if story.came_from == State.ASKING else None
        return to(story.came_from, replace(story, answer=None), wait)
    return await _answered(job, replace(story, answer=chosen), chosen, services, language)


def _is_open_which_file(story: Story) -> bool:
    """Whether nobody has said yet which of several files is the letter, or that all of them are."""
    return len(story.drop.files) > 1 and not story.adjusted.joined


def _left_open(asked: Story, answered: Story) -> Pairing | None:
    """What is to be asked about further, when one of several files has found its certificate.

    The rest of a letter's files is no letter, unless further certificates were named, or nobody has
    said yet that all of them are for the same one.
    """
    rest = tuple(file for file in asked.drop.files if file not in answered.drop.files)
    ids = tuple(each for each in asked.question.named if each != answered.certificate_id)
    if not rest or not (ids or asked.question.asks is Asks.CERTIFICATE):
        return None
    return Pairing(((answered.drop.files[0], answered.certificate_id),), rest, ids)


async def _choose(job: Job, story: Story, services: Services, language: str) -> Next:
    """Find the certificate among those named; take several files apart; ask where it is unclear.

    What stands around the drop counts where it names none itself.
    """
    look = services.look_up(language)
    is_clear = not any(each.unsure for each in story.drop.candidates)
    named = await which_certificates(story.drop.candidates, look)
    if not services.may_ask(story.drop):  # then an unlabelled word must be looked up
        named = surely_meant(named, story.drop.candidates)
    if not named:
        named, is_clear = await nearby(job, story, services, look)
    if not named and not services.may_ask(story.drop):
        return to(State.SILENT, story, wait=None)
    story = _without_others(story, named)
    if plan := _taken_apart(story.drop, named):
        return to(State.SPLITTING, replace(story, plan=plan))
    if len(named) == 1 and is_clear:
        return _decide(about(story, named[0]), services, named[0].unknown)
    # Those of which the account has none are no choice: then the question tells of the first.
    is_choice = any(not each.unknown for each in named)
    ids = tuple(each.certificate_id for each in named) if is_choice else ()
    return to(State.ASKING, replace(story, question=replace(story.question, named=ids)))


def _taken_apart(drop: Drop, named: Sequence[Lookup]) -> Pairing | None:
    """How several files are for several certificates; None where their names do not tell.

    Of the certificates that no name bears, those that the account does not have are no choice.
    """
    plan = pair(drop.files, [each.certificate_id for each in named])
    if len(drop.files) == 1 or not plan.pairs:
        return None
    unknown = {each.certificate_id for each in named if each.unknown}
    return replace(plan, ids_left=tuple(each for each in plan.ids_left if each not in unknown))


def _without_others(story: Story, named: Sequence[Lookup] = ()) -> Story:
    """The story of those files that may be the letter; it tells which ones were left.

    Nothing is left where none of them may be. With several certificates a file that bears the ID of
    one is meant for it, whatever it is.
    """
    files = story.drop.files
    meant = pair(files, [each.certificate_id for each in named]).pairs if len(named) > 1 else ()
    paired = [file for file, _ in meant]
    likely = tuple(file for file in files if file in paired or not file.is_never_a_letter)
    if not likely or likely == files:
        return story
    left = tuple(file.name for file in files if file not in likely)
    return replace(story, drop=replace(story.drop, files=likely), left=(*story.left, *left))


def _decide(story: Story, services: Services, unknown: Problem | None = None) -> Next:
    """Where a drop goes whose certificate is known; one that does not exist is asked about.

    In review, the same letter may be there already: that is told by the letter, in `sending`.
    So is whether a letter for the console will do there.
    """
    if unknown:
        return to(State.ASKING, not_found(story, story.certificate_id))
    story = _without_others(story)
    if _is_open_which_file(story):
        return to(State.ASKING, story.with_question(Asks.FILE))
    seen = story.certificate
    if seen and seen.status not in (Status.UNDER_REVIEW, Status.REVOKING):
        letter = what_to_do(seen, international=services.international)
        if isinstance(letter, Problem) and not letter.in_console:
            return refuse(story, letter)
    return to(State.SENDING, story)
