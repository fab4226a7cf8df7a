"""The few shapes of Block Kit that every client draws, and what a message is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]

LONGEST_URL = 3_000
"""Characters; page "Button element"."""


@dataclass(frozen=True)
class Reply:
    """A message to post; `text` is what notifications and screen readers give."""

    text: str
    blocks: list[Block]


def header(text: str) -> Block:
    """Return a headline; no markup is read in it."""
    return {"type": "header", "text": {"type": "plain_text", "text": text}}


def section(text: str) -> Block:
    """Return a paragraph in mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def small_print(parts: Sequence[str]) -> list[Block]:
    """Return a context block with one element for each part, or nothing."""
    elements = [{"type": "mrkdwn", "text": part} for part in parts]
    return [{"type": "context", "elements": elements}] if elements else []


def links(*buttons: Block | None) -> list[Block]:
    """Return the buttons that there are, in one row, or nothing."""
    elements = [button for button in buttons if button]
    return [{"type": "actions", "elements": elements}] if elements else []


def link(action_id: str, label: str, url: str | None) -> Block | None:
    """Return a button that opens `url`; none without an address that Slack accepts.

    A click still sends `block_actions` to the app, which must acknowledge it.
    """
    if not url or not url.startswith(("https://", "http://")) or len(url) > LONGEST_URL:
        return None
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "action_id": action_id, "text": text, "url": url}
