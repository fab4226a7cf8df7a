"""How long who waits for what: every number of tries, pauses and time-outs, and the way to retry.

Durations are seconds. What is waited for stands in the name: `FORM_WAITS_FOR_LOOKUP`.
"""

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

DAY = 86_400.0
LONGEST_PAUSE = 5.0  # between two tries, unless a server asks for more


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
        began = time.monotonic()
        for tries in itertools.count(1):
            try:
                return await work(tries)
            except Exception as error:
                pause = is_worth_it(error)
                if pause is True:
                    doubled = self.first_wait * 2 ** min(tries - 1, 30)
                    jitter = random.uniform(0.0, self.first_wait)  # noqa: S311
                    pause = min(doubled + jitter, LONGEST_PAUSE)
                until = time.monotonic() - began + pause
                if pause is False or tries == self.attempts or until >= self.total:
                    raise
            await asyncio.sleep(pause)
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
DIGEST_LOOKS_FOR_CHANNEL_EVERY = DAY  # where none is set any more
TIDYING_EVERY = DAY
PASSED_OVER_KEPT_DAYS = 3  # drops that were nobody's business: Slack may bring them for a day

# Slack's Web API ---------------------------------------------------------------------------------

SLACK_CALL = Patience(attempts=5, first_wait=0.5, total=30.0)
"""Usual calls: within it Slack gets over a rate limit or a short breakdown."""

SLACK_WORDS_NEARBY = Patience(attempts=2, first_wait=0.5, total=5.0)
"""What was said around a drop: the bot can ask instead."""

SLACK_CONNECTS_WITHIN = 5.0
SLACK_REACTION_WITHIN = 5.0  # a reaction, or a private hint, is worth no more
SLACK_CLOCK_DIFFERS_BY = 60.0  # from ours, at most
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

# HTTP mode ---------------------------------------------------------------------------------------

HTTP_REQUEST_WITHIN = 8.0  # from the connection to the response; Slack itself hangs up after three
STOP_WAITS_FOR_REQUESTS = 2.0

# Tencent Cloud -----------------------------------------------------------------------------------

TENCENT_CALL = Patience(attempts=4, first_wait=1.0, total=40.0, one_try=100.0)
"""The first wait is one second because Tencent Cloud counts calls by the second; a single try may
be long however slowly the response drips."""

TENCENT_CONNECTS_WITHIN = 5.0
TENCENT_WRITES_WITHIN = 60.0  # between two pieces of a request: 1.9 MB over a slow line
TENCENT_READS_WITHIN = 30.0  # between two pieces of a response
TENCENT_LINE_KEPT_FOR = 5.0  # unused: the longer, the likelier Tencent closes it under a letter

# The queue ----------------------------------------------------------------------------------------

CLOCK_SETTLES = 600.0  # for which a clock that leapt must go on as it is, before it is believed
CLAIM_HOLDS_FOR = 30.0  # unless it is renewed; then another process may take the job
FAILED_STEP_FIRST_WAIT = 2.0  # before its second try, then doubled
FAILED_STEP_LONGEST_WAIT = 3_600.0
STOP_WAITS_FOR_JOBS = 5.0  # `docker stop` gives a process ten, for all of its end
SHARED_QUEUE_LOOK_EVERY = 1.0  # what is due may be another process's news
OWN_QUEUE_LOOK_EVERY = 60.0
QUEUE_LOOK_AT_MOST_EVERY = 0.05  # another process may have locked what is due
DATABASE_ASKED_AGAIN_AFTER = 1.0
DATABASE_RESPONDS_WITHIN = 12.0  # PostgreSQL: time to connect, and for one statement
DATABASE_MAKES_TABLES_WITHIN = 300  # and the indexes that an older release's rows lack
POSTGRESQL_TIMEOUTS = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
POSTGRESQL_LIMITS = (
    "SET LOCAL statement_timeout = '10s'",
    "SET LOCAL idle_in_transaction_session_timeout = '10s'",
)
"""A server that hangs, or a line that is dead without saying so, must hold no thread for ever."""

