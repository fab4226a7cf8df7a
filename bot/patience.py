"""How long who waits for what: every number of tries, pauses and time-outs, and the way to retry.

Durations are seconds. What is waited for stands in the name: `FORM_WAITS_FOR_LOOKUP`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import stamina

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """How long one call goes on.

    `attempts`: tries at most; `first_wait`: before the second one, then doubled; `total`: after so
    long no new try begins; `one_try`: how long a single one may last.
    """

    attempts: int = 4
    first_wait: float = 1.0
    total: float = 40.0
    one_try: float = 100.0

    async def run(
        self,
        work: Callable[[int], Awaitable[T]],
        is_worth_it: Callable[[Exception], bool | float],
    ) -> T:
        """Return what `work` returns, called with the number of the try (1, 2 …) until it works.

        `is_worth_it`: whether an error deserves another try, or how long to wait before that.
        Raises the error that does not, or the last one. Nothing here cuts a try short.
        """
        async for attempt in stamina.retry_context(
            on=is_worth_it,
            attempts=self.attempts,
            timeout=self.total,
            wait_initial=self.first_wait,
            wait_jitter=self.first_wait,
        ):
            with attempt:
                return await work(attempt.num)
        raise AssertionError


# A listener, which Slack gives three seconds -----------------------------------------------------

FORM_WAITS_FOR_LOOKUP = 0.8  # each look outside, before a form opens: its trigger lives three
LIST_WAITS_FOR_LOOKUP = 1.6  # each look outside where only a reply waits for it
CLICK_WAITS_FOR_FORM = 1.2  # that Slack opens a form
CLICK_WAITS_FOR_REPLY = 0.8  # that one person is told something; the click's ack comes after it

# The App Home, the digest, tidying up ------------------------------------------------------------

HOME_WAITS_FOR_LOOKUP = 5.0  # each look outside: nobody's click waits for the Home
HOME_WAITS_FOR_MORE = 1.0  # in which the ends of several letters make one new Home
DIGEST_IS_NEWS_FOR = 3_600.0  # a run that is later than this is left out
DIGEST_LOOKS_FOR_CHANNEL_EVERY = 86_400.0  # where none is set any more
TIDYING_EVERY = 86_400.0

# Slack's Web API ---------------------------------------------------------------------------------

SLACK_CALL = Patience(attempts=5, first_wait=0.5, total=30.0)
"""Usual calls: within it Slack gets over a rate limit or a short breakdown."""

SLACK_WORDS_NEARBY = Patience(attempts=2, first_wait=0.5, total=5.0)
"""What was said around a drop: the bot can ask instead."""

SLACK_CONNECTS_WITHIN = 5.0
SLACK_RESPONDS_WITHIN = 15.0  # one try of a call, from its beginning to the last byte
FILE_PAUSES_WITHIN = 10.0  # between two pieces of a file that is on its way
DOWNLOAD_BYTES_A_SECOND = 500_000  # for each so many a download gets a second more than usual
LOOKS_FOR_SHARED_FILE = (0.1, 0.2, 0.4, 0.8, 1.5)  # before each look whether its thread shows it

# People, of whom Slack is not asked each time ----------------------------------------------------

PERSON_KNOWN_FOR = 600.0
MEMBERS_KNOWN_FOR = 300.0  # who is in a user group: who leaves it, may no more
REFUSAL_KNOWN_FOR = 30.0  # that Slack does not tell who is in a user group

# Socket Mode -------------------------------------------------------------------------------------

SOCKET_PING_EVERY = 5.0  # four without a pong, and slack_sdk counts the socket as dead
START_WAITS_FOR_SOCKET = 3.0
START_LOOKS_FOR_SOCKET_EVERY = 0.01
NEW_SOCKET_ADDRESS_AFTER = 10.0  # without a socket; then a new address is asked for
PROCESS_WAITS_FOR_SOCKET = 300.0  # then the process ends, and its supervisor helps

# Tencent Cloud -----------------------------------------------------------------------------------

TENCENT_CALL = Patience(attempts=4, first_wait=1.0, total=40.0, one_try=100.0)
"""The first wait is one second because Tencent Cloud counts calls by the second; a single try may
be long however slowly the response drips."""

# The queue ----------------------------------------------------------------------------------------


# A letter -----------------------------------------------------------------------------------------


# Certificates -------------------------------------------------------------------------------------


# Files in other processes -------------------------------------------------------------------------

# Processor time is what a slow file is told by: a sound one needs a tenth of a second of it, or
# rarely one, and no more of it on a busy machine. The clock is for what sleeps.
LOOK_COMPUTES_WITHIN, LOOK_WITHIN = 3, 6.0
MEND_COMPUTES_WITHIN, MEND_WITHIN = 10, 10.0
READER_STARTS_WITHIN = 30.0  # a quarter of a second is usual
READER_KILLED_AFTER = 2.0  # in which it does not end as it was told
READER_IDLE_FOR = 60.0  # then it ends, so that its memory is given back
