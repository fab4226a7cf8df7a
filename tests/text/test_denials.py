"""Words beside a letter that say which certificate it is not for."""

from bot.inbound.messages import Drop, read
from bot.text.denials import are_denied, denied, is_doubtful, is_question
from tests.for_each import for_each


@for_each(
    "text",
    [
        "not flSFd6Fh",
        "This letter is not for certificate ID: flSFd6Fh",
        "(not `flSFd6Fh`)",
        "please don't use flSFd6Fh for it",
        "anything but cert flSFd6Fh",
        "不是flSFd6Fh的确认函",
        "不要传到证书flSFd6Fh",
    ],
)
def test_a_drop_that_only_says_what_it_is_not_for_names_nothing(text: str) -> None:
    assert are_denied(text, ["flSFd6Fh"])


@for_each(
    "text",
    [
        "for flSFd6Fh",
        "cert flSFd6Fh isn't issued, here is its letter",
        "certificate not issued: flSFd6Fh",
        "the letter was not sent for flSFd6Fh",
        "Do not forget flSFd6Fh",
        "why not flSFd6Fh",
        "not flSFd6Fh - well, flSFd6Fh it is",
        "I can't upload the letter for flSFd6Fh, please do",
        "确认函不是扫描件，flSFd6Fh",
        "不用谢 flSFd6Fh",
        "",
    ],
)
def test_other_negations_deny_no_certificate(text: str) -> None:
    assert not are_denied(text, ["flSFd6Fh"])


def test_what_a_drop_denies_is_left_out_unless_it_names_more() -> None:
    file = {"id": "F1", "name": "letter.pdf", "mimetype": "application/pdf", "mode": "hosted"}
    event = {"type": "message", "user": "U03MEILIN42", "channel": "C04CERTSHOP"}
    event |= {"ts": "1795423540.000600", "subtype": "file_share", "files": [file]}
    for text, count in (("the letter, not for flSFd6Fh", 0), ("not flSFd6Fh but LqQxgqUe", 2)):
        drop = read(event | {"text": text}, team="T1", bot_user="U02LETTERBOT")
        assert isinstance(drop, Drop)
        assert len(drop.candidates) == count


NO_PLAIN_ANSWER = """
    has ID been issued yet? | when will ID be done? | who owns ID? | why ID?
    is ID a wildcard? | any news on ID? | ID. Has it been issued? | forget ID
    when will ID be done | I never said ID | I didn't say ID | skip ID
    wrong: ID | ID was a typo | not ID - well, ID it is | anything but ID
    I first thought ID, but it is not ID | certificate: ID was issued, thanks
    ID 审核到哪一步了？ | ID 签发了吗 | ID 签发了没 | ID 怎么样了 | ID 是谁的
    有人看过 ID 吗 | ID 还在审核吗？ | ID 什么时候下来 | 我没说 ID | 别管 ID
    what about ID | any update on ID | ID is the old one | 查一下 ID 的进度 | ID 的证书签了吗
    ID comes later | ID I will send tomorrow | ID is already uploaded | ID has nothing to do with it
    ID 的确认函明天再发 | ID 的事晚点再说
    除了 ID | ID 用错了 | 非 ID | ID 没用 | 证书：ID 的确认函已作废，不要再用
"""
PLAIN_ANSWERS = """
    ID? | is it ID? | maybe ID? | could it be ID? | I think it is ID?
    can you use ID? | do you mean ID? | ID, right? | ID, not the old one
    not sure, perhaps ID? | don't forget: ID | No problem, it's ID | cert no ID
    certificate: ID, the letter follows | cert ID is through | ID not the old one
    No, ID | ID 行不行？ | It is ID. Can you upload it? | 没写编号，是 ID
    wrong file name, it is ID
    应该是 ID 吧？ | ID 吗？ | 是不是 ID？ | 用 ID 可以吗？ | ID 没错 | ID 已盖章 | 写错了 应该是 ID
    | ID without a doubt | 还没签发的那个 ID
    不知道是不是ID | 会不会是 ID 呢 | 不是旧的而是 ID | 别忘了 ID | 不急，ID
"""


def _each(table: str) -> list[str]:
    each = table.replace("ID", "flSFd6Fh").replace("\n", "|").split("|")
    return [text.strip() for text in each if text.strip()]


@for_each("text", _each(NO_PLAIN_ANSWER))
def test_a_question_about_it_and_what_denies_it_is_no_plain_answer(text: str) -> None:
    assert is_doubtful(text, ["flSFd6Fh"])


