"""What stands behind `/letter`: the words in, what is asked out.

Slack hands the text over as it was typed (page "Slash commands"), so full-width letters of an
input method and a question mark are read as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from bot.text.certificate_ids import find, is_certificate_id, only_id
from bot.text.slack_text import NARROW

LONGEST_COMMAND = 500  # characters that are read; more is no command
MOST_WORDS = 8  # that are held against the commands, for the nearest


class Kind(StrEnum):
    """What one can ask of `/letter`."""

    FORM = "form"
    PENDING = "pending"
    STATUS = "status"
    HISTORY = "history"
    HELP = "help"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Command:
    """What somebody asks; `certificate_id` is "" where none is named.

    `nearest` goes with UNKNOWN: what may have been meant.
    """

    kind: Kind
    certificate_id: str = ""
    nearest: Kind | None = None


def read_command(text: str) -> Command:
    """Read the text behind the command; never raises.

    Nothing, or just an ID, asks for the form. A command's further words do no harm, and the first
    ID among them is the one that is meant.
    """
    said = text[:LONGEST_COMMAND].translate(NARROW).strip()
    first = _WORD.search(said)
    if first is None:
        return Command(Kind.UNKNOWN if said else Kind.FORM)
    if kind := _KINDS.get(first[0].casefold()):
        named = find(said[first.end() :]) if kind in (Kind.FORM, Kind.STATUS) else ()
        return Command(kind, named[0].certificate_id if named else "")
    if certificate_id := only_id(said):
        return Command(Kind.FORM, certificate_id)
    nearest = next(_alike(said), None)
    # A misspelt command can have eight letters too ("histoory").
    if nearest is None and is_certificate_id(said):
        return Command(Kind.FORM, said)
    return Command(Kind.UNKNOWN, nearest=nearest)


_SYNONYMS = {
    Kind.FORM: """
        form upload submit new 上传 上傳 提交 表单 表單 新建 上传确认函 上傳確認函 提交确认函""",
    Kind.PENDING: """
        pending waiting list open todo 待办 待辦 待处理 待處理 待上传 待上傳 待提交 待确认 待確認
        等待 列表 清单 清單 未完成 查看待处理""",
    Kind.STATUS: """
        status state show check progress 状态 狀態 查询 查詢 查看 进度 進度 查询状态 查詢狀態
        查看状态 查看狀態 证书状态 憑證狀態""",
    Kind.HISTORY: """
        history log recent last records 历史 歷史 记录 記錄 紀錄 历史记录 歷史記錄 歷史紀錄
        最近 日志 查看历史""",
    Kind.HELP: """
        help usage how info ? 帮助 幫助 说明 說明 用法 使用说明 使用說明 怎么用 怎麼用 使用帮助""",
}
_KINDS = {word: kind for kind, words in _SYNONYMS.items() for word in words.split()}
_CHINESE = [word for word in _KINDS if not word.isascii()]
# Short synonyms look like too many other words: "shop" is not "show".
_DISTINCT = [*(each for each in Kind if each is not Kind.UNKNOWN), *_CHINESE]

# Chinese stands beside an ID without a blank: 状态flSFd6Fh.
_WORD = re.compile(r"[A-Za-z0-9]+|[^\W\dA-Za-z_]+|\?")
_CLOSE = 0.65  # as difflib measures it: "pendign", "stat" and "hello" are close, "thanks" is not


def _alike(said: str) -> Iterator[Kind]:
    """The commands that are among the words, and then those that look or read like one of them."""
    words = [word.casefold() for word in _WORD.findall(said)[:MOST_WORDS]]
    yield from (_KINDS[word] for word in words if word in _KINDS)
    for word in words:
        yield from (_KINDS[known] for known in get_close_matches(word, _DISTINCT, 1, _CLOSE))
        yield from (_KINDS[known] for known in _CHINESE if known in word)
