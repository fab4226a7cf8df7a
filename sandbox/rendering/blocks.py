"""The walk over blocks: what each has to show, in order (*Blocks*, docs.slack.dev)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.rendering.mrkdwn import Node, parsed
from sandbox.slack.messages import Json

SLOTS: Mapping[str, Sequence[str]] = {
    "header": ["text"],
    "section": ["text", "fields", "accessory"],
    "context": ["elements"],
    "actions": ["elements"],
    "input": ["label", "element", "hint"],
    "divider": [],
}
"""Where blocks have what they show, of the kinds that the app uses; others are but named."""


@dataclass(frozen=True)
class Part:
    """One thing in a slot of a block: a text, or an element to click, choose, fill in, look at."""

    slot: str
    text: Sequence[Node] = ()
    element: Json | None = None


def walk(block: Json) -> Iterator[Part]:
    """Give the parts of one block; a block of a kind that is not known has none."""
    kind = block.get("type")
    for slot in SLOTS.get(str(kind), ()):
        given = block.get(slot) or []
        for each in given if isinstance(given, list) else [given]:
            is_text = each.get("type") in ("mrkdwn", "plain_text")
            yield Part(slot, parsed(each)) if is_text else Part(slot, element=each)
    if kind == "input" and block.get("optional"):
        yield Part("optional", [Node("text", " (optional)")])
