"""The payloads of commands, shortcuts, clicks and modals, as Slack sends them."""

from collections.abc import Iterator
from typing import Any

from sandbox.slack.cast import APP, TEAM, Channel, Person
from sandbox.slack.messages import Json, Message
from sandbox.slack.views import View

CHANNEL_NAMES = {"im": "directmessage", "group": "privategroup", "mpim": "privategroup"}


def base(kind: str, person: Person) -> Json:
    """What all interaction payloads carry."""
    user = {"id": person.id, "username": person.name, "name": person.name}
    return {
        "type": kind,
        "token": "legacy-verification-token",
        "api_app_id": APP,
        "team": {"id": TEAM, "domain": "sandbox"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": user | {"team_id": person.team_id},
    }


def slash_command(command: str, text: str, person: Person, channel: Channel) -> Json:
    """The form of a slash command."""
    return {
        "token": "legacy-verification-token",
        "team_id": TEAM,
        "team_domain": "sandbox",
        "channel_id": channel.id,
        "channel_name": place(channel)["name"],
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
    }


def place(channel: Channel) -> Json:
    """A channel as interaction payloads name it."""
    return {"id": channel.id, "name": CHANNEL_NAMES.get(channel.kind, channel.name)}


def clicked_in_message(message: Message, channel: Channel, shown: Json) -> Json:
    """Where a click happened; the message itself is missing when it is ephemeral."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.ephemeral_for),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    where: Json = {"container": container, "channel": place(channel), "state": {"values": {}}}
    return where if message.ephemeral_for else where | {"message": shown}


def clicked_in_view(view: View) -> Json:
    """Where a click happened."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.as_json()}


def action(blocks: list[Json], action_id: str, option: str | None, at: str) -> Json:
    """What a click on the element sends; LookupError when there is no such element."""
    block_id, element = find_element(blocks, action_id)
    clicked: Json = {
        "action_id": action_id,
        "block_id": block_id,
        "type": element["type"],
        "action_ts": at,
        **{key: element[key] for key in ("value", "text", "url") if key in element},
    }
    if option is None:
        return clicked
    chosen = [each for each in element.get("options", []) if each["value"] == option]
    return clicked | {"selected_option": chosen[0] if chosen else {"value": option}}


def find_element(blocks: list[Json], action_id: str) -> tuple[str, Json]:
    """The block's ID and the element; LookupError when there is no such element."""
    for block in blocks:
        for element in _elements(block):
            if element.get("action_id") == action_id:
                return block["block_id"], element
    raise LookupError(f"nothing to click is called {action_id!r}")


def _elements(block: Json) -> Iterator[Any]:
    yield from block.get("elements", [])
    yield from (block[name] for name in ("accessory", "element") if name in block)
