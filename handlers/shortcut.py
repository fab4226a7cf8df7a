"""The message shortcut: the form for a file that stands in Slack already."""

import logging

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.action_ids import UPLOAD_LETTER
from bot.inbound import messages
from bot.inbound.forms import Origin
from bot.overview.access import in_one_block, words_of
from bot.services import Services
from bot.slack.shapes import Reply
from bot.text.certificate_ids import Confidence
from handlers import payloads
from handlers.form import open_form
from handlers.private_replies import replying_privately

log = logging.getLogger("letterdrop.handlers")


def register(app: AsyncApp, services: Services, bot_user: str) -> None:
    """Listen to the shortcut."""

    async def on_shortcut(used: payloads.Shortcut, context: AsyncBoltContext) -> Reply | None:
        asker, drop = payloads.asker(used, context), _drop(used, bot_user)
        if drop is None:
            return in_one_block((await words_of(services, asker.user)).say("shortcut-no-file"))
        files = tuple((file.id, file.name) for file in drop.files)
        origin = Origin(drop.channel, drop.channel_type, drop.ts, drop.thread, files)
        client, named = context.client, _named(drop)
        return await open_form(services, client, used.trigger_id, asker, origin, named)

    listener = replying_privately(payloads.Shortcut, on_shortcut)
    app.shortcut({"type": "message_action", "callback_id": UPLOAD_LETTER})(listener)


def _drop(used: payloads.Shortcut, bot_user: str) -> messages.Drop | None:
    """The message as the drop that it would be, if there are files in it."""
    kept = ("text", "ts", "thread_ts", "files", "attachments")
    message = {key: used.message[key] for key in kept if key in used.message}
    event = {"channel": used.channel.id, "user": used.user.id, "subtype": "file_share", **message}
    said = messages.read(event, team="", bot_user=bot_user)
    if isinstance(said, messages.Ignored) and said.malformed:
        log.warning("ignored: %s", said.reason)
    return said if isinstance(said, messages.Drop) else None


def _named(drop: messages.Drop) -> str:
    """The one certificate that the message names, the surest first; "" for none, or for several."""
    for confidence in (Confidence.STRONG, Confidence.MEDIUM):
        named = [each.certificate_id for each in drop.candidates if each.confidence is confidence]
        if named:
            return named[0] if len(named) == 1 else ""
    return ""
