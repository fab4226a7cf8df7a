"""The whole page. Pure: a screen in, HTML out.

What changes by itself stands in regions; the script fetches the page again and puts in the
regions whose version differs, so that what somebody is just typing stays.
"""

import hashlib
from collections.abc import Iterable, Mapping

from sandbox.page import conversation, samples
from sandbox.page.console import console
from sandbox.page.controls import text
from sandbox.page.markup import Html, join, tag
from sandbox.page.render import NO_ERRORS, render
from sandbox.page.screen import CONSOLE, HOME, MESSAGES, Screen, channel_name
from sandbox.slack import Channel, View

SIGNS = {"channel": "#", "group": "🔒", "mpim": "👥", "im": "💌"}
WRITE_HERE = "Write a message: @Letterdrop mentions it, /letter commands it"


def page(screen: Screen, errors: Mapping[str, str] = NO_ERRORS) -> str:
    """Write the page; `errors` are those of the modal that is open, by block ID."""
    body = tag(
        "body",
        tag("nav", _region("sidebar", _sidebar(screen))),
        tag("main", _main(screen)),
        tag("aside", _thread(screen), aria_label="Thread") if _shows_thread(screen) else None,
        _modal(screen, errors),
        tag("div", id="notice", role="status"),
        class_="with-thread" if _shows_thread(screen) else None,
        data_user=screen.person.id,
        data_tab=screen.place.tab,
    )
    language = "zh-CN" if screen.reader.chinese else "en"
    return f"<!doctype html>{tag('html', _head(screen), body, lang=language).source}"


def _head(screen: Screen) -> Html:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{_title(screen.channel, screen)} · {screen.person.shown_name} · Sandbox"),
        tag("link", rel="icon", href="data:,"),
        tag("link", rel="stylesheet", href="/page.css"),
        tag("script", src="/page.js", type="module"),
    )


def _region(name: str, content: Html, version: str | None = None) -> Html:
    """Wrap what may change; without a version of its own, its content is the version."""
    digest = hashlib.sha256(content.source.encode()).hexdigest()[:16]
    return tag("div", content, data_region=name, data_version=version or digest)


# Sidebar -----------------------------------------------------------------------------------------


def _sidebar(screen: Screen) -> Html:
    place = screen.place
    return join(
        tag("h1", "Sandbox"),
        _list("Conversations", (_conversation(each, screen) for each in screen.channels)),
        _list(
            "Elsewhere",
            [
                _entry("🏠 App Home", place.to(tab=HOME), current=place.tab == HOME),
                _entry("☁️ Tencent Cloud", place.to(tab=CONSOLE), current=place.tab == CONSOLE),
            ],
        ),
        _list("You are", (_person(each.id, screen) for each in screen.people)),
    )


def _list(title: str, entries: Iterable[Html]) -> Html:
    return join(tag("h2", title), tag("ul", entries))


def _entry(label: Html | str, address: str, *, current: bool) -> Html:
    return tag("li", tag("a", label, href=address, aria_current="page" if current else None))


def _conversation(channel: Channel, screen: Screen) -> Html:
    current = screen.place.tab == MESSAGES and channel.id == screen.place.channel
    return _entry(_title(channel, screen), screen.place.to(channel=channel.id), current=current)


def _title(channel: Channel, screen: Screen) -> str:
    sign = SIGNS[channel.kind]
    return f"{sign} {channel_name(channel, screen)}"


def _person(user: str, screen: Screen) -> Html:
    label = join(conversation.avatar(user, screen), screen.reader.name(user), _role(user, screen))
    address = screen.place.to(user=user, thread=screen.place.thread, tab=screen.place.tab)
    return _entry(label, address, current=user == screen.person.id)


def _role(user: str, screen: Screen) -> Html | None:
    """Tell what makes a person special to the app."""
    person = next(each for each in screen.people if each.id == user)
    roles = {
        "guest": person.is_restricted or person.is_ultra_restricted,
        "another workspace": person.team_id != screen.team,
        "中文": person.locale.startswith("zh"),
    }
    told = ", ".join(role for role, holds in roles.items() if holds)
    return tag("span", f" {told}", class_="faint") if told else None


# The middle, and the thread ----------------------------------------------------------------------


def _main(screen: Screen) -> Html:
    match screen.place.tab:
        case "home":
            return join(_bar("🏠 App Home"), _scroller("home", _home(screen)))
        case "console":
            bar = _bar("☁️ Tencent Cloud", "the local stand-in: what to try, and what arrived")
            return join(bar, _scroller("console", console(screen)))
        case _:
            return join(
                _bar(_title(screen.channel, screen)),
                _scroller("channel", conversation.channel(screen)),
                _composer(screen, ""),
            )


def _bar(title: str, about: str = "") -> Html:
    return tag("header", tag("h2", title), tag("span", about, class_="faint"))


def _scroller(name: str, content: Html) -> Html:
    return tag("div", _region(name, content), class_=f"scroller {name}")


def _home(screen: Screen) -> Html:
    if screen.home is None:
        return tag("p", "The app has not published a Home for you yet.", class_="faint")
    blocks = render(screen.home.blocks, screen.reader)
    return tag("div", blocks, class_="blocks", data_view=screen.home.id)


def _shows_thread(screen: Screen) -> bool:
    return bool(screen.place.thread) and screen.place.tab == MESSAGES


def _thread(screen: Screen) -> Html:
    closing = tag("a", "✕", href=screen.place.to(), class_="close", aria_label="Close thread")
    return join(
        tag("header", tag("h2", "Thread"), closing),
        _scroller("thread", conversation.thread(screen)),
        _composer(screen, screen.place.thread),
    )


def _composer(screen: Screen, thread: str) -> Html:
    asked = "Reply…" if thread else WRITE_HERE
    samples_offered = [tag("option", label, value=key) for key, label in samples.labels()]
    return tag(
        "form",
        tag("input", type="hidden", name="channel", value=screen.place.channel),
        tag("input", type="hidden", name="thread", value=thread),
        tag("textarea", name="text", rows=1, placeholder=asked, aria_label=asked),
        tag(
            "div",
            tag("input", type="file", name="file", multiple=True, aria_label="Files"),
            tag(
                "select",
                tag("option", "or a sample file…", value=""),
                samples_offered,
                name="sample",
                aria_label="Sample file",
            ),
            tag("button", "Send", class_="button primary"),
        ),
        class_="composer",
    )


# Modal -------------------------------------------------------------------------------------------


def _modal(screen: Screen, errors: Mapping[str, str]) -> Html:
    """Write the topmost modal; it is written anew only when the app has changed it."""
    view = screen.modal
    if view is None:
        return _region("modal", join(), "none")
    return _region("modal", tag("div", _form(view, screen, errors), class_="overlay"), view.hash)


def _form(view: View, screen: Screen, errors: Mapping[str, str]) -> Html:
    content = view.content
    reader = screen.reader
    close = text(content.get("close"), reader) if content.get("close") else "Cancel"
    submit = content.get("submit")
    return tag(
        "form",
        tag("header", tag("h2", text(content.get("title"), reader))),
        tag("div", render(view.blocks, reader, errors), class_="blocks"),
        tag(
            "footer",
            tag("button", close, type="button", class_="button", data_act="close"),
            tag("button", text(submit, reader), class_="button primary") if submit else None,
        ),
        class_="modal",
        data_view=view.id,
        role="dialog",
        aria_modal="true",
    )
