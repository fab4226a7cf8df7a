"""How letters stand, at a glance: the reaction on a drop, and the same emoji in what is said."""

from bot.problems import Heading

AT_WORK = "eyes"
ACCEPTED = "white_check_mark"
ISSUED = "tada"
IN_CONSOLE = "point_right"
NONE_NEEDED = "information_source"
UNCLEAR = "question"
REFUSED = "x"

BAD = (REFUSED, UNCLEAR, IN_CONSOLE, NONE_NEEDED)
WORST_FIRST = (*BAD, ACCEPTED, ISSUED)
"""All that may stand at the end; of several letters the worst one's tells of all."""

EMOJI = {
    ACCEPTED: "✅",
    ISSUED: "🎉",
    IN_CONSOLE: "👉",
    NONE_NEEDED: "ℹ️",
    UNCLEAR: "❓",
    REFUSED: "❌",
    "": "⏳",  # nothing is decided yet: in words only, never as a reaction
}

_OF_BAD_ENDINGS: dict[str, str] = {
    Heading.IN_CONSOLE: IN_CONSOLE,
    Heading.NONE_NEEDED: NONE_NEEDED,
    Heading.UNCLEAR: UNCLEAR,
    **dict.fromkeys((Heading.REFUSED, Heading.NO_SUCH_CERTIFICATE, Heading.NOT_UPLOADED), REFUSED),
}


def mark_of(heading: str) -> str:
    """Return the reaction of an ending, from the key of what it is called."""
    return _OF_BAD_ENDINGS.get(heading, ACCEPTED)
