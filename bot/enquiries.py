"""What people ask, answered from Tencent Cloud's list and the ledger's own records.

Slack gives a listener three seconds. So each look outside is bounded here, they go side by side,
and each answer has a form that does without what does not come in time.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot import records
from bot.certificate_states import what_to_do
from bot.choice import Named
from bot.commands import Kind
from bot.desk import Desk
from bot.permissions import Kind as PersonKind
from bot.problems import Problem
from bot.slack import SlackBusy
from bot.submissions import Origin, Submission, faults, to_metadata
from bot.tencent.reading import CertificateStatus
from bot.views import answers, form, listing, questions
from bot.views import home as home_view
from bot.views.blocks import Block, Reply, section
from bot.views.markup import LONGEST_MESSAGE, code, plain
from bot.views.words import Words, words_for

T = TypeVar("T")
D = TypeVar("D")

SOON = 0.8
"""Seconds that a look outside is worth while a form is to be opened: its trigger lives three."""

IN_TIME = 1.6
"""The same where only an answer waits for it."""

AT_LEISURE = 5.0
"""The same for the Home, which nobody's click waits for."""

MOST_RECORDS = 20
OWN_RECORDS = 5


@dataclass(frozen=True)
class Asker:
    """Who asks, and from which conversation; `team`: their workspace, when it is another one.

    In the App Home `channel` is the person's ID, by which Slack knows their direct message.
    """

    user: str
    channel: str
    team: str | None = None

    @property
    def is_at_home(self) -> bool:
        """Whether it is asked in the App Home, which is no conversation."""
        return self.channel == self.user


@dataclass(frozen=True)
class Greeting:
    """The words for somebody, and what they are told instead of an answer, if they are.

    `refused`: they may not. `unsure`: Slack does not tell soon whether they may.
    """

    words: Words
    refused: str = ""
    unsure: str = ""

    @property
    def instead(self) -> Reply | None:
        """What is said in place of a list; None for somebody who may see it."""
        told = self.refused or self.unsure
        return private(told) if told else None


def private(text: str) -> Reply:
    """A text in mrkdwn for one person alone."""
    return Reply(text, [section(text)])


async def greet(desk: Desk, asker: Asker, seconds: float = SOON) -> Greeting:
    """Find out somebody's language, and whether they may use the bot from there."""
    words, refusal = await asyncio.gather(
        words_of(desk, asker.user), _refusal(desk, asker, seconds)
    )
    if refusal is None:
        return Greeting(words)
    if isinstance(refusal, Problem):
        return Greeting(words, refused=answers.turned_away(refusal, words))
    return Greeting(words, unsure=words.say("ask-again"))


async def words_of(desk: Desk, user: str) -> Words:
    """The words in somebody's language, as far as Slack tells it soon."""
    return await within(SOON, desk.words(user), words_for(desk.locale or "en-US"))


