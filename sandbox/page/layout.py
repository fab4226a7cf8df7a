"""The whole page. Pure: a screen in, HTML out.

The script fetches the page again when something has changed, and morphs what it has into that; an
element with an `id` stays the same one.
"""

import hashlib
import json
from collections.abc import Mapping

from sandbox.page import cloud, conversation, greeting
from sandbox.page.conversation import ICON, tool
from sandbox.page.screen import CLOUD, HOME, LOG, Screen
from sandbox.rendering.html import NO_ERRORS, render, text_html
from sandbox.rendering.markup import Child, Html, fill, join, tag
from sandbox.slack import TEAM, Channel, Person, View

COMMANDS = {"/letter"}  # as the manifest declares them
ICONS = {"channel": "hash", "group": "lock", "mpim": "people", "im": "person"}
SIGNS = {"channel": "#"}

PAGE = """
    <!doctype html>
    <html lang="{language}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/static/page.css">
    <link rel="stylesheet" href="/static/cloud.css">
    <script src="/static/vendor/idiomorph-0.8.0.min.js" defer></script>
    <script src="/static/page.js" type="module"></script>
    </head>
    <body class="{look}" data-slack="{slack}" data-user="{user}" data-channel="{channel}"
     data-tab="{tab}" data-newest="{newest}" data-since="{since}"
     data-words="{words}">
    <a class="skip" href="#messages">{skip}</a>
    <p id="ended" role="alert" data-own hidden>{ended}</p>
    <nav id="sidebar" aria-label="{workspace}">{sidebar}</nav>
    <main aria-label="{place}">{main}</main>
    <aside aria-label="{beside}">{side}</aside>
    {modal}
    <dialog id="lightbox" data-own aria-labelledby="lightbox-name">
    <header><b id="lightbox-name"></b>{save}<form method="dialog">{close}</form></header>
    <div class="scroller" tabindex="0"><img alt=""></div>
    </dialog>
    <div id="notice" role="status" data-own></div>
    <div id="live" class="unseen" role="status" data-own></div>
    </body>
    </html>"""
HEADER = "<header>{menu}<h1>{title}</h1>{tabs}</header>"
SIDE = '<header>{menu}<h2 class="unseen">{title}</h2>{tabs}{close}</header>{body}'
BRAND = "<header><b>{name}</b>{theme}</header>"
COMPOSER = """
    <form class="composer" id="composer-{user}-{channel}-{thread}" data-own aria-label="{asked}">
    <input type="hidden" name="channel" value="{channel}">
    <input type="hidden" name="thread" value="{thread}">
    <textarea name="text" rows="1" placeholder="{asked}" aria-label="{asked}"
     aria-autocomplete="list" aria-haspopup="listbox"></textarea>
    <div popover="manual" class="options" role="listbox" aria-label="{completions}">{options}</div>
    <ul class="chosen" data-remove="{remove}"></ul>
    <div class="bar">
    <label class="tool" title="{attach}">{clip}
    <input type="file" class="unseen" multiple aria-label="{attach}"></label>
    {send}
    </div>
    <p class="drop" aria-hidden="true">{drop}</p>
    </form>"""
MODAL = """
    <dialog class="modal" id="modal-{view}" data-version="{version}" aria-labelledby="modal-title">
    <form data-view="{view}" novalidate>
    <header><h2 id="modal-title" tabindex="-1" autofocus>{title}</h2>{away}</header>
    <div class="blocks">{blocks}</div>
    <footer>
    <button type="button" class="button" data-act="close">{close}</button>{submit}
    </footer>
    </form>
    </dialog>"""


