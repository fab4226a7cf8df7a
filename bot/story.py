"""What the ledger keeps of a letter, and how its row begins, is answered, read and written.

A new release reads the rows of an old one: a field may be added here with a default, and none may
change its meaning.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from bot.intake import Answer, Drop, job_id
from bot.jobs import Job, Ledger, Next
from bot.uploads import Arrival

ANSWER_PAUSES = (0.1, 0.2, 0.4, 0.6)  # seconds; Slack wants its ack within three


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
    answered_by: str = ""  # who named the certificate in the thread
    answered_from: str = ""  # their workspace, when it is another one
    named: tuple[str, ...] = ()  # several certificates that the drop may be for
    fingerprint: str = ""  # of the upload: the same for the same bytes and certificate
    question: str = ""  # ts of the bot's question
    open_until: float = 0.0  # when the question is closed, in Unix seconds
    line: str = ""  # ts of the bot's line in the thread; the answer takes its place
    cut_off: bool = False  # a run ended unawares: what it said is looked for before speaking
    arrival: Arrival | None = None
    earlier: Earlier | None = None
    problem: dict[str, Any] | None = None

    @property
    def file_name(self) -> str:
        """What the letter's file is called."""
        return self.drop.files[0].name


def story_of(job: Job) -> Story:
    """Read a letter's row."""
    return msgspec.convert(job.data, Story)


def to(state: str, story: Story, wait: float | None = 0.0) -> Next:
    """Write a letter's row: its next state, due in `wait` seconds; None: it has ended."""
    return Next(state, msgspec.to_builtins(story), wait, story.certificate_id or None)


def thread_key(said: Drop | Answer) -> str:
    """Name the conversation in which an answer finds its question: a thread, or a whole DM.

    In a DM people answer with their next message, which stands in no thread.
    """
    return said.channel if said.is_direct else f"{said.channel}:{said.thread}"


async def begin(ledger: Ledger, drop: Drop) -> bool:
    """Store a drop, before Slack gets its ack. False: it is stored already.

    A drop that the bot let pass counts as new when it is pointed out to the bot afterwards (silent:
    by anybody; turned away: by somebody else).
    """
    data = msgspec.to_builtins(Story(drop))
    if await ledger.add(job_id(drop), "received", data, thread=thread_key(drop)):
        return True
    let_pass = await ledger.find(id=job_id(drop)) if drop.addressed else []
    return any(
        [
            await ledger.move(job, Next("received", data))
            for job in let_pass
            if job.state == "silent"
            or (job.state == "turned-away" and story_of(job).drop.user != drop.user)
        ]
    )


class StillBusy(Exception):
    """The job is in a worker's hands for longer than a listener may wait."""


async def answer(ledger: Ledger, said: Answer) -> bool:
    """Give the open question of a conversation its answer. False: there is none.

    While the drop is still being looked at, its question is about to come, so this waits a little;
    and Slack may bring an answer before its drop, so it looks twice at least. Raises StillBusy when
    that takes longer: without an ack Slack brings the answer again.
    """
    for looks, pause in enumerate((*ANSWER_PAUSES, 0.0), start=1):
        asking = await ledger.find(thread=thread_key(said), state="asking")
        if asking and await ledger.move(*_answered(asking, said)):
            return True
        coming = asking or await ledger.find(thread=thread_key(said), state="received")
        if not coming and looks > 1:
            return False
        await asyncio.sleep(pause)
    raise StillBusy


def _answered(asking: list[Job], said: Answer) -> tuple[Job, Next]:
    """The question that is meant, answered: one's own before another's, and the newest."""
    own = [job for job in asking if story_of(job).drop.user == said.user]
    job = [*own, *asking][0]
    told = replace(
        story_of(job),
        certificate_id=said.certificate_id,
        answered_by=said.user,
        answered_from=said.sent_from_team or "",
    )
    return job, to("received", told)
