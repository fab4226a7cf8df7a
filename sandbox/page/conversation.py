"""Messages, threads and files as HTML. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from zlib import crc32

from sandbox.page.screen import Screen
from sandbox.rendering.html import render, text_html
from sandbox.rendering.markup import Html, Value, fill, join, tag
from sandbox.rendering.mrkdwn import as_typed, emoji
from sandbox.slack import Message
from sandbox.slack.block_kit import named
from sandbox.slack.messages import Json

SHORTCUT, SHORTCUT_NAME = "upload_letter", "Upload letter"
"""The app's message shortcut, as its manifest names it."""

PICTURES = {"image/png", "image/jpeg", "image/gif"}
COLOURS = 6  # of the squares that stand for people's photos

MESSAGE = """
    <article id="{id}" class="{look}" data-channel="{channel}" data-ts="{ts}" aria-label="{label}">
    {avatar}
    <div class="said">{said}{below}</div>
    {tools}
    </article>"""
HEAD = """
    <div class="head">
    <b class="author">{author}</b>
    {badge}
    <time title="ts {ts}">{clock}</time>
    {edited}
    </div>"""
NOTE = """
    <div class="note">{eye}<span>{only}</span>
    <button type="button" class="link" data-act="dismiss">{dismiss}</button>
    </div>"""
TOOLS = """
    <div class="tools" role="group" aria-label="{actions}">{tools}</div>
    <div popover id="{id}-menu" class="menu" role="menu" aria-label="{actions}">
    <a href="{address}" role="menuitem">{reply}</a>
    <button type="button" role="menuitem" data-act="shortcut" data-callback_id="{callback}">
    {shortcut}</button>
    {items}
    </div>
    {dialogs}"""
ITEM = """
    <button type="button" role="menuitem" class="{act}" data-act="{act}" data-asks="{id}-{act}">
    {name}</button>"""
DIALOG = """
    <dialog id="{id}-{act}" class="confirm" aria-labelledby="{id}-{act}-title">
    <h2 id="{id}-{act}-title">{title}</h2>
    <form method="dialog">
    {fields}
    <div class="buttons">
    <button class="button" value="deny">{cancel}</button>
    <button class="button {look}" value="confirm">{does}</button>
    </div>
    </form>
    </dialog>"""
FIELD = '<textarea name="text" class="field" rows="3" aria-label="{}">{}</textarea>'
TO = '<select name="to" class="select" aria-label="{}">{}</select>'
ALSO = '<label class="also"><input type="checkbox" name="with_files"> {}</label>'
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
    <span class="faint">{last}</span>
    </a>"""
FILE = """
    <div class="file">
    {preview}
    <div class="about">
    <span class="kind" aria-hidden="true">{extension}</span>
    <span class="name"><b title="{name}">{name}</b><span class="faint">{about}</span></span>
    {save}
    </div>
    </div>"""
PREVIEW = """
    <button type="button" class="preview" data-opens="{id}" data-name="{name}" aria-label="{open}">
    <img src="/previews/{id}" alt="">
    </button>"""
ICON = '<svg class="icon"><use href="/static/icons.svg#{}"></use></svg>'
NEW = '<div class="newline" role="separator"><span>{}</span></div>'


def channel(screen: Screen) -> Html:
    """Write the messages that stand in the channel itself, day by day."""
    shown = [
        each
        for each in screen.messages
        if each.thread_ts is None and (not each.deleted or each.ts in screen.replies)
    ]
    new = _first_new(shown, screen)
    return join(
        (
            fill('<div class="day"><span>{}</span></div>', day),
            [_message(each, screen, "channel", new) for each in messages],
        )
        for day, messages in groupby(shown, lambda each: screen.reader.day(float(each.ts)))
    )


def thread(screen: Screen) -> Html:
    """Write the open thread: its first message, a line, its replies."""
    replies = screen.replies.get(screen.place.thread, [])
    first = [each for each in screen.messages if each.ts == screen.place.thread]
    new = _first_new(replies, screen)
    return join(
        [_message(each, screen, "thread", None) for each in first],
        fill('<div class="divider">{}</div>', screen.words.say("replies", count=len(replies))),
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
        SUMMARY,
        address=screen.place.to(thread=message.ts),
        avatars=[avatar(each, screen) for each in dict.fromkeys(each.user for each in replies)],
        count=screen.words.say("replies", count=len(replies)),
        last=screen.words.say("last-reply", clock=last),
    )


def avatar(user: str, screen: Screen) -> Html:
    """Write the coloured square with the first letter of a person's name."""
    colour, letter = crc32(user.encode()) % COLOURS, screen.reader.name(user)[:1].upper()
    return fill('<span class="avatar colour{}" aria-hidden="true">{}</span>', colour, letter)


def tool(icon: str, label: str, **attributes: Value) -> Html:
    """Write a link, or a button, that is but an icon."""
    name, kind = ("a", None) if "href" in attributes else ("button", "button")
    shown = {"type": kind, "class_": "tool", "aria_label": label, "title": label} | attributes
    return tag(name, fill(ICON, icon), **shown)


# One message -------------------------------------------------------------------------------------


