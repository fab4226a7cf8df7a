"""How to use the bot: its App Home, and the help of `/letter`."""

from collections.abc import Sequence

from bot.action_ids import OPEN_FORM
from bot.slack.shapes import Block
from bot.tencent.certificate import CertificateStatus
from bot.views.blocks import actions, button, header, section, sections, small_print
from bot.views.certificates import row
from bot.views.form import limits
from bot.views.lists import Record, letter_line, typed, waiting_lines
from bot.views.markup import LONGEST_NAME, code
from bot.views.questions import EXAMPLE_ID
from bot.views.words import Words

MAY_NOT_LIST = "warning-may-not-list"
NO_USERS_READ = "warning-no-users-read"
SLOW = "warning-slow"
"""Keys of the warnings that the Home may show."""

COMMANDS = ("form", "pending", "status", "history", "help")
"""What the help tells of, in this order; each has its words as `help.…`."""

_MOST_BLOCKS = 100  # of a Home; page "Views"
_MOST_RECORDS = 10


def home(
    words: Words,
    *,
    waiting: Sequence[CertificateStatus] | None = None,
    records: Sequence[Record] = (),
    warnings: Sequence[str] = (),
    denied: str = "",
) -> Block:
    """Return the App Home, as `views.publish` takes it.

    `waiting`: what waits for a letter, None if it is not known; as many rows are shown as there is
    room for. `records`: the last letters; `warnings`: keys of what is not set up or out of reach.
    `denied`: what somebody is told, in mrkdwn, who gets the steps only.
    """
    form_button = button(OPEN_FORM, words.say("form"), "new", "primary")
    top = [
        header(words.say("home-title")),
        section(_steps(words)),
        *small_print([limits(words)]),
        *([section(denied)] if denied else actions(form_button)),
        *sections([f"⚠️ {words.say(key)}" for key in warnings]),
    ]
    own = [letter_line(words, each, code, own=True) for each in records[:_MOST_RECORDS]]
    bottom = [header(words.say("history", count=len(own))), *sections(own)] if own else []
    room = _MOST_BLOCKS - len(top) - len(bottom)
    rows = [] if waiting is None else _waiting(words, waiting, room)
    return {"type": "home", "callback_id": "home", "blocks": [*top, *rows, *bottom]}


def help_text(words: Words, nearest: str | None = None) -> str:
    """Return the help of `/letter` in mrkdwn; `nearest`: the command that was probably meant."""
    known = nearest if nearest in COMMANDS else None
    meant = [words.say("help.nearest", command=typed(words, known)), ""] if known else []
    return "\n".join(
        [
            *meant,
            f"*{words.say('home-title')}*",
            _steps(words),
            limits(words),
            "",
            f"*{words.say('help')}*",
            *(words.say(f"help.{each}") for each in COMMANDS),
        ]
    )


def _waiting(words: Words, waiting: Sequence[CertificateStatus], room: int) -> list[Block]:
    """Return what waits in at most `room` blocks; what does not fit is counted."""
    title = header(words.say("pending", count=len(waiting)))
    shown = waiting[: room - 2]
    rows = [row(words, each, waiting_lines(words, each, LONGEST_NAME)) for each in shown]
    more = len(waiting) - len(rows)
    rest = small_print([words.say("home-more", count=more, command=typed(words, "pending"))])
    return [title, *rows, *(rest if more else [])]


def _steps(words: Words) -> str:
    return words.say("home-steps", example=code(EXAMPLE_ID))
