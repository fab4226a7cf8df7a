"""Foreign text made safe for Slack: the one place where names, IDs and messages are escaped.

Slack reads `&`, `<` and `>` as control characters, and `*`, `_`, `~` and line breaks as
formatting (page "Formatting text for app surfaces"). In a code span only the first three and the
backtick count, so foreign text in a message always stands in one.
"""

from datetime import UTC, datetime

LONGEST = 80
"""Characters shown of a name or ID; enough to recognise it."""

LONGEST_MESSAGE = 240
"""Characters shown of another service's message."""


def plain(text: str, limit: int = LONGEST) -> str:
    """Return foreign text for a notification: one line, cut, escaped, no markup of ours."""
    return _escaped(_cut(_one_line(text[: limit * 4]), limit))


def code(text: str, limit: int = LONGEST) -> str:
    """Return foreign text for a message: as `plain`, in a code span."""
    return "`" + plain(text.replace("`", "'"), limit) + "`"


def moment(at: float) -> str:
    """Return a point in time (Unix seconds) in the reader's own zone."""
    return f"<!date^{int(at)}^{{date_short_pretty}} {{time}}|{plain_moment(at)}>"


def plain_moment(at: float) -> str:
    """Return a point in time (Unix seconds) for a notification."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"


def _one_line(text: str) -> str:
    """Line breaks, control and direction characters become blanks; "?" if nothing is left."""
    visible = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(visible.split()) or "?"


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
