"""Of which certificates somebody says that it is none of them, or speaks without meaning them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress

from bot.locales.cues import SENTENCE, WITHOUT_BLANKS, any_of, when_used
from bot.text.slack_text import GAP, readable

_NOT = any_of("not")
_NOT_DENIED = when_used(rf"(?ix) {any_of('not.except')}")
_BEFORE = when_used(
    rf"""(?ix) {_NOT} (?: (?! {any_of("but")} ) [^,.;!?，。；！？\n] ){{0,40}} \Z"""
)
_RIGHT_BEFORE = when_used(
    rf"""(?ix) {_NOT}
    (?: [\s:`'"“*_(] | ssl | {any_of("for", "letter", "certificate", "id")} ){{0,12}} \Z"""
)
_BEHIND = when_used(
    rf"""(?ix) (?: [\s"'”’`*_~]* | \W* (?={WITHOUT_BLANKS}) ) {any_of("wrong-behind")}"""
)


def are_denied(text: str, names: Collection[str]) -> bool:
    """Whether a text does nothing but deny these names, each right before it."""
    plain = _hushed(_NOT_DENIED, readable(text))
    found = [each for name in names for each in re.finditer(re.escape(name), plain)]
    starts = (each.start() for each in found)
    is_right_before = all(_RIGHT_BEFORE.search(plain, max(0, at - 80), at) for at in starts)
    return bool(names) and {each[0] for each in found} == {*names} and is_right_before


def denied(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names of which an event's text says that they are not meant ("not flSFd6Fh")."""
    plain, held, end = _hushed(_NOT_DENIED, _composed(text)), dict[str, bool](), 0
    for start, stop, name in sorted(_places(plain, names)):
        is_denied = _BEFORE.search(plain, min(end, start), start) or _BEHIND.match(plain, stop)
        held[name] = held.get(name, True) and bool(is_denied)
        end = max(end, stop)
    return tuple(name for name, is_denied in held.items() if is_denied)


def is_question(text: str) -> bool:
    """Whether an event's text asks: of the poster it may be an unsure answer ("flSFd6Fh?")."""
    plain = f"{_composed(text)} {text.rstrip()[-1:]}"  # which an address may have swallowed
    return (_ASKING.search(plain) or _ASKS_OUTRIGHT.search(plain)) is not None


def is_doubtful(text: str, names: Iterable[str]) -> bool:
    """Whether an event's text may name these only to ask, or to say what they are not.

    An upload cannot be undone, so the doubt is wide: it costs a click.
    """
    plain = _NO_DOUBT.sub(" ", _composed(text))
    asks = _ASKING.search(plain) and _ASKS.search(_hushed(_NOT_ASKING, plain))
    if asks or _ASKS_OUTRIGHT.search(plain):
        return True
    for start, stop, _ in _places(plain, names):
        before, behind = plain[max(0, start - _REACH) : start], plain[stop : stop + _REACH]
        if _BEHIND.match(plain, stop) or _AGAINST.search(_CLAUSE.split(before)[-1]):
            return True
        told = _CLAUSE.split(behind)[0]
        if _WRONG_BEFORE.search(before) or _AGAINST.search(told) or _SETTLED.search(told):
            return True
    return False


def is_held_back(text: str) -> bool:
    """Whether an event's text asks not to upload what comes with it, or not yet."""
    return _HELD_BACK.search(_hushed(_NOT_HELD_BACK, _composed(text))) is not None


def _hushed(exceptions: re.Pattern[str], plain: str) -> str:
    """The same without what only sounds like the words that are looked for, as long as before."""
    return exceptions.sub(lambda found: GAP * len(found[0]), plain)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", readable(text))


def _places(plain: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where names stand: an ID as it is, a domain in any case and also as people read it."""
    for name in names:
        spellings, flags = {name}, re.IGNORECASE if "." in name else 0
        with suppress(UnicodeError):
            spellings.add(name.encode().decode("idna"))
        any_of = "|".join(map(re.escape, spellings))
        for each in re.finditer(rf"(?<![A-Za-z0-9])(?:{any_of})(?![A-Za-z0-9])", plain, flags):
            yield each.start(), each.end(), name


_HELD_BACK = when_used(rf"(?ix) {any_of('hold')}")
_NOT_HELD_BACK = when_used(rf"(?ix) {any_of('hold.except')}")

# What is no plain answer -------------------------------------------------------------------------

_REACH = 80  # characters around a name
_CLAUSE = when_used(rf"(?ix) [,.;:!?()，。、；：！？（）—\n] | \s[-–]\s | {any_of('but')}")
_NO_DOUBT = when_used(rf"(?ix) {any_of('doubt.except')}")
_AGAINST = when_used(rf"(?ix) {any_of('doubt')}")
_WRONG_BEFORE = when_used(rf"(?ix) {any_of('wrong-before')} \W*\Z")
_SETTLED = when_used(rf"(?ix) {any_of('settled', 'state')}")
_ASKING = when_used(rf"(?ix) {any_of('question')}")
_ASKS = when_used(rf"(?ix) {any_of('asks', 'state')}")
_NOT_ASKING = when_used(rf"(?ix) {any_of('asks.except')}")
# Such words ask also where the mark is missing.
_ASKS_OUTRIGHT = when_used(rf"(?ix) {any_of('asks-outright', begin=SENTENCE)}")
