"""What a listener raised: a line in the log, and no ack."""

import logging

from slack_bolt.async_app import AsyncApp

from bot.jobs.database import DATABASE_TROUBLE, brief
from bot.letters.inbox import StillBusy

log = logging.getLogger("letterdrop.handlers")


def register(app: AsyncApp) -> None:
    """Listen to errors. Nothing is returned, so Bolt responds with 500 and Slack delivers again."""
    app.error(on_error)


async def on_error(error: Exception) -> None:
    """Tell the log; a busy job is no fault."""
    if isinstance(error, StillBusy):
        log.info("an answer came while its letter was in work: Slack brings it again")
    elif isinstance(error, DATABASE_TROUBLE):
        log.error("not stored, so Slack delivers again: %s", brief(error))
    else:
        log.error("a listener failed, Slack delivers again", exc_info=error)
