"""Which domains do these words name? Text and file names in, domain names out.

Slack makes a link of most domains (`<http://shop.example.com|shop.example.com>`), but not in
backticks and not in file names, and in Chinese they stand between other words without a blank.
A domain comes out in lower case and in punycode, in which two spellings of it are equal; a wildcard
keeps its `*.`. Nothing is looked up, so a domain here is a guess to be held against certificates.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain

from bot.files.types import FileType, endings_of
from bot.locales.cues import NO_BLANKS, WITHOUT_BLANKS, any_of, when_used
from bot.text.certificate_ids import is_small_talk
from bot.text.organizations import LEGAL_FORMS
from bot.text.slack_text import MARKUP, NAME_LIMIT, NARROW, URL_TAIL, readable, shortened

MOST_DOMAINS = 5
LONGEST_DOMAIN = 253  # characters of a name (RFC 1035, 2.3.4, without the last dot)


def find_domains(text: str, file_names: Sequence[str] = ()) -> tuple[str, ...]:
    """The domains in a message and its files' names: each once, those of the text first.

    `text` is Slack's event text. At most `MOST_DOMAINS`. Never raises; time grows linearly.
    """
    tokens = (token for token in _TOKEN.finditer(_shown(text)) if token["name"])
    found = chain(*map(_in_token, tokens), *map(_in_file_name, file_names))
    return tuple(dict.fromkeys(found))[:MOST_DOMAINS]


def plain_domains(text: str) -> tuple[str, ...]:
    """The domains in a message that are no page's address, as `find_domains` gives them.

    That of a page's address counts where the message is just that.
    """
    shown = _shown(text)
    plain = [token for token in _TOKEN.finditer(shown) if _plain_domain(token)]
    if not plain and is_small_talk(_TOKEN.sub(lambda t: t[0] if not t["name"] else "", shown)):
        return find_domains(text)
    return tuple(dict.fromkeys(chain(*map(_in_token, plain))))[:MOST_DOMAINS]


def only_domain(text: str) -> str | None:
    """The domain in a message that is just that: one domain, labels, courtesies, punctuation."""
    named = plain_domains(text)
    rest = _LABEL.sub(" ", readable(without_domains(text)))
    return named[0] if len(named) == 1 and is_small_talk(rest) else None


def without_domains(text: str) -> str:
    """Slack's event text as it is shown, with a blank for each domain that stands by itself."""
    return _TOKEN.sub(lambda token: " " if _plain_domain(token) else token[0], _shown(text))


def domains_of_letter(text: str) -> Iterator[tuple[str, bool]]:
    """Each domain of a plain text, and whether it is surely one.

    Others may be the end of a sentence with the beginning of the next, a legal form or a version.
    """
    plain = _composed(text)
    for token in _TOKEN.finditer(plain):
        if token["name"] and (domain := _domain(token["name"])):
            is_told = _LABEL_BEFORE.search(plain, max(0, token.start() - _REACH), token.start())
            is_sure = bool(is_told or _ADDRESS.match(token[0]))
            yield domain, is_sure or _is_surely_one(token["name"], domain)


def punycode(name: str) -> str:
    """A domain name in the spelling of DNS and in lower case; what is none comes back lower-case.

    Tencent Cloud gives either spelling of a domain, so this is how two are compared.
    """
    try:
        return name[: LONGEST_DOMAIN + 1].encode("idna").decode("ascii").lower()
    except UnicodeError:
        return name.lower()


# What a domain looks like ------------------------------------------------------------------------

_SHAPE = re.compile(
    r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)
# Endings of the files that people drop or speak of. Some are top-level domains as well: those of
# which people have domains count as such; `zip` and `md` do not.
_TOP_LEVEL = {"dot", "mov", "py", "sh"}
_FILE_ENDINGS = {*endings_of(FileType), "jpe", "ofd", "svg", "ts"} - _TOP_LEVEL
_FILE_ENDING = re.compile(rf"(?i)(?:\.(?:{'|'.join(_FILE_ENDINGS)}))++\Z")
# The console and Slack are where people copy from; the letter is for neither.
_ELSEWHERE = re.compile(
    r"(?:.*\.)?(?:cloud\.tencent\.com|tencentcloud\.com|slack(?:-edge|-files|-gov)?\.com)"
)


def _domain(name: str) -> str | None:
    """The name in punycode, if it can be a domain with a certificate."""
    domain = punycode(name)
    if len(domain) > LONGEST_DOMAIN or not _SHAPE.fullmatch(domain) or _ELSEWHERE.fullmatch(domain):
        return None
    return None if domain.rpartition(".")[2] in _FILE_ENDINGS else domain


# Where one can stand -----------------------------------------------------------------------------

_LATIN = rf"[^\W_{NO_BLANKS}]++"
_WORD = rf"{_LATIN}(?:-++{_LATIN})*+"
# As for IDs, a full stop before a capitalised word ends a sentence ("shop.example.com.Thanks!").
_DOT = r"\.(?![A-Z][a-z]*+(?![\w.-]))"
# Between other words a name in Chinese characters cannot be told from them, so it must stand apart;
# and a known top-level domain tells it from a sentence (IANA's root zone database).
_HAN_TOP = """
    中国 中國 香港 台湾 台灣 澳门 澳門 新加坡 公司 网络 網絡 网址 网站 网店 商城 商店 商标 集团 企业
    中文网 我爱你 在线 移动 政务 政府 机构 组织机构 信息 公益 慈善 娱乐 游戏 健康 广东 佛山 时尚
    世界 手机 招聘 购物 食品 餐厅 新闻 みんな ストア クラウド コム 한국 닷넷 닷컴
"""
_HAN_NAME = rf"""(?<![^\W_])
    (?: (?:(?:[^\W_]|-){{1,63}}+\.){{1,5}} (?:{"|".join(_HAN_TOP.split())})
      | (?:{_WORD}\.){{0,3}} [{NO_BLANKS}]{{1,63}}+ \.(?:com|net|org|cn|hk|tw)(?:\.(?:cn|hk|tw))?
    ) (?![^\W_的吧那这這])"""
