"""The whole page. Pure: a screen in, HTML out.

What changes by itself stands in regions; the script fetches the page again and puts in the
regions whose version differs, so that what somebody is just typing stays.
"""

import hashlib
from collections.abc import Iterable, Mapping

from sandbox.page import conversation
from sandbox.page.samples import SAMPLES
from sandbox.page.screen import CONSOLE, HOME, MESSAGES, Screen
from sandbox.rendering.html import NO_ERRORS, render, text_html
from sandbox.rendering.markup import Child, Html, fill, join, tag
from sandbox.slack import TEAM, Channel, Person, View

SIGNS = {"channel": "#", "group": "🔒", "mpim": "👥", "im": "💌"}
WRITE_HERE = "Write a message: @Letterdrop mentions it, /letter commands it"
CERTIFICATE_HEADS = ("Certificate ID", "Domain", "Product", "Status", "")
LETTER_HEADS = ("Certificate ID", "Action", "Bytes", "RequestId", "At")
MOST_CERTIFICATES = 200

PAGE = """
    <!doctype html>
    <html lang="{language}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title} · {name} · Sandbox</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/static/page.css">
    <script src="/static/page.js" type="module"></script>
    </head>
    <body class="{look}" data-user="{user}" data-tab="{tab}">
    <nav>{sidebar}</nav>
    <main>{main}</main>
    {thread}
    {modal}
    <div id="notice" role="status"></div>
    </body>
    </html>"""
THREAD = """
    <aside aria-label="Thread">
    <header><h2>Thread</h2><a href="{away}" class="close" aria-label="Close thread">✕</a></header>
    {replies}
    {composer}
    </aside>"""
COMPOSER = """
    <form class="composer">
    <input type="hidden" name="channel" value="{channel}">
    <input type="hidden" name="thread" value="{thread}">
    <textarea name="text" rows="1" placeholder="{asked}" aria-label="{asked}"></textarea>
    <div>
    <input type="file" name="file" multiple aria-label="Files">
    <select name="sample" aria-label="Sample file">
    <option value="">or a sample file…</option>{samples}
    </select>
    <button class="button primary">Send</button>
    </div>
    </form>"""
MODAL = """
    <div class="overlay">
    <form class="modal" data-view="{view}" role="dialog" aria-modal="true">
    <header><h2>{title}</h2></header>
    <div class="blocks">{blocks}</div>
    <footer>
    <button type="button" class="button" data-act="close">{close}</button>{submit}
    </footer>
    </form>
    </div>"""


def page(screen: Screen, errors: Mapping[str, str] = NO_ERRORS) -> str:
    """Write the page; `errors` are those of the modal that is open, by block ID."""
    place = screen.place
    shows_thread = place.thread and place.tab == MESSAGES
    return fill(
        PAGE,
        language="zh-CN" if screen.reader.chinese else "en",
        title=_title(screen.channel, screen),
        name=screen.person.shown_name,
        look="with-thread" if shows_thread else "",
        user=place.user,
        tab=place.tab,
        sidebar=_region("sidebar", _sidebar(screen)),
        main=_main(screen),
        thread=_thread(screen) if shows_thread else None,
        modal=_modal(screen.modal, screen, errors),
    ).source


def _region(name: str, content: Html, version: str | None = None) -> Html:
    """Wrap what may change; without a version of its own, its content is the version."""
    digest = hashlib.sha256(content.source.encode()).hexdigest()[:16]
    return tag("div", content, data_region=name, data_version=version or digest)


def _sidebar(screen: Screen) -> Html:
    lists = {
        "Conversations": [
            _entry(_title(each, screen), screen, channel=each.id) for each in screen.channels
        ],
        "Elsewhere": [
            _entry("🏠 App Home", screen, tab=HOME),
            _entry("☁️ Tencent Cloud", screen, tab=CONSOLE),
        ],
        "You are": [_person(each, screen) for each in screen.people],
    }
    shown = (fill("<h2>{}</h2><ul>{}</ul>", title, entries) for title, entries in lists.items())
    return join(tag("h1", "Sandbox"), shown)


def _entry(label: Child, screen: Screen, **changes: str) -> Html:
    """Link to another place; one that only has no thread open is the same."""
    place, address = screen.place, screen.place.to(**changes)
    here = place.to(tab=place.tab), place.to(tab=place.tab, thread=place.thread)
    current = "page" if address in here else None
    return tag("li", tag("a", label, href=address, aria_current=current))


