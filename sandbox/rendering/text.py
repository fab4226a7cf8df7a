"""Texts, blocks and their elements as lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.rendering.blocks import SLOTS, Part, walk
from sandbox.rendering.mrkdwn import Node, parsed
from sandbox.slack.messages import Json

Names = Mapping[str, str]
"""The shown names of people and channels, by ID."""

HEADER, SMALL, PLAIN = "bold", "dim", ""
STEP = 2  # blanks by which what belongs to a line stands in under it
MARKS = {"italic": "_{}_", "strike": "~{}~", "code": "`{}`", "pre": "```{}```"}


@dataclass(frozen=True)
class Line:
    """One line of the transcript: its text, the blanks before it, and its style for rich."""

    text: str
    indent: int = 0
    style: str = PLAIN


def block_lines(block: Json, names: Names) -> Iterator[Line]:
    """Write down a block; one that cannot be written down is named."""
    kind = block["type"]
    shown = [(part.slot, _part(part, names)) for part in walk(block)]
    texts = dict(shown)
    if kind not in SLOTS:
        yield Line(f"({kind}: {block.get('alt_text', '')})", 0, SMALL)
    elif kind == "divider":
        yield Line("─" * 20, 0, SMALL)
    elif kind == "context":
        yield Line("  ".join(text for _, text in shown), 0, SMALL)
    elif kind == "input":
        yield Line(f"{texts['label']}{texts.get('optional', '')} {texts['element']}")
        if "hint" in texts:
            yield Line(texts["hint"], STEP, SMALL)
    else:
        yield from (Line(text, 0, HEADER if kind == "header" else PLAIN) for _, text in shown)


def as_text(nodes: Sequence[Node], names: Names) -> str:
    """Write down a text as it is read: names, links with their address, no asterisks."""
    return "".join(_node(each, names) for each in nodes)


def text_object(text: Json, names: Names) -> str:
    """Write down a text object of either type."""
    return as_text(parsed(text), names)


def _node(node: Node, names: Names) -> str:
    match node.kind:
        case "text" | "date" | "break":
            return node.text
        case "link":
            told = node.text and not node.target.endswith(node.text)
            return f"{node.text} ({node.target})" if told else node.target
        case "mention":
            return node.text or node.target[0] + names.get(node.target[1:], node.target[1:])
    inside = as_text(node.within, names)
    if node.kind == "quote":
        return "\n".join(f"> {line}" for line in inside.split("\n"))
    return MARKS.get(node.kind, "{}").format(inside)


# Elements (*Block elements*, docs.slack.dev) -----------------------------------------------------


def _part(part: Part, names: Names) -> str:
    element = part.element
    if element is None:
        return as_text(part.text, names)
    if element["type"] == "image":
        return (
            f"({element.get('alt_text', '')})" if part.slot == "accessory" else element["alt_text"]
        )
    label, url = _label(element, names), element.get("url")
    if element["type"].endswith("_select"):
        return f"[{label} ▾]"
    return f"[{label}{f' -> {url}' if url else ''}]"


def _label(element: Json, names: Names) -> str:
    """Tell what an element shows: what is chosen or written in it already, else its own words."""
    if types := element.get("filetypes"):
        return f"add a file: {', '.join(types)}"
    if written := element.get("initial_value"):
        return str(written)
    chosen = element.get("initial_option") or element
    words = chosen.get("text") or chosen.get("placeholder")
    if words is None:
        return " " if element["type"] == "plain_text_input" else str(element["type"])
    return text_object(words, names)
