"""Messages, threads and files as HTML. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from zlib import crc32

from sandbox.page.screen import Screen
from sandbox.rendering.html import render, text_html
from sandbox.rendering.markup import Html, fill, join, tag
from sandbox.rendering.mrkdwn import as_typed, emoji
from sandbox.slack import Message
from sandbox.slack.block_kit import named
from sandbox.slack.messages import Json

SHORTCUT, SHORTCUT_NAME = "upload_letter", "Upload letter"
"""The app's message shortcut, as its manifest names it."""

PICTURES = {"image/png", "image/jpeg", "image/gif"}
COLOURS = 6  # of the squares that stand for people's photos

MESSAGE = """
    <article class="{look}" data-channel="{channel}" data-ts="{ts}">
    {avatar}
    <div>{said}{below}</div>
    {tools}
    </article>"""
HEAD = """
    {note}
    <div class="head">
    <b class="author">{author}</b>
    {badge}
    <time title="ts {ts}">{clock}</time>
    {edited}
    </div>"""
NOTE = """
    <div class="note"><span>👁 Only visible to you </span>
    <button type="button" class="link" data-act="dismiss">Dismiss message</button>
    </div>"""
TOOLS = """
    <div class="tools">
    <a href="{address}">💬 Reply in thread</a>
    <button type="button" class="link" data-act="shortcut" data-callback="{id}">{name}</button>
    {acts}
    </div>"""
ACT = """
    <button type="button" class="link" data-act="{act}">{name}</button>
    <dialog class="confirm">
    <h2>{name} message</h2>
    <form method="dialog">
    {fields}
    <button class="button" value="deny">Cancel</button>
    <button class="button primary" value="confirm">{name}</button>
    </form>
    </dialog>"""
FIELD = '<textarea name="text" class="field" rows="3" aria-label="Text">{}</textarea>'
TO = '<select name="to" class="select" aria-label="To">{}</select>'
ALSO = '<label><input type="checkbox" name="with_files"> Delete its files too</label>'
QUOTE = """
    <div class="quote">
    <span class="faint">{about}</span>
    <div class="text">{text}</div>
    {files}
    </div>"""
SUMMARY = """
    <a href="{address}" class="replies">
    {avatars}
    <b>{count}</b>
    <span class="faint">Last reply at {last}</span>
    </a>"""
FILE = """
    <a href="{address}" class="file">
    {picture}
    <span><b>{name}</b><span class="faint">{about}</span></span>
    </a>"""


def channel(screen: Screen) -> Html:
    """Write the messages that stand in the channel itself, day by day."""
    shown = [
        each
        for each in screen.messages
        if each.thread_ts is None and (not each.deleted or each.ts in screen.replies)
    ]
    return join(
        (
            fill('<div class="day"><span>{}</span></div>', day),
            [_message(each, screen, _summary(each, screen)) for each in messages],
        )
        for day, messages in groupby(shown, lambda each: screen.reader.day(float(each.ts)))
    )


def thread(screen: Screen) -> Html:
    """Write the open thread: its first message, a line, its replies."""
    replies = screen.replies.get(screen.place.thread, [])
    return join(
        [_message(each, screen) for each in screen.messages if each.ts == screen.place.thread],
        fill('<div class="divider">{}</div>', _count(replies)),
        [_message(each, screen) for each in replies],
    )


def _summary(message: Message, screen: Screen) -> Html | None:
    """Link to the thread, as it stands under its first message."""
    replies = [each for each in screen.replies.get(message.ts, []) if not each.ephemeral_for]
    if not replies:
        return None
    return fill(
        SUMMARY,
        address=screen.place.to(thread=message.ts),
        avatars=[avatar(each, screen) for each in dict.fromkeys(each.user for each in replies)],
        count=_count(replies),
        last=screen.reader.clock(float(replies[-1].ts)),
    )


def _count(replies: Sequence[Message]) -> str:
    return "1 reply" if len(replies) == 1 else f"{len(replies)} replies"


