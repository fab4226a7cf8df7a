"""What there is to try: the app's greeting with four chips, and samples beside the composer. Pure.

A chip or a card is a button with `data-sample` (a key of SAMPLES) and `data-name` (the file's). A
chip has `data-act="try"` and `data-text`, what is written with the file: a click sends both into
the channel. A card has `data-act="attach"`: a click, or dragging it, adds the file to a composer.
"""

from sandbox.page.conversation import avatar
from sandbox.page.samples import SAMPLES
from sandbox.page.screen import HTML, MESSAGES, Screen
from sandbox.rendering.markup import Html, attributes, fill
from sandbox.slack import BOT_USER, CERTIFICATES

CHIPS = {"letter": "pdf", "photo": "photo", "forget": "stray", "word": "word"}


def chips(screen: Screen) -> Html:
    """Write the app's first message in #certificates, with what one click tries."""
    if screen.place.channel != CERTIFICATES or screen.place.tab != MESSAGES:
        return Html("")
    is_first = not screen.messages
    return screen.write(
        HTML["greeting"],
        name=screen.reader.name(BOT_USER),
        avatar=avatar(BOT_USER, screen),
        try_one=screen.say("try-one") if is_first else None,
        chips=_chips(screen) if is_first else None,
    )


def samples(screen: Screen) -> Html:
    """Write the samples as cards to click or to drag; once there is a message, the chips too."""
    cards = [
        fill(
            HTML["card"],
            key=key,
            name=each.name,
            picture=fill(HTML["picture"] if each.has_picture else HTML["kind"], key),
            label=screen.say(f"sample-{key}"),
            use=screen.say("sample-use", name=each.name),
            size=each.size,
        )
        for key, each in SAMPLES.items()
        if each.size
    ]
    tried = _chips(screen) if screen.messages and screen.place.channel == CERTIFICATES else None
    return screen.write(HTML["cards"], chips=tried, cards=cards)


def _chips(screen: Screen) -> Html:
    is_there = screen.bot is None or screen.bot.state == "running"
    shown = [
        fill(
            HTML["chip"],
            sample=key,
            name=SAMPLES[key].name,
            text=screen.say(f"try-{name}-text"),
            label=screen.say(f"try-{name}"),
            disabled=attributes(disabled=not is_there),
        )
        for name, key in CHIPS.items()
    ]
    return screen.write(HTML["chips-group"], chips=shown)
