"""What people see in Slack: the right words, safe ones, within Slack's limits."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import problems
from bot.problems import (
    CertificateNotFound,
    ConsoleOnly,
    FileTooLarge,
    IncompleteDownload,
    NoLetterForDv,
    OfficeDocument,
    OutcomeUnclear,
    Problem,
    UnknownRefusal,
)
from bot.views import answers, home, questions
from bot.views.answers import Subject
from bot.views.blocks import Reply
from bot.views.markup import code, moment, plain
from bot.views.words import CHINESE, ENGLISH, Words
from tests.views import (
    CERTIFICATE,
    CONSOLE,
    REQUEST_ID,
    SUBJECT,
    Arrived,
    every_problem,
    everything_said,
    sample,
)

EN = Words(ENGLISH, strict=True)
ZH = Words(CHINESE, strict=True)
BOTH = pytest.mark.parametrize("words", [EN, ZH], ids=[ENGLISH, CHINESE])
EACH = pytest.mark.parametrize("problem", every_problem(), ids=lambda each: type(each).__name__)

TEXT_LIMITS = {"section": 3_000, "header": 150, "context": 2_000, "button": 75}
HOSTILE = "<!channel> *bold* `code` _x_ ~y~ & <@U1>\n<https://evil.example|here>\u202e.fdp"


def keep_slacks_limits(blocks: list[dict[str, Any]], most: int = 50) -> None:
    """Fail where Slack would answer `invalid_blocks`."""
    assert 1 <= len(blocks) <= most
    for block in blocks:
        assert block["type"] in {"header", "section", "context", "actions"}
        if block["type"] in {"context", "actions"}:
            assert 1 <= len(block["elements"]) <= (10 if block["type"] == "context" else 25)
        for text, limit in _texts(block):
            assert 1 <= len(text) <= limit
        for button in _buttons([block]):
            assert len(button["url"]) <= 3_000
            assert len(button["action_id"]) <= 255


def _texts(block: dict[str, Any]) -> list[tuple[str, int]]:
    limit = TEXT_LIMITS["button" if block["type"] == "actions" else block["type"]]
    holders = block.get("elements", [block])
    found = [
        each["text"] if isinstance(each["text"], str) else each["text"]["text"] for each in holders
    ]
    return [(text, limit) for text in found]


def _buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [b for block in blocks if block["type"] == "actions" for b in block["elements"]]


def _shown(reply: Reply) -> str:
    """Everything that the blocks show."""
    return "\n".join(text for block in reply.blocks for text, _ in _texts(block))


def _first_line(reply: Reply) -> str:
    return str(reply.blocks[0]["text"]["text"]).split("\n")[0]


# Accepted ----------------------------------------------------------------------------------------


def test_the_answer_to_an_accepted_letter_says_it_all() -> None:
    reply = answers.accepted(SUBJECT, Arrived(), EN)
    assert _first_line(reply) == "✅ *Letter accepted* · `flSFd6Fh`"
    assert "`letter.pdf`" in _shown(reply)
    assert f"RequestId `{REQUEST_ID}`" in _shown(reply)
    assert "3–5 working days for OV, 5–7 for EV" in _shown(reply)
    assert [b["url"] for b in _buttons(reply.blocks)] == [CONSOLE]
    assert reply.text.startswith("Tencent Cloud has accepted letter.pdf for certificate flSFd6Fh.")
    assert reply.text.endswith(f"RequestId {REQUEST_ID}")


def test_the_answer_to_an_accepted_letter_reads_well_in_chinese() -> None:
    reply = answers.accepted(SUBJECT, Arrived(), ZH)
    assert _first_line(reply) == "✅ *确认函提交成功* · `flSFd6Fh`"
    assert reply.text.startswith(
        "证书 flSFd6Fh 的确认函 letter.pdf 已由腾讯云接收。接下来由 CA 机构审核"
    )


def test_a_letter_found_by_the_status_is_told_as_such_with_the_look_ups_request_id() -> None:
    reply = answers.accepted(SUBJECT, Arrived(seen_by_status=True), EN)
    assert "the answer to the upload got lost" in _shown(reply)
    assert f"RequestId of the status check `{REQUEST_ID}`" in _shown(reply)


def test_the_same_letter_again_gets_the_first_receipt_and_when_it_was() -> None:
    first = "https://example.slack.com/archives/C1/p1700000000000000"
    reply = answers.accepted_before(SUBJECT, Arrived(), 1_700_000_000.5, EN, first)
    assert _first_line(reply) == "✅ *Already accepted, nothing uploaded* · `flSFd6Fh`"
    date = "<!date^1700000000^{date_short_pretty} {time}|2023-11-14 22:13 UTC>"
    assert date in _shown(reply)
    assert "2023-11-14 22:13 UTC" in reply.text
    assert "<" not in reply.text
    assert REQUEST_ID in _shown(reply)
    assert [b["url"] for b in _buttons(reply.blocks)] == [CONSOLE, first]


def test_the_line_while_working_names_the_letter_and_the_certificate() -> None:
    reply = answers.working(EN, "letter.pdf", CERTIFICATE)
    assert reply.text == "Uploading letter.pdf for certificate flSFd6Fh …"
    assert _shown(reply) == "Uploading `letter.pdf` for certificate `flSFd6Fh` …"


# Refused -----------------------------------------------------------------------------------------


@BOTH
@EACH
def test_every_problem_is_answered_with_its_three_texts_within_slacks_limits(
    problem: Problem, words: Words
) -> None:
    reply = answers.refused(SUBJECT, problem, words)
    keep_slacks_limits(reply.blocks)
    assert _first_line(reply).startswith("❌ *")
    assert _first_line(reply).endswith("* · `flSFd6Fh`")
    assert [b["url"] for b in _buttons(reply.blocks)] == [CONSOLE]
    assert "{" not in _shown(reply) + reply.text


@BOTH
@EACH
def test_the_text_for_notifications_is_made_of_full_sentences(
    problem: Problem, words: Words
) -> None:
    text = answers.refused(SUBJECT, problem, words).text
    assert CERTIFICATE in text
    assert len(re.findall(r"[.。]", text)) >= 3
    assert "`" not in text
    assert "\n" not in text
    assert len(text) < 1_500


@EACH
def test_without_a_certificate_there_is_neither_an_id_nor_a_button(problem: Problem) -> None:
    reply = answers.refused(Subject("letter.pdf"), problem, EN)
    keep_slacks_limits(reply.blocks)
    assert " · " not in _first_line(reply)
    assert _buttons(reply.blocks) == []


def test_a_refusal_by_tencent_shows_code_request_id_and_tencents_own_message() -> None:
    problem = CertificateNotFound("FailedOperation.CertificateNotFound", "证书不存在", REQUEST_ID)
    reply = answers.refused(SUBJECT, problem, EN)
    small_print = [element["text"] for element in reply.blocks[-1]["elements"]]
    assert small_print == [
        "File `letter.pdf`",
        "Error code `FailedOperation.CertificateNotFound`",
        f"RequestId `{REQUEST_ID}`",
        "Tencent Cloud's message `证书不存在`",
    ]
    for part in ("FailedOperation.CertificateNotFound", REQUEST_ID, "证书不存在"):
        assert part in reply.text


def test_what_tencent_did_not_say_is_left_out() -> None:
    reply = answers.refused(SUBJECT, UnknownRefusal("Odd.Code", "", ""), EN)
    assert [e["text"] for e in reply.blocks[-1]["elements"]] == [
        "File `letter.pdf`",
        "Error code `Odd.Code`",
    ]


@pytest.mark.parametrize(
    ("kind", "first_line"),
    [
        (OfficeDocument, "❌ *Not uploaded* · `flSFd6Fh`"),
        (CertificateNotFound, "❌ *Refused by Tencent Cloud* · `flSFd6Fh`"),
        (ConsoleOnly, "❌ *Please upload this letter in the console* · `flSFd6Fh`"),
        (NoLetterForDv, "❌ *No letter needed* · `flSFd6Fh`"),
        (OutcomeUnclear, "❌ *It is not clear whether the letter arrived* · `flSFd6Fh`"),
        (problems.Mishap, "❌ *It is not clear whether the letter arrived* · `flSFd6Fh`"),
    ],
)
def test_the_first_line_claims_no_more_than_is_known(kind: type[Problem], first_line: str) -> None:
    assert _first_line(answers.refused(SUBJECT, sample(kind), EN)) == first_line


def test_use_the_console_reads_as_a_normal_ending_with_its_steps() -> None:
    shown = _shown(answers.refused(SUBJECT, sample(ConsoleOnly), EN))
    assert "your file passed all checks here" in shown
    assert "1. Save the file" in shown
    assert "3. Choose “Upload confirmation letter”" in shown


@pytest.mark.parametrize(
    ("kind", "english", "chinese"),
    [
        ("word", "is a Word document.", "是 Word 文档。"),
        ("excel", "is an Excel workbook.", "是 Excel 表格。"),
        ("powerpoint", "is a PowerPoint presentation.", "是 PowerPoint 演示文稿。"),
        ("opendocument", "is an OpenDocument file.", "是 OpenDocument 文档。"),
        ("something new", "is an office document.", "是 Office 文档。"),
    ],
)
def test_an_office_file_is_called_by_its_program(kind: str, english: str, chinese: str) -> None:
    problem = OfficeDocument("letter.docx", kind)
    assert f"`letter.docx` {english}" in _shown(answers.refused(SUBJECT, problem, EN))
    assert f"`letter.docx` {chinese}" in _shown(answers.refused(SUBJECT, problem, ZH))


def test_sizes_are_shown_with_their_unit() -> None:
    shown = _shown(answers.refused(SUBJECT, FileTooLarge("x.pdf", 1_887_437, 1_468_006), EN))
    assert "`x.pdf` is 1.8 MB. Tencent Cloud accepts up to 1.4 MB." in shown


def test_two_sizes_that_would_look_the_same_are_shown_exactly() -> None:
    one_too_many = FileTooLarge("x.pdf", 1_468_007, 1_468_006)
    assert "is 1,468,007 bytes" in _shown(answers.refused(SUBJECT, one_too_many, EN))
    short = IncompleteDownload("x.pdf", 1_200_000, 1_200_001)
    assert (
        "1,200,000 bytes came instead of 1,200,001 bytes"
        in answers.refused(SUBJECT, short, EN).text
    )


def test_who_may_not_upload_reads_why_and_whom_to_ask() -> None:
    told = answers.turned_away(problems.ChannelNotAllowed(), EN)
    assert told.startswith("I do not take letters in this channel. ")
    assert "LETTERDROP_CHANNELS" in told


@pytest.mark.parametrize("url", ["", None, "javascript:alert(1)", "https://x/" + "y" * 3_000])
def test_an_address_that_slack_would_refuse_makes_no_button(url: str | None) -> None:
    reply = answers.refused(Subject("letter.pdf", CERTIFICATE, url), sample(ConsoleOnly), EN)
    assert _buttons(reply.blocks) == []


# Questions ---------------------------------------------------------------------------------------


def test_the_question_is_one_line_with_an_example() -> None:
    reply = questions.which_certificate(EN, "letter.pdf")
    assert reply.text == (
        "Which certificate is letter.pdf for? Reply here with its ID, e.g. flSFd6Fh."
    )
    assert _shown(reply) == (
        "Which certificate is `letter.pdf` for? Reply here with its ID, e.g. `flSFd6Fh`."
    )


def test_several_named_certificates_are_offered_once_each() -> None:
    reply = questions.which_certificate(EN, "letter.pdf", ["aBcD1234", "a91hoLqi", "aBcD1234"])
    assert _shown(reply).startswith(
        "You named `aBcD1234` and `a91hoLqi`. Which one is `letter.pdf`"
    )


def test_one_named_certificate_is_asked_for_like_none() -> None:
    assert questions.which_certificate(EN, "x", ["aBcD1234"]) == questions.which_certificate(
        EN, "x"
    )


def test_an_unknown_certificate_is_named_in_the_question() -> None:
    reply = questions.unknown_certificate(ZH, "letter.pdf", "aBcD1234")
    assert _shown(reply).startswith("账号下没有 ID 为 `aBcD1234` 的证书")


def test_an_expired_question_ends_as_not_uploaded() -> None:
    reply = questions.question_expired(EN, "letter.pdf", 7)
    assert _first_line(reply) == "❌ *Not uploaded*"
    assert "within 7 days" in reply.text


# Home and help -----------------------------------------------------------------------------------


def test_the_help_tells_the_three_steps() -> None:
    assert home.help_text(EN).startswith("*How to hand in a confirmation letter*\n1. ")


@BOTH
def test_the_home_shows_how_it_is_done_in_three_steps_and_the_limits(words: Words) -> None:
    view = home.home(words)
    keep_slacks_limits(view["blocks"], most=100)
    assert view["type"] == "home"
    shown = json.dumps(view, ensure_ascii=False)
    assert all(f"{step}. " in shown for step in (1, 2, 3))
    assert "1 KB" in shown
    assert "1.4 MB" in shown


# Foreign text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("letter.pdf", "`letter.pdf`"),
        ("<!channel>", "`&lt;!channel&gt;`"),
        ("*bold* _it_ ~no~", "`*bold* _it_ ~no~`"),
        ("a`b``c", "`a'b''c`"),
        ("one\ntwo\r\n\tthree", "`one two three`"),
        ("R&D.pdf", "`R&amp;D.pdf`"),
        ("exe\u202efdp.pdf", "`exe fdp.pdf`"),
        ("lone \ud800 surrogate", "`lone surrogate`"),
        ("确认函.pdf", "`确认函.pdf`"),
        ("", "`?`"),
        ("\n\u200b", "`?`"),
        ("x" * 300, "`" + "x" * 79 + "…`"),
    ],
)
def test_a_name_is_shown_as_it_is_and_does_nothing(text: str, shown: str) -> None:
    assert code(text) == shown


def test_a_moment_is_shown_in_the_readers_own_zone() -> None:
    assert moment(0) == "<!date^0^{date_short_pretty} {time}|1970-01-01 00:00 UTC>"


@BOTH
@EACH
def test_hostile_names_ids_and_messages_call_nobody_and_format_nothing(
    problem: Problem, words: Words
) -> None:
    foreign = dict.fromkeys(("name", "host", "code", "message", "request_id", "reference"), HOSTILE)
    hostile = sample(type(problem), **foreign)
    reply = answers.refused(Subject(HOSTILE, HOSTILE, CONSOLE), hostile, words)
    keep_slacks_limits(reply.blocks)
    for text in (reply.text, _shown(reply)):
        assert not re.search(r"<[!@#h]", text)
        assert "\u202e" not in text
    outside = re.sub(r"`[^`\n]*`", "", _shown(reply))
    assert "`" not in outside
    assert "bold" not in outside


@given(name=st.text(), certificate=st.text(), message=st.text(max_size=900), url=st.text())
def test_no_name_and_no_message_breaks_an_answer(
    name: str, certificate: str, message: str, url: str
) -> None:
    subject = Subject(name, certificate, "https://" + url)
    refusal = UnknownRefusal(message, message, message)
    replies = [
        answers.refused(subject, refusal, ZH),
        answers.refused(subject, OfficeDocument(name, "word"), EN),
        answers.accepted(subject, Arrived(message), EN),
        answers.accepted_before(subject, Arrived(message, seen_by_status=True), 0, ZH, url),
        answers.working(EN, name, certificate),
        questions.which_certificate(EN, name, [certificate, message, *name]),
        questions.unknown_certificate(ZH, name, certificate),
    ]
    for reply in replies:
        keep_slacks_limits(reply.blocks)
        assert 1 <= len(reply.text) <= 4_000
        assert "\n" not in reply.text
        json.dumps(reply.blocks).encode()
        reply.text.encode()


@given(st.text(alphabet="&<>", min_size=1_000, max_size=1_000))
def test_text_that_grows_when_it_is_escaped_still_fits(text: str) -> None:
    reply = answers.refused(Subject(text, text, CONSOLE), UnknownRefusal(text, text, text), EN)
    keep_slacks_limits(reply.blocks)
    assert len(reply.text) <= 4_000


@given(st.text())
def test_plain_text_holds_no_control_character_of_slacks(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", shown)
    assert shown.isprintable()
    assert shown.strip() == shown != ""


@BOTH
def test_nothing_that_is_said_breaks_slacks_limits(words: Words) -> None:
    for said in everything_said(words):
        if isinstance(said, Reply):
            keep_slacks_limits(said.blocks)
            assert said.text
