"""What a person types, as Slack puts it into a message. Pure.

*Formatting text for app surfaces*, docs.slack.dev.
"""

import re
from collections.abc import Iterable

from sandbox.slack import Person

# Slack links what looks like an address, by a list of top-level domains; a few of them do here.
ADDRESS = re.compile(
    r"https?://[^\s<>|，。；！？、）]+"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|net|org|cn|io|dev)(?![\w@-])",
    re.ASCII | re.IGNORECASE,
)


def as_sent(text: str, people: Iterable[Person]) -> str:
    """Escape the control characters, link addresses and mention people: `@Alice` is `<@U…>`."""
    escaped = text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = ADDRESS.sub(_link, escaped)
    for person in people:
        names = "|".join(re.escape(name) for name in (person.shown_name, person.name))
        linked = re.sub(rf"@(?:{names})(?!\w)", f"<@{person.id}>", linked, flags=re.IGNORECASE)
    return linked


def _link(found: re.Match[str]) -> str:
    address = found[0]
    return f"<{address}>" if "://" in address else f"<http://{address}|{address}>"
