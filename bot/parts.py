"""Several files in one message: which belongs to which certificate, and the sum of it all.

Tencent Cloud keeps one letter for a certificate, so each pair of file and certificate is a job of
its own, with its own answer. What cannot be paired stays together and is asked about. A row beside
them waits for their ends, and says the sum in one message.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from bot import problems
from bot.certificate_ids import Candidate, Confidence
from bot.desk import Desk
from bot.intake import Drop, File, job_id
from bot.jobs import Job, Ledger, Next
from bot.pairing import pair
from bot.slack.thread import Place, Step
from bot.story import Story, story_of, thread_key
from bot.views import answers
from bot.views.answers import Outcome
from bot.views.words import Words

log = logging.getLogger("letterdrop.parts")

AT_WORK = {"received", "sending", "answering"}
SOON, LATER = 1.0, 60.0  # seconds between looks at the parts: at work, or open to somebody's answer


@dataclass(frozen=True)
class Part:
    """Files of a message, and the certificates that they may be for: one each, if all is clear."""

    files: tuple[File, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """What the row of the sum keeps: the message, its parts' jobs, and what was said so far."""

    drop: Drop
    parts: tuple[str, ...]
    said: str = ""
    line: str = ""


def parts_of(files: Sequence[File], ids: Sequence[str]) -> list[Part]:
    """Take a message apart; the part that holds its first file comes first."""
    pairing = pair(files, ids)
    parts = [Part((file,), (certificate_id,)) for file, certificate_id in pairing.pairs]
    if pairing.files_left:
        parts.append(Part(pairing.files_left, pairing.ids_left))
    return sorted(parts, key=lambda part: files.index(part.files[0]))


async def split(job: Job, story: Story, parts: Sequence[Part], ledger: Ledger) -> Story:
    """Give each part but the first a job of its own, and return the first one's story."""
    drops = [_drop(story.drop, part) for part in parts]
    ids = (job.id, *map(job_id, drops[1:]))
    key = thread_key(story.drop)
    for name, drop in zip(ids[1:], drops[1:], strict=True):
        await ledger.add(name, "received", msgspec.to_builtins(Story(drop, parts=ids)), thread=key)
    await ledger.add(f"{job.id}:sum", "summing-up", msgspec.to_builtins(Sum(story.drop, ids)))
    return replace(story, drop=drops[0], parts=ids)


def _drop(drop: Drop, part: Part) -> Drop:
    """One part as a drop: what was paired is certain, and what is left is asked about."""
    candidates = tuple(Candidate(each, Confidence.STRONG) for each in part.ids)
    return replace(drop, files=part.files, candidates=candidates, addressed=True)


# The sum -----------------------------------------------------------------------------------------


async def summing_up(job: Job, desk: Desk) -> Next:
    """Once every part has ended or has asked, say how all stand; again when that changes."""
    kept = msgspec.convert(job.data, Sum)
    jobs = [each for name in kept.parts for each in await desk.ledger.find(id=name)]
    if any(each.state in AT_WORK for each in jobs):
        return Next("summing-up", job.data, wait=SOON)
    words = await desk.words(kept.drop.user)
    outcomes = [_outcome(each, words) for each in jobs]
    kept = await _say(job, kept, outcomes, words, desk)
    if any(each.state == "asking" for each in jobs):
        return Next("summing-up", msgspec.to_builtins(kept), wait=LATER)
    await _mark(kept.drop, outcomes, desk)
    return Next("summed-up", msgspec.to_builtins(kept), wait=None)


async def _say(job: Job, kept: Sum, outcomes: Sequence[Outcome], words: Words, desk: Desk) -> Sum:
    reply = answers.summary(words, outcomes)
    if reply.text == kept.said:
        return kept
    line = await desk.threads.say(
        Place(kept.drop.channel, kept.drop.thread),
        Step(job.id, "sum"),
        reply.text,
        reply.blocks,
        ts=kept.line or None,
        look=job.tries > 1,
    )
    return replace(kept, said=reply.text, line=line)


async def _mark(drop: Drop, outcomes: Sequence[Outcome], desk: Desk) -> None:
    mark = "white_check_mark" if all(each.ok for each in outcomes) else "x"
    await desk.threads.react(drop.channel, drop.ts, mark)
    await desk.threads.unreact(drop.channel, drop.ts, "eyes")


def _outcome(job: Job, words: Words) -> Outcome:
    story = story_of(job)
    name, certificate_id = story.file_name, story.certificate_id
    if job.state == "asking":
        return Outcome(name, certificate_id, ok=None)
    if story.problem:
        reason = answers.short_reason(problems.from_json(story.problem), words)
        return Outcome(name, certificate_id, ok=False, reason=reason)
    return Outcome(name, certificate_id, ok=bool(story.arrival or story.earlier))