def avatar(user: str, screen: Screen) -> Html:
    """Write the coloured square with the first letter of a person's name."""
    colour, letter = crc32(user.encode()) % COLOURS, screen.reader.name(user)[:1].upper()
    return fill('<span class="avatar colour{}" aria-hidden="true">{}</span>', colour, letter)


# One message -------------------------------------------------------------------------------------


def _message(message: Message, screen: Screen, below: Html | None = None) -> Html:
    said = [_head(message, screen), _content(message, screen), *map(_file, message.files)]
    said += [_quote(each, screen) for each in message.attachments]
    if message.reactions:
        said.append(tag("div", _reactions(message, screen), class_="reactions"))
    thread = screen.place.to(thread=message.thread_ts or message.ts)
    acts = _acts(message, screen)
    tools = fill(TOOLS, address=thread, id=SHORTCUT, name=SHORTCUT_NAME, acts=acts)
    deleted = fill('<em class="faint">This message was deleted.</em>')
    return fill(
        MESSAGE,
        look="message ephemeral" if message.ephemeral_for else "message",
        channel=message.channel,
        ts=message.ts,
        avatar=avatar(message.user, screen),
        said=deleted if message.deleted else said,
        below=below,
        tools=None if message.deleted or message.ephemeral_for else tools,
    )


def _acts(message: Message, screen: Screen) -> Iterator[Html]:
    """Offer what people do to a message; only the author may edit and delete it."""
    if message.user in (screen.person.id, screen.person.global_id):
        typed = as_typed(message.text, screen.reader.names)
        yield fill(ACT, act="edit", name="Edit", fields=fill(FIELD, typed))
        yield fill(ACT, act="delete", name="Delete", fields=fill(ALSO) if message.files else None)
    places = [tag("option", screen.reader.name(each.id), value=each.id) for each in screen.channels]
    yield fill(ACT, act="forward", name="Forward", fields=[fill(TO, places), fill(FIELD, "")])


def _quote(attachment: Json, screen: Screen) -> Html:
    """Write what another message, or a linked page, is shown as."""
    author, channel = attachment.get("author_id", ""), attachment.get("channel_id", "")
    how = "forwarded" if attachment.get("is_share") else "linked"
    told = f"{screen.reader.name(author)}, {how} from {screen.reader.name(channel)}"
    return fill(
        QUOTE,
        about=told if author else attachment.get("title"),
        text=text_html({"type": "mrkdwn", "text": attachment["text"]}, screen.reader),
        files=map(_file, attachment.get("files", ())),
    )


def _head(message: Message, screen: Screen) -> Html:
    return fill(
        HEAD,
        note=fill(NOTE) if message.ephemeral_for else None,
        author=screen.reader.name(message.user),
        badge=fill('<span class="badge">APP</span>') if message.user in screen.apps else None,
        ts=message.ts,
        clock=screen.reader.clock(float(message.ts)),
        edited=fill('<span class="faint">(edited)</span>') if message.edits else None,
    )


def _content(message: Message, screen: Screen) -> Html:
    if message.blocks:
        return render(named(message.blocks), screen.reader)
    return fill(
        '<div class="text">{}</div>',
        text_html({"type": "mrkdwn", "text": message.text}, screen.reader),
    )


def _reactions(message: Message, screen: Screen) -> Iterator[Html]:
    for name, users in message.reactions.items():
        title = f"{', '.join(map(screen.reader.name, users))} reacted with :{name}:"
        yield tag("span", f"{emoji(f':{name}:')} {len(users)}", class_="reaction", title=title)


def _file(file: Json) -> Html:
    """Write a file with its kind and size, a picture of it where browsers show one."""
    if file.get("mode") == "tombstone":
        return fill('<div class="file faint">This file was deleted.</div>')
    address = f"/files/{file.get('id')}"
    is_picture = file.get("mimetype") in PICTURES
    shown = '<img src="{}" alt="">' if is_picture else '<span class="icon">📄</span>'
    size = f"{file['size']:,} bytes" if "size" in file else ""
    return fill(
        FILE,
        address=address,
        picture=fill(shown, address),
        name=str(file.get("name") or file.get("id")),
        about=" · ".join(filter(None, (str(file.get("pretty_type", "")), size))),
    )