def page(screen: Screen, errors: Mapping[str, str] = NO_ERRORS) -> str:
    """Write the page; `errors` are those of the modal that is open, by block ID."""
    place, say = screen.place, screen.words.say
    title = say("home") if place.tab == HOME else _title(screen.channel, screen)
    newest = screen.messages[-1].ts if screen.messages else ""
    return fill(
        PAGE,
        language=screen.words.language,
        title=say("page-title", place=title, person=screen.person.shown_name),
        look="at-side" if place.side or place.thread else "",
        slack=screen.origin,
        user=place.user,
        channel=place.channel,
        tab=place.tab,
        newest=newest,
        since=screen.since,
        words=json.dumps({each: say(each, count="{}") for each in ("no-results", "type-more")}),
        skip=say("skip"),
        ended=say("ended"),
        workspace=say("workspace"),
        sidebar=_sidebar(screen),
        place=title,
        main=_main(screen, title),
        beside=say(_beside(screen)),
        side=_side(screen),
        modal=_modal(screen.modal, screen, errors) if screen.modal else None,
        save=tool("save", say("save"), href="#"),
        close=tool("close", say("close"), type="submit"),
    ).source


# The sidebar -------------------------------------------------------------------------------------


def _sidebar(screen: Screen) -> Html:
    say = screen.words.say
    direct = [each for each in screen.channels if each.kind in ("im", "mpim")]
    places = [each for each in screen.channels if each not in direct]
    home = join(fill(ICON, "home"), say("home"))
    lists = {
        "channels": [_place(each, screen) for each in places],
        "direct-messages": [_place(each, screen) for each in direct],
        "apps": [_entry(home, screen, tab=HOME)],
        "you-are": [_person(each, screen) for each in screen.people],
    }
    shown = (fill("<h2>{}</h2><ul>{}</ul>", say(key), entries) for key, entries in lists.items())
    theme = tool("theme", say("theme"), data_act="theme")
    return join(fill(BRAND, name=say("sandbox"), theme=theme), shown)


def _place(channel: Channel, screen: Screen) -> Html:
    icon = fill(ICON, ICONS[channel.kind])
    name = screen.reader.name(channel.id)
    unread = screen.words.say("unread", place=name) if channel.id in screen.unread else None
    label = join(icon, tag("span", name, class_="name"))
    return _entry(label, screen, unread, channel=channel.id)


def _entry(label: Child, screen: Screen, unread: str | None = None, /, **changes: str) -> Html:
    """Link to another place; one that only has something else beside it is the same."""
    place, address = screen.place, screen.place.to(**changes)
    here = place.to(tab=place.tab), place.to(tab=place.tab, thread=place.thread, side=place.side)
    current = "page" if address in here else None
    look = "unread" if unread else None
    return tag(
        "li", tag("a", label, href=address, aria_current=current, class_=look, aria_label=unread)
    )


def _title(channel: Channel, screen: Screen) -> str:
    return f"{SIGNS.get(channel.kind, '')}{screen.reader.name(channel.id)}"


def _person(person: Person, screen: Screen) -> Html:
    """Offer to be somebody, and tell what makes that person special to the app."""
    roles = {
        screen.words.say("role-guest"): person.is_restricted or person.is_ultra_restricted,
        screen.words.say("role-stranger"): person.team_id != TEAM,
        "中文": person.locale.startswith("zh"),
    }
    told = ", ".join(role for role, holds in roles.items() if holds)
    role = tag("span", told, class_="faint") if told else None
    name = tag("span", person.shown_name, class_="name")
    place = screen.place
    return _entry(
        join(conversation.avatar(person.id, screen), name, role),
        screen,
        user=person.id,
        thread=place.thread,
        tab=place.tab,
        side=place.side,
    )


# The middle, and what stands beside it -----------------------------------------------------------


def _main(screen: Screen, title: str) -> Html:
    say = screen.words.say
    header = fill(HEADER, menu=_menu(screen), title=title, tabs=_tabs(screen))
    if screen.place.tab == HOME:
        return join(header, _scroller("messages", "home", screen, say("home"), _home(screen)))
    empty = tag("p", say("no-messages"), class_="empty")
    greeted = greeting.chips(screen)
    said = conversation.channel(screen) if screen.messages or greeted.source else empty
    messages = _scroller("messages", "channel", screen, say("messages"), join(greeted, said))
    below = join(greeting.samples(screen), _composer(screen, ""))
    return join(header, cloud.banner(screen), messages, below)


def _menu(screen: Screen) -> Html:
    opens = {"class_": "tool drawer", "aria_controls": "sidebar", "aria_expanded": "false"}
    return tool("menu", screen.words.say("menu"), data_act="drawer", **opens)


