"""One term for one thing: words that no text uses, in each language that has a list of them.

A language without a list has no rule of its own here, and needs none.
"""

import re
from collections.abc import Iterator

from fluent.syntax import ast

from bot import problems
from bot.locales.languages import LANGUAGES
from tests.for_each import for_each
from tests.views.test_words import texts, variables

NOT_USED = {
    "en": {
        "people drop, the bot uploads": r"hand(s|ed|ing)? (it |one )?in\b|go(es)? out",
        "uploaded is not accepted": r"\baccept(s|ed)?\b",
        "a file is adjusted": r"\bmend",
        "a certificate is followed": r"\bwatch",
        "a certificate is waiting": r"\bwaits for|wait for (a|its|the) letter",
        "the operator is the bot admin": r"whoever|operator|Tell your",
        "a direct message": r"\bchat\b",
        "plain words": r"speaks? of|none of the|if it goes on|phone.* pick up|in hand\b",
    },
    "zh-CN": {
        "提交只用于资料和工单": r"(?:^|[。；？])(?=[^。；？]*提交)(?![^。；？]*(?:资料|工单))",
        "证书是签发的，除了重颁发": r"(?<!重)颁发",
        "关注，不是跟踪": r"跟踪",
        "给我的私信": r"与我的私信|机器人的私信",
        "本消息列": r"这个消息列|该消息下",
        "证书论个，确认函论份": r"张证书|[个张]确认函",
    },
    "zh-TW": {
        "是憑證，不是證書": r"證書|証書",
        "是檔案；文件是 Word 之類的，或說明文件": r"(?<![A-Za-z] )(?<!說明)(?<!此)文件",
        "臺灣用語：伺服器、網域、帳號": r"服務器|控制台|用戶|域名|賬|信息|網絡|地址|令牌",
        "臺灣用語：支援、預設、儲存": r"支持|默認|保存|打印|登錄|鏈接|分辨率|質量|視頻|軟件|短信",
        "人傳送，機器人上傳": r"發送|發到|寄送|重發",
        "提交只用於資料和工單": r"(?:^|[。；？])(?=[^。；？]*提交)(?![^。；？]*(?:資料|工單))",
        "憑證是簽發的，也是吊銷的": r"核發|頒發|發行|撤銷|廢止",
        "檔案是調整的": r"處理(?=後|結果|內容|為)|(?:先|前|需要|能)處理",
        "關注，不是追蹤": r"追蹤|跟蹤",
        "thread 是對話串，本對話串": r"訊息串|討論串|訊息列|消息列|這個對話串",
        "給我的私訊": r"與我的私訊|機器人的私訊|私信",
        "是印章": r"公章|大章",
        "憑證論張，確認函論份": r"[個份]憑證(?! ID)|[個張]確認函",
        "引號是「」": r"[“”‘’]",
    },
}
"""What is settled, and what would break it."""

SETTING = re.compile(r"\b[A-Z]{2,}_[A-Z_]+")
"""The name of a setting: it stands in the log and in the documents, where its reader is."""

VALUE = "\ufffc"
"""What stands in a text here for a value that is put in."""

AGAIN = "\ufffe"
"""What stands for the value `again`, which is a sentence of its own."""

# How Han and Latin letters stand side by side in Chinese.
_LATIN = rf"[A-Za-z0-9{VALUE}]"
_FULL = "，。：；？！、（）"
WIDTHS = {
    "a blank beside full-width punctuation": rf"[ \t][{_FULL}]|[{_FULL}][ \t]",
}
CHINESE_WIDTHS = {
    "a blank beside a quotation mark": r"[ \t][“”]|[“”][ \t]",
    "no blank between Han and Latin": rf"[一-鿿]{_LATIN}|{_LATIN}[一-鿿]",
    "half-width punctuation beside Han": r"[一-鿿][,;:?!()]|[,;:?!()][一-鿿]",
}


def flat(pattern: ast.Pattern) -> Iterator[str]:
    """The texts of an entry, one for each choice in it; a value stands in them as `VALUE`."""
    text = ""
    for each in pattern.elements:
        inner = each.expression if isinstance(each, ast.Placeable) else None
        if isinstance(each, ast.TextElement):
            text += each.value
        elif isinstance(inner, ast.SelectExpression):
            text += "\ufffd"  # whose choices bring their own blanks
            for variant in inner.variants:
                yield from flat(variant.value)
        else:
            is_again = isinstance(inner, ast.VariableReference) and inner.id.name == "again"
            value = AGAIN if is_again else VALUE
            text += inner.value if isinstance(inner, ast.StringLiteral) else value
    yield text


def faults(language: str, rules: dict[str, str]) -> list[str]:
    """Each entry that breaks a rule, with the rule and the words that do."""
    return [
        f"{language} {key}: {rule}: {found[0]!r} in {text!r}"
        for key, pattern in texts(language).items()
        for text in flat(pattern)
        for rule, broken in rules.items()
        if (found := re.search(broken, text, re.IGNORECASE))
    ]


@for_each("language", LANGUAGES)
def test_each_thing_has_one_term(language: str) -> None:
    assert faults(language, NOT_USED.get(language, {})) == []


@for_each("language", LANGUAGES)
def test_no_text_names_a_setting(language: str) -> None:
    named = {key: SETTING.findall(text) for key, p in texts(language).items() for text in flat(p)}
    assert {key: names for key, names in named.items() if names} == {}


@for_each("language", LANGUAGES)
def test_blanks_stand_by_one_rule(language: str) -> None:
    rules = WIDTHS | (CHINESE_WIDTHS if language.startswith("zh") else {})
    assert faults(language, rules) == []


@for_each("kind", problems.catalogue())
def test_that_a_letter_is_to_be_dropped_again_is_said_in_one_place(kind: str) -> None:
    """A next step that leaves it to `$again` does not say it in words of its own as well."""
    for language, again in {"en": r"\bdrop\b", "zh-CN": r"发到|重新发送|重发|并写明"}.items():
        if "again" in variables(language)[f"{kind}.next"]:
            steps = [each for each in flat(texts(language)[f"{kind}.next"]) if AGAIN in each]
            assert steps
            assert [each for each in steps if re.search(again, each)] == [], language


@for_each("kind", problems.catalogue(problems.FileProblem))
def test_another_file_is_asked_for_wherever_the_file_does_not_do(kind: str) -> None:
    assert "again" in variables("en")[f"{kind}.next"]
