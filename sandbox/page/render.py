"""Block Kit as HTML (*Blocks*, docs.slack.dev). Pure: blocks in, HTML out."""

from collections.abc import Callable, Mapping, Sequence

from sandbox.page.controls import control, image, text
from sandbox.page.markup import Html, join, tag
from sandbox.page.mrkdwn import emoji, link
from sandbox.page.reader import Reader
from sandbox.slack.messages import Json

NO_ERRORS: Mapping[str, str] = {}


def render(blocks: Sequence[Json], reader: Reader, errors: Mapping[str, str] = NO_ERRORS) -> Html:
    """Write blocks as one person reads them; each has its `block_id`.

    `errors` stand beside the inputs of a modal, by block ID.
    """
    return join(_block(each, reader, errors) for each in blocks)


def _block(block: Json, reader: Reader, errors: Mapping[str, str]) -> Html:
    kind = str(block.get("type"))
    write = BLOCKS.get(kind)
    content = write(block, reader) if write else tag("span", f"({kind})", class_="unknown")
    block_id = str(block.get("block_id", ""))
    error = tag("p", errors.get(block_id, ""), class_="error", role="alert")
    return tag(
        "div",
        content,
        error if kind == "input" else None,
        class_=f"block {kind}",
        data_block=block_id,
    )


def _header(block: Json, reader: Reader) -> Html:
    return tag("h3", text(block["text"], reader))


def _section(block: Json, reader: Reader) -> Html:
    fields = [tag("div", text(each, reader), class_="text") for each in block.get("fields", [])]
    accessory = block.get("accessory")
    return join(
        tag(
            "div",
            tag("div", text(block.get("text"), reader), class_="text"),
            tag("div", fields, class_="fields") if fields else None,
            class_="body",
        ),
        tag("div", _control(accessory, block, reader), class_="accessory") if accessory else None,
    )


def _context(block: Json, reader: Reader) -> Html:
    return join(
        image(each, "", reader)
        if each.get("type") == "image"
        else tag("span", text(each, reader), class_="text")
        for each in block["elements"]
    )


def _actions(block: Json, reader: Reader) -> Html:
    return join(_control(each, block, reader) for each in block["elements"])


def _input(block: Json, reader: Reader) -> Html:
    optional = tag("span", " (optional)", class_="faint") if block.get("optional") else None
    hint = block.get("hint")
    return join(
        tag("div", text(block["label"], reader), optional, class_="label"),
        _control(block["element"], block, reader),
        tag("p", text(hint, reader), class_="hint") if hint else None,
    )


def _control(element: Json, block: Json, reader: Reader) -> Html:
    return control(element, str(block.get("block_id", "")), reader)


def _divider(_block: Json, _reader: Reader) -> Html:
    return Html("<hr>")


def _image(block: Json, reader: Reader) -> Html:
    return tag("figure", tag("div", text(block.get("title"), reader)), image(block, "", reader))


def _markdown(block: Json, _reader: Reader) -> Html:
    return tag("div", str(block.get("text", "")), class_="text")


def _rich_text(block: Json, reader: Reader) -> Html:
    return tag("div", [_rich(each, reader) for each in block["elements"]], class_="text")


BLOCKS: Mapping[str, Callable[[Json, Reader], Html]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "divider": _divider,
    "image": _image,
    "markdown": _markdown,
    "rich_text": _rich_text,
}


# Rich text (*Rich text block*, docs.slack.dev) ---------------------------------------------------

FRAMES = {"rich_text_quote": "blockquote", "rich_text_preformatted": "pre"}
STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}


def _rich(element: Json, reader: Reader) -> Html:
    if "elements" not in element:
        return _styled(_leaf(element, reader), element.get("style") or {})
    within = [_rich(each, reader) for each in element["elements"]]
    if element["type"] == "rich_text_list":
        ordered = element.get("style") == "ordered"
        return tag("ol" if ordered else "ul", [tag("li", each) for each in within])
    return tag(FRAMES.get(element["type"], "span"), within)


def _leaf(element: Json, reader: Reader) -> Html:
    match element["type"]:
        case "link":
            return link(element["url"], element.get("text") or element["url"])
        case "user":
            return tag("span", "@", reader.name(element["user_id"]), class_="mention")
        case "channel":
            return tag("span", "#", reader.name(element["channel_id"]), class_="mention")
        case "emoji":
            return join(emoji(f":{element['name']}:"))
        case _:
            return join(str(element.get("text", "")))


def _styled(content: Html, styles: Json) -> Html:
    for style, name in STYLES.items():
        if styles.get(style):
            content = tag(name, content)
    return content
