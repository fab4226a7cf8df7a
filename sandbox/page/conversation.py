"""Messages, threads and files as HTML. Pure."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from zlib import crc32

from sandbox.page.screen import HTML, Screen
from sandbox.rendering.html import render, text_html
from sandbox.rendering.markup import Html, fill, join, tag
from sandbox.rendering.mrkdwn import as_typed, emoji
from sandbox.slack import Message
from sandbox.slack.block_kit import named
from sandbox.slack.messages import Json

SHORTCUT, SHORTCUT_NAME = "upload_letter", "Upload letter"
"""The app's message shortcut, as its manifest names it."""

COLOURS = 6  # of the squares that stand for people's photos


def channel(screen: Screen) -> Html:
    """Write the messages that stand in the channel itself, day by day."""
    shown = [
        each
        for each in screen.messages
        if each.thread_ts is None and (not each.deleted or each.ts in screen.replies)
    ]
    days = groupby(shown, lambda each: screen.reader.day(float(each.ts)))
    new = _first_new(shown, screen)
    return join(
        (fill(HTML["day"], day), [_message(each, screen, "channel", new) for each in messages])
        for day, messages in days
    )


def thread(screen: Screen) -> Html:
    """Write the open thread: its first message, a line, its replies."""
    replies = screen.replies.get(screen.place.thread, [])
    first = [each for each in screen.messages if each.ts == screen.place.thread]
    new = _first_new(replies, screen)
    return join(
        [_message(each, screen, "thread", None) for each in first],
        fill('<div class="divider">{}</div>', screen.say("replies", count=len(replies))),
        [_message(each, screen, "thread", new) for each in replies],
    )


def _first_new(messages: Iterable[Message], screen: Screen) -> Message | None:
    """Find what came first from others since the channel was opened, if it was read before."""
    later = (each for each in messages if each.ts > screen.since and not each.deleted)
    others = (each for each in later if each.user != screen.person.id)
    return next(others, None) if screen.since else None


def _summary(message: Message, screen: Screen) -> Html | None:
    """Link to the thread, as it stands under its first message."""
    replies = [each for each in screen.replies.get(message.ts, []) if not each.ephemeral_for]
    if not replies:
        return None
    last = screen.reader.clock(float(replies[-1].ts))
    return fill(
        HTML["summary"],
        address=screen.place.to(thread=message.ts),
        avatars=[avatar(each, screen) for each in dict.fromkeys(each.user for each in replies)],
        count=screen.say("replies", count=len(replies)),
        last=screen.say("last-reply", clock=last),
    )


def avatar(user: str, screen: Screen) -> Html:
    """Write the coloured square with the first letter of a person's name."""
    return fill(
        HTML["avatar"], crc32(user.encode()) % COLOURS, screen.reader.name(user)[:1].upper()
    )


# One message -------------------------------------------------------------------------------------


def _message(message: Message, screen: Screen, pane: str, new: Message | None) -> Html:
    author, clock = screen.reader.name(message.user), screen.reader.clock(float(message.ts))
    element = f"{pane}-{message.ts}"
    has_tools = not (message.deleted or message.ephemeral_for)
    article = fill(
        HTML["message"],
        id=element,
        look="message ephemeral" if message.ephemeral_for else "message",
        channel=message.channel,
        ts=message.ts,
        label=screen.say("said", person=author, text=clock),
        avatar=avatar(message.user, screen),
        said=screen.write(HTML["deleted"]) if message.deleted else _said(message, screen, clock),
        below=_summary(message, screen) if pane == "channel" else None,
        tools=_tools(message, screen, element) if has_tools else None,
    )
    return article if message is not new else join(screen.write(HTML["new"]), article)


def _said(message: Message, screen: Screen, clock: str) -> Html:
    """Write who said it, and everything of what was said."""
    text = text_html({"type": "mrkdwn", "text": message.text}, screen.reader)
    blocks = render(named(message.blocks), screen.reader)
    return join(
        screen.write(HTML["note"]) if message.ephemeral_for else None,
        fill(
            HTML["head"],
            author=screen.reader.name(message.user),
            badge=screen.write(HTML["badge"]) if message.user in screen.apps else None,
            ts=message.ts,
            clock=clock,
            edited=screen.write(HTML["edited"]) if message.edits else None,
        ),
        blocks if message.blocks else tag("div", text, class_="text"),
        [_file(each, screen) for each in message.files],
        [_quote(each, screen) for each in message.attachments],
        tag("div", _reactions(message, screen), class_="reactions") if message.reactions else None,
    )


def _tools(message: Message, screen: Screen, element: str) -> Html:
    """Offer what people do to a message: only the author may edit and delete it."""
    own = screen.write(
        HTML["own"],
        typed=as_typed(message.text, screen.reader.names),
        asks="delete-with-files" if message.files else "delete",
    )
    return screen.write(
        HTML["tools"],
        id=element,
        thread=screen.place.to(thread=message.thread_ts or message.ts),
        callback=SHORTCUT,
        shortcut=SHORTCUT_NAME,
        own=own if message.user in (screen.person.id, screen.person.global_id) else None,
    )


def _quote(attachment: Json, screen: Screen) -> Html:
    """Write what another message, or a linked page, is shown as."""
    author, channel = attachment.get("author_id", ""), attachment.get("channel_id", "")
    how, names = "forwarded" if attachment.get("is_share") else "linked", screen.reader.name
    told = screen.say(how, person=names(author), place=names(channel))
    return fill(
        HTML["quote"],
        about=told if author else attachment.get("title"),
        text=text_html({"type": "mrkdwn", "text": attachment["text"]}, screen.reader),
        files=[_file(each, screen) for each in attachment.get("files", ())],
    )


def _reactions(message: Message, screen: Screen) -> Iterator[Html]:
    for name, users in message.reactions.items():
        people = ", ".join(map(screen.reader.name, users))
        title = screen.say("reacted", people=people, emoji=f":{name}:")
        yield fill(HTML["reaction"], title, emoji(f":{name}:"), len(users))


def _file(file: Json, screen: Screen) -> Html:
    """Write a file with its kind and size, and a preview of what can be looked at."""
    if file.get("mode") == "tombstone":
        return screen.write(HTML["gone"])
    identifier, kind = str(file.get("id")), str(file.get("mimetype"))
    name, about = str(file.get("name") or identifier), [str(file.get("pretty_type", ""))]
    if "size" in file:
        about.append(screen.say("size", size=kilobytes(file["size"])))
    is_shown = kind.startswith("image/") or kind == "application/pdf"
    return screen.write(
        HTML["file"],
        id=identifier,
        preview=preview("preview", identifier, name, screen) if is_shown else None,
        extension=name.rpartition(".")[2][:4].upper(),
        name=name,
        about=" · ".join(filter(None, about)),
        save=screen.say("download", name=name),
    )


def preview(look: str, file_id: str, name: str, screen: Screen) -> Html:
    """Write the small picture of a file, which opens the large one."""
    return fill(
        HTML["preview"], look=look, id=file_id, name=name, open=screen.say("open-file", name=name)
    )


def kilobytes(size: int) -> str:
    """Give a number of bytes as people read it."""
    return f"{max(1, round(size / 1_024)):,}"
