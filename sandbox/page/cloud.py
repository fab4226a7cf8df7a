"""The panel Tencent Cloud, the bot's state and the bot's log, beside the channel. Pure.

What is done there is posted to `/cloud/NAME` (`cloud_acts`): a button has `data-act` and the fields
that go with it (`data-certificate`, `data-fault`, `data-on`).
"""

from collections.abc import Iterator
from datetime import timedelta

from sandbox.page.conversation import kilobytes, preview
from sandbox.page.screen import HTML, Screen
from sandbox.rendering.markup import Html, fill, join, tag
from sandbox.tencent import SWITCHES, Certificate, ReceivedLetter
from sandbox.tencent.certificates import REVIEWS

STAGES = {f"stage-{each.lower()}" for each in (*REVIEWS, "PENDING-DCV")}
WAITING, IN_REVIEW, REVOKING = (8, 12), (0, 9, 11), 9
DECISIONS = {"issue": "primary", "send-back": "", "reject": "danger"}
ASKING = {"reject", "start-over"}  # before they are done
MOST = 100  # certificates, and letters
LAST = 8  # lines of the log, where the bot has ended


def panel(screen: Screen) -> Html:
    """Write what the account holds, what arrived, and what the CA and the cloud can do."""
    say, everything = screen.say, screen.certificates
    waiting = [each for each in everything if each.status in WAITING]
    with_letter = {each.certificate_id for each in screen.letters}
    review = [
        each
        for each in everything
        if each not in waiting and (each.status in IN_REVIEW or each.id in with_letter)
    ]
    rest = [each for each in everything if each not in waiting and each not in review]
    lists = {
        "certificates-waiting": [_certificate(each, screen) for each in waiting[:MOST]],
        "certificates-review": [_certificate(each, screen) for each in review[:MOST]],
        "letters": [_letter(each, screen) for each in screen.letters[: -MOST - 1 : -1]],
    }
    today = screen.reader.now + timedelta(days=screen.tencent.days)
    return screen.write(
        HTML["panel"],
        today=say("today", date=screen.reader.moment(today.timestamp(), "{date_short}")),
        passes=_button(screen, "day-passes", "primary"),
        lists=[
            fill(HTML["list"], say(key), shown or screen.write(HTML["nothing"]))
            for key, shown in lists.items()
        ],
        switches=[_switch(each, screen) for each in SWITCHES],
        others=say("certificates-rest", count=len(rest)),
        rest=[_certificate(each, screen) for each in rest[:MOST]],
        over=_button(screen, "start-over", "danger"),
    )


def banner(screen: Screen) -> Html:
    """Write, above the channel, that the bot is not there, or that something is set to go wrong."""
    say, bot = screen.say, screen.bot
    faults = " · ".join(
        say(f"fault-{each}") for each in SWITCHES if each in screen.tencent.switched_on
    )
    shown = fill(HTML["faults"], say("faults-on", faults=faults)) if faults else None
    if bot is None or bot.state == "running":
        return join(shown)
    again, lines = _button(screen, "bot-again", "primary"), "\n".join(bot.log()[-LAST:])
    why = join(again, tag("pre", lines, class_="log", tabindex=0)) if bot.state == "ended" else None
    return join(fill(HTML["absent"], bot.state, say(f"bot-{bot.state}"), why), shown)


def log(screen: Screen) -> Html:
    """Write the end of the bot's log."""
    if lines := screen.bot.log() if screen.bot else []:
        return tag("pre", "\n".join(lines), class_="log")
    return tag("p", screen.say("log-empty" if screen.bot else "log-none"), class_="faint")


def _certificate(certificate: Certificate, screen: Screen) -> Html:
    state, stage = screen.say(f"status-{certificate.status}"), certificate.status_msg
    if certificate.status in IN_REVIEW and stage:
        key = f"stage-{stage.lower()}"
        state += f" · {screen.say(key) if key in STAGES else stage}"
    return fill(
        HTML["certificate"],
        id=certificate.id,
        domain=certificate.domain,
        product=certificate.product_name,
        status=certificate.status,
        state=state,
        buttons=_decisions(certificate, screen),
    )


def _decisions(certificate: Certificate, screen: Screen) -> Iterator[Html]:
    """Offer what the CA may decide in this state."""
    offered = {0: DECISIONS, REVOKING: {"revoke": "danger"}}.get(certificate.status, {})
    for name, look in offered.items():
        yield _button(screen, name, look, data_certificate=certificate.id)


def _letter(letter: ReceivedLetter, screen: Screen) -> Html:
    """Write a letter, by the file in Slack that has these bytes: the API is told no name."""
    file, name = screen.file_of(letter.content)
    thread = screen.thread_of(file)
    about = screen.say(
        "letter-about",
        size=kilobytes(len(letter.content)),
        clock=screen.reader.clock(letter.at),
        certificate=letter.certificate_id,
    )
    return fill(
        HTML["letter"],
        picture=preview("thumbnail", file, name, screen) if file else None,
        name=name or letter.action,
        thread=tag("a", screen.say("to-thread"), href=thread) if thread else None,
        about=about,
        request_id=letter.request_id,
    )


def _switch(fault: str, screen: Screen) -> Html:
    on = fault in screen.tencent.switched_on
    state = {"role": "switch", "aria_checked": "true" if on else "false", "class_": "switch"}
    fields = {"data_act": "cloud/fault", "data_fault": fault, "data_on": "" if on else "on"}
    return _button(screen, f"fault-{fault}", "", **state, **fields)


def _button(screen: Screen, name: str, look: str, **fields: str) -> Html:
    """Make a button of the act of this name, or of the one in the fields."""
    asks = {"data_asks": name} if name in ASKING else {}
    usual = {"type": "button", "class_": f"button {look}", "data_act": f"cloud/{name}"} | asks
    return tag("button", screen.say(name), **usual | fields)
