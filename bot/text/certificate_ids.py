"""Which certificate do these words speak of? Text and file names in, candidate IDs out.

A certificate's ID at Tencent Cloud is eight characters of A–Z a–z 0–9, case-sensitive: the same
shape as many a word, date or commit. So a candidate carries how sure we are, and that depends on
the place where it stands:

    place       example                                   strong, unless it is …
    CONSOLE     https://console.tencentcloud.com/ssl/detail/flSFd6Fh
    EXPLICIT    cert: flSFd6Fh · 证书ID：flSFd6Fh · #      a word on our list, a date
    LABELLED    cert flSFd6Fh · 证书flSFd6Fh · ID is …      … or any plain word, a number
    QUOTED      `flSFd6Fh`                                a word on our list, a number, a hash
    APART       flSFd6Fh and nothing else but courtesies  … or any plain word, a number, a hash
    BARE        upload flSFd6Fh please (medium)           … or a word with a count (CONFIRM1)

What makes an exception weak, and so does a password. What is part of a longer word, of an address
or a mention is nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from itertools import chain

from bot.files.types import ADJUSTABLE, endings_of
from bot.locales.cues import any_of, cues, when_used
from bot.text.slack_text import CONSOLE_MARK, GAP, LETTERS, NAME_LIMIT, NARROW, readable

MOST_CANDIDATES = 20


class Confidence(StrEnum):
    """How sure a candidate is; the strongest first."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


@dataclass(frozen=True)
class Candidate:
    """Eight characters that may be a certificate's ID, in the case in which they were written.

    `is_labelled`: they are called so. `unsure`: other words beside them make one ask first.
    """

    certificate_id: str
    confidence: Confidence
    is_labelled: bool = field(default=False, compare=False)
    unsure: bool = False


def find(text: str, file_names: Sequence[str] = ()) -> tuple[Candidate, ...]:
    """The candidates in a message and its files' names: each ID once, at its best.

    `text` is Slack's event text, with its entities, links and mentions. The strongest come first,
    equals in order of appearance; at most `MOST_CANDIDATES`. Never raises; time grows linearly.
    """
    found = chain(_in_text(text), *map(_in_file_name, file_names[:MOST_CANDIDATES]))
    best: dict[str, Candidate] = {}
    for each in found:
        known = best.setdefault(each.certificate_id, each)
        if (_rank(each), known.is_labelled) < (_rank(known), each.is_labelled):
            best[each.certificate_id] = each
    return tuple(sorted(best.values(), key=_rank)[:MOST_CANDIDATES])


def only_id(text: str) -> str | None:
    """The ID in a message that is just that: one strong ID, labels, courtesies, punctuation."""
    plain = readable(text)
    found = find(text) if len(plain) <= _LONGEST_ALONE else ()
    strong = [each for each in found if each.confidence is Confidence.STRONG]
    if len(strong) != 1:
        return None
    certificate_id = strong[0].certificate_id
    return certificate_id if is_small_talk(plain.replace(certificate_id, " ")) else None


def file_names_in(text: str) -> tuple[str, ...]:
    """What an event's text calls like a file, in lower case."""
    found = _CALLED_LIKE_A_FILE.finditer(readable(text))
    return tuple(each[0].lower() for each in found)[:MOST_CANDIDATES]


def is_small_talk(plain: str) -> bool:
    """Whether readable text is nothing but labels of an ID, courtesies and punctuation."""
    rest = _LABEL_ALONE.sub(" ", plain)
    return _SUBSTANCE.search(_IS.sub(" ", _COURTESY.sub(" ", rest))) is None


def is_certificate_id(text: str) -> bool:
    """Whether `text` is exactly eight characters of A–Z a–z 0–9."""
    return _ID.fullmatch(text) is not None


# What an ID can be mistaken for ------------------------------------------------------------------

