"""What the ledger keeps of a letter, and how its row begins, is answered, read and written.

A new release reads the rows of an old one: a field may be added here with a default, and none may
change its meaning.
"""

import asyncio
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import msgspec

from bot import problems
from bot.intake import Answer, Drop, Remark, job_id
from bot.jobs import Job, Ledger, Next
from bot.problems import Problem
from bot.slack.thread import Place
from bot.tencent.reading import CertificateStatus
from bot.uploads import Arrival

ANSWER_PAUSES = (0.1, 0.2, 0.4, 0.6)  # seconds; Slack wants its ack within three
SHORTLY = 600.0  # seconds within which a message belongs to the file before it

ID_PROBLEMS = {each.__name__ for each in (problems.CertificateNotFound, problems.WrongValue)}
"""What a letter was refused for, where the right ID is all that is missing."""


class Asks(StrEnum):
    """What an open question asks."""

    CERTIFICATE = "certificate"
    FILE = "file"
    REVOCATION = "revocation"


@dataclass(frozen=True)
class Earlier:
    """The first receipt of a letter that was dropped again: when (Unix seconds), and where."""

    arrival: Arrival
    at: float
    channel: str
    answer: str  # ts of the first answer


@dataclass(frozen=True)
class Story:
    """What the ledger keeps of a letter: references and outcomes, never its bytes."""

    drop: Drop
    certificate_id: str = ""
    certificate: CertificateStatus | None = None  # as Tencent Cloud showed it before the upload
    named: tuple[str, ...] = ()  # several certificates that the drop may be for
    parts: tuple[str, ...] = ()  # the jobs of one message with several letters, this one among them
    note: str = ""  # from the form, until it is said
    asks: Asks = Asks.CERTIFICATE
    question: str = ""  # ts of the bot's question
    open_until: float = 0.0  # when the question is closed, in Unix seconds
    answer: Answer | None = None  # that is being looked at
    hint: str = ""  # what is to be said about an answer that does not fit
    hinted: tuple[str, ...] = ()  # what has been said so
    refused: tuple[str, ...] = ()  # who was told that they may not
    revocation_confirmed_by: str = ""
    fingerprint: str = ""  # of the upload: the same for the same bytes and certificate
    reopened: bool = False  # it was refused before, and named anew
    line: str = ""  # ts of the bot's line in the thread; the answer takes its place
    cut_off: bool = False  # a run ended unawares: what it said is looked for before speaking
    arrival: Arrival | None = None
    earlier: Earlier | None = None
    problem: dict[str, Any] | None = None
    watched_until: float = 0.0  # Unix seconds
    latest: CertificateStatus | None = None  # as it was shown while it is watched
    superseded: bool = False  # a newer letter for the same certificate is watched
    stopped_by: str = ""  # who let the watching end

    @property
    def file_name(self) -> str:
        """What the letter's file is called."""
        return self.drop.files[0].name

    @property
    def author(self) -> str:
        """Whose letter it is now: who answered the question, else who dropped it."""
        return self.answer.user if self.answer else self.drop.user


def story_of(job: Job) -> Story:
    """Read a letter's row."""
    return msgspec.convert(job.data, Story)


def to(state: str, story: Story, wait: float | None = 0.0) -> Next:
    """Write a letter's row: its next state, due in `wait` seconds; None: it has ended."""
    data, certificate = msgspec.to_builtins(story), story.certificate_id or None
    return Next(state, data, wait, certificate, thread_key(story.drop))


def refuse(story: Story, problem: Problem) -> Next:
    """Write a letter's row: it ends with this problem, which is yet to be told."""
    return to("answering", with_problem(story, problem))


def with_problem(story: Story, problem: Problem) -> Story:
    """The story, come to this problem."""
    return replace(story, problem=problems.to_json(problem))


def place(story: Story) -> Place:
    """Where the letter's thread is."""
    return Place(story.drop.channel, story.drop.thread)


def thread_key(said: Drop | Answer | Remark) -> str:
    """Name the conversation in which an answer finds its question: a thread, or a whole DM.

    In a DM people answer with their next message, which stands in no thread.
    """
    return said.channel if said.is_direct else f"{said.channel}:{said.thread}"


# How a row begins --------------------------------------------------------------------------------


async def begin(ledger: Ledger, drop: Drop) -> bool:
    """Store a drop, before Slack gets its ack. False: it is stored already."""
    data = msgspec.to_builtins(Story(drop))
    return await ledger.add(job_id(drop), "received", data, thread=thread_key(drop))


async def submit(ledger: Ledger, drop: Drop, certificate_id: str, note: str, view_id: str) -> bool:
    """Store what somebody handed in with the form, before Slack gets its ack.

    The form's ID makes a second delivery add nothing (False). Where the same file has an open
    question, this is its answer.
    """
    if drop.ts and await _answer_file(ledger, drop, certificate_id):
        return True
    story = Story(drop, certificate_id, note=note)
    name = f"{drop.team}:{drop.user}:{view_id}:{drop.files[0].id}"
    # In the thread of a message, or with a message of its own, which is yet to be posted.
    state, thread = ("received", thread_key(drop)) if drop.ts else ("announcing", None)
    return await ledger.add(name, state, msgspec.to_builtins(story), thread=thread)


