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
    """Name the thread, so that an answer finds its question."""
    return f"{said.channel}:{said.thread}"


async def begin(ledger: Ledger, drop: Drop) -> bool:
    """Store a drop, before Slack gets its ack. False: it is stored already.

    A drop that the bot was silent about, and that somebody now points it to, counts as new.
    """
    data = msgspec.to_builtins(Story(drop))
    if await ledger.add(job_id(drop), "received", data, thread=thread_key(drop)):
        return True
    silent = await ledger.find(id=job_id(drop), state="silent") if drop.addressed else []
    return any([await ledger.move(job, Next("received", data)) for job in silent])


class StillBusy(Exception):
    """The job is in a worker's hands for longer than a listener may wait."""


async def answer(ledger: Ledger, said: Answer) -> bool:
    """Give the newest open question of a thread its answer. False: there is none.

    While the drop is still being looked at, its question is about to come, so this waits a little.
    Raises StillBusy when that takes longer: without an ack Slack brings the answer again.
    """
    for pause in ANSWER_PAUSES:
        open_ones = [
            job
            for job in await ledger.find(thread=thread_key(said), limit=5)
            if job.state in ("received", "asking")
        ]
        if not open_ones:
            return False
        told = replace(
            story_of(open_ones[0]), certificate_id=said.certificate_id, answered_by=said.user
        )
        if open_ones[0].state == "asking" and await ledger.move(open_ones[0], to("received", told)):
            return True
        await asyncio.sleep(pause)
    raise StillBusy
