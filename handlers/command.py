"""`/letter`: the form, what waits, how a certificate stands, the last letters, and the help."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.inbound.commands import Command, Kind, read_command
from bot.inbound.forms import Origin
from bot.overview import lists
from bot.overview.access import Asker
from bot.overview.help import how_to
from bot.services import Services
from bot.slack.shapes import Reply
from handlers import payloads
from handlers.form import open_form


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the command; what it says is seen by nobody else."""

    async def on_command(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        typed = payloads.read(payloads.SlashCommand, body)
        reply = await _reply(services, context.client, typed) if typed else None
        await (ack(reply.text, reply.blocks) if reply else ack())

    app.command("/letter")(on_command)


async def _reply(
    services: Services, client: AsyncWebClient, typed: payloads.SlashCommand
) -> Reply | None:
    """What is said to the command; None when it has opened the form."""
    # Slack Connect people of other workspaces cannot use it: it is a command of this workspace.
    asker = Asker(typed.user_id, typed.channel_id)
    match read_command(typed.text):
        case Command(Kind.FORM, certificate_id):
            origin = Origin(typed.channel_id)
            return await open_form(
                services, client, typed.trigger_id, asker, origin, certificate_id
            )
        case Command(Kind.PENDING):
            return await lists.pending(services, asker)
        case Command(Kind.STATUS, certificate_id) if certificate_id:
            return await lists.status(services, asker, certificate_id)
        case Command(Kind.STATUS):
            return await how_to(services, asker.user, Kind.STATUS)
        case Command(Kind.HISTORY):
            return await lists.history(services, asker)
        case Command(_, _, nearest):
            return await how_to(services, asker.user, nearest)
