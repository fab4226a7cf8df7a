"""Texts and blocks as HTML, as one person reads them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sandbox.rendering import mrkdwn as parser
from sandbox.rendering.blocks import SLOTS, Part, walk
from sandbox.rendering.controls import control
from sandbox.rendering.inline import as_html
from sandbox.rendering.markup import Html, fill, join
from sandbox.rendering.reader import Reader
from sandbox.slack.messages import Json

NO_ERRORS: Mapping[str, str] = {}
BLOCKS = {
    "header": "<h3>{text}</h3>",
    "section": '<div class="body"><div class="text">{text}</div>{fields}</div>{accessory}',
    "context": "{elements}",
    "actions": "{elements}",
    "input": '<div class="label">{label}{optional}</div>{element}{hint}{error}',
    "divider": "<hr>",
}
SLOT = {  # around what stands in a slot, if anything does
    "fields": '<div class="fields">{}</div>',
    "accessory": '<div class="accessory">{}</div>',
    "optional": '<span class="faint">{}</span>',
    "hint": '<p class="hint">{}</p>',
}
TEXT = {  # around each text of a slot
    ("section", "fields"): '<div class="text">{}</div>',
    ("context", "elements"): '<span class="text">{}</span>',
}


def render(blocks: Iterable[Json], reader: Reader, errors: Mapping[str, str] = NO_ERRORS) -> Html:
    """Write blocks; each has its `block_id`.

    `errors` stand beside the inputs of a modal, by block ID.
    """
    return join(_block(each, reader, errors) for each in blocks)


def mrkdwn(text: str, reader: Reader) -> Html:
    """Write a text of type mrkdwn; line breaks stay, for `white-space: pre-wrap`."""
    return as_html(parser.mrkdwn(text), reader)


def _block(block: Json, reader: Reader, errors: Mapping[str, str]) -> Html:
    kind, block_id = str(block.get("type")), str(block.get("block_id", ""))
    content = _content(kind, block, reader, errors.get(block_id, ""))
    template = '<div class="block {kind}" data-block="{block_id}">{content}</div>'
    return fill(template, kind=kind, block_id=block_id, content=content)


def _content(kind: str, block: Json, reader: Reader, error: str) -> Html:
    if kind not in SLOTS:
        return fill('<span class="unknown">({})</span>', kind)
    slots: dict[str, list[Html]] = defaultdict(list)
    for part in walk(block):
        slots[part.slot].append(_part(part, kind, block, reader))
    told = {name: fill(SLOT.get(name, "{}"), pieces) for name, pieces in slots.items()}
    alert = fill('<p class="error" role="alert">{}</p>', error)
    empty = dict.fromkeys([*SLOTS[kind], "optional"])
    return fill(BLOCKS[kind], **empty | {"error": alert} | told)


def _part(part: Part, kind: str, block: Json, reader: Reader) -> Html:
    if part.element is not None:
        return control(part.element, str(block.get("block_id", "")), reader)
    return fill(TEXT.get((kind, part.slot), "{}"), as_html(part.text, reader))
