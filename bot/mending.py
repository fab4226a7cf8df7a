"""From what was dropped to a letter that Tencent Cloud takes: fetched, looked into, mended.

    ready ─► Letter     it fits and is sound: sent byte for byte
          ─► Mended     it was changed: `shown` in the thread first, and asked about
          ─► Choice     too many pages: `pages_shown`, and asked about
          ─► Problem

A mended letter lies in Slack, not in the ledger: what was agreed to is fetched from there again.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from functools import partial

from bot.certificate_states import is_wosign
from bot.desk import Desk
from bot.intake import File
from bot.jobs import Job
from bot.letter import LARGEST, Letter, check
from bot.mended import mending_of
from bot.other_names import other_names
from bot.problems import (
    CannotShow,
    CheckStopped,
    FileTooLarge,
    PngNotTaken,
    Problem,
    UnsupportedImage,
)
from bot.repair import kinds
from bot.repair.results import Choice, Mended
from bot.slack.files import Fetched, Limit
from bot.slack.thread import CannotPost
from bot.story import Story, place, with_problem
from bot.workshop import WorkshopBroken

log = logging.getLogger("letterdrop.mending")

MENDABLE = (FileTooLarge, UnsupportedImage, PngNotTaken)

_Turn = Callable[[], AbstractAsyncContextManager[None]]


async def ready(
    job: Job, story: Story, desk: Desk
) -> tuple[Story, Letter | Mended | Choice | Problem]:
    """Make of the dropped files what can be sent, or asked about; at most two large ones at once.

    The story comes back with what was learned of the files. Raises Failed where Slack does not
    hand them out.
    """
    turn = partial(desk.turns.turn, job.id)
    if story.mended and story.mended_confirmed_by:
        return story, await _as_agreed(story, story.mended, desk)
    if story.joined or _may_be_large(story.drop.files[0]):
        async with turn():
            return await _readied(story, desk, nullcontext, kinds.LARGEST)
    return await _readied(story, desk, turn, LARGEST)


def _may_be_large(file: File) -> bool:
    """Whether it is, or Slack does not say."""
    return file.size > LARGEST or not file.size


async def _as_agreed(story: Story, mended: File, desk: Desk) -> Letter | Problem:
    fetched = await desk.files.fetch(mended, LARGEST)
    return check(fetched.content, mended.name, wosign=_is_wosign(story))


def _is_wosign(story: Story) -> bool:
    return story.certificate is not None and is_wosign(story.certificate)


async def _readied(
    story: Story, desk: Desk, turn: _Turn, most: int
) -> tuple[Story, Letter | Mended | Choice | Problem]:
    fetched = await _fetched(story, desk, most)
    files = tuple(each.file for each in fetched)
    story = replace(story, drop=replace(story.drop, files=files))
    checked = [check(each.content, each.file.name, wosign=_is_wosign(story)) for each in fetched]
    if len(checked) == 1 and isinstance(checked[0], Letter) and not story.pages:
        return await _looked_into(story, fetched[0], desk, checked[0])
    problems = [
        (each, fetched[at].content) for at, each in enumerate(checked) if isinstance(each, Problem)
    ]
    for problem, content in problems:
        if not isinstance(problem, MENDABLE) or not kinds.can_be_mended(content, len(content)):
            return story, problem
    otherwise = problems[0][0] if problems else CheckStopped(files[0].name)
    async with turn():
        return await _mended(story, fetched, desk, otherwise)


async def _fetched(story: Story, desk: Desk, most: int) -> list[Fetched]:
    """Fetch the file, or all that are to be joined, `most` bytes together."""
    fetched: list[Fetched] = []
    for file in story.drop.files if story.joined else story.drop.files[:1]:
        left = most - sum(len(each.content) for each in fetched)
        fetched.append(await desk.files.fetch(file, Limit(LARGEST, left, _is_promising)))
    return fetched


def _is_promising(head: bytes) -> bool:
    return kinds.kind_of(head) is not None


# In the workshop ---------------------------------------------------------------------------------


async def _looked_into(
    story: Story, fetched: Fetched, desk: Desk, letter: Letter
) -> tuple[Story, Letter | Problem]:
    """Look whether the file opens, and of what it speaks."""
    try:
        seen = await desk.workshop.inspect(fetched.content, fetched.file.name)
    except WorkshopBroken as broken:  # a good letter must not be held up by us
        log.error("a letter goes out without a look inside: %s", broken)
        return story, letter
    if isinstance(seen, Problem):
        return story, seen
    return await _with_other_names(story, seen.text), letter


async def _with_other_names(story: Story, text: str) -> Story:
    """Note of what else the text speaks; in a thread, since a text may be hostile."""
    if story.certificate is None or not text:
        return replace(story, other_names=())
    names = await asyncio.to_thread(other_names, text, story.certificate)
    return replace(story, other_names=names)


async def _mended(
    story: Story, fetched: Sequence[Fetched], desk: Desk, otherwise: Problem
) -> tuple[Story, Mended | Choice | Problem]:
    """Mend the files; what cannot be mended comes to the problem that it had before."""
    files = [(each.content, each.file.name) for each in fetched]
    wosign = _is_wosign(story)
    try:
        seen = await _texts_of(files, desk)
        if isinstance(seen, Problem):
            return story, seen
        story = await _with_other_names(story, seen)
        made = await desk.workshop.mend(files, wosign=wosign, pages=story.pages)
    except WorkshopBroken as broken:
        log.error("a letter could not be mended: %s", broken)
        return story, otherwise
    if isinstance(made, Mended) and isinstance(check(made.content, made.name), Problem):
        return story, otherwise
    return story, made


async def _texts_of(files: Sequence[tuple[bytes, str]], desk: Desk) -> str | Problem:
    """What is written in those of the files that have a text: the PDFs."""
    texts = []
    for content, name in files:
        if kinds.kind_of(content) == "pdf":
            seen = await desk.workshop.inspect(content, name)
            if isinstance(seen, Problem):
                return seen
            texts.append(seen.text)
    return "\n".join(texts)


# Into the thread ---------------------------------------------------------------------------------


async def shown(job: Job, story: Story, mended: Mended, desk: Desk) -> Story:
    """Put the mended letter into the thread, where it is looked at and fetched from.

    Where Slack does not allow that, only the operator's word lets it be sent.
    """
    told = replace(story, mending=mending_of(mended), mended_confirmed_by="")
    try:
        file = await _share(job, story, mended.name, mended.content, desk)
    except CannotPost as no:
        log.error("job %s: the mended letter cannot be shown: %s", job.id, no)
        if desk.auto_mend and not no.thread_gone:
            return told
        return with_problem(story, CannotShow(story.drop.files[0].name))
    return replace(told, mended=file)


async def pages_shown(job: Job, story: Story, choice: Choice, desk: Desk) -> Story:
    """Put a picture of all pages into the thread, to choose from."""
    name = f"{re.sub(r'[.][^.]*$', '', story.drop.files[0].name)[:80] or 'letter'}-pages.jpg"
    try:
        await _share(job, story, name, choice.preview, desk)
    except CannotPost as no:
        log.error("job %s: the pages cannot be shown: %s", job.id, no)
        return with_problem(story, CannotShow(story.drop.files[0].name))
    return replace(story, choice=choice.pages)


async def _share(job: Job, story: Story, name: str, content: bytes, desk: Desk) -> File:
    """Share a file, or find what an earlier run has shared."""
    before = job.tries > 1 or story.cut_off or story.mended is not None or story.choice > 0
    return await desk.shares.share(place(story), name, content, look=before)
