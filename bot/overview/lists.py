"""What people ask of `/letter`: what waits, how a certificate stands, the last letters."""

import asyncio

from bot.certificates.lookup import Lookup
from bot.overview import records
from bot.overview.access import IN_TIME, Asker, greet, private, within
from bot.services import Services
from bot.views import home as home_view
from bot.views import lists, results
from bot.views.blocks import Reply
from bot.views.markup import LONGEST_MESSAGE, code, plain

MOST_RECORDS = 20


async def pending(services: Services, asker: Asker, page: int = 1) -> Reply:
    """A page of what waits for a letter, and who handed in what for it last; they count from 1."""
    greeting, waiting, last = await asyncio.gather(
        greet(services, asker),
        services.waiting.now(IN_TIME),
        within(IN_TIME, records.by_certificate(services.ledger), {}),
    )
    if greeting.instead:
        return greeting.instead
    if waiting is None:
        return private(greeting.words.say(why_no_list(services)))
    return lists.pending(greeting.words, waiting, page, services.console_url, last)


async def status(services: Services, asker: Asker, certificate_id: str) -> Reply:
    """How a certificate stands, and what was handed in for it last."""
    greeting, named, last = await asyncio.gather(
        greet(services, asker),
        within(IN_TIME, services.look_up("en-US")(certificate_id), Lookup(certificate_id)),
        within(IN_TIME, records.last_for(services.ledger, certificate_id), None),
    )
    if greeting.instead:
        return greeting.instead
    words, page = greeting.words, services.console_url(certificate_id)
    if named.certificate:
        return lists.status(words, named.certificate, last, page)
    if named.unknown:
        return private(plain(results.short_reason(named.unknown, words), LONGEST_MESSAGE))
    return private(words.say("no-status", certificate=code(certificate_id), page=page))


async def history(services: Services, asker: Asker) -> Reply:
    """The last letters of everybody."""
    greeting, told = await asyncio.gather(
        greet(services, asker), within(IN_TIME, records.latest(services.ledger, MOST_RECORDS), None)
    )
    if greeting.instead:
        return greeting.instead
    if told is None:
        return private(greeting.words.say("ask-again"))
    return lists.history(greeting.words, told)


def why_no_list(services: Services) -> str:
    """The key of the words for a list that is not at hand."""
    return home_view.MAY_NOT_LIST if services.waiting.may_list is False else home_view.SLOW