SQLITE_BUSY_WITHIN = 30.0  # another process reads or repairs the file
SQLITE_LOCK = Patience(attempts=10, first_wait=0.1, total=10.0)
"""Where SQLite does not wait by itself: two processes may make the same file at once."""

# A letter -----------------------------------------------------------------------------------------

REPLY_WAITS_FOR_LANGUAGE = 1.5  # that somebody speaks; then it comes in English
MARK_AFTER = 0.8  # of work, before the drop gets the mark that somebody is at it
THREAD_WAITS_FOR_LINE = 2.0  # of work, before it gets one that says what goes on
LOOKS_AFTER_UNCLEAR_UPLOAD = (2.0, 3.0)  # before each; after the last one the letter is sent again
UPLOAD_TRIES = 3  # in one run, the first included; before each further one come the looks
TENCENT_TAKES_LETTER_WITHIN = 3_600.0  # and then a certificate that waits, waits for another one
LETTER_WAITS_FOR_ANOTHER = 3.0  # of the same certificate, that is being sent
READER_START_RUNS = 3  # in which the reading process may not start; then a letter goes on without
STATE_RUNS = 6  # of a state that raised, before somebody is told

WORDS_BELONG_TO_FILE_FOR = 600.0  # what somebody says after it, or has said before it
CLICK_WAITS_FOR_BUSY_LETTER = (0.1, 0.2, 0.4, 0.6)  # between looks; Slack's ack is due in three
QUESTION_WAITS_FOR_LIST = 3.0  # of the certificates that wait
QUESTION_OPEN_DAYS = 7
CHANGE_LOOKS_AGAIN_AFTER = 1.0  # whether a letter that was in hand has asked meanwhile
DELETION_MAY_BE_MISSED_AFTER = 120.0  # the age of a drop that is looked at before the upload
QUESTION_CLOSE_RUNS = 3  # in which Slack may be too busy for it
RESULT_WAITS_FOR_LIST = 2.0  # so that no more is promised than can be kept
RESULT_WAITS_FOR_ROW = (0.2, 0.5, 1.0)  # of a question that it closes; a worker may have it in hand

SUM_WAITS_FOR_PARTS = 0.3  # when a part has come to rest
SUM_LOOKS_AGAIN_AFTER = 5.0  # should a part have failed to say so
SUM_LOOKS_WHILE_ASKING = 60.0  # while a part's question is open

WATCH_DAYS = 60
TENCENT_NOTES_LETTER_WITHIN = DAY  # a certificate that still waits has not got a good one
SWEEP_AFTER_NEWS = 300.0  # over the watched certificates
SWEEP_EVERY = 900.0  # without news
NEWS_IS_RECENT_FOR = 3_600.0

# Certificates -------------------------------------------------------------------------------------

LETTER_WAITS_FOR_LOOKUP = 5.0  # without it Tencent Cloud judges the letter
LIST_FRESH_FOR = 30.0  # the list of what waits is used again
LIST_TOO_OLD_AFTER = 600.0  # an older list says too little to be shown
REFUSED_LIST_QUIET_FOR = 60.0  # no list is asked for after a refusal only the operator can mend

# Files in other processes -------------------------------------------------------------------------

# Processor time is what a slow file is told by: a sound one needs a tenth of a second of it, or
# rarely one, and no more of it on a busy machine. The clock is for what sleeps.
QUICK_LOOK_COMPUTES_WITHIN, QUICK_LOOK_WITHIN = 0.25, 1.5  # then it goes on among the slow ones
LOOK_COMPUTES_WITHIN, LOOK_WITHIN = 3, 6.0
MEND_COMPUTES_WITHIN, MEND_WITHIN = 10, 10.0
READER_STARTS_WITHIN = 30.0  # a quarter of a second is usual
READER_KILLED_AFTER = 2.0  # in which it does not end as it was told
READER_IDLE_FOR = 60.0  # then it ends, so that its memory is given back