async def within(seconds: float, work: Awaitable[T], otherwise: D) -> T | D:
    """Await the work, for so long at most; then take what stands in for it."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        return otherwise


async def _refusal(desk: Desk, asker: Asker, seconds: float) -> Problem | SlackBusy | None:
    refusal = desk.refusal(asker.user, asker.channel, asker.team)
    try:
        return await within(seconds, refusal, SlackBusy("no answer in time"))
    except SlackBusy as busy:
        return busy


# The form ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wish:
    """What a form is to begin with: where it is asked for, and what is known already.

    `files`: ID and name of those of the message that a shortcut points to; None where one is to be
    added.
    """

    origin: Origin
    certificate_id: str = ""
    files: Sequence[tuple[str, str]] | None = None


@dataclass(frozen=True)
class Opening:
    """A form as `views.open` takes it, if there is one, and what is said where none opens."""

    instead: Reply
    view: Block | None = None


async def letter_form(desk: Desk, asker: Asker, wish: Wish) -> Opening:
    """The form for somebody who may hand in letters.

    Where Tencent Cloud's list is not at hand, or Slack does not tell soon who asks, the certificate
    is to be written: that shows nothing, and the letter's job judges again.
    """
    greeting, waiting = await asyncio.gather(greet(desk, asker), desk.waiting.now(SOON))
    if reason := greeting.refused:
        # To a click in the Home there is no other way to say something.
        view = form.no_form(greeting.words, reason) if asker.is_at_home else None
        return Opening(private(reason), view)
    known = None if greeting.unsure else waiting
    view = form.letter_form(
        greeting.words,
        to_metadata(wish.origin),
        searchable=known is not None,
        certificate=_among(known or (), wish.certificate_id) or wish.certificate_id or None,
        files=wish.files,
    )
    return Opening(private(greeting.words.say("form-not-opened")), view)


async def objections(desk: Desk, submission: Submission) -> dict[str, Any]:
    """What an ack says to a form that cannot be handed in so; nothing for one that can.

    Texts stand beside the fields that they are about; somebody who may not loses the form.
    """
    asker = Asker(submission.user, submission.origin.channel, submission.sent_from_team)
    greeting, misfit = await asyncio.gather(greet(desk, asker), _misfit(desk, submission))
    words = greeting.words
    if greeting.refused:
        return {"response_action": "update", "view": form.no_form(words, greeting.refused)}
    errors = form.errors(words, faults(submission))
    if misfit:
        errors[form.CERTIFICATE_BLOCK] = answers.short_reason(misfit, words)
    return {"response_action": "errors", "errors": errors} if errors else {}


async def _misfit(desk: Desk, submission: Submission) -> Problem | None:
    """Why this certificate takes no letter; None also where nobody can tell soon."""
    if form.CERTIFICATE_BLOCK in faults(submission):
        return None
    certificate_id = submission.certificate
    certificate = _among(await desk.waiting.now(SOON) or (), certificate_id)
    if certificate is None:
        named = await _looked_up(desk, certificate_id)
        certificate = named.certificate
        if certificate is None:
            return named.unknown
    letter = what_to_do(certificate, international=desk.international)
    return letter if isinstance(letter, Problem) else None


async def _looked_up(desk: Desk, certificate_id: str, seconds: float = SOON) -> Named:
    # Of what Tencent Cloud says only the status is used, which is no matter of language.
    return await within(seconds, desk.look("en-US")(certificate_id), Named(certificate_id))


def _among(
    certificates: Sequence[CertificateStatus], certificate_id: str
) -> CertificateStatus | None:
    return next((each for each in certificates if each.certificate_id == certificate_id), None)


async def options(desk: Desk, asker: Asker, typed: str) -> list[Block]:
    """What an external select offers for what was typed; nothing to somebody who may not see it."""
    greeting, found = await asyncio.gather(greet(desk, asker), desk.waiting.find(typed, IN_TIME))
    if greeting.instead:
        return []
    return questions.options(greeting.words, found or (), typed=typed)


# Lists -------------------------------------------------------------------------------------------


async def pending(desk: Desk, asker: Asker, page: int = 1) -> Reply:
    """A page of what waits for a letter, and who handed in what for it last; they count from 1."""
    greeting, waiting, last = await asyncio.gather(
        greet(desk, asker),
        desk.waiting.now(IN_TIME),
        within(IN_TIME, records.by_certificate(desk.ledger), {}),
    )
    if greeting.instead:
        return greeting.instead
    if waiting is None:
        return private(greeting.words.say(_why_no_list(desk)))
    return listing.pending(greeting.words, waiting, page, desk.console_url, last)


async def status(desk: Desk, asker: Asker, certificate_id: str) -> Reply:
    """How a certificate stands, and what was handed in for it last."""
    greeting, named, last = await asyncio.gather(
        greet(desk, asker),
        _looked_up(desk, certificate_id, IN_TIME),
        within(IN_TIME, records.last_for(desk.ledger, certificate_id), None),
    )
    if greeting.instead:
        return greeting.instead
    words, page = greeting.words, desk.console_url(certificate_id)
    if named.certificate:
        return listing.status(words, named.certificate, last, page)
    if named.unknown:
        return private(plain(answers.short_reason(named.unknown, words), LONGEST_MESSAGE))
    return private(words.say("no-status", certificate=code(certificate_id), page=page))


async def history(desk: Desk, asker: Asker) -> Reply:
    """The last letters of everybody."""
    greeting, told = await asyncio.gather(
        greet(desk, asker), within(IN_TIME, records.latest(desk.ledger, MOST_RECORDS), None)
    )
    if greeting.instead:
        return greeting.instead
    if told is None:
        return private(greeting.words.say("ask-again"))
    return listing.history(greeting.words, told)


async def how_to(desk: Desk, user: str, nearest: Kind | None = None) -> Reply:
    """How the bot is used, which everybody may know; `nearest`: the command that was meant."""
    return private(home_view.help_text(await words_of(desk, user), nearest))


# The App Home ------------------------------------------------------------------------------------


async def home(desk: Desk, user: str) -> Block:
    """Somebody's Home: what waits for a letter, and what became of their own letters.

    Raises SlackBusy when Slack does not tell now who they are.
    """
    person, greeting, waiting, own = await asyncio.gather(
        desk.person(user),
        greet(desk, Asker(user, user), AT_LEISURE),
        desk.waiting.now(AT_LEISURE),
        records.latest(desk.ledger, OWN_RECORDS, user=user),
    )
    words = greeting.words
    if instead := greeting.refused or greeting.unsure:
        return home_view.home(words, instead=instead)
    warnings = [home_view.NO_USERS_READ] if person.kind is PersonKind.UNKNOWN else []
    warnings += [_why_no_list(desk)] if waiting is None else []
    return home_view.home(words, waiting=waiting, records=own, warnings=warnings)


def _why_no_list(desk: Desk) -> str:
    """The key of the words for a list that is not at hand."""
    return home_view.MAY_NOT_LIST if desk.waiting.may_list is False else home_view.SLOW
