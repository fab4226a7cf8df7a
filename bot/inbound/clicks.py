"""A click on one of the bot's questions, or on "stop watching", in; the Answer that it gives out.

Anybody can send a payload that looks like one of ours, so it is held against Slack's shape here.
What it names (certificate, file, question) is a claim still, to be held against the question's job.
Shapes: docs.slack.dev, *block_actions payload*.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from bot import action_ids as ids
from bot.inbound.messages import Answer
from bot.slack import shapes
from bot.text.certificate_ids import is_certificate_id


def read_click(payload: Mapping[str, Any], *, team: str) -> Answer | None:
    """What a `block_actions` payload says to a question; None: malformed, or not to a question.

    `team` is the workspace that the bot is installed in. Never raises.
    """
    try:
        click = msgspec.convert(payload, _Click)
    except ValueError:
        return None
    place, chosen = click.container, _chosen(click.actions[0])
    if chosen is None or (click.channel and click.channel.id != place.channel_id):
        return None
    thread = place.thread_ts or (click.message and click.message.thread_ts) or ""
    return Answer(
        channel=place.channel_id,
        channel_type=shapes.channel_type_of(place.channel_id),
        thread="" if thread == place.message_ts else thread,
        user=click.user.id,
        sent_from_team=shapes.team_elsewhere(team, click.user, click.team),
        question_ts=place.message_ts,
        **chosen,
    )


class Action(msgspec.Struct, frozen=True):
    """What was clicked; `value` is that of a button."""

    action_id: shapes.Short
    value: shapes.Value | None = None
    selected_option: shapes.Option | None = None


class _Container(msgspec.Struct, frozen=True):
    message_ts: shapes.Ts
    channel_id: shapes.Id
    type: Literal["message"]
    thread_ts: shapes.Ts | None = None


class _Message(msgspec.Struct, frozen=True):
    thread_ts: shapes.Ts | None = None


class _Click(msgspec.Struct, frozen=True):
    type: Literal["block_actions"]
    user: shapes.Member
    actions: Annotated[list[Action], msgspec.Meta(min_length=1, max_length=1)]
    container: _Container
    team: shapes.Named | None = None
    channel: shapes.Named | None = None
    message: _Message | None = None


_CERTIFICATE = {ids.CHOOSE_CERTIFICATE, *ids.OFFER_CERTIFICATE}
_FILE = {ids.CHOOSE_FILE, *ids.CHOOSE_FILE_BUTTON}
_DECISION = {
    ids.CONFIRM_REVOCATION: "confirm",
    ids.DISMISS_QUESTION: "dismiss",
    ids.STOP_WATCHING: "stop",
    ids.JOIN_FILES: "join",
    ids.SEND_MENDED: "send-mended",
    ids.SEND_ANYWAY: "send-anyway",
    ids.SEND_ANOTHER: "dismiss",
}
ANSWERS = (*_CERTIFICATE, *_FILE, ids.CHOOSE_PAGES, *_DECISION)
"""What is an answer of somebody's to a letter."""

FOR_A_CERTIFICATE = {"confirm", "send-mended", "send-anyway"}
"""Decisions that hold for the certificate of their button alone."""

_PAGES = re.compile(r"[1-9][0-9]{0,2}(-[1-9][0-9]{0,2})?")


def _chosen(action: Action) -> dict[str, Any] | None:
    """The field of an Answer that the click fills; None if it is none of ours, or empty."""
    value = action.selected_option.value if action.selected_option else action.value or ""
    if action.action_id in _CERTIFICATE and is_certificate_id(value):
        return {"certificate_id": value}
    if action.action_id in _FILE and shapes.is_id(value):
        return {"file_id": value}
    if action.action_id == ids.CHOOSE_PAGES and _PAGES.fullmatch(value):
        return {"pages": value}
    decision = _DECISION.get(action.action_id)
    if decision in FOR_A_CERTIFICATE:  # for which, since it cannot be undone
        return {"decision": decision, "certificate_id": value} if is_certificate_id(value) else None
    return {"decision": decision} if decision else None
