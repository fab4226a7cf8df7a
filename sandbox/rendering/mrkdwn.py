"""Slack's texts, parsed: mrkdwn and plain texts become the same nodes.

*Formatting text for app surfaces*, docs.slack.dev.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.emoji import Emoji

from sandbox.slack.messages import Json

PRE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
QUOTE = re.compile(r"(?:&gt;|>) ?")
REFERENCE = re.compile(r"<(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
TOKEN = re.compile(
    rf"""
      `(?P<code>[^`\n]+)`
    | {REFERENCE.pattern}
    | (?P<emoji>:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)
    | (?<![\w*])\*(?=\S)(?P<bold>[^*\n]+?)(?<=\S)\*(?![\w*])
    | (?<!\w)_(?=\S)(?P<italic>[^_\n]+?)(?<=\S)_(?!\w)
    | (?<![\w~])~(?=\S)(?P<strike>[^~\n]+?)(?<=\S)~(?![\w~])
    """,
    re.VERBOSE,
)
DATE = re.compile(r"!date\^\d{1,11}\^[^\^]*(?:\^.*)?")


@dataclass(frozen=True)
class Node:
    """A piece of a text.

    `text` is to be read as it stands; `link`, `mention` and `date` have it where the author gave
    it, beside their `target`: a URL, `@` or `#` with an ID, `seconds^pattern^URL`. `break` ends a
    line. The others hold nodes: `bold`, `italic`, `strike`, `code`, `pre`, `quote`.
    """

    kind: str
    text: str = ""
    target: str = ""
    within: Sequence["Node"] = ()


def parsed(text: Json) -> Sequence[Node]:
    """Parse a text object of either type."""
    content = str(text.get("text", ""))
    return mrkdwn(content) if text.get("type") == "mrkdwn" else [Node("text", emoji(content))]


def mrkdwn(text: str) -> Sequence[Node]:
    """Parse a text of type mrkdwn."""
    nodes: list[Node] = []
    for number, piece in enumerate(PRE.split(text)):  # odd ones stood in a ``` block
        nodes += [_verbatim("pre", piece)] if number % 2 else _lines(piece)
    return nodes


def as_typed(text: str, names: Mapping[str, str]) -> str:
    """Undo what Slack does to what somebody types, so that it can be edited."""

    def typed(found: re.Match[str]) -> str:
        target, label = found["target"], found["label"]
        return f"@{names.get(target[1:], target[1:])}" if target[0] == "@" else label or target

    return _unescaped(REFERENCE.sub(typed, text))


def emoji(text: str) -> str:
    """Put the emoji for :names: that stand in the text."""
    return Emoji.replace(text)


def _lines(text: str) -> Iterator[Node]:
    """Parse lines; those that begin with > are a quotation."""
    groups = groupby(text.split("\n"), lambda line: bool(QUOTE.match(line)))
    for number, (quoted, lines) in enumerate(groups):
        if number:
            yield Node("break", "\n")
        if quoted:
            stripped = "\n".join(QUOTE.sub("", line, count=1) for line in lines)
            yield Node("quote", within=_inline(stripped))
        else:
            yield from _inline("\n".join(lines))


def _inline(text: str) -> list[Node]:
    nodes: list[Node] = []
    end = 0
    for found in TOKEN.finditer(text):
        nodes += [Node("text", _unescaped(text[end : found.start()])), _token(found)]
        end = found.end()
    return [*nodes, Node("text", _unescaped(text[end:]))]


def _token(found: re.Match[str]) -> Node:
    if found["target"] is not None:
        return _reference(found["target"], _unescaped(found["label"] or ""))
    kind = str(found.lastgroup)
    if kind == "emoji":
        return Node("text", emoji(found["emoji"]))
    return (
        _verbatim(kind, found[kind]) if kind == "code" else Node(kind, "", "", _inline(found[kind]))
    )


def _reference(target: str, label: str) -> Node:
    if target.startswith(("@", "#")):
        return Node("mention", label and target[0] + label, target)
    if DATE.fullmatch(target):
        return Node("date", label, target.removeprefix("!date^"))
    if target.startswith("!"):
        return Node("mention", label or f"@{target[1:].removeprefix('subteam^')}", target)
    return Node("link", label, _unescaped(target))


def _verbatim(kind: str, text: str) -> Node:
    return Node(kind, within=[Node("text", _unescaped(text))])


def _unescaped(text: str) -> str:
    """Undo Slack's escaping of the three control characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
