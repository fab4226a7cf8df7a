"""Of which certificates somebody says that it is none of them, or speaks without meaning them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress

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
    plain, held, end = _composed(text), dict[str, bool](), 0
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
    if _ASKS_OUTRIGHT.search(plain) or (_ASKING.search(plain) and _ASKS.search(plain)):
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
    return _HELD_BACK.search(_composed(text)) is not None


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


_HELD_BACK = re.compile(
    r"""(?ix) (?<![a-z])
    (?: (?:do\s+not|don['’]?t|not\s+to) \s+ (?:please\s+)? (?:upload|send|submit|use|process)
      | not\s+(?:yet|ready|final|sealed|signed) | hold\s+(?:on|off) | drafts?
      | ignore(?!\s+(?:the|my)\s) | wrong\s+(?:letter|file|scan) | (?:is|was)\s+wrong
    ) (?![a-z])
    | [先暂暫且][别別不勿] | (?:[别別勿]|不要|不用)再?[上提传傳发發] | 草稿 | [未没沒][盖蓋]章"""
)

# What is no plain answer -------------------------------------------------------------------------

_REACH = 80  # characters around a name
_CLAUSE = re.compile(
    r"[,.;:!?()，。、；：！？（）—\n]|\s[-–]\s|(?<![a-z])(?<!anything\s)but(?![a-z])|而是"
)
_NO_DOUBT = re.compile(
    r"""(?ix) (?<![a-z])
    (?: not\s+(?:sure|certain|only|just|(?:the|my|our)\s+(?:old|other)\w*) | cert(?:ificate)?\s+no
      | no\s+(?:problem|worries|rush|hurry|doubt|idea) | without\s+a\s+doubt
      | (?:do\s+not|don['’]?t)\s+(?:forget|know)
      | (?:can['’]?t|cannot|don['’]?t)\s+(?:find|see|have)\s+(?:any\s+)?others?
    ) (?![a-z])
    | 不知道? | (\w)不\1 | 不好意思 | 不太?[确確]定 | 不清楚 | 不急 | 不过 | 非常
    | 已[经經]?[盖蓋] | [写寫填][错錯]了? | [还還][没沒]
    | 不[用客][谢气謝氣] | [别別]忘了? | [没沒](?:[错錯]|问题) | [特分级类][别別]"""
)
_AGAINST = re.compile(
    r"""(?ix) (?<![a-z])
    (?: not? | never | cannot | [a-z]+n['’]t | (?:do|is|ca)nt | neither | nor | none | without
      | except | anything\s+but | excluding | besides | apart\s+from | other\s+than | forget | skip
      | ignore | remove | delete | discard | cancel\w* | wrong\w* | mistake\w* | typo | invalid
    ) (?![a-z])
    | [不没沒别別勿非除错錯无無] | 取消 | 作[废廢] | 忽略 | 排除 | [删刪]"""
)
_WRONG_BEFORE = re.compile(r"(?i)(?:(?<![a-z])(?:not|wrong|except|ignore)|[错錯]|除了?)\W*\Z")
_STATE = r"""
    (?<![a-z]) (?:issued|done|approved|finished|completed?|renewed|expired|revoked) (?![a-z])
    | [签簽颁頒][发發] | [过過到]期 | 完成"""
_SETTLED = re.compile(
    rf"""(?ix) {_STATE} | (?<![a-z])
    (?: else | another | old | already | tomorrow | tonight | next\s+(?:week|month)
      | comes\s+later | nothing\s+to\s+do | (?:i|we)\s+will\s+send ) (?![a-z])
    | [已旧舊另] | 明[天日早] | 下周 | 晚[点些]再? | [再][发發说說]"""
)
_ASKING = re.compile(r"\?|[吗嗎呢么麼嘛](?:\W|\Z)")
_ASKS = re.compile(
    rf"""(?ix) {_STATE} | (?<![a-z])
    (?: wh(?:en|y|o|ose|om|ere|at|ich) | how | ready | status | state | pending | expires? | valid
      | renew | revoke | review\w* | still | yet | already | progress | stuck | eta | news
      | updates? | accepted | rejected | arrived | received | working | live | sent | uploaded
    ) (?![a-z])
    | (?:\A|[.!?,;\n]) [^\S\n]*+ (?:(?:and|but|so)\s+)?
      (?:is|are|was|were|ha[sd]|have|d(?:o|id|oes)|will|can|could|should)(?:n['’]t)?+ (?![a-z])
      (?! \s+ (?: it | this | that | be | you\s+(?:please\s+)?(?:mean|use|take|try|upload|send)
          ) (?![a-z]) )
    | [审審]核 | [吊撤][销銷]了 | [进進]度 | [状狀][态態] | 好了 | 下[来來發发] | 通[过過]
    | [几幾何哪谁誰] | [什怎多][么麼久] | [没沒]有 | 上[传傳]了 | 提交了 | 收到 | [续續]
    | [有失生]效 | [还還] | 有人 | [发發用办辦到看签簽]了 | 看[过過]"""
)
# Such words ask also where the mark is missing.
_ASKS_OUTRIGHT = re.compile(
    r"""(?ix) (?:\A|[.!?\n]) [^\S\n]*+
      (?: when\s+(?:is|will|was|does) | why | who | whose | how | ha[sd] | does | did
        | (?:any\s+)?(?:status|news|updates?)\s+(?:of|on|about|for)
        | what(?:['’]?s\s+up)?\s+(?:of|about|with) | is\s+\S+\s+(?:still|already)
      ) (?:\s|['’]s)
    | (?<![a-z])ask(?:ing)?\s+about | [进進]度 | [状狀][态態] | 什[么麼][时時]
    | 何[时時] | 多久 | 怎[么麼]?[样樣] | 到哪 | 哪一步 | [为為][什何]
    | [谁誰]的 | 是[谁誰] | [签簽颁頒][发發]了?[没沒吗嗎]"""
)