async def _answer_file(ledger: Ledger, drop: Drop, certificate_id: str) -> bool:
    """Answer the open question about a file with what the form says."""
    for job in await ledger.find(thread=thread_key(drop), state="asking"):
        asking = story_of(job)
        mine = tuple(file for file in asking.drop.files if file.id == drop.files[0].id)
        if mine and asking.drop.ts == drop.ts and asking.asks is not Asks.REVOCATION:
            told = replace(asking, drop=replace(asking.drop, files=mine))
            said = Answer(drop.channel, drop.channel_type, drop.thread, drop.user, certificate_id)
            return await ledger.move(job, to("received", _answered(told, said)))
    return False


async def remark(ledger: Ledger, said: Remark) -> bool:
    """Take note of words that are no answer. False: they are none of the bot's business.

    The poster of an open question gets a hint (once); who speaks to the bot gets its help.
    """
    asking = await ledger.find(thread=thread_key(said), state="asking")
    for job in asking:
        story = story_of(job)
        if story.drop.user == said.user and not story.hinted:
            nothing = Answer(said.channel, said.channel_type, said.thread, said.user)
            return await ledger.move(job, to("received", _answered(story, nothing)))
    if not said.addressed or any(story_of(job).drop.user == said.user for job in asking):
        return False
    name = f"{said.team}:{said.channel}:{said.ts}:help"
    return await ledger.add(name, "helping", msgspec.to_builtins(said))


# How a question is answered ----------------------------------------------------------------------


class StillBusy(Exception):
    """The job is in a worker's hands for longer than a listener may wait."""


async def answer(ledger: Ledger, said: Answer) -> bool:
    """Give the open question of a conversation its answer. False: there is none.

    While the drop is still being looked at, its question is about to come, so this waits a little;
    and Slack may bring an answer before its drop, so it looks twice at least. Raises StillBusy when
    that takes longer: without an ack Slack brings the answer again.
    """
    if not said.thread and not said.is_direct and not said.question:
        return await _answer_nearby(ledger, said)
    for looks, pause in enumerate((*ANSWER_PAUSES, 0.0), start=1):
        asking = await _open(ledger, said)
        if asking and await ledger.move(asking, _to_its_answer(asking, said)):
            return True
        coming = asking or await _is_coming(ledger, said)
        if not coming and (looks > 1 or said.question):
            return await _reopen(ledger, said)
        await asyncio.sleep(pause)
    raise StillBusy


async def _is_coming(ledger: Ledger, said: Answer) -> bool:
    """Whether what is answered may not have been written yet: Slack shows a message before that."""
    thread = thread_key(said)
    if said.decision == "stop":
        return bool(await ledger.find(thread=thread, state="answering"))
    if await ledger.find(thread=thread, state="received"):
        return True
    asking = await ledger.find(thread=thread, state="asking") if said.question else []
    return any(not story_of(job).question for job in asking)


async def _open(ledger: Ledger, said: Answer) -> Job | None:
    """The open question that is meant: the one clicked; one's own before another's, the newest."""
    if said.decision == "stop":
        watched = await ledger.find(thread=thread_key(said), state="watching")
        return next((job for job in watched if story_of(job).line == said.question), None)
    asking = await ledger.find(thread=thread_key(said), state="asking")
    if said.question:
        return next((job for job in asking if story_of(job).question == said.question), None)
    own = [job for job in asking if story_of(job).drop.user == said.user]
    return next(iter([*own, *asking]), None)


def _to_its_answer(job: Job, said: Answer) -> Next:
    """Let the answer be looked at: by the state that waits for it."""
    if said.decision == "stop":
        return to("watching", replace(story_of(job), answer=said))
    return to("received", _answered(story_of(job), said))


async def _answer_nearby(ledger: Ledger, said: Answer) -> bool:
    """An ID that stands alone in a channel: it belongs to the person's own file just before."""
    since = ledger.now() - SHORTLY
    for job in await ledger.nearby(said.channel, ("asking", "silent"), since):
        story = story_of(job)
        if story.drop.user == said.user and said.certificate_id:
            return await ledger.move(job, to("received", _answered(story, said)))
    return False


async def _reopen(ledger: Ledger, said: Answer) -> bool:
    """Take an ID for a file of this thread about which the bot was silent, or had a wrong ID."""
    if not said.certificate_id or said.question:
        return False
    for job in await ledger.find(thread=thread_key(said)):
        if said.is_direct and job.changed < ledger.now() - SHORTLY:
            return False
        story = story_of(job)
        if job.state == "silent" or (job.state == "done" and _had_a_wrong_id(story, said)):
            return await ledger.move(job, to("received", _answered(story, said)))
    return False


def _had_a_wrong_id(story: Story, said: Answer) -> bool:
    """Whether the ID was all that was wrong, and this is another one."""
    wrong = (story.problem or {}).get("problem") in ID_PROBLEMS
    return wrong and story.certificate_id != said.certificate_id


def _answered(story: Story, said: Answer) -> Story:
    """The story with an answer to look at; what came of an earlier one is forgotten."""
    reopened = story.reopened or story.problem is not None
    return replace(story, answer=said, reopened=reopened, problem=None, line="")
