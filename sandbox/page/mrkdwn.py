"""Slack's markup as HTML (*Formatting text*, docs.slack.dev). Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from rich.emoji import Emoji

from sandbox.page.markup import Html, join, tag, web_address
from sandbox.page.reader import Reader

PRE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
QUOTE = re.compile(r"(?:&gt;|>) ?")
TOKEN = re.compile(
    r"""
      `(?P<code>[^`\n]+)`
    | <(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>
    | (?P<emoji>:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)
    | (?<![\w*])\*(?=\S)(?P<bold>[^*\n]+?)(?<=\S)\*(?![\w*])
    | (?<!\w)_(?=\S)(?P<italic>[^_\n]+?)(?<=\S)_(?!\w)
    | (?<![\w~])~(?=\S)(?P<strike>[^~\n]+?)(?<=\S)~(?![\w~])
    """,
    re.VERBOSE,
)
DATE = re.compile(r"!date\^(\d{1,11})\^([^\^]*)(?:\^(.*))?")
STYLES = {"bold": "strong", "italic": "em", "strike": "s"}


def mrkdwn(text: str, reader: Reader) -> Html:
    """Write a text of type mrkdwn; line breaks stay, for `white-space: pre-wrap`."""
    pieces = PRE.split(text)  # what stands at odd places was in a ``` block
    return join(
        tag("pre", unescaped(piece)) if number % 2 else join(_lines(piece, reader))
        for number, piece in enumerate(pieces)
    )


def plain(text: str) -> Html:
    """Write a text of type plain_text: nothing is read in it but emoji."""
    return join(emoji(text))


def emoji(text: str) -> str:
    """Put the emoji for :names: that stand in the text."""
    return Emoji.replace(text)


def link(url: str, label: str, **attributes: str) -> Html:
    """Link to another place, which is opened elsewhere; unsafe addresses stay text."""
    if web_address(url) is None:
        return join(label)
    away = {"target": "_blank", "rel": "noreferrer noopener"}
    return tag("a", label, href=url, **away, **attributes)


def unescaped(text: str) -> str:
    """Undo Slack's escaping of the three control characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _lines(text: str, reader: Reader) -> Iterator[Html]:
    """Write lines as they are, those that begin with > as a quotation."""
    for quoted, lines in groupby(text.split("\n"), lambda line: bool(QUOTE.match(line))):
        if quoted:
            shown = "\n".join(QUOTE.sub("", line, count=1) for line in lines)
            yield tag("blockquote", _inline(shown, reader))
        else:
            yield _inline("\n".join(lines), reader)


def _inline(text: str, reader: Reader) -> Html:
    pieces: list[Html | str] = []
    end = 0
    for found in TOKEN.finditer(text):
        pieces += [unescaped(text[end : found.start()]), _token(found, reader)]
        end = found.end()
    return join(*pieces, unescaped(text[end:]))


def _token(found: re.Match[str], reader: Reader) -> Html:
    kind = str(found.lastgroup if found["target"] is None else "target")
    if kind in STYLES:
        return tag(STYLES[kind], _inline(found[kind], reader))
    if kind == "code":
        return tag("code", unescaped(found["code"]))
    if kind == "emoji":
        return join(emoji(found["emoji"]))
    return _reference(found["target"], unescaped(found["label"] or ""), reader)


def _reference(target: str, label: str, reader: Reader) -> Html:
    write = REFERENCES.get(target[0])
    if write:
        return write(target, label, reader)
    url = unescaped(target)
    return link(url, label or url.removeprefix("mailto:"))


def _mention(target: str, label: str, reader: Reader) -> Html:
    return tag("span", target[0], label or reader.name(target[1:]), class_="mention")


def _special(target: str, label: str, reader: Reader) -> Html:
    if date := DATE.fullmatch(target):
        return _date(date, label, reader)
    name = target.removeprefix("!").removeprefix("subteam^")
    return tag("span", label or f"@{name}", class_="mention")


def _date(date: re.Match[str], fallback: str, reader: Reader) -> Html:
    shown = reader.moment(int(date[1]), date[2])
    written = link(date[3], shown) if date[3] else join(shown)
    return tag("time", written, title=fallback or None)


REFERENCES: Mapping[str, Callable[[str, str, Reader], Html]] = {
    "@": _mention,
    "#": _mention,
    "!": _special,
}
