"""What there is to try: the app's greeting with four chips, and samples beside the composer. Pure.

A chip or a card is a button with `data-sample` (a key of SAMPLES) and `data-name` (the file's). A
chip has `data-act="try"` and `data-text`, what is written with the file: a click sends both into
the channel. A card has `data-act="attach"`: a click, or dragging it, adds the file to a composer.
"""

from sandbox.page.conversation import avatar
from sandbox.page.samples import SAMPLES
from sandbox.page.screen import MESSAGES, Screen
from sandbox.rendering.markup import Html, fill, tag
from sandbox.slack import BOT_USER, CERTIFICATES

CHIPS = {"letter": "pdf", "photo": "photo", "forget": "stray", "word": "word"}

GREETING = """
    <article class="message greeting" aria-label="{name}">{avatar}
    <div class="said">
    <div class="head"><b class="author">{name}</b><span class="badge">{app}</span></div>
    <p class="text">{greeting}</p>{chips}</div></article>"""
CHIP = """
    <button type="button" class="chip" data-act="try" data-sample="{sample}" data-name="{name}"
     data-text="{text}"{disabled}>{label}</button>"""
CARD = """
    <button type="button" class="card" draggable="true" data-act="attach" data-sample="{key}"
     data-name="{name}" title="{use}">{picture}
    <span><b>{label}</b><span class="faint">{size}</span></span></button>"""
PICTURE = '<img src="/samples/{}" alt="">'
KIND = '<span class="kind" aria-hidden="true">{}</span>'


def chips(screen: Screen) -> Html:
    """Write the app's first message in #certificates, with what one click tries."""
    if screen.place.channel != CERTIFICATES or screen.place.tab != MESSAGES:
        return Html("")
    say = screen.words.say
    return fill(
        GREETING,
        name=screen.reader.name(BOT_USER),
        avatar=avatar(BOT_USER, screen),
        app=say("app"),
        greeting=say("greeting"),
        chips=None if screen.messages else _chips(screen),
    )


def samples(screen: Screen) -> Html:
    """Write the samples as cards to click or to drag; once there is a message, the chips too."""
    say = screen.words.say
    cards = [
        fill(
            CARD,
            key=key,
            name=each.name,
            picture=fill(PICTURE, key) if each.has_picture else fill(KIND, key),
            label=say(f"sample-{key}"),
            use=say("sample-use", name=each.name),
            size=each.size,
        )
        for key, each in SAMPLES.items()
        if each.size
    ]
    tried = _chips(screen) if screen.messages and screen.place.channel == CERTIFICATES else None
    shown = tag("div", cards, class_="cards", role="group", aria_label=say("samples"))
    return fill('<div class="samples">{}{}</div>', tried, shown)


def _chips(screen: Screen) -> Html:
    say, is_there = screen.words.say, screen.bot is None or screen.bot.state == "running"
    shown = [
        fill(
            CHIP,
            sample=key,
            name=SAMPLES[key].name,
            text=say(f"try-{name}-text"),
            label=say(f"try-{name}"),
            disabled=None if is_there else fill(" disabled"),
        )
        for name, key in CHIPS.items()
    ]
    return tag("div", shown, class_="chips", role="group", aria_label=say("tries"))