_ID = re.compile(r"[A-Za-z0-9]{8}")
_HASH = re.compile(r"[0-9a-f]{8}")
_PLAIN_WORD = re.compile(r"[A-Za-z][a-z]{7}|[A-Z]{8}")
_COUNTED_WORD = re.compile(r"(?:[A-Za-z][a-z]{5,6}|[A-Z]{6,7})\d{1,2}|\d{1,2}[a-z]{6,7}")
_DATE = re.compile(
    r"""(?ix)
      (?:19|20)\d\d (?:0[1-9]|1[0-2]) (?:0[1-9]|[12]\d|3[01])
    | (?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|[12]\d|3[01]) (?:19|20)\d\d
    | \d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) (?:19|20)\d\d"""
)
# Names that scanners, cameras and ticket systems give, and screen sizes.
_SERIAL = when_used(rf"(?ix) {any_of('serial')} \d+ | \d+ x \d+")
# Words that people write beside a letter, where a colon or backticks would otherwise turn them
# into an ID ("certificate: attached"): most end as few IDs do. Others are listed.
_USUAL_END = re.compile(
    r"""(?ix) (?: ed | ings? | ions? | nts? | ers? | ors? | [rt]y | als? | ils? | ble | day | ly
      | ms | [aiu][rt]e | ive | [acdegmnost]es? | [ao]rd | [aeu]cts? ) \Z"""
)
_WORDS = frozenset(map(str.casefold, cues("no-id")))


def _is_known(text: str) -> bool:
    is_usual = _PLAIN_WORD.fullmatch(text) and _USUAL_END.search(text)
    is_number = _DATE.fullmatch(text) or _SERIAL.fullmatch(text)
    return bool(is_usual or is_number or text.casefold() in _WORDS)


# Where an ID stands; the table on top of this page has an example of each.
_Place = Enum("_Place", "CONSOLE EXPLICIT LABELLED QUOTED APART BARE")
_LABELS = {_Place.CONSOLE, _Place.EXPLICIT, _Place.LABELLED}
_DOUBTS: dict[_Place, tuple[Callable[[str], object], ...]] = {
    _Place.CONSOLE: (),
    _Place.EXPLICIT: (_is_known,),
    _Place.LABELLED: (_is_known, _PLAIN_WORD.fullmatch, str.isdigit),
    _Place.QUOTED: (_is_known, _HASH.fullmatch, str.isdigit),
    _Place.APART: (_is_known, _PLAIN_WORD.fullmatch, _HASH.fullmatch, str.isdigit),
}
_DOUBTS[_Place.BARE] = (*_DOUBTS[_Place.APART], _COUNTED_WORD.fullmatch)


def _rank(candidate: Candidate) -> int:
    """The surest first."""
    return tuple(Confidence).index(candidate.confidence)


def _candidate(certificate_id: str, *places: _Place | None) -> Candidate:
    """An ID at its surest, of the places that it has."""
    found, is_labelled = [], not _LABELS.isdisjoint(places)
    for place in filter(None, places):
        is_doubtful = any(doubt(certificate_id) for doubt in _DOUBTS[place])
        sure = Confidence.MEDIUM if place is _Place.BARE else Confidence.STRONG
        confidence = Confidence.WEAK if is_doubtful else sure
        found.append(Candidate(certificate_id, confidence, is_labelled))
    return min(found, key=_rank)


# From plain words to candidates ------------------------------------------------------------------

# One word, however joined: hosts, e-mail addresses, UUIDs and snake_case are one word each. A full
# stop joins ("flSFd6Fh.example.com"), unless behind it a sentence begins ("flSFd6Fh.Thanks!") or
# thanks do, or an ID stands there that ends the word ("1.flSFd6Fh", "thanks.flSFd6Fh").
_SENTENCE = rf"""
    [A-Z][a-z]*+ (?:[^{LETTERS}.@/_-]|\Z)
    | (?i:{any_of("thanks")}) (?![{LETTERS}.@/_-])"""
_LAST_WORD = rf"""
    (?![A-Za-z][a-z]{{7}}|[A-Z]{{8}}|\d{{8}}) [A-Za-z0-9]{{8}}
    (?! [{LETTERS}] | [-@+_]++[{LETTERS}] | \.(?!{_SENTENCE})[{LETTERS}] )"""
