"""A channel and its threads, a form or a Home as people read them, line by line.

`lines`, `one_message`, `modal` and `home` are pure: what Slack holds in, lines out. `show` prints
lines, in colour where there is a terminal; there it wraps at blanks and between Chinese characters,
but never inside a URL or an ID, and elsewhere it does not wrap at all.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.emoji import Emoji
from rich.text import Text

from sandbox.slack import Message

Json = dict[str, Any]
Names = Mapping[str, str]

AUTHOR, REPLY_AUTHOR, HEADER, SMALL, PLAIN = "bold cyan", "bold green", "bold", "dim", ""
STEP = 2  # blanks by which a message stands in under its author
REPLY = 4  # blanks by which a reply stands in under the message

MARKUP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60"
CLOSING = "，。：；！？、）」』》”"
# A line may begin after a blank and before a Chinese character, but not with closing punctuation.
PIECES = re.compile(rf"[^\s{CHINESE}]+[{CLOSING}]*|[{CHINESE}][{CLOSING}]*|\s+")


@dataclass(frozen=True)
class Line:
    """One line of the transcript: its text, the blanks before it, and its style for rich."""

    text: str
    indent: int = 0
    style: str = PLAIN


def lines(messages: Sequence[Message], names: Names, zone: tzinfo | None = None) -> list[Line]:
    """Write down a channel: every message, under it its files, reactions and replies.

    `messages` are those of one channel, replies among them; `names` gives the shown name for the
    IDs of people and channels; `zone` is the time zone of the times, by default this machine's.
    """
    written: list[Line] = []
    for message in messages:
        if message.thread_ts is not None:
            continue
        replies = [each for each in messages if each.thread_ts == message.ts]
        written += [*_message(message, names, zone, AUTHOR)]
        for reply in replies:
            reply_lines = _message(reply, names, zone, REPLY_AUTHOR)
            written += [replace(line, indent=line.indent + REPLY) for line in reply_lines]
        written.append(Line(""))
    return written


def one_message(message: Message, names: Names) -> list[Line]:
    """Write down one message in its place, a reply stood in, and without its time."""
    style, indent = (AUTHOR, 0) if message.thread_ts is None else (REPLY_AUTHOR, REPLY)
    _, *content = _message(message, names, None, style)
    shown = Line(f"{_named(message.user, names)}{_notes(message, names)}", 0, style)
    return [replace(line, indent=line.indent + indent) for line in (shown, *content)]


def modal(content: Json, names: Names, errors: Mapping[str, str] | None = None) -> list[Line]:
    """Write down a modal: its title, its fields with the `errors` beside them, its buttons.

    `content` is the view as the app gave it; `errors` has a text by block ID.
    """
    inside: list[Line] = []
    for block in content["blocks"]:
        inside += _block(block, names)
        if error := (errors or {}).get(block.get("block_id", "")):
            inside.append(Line(f"⚠️ {error}", STEP))
    buttons = [_text(content[each], names) for each in ("close", "submit") if content.get(each)]
    return _framed(_text(content["title"], names), inside, "  ".join(f"[{b}]" for b in buttons))


def home(content: Json, names: Names) -> list[Line]:
    """Write down somebody's App Home."""
    return _framed("Home", [line for each in content["blocks"] for line in _block(each, names)], "")


def dialog(confirm: Json, names: Names) -> list[Line]:
    """Write down the question that Slack asks before a button counts (*Confirmation dialog*)."""
    buttons = (_text(confirm[each], names) for each in ("deny", "confirm"))
    inside = [Line(_text(confirm["text"], names))]
    return _framed(_text(confirm["title"], names), inside, "  ".join(f"[{b}]" for b in buttons))


def _framed(title: str, inside: Sequence[Line], foot: str) -> list[Line]:
    rows = [(row, line) for line in inside for row in line.text.split("\n")]
    return [
        Line(f"┌ {title}", 0, HEADER),
        *(Line(f"│ {' ' * line.indent}{row}".rstrip(), 0, line.style) for row, line in rows),
        Line(f"└ {foot}".rstrip()),
    ]


def show(console: Console, written: Sequence[Line]) -> None:
    """Print the lines."""
    for line in written:
        width = console.width - line.indent if console.is_terminal else None
        for part in wrapped(line.text, width):
            text = Text(" " * line.indent + part, style=line.style)
            console.print(text, soft_wrap=True)


def wrapped(text: str, width: int | None) -> list[str]:
    """Break a text into lines of at most `width` cells; None: only where it breaks itself.

    A URL, an ID or a word that is longer than a line stays whole.
    """
    if width is None:
        return text.split("\n")
    return [row for each in text.split("\n") for row in _rows(each, width)]


def _rows(text: str, width: int) -> Iterator[str]:
    row = ""
    for piece in PIECES.findall(text):
        if row.strip() and cell_len(row + piece.rstrip()) > width:
            yield row.rstrip()
            row = ""
        row += piece if row else piece.lstrip()
    yield row.rstrip()


# Messages ----------------------------------------------------------------------------------------


def _message(message: Message, names: Names, zone: tzinfo | None, style: str) -> Iterator[Line]:
    yield Line(
        f"{_named(message.user, names)}  {_time(message, zone)}{_notes(message, names)}", 0, style
    )
    if not message.deleted:
        for line in (*_content(message, names), *_attached(message, names)):
            yield replace(line, indent=line.indent + STEP)


def _time(message: Message, zone: tzinfo | None) -> str:
    at = datetime.fromtimestamp(float(message.ts), zone)
    return f"{at:%H:%M:%S}"