def test_a_question_mark_behind_a_pages_address_asks() -> None:
    assert is_question("shop.example.com/cart?")
    assert not is_question("shop.example.com/cart?a=1 it is")


HELD_BACK = """
    do not upload this for ID | please do not upload to certificate ID yet | draft for ID
    ID - hold on, do not send this yet | certificate ID is wrong, ignore | wrong letter for ID
    证书 ID 的确认函，先别传 | ID 先不要上传 | ID 草稿，未盖章
"""
LET_GO = """
    letter for ID | certificate ID, signed and sealed | ignore my last message, it is for ID
    don't forget to tell me: ID | ID 的确认函，已盖章 | 请不要着急，ID | 不要用旧的，ID
"""


def test_words_that_hold_a_letter_back_make_one_ask() -> None:
    file = {"id": "F1", "name": "letter.pdf", "mimetype": "application/pdf", "mode": "hosted"}
    event = {"type": "message", "user": "U03MEILIN42", "channel": "C04CERTSHOP"}
    event |= {"ts": "1795423540.000600", "subtype": "file_share", "files": [file]}
    for table, unsure in ((HELD_BACK, True), (LET_GO, False)):
        for text in _each(table):
            drop = read(event | {"text": text}, team="T1", bot_user="U02LETTERBOT")
            assert isinstance(drop, Drop)
            assert [each.unsure for each in drop.candidates] == [unsure], text


@for_each("text", _each(PLAIN_ANSWERS))
def test_an_answer_that_only_sounds_unsure_is_plain(text: str) -> None:
    assert not is_doubtful(text, ["flSFd6Fh"])
    assert is_question(text) == ("?" in text or "？" in text or text.endswith("呢"))


@for_each(
    ("text", "names", "expected"),
    [
        ("not Shop77.Example.com", "shop77.example.com", "shop77.example.com"),
        ("不是 例子.中国", "xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"),
        ("not MÜNCHEN.example", "xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
        ("not flSFd6Fh but Shop.Example.COM", "flSFd6Fh shop.example.com", "flSFd6Fh"),
        ("flSFd6Fh? No, not flSFd6Fh", "flSFd6Fh", "flSFd6Fh"),
        ("not flSFd6Fh. Well, flSFd6Fh", "flSFd6Fh", ""),
        ("not FLSFD6FH but flSFd6Fh", "flSFd6Fh", ""),
    ],
)
def test_a_name_is_denied_in_any_spelling_and_everywhere(
    text: str, names: str, expected: str
) -> None:
    assert " ".join(denied(text, names.split())) == expected


@for_each("text", ["not " * 2_500, "flSFd6Fh " * 1_100, "\n" * 10_000, " " * 9_999 + "?"])
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    denied(text, ["flSFd6Fh"])
    is_doubtful(text, ["flSFd6Fh"])


@for_each(
    ("typed", "forwarded", "expected"),
    [
        (
            "can somebody check this?",
            "The letter for certificate flSFd6Fh, not sealed yet",
            "asked",
        ),
        ("FYI", "certificate flSFd6Fh", "asked"),
        ("供参考", "证书 flSFd6Fh 的确认函", "asked"),
        ("请上传", "证书 flSFd6Fh 的确认函已作废", "asked"),
        ("", "is flSFd6Fh issued?", "asked"),
        ("", "certificate flSFd6Fh", "plain"),
        ("letter, please", "certificate flSFd6Fh", "plain"),
        ("请上传", "证书ID：flSFd6Fh 的确认函", "plain"),
    ],
)
def test_an_id_in_forwarded_words_is_asked_about_unless_it_is_plainly_meant(
    typed: str, forwarded: str, expected: str
) -> None:
    file = {"id": "F1", "name": "letter.pdf", "mimetype": "application/pdf", "mode": "hosted"}
    shared = {"is_share": True, "author_id": "U1", "text": forwarded, "files": [file]}
    event = {"type": "message", "user": "U03MEILIN42", "channel": "C04CERTSHOP", "text": typed}
    event |= {"ts": "1795423540.000600", "attachments": [shared]}
    drop = read(event, team="T1", bot_user="U02LETTERBOT")
    assert isinstance(drop, Drop)
    named = {each.certificate_id: each.unsure for each in drop.candidates}
    assert named["flSFd6Fh"] == (expected == "asked")
