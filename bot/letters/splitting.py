"""Several letters in one message: a job for each of them, and the sum of it all.

Tencent Cloud keeps one letter for a certificate, so each pair of file and certificate is a job of
its own, with its own result. What cannot be paired stays together and is asked about. A row beside
them waits for their ends, says the sum in one message, and marks the drop:

    received ─► splitting ─┬► received, asking …         a job for each part, which goes its own way
                           └► summing-up ─► summed-up    the sum; once more when a part changes
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from bot import patience
from bot.inbound.messages import Drop, job_id
from bot.inbound.pairing import Pairing
from bot.jobs.ledger import Job, Ledger, Next
from bot.letters.replying import end_of
from bot.letters.states import State
from bot.letters.story import Question, Row, Story, find_letters, thread_key, to
from bot.letters.watching import mark_of
from bot.services import Services
from bot.slack.messages import Place, Step
from bot.text.certificate_ids import Candidate, Confidence
from bot.views import results
from bot.views.reactions import AT_WORK, WORST_FIRST
from bot.views.results import Outcome
from bot.views.words import Words

log = logging.getLogger("letterdrop.letters")

WORTH_A_SUM = 3  # letters: the results of two stand right above


# Taking a message apart --------------------------------------------------------------------------


async def splitting(job: Job, story: Story, services: Services) -> Next:
    """Give each part but the first a job of its own, and go on with the first one.

    The plan was written before, so a run after a crash adds the same jobs, which are there already.
    """
    (state, first), *others = _parts(story, story.plan or Pairing((), story.drop.files, ()))
    names = [job_id(part.drop) for _, part in others]
    ids = tuple(dict.fromkeys((*(story.parts or (job.id,)), *names)))
    for name, (begins, part) in zip(names, others, strict=True):
        part_of_all, thread = replace(part, parts=ids), thread_key(part.drop)
        await services.ledger.add(name, begins, part_of_all, thread=thread)
    await services.ledger.add(_sum_of(ids), State.SUMMING_UP, Sum(story.drop, ids[0]))
    log.info("job %s: taken apart into %s", job.id, len(ids))
    return to(state, replace(first, parts=ids, left=story.left))


def _parts(story: Story, plan: Pairing) -> list[tuple[State, Story]]:
    """Begin a story for each pair and one for what is left, the message's first file first.

    What is left is asked about, even if it is one file and one certificate: a word about another
    certificate and a screenshot look the same.
    """
    drop, parts = replace(story.drop, addressed=True), []
    # Who has answered is who may; a question that was closed keeps its number.
    asked = Question(number=story.question.number, settled_by=story.question.settled_by)
    begun = Story(drop, question=asked, turned_away=story.turned_away, posters=story.posters)
    begun = replace(begun, heard=story.heard)
    for file, certificate_id in plan.pairs:
        certain = (Candidate(certificate_id, Confidence.STRONG),)
        paired = replace(drop, files=(file,), candidates=certain)
        parts.append((State.RECEIVED, replace(begun, drop=paired)))
    if plan.files_left:
        ids = {certificate_id for _, certificate_id in plan.pairs}
        unclear = tuple(each for each in drop.candidates if each.certificate_id not in ids)
        rest = replace(drop, files=plan.files_left, candidates=unclear)
        further = replace(asked, named=plan.ids_left)
        parts.append((State.ASKING, replace(begun, drop=rest, question=further)))
    return sorted(parts, key=lambda part: drop.files.index(part[1].drop.files[0]))


# The sum -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sum:
    """What the row of the sum keeps: the message, its first part's job, what was said so far."""

    drop: Drop
    first: str
    said: str = ""
    line_ts: str = ""
    mark: str = ""


def _sum_of(parts: Sequence[str]) -> str:
    return f"{parts[0]}:sum"


async def sum_up_soon(parts: Sequence[str], ledger: Ledger) -> None:
    """Let the sum of a message's letters be drawn anew, now that one has come to rest."""
    for job in await ledger.find(id=_sum_of(parts)) if parts else ():
        await ledger.move(job, Next(State.SUMMING_UP, job.data, wait=patience.SUM_WAITS_FOR_PARTS))


async def summing_up(job: Job, services: Services) -> Next:
    """Once every part has ended or has asked, say how all stand; mark the drop in the end."""
    kept = msgspec.convert(job.data, Sum)
    parts, drop = await _all_parts(kept.first, services.ledger), kept.drop
    going_on = {part.state for part in parts if not part.state.is_at_rest}
    if going_on:  # another release tells when a part of its own has come to rest
        is_ours = going_on != {State.UNKNOWN}
        soon, late = patience.SUM_LOOKS_AGAIN_AFTER, patience.SUM_LOOKS_WHILE_ASKING
        return Next(State.SUMMING_UP, job.data, wait=soon if is_ours else late)
    words = await services.words(drop.user)
    outcomes = [each for part in parts for each in _outcomes(part, words)]
    reply = results.summary(words, outcomes)
    if reply.text != kept.said and (kept.line_ts or len(outcomes) >= WORTH_A_SUM):
        place, step, look = Place(drop.channel, drop.thread), Step(job.id, "sum"), job.tries > 1
        ts = await services.messages.say(place, step, reply, ts=kept.line_ts, look=look)
        kept = replace(kept, said=reply.text, line_ts=ts)
    is_open = any(part.state is State.ASKING for part in parts)
    marks = set(map(_part_mark, parts))
    # A question is no work in progress: while it is open there is no mark. Else the worst one tells
    # of all: a letter that did not get there, before those that are under way.
    told = () if is_open else WORST_FIRST
    mark = next((each for each in told if each in marks), "")
    await services.messages.mark(drop.channel, drop.ts, mark, AT_WORK, kept.mark)
    kept = replace(kept, mark=mark)
    if parts != await _all_parts(kept.first, services.ledger):
        return Next(State.SUMMING_UP, kept, wait=patience.SUM_WAITS_FOR_PARTS)
    if is_open:
        return Next(State.SUMMING_UP, kept, wait=patience.SUM_LOOKS_WHILE_ASKING)
    return Next(State.SUMMED_UP, kept, wait=None)


async def _all_parts(first: str, ledger: Ledger) -> list[Row]:
    """The parts' rows. A part may have been taken apart further: then it names those as well."""
    names, rows = [first], []
    for name in names:
        for row in await find_letters(ledger, id=name):
            rows.append(row)
            names += [each for each in row.story.parts if each not in names]
    return rows


def _outcomes(part: Row, words: Words) -> Iterator[Outcome]:
    """What became of the part's letter; of open questions a line for each file; else nothing."""
    story = part.story
    about = story.certificate_id
    if part.state is State.ASKING:
        for file in story.drop.files:
            yield Outcome(file.name, about, "")
    elif mark := end_of(story):
        reason = results.short_reason(story.problem, words) if story.problem else ""
        yield Outcome(story.file_name, about, mark, reason)


def _part_mark(part: Row) -> str:
    """The part's own mark; "" for what was no letter."""
    story = part.story
    told = part.state is State.DONE and not story.watch.superseded
    return (mark_of(story) if told else "") or end_of(story)
