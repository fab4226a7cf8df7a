"""Of which certificates somebody says that it is none of them."""

import re
from collections.abc import Iterable

from bot.text.slack_text import readable

_BEFORE = re.compile(
    r"""(?ix) (?: (?<![a-z]) (?<!did\s) (?<!do\s) (?<!could\s) (?<!ha[ds]\s) (?<!have\s)
      (?: not(?!\s+sure) | never | (?:is|was|are)n['’]t ) (?![a-z])
      | 不是 | 並非 | 并非 | 不要(?!忘) | 别(?!忘) )
    (?: (?! (?<![a-z]) but (?![a-z]) | 而是 ) [^,.;!?，。；！？\n] ){0,40} \Z"""
)
_BEHIND = re.compile(
    r"(?i)\W*(?:(?:is|was)\s+(?:not|wrong)|isn['’]t|wasn['’]t)(?![a-z])|\W*(?:不对|錯|错|不是(?!\W*\w))"
)


def denied(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names of which an event's text says that they are not meant ("not flSFd6Fh")."""
    plain, found, end = readable(text), [], 0
    for start, name in sorted((plain.find(name), name) for name in names):
        stop = start + len(name)
        if start >= 0 and (_BEFORE.search(plain, end, start) or _BEHIND.match(plain, stop)):
            found.append(name)
        end = max(end, stop)
    return tuple(found)
