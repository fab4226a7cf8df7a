"""What the words behind /letter ask for."""

from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.commands import Command, Kind, read_command
from bot.text.certificate_ids import is_certificate_id
from tests.for_each import for_each

CERTIFICATE = "flSFd6Fh"


@for_each("text", ["", "  ", "upload", "FORM", "上传", "提交"])
def test_nothing_asks_for_the_form(text: str) -> None:
    assert read_command(text) == Command(Kind.FORM)


@for_each(
    "text",
    [
        "flSFd6Fh",
        "  `flSFd6Fh` ",
        "ｆｌＳＦｄ６Ｆｈ",
        "cert flSFd6Fh please",
        "证书ID：flSFd6Fh",
        "https://console.cloud.tencent.com/ssl/detail/flSFd6Fh",
        "upload flSFd6Fh",
        "上传flSFd6Fh",
    ],
)
def test_an_id_asks_for_the_form_with_it(text: str) -> None:
    assert read_command(text) == Command(Kind.FORM, CERTIFICATE)


@for_each("text", ["document", "20261123", "abcdefgh"])
def test_eight_letters_or_digits_may_be_an_id(text: str) -> None:
    assert read_command(text) == Command(Kind.FORM, text)


@for_each(
    ("kind", "texts"),
    [
        (Kind.PENDING, "pending|PENDING|Pending please|ｐｅｎｄｉｎｇ|list|待处理|待處理|待上传"),
        (Kind.HISTORY, "history|History of flSFd6Fh|log|历史|历史记录|歷史紀錄"),
        (Kind.HELP, "help|help me|?|？|帮助|幫助|用法"),
        (Kind.STATUS, "status|state|状态|狀態|查询|进度"),
    ],
)
def test_a_command_is_understood_in_either_language(kind: Kind, texts: str) -> None:
    assert {read_command(text) for text in texts.split("|")} == {Command(kind)}


@for_each(
    "text",
    [
        "status flSFd6Fh",
        "Status: flSFd6Fh",
        "status of cert flSFd6Fh, please",
        "状态flSFd6Fh",
        "查询状态 ｆｌＳＦｄ６Ｆｈ",
        "status https://console.cloud.tencent.com/ssl/detail/flSFd6Fh",
    ],
)
def test_a_status_is_that_of_the_id_behind_it(text: str) -> None:
    assert read_command(text) == Command(Kind.STATUS, CERTIFICATE)


@for_each(
    ("text", "nearest"),
    [
        ("pendign", Kind.PENDING),
        ("pendding", Kind.PENDING),
        ("/letter pending", Kind.PENDING),
        ("what is pending?", Kind.PENDING),
        ("stat", Kind.STATUS),
        ("statuses", Kind.STATUS),
        ("histoory", Kind.HISTORY),
        ("查一下历史", Kind.HISTORY),
        ("待处里", Kind.PENDING),
        ("hlp", Kind.HELP),
        ("hello", Kind.HELP),
        ("foo", None),
        ("shop.example.com", None),
        ("later", None),
        ("thanks", None),
        ("flSFd6Fh LqQxgqUe", None),
        ("取消", None),
        ("!!!", None),
    ],
)
def test_anything_else_is_unknown_and_goes_with_the_nearest(
    text: str, nearest: Kind | None
) -> None:
    assert read_command(text) == Command(Kind.UNKNOWN, nearest=nearest)


PIECES = st.sampled_from(["status", " ", "flSFd6Fh", "状态", "pend", "?", ":", "<@U1|x>", "\ud800"])


@given(text=st.text() | st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_some_command(text: str) -> None:
    command = read_command(text)
    assert command.certificate_id == "" or is_certificate_id(command.certificate_id)
    assert command.nearest is None or command.kind is Kind.UNKNOWN
    assert command.nearest is not Kind.UNKNOWN


@for_each("piece", ["pendin ", "a", "历", "flSFd6F ", "status ", "`"])
def test_a_very_long_text_is_read_from_its_beginning(piece: str) -> None:
    assert read_command("help " + piece * 100_000) == Command(Kind.HELP)
    assert read_command(piece * 100_000).kind in Kind
