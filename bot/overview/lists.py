"""What people ask of `/letter`: what waits, how a certificate stands, the last letters."""

import asyncio

from bot.certificates.lookup import Lookup
from bot.overview import records
from bot.overview.access import Asker, access_of, in_one_block, within
from bot.patience import LIST_WAITS_FOR_LOOKUP
from bot.services import Services
from bot.slack.shapes import Reply
from bot.views import home as home_view
from bot.views import lists, results
from bot.views.markup import LONGEST_MESSAGE, code, plain

MOST_RECORDS = 20


async def pending(services: Services, asker: Asker, page: int = 1) -> Reply:
    """A page of what waits for a letter, and who handed in what for it last; they count from 1."""
    access, waiting, last = await asyncio.gather(
        access_of(services, asker),
        services.waiting.now(LIST_WAITS_FOR_LOOKUP),
        within(LIST_WAITS_FOR_LOOKUP, records.by_certificate(services.ledger), None),
    )
    if access.denial:
        return access.denial
    if waiting is None:  # on PostgreSQL each call to Tencent Cloud waits for the database
        why = why_no_list(services) if last is not None else "ask-again"
        return in_one_block(access.words.say(why))
    return lists.pending(access.words, waiting, page, services.console_url, last or {})


async def status(services: Services, asker: Asker, certificate_id: str) -> Reply:
    """How a certificate stands, and what was handed in for it last."""
    access, named, last = await asyncio.gather(
        access_of(services, asker),
        within(
            LIST_WAITS_FOR_LOOKUP, services.look_up("en-US")(certificate_id), Lookup(certificate_id)
        ),
        within(LIST_WAITS_FOR_LOOKUP, records.last_for(services.ledger, certificate_id), None),
    )
    if access.denial:
        return access.denial
    words, page = access.words, services.console_url(certificate_id)
    if named.certificate:
        return lists.status(words, named.certificate, last, page)
    if named.unknown:
        return in_one_block(plain(results.short_reason(named.unknown, words), LONGEST_MESSAGE))
    return in_one_block(words.say("no-status", certificate=code(certificate_id), page=page))


async def history(services: Services, asker: Asker) -> Reply:
    """The last letters of everybody."""
    latest = records.latest(services.ledger, MOST_RECORDS)
    access, told = await asyncio.gather(
        access_of(services, asker), within(LIST_WAITS_FOR_LOOKUP, latest, None)
    )
    if access.denial:
        return access.denial
    if told is None:
        return in_one_block(access.words.say("ask-again"))
    return lists.history(access.words, told)


def why_no_list(services: Services) -> str:
    """The key of the words for a list that is not at hand."""
    return home_view.MAY_NOT_LIST if services.waiting.may_list is False else home_view.SLOW
