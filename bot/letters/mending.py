"""From what was dropped to a letter that Tencent Cloud takes: fetched, looked into, mended.

    opened ─► ready ─► Letter     it fits and is sound: sent byte for byte
                    ─► Mended     it was changed: `shown` in the thread first, and asked about
                    ─► Choice     too many pages: `pages_shown`, and asked about
                    ─► Problem

A mended letter lies in Slack, not in the ledger: what was agreed to is fetched from there again.
"""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from bot import patience
from bot.certificates.other_names import OtherName, other_names
from bot.certificates.states import is_wosign
from bot.files.detect import may_be_adjusted
from bot.files.letter import Letter, check, no_letter
from bot.files.process.run import ReadersFailed
from bot.files.results import Choice, Mended, Sound
from bot.files.types import LARGEST_FETCHED, LARGEST_LETTER
from bot.jobs.ledger import Job
from bot.letters.story import Story
from bot.problems import BadFile, Problem, SizeProblem
from bot.services import Opened, Services
from bot.slack.api import SlackRefused
from bot.slack.downloads import Fetched, Limit
from bot.slack.shapes import File

log = logging.getLogger("letterdrop.letters")

MENDABLE = {"file-too-large", "unsupported-image", "png-not-taken"}


async def opened(job: Job, story: Story, services: Services) -> Opened | Problem:
    """Fetch a letter's files, and look into one that may do as it is, whatever it is for.

    Raises Failed where Slack does not hand them out, and ReadersFailed where the next run may do
    better.
    """
    if story.adjusted.confirmed_by and (agreed := story.adjusted.file):
        return Opened([await services.downloads.fetch(agreed, LARGEST_LETTER)])
    if (size := size_of(story)) > LARGEST_FETCHED:
        too_large = SizeProblem("too-large-to-mend", _names(story), size, LARGEST_FETCHED)
        others = (no_letter(b"", file.name) for file in story.drop.files)
        return next(filter(None, others), too_large)
    services.readers.start_ahead()
    fetched: list[Fetched] = []
    for file in story.drop.files:
        left = LARGEST_FETCHED - sum(len(each.content) for each in fetched)
        fetched.append(await services.downloads.fetch(file, Limit(LARGEST_LETTER, left)))
    if len(fetched) == 1 and not story.adjusted.pages:
        content, name = fetched[0].content, fetched[0].file.name
        either = (check(content, name, wosign=wosign) for wosign in (False, True))
        if any(isinstance(each, Letter) for each in either):
            return Opened(fetched, await _looked_into(job, story, content, name, services))
    return Opened(fetched)


def size_of(story: Story) -> int:
    """The bytes of a letter's files, as far as Slack tells."""
    return sum(file.size for file in story.drop.files)


def is_small(story: Story) -> bool:
    """Whether it is one file that may go out as it is; what has no size may be large."""
    is_agreed = bool(story.adjusted.confirmed_by and story.adjusted.file)
    return is_agreed or (len(story.drop.files) == 1 and 0 < size_of(story) <= LARGEST_LETTER)


async def ready(
    job: Job, story: Story, services: Services, files: Opened | Problem
) -> tuple[Story, Letter | Mended | Choice | Problem]:
    """Make of the dropped files what can be sent, or asked about.

    The story comes back with what was learned of the files. Raises ReadersFailed where the next
    run may do better.
    """
    if isinstance(files, Problem):
        return story, files
    fetched, wosign = files.fetched, _is_wosign(story)
    if story.adjusted.confirmed_by and (agreed := story.adjusted.file):
        return story, check(fetched[0].content, agreed.name, wosign=wosign)
    story = replace(story, drop=replace(story.drop, files=tuple(each.file for each in fetched)))
    checked = [check(each.content, each.file.name, wosign=wosign) for each in fetched]
    match checked, files.seen:
        case [Letter()], Problem() as problem:
            return story, problem
        case [Letter() as letter], Sound(is_active=False) as seen:
            # It goes out as it is, even if another certificate wanted it mended.
            adjusted = replace(story.adjusted, file=None, mending=None, warnings=seen.warnings)
            return await _with_other_names(replace(story, adjusted=adjusted), seen.text), letter
    for each, wrong in zip(fetched, checked, strict=True):
        can_be_mended = may_be_adjusted(each.content, len(each.content))
        if isinstance(wrong, Problem) and not (wrong.key in MENDABLE and can_be_mended):
            return story, wrong
    return await _mended(job, story, fetched, services)


