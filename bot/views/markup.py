"""Foreign text made safe for Slack: the one place where names, IDs and messages are escaped.

Slack reads `&`, `<` and `>` as control characters, and `*`, `_`, `~` and line breaks as
formatting (page "Formatting text for app surfaces"). In a code span only the first three and the
backtick count, so foreign text in a message always stands in one. A `plain_text` object reads no
markup at all: there it stands as it is.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from bot.slack.shapes import LONGEST_MESSAGE_TEXT
from bot.text.domains import LONGEST_DOMAIN

T = TypeVar("T")

LONGEST_NAME = 80  # characters shown of a name or ID; enough to recognise it
LONGEST_MESSAGE = 240  # characters shown of another service's message

Show = Callable[[str], str]
"""How foreign text is shown: by `code` in a message, by `plain` in a notification."""

_WEB_ADDRESS = re.compile(r"https?://[^\s<>|]{1,500}")
_USER = re.compile(r"[UW][A-Z0-9]{1,30}")
_MENTION = re.compile(r"<!subteam\^S[A-Z0-9]{1,30}>|<#[CG][A-Z0-9]{1,30}>|…")


def plain(text: str, limit: int = LONGEST_NAME) -> str:
    """Return foreign text for a notification: one line, cut, escaped, no markup of ours."""
    return _escaped(raw(text, limit))


def code(text: str, limit: int = LONGEST_NAME) -> str:
    """Return foreign text for a message: as `plain`, in a code span."""
    return "`" + plain(text.replace("`", "'"), limit) + "`"


def raw(text: str, limit: int = LONGEST_NAME) -> str:
    """Return foreign text for a `plain_text` object: one line, cut, and not escaped."""
    line = _one_line(text[: limit * 4])
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def twice(say: Callable[[Show], T]) -> tuple[T, T]:
    """Return what is said, for the message and for its notification."""
    return say(code), say(plain)


def shortened(text: str, limit: int) -> str:
    """Return foreign text as `raw`, but cut in the middle: of a domain both ends tell."""
    line = _one_line(text[: LONGEST_DOMAIN * 4])
    if len(line) <= limit:
        return line
    tail = (limit - 1) // 2
    return f"{line[: limit - 1 - tail]}…{line[len(line) - tail :]}"


def mention(user_id: str) -> str:
    """Return somebody as Slack shows them by name; what is no user ID stays text."""
    return f"<@{user_id}>" if _USER.fullmatch(user_id) else plain(user_id)


def mentions(text: str) -> str:
    """Return the mentions of user groups and channels in a text of ours, and nothing else of it."""
    return ", ".join(_MENTION.findall(text)) or plain(text)


def web_link(url: str, label: str) -> str:
    """Return a link in a text; "" for an address that could break out of it."""
    return f"<{_escaped(url)}|{label}>" if _WEB_ADDRESS.fullmatch(url) else ""


def moment(at: float, show: Show = code) -> str:
    """Return a point in time (Unix seconds), in the reader's own zone if that goes."""
    utc = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at)}^{{date_short_pretty}} {{time}}|{utc}>" if show is code else utc


def day(at: float, show: Show = code) -> str:
    """Return the day of a point in time, as `moment`."""
    date = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
    return f"<!date^{int(at)}^{{date_short_pretty}}|{date}>" if show is code else date


def joined(parts: Sequence[str], separator: str = " · ", limit: int = LONGEST_MESSAGE_TEXT) -> str:
    """Return as many of the parts as fit, whole ones only, and "…" for the rest."""
    whole, kept = separator.join(parts), list(parts)
    if len(whole) <= limit:
        return whole
    while len(kept) > 1 and len(separator.join([*kept, "…"])) > limit:
        kept.pop()
    return separator.join([*kept, "…"])


def _one_line(text: str) -> str:
    """Line breaks, control and direction characters become blanks; "?" if nothing is left."""
    visible = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(visible.split()) or "?"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
