"""Texts, blocks and their elements as HTML, as one person reads them.

The page's script finds what was clicked again by `data-action` (*Block elements*, docs.slack.dev)
and the block around it by `data-block`; what is filled into a modal is posted under `field_name`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sandbox.rendering.blocks import SLOTS, Part, walk
from sandbox.rendering.markup import (
    Child,
    Html,
    attributes,
    fill,
    join,
    tag,
    templates,
    web_address,
)
from sandbox.rendering.mrkdwn import Node, emoji, parsed
from sandbox.rendering.reader import Reader
from sandbox.slack.messages import Json

HTML = templates(__file__)

# Texts -------------------------------------------------------------------------------------------

TAGS = {"bold": "strong", "italic": "em", "strike": "s", "quote": "blockquote"}
AWAY = {"target": "_blank", "rel": "noreferrer noopener"}  # a link that is opened elsewhere


def as_html(nodes: Iterable[Node], reader: Reader) -> Html:
    """Write a text, with its line breaks; a quotation is a block, which needs none around it."""
    return join(_node(each, reader) for each in nodes if each.kind != "break")


def text_html(given: Json | None, reader: Reader) -> Html:
    """Write a text object of either type, if there is one."""
    return as_html(parsed(given), reader) if given else join()


def _node(node: Node, reader: Reader) -> Html:
    match node.kind:
        case "text":
            return join(node.text)
        case "link":
            return _link(node.target, node.text or node.target.removeprefix("mailto:"))
        case "mention":
            shown = node.text or node.target[0] + reader.name(node.target[1:])
            return fill('<span class="mention">{}</span>', shown)
        case "date":
            seconds, pattern, *url = node.target.split("^", 2)
            moment = reader.moment(int(seconds), pattern)
            return tag("time", _link(url[0], moment) if url else moment, title=node.text or None)
    return tag(TAGS.get(node.kind, node.kind), as_html(node.within, reader))


def _link(url: str, label: str) -> Html:
    """Link to another place; unsafe addresses stay text."""
    return join(label) if web_address(url) is None else tag("a", label, href=url, **AWAY)


# Blocks ------------------------------------------------------------------------------------------

NO_ERRORS: Mapping[str, str] = {}


def render(blocks: Iterable[Json], reader: Reader, errors: Mapping[str, str] = NO_ERRORS) -> Html:
    """Write blocks; each has its `block_id`.

    `errors` stand beside the inputs of a modal, by block ID.
    """
    return join(_block(each, reader, errors) for each in blocks)


def _block(block: Json, reader: Reader, errors: Mapping[str, str]) -> Html:
    kind, block_id = str(block.get("type")), str(block.get("block_id", ""))
    slots: dict[str, list[Html]] = defaultdict(list)
    for part in walk(block):
        slots[part.slot].append(_part(part, kind, block_id, reader))
    shown: dict[str, Child] = dict.fromkeys([*SLOTS.get(kind, ()), "optional"])
    shown |= {name: fill(HTML["slot"].get(name, "{}"), pieces) for name, pieces in slots.items()}
    shown |= {"name": field_name(block_id, block.get("element", {})), "error": errors.get(block_id)}
    known = HTML["content"].get(kind)
    content = fill(known, **shown) if known else fill(HTML["unknown"], kind)
    return fill(HTML["block"], kind=kind, block_id=block_id, content=content)


def _part(part: Part, kind: str, block_id: str, reader: Reader) -> Html:
    if part.slot == "optional" and reader.chinese:
        return join("（选填）")
    if part.element is None:
        return fill(HTML["text"].get(f"{kind}.{part.slot}", "{}"), as_html(part.text, reader))
    if part.element["type"] == "button":
        return _button(part.element, reader)
    name = field_name(block_id, part.element) if kind == "input" else ""
    is_known = part.element["type"] in HTML["fields"]
    return _field(part.element, name) if is_known else fill(HTML["unknown"], part.element["type"])


def field_name(block_id: str, element: Json) -> str:
    """Under which name the value of an input is posted."""
    return f"{block_id}/{element.get('action_id', '')}"


# Elements ----------------------------------------------------------------------------------------

CHOOSE = "Choose an option"
LEAST_TYPED = 3  # characters before an external select asks, unless it says otherwise
NOT_CHOSEN: Json = {"text": {"text": ""}, "value": ""}


def dialog(look: str, more: Child = None, **texts: Child) -> Html:
    """Write what asks before something is done: its `title`, `asked`, `deny` and `confirm`."""
    return fill(HTML["dialog"], look=look, more=more, **texts)


def _button(element: Json, reader: Reader) -> Html:
    """Write a button, and what Slack asks back; the script opens that before it sends the click."""
    look = f"button {element.get('style', '')}".rstrip()
    shown = {"class_": look, "data_action": element.get("action_id")}
    label = text_html(element.get("text"), reader)
    if url := web_address(element.get("url")):
        return tag("a", label, href=url, **AWAY, **shown)
    described = element.get("accessibility_label")
    button = tag("button", label, type="button", aria_label=described, **shown)
    if not (asked := element.get("confirm")):
        return button
    title, text, deny, confirm = (
        text_html(asked.get(name), reader) for name in ("title", "text", "deny", "confirm")
    )
    look = "danger" if asked.get("style") == "danger" else "primary"
    text = tag("p", text, class_="text")
    return join(button, dialog(look, title=title, asked=text, deny=deny, confirm=confirm))


def _field(element: Json, name: str) -> Html:
    """Write what is filled in or chosen: of a form, if it has a name, else of a message."""
    kind = "multiline" if element.get("multiline") else element["type"]
    asked = (element.get("placeholder") or {}).get("text")
    asked = emoji(str(asked or ("" if element["type"] == "plain_text_input" else CHOOSE)))
    chosen = element.get("initial_option") or NOT_CHOSEN
    # What ties an input to its label, its hint and its error.
    tied = {"id": name, "aria_describedby": f"{name}/about"} if name else {"aria_label": asked}
    more = {
        "minlength": element.get("min_length"),
        "maxlength": element.get("max_length"),
        "accept": ",".join(f".{each}" for each in element.get("filetypes", [])) or None,
        "multiple": kind == "file_input" and element.get("max_files", 10) > 1,
    }
    options = [(emoji(each["text"]["text"]), each["value"]) for each in element.get("options", [])]
    return fill(
        HTML["fields"][kind],
        action=element.get("action_id"),
        name=name,
        asked=asked,
        more=attributes(**tied, **more),
        chosen=chosen["text"]["text"],
        value=chosen["value"],
        least=element.get("min_query_length", LEAST_TYPED),
        written=element.get("initial_value"),
        options=[
            tag("option", text, value=value, selected=value == chosen["value"])
            for text, value in options
        ],
        none=attributes(selected=chosen is NOT_CHOSEN),
        alt=element.get("alt_text"),
    )
