"""The whole page. Pure: a screen in, HTML out.

The script fetches the page again when something has changed, and morphs what it has into that; an
element with an `id` stays the same one.
"""

import json
from collections.abc import Iterator, Mapping

from sandbox.page import cloud, conversation, greeting
from sandbox.page.screen import CLOUD, HOME, HTML, LOG, Screen
from sandbox.rendering.html import NO_ERRORS, dialog, render, text_html
from sandbox.rendering.markup import Child, Html, attributes, fill, join, tag
from sandbox.slack import TEAM, Channel, Person, View

COMMANDS = {"/letter"}  # as the manifest declares them

# What the dialogs do, whose fields HTML["asks"] has by what `data-asks` calls them.
DOES = {"edit": "save", "delete-with-files": "delete"}
HARMLESS = {"forward", "edit"}


def page(screen: Screen, errors: Mapping[str, str] = NO_ERRORS) -> str:
    """Write the page; `errors` are those of the modal that is open, by block ID."""
    place, say = screen.place, screen.say
    title = say("home") if place.tab == HOME else _title(screen.channel, screen)
    return screen.write(
        HTML["page"],
        language=screen.language,
        title=say("page-title", place=title, person=screen.person.shown_name),
        look="at-side" if place.side or place.thread else "",
        slack=screen.origin,
        user=place.user,
        channel=place.channel,
        tab=place.tab,
        newest=screen.messages[-1].ts if screen.messages else "",
        since=screen.since,
        words=json.dumps({each: say(each, count="{}") for each in ("no-results", "type-more")}),
        sidebar=_sidebar(screen),
        place=title,
        main=_main(screen, title),
        beside=say(_beside(screen)),
        side=_side(screen),
        modal=_modal(screen.modal, screen, errors) if screen.modal else None,
        dialogs=_dialogs(screen),
    ).source


def _dialogs(screen: Screen) -> Iterator[Html]:
    """Write what asks before something is done: one dialog for all places where it can be done."""
    places = [tag("option", screen.reader.name(each.id), value=each.id) for each in screen.channels]
    for name, fields in HTML["asks"].items():
        does = DOES.get(name, name)
        yield dialog(
            "primary" if name in HARMLESS else "danger",
            attributes(id=f"asks-{name}"),
            title=screen.say(f"{name.removesuffix('-with-files')}-title"),
            asked=screen.write(fields, places=places),
            deny=screen.say("cancel"),
            confirm=screen.say(does),
        )


# The sidebar -------------------------------------------------------------------------------------


def _sidebar(screen: Screen) -> Html:
    direct = [each for each in screen.channels if each.kind in ("im", "mpim")]
    places = [each for each in screen.channels if each not in direct]
    lists = {
        "channels": [_place(each, screen) for each in places],
        "direct-messages": [_place(each, screen) for each in direct],
        "apps": [_entry(screen.write("{icon[home]}{say[home]}"), screen, tab=HOME)],
        "you-are": [_person(each, screen) for each in screen.people],
    }
    return join(
        fill("<h2>{}</h2><ul>{}</ul>", screen.say(key), entries) for key, entries in lists.items()
    )


def _place(channel: Channel, screen: Screen) -> Html:
    name = screen.reader.name(channel.id)
    unread = screen.say("unread", place=name) if channel.id in screen.unread else None
    label = screen.write(f'{{icon[{channel.kind}]}}<span class="name">{{}}</span>', name)
    return _entry(label, screen, unread, channel=channel.id)


def _entry(label: Child, screen: Screen, unread: str | None = None, /, **changes: str) -> Html:
    """Link to another place; one that only has something else beside it is the same."""
    place, address = screen.place, screen.place.to(**changes)
    here = place.to(tab=place.tab), place.to(tab=place.tab, thread=place.thread, side=place.side)
    current = "page" if address in here else None
    look = "unread" if unread else None
    link = tag("a", label, href=address, aria_current=current, class_=look, aria_label=unread)
    return tag("li", link)


def _title(channel: Channel, screen: Screen) -> str:
    return f"{'#' if channel.kind == 'channel' else ''}{screen.reader.name(channel.id)}"


def _person(person: Person, screen: Screen) -> Html:
    """Offer to be somebody, and tell what makes that person special to the app."""
    roles = {
        screen.say("role-guest"): person.is_restricted or person.is_ultra_restricted,
        screen.say("role-stranger"): person.team_id != TEAM,
        "中文": person.locale.startswith("zh"),
    }
    told = ", ".join(role for role, holds in roles.items() if holds)
    role = tag("span", told, class_="faint") if told else None
    name = tag("span", person.shown_name, class_="name")
    label = join(conversation.avatar(person.id, screen), name, role)
    place = screen.place
    shown = {"thread": place.thread, "tab": place.tab, "side": place.side}
    return _entry(label, screen, user=person.id, **shown)