_WORD = when_used(
    rf"""(?x) (?<![{LETTERS}]) @?[{LETTERS}]++
    (?: (?: [-@+] | _++ | \.(?!{_SENTENCE}|{_LAST_WORD}) ) [{LETTERS}]++ )*+"""
)
_SPAN = re.compile(r"(`{1,3})([^`]++)\1")
_SHORT_SPAN = 40

_LABEL = rf"""
    (?: {any_of("certificate", apart_from=f"[{LETTERS}]")} (?:[\s_.-]* {any_of("number", "id")})?
      | (?<![{LETTERS}]) (?<![{LETTERS}][-_]) (?<![A-Za-z]\.) (?P<id> {any_of("id")})
    )"""
_MARKS = r"""\s*_~`'"“”‘’«»()\[\]{}<>《》「」『』【】〔〕"""
_LABEL_ALONE = when_used(rf"(?ix) {_LABEL} (?![{LETTERS}])")
_IS = when_used(rf"(?ix) {any_of('is', 'article')}")
# At most this much may stand between a label and its ID.
_REACH = 40
_LABELLED = when_used(
    rf"""(?ix) {_LABEL}
    (?P<between>
      (?: [{_MARKS}:=\#|→–—-] | {any_of("is")} ){{0,{_REACH}}}
    )"""
)
# "Order ID", "commit id": an ID of something else.
_SOMETHING_ELSE = when_used(rf"(?ix) {any_of('other-id')} (?:['’]s)? [ \t]* \Z")
# "Password of the archive: AbCd1234", "AbCd1234 is the token", "用 AbCd1234 解压"
_HIDDEN = any_of("password")
_HIDDEN_BEFORE = when_used(rf"(?ix) {_HIDDEN} (?: [\s:]*+ | [^.!?;。！？；\n]*+ ) \Z")
_HIDDEN_BEHIND = when_used(
    rf"(?ix) [ \t]* (?: (?: {any_of('is')} | = ) [\w ]{{0,20}} {_HIDDEN} | {any_of('unlocks')} )"
)
_AND = when_used(rf"(?ix) (?: [{_MARKS},、/&;|] | {any_of('and')} )*+")
_NAMED = rf"(?: ssl | {any_of('certificate', 'number', 'id')} )"
_JOINED = when_used(
    rf"(?ix) (?: {_NAMED} [_-]+ )+ ([A-Za-z0-9]{{8}}) | ([A-Za-z0-9]{{8}}) (?: [_-]+ {_NAMED} )+"
)
# The shape of a certificate's ID at Tencent's load balancer (CLB), which is not ours.
_LOAD_BALANCER_ID = re.compile(r"cert-[a-z0-9]{8}")
_FILE_ENDINGS = (*endings_of(ADJUSTABLE), "doc", "docx", "zip")
_FILE_ENDING = re.compile(rf"(?i)\.(?:{'|'.join(_FILE_ENDINGS)})\Z")
_APART = r"\s\"'“”‘’«»<>()\[\]{}`*，。；：、？！|/\\"
_CALLED_LIKE_A_FILE = re.compile(
    rf"(?i)(?<![^{_APART}])[^{_APART}]+\.(?:{'|'.join(_FILE_ENDINGS)})(?![A-Za-z0-9])"
)

_COURTESY = when_used(rf"(?ix) {any_of('courtesy', 'thanks')}")
_SUBSTANCE = re.compile(rf"[^\W_]|{GAP}")
_LONGEST_ALONE = 200


def _in_text(text: str) -> Iterator[Candidate]:
    plain = readable(text)
    labels = {label.end(): label for label in _LABELLED.finditer(plain)}
    quoted = _quoted(plain)
    otherwise = _Place.APART if _is_alone(plain) else _Place.BARE
    labelled_until = -_REACH - 1
    for word in _WORD.finditer(plain):
        if not is_certificate_id(word[0]):
            yield from _in_longer_word(word[0])
            continue
        label = _label(labels.get(word.start()))
        linked = _Place.CONSOLE if plain.startswith(CONSOLE_MARK, word.start() - 1) else None
        told = label or linked
        if not told and _is_password(plain, word):
            yield Candidate(word[0], Confidence.WEAK)
            continue
        if label is None and 0 <= word.start() - labelled_until <= _REACH:
            # In "certs flSFd6Fh and LqQxgqUe" the label is good for both
            is_same = _AND.fullmatch(plain, labelled_until, word.start())
            label = _Place.LABELLED if is_same else None
        labelled_until = word.end() if label else -_REACH - 1
        yield _candidate(word[0], linked, label, quoted.get(word.start()), otherwise)


