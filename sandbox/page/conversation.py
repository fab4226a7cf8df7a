"""Messages, threads and files as HTML. Pure."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from zlib import crc32

from sandbox.page.markup import Html, join, tag
from sandbox.page.mrkdwn import emoji, mrkdwn
from sandbox.page.render import render
from sandbox.page.screen import Screen
from sandbox.slack import Message
from sandbox.slack.block_kit import named
from sandbox.slack.messages import Json

SHORTCUT, SHORTCUT_NAME = "upload_letter", "Upload as letter"
"""The app's message shortcut, as its manifest names it."""

PICTURES = {"image/png", "image/jpeg", "image/gif"}
COLOURS = 6  # of the squares that stand for people's photos


def channel(screen: Screen) -> Html:
    """Write the messages that stand in the channel itself, day by day."""
    shown = [each for each in screen.messages if _stands_in_channel(each, screen)]
    return join(
        (_day(day), [_with_thread(each, screen) for each in messages])
        for day, messages in groupby(shown, lambda each: screen.reader.day(float(each.ts)))
    )


def thread(screen: Screen) -> Html:
    """Write the open thread: its first message, a line, its replies."""
    first = [each for each in screen.messages if each.ts == screen.place.thread]
    replies = screen.replies.get(screen.place.thread, [])
    return join(
        [_message(each, screen) for each in first],
        tag("div", _replies_count(len(replies)), class_="divider"),
        [_message(each, screen) for each in replies],
    )


def _stands_in_channel(message: Message, screen: Screen) -> bool:
    return message.thread_ts is None and (not message.deleted or message.ts in screen.replies)


def _with_thread(message: Message, screen: Screen) -> Html:
    replies = screen.replies.get(message.ts, [])
    return _message(message, screen, _summary(message, replies, screen) if replies else None)


def _day(day: str) -> Html:
    return tag("div", tag("span", day), class_="day")


def _summary(message: Message, replies: Sequence[Message], screen: Screen) -> Html:
    """Link to the thread, as it stands under its first message."""
    last = screen.reader.clock(float(replies[-1].ts))
    authors = dict.fromkeys(each.user for each in replies)
    private = all(each.ephemeral_for for each in replies)
    return tag(
        "a",
        [avatar(each, screen) for each in authors],
        tag("b", _replies_count(len(replies))),
        tag("span", f"Last reply at {last}", class_="faint"),
        tag("span", "👁 Only visible to you", class_="faint") if private else None,
        href=_thread_address(message, screen),
        class_="replies",
    )


def _replies_count(count: int) -> str:
    return f"{count} reply" if count == 1 else f"{count} replies"


def _thread_address(message: Message, screen: Screen) -> str:
    return screen.place.to(thread=message.thread_ts or message.ts)


# One message -------------------------------------------------------------------------------------


def _message(message: Message, screen: Screen, below: Html | None = None) -> Html:
    if message.deleted:
        content = tag("div", tag("em", "This message was deleted.", class_="faint"), below)
    else:
        content = tag(
            "div",
            _head(message, screen),
            _content(message, screen),
            [_file(each) for each in message.files],
            _reactions(message, screen),
            below,
        )
    return tag(
        "article",
        avatar(message.user, screen),
        content,
        None if message.deleted else _tools(message, screen),
        class_="message ephemeral" if message.ephemeral_for else "message",
        data_channel=message.channel,
        data_ts=message.ts,
    )


def avatar(user: str, screen: Screen) -> Html:
    """Write the coloured square with the first letter of a person's name."""
    colour = crc32(user.encode()) % COLOURS
    letter = screen.reader.name(user)[:1].upper()
    return tag("span", letter, class_=f"avatar colour{colour}", aria_hidden="true")


def _head(message: Message, screen: Screen) -> Html:
    is_app = message.user in screen.apps
    seconds = float(message.ts)
    return join(
        tag("div", "👁 Only visible to you ", _act("dismiss", "Dismiss message"), class_="note")
        if message.ephemeral_for
        else None,
        tag(
            "div",
            tag("b", screen.reader.name(message.user), class_="author"),
            tag("span", "APP", class_="badge") if is_app else None,
            tag("time", screen.reader.clock(seconds), title=f"ts {message.ts}"),
            tag("span", "(edited)", class_="faint") if message.edits else None,
            class_="head",
        ),
    )


def _content(message: Message, screen: Screen) -> Html:
    if message.blocks:
        return render(named(message.blocks), screen.reader)
    return tag("div", mrkdwn(message.text, screen.reader), class_="text")


def _reactions(message: Message, screen: Screen) -> Html | None:
    if not message.reactions:
        return None
    return tag(
        "div",
        [_reaction(name, users, screen) for name, users in message.reactions.items()],
        class_="reactions",
    )


def _reaction(name: str, users: Iterable[str], screen: Screen) -> Html:
    who = ", ".join(map(screen.reader.name, users))
    sign, count = emoji(f":{name}:"), len(list(users))
    return tag("span", f"{sign} {count}", class_="reaction", title=f"{who} reacted with :{name}:")


def _tools(message: Message, screen: Screen) -> Html | None:
    """Offer what one may do with a message that all can see."""
    if message.ephemeral_for:
        return None
    reply = tag("a", "💬 Reply in thread", href=_thread_address(message, screen))
    return tag("div", reply, _act("shortcut", SHORTCUT_NAME, SHORTCUT), class_="tools")


def _act(act: str, label: str, callback: str | None = None) -> Html:
    attributes = {"class_": "link", "data_act": act, "data_callback": callback}
    return tag("button", label, type="button", **attributes)


# Files -------------------------------------------------------------------------------------------


def _file(file: Json) -> Html:
    """Write a file with its name and size, a picture of it where browsers show one."""
    if file.get("mode") == "tombstone":
        return tag("div", "This file was deleted.", class_="file faint")
    name = str(file.get("name") or file.get("id"))
    address = f"/files/{file.get('id')}"
    is_picture = file.get("mimetype") in PICTURES
    return tag(
        "a",
        tag("img", src=address, alt="") if is_picture else tag("span", "📄", class_="icon"),
        tag("span", tag("b", name), tag("span", _about(file), class_="faint")),
        href=address,
        class_="file",
    )


def _about(file: Json) -> str:
    """Tell a file's kind and size, as far as the message carries them."""
    size = f"{file['size']:,} bytes" if "size" in file else ""
    return " · ".join(filter(None, (str(file.get("pretty_type", "")), size)))
