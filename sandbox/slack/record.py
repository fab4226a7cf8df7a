"""The story so far in plain lines, for the message of a test that waited in vain."""

from collections.abc import Iterator, Sequence

from sandbox.slack.calls import Call
from sandbox.slack.delivery import Delivery
from sandbox.slack.messages import Message
from sandbox.slack.workspace import Workspace

LATEST = 15


def transcript(workspace: Workspace, calls: Sequence[Call], deliveries: Sequence[Delivery]) -> str:
    """Who said what where, then the latest calls and deliveries."""
    return "\n".join(
        [
            *_channels(workspace),
            *(f"ephemeral {_line(workspace, each)}" for each in workspace.ephemerals),
            "deliveries:",
            *(f"  {_delivery(each)}" for each in deliveries[-LATEST:]),
            "calls:",
            *(f"  {call.method} {_short(str(call.args))}" for call in calls[-LATEST:]),
        ]
    )


def _channels(workspace: Workspace) -> Iterator[str]:
    for channel in workspace.channels.values():
        messages = workspace.messages(channel.id)
        if messages:
            yield f"#{channel.name or channel.id}"
            yield from (f"  {_line(workspace, message)}" for message in messages)


def _line(workspace: Workspace, message: Message) -> str:
    author = workspace.people[message.user].shown_name
    files = "".join(f" [{file.get('name') or file['id']}]" for file in message.files)
    reactions = "".join(f" :{name}:" for name in message.reactions)
    thread = f" ↳{message.thread_ts}" if message.thread_ts else ""
    gone = " (deleted)" if message.deleted else ""
    edits = f" (edited {len(message.edits)}x)" if message.edits else ""
    return f"{message.ts}{thread} {author}: {message.text}{files}{reactions}{edits}{gone}"


def _delivery(delivery: Delivery) -> str:
    took = "not acked" if delivery.acked_at is None else "acked"
    return f"{delivery.type} {delivery.event_id} attempt {delivery.attempt}: {took}"


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"