# Before a name: the number of a list ("1.a.example"), or Chinese words ("域名是例子.中国").
_NO_PART = when_used(rf"(?ix) \A (?: \d{{1,2}}\. | \w*{any_of('is')} )")
_TOKEN = when_used(
    rf"""(?x)
      [A-Za-z0-9._+%-]{{0,64}}+ @ (?:{_LATIN}|[._-])*+  # an e-mail address, or somebody's handle
    | (?:[Hh]ttps?://)?
      (?P<name> (?:\*\.)? (?:{_HAN_NAME} | {_WORD} (?:{_DOT}{_WORD})++) )
      (?P<path> (?::\d++)? (?:[/?\#]{URL_TAIL})? )
    | {_WORD}"""
)
_NO_PAGE = re.compile(r"(?::\d++)?/?")
_LABEL = when_used(rf"(?ix) {any_of('domain')}")
_LABEL_BEFORE = when_used(
    rf"""(?ix) (?: {any_of("domain")} | (?<![a-z])cn )
    (?: \s* (?: [:=] | {any_of("is")} ) | (?<={WITHOUT_BLANKS}) ) \s* \Z"""
)
_REACH = 30  # characters before a domain

# What only looks like one, since a blank is missing: "letter.is", "CO.LTD", "INFO.TECH", "Mr.li".
_ADDRESS = re.compile(r"(?i)https?://|www\.|\*\.|xn--")
_VERSION = re.compile(r"(?:v?\d{1,2}\.)+[a-z]+")
_WORDS = """
    am an as at be by do go he id if in is it me mr ms my no of ok on or so to up us we
    pl ps py rs sh
"""
_NO_TOP = {*_WORDS.split(), *LEGAL_FORMS, *_HAN_TOP.split()} - {"中国", "中國"}
_TITLES = "mr ms mrs miss dr prof st tel fax attn no"
_NO_FIRST = {*LEGAL_FORMS, *_TITLES.split()}
_COMMON_TOP = {"com", "net", "org", "edu", "gov", "cn"}
_UNLIKE = "app biz dev icu info mobi ren top vip wang xin xyz"
_UNLIKE_WORDS = frozenset(_UNLIKE.split())
_NO_ABBREVIATION = 5  # letters, in capitals


def _is_surely_one(name: str, domain: str) -> bool:
    """Whether it has labels and an ending as only domains have, in small letters or capitals."""
    end, (*below, registered, top) = name.rpartition(".")[2], domain.split(".")
    first, in_capitals = [*below, registered][0], name.isupper()
    if first in _NO_FIRST or registered in LEGAL_FORMS - {"co"} or _VERSION.fullmatch(domain):
        return False
    if end.lower() in _NO_TOP or not registered[1:] or (end.isupper() and not in_capitals):
        return False
    if top in _COMMON_TOP or not end.isascii():
        return True
    is_country, no_initials = len(top) == len("cn"), all(each[1:] for each in below)
    if in_capitals:
        is_long = bool(below) or len(registered) >= _NO_ABBREVIATION
        return is_country and no_initials and is_long
    return no_initials and bool(below or is_country or top in _UNLIKE_WORDS)


def _plain_domain(token: re.Match[str]) -> str | None:
    """The domain that this is, if nothing of a page's address follows it."""
    is_plain = token["name"] and _NO_PAGE.fullmatch(token["path"])
    return _domain(token["name"]) if is_plain else None


def _in_token(token: re.Match[str]) -> Iterator[str]:
    """The domain, and what is left of it without what may be no part of it."""
    names = dict.fromkeys([token["name"], _NO_PART.sub("", token["name"])])
    yield from filter(None, map(_domain, names))


def _in_file_name(name: str) -> Iterator[str]:
    """Here a hyphen may separate: `letter-shop.example.com` names what follows it as well."""
    plain = _FILE_ENDING.sub("", _composed(name[:NAME_LIMIT]))
    for token in _TOKEN.finditer(plain):
        yield from filter(None, map(_domain, _readings(token["name"] or "")))


def _readings(name: str) -> Iterator[str]:
    """The name, and what is left of it when words before and behind a hyphen are not part of it."""
    labels, dot, top = name.rpartition(".")
    if not top.startswith("xn--"):
        top = top.partition("-")[0]
    yield f"{labels}{dot}{top}"
    first, dots, rest = labels.partition(".")
    while "-" in first and not first.startswith("xn--"):
        first = first.partition("-")[2]
        yield f"{first}{dots}{rest}{dot}{top}"


def _shown(text: str) -> str:
    """What a reader sees of Slack's text, where a link is its words or else its address."""
    return MARKUP.sub(_link, _composed(shortened(text)))


def _link(markup: re.Match[str]) -> str:
    target, _, label = markup[1].partition("|")
    return " " if target.startswith(("@", "#", "!")) else label or target


def _composed(text: str) -> str:
    """With narrow letters, and an umlaut as one character: macOS writes it as two in file names."""
    return unicodedata.normalize("NFC", text.translate(NARROW))
