"""Of which certificates somebody says that it is none of them."""

import re
from collections.abc import Collection, Iterable

from bot.text.slack_text import readable

_NT = r"(?:is|are|was|do|does|ca|wo|should|must)n['’]?t"
_NO_DENIAL = "sure|certain|only|just|know|find|see|say|tell|remember|have|mention|forget"
_DENIAL = rf"""
    (?: (?<![a-z])
        (?: (?<!did\s) (?<!could\s) (?<!ha[ds]\s) (?<!have\s) (?<!why\s) not
          | never | no\s+longer | cannot | {_NT} | anything\s+but | instead\s+of | rather\s+than
          | other\s+than | except | ignore | nothing\s+to\s+do\s+with
        ) (?![a-z] | \s+(?:{_NO_DENIAL})(?![a-z]))
      | (?<!是)不[是用要该該应應](?!忘) | (?<!能)不能 | [并並]非 | [别別勿](?!忘) )"""
_BEFORE = re.compile(
    rf"""(?ix) {_DENIAL}
    (?: (?! (?<![a-z]) but (?![a-z]) | 而是 ) [^,.;!?，。；！？\n] ){{0,40}} \Z"""
)
_RIGHT_BEFORE = re.compile(
    rf"""(?ix) {_DENIAL}
    (?: [\s:`'"“*_(] | (?:for|to|of|the|use|letter|ssl|cert|certificate|id)(?![a-z])
      | [证證][书書] | [用给給传傳到]
    ){{0,12}} \Z"""
)
_BEHIND = re.compile(
    rf"""(?ix) [\s"'”’`*_~]* (?: (?:is|was)\s+(?:not|(?:the\s+)?wrong) | {_NT} ) (?![a-z])
      | \s*[?？]\s*no(?:pe)?(?![a-z])
      | \W* (?: 不[对對行] | [无無][关關] | 错 | 錯 | 不是(?!\W*\w) )"""
)


def are_denied(text: str, names: Collection[str]) -> bool:
    """Whether a text does nothing but deny these names, each right before it."""
    plain = readable(text)
    found = [each for name in names for each in re.finditer(re.escape(name), plain)]
    starts = (each.start() for each in found)
    is_right_before = all(_RIGHT_BEFORE.search(plain, max(0, at - 80), at) for at in starts)
    return bool(names) and {each[0] for each in found} == {*names} and is_right_before


def denied(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names of which an event's text says that they are not meant ("not flSFd6Fh")."""
    plain, found, end = readable(text), [], 0
    for start, name in sorted((plain.find(name), name) for name in names):
        stop = start + len(name)
        if start >= 0 and (_BEFORE.search(plain, end, start) or _BEHIND.match(plain, stop)):
            found.append(name)
        end = max(end, stop)
    return tuple(found)