# The middle, and what stands beside it -----------------------------------------------------------


def _main(screen: Screen, title: str) -> Html:
    header = screen.write(HTML["header"], title=title, tabs=_tabs(screen), end=None)
    if screen.place.tab == HOME:
        return join(header, _scroller("messages", "home", screen, HOME, _home(screen)))
    greeted = greeting.chips(screen)
    empty = tag("p", screen.say("no-messages"), class_="empty")
    said = conversation.channel(screen) if screen.messages or greeted.source else empty
    messages = _scroller("messages", "channel", screen, "messages", join(greeted, said))
    below = join(greeting.samples(screen), _composer(screen, ""))
    return join(header, cloud.banner(screen), messages, below)


def _scroller(element: str, look: str, screen: Screen, label: str, content: Child) -> Html:
    """Write what scrolls by itself; where its place is another one, it begins at its end."""
    place = screen.place
    return fill(
        HTML["scroller"],
        id=element,
        look=look,
        label=screen.say(label),
        place=place.thread if look == "thread" else f"{place.user} {place.channel}",
        content=content,
    )


def _home(screen: Screen) -> Html:
    if screen.home is None:
        return tag("p", screen.say("no-home"), class_="empty")
    blocks = render(screen.home.blocks, screen.reader)
    return fill('<div class="blocks" data-view="{}">{}</div>', screen.home.id, blocks)


def _beside(screen: Screen) -> str:
    """Tell which view stands beside the channel, by the key of its name."""
    return screen.place.side or ("thread" if screen.place.thread else CLOUD)


def _tabs(screen: Screen) -> Iterator[Html]:
    """Link to the views beside the channel; on a narrow screen the channel is one of them."""
    place, open_ = screen.place, screen.place.thread
    shown = _beside(screen) if place.side or open_ else "channel"
    views = [("channel", "", ""), ("thread", open_, ""), (CLOUD, open_, CLOUD), (LOG, open_, LOG)]
    for key, thread, side in views:
        if open_ or key != "thread":
            yield tag(
                "a",
                screen.say(HOME if (key, place.tab) == ("channel", HOME) else key),
                href=place.to(tab=place.tab, thread=thread, side=side),
                class_=f"to-{key}",
                aria_current="page" if key == shown else None,
                data_beside=key == _beside(screen),
            )


def _side(screen: Screen) -> Html:
    place, beside = screen.place, _beside(screen)
    close = screen.write(HTML["close-thread"], to=place.to(tab=place.tab)) if place.thread else None
    header = screen.write(HTML["header"], title=screen.say(beside), tabs=_tabs(screen), end=close)
    if beside == "thread":
        replies = _scroller("replies", "thread", screen, "thread", conversation.thread(screen))
        return join(header, replies, _composer(screen, place.thread))
    shown = cloud.panel(screen) if beside == CLOUD else cloud.log(screen)
    return join(header, _scroller(beside, "panel", screen, beside, shown))


def _composer(screen: Screen, thread: str) -> Html:
    say, name = screen.say, _title(screen.channel, screen)
    options = [(each, say("letter-hint")) for each in sorted(COMMANDS) if not thread]
    members = [each for each in screen.members if each != screen.person]
    options += [(f"@{each.shown_name}", each.real_name) for each in members]
    return screen.write(
        HTML["composer"],
        user=screen.person.id,
        channel=screen.channel.id,
        thread=thread,
        id="write-reply" if thread else "write",
        asked=say("write-reply") if thread else say("write", place=name),
        options=[fill(HTML["option"], text=text, hint=hint) for text, hint in options],
        remove=say("remove", name="{}"),
        drop=say("drop-here", place=name),
    )


def _modal(view: View, screen: Screen, errors: Mapping[str, str]) -> Html:
    """Write the topmost modal; what is filled in stays until the app has changed it."""
    title, close, submit = (
        text_html(view.content.get(name), screen.reader) for name in ("title", "close", "submit")
    )
    blocks = render(view.blocks, screen.reader, errors)
    return screen.write(
        HTML["modal"],
        view=view.id,
        title=title,
        blocks=blocks,
        close=close if close.source else screen.say("cancel"),
        submit=fill('<button class="button primary">{}</button>', submit)
        if submit.source
        else None,
    )