def _title(channel: Channel, screen: Screen) -> str:
    return f"{SIGNS[channel.kind]} {screen.reader.name(channel.id)}"


def _person(person: Person, screen: Screen) -> Html:
    """Offer to be somebody, and tell what makes that person special to the app."""
    roles = {
        "guest": person.is_restricted or person.is_ultra_restricted,
        "another workspace": person.team_id != TEAM,
        "中文": person.locale.startswith("zh"),
    }
    told = ", ".join(role for role, holds in roles.items() if holds)
    role = fill('<span class="faint"> {}</span>', told) if told else None
    shown = join(conversation.avatar(person.id, screen), person.shown_name, role)
    place = screen.place
    return _entry(shown, screen, user=person.id, thread=place.thread, tab=place.tab)


# The middle, and the thread ----------------------------------------------------------------------


def _main(screen: Screen) -> Html:
    if screen.place.tab == HOME:
        return join(_bar("🏠 App Home"), _scroller("home", _home(screen)))
    if screen.place.tab == CONSOLE:
        bar = _bar("☁️ Tencent Cloud", "the local stand-in: what to try, and what arrived")
        return join(bar, _scroller("console", _console(screen)))
    shown = _scroller("channel", conversation.channel(screen))
    return join(_bar(_title(screen.channel, screen)), shown, _composer(screen, ""))


def _bar(title: str, about: str = "") -> Html:
    return fill('<header><h2>{}</h2><span class="faint">{}</span></header>', title, about)


def _scroller(name: str, content: Html) -> Html:
    return fill('<div class="scroller {}">{}</div>', name, _region(name, content))


def _home(screen: Screen) -> Html:
    if screen.home is None:
        return fill('<p class="faint">The app has not published a Home for you yet.</p>')
    blocks = render(screen.home.blocks, screen.reader)
    return fill('<div class="blocks" data-view="{}">{}</div>', screen.home.id, blocks)


def _console(screen: Screen) -> Html:
    """What Tencent Cloud's stand-in has: certificates to try, and the letters that came."""
    certificates = [
        (tag("code", each.id), each.domain, each.product_name, each.status_name, each.status_msg)
        for each in screen.certificates[:MOST_CERTIFICATES]
    ]
    letters = [
        (
            tag("code", each.certificate_id),
            each.action,
            f"{len(each.content):,}",
            tag("code", each.request_id),
            screen.reader.clock(each.at),
        )
        for each in screen.letters
    ]
    return join(
        _table("Certificates of the account", CERTIFICATE_HEADS, certificates),
        _table("Letters that arrived", LETTER_HEADS, letters),
    )


def _table(title: str, heads: Iterable[str], rows: Iterable[Iterable[Child]]) -> Html:
    return fill(
        "<h3>{}</h3><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        title,
        [tag("th", each) for each in heads],
        [tag("tr", [tag("td", cell) for cell in row]) for row in rows],
    )


def _thread(screen: Screen) -> Html:
    return fill(
        THREAD,
        away=screen.place.to(),
        replies=_scroller("thread", conversation.thread(screen)),
        composer=_composer(screen, screen.place.thread),
    )


def _composer(screen: Screen, thread: str) -> Html:
    samples = [tag("option", label, value=key) for key, (label, *_) in SAMPLES.items()]
    asked = "Reply…" if thread else WRITE_HERE
    return fill(COMPOSER, channel=screen.channel.id, thread=thread, asked=asked, samples=samples)


def _modal(view: View | None, screen: Screen, errors: Mapping[str, str]) -> Html:
    """Write the topmost modal; it is written anew only when the app has changed it."""
    if view is None:
        return _region("modal", join(), "none")
    texts = {
        name: text_html(view.content.get(name), screen.reader)
        for name in ("title", "close", "submit")
    }
    submit = fill('<button class="button primary">{}</button>', texts["submit"])
    form = fill(
        MODAL,
        view=view.id,
        title=texts["title"],
        blocks=render(view.blocks, screen.reader, errors),
        close=texts["close"] if view.content.get("close") else "Cancel",
        submit=submit if view.content.get("submit") else None,
    )
    return _region("modal", form, view.hash)