def _scroller(element: str, look: str, screen: Screen, label: str, content: Child) -> Html:
    """Write what scrolls by itself; where its place is another one, it begins at its end."""
    place = screen.place
    return tag(
        "div",
        tag("div", content),
        id=element,
        class_=f"scroller {look}",
        tabindex=0,
        role="region",
        aria_label=label,
        data_place=place.thread if look == "thread" else f"{place.user} {place.channel}",
    )


def _home(screen: Screen) -> Html:
    if screen.home is None:
        return tag("p", screen.words.say("no-home"), class_="empty")
    blocks = render(screen.home.blocks, screen.reader)
    return fill('<div class="blocks" data-view="{}">{}</div>', screen.home.id, blocks)


def _beside(screen: Screen) -> str:
    """Tell which view stands beside the channel, by the key of its name."""
    return screen.place.side or ("thread" if screen.place.thread else CLOUD)


def _tabs(screen: Screen) -> Html:
    """Link to the views beside the channel; on a narrow screen the channel is one of them."""
    place, say, open_ = screen.place, screen.words.say, screen.place.thread
    shown = _beside(screen) if place.side or open_ else "channel"
    views = [("channel", "", ""), ("thread", open_, ""), (CLOUD, open_, CLOUD), (LOG, open_, LOG)]
    links = (
        tag(
            "a",
            say(HOME if (key, place.tab) == ("channel", HOME) else key),
            href=place.to(tab=place.tab, thread=thread, side=side),
            class_=f"to-{key}",
            aria_current="page" if key == shown else None,
            data_beside=key == _beside(screen),
        )
        for key, thread, side in views
        if open_ or key != "thread"
    )
    return tag("nav", links, class_="tabs", aria_label=say("views"))


def _side(screen: Screen) -> Html:
    place, say, beside = screen.place, screen.words.say, _beside(screen)
    if beside == "thread":
        replies = _scroller("replies", "thread", screen, say("thread"), conversation.thread(screen))
        body = join(replies, _composer(screen, place.thread))
    else:
        shown = cloud.panel(screen) if beside == CLOUD else cloud.log(screen)
        body = _scroller(beside, "panel", screen, say(beside), shown)
    away = {"href": place.to(tab=place.tab), "class_": "tool end"}
    return fill(
        SIDE,
        menu=_menu(screen),
        title=say(beside),
        tabs=_tabs(screen),
        close=tool("close", say("close-thread"), **away) if place.thread else None,
        body=body,
    )


def _composer(screen: Screen, thread: str) -> Html:
    say, name = screen.words.say, _title(screen.channel, screen)
    options = [(each, say("letter-hint")) for each in sorted(COMMANDS) if not thread]
    members = [each for each in screen.members if each != screen.person]
    options += [(f"@{each.shown_name}", each.real_name) for each in members]
    return fill(
        COMPOSER,
        user=screen.person.id,
        channel=screen.channel.id,
        thread=thread,
        asked=say("write-reply") if thread else say("write", place=name),
        completions=say("completions"),
        options=[
            tag("div", tag("b", text), " ", tag("span", hint), role="option", data_value=text)
            for text, hint in options
        ],
        remove=say("remove", name="{}"),
        clip=fill(ICON, "attach"),
        attach=say("attach"),
        send=tool("send", say("send"), type="submit", class_="tool send"),
        drop=say("drop-here", place=name),
    )


def _modal(view: View, screen: Screen, errors: Mapping[str, str]) -> Html:
    """Write the topmost modal; what is filled in stays until the app has changed it."""
    texts = {
        name: text_html(view.content.get(name), screen.reader)
        for name in ("title", "close", "submit")
    }
    submit = fill('<button class="button primary">{}</button>', texts["submit"])
    blocks = render(view.blocks, screen.reader, errors)
    return fill(
        MODAL,
        version=hashlib.sha256(f"{view.id}{blocks.source}".encode()).hexdigest()[:16],
        view=view.id,
        title=texts["title"],
        away=tool("close", screen.words.say("close"), data_act="close", class_="tool end"),
        blocks=blocks,
        close=texts["close"] if view.content.get("close") else screen.words.say("cancel"),
        submit=submit if view.content.get("submit") else None,
    )