def _message(message: Message, screen: Screen, pane: str, new: Message | None) -> Html:
    say, author = screen.words.say, screen.reader.name(message.user)
    said = [_head(message, screen), _content(message, screen), *_files(message.files, screen)]
    said += [_quote(each, screen) for each in message.attachments]
    if message.reactions:
        said.append(tag("div", _reactions(message, screen), class_="reactions"))
    element = f"{pane}-{message.ts}"
    article = fill(
        MESSAGE,
        id=element,
        look="message ephemeral" if message.ephemeral_for else "message",
        channel=message.channel,
        ts=message.ts,
        label=say("said", person=author, text=screen.reader.clock(float(message.ts))),
        avatar=avatar(message.user, screen),
        said=tag("em", say("deleted"), class_="faint") if message.deleted else said,
        below=_summary(message, screen) if pane == "channel" else None,
        tools=None
        if message.deleted or message.ephemeral_for
        else _tools(message, screen, element),
    )
    return article if message is not new else join(fill(NEW, say("new")), article)


def _tools(message: Message, screen: Screen, element: str) -> Html:
    """Offer what people do to a message: in a toolbar, and in the menu that it opens."""
    say, address = screen.words.say, screen.place.to(thread=message.thread_ts or message.ts)
    asked, menu = _asked(message, screen), f"{element}-menu"
    tools = (
        tool("reply", say("reply"), href=address),
        tool("forward", say("forward"), data_act="forward", data_asks=f"{element}-forward"),
        tool("more", say("more"), popovertarget=menu, aria_haspopup="menu"),
    )
    dialogs = (
        fill(
            DIALOG,
            id=element,
            act=act,
            title=say(f"{act}-title"),
            fields=fields,
            cancel=say("cancel"),
            look="danger" if act == "delete" else "primary",
            does=say("save" if act == "edit" else act),
        )
        for act, fields in asked.items()
    )
    return fill(
        TOOLS,
        id=element,
        actions=say("actions"),
        tools=tools,
        address=address,
        reply=say("reply"),
        callback=SHORTCUT,
        shortcut=SHORTCUT_NAME,
        items=[fill(ITEM, id=element, act=each, name=say(each)) for each in asked],
        dialogs=dialogs,
    )


def _asked(message: Message, screen: Screen) -> dict[str, Html]:
    """Give what each act asks first; only the author may edit and delete a message."""
    say = screen.words.say
    places = [tag("option", screen.reader.name(each.id), value=each.id) for each in screen.channels]
    to = join(fill(TO, say("to"), places), fill(FIELD, say("text"), ""))
    if message.user not in (screen.person.id, screen.person.global_id):
        return {"forward": to}
    typed = as_typed(message.text, screen.reader.names)
    also = fill(ALSO, say("delete-files")) if message.files else None
    delete = join(tag("p", say("delete-sure")), also)
    return {"forward": to, "edit": fill(FIELD, say("text"), typed), "delete": delete}


def _quote(attachment: Json, screen: Screen) -> Html:
    """Write what another message, or a linked page, is shown as."""
    author, channel = attachment.get("author_id", ""), attachment.get("channel_id", "")
    how, names = "forwarded" if attachment.get("is_share") else "linked", screen.reader.name
    told = screen.words.say(how, person=names(author), place=names(channel))
    return fill(
        QUOTE,
        about=told if author else attachment.get("title"),
        text=text_html({"type": "mrkdwn", "text": attachment["text"]}, screen.reader),
        files=_files(attachment.get("files", ()), screen),
    )


def _head(message: Message, screen: Screen) -> Html:
    say = screen.words.say
    head = fill(
        HEAD,
        author=screen.reader.name(message.user),
        badge=tag("span", say("app"), class_="badge") if message.user in screen.apps else None,
        ts=message.ts,
        clock=screen.reader.clock(float(message.ts)),
        edited=tag("span", say("edited"), class_="faint") if message.edits else None,
    )
    note = fill(NOTE, eye=fill(ICON, "eye"), only=say("only-you"), dismiss=say("dismiss"))
    return join(note if message.ephemeral_for else None, head)


def _content(message: Message, screen: Screen) -> Html:
    if message.blocks:
        return render(named(message.blocks), screen.reader)
    return fill(
        '<div class="text">{}</div>',
        text_html({"type": "mrkdwn", "text": message.text}, screen.reader),
    )


def _reactions(message: Message, screen: Screen) -> Iterator[Html]:
    for name, users in message.reactions.items():
        people = ", ".join(map(screen.reader.name, users))
        title = screen.words.say("reacted", people=people, emoji=f":{name}:")
        yield tag("span", f"{emoji(f':{name}:')} {len(users)}", class_="reaction", title=title)


def _files(files: Sequence[Json], screen: Screen) -> list[Html]:
    return [_file(each, screen) for each in files]


def _file(file: Json, screen: Screen) -> Html:
    """Write a file with its kind and size, and a preview of what can be looked at."""
    say = screen.words.say
    if file.get("mode") == "tombstone":
        return fill('<div class="file gone faint">{}</div>', say("file-deleted"))
    identifier, kind = str(file.get("id")), str(file.get("mimetype"))
    name = str(file.get("name") or identifier)
    size = say("size", size=f"{max(1, round(file['size'] / 1000)):,}") if "size" in file else ""
    is_shown = kind.startswith("image/") or kind == "application/pdf"
    preview = fill(PREVIEW, id=identifier, name=name, open=say("open-file", name=name))
    return fill(
        FILE,
        preview=preview if is_shown else None,
        extension=name.rpartition(".")[2][:4].upper(),
        name=name,
        about=" · ".join(filter(None, (str(file.get("pretty_type", "")), size))),
        save=tool(
            "save", say("download", name=name), href=f"/files/{identifier}?save", download=name
        ),
    )
