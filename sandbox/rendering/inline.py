"""Texts as HTML."""

from collections.abc import Iterable

from sandbox.rendering.markup import Html, fill, join, tag, web_address
from sandbox.rendering.mrkdwn import Node, parsed
from sandbox.rendering.reader import Reader
from sandbox.slack.messages import Json

TAGS = {"bold": "strong", "italic": "em", "strike": "s", "quote": "blockquote"}
AWAY = {"target": "_blank", "rel": "noreferrer noopener"}  # a link that is opened elsewhere


def as_html(nodes: Iterable[Node], reader: Reader) -> Html:
    """Write a text; a quotation is a block, which needs no line break around it."""
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
            return _date(node, reader)
    return tag(TAGS.get(node.kind, node.kind), as_html(node.within, reader))


def _date(node: Node, reader: Reader) -> Html:
    seconds, pattern, *url = node.target.split("^", 2)
    shown = reader.moment(int(seconds), pattern)
    return tag("time", _link(url[0], shown) if url else shown, title=node.text or None)


def _link(url: str, label: str) -> Html:
    """Link to another place; unsafe addresses stay text."""
    return join(label) if web_address(url) is None else tag("a", label, href=url, **AWAY)
