"""The App Home of each person: what waits, and what became of their own letters."""

import asyncio
from collections.abc import Sequence
from functools import partial

from bot.jobs.ledger import Job, Ledger, Next
from bot.letters.states import State
from bot.overview import records
from bot.overview.access import Asker, access_of
from bot.overview.lists import why_no_list
from bot.patience import HOME_WAITS_FOR_LOOKUP, HOME_WAITS_FOR_MORE
from bot.permissions import Person, PersonKind
from bot.services import Services
from bot.slack.shapes import Block
from bot.views import home as view
from bot.views.lists import Record

OWN_RECORDS = 5


async def open_home(ledger: Ledger, user: str) -> None:
    """Let the person's App Home be shown anew, now."""
    if not await ledger.add(f"home:{user}", State.SHOWING, {"user": user}):
        await refresh_home(ledger, user, wait=0.0)


async def refresh_home(ledger: Ledger, user: str, wait: float = HOME_WAITS_FOR_MORE) -> None:
    """Let the Home of somebody who has opened it once be shown anew; others have none."""
    for job in await ledger.find(id=f"home:{user}"):
        await ledger.move(job, Next(State.SHOWING, job.data, wait=wait))


async def showing(job: Job, services: Services) -> Next:
    """Show a person their App Home as things stand; again if a letter of theirs ends meanwhile."""
    person = await services.person(job.id.removeprefix("home:"))
    own = partial(records.latest, services.ledger, OWN_RECORDS, users=person.ids)
    shown = await own()
    await services.messages.publish_home(person.id, await home(services, person, shown))
    if shown != await own():
        return Next(State.SHOWING, job.data, wait=HOME_WAITS_FOR_MORE)
    return Next(State.SHOWN, job.data, wait=None)


async def home(services: Services, person: Person, own: Sequence[Record]) -> Block:
    """Somebody's Home: what waits for a letter, and what became of their `own` letters."""
    access, waiting = await asyncio.gather(
        access_of(services, Asker(person.id, person.id), HOME_WAITS_FOR_LOOKUP),
        services.waiting.now(HOME_WAITS_FOR_LOOKUP),
    )
    is_unknown = person.kind is PersonKind.UNKNOWN
    if access.refused or (access.unseen and not is_unknown):
        return view.home(access.words, denied=access.unseen)
    if is_unknown:  # they may upload, and see nothing of what is there
        return view.home(access.words, warnings=[view.NO_USERS_READ])
    warnings = [why_no_list(services)] if waiting is None else []
    return view.home(access.words, waiting=waiting, records=own, warnings=warnings)