def _is_wosign(story: Story) -> bool:
    return story.certificate is not None and is_wosign(story.certificate)


# In the reading process --------------------------------------------------------------------------


async def _looked_into(
    job: Job, story: Story, content: bytes, name: str, services: Services
) -> Sound | Problem:
    """Look whether a file that fits can be opened, and of what it speaks."""
    try:
        return await services.readers.inspect(content, name, story.drop.user)
    except ReadersFailed as broken:
        _must_go_on(job, broken)
        return Sound()  # a good letter must not be held up by us


async def _mended(
    job: Job, story: Story, fetched: Sequence[Fetched], services: Services
) -> tuple[Story, Mended | Choice | Problem]:
    """Make one letter of the files."""
    files = [(each.content, each.file.name) for each in fetched]
    wosign, pages = _is_wosign(story), story.adjusted.pages
    try:
        person = story.drop.user
        made = await services.readers.mend(files, wosign=wosign, pages=pages, person=person)
    except ReadersFailed as broken:
        _must_go_on(job, broken)
        return story, BadFile("check-stopped", _names(story))
    if isinstance(made, Problem):
        return story, made
    return await _with_other_names(story, made.text), made


def _must_go_on(job: Job, broken: ReadersFailed) -> None:
    """Raise what the next run may do without; after some runs the letter has waited enough."""
    if job.tries < patience.READER_START_RUNS:
        raise broken
    log.error("job %s: goes on without a look inside: %s", job.id, broken)


async def _with_other_names(story: Story, text: str) -> Story:
    """Note of what else the text speaks; in a thread, since a text may be hostile."""
    names: tuple[OtherName, ...] = ()
    if story.certificate and text:
        names = await asyncio.to_thread(other_names, text, story.certificate)
    return replace(story, adjusted=replace(story.adjusted, other_names=names))


def _names(story: Story) -> str:
    return " + ".join(file.name for file in story.drop.files)


# Into the thread ---------------------------------------------------------------------------------


async def shown(job: Job, story: Story, mended: Mended, services: Services) -> Story:
    """Put the mended letter into the thread, where it is looked at and fetched from.

    What cannot be shown there is not sent, not even where nobody is asked.
    """
    file = await _share(job, story, mended.name, mended.content, services)
    if file is None:
        return story.with_problem(BadFile("cannot-show", story.drop.files[0].name))
    adjusted = replace(story.adjusted, file=file, mending=mended.mending, confirmed_by="")
    return replace(story, adjusted=replace(adjusted, warnings=()))  # those of the mending count


async def pages_shown(job: Job, story: Story, choice: Choice, services: Services) -> Story:
    """Put a picture of all pages into the thread, to choose from."""
    name = f"{re.sub(r'[.][^.]*$', '', story.drop.files[0].name)[:80] or 'letter'}-pages.jpg"
    if await _share(job, story, name, choice.preview, services) is None:
        return story.with_problem(BadFile("cannot-show", story.drop.files[0].name))
    return replace(story, adjusted=replace(story.adjusted, pages_offered=choice.pages))


async def _share(
    job: Job, story: Story, name: str, content: bytes, services: Services
) -> File | None:
    """Share a file, or find what an earlier run has shared. None: it cannot be shown."""
    shared = story.adjusted.file is not None or story.adjusted.pages_offered > 0
    look = job.tries > 1 or story.cut_off or shared
    try:
        return await services.uploads.share(story.place, name, content, look=look)
    except SlackRefused as no:
        log.error("job %s: what was made of its files cannot be shown: %s", job.id, no)
        return None
