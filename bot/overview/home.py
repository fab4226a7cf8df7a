"""The App Home of each person: what waits, and what became of their own letters."""

import asyncio

from bot.jobs.ledger import Job, Ledger, Next
from bot.letters.states import State
from bot.overview import records
from bot.overview.access import Asker, access_of
from bot.overview.lists import why_no_list
from bot.patience import HOME_WAITS_FOR_LOOKUP, HOME_WAITS_FOR_MORE
from bot.permissions import PersonKind
from bot.services import Services
from bot.slack.shapes import Block
from bot.views import home as view

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
    """Show a person their App Home as things stand."""
    user = job.data["user"]
    await services.homes.publish(user, await home(services, user))
    return Next(State.SHOWN, job.data, wait=None)


async def home(services: Services, user: str) -> Block:
    """Somebody's Home: what waits for a letter, and what became of their own letters.

    Raises SlackBusy when Slack does not tell now who they are.
    """
    person, access, waiting, own = await asyncio.gather(
        services.person(user),
        access_of(services, Asker(user, user), HOME_WAITS_FOR_LOOKUP),
        services.waiting.now(HOME_WAITS_FOR_LOOKUP),
        records.latest(services.ledger, OWN_RECORDS, user=user),
    )
    if denied := access.refused or access.undecided:
        return view.home(access.words, denied=denied)
    warnings = [view.NO_USERS_READ] if person.kind is PersonKind.UNKNOWN else []
    warnings += [why_no_list(services)] if waiting is None else []
    return view.home(access.words, waiting=waiting, records=own, warnings=warnings)
