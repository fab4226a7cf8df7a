"""Which certificates wait for a letter: one list, read now and then, for everybody who asks.

    now ─► fresh enough? ─► the list as it is
             │ no
             └► one call for all who ask ─► in time: the new list
                  │                         not in time: the last one, if it is not too old
                  └► it goes on, for those who ask next

Where the key may not list, nobody knows: then people are asked for the ID in words.
"""

import asyncio
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot import patience
from bot.acting import shared
from bot.problems import Failed, Mender
from bot.tencent.certificate import WAITED, CertificateStatus
from bot.tencent.client import Certificates, Query
from bot.tencent.error_codes import NOT_PERMITTED

MOST_WAITING = 20_000  # certificates
LONGEST_SEARCH = 255  # characters; a domain name has 253

WAITING = Query(statuses=tuple(WAITED.values()), limit=1_000)


@dataclass(eq=False)
class Waiting:
    """Knows what waits for a letter; one for the whole process.

    `clock`: seconds that never go back. `fresh`: seconds for which a list is used again.
    """

    certificates: Certificates
    clock: Callable[[], float] = time.monotonic
    fresh: float = patience.LIST_FRESH_FOR
    may_list: bool | None = field(default=None, init=False)
    """Whether Tencent lets the key list certificates; None as long as nobody knows."""

    _list: tuple[CertificateStatus, ...] = field(default=(), init=False)
    _read_at: float = field(default=-math.inf, init=False)
    _asking: asyncio.Task[int] | None = field(default=None, init=False)
    _letters: int = field(default=0, init=False)  # that have arrived
    _letters_then: int = field(default=0, init=False)  # when the call for the list began
    _quiet_until: float = field(default=-math.inf, init=False)

    def forget(self) -> None:
        """Let the next one who asks get a new list; to be called after a letter has arrived."""
        self._letters += 1

    async def now(self, within: float | None = None) -> tuple[CertificateStatus, ...] | None:
        """List what waits for a letter, the oldest order first.

        `within`: seconds that the caller has; when they are over, and when Tencent cannot be
        asked, the last list is given if it is not older than ten minutes. None when there is none,
        and where the key may not list. Never raises Failed.
        """
        is_fresh = self._letters_then >= self._letters and self._age() < self.fresh
        if not is_fresh and not self._is_quiet():
            with suppress(TimeoutError):
                async with asyncio.timeout(within):
                    # A call that is under way may have begun before the last letter.
                    letters = self._letters
                    if await self._shared() < letters and not self._is_quiet():
                        await self._shared()
        return None if self._age() > patience.LIST_TOO_OLD_AFTER else self._list

    async def find(
        self, text: str, within: float | None = None
    ) -> tuple[CertificateStatus, ...] | None:
        """List what waits and has `text` in its ID, alias, domain or further names.

        Upper and lower case are alike; those whose ID begins with `text` come first. Empty text
        finds everything. None as in `now`.
        """
        known = await self.now(within)
        if known is None:
            return None
        wanted = " ".join(text[:LONGEST_SEARCH].split()).casefold()
        hits = [each for each in known if wanted in _words_of(each)]
        hits.sort(key=lambda each: not each.certificate_id.casefold().startswith(wanted))
        return tuple(hits)

    def _age(self) -> float:
        return self.clock() - self._read_at

    def _is_quiet(self) -> bool:
        return self.clock() < self._quiet_until

    async def _shared(self) -> int:
        """Ask, or wait with those who have asked already; how many letters had arrived then."""
        if self._asking is None or self._asking.done():
            self._asking = shared(self._ask())
            # Takes note of an error that perhaps nobody waits for any more.
            self._asking.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._asking)

    async def _ask(self) -> int:
        letters = self._letters
        try:
            certificates = await self._read()
        except Failed as failed:
            if failed.problem.traits.mender is Mender.OPERATOR:
                self._quiet_until = self.clock() + patience.REFUSED_LIST_QUIET_FOR
            if failed.problem.key == NOT_PERMITTED:
                self.may_list, self._read_at = False, -math.inf
        else:
            self._list, self._read_at, self._letters_then = certificates, self.clock(), letters
            self.may_list = True
        return letters

    async def _read(self) -> tuple[CertificateStatus, ...]:
        found: dict[str, CertificateStatus] = {}  # a certificate may appear on two pages
        async for page in self.certificates.pages(WAITING, "en-US", MOST_WAITING):
            found |= {each.certificate_id: each for each in page.certificates if each.waits_for}
        # Those without a time of their order come last.
        ordered = sorted(
            (each.inserted or math.inf, each.certificate_id) for each in found.values()
        )
        return tuple(found[certificate_id] for _, certificate_id in ordered)


def _words_of(certificate: CertificateStatus) -> str:
    words = (certificate.certificate_id, certificate.alias, certificate.domain, *certificate.names)
    return "\n".join(words).casefold()
