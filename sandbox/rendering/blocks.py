"""The walk over blocks: what each has to show, in order (*Blocks*, docs.slack.dev)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.rendering.mrkdwn import Node, parsed, rich
from sandbox.slack.messages import Json

SLOTS: Mapping[str, Sequence[str]] = {
    "header": ["text"],
    "section": ["text", "fields", "accessory"],
    "context": ["elements"],
    "actions": ["elements"],
    "input": ["label", "element", "hint"],
    "divider": [],
    "image": ["title"],
    "markdown": ["text"],
    "rich_text": ["elements"],
}
"""Where the kinds of blocks have what they show; other kinds are not known here."""


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
            yield _part(slot, each)
    if kind == "image":
        yield Part("image", element=block)
    if kind == "input" and block.get("optional"):
        yield Part("optional", [Node("text", " (optional)")])


def options(element: Json) -> list[Json]:
    """Give the options of a select, those in groups among them."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(each for group in groups for each in group["options"])]


def _part(slot: str, given: Json | str) -> Part:
    if isinstance(given, str):
        return Part(slot, [Node("text", given)])
    kind = str(given.get("type"))
    if kind.startswith("rich_text"):
        return Part(slot, [rich(given)])
    return (
        Part(slot, parsed(given)) if kind in ("mrkdwn", "plain_text") else Part(slot, element=given)
    )