def _notes(message: Message, names: Names) -> str:
    notes = []
    if message.edits:
        notes.append("edited")
    if message.deleted:
        notes.append("deleted")
    if message.ephemeral_for is not None:
        notes.append(f"only {_named(message.ephemeral_for, names)} sees this")
    return f"  ({', '.join(notes)})" if notes else ""


def _content(message: Message, names: Names) -> Iterator[Line]:
    if message.blocks:
        for block in message.blocks:
            yield from _block(block, names)
    elif message.text:
        yield Line(_mrkdwn(message.text, names))


def _attached(message: Message, names: Names) -> Iterator[Line]:
    for file in message.files:
        size = f"  {file['size']:,} bytes" if "size" in file else ""
        yield Line(f"📎 {file.get('name') or file.get('id')}{size}", 0, SMALL)
    if message.reactions:
        yield Line("   ".join(_reaction(*each, names) for each in message.reactions.items()))


def _reaction(name: str, users: Sequence[str], names: Names) -> str:
    return f"{emoji(name)} {', '.join(_named(user, names) for user in users)}"


# Blocks (Block Kit reference, docs.slack.dev) ----------------------------------------------------


def _block(block: Json, names: Names) -> Iterator[Line]:
    write = BLOCKS.get(block["type"])
    if write is None:
        yield Line(f"({block['type']}: {block.get('alt_text', '')})", 0, SMALL)
    else:
        yield from write(block, names)


def _header(block: Json, names: Names) -> Iterator[Line]:
    yield Line(_text(block["text"], names), 0, HEADER)


def _section(block: Json, names: Names) -> Iterator[Line]:
    if "text" in block:
        yield Line(_text(block["text"], names))
    for each in block.get("fields", []):
        yield Line(_text(each, names))
    if "accessory" in block:
        yield Line(_element(block["accessory"], names))


def _context(block: Json, names: Names) -> Iterator[Line]:
    yield Line("  ".join(_text(each, names) for each in block["elements"]), 0, SMALL)


def _actions(block: Json, names: Names) -> Iterator[Line]:
    yield from (Line(_element(each, names)) for each in block["elements"])


def _input(block: Json, names: Names) -> Iterator[Line]:
    optional = " (optional)" if block.get("optional") else ""
    yield Line(f"{_text(block['label'], names)}{optional} {_element(block['element'], names)}")
    if "hint" in block:
        yield Line(_text(block["hint"], names), STEP, SMALL)


def _divider(_block: Json, _names: Names) -> Iterator[Line]:
    yield Line("─" * 20, 0, SMALL)


def _rich_text(block: Json, names: Names) -> Iterator[Line]:
    yield from (Line(_rich(each, names)) for each in block["elements"])


BLOCKS: dict[str, Callable[[Json, Names], Iterator[Line]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "divider": _divider,
    "rich_text": _rich_text,
}


def _text(text: Json, names: Names) -> str:
    """Write down a text object, or the image that a context may have in its place."""
    if text.get("type") == "mrkdwn":
        return _mrkdwn(text["text"], names)
    return Emoji.replace(text.get("text") or text.get("alt_text", ""))


def _element(element: Json, names: Names) -> str:
    if element["type"] == "image":
        return f"({element['alt_text']})"
    label = _label(element, names) or element["type"]
    if element["type"].endswith("_select"):
        return f"[{label} ▾]"
    url = element.get("url")
    return f"[{label}{f' -> {url}' if url else ''}]"


def _label(element: Json, names: Names) -> str:
    """Tell what an element shows: what is chosen or written in it already, else its own words."""
    if types := element.get("filetypes"):
        return f"add a file: {', '.join(types)}"
    if written := element.get("initial_value"):
        return str(written)
    chosen = element.get("initial_option") or element
    return _text(chosen.get("text") or chosen.get("placeholder") or {}, names)


def _rich(element: Json, names: Names) -> str:
    """Write down an element of a rich text; the ones that hold others go down into them."""
    if element["type"] == "rich_text_list":
        return "\n".join(f"• {_rich(each, names)}" for each in element["elements"])
    if "elements" in element:
        return "".join(_rich(each, names) for each in element["elements"])
    write = RICH.get(element["type"])
    return str(element.get("text", "")) if write is None else write(element, names)


RICH: dict[str, Callable[[Json, Names], str]] = {
    "link": lambda link, _: _link(link["url"], link.get("text")),
    "user": lambda user, names: f"@{_named(user['user_id'], names)}",
    "channel": lambda channel, names: f"#{_named(channel['channel_id'], names)}",
    "emoji": lambda sign, _: emoji(sign["name"]),
}


# Texts -------------------------------------------------------------------------------------------


def _mrkdwn(text: str, names: Names) -> str:
    """Write down Slack's markup as it is read: names, links with their address, no asterisks."""
    linked = MARKUP.sub(lambda found: _reference(found[1], found[2], names), text)
    shown = Emoji.replace(BOLD.sub(r"\1", linked))
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _reference(target: str, label: str | None, names: Names) -> str:
    if target.startswith(("@", "#")):
        return target[0] + (label or _named(target[1:], names))
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return _link(target, label)


def _link(url: str, label: str | None) -> str:
    return f"{label} ({url})" if label and not url.endswith(label) else url


def _named(identifier: str, names: Names) -> str:
    return names.get(identifier, identifier)


def emoji(name: str) -> str:
    """Give the sign of an emoji's name, as reactions carry it."""
    return Emoji.replace(f":{name}:")