def _label(label: re.Match[str] | None) -> _Place | None:
    """The place that the label right before an ID gives it."""
    if label is None or _is_of_something_else(label):
        return None
    between = label["between"]
    explicit = not {":", "=", "#"}.isdisjoint(between) and "\n" not in between
    return _Place.EXPLICIT if explicit else _Place.LABELLED


def _is_of_something_else(label: re.Match[str]) -> bool:
    before = max(0, label.start() - _REACH)
    return bool(label["id"] and _SOMETHING_ELSE.search(label.string, before, label.start()))


def _is_password(plain: str, word: re.Match[str]) -> bool:
    before = _HIDDEN_BEFORE.search(plain, max(0, word.start() - _REACH), word.start())
    return (before or _HIDDEN_BEHIND.match(plain, word.end())) is not None


def _quoted(plain: str) -> dict[int, _Place]:
    """Where the words in backticks begin; a long quotation of other words is a log, not an ID."""
    places: dict[int, _Place] = {}
    for span in _SPAN.finditer(plain):
        words = list(_WORD.finditer(plain, *span.span(2)))
        if all(is_certificate_id(word[0]) for word in words):
            places |= dict.fromkeys((word.start() for word in words), _Place.QUOTED)
        elif len(span[2]) <= _SHORT_SPAN:
            places |= dict.fromkeys((word.start() for word in words), _Place.APART)
    return places


def _is_alone(plain: str) -> bool:
    """Whether nothing but IDs, courtesies and punctuation was written; a plain word is no ID."""
    if len(plain) > _LONGEST_ALONE:
        return False
    rest = _WORD.sub(lambda word: "" if _may_stand_alone(word[0]) else word[0], plain)
    return _SUBSTANCE.search(_COURTESY.sub("", rest)) is None


def _may_stand_alone(word: str) -> bool:
    return is_certificate_id(word) and not any(doubt(word) for doubt in _DOUBTS[_Place.APART])


def _in_longer_word(word: str) -> Iterator[Candidate]:
    """`cert-flSFd6Fh` and `flSFd6Fh.pdf` are the only longer words that hold an ID."""
    if "@" in word:
        return
    if _FILE_ENDING.search(word):
        yield from _in_file_name(word)
    elif joined := _JOINED.fullmatch(word.rpartition(".")[2]):
        place = _Place.BARE if _LOAD_BALANCER_ID.fullmatch(joined[0]) else _Place.LABELLED
        yield _candidate(joined[1] or joined[2], place)


# File names --------------------------------------------------------------------------------------

# Phones name pictures by UUID; its first part has eight digits.
_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PART = re.compile(rf"(?<![{LETTERS}@])[A-Za-z0-9]{{8}}(?![{LETTERS}@])")
_NAME_GAP = rf"(?:[\W_]* {any_of('letter', 'file-name')})* [\W_]*"
_NAME_LABELLED = when_used(rf"(?ix) {_LABEL} {_NAME_GAP}")
_NAME_LABEL_AFTER = when_used(rf"(?ix) {_NAME_GAP} {_LABEL} (?![a-z])")


def _in_file_name(name: str) -> Iterator[Candidate]:
    """Here `_`, `-`, `.` and blanks separate, and a label counts on either side."""
    plain = _UUID.sub(GAP, name[:NAME_LIMIT].translate(NARROW))
    labels = {label.end(): label for label in _NAME_LABELLED.finditer(plain)}
    for part in _PART.finditer(plain):
        before = labels.get(part.start())
        labelled = before is not None and not _is_of_something_else(before)
        labelled = labelled or _NAME_LABEL_AFTER.match(plain, part.end()) is not None
        yield _candidate(part[0], _Place.LABELLED if labelled else _Place.BARE)
