"""A channel and its threads, a form or a Home as people read them, line by line.

Pure but for `show`: on a terminal it has colours, and wraps at blanks and between Chinese
characters, but never inside a URL or an ID.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sandbox.rendering.mrkdwn import emoji
from sandbox.rendering.text import HEADER, SMALL, STEP, Line, Names, block_lines, text_object
from sandbox.slack.messages import Json, Message, all_files

AUTHOR, REPLY_AUTHOR = "bold cyan", "bold green"
REPLY = 4  # blanks by which a reply stands in under the message

CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60"
CLOSING = "，。：；！？、）」』》”"
# A line may begin after a blank and before a Chinese character, but not with closing punctuation.
PIECES = re.compile(rf"[^\s{CHINESE}]+[{CLOSING}]*|[{CHINESE}][{CLOSING}]*|\s+")


def lines(messages: Sequence[Message], names: Names, zone: tzinfo | None = None) -> list[Line]:
    """Write down a channel: every message, under it its files, reactions and replies.

    `names` are those of people and channels by their IDs; the `zone` is usually this machine's.
    """
    written: list[Line] = []
    for first in [each for each in messages if each.thread_ts is None]:
        for message in (first, *(each for each in messages if each.thread_ts == first.ts)):
            at = datetime.fromtimestamp(float(message.ts), zone)
            written += one_message(message, names, f"  {at:%H:%M:%S}")
        written.append(Line(""))
    return written


def modal(content: Json, names: Names, errors: Mapping[str, str] | None = None) -> list[Line]:
    """Write down a modal: its title, its fields with their errors (by block ID), its buttons."""
    inside: list[Line] = []
    for block in content["blocks"]:
        inside += block_lines(block, names)
        if error := (errors or {}).get(block.get("block_id", "")):
            inside.append(Line(f"⚠️ {error}", STEP))
    return _framed(content, inside, ("close", "submit"), names)


def home(content: Json, names: Names) -> list[Line]:
    """Write down somebody's App Home."""
    inside = [line for each in content["blocks"] for line in block_lines(each, names)]
    return _framed({"title": {"text": "Home"}}, inside, (), names)


def dialog(confirm: Json, names: Names) -> list[Line]:
    """Write down the question that Slack asks before a button counts (*Confirmation dialog*)."""
    inside = [Line(text_object(confirm["text"], names))]
    return _framed(confirm, inside, ("deny", "confirm"), names)


def _framed(
    content: Json, inside: Sequence[Line], buttons: Sequence[str], names: Names
) -> list[Line]:
    rows = [(row, line) for line in inside for row in line.text.split("\n")]
    shown = [f"[{text_object(content[each], names)}]" for each in buttons if content.get(each)]
    return [
        Line(f"┌ {text_object(content['title'], names)}", 0, HEADER),
        *(Line(f"│ {' ' * line.indent}{row}".rstrip(), 0, line.style) for row, line in rows),
        Line(f"└ {'  '.join(shown)}".rstrip()),
    ]


def one_message(message: Message, names: Names, time: str = "") -> list[Line]:
    """Write down a message in its place, a reply stood in; `time` stands behind the name."""
    style, indent = (REPLY_AUTHOR, REPLY) if message.thread_ts else (AUTHOR, 0)
    author = f"{names.get(message.user, message.user)}{time}{_notes(message, names)}"
    content = [] if message.deleted else _content(message, names)
    below = [replace(line, indent=line.indent + indent + STEP) for line in content]
    return [Line(author, indent, style), *below]


def _notes(message: Message, names: Names) -> str:
    reader = message.ephemeral_for
    notes = {
        "edited": message.edits,
        "deleted": message.deleted,
        f"only {names.get(reader or '', reader)} sees this": reader,
    }
    told = ", ".join(note for note, holds in notes.items() if holds)
    return f"  ({told})" if told else ""


def _content(message: Message, names: Names) -> Iterator[Line]:
    for block in message.blocks:
        yield from block_lines(block, names)
    if message.text and not message.blocks:
        yield Line(text_object({"type": "mrkdwn", "text": message.text}, names))
    for each in message.attachments:
        who = names.get(each.get("author_id", ""), "")
        yield Line(f"↪ {who or each.get('title')}")
        if each["text"]:
            yield Line(text_object({"type": "mrkdwn", "text": each["text"]}, names), STEP)
    for file in all_files(message):
        size = f"  {file['size']:,} bytes" if "size" in file else ""
        yield Line(f"📎 {file.get('name') or file.get('id')}{size}", 0, SMALL)
    marks = {emoji(f":{name}:"): users for name, users in message.reactions.items()}
    whose = {mark: ", ".join(names.get(each, each) for each in marks[mark]) for mark in marks}
    if whose:
        yield Line("   ".join(f"{mark} {users}" for mark, users in whose.items()))


def show(console: Console, written: Sequence[Line]) -> None:
    """Print the lines."""
    for line in written:
        width = console.width - line.indent if console.is_terminal else None
        for part in wrapped(line.text, width):
            text = Text(" " * line.indent + part if part else "", style=line.style)
            console.print(text, soft_wrap=True)


def wrapped(text: str, width: int | None) -> list[str]:
    """Break a text into lines of at most `width` cells, longer words aside; None: as it is."""
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
