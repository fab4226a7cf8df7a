"""The result of a letter: the right words, safe ones, within Slack's limits."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import action_ids
from bot.certificates.states import NothingToUpload
from bot.files.results import Mending
from bot.permissions import NotAllowed
from bot.problems import FormatProblem, Heading, IncompleteDownload, Problem, SizeProblem
from bot.slack.shapes import Reply
from bot.tencent.certificate import CertificateStatus
from bot.tencent.error_codes import Refusal, refusal
from bot.tencent.responses import Receipt
from bot.views import results
from bot.views.certificates import level, product
from bot.views.markup import code, day, joined, mention, moment, plain, raw, shortened, web_link
from bot.views.reactions import ACCEPTED, EMOJI, ISSUED, REFUSED, WORST_FIRST, mark_of
from bot.views.results import Outcome
from bot.views.subject import Subject
from bot.views.words import Words
from tests.for_each import for_each
from tests.views.samples import (
    BOTH,
    CERTIFICATE,
    CONSOLE,
    EN,
    HOSTILE,
    ORDERED,
    RECEIPT,
    REQUEST_ID,
    REVOKED,
    SEEN,
    SUBJECT,
    ZH,
    certificate,
    elements,
    every_problem,
    everything_said,
    keep_slacks_limits,
    outside_of_code,
    sample,
    shown,
    without_ours,
)

EACH = for_each("problem", every_problem())


def _first_line(reply: Reply) -> str:
    return str(reply.blocks[0]["text"]["text"]).split("\n")[0]


def _urls(reply: Reply) -> list[str]:
    return [each["url"] for each in elements(reply) if "url" in each]


def _about(known: CertificateStatus) -> Subject:
    return Subject("letter.pdf", CERTIFICATE, CONSOLE, known)


# Accepted ----------------------------------------------------------------------------------------


def test_the_answer_to_an_accepted_letter_says_it_all() -> None:
    reply = results.accepted(SUBJECT, RECEIPT, EN)
    assert _first_line(reply) == "✅ *Letter uploaded* · `flSFd6Fh`"
    assert "`letter.pdf`" in shown(reply)
    assert f"RequestId `{REQUEST_ID}`" in shown(reply)
    assert "3–5 working days for OV, 5–7 for EV" in shown(reply)
    assert _urls(reply) == [CONSOLE]
    assert reply.text.startswith("Letter uploaded · flSFd6Fh · Tencent Cloud has received")
    assert reply.text.endswith(f"RequestId {REQUEST_ID}")


def test_the_answer_to_an_accepted_letter_reads_well_in_chinese() -> None:
    reply = results.accepted(SUBJECT, RECEIPT, ZH)
    assert _first_line(reply) == "✅ *确认函已上传* · `flSFd6Fh`"
    told = "确认函已上传 · flSFd6Fh · 腾讯云已收到 letter.pdf。CA 机构审核一般需"
    assert reply.text.startswith(told)


def test_a_letter_found_by_the_status_is_told_as_such_with_the_look_ups_request_id() -> None:
    reply = results.accepted(SUBJECT, SEEN, EN)
    assert "the answer to the upload got lost" in shown(reply)
    assert f"RequestId of the status check `{REQUEST_ID}`" in shown(reply)


def test_the_same_letter_again_gets_the_first_receipt_and_when_it_was() -> None:
    first = "https://example.slack.com/archives/C1/p1700000000000000"
    reply = results.accepted_before(SUBJECT, RECEIPT, 1_700_000_000.5, EN, first)
    assert _first_line(reply) == "✅ *Already uploaded* · `flSFd6Fh`"
    date = "<!date^1700000000^{date_short_pretty} {time}|2023-11-14 22:13 UTC>"
    assert date in shown(reply)
    assert "2023-11-14 22:13 UTC" in reply.text
    assert "<" not in reply.text
    assert REQUEST_ID in shown(reply)
    assert _urls(reply) == [CONSOLE, first]


def test_the_line_while_working_names_the_letter_and_the_certificate() -> None:
    reply = results.working(EN, "letter.pdf", CERTIFICATE, "upload")
    assert reply.text == "Uploading letter.pdf for certificate flSFd6Fh …"
    assert shown(reply) == "Uploading `letter.pdf` for certificate `flSFd6Fh` …"


def test_the_answer_names_domain_product_and_how_long_the_ca_takes() -> None:
    reply = results.accepted(_about(certificate()), RECEIPT, EN)
    assert _first_line(reply) == "✅ *Letter uploaded* · `flSFd6Fh` · `shop.example.com`"
    assert "usually within 3–5 working days" in shown(reply)
    assert "Product `SecureSite OV SSL`" in shown(reply)
    for part in ("flSFd6Fh (shop.example.com)", "3–5 working days", "SecureSite OV SSL"):
        assert part in reply.text


def test_an_ev_certificate_takes_longer() -> None:
    known = certificate(product_name="增强型专业版")
    reply = results.accepted(_about(known), RECEIPT, ZH)
    assert "一般需 5–7 个工作日" in shown(reply)
    assert "证书类型 `增强型专业版 (EV)`" in shown(reply)


@for_each(
    ("name", "validation", "product_name"),
    [
        ("SecureSite OV SSL", "OV", "SecureSite OV SSL"),
        ("GeoTrust EV Multi-Domain", "EV", "GeoTrust EV Multi-Domain"),
        ("企业型(OV)通配符", "OV", "企业型(OV)通配符"),
        ("企业型", "OV", "企业型 (OV)"),
        ("增强型专业版", "EV", "增强型专业版 (EV)"),
        ("DEVELOPER NOVA", "", "DEVELOPER NOVA"),
        ("OV or EV", "", "OV or EV"),
        (" ", "", ""),
    ],
)
def test_the_level_is_read_from_the_products_name(
    name: str, validation: str, product_name: str
) -> None:
    known = certificate(product_name=name)
    assert (level(known), product(known)) == (validation, product_name)


def test_a_dv_certificate_is_called_so_whatever_its_product_is_called() -> None:
    known = certificate(product_name="TrustAsia TLS RSA CA", is_dv=True)
    assert (level(known), product(known)) == ("DV", "TrustAsia TLS RSA CA (DV)")
    assert product(certificate(product_name="", is_dv=True)) == "DV"


def test_a_revocation_letter_is_told_as_one_and_that_it_is_for_good() -> None:
    reply = results.accepted(_about(REVOKED), RECEIPT, EN)
    assert _first_line(reply).startswith("✅ *Revocation letter uploaded* · `flSFd6Fh`")
    assert "revokes the certificate for good" in shown(reply)
    assert "Revocation letter uploaded · flSFd6Fh" in reply.text
    assert "working days" not in shown(reply)


def test_a_watched_certificate_can_be_let_go_and_one_that_is_not_watched_promises_nothing() -> None:
    watched = results.accepted(SUBJECT, RECEIPT, EN, watched=True)
    left = results.accepted(SUBJECT, RECEIPT, EN)
    assert "post the CA's decision here" in shown(watched)
    assert action_ids.STOP_WATCHING in [each["action_id"] for each in elements(watched)]
    assert "post the CA's decision" not in shown(left) + left.text
    assert action_ids.STOP_WATCHING not in [each["action_id"] for each in elements(left)]
    in_console = results.refused(SUBJECT, sample("console-only"), EN, watched=True)
    assert "post the CA's decision here" in shown(in_console)
    assert action_ids.STOP_WATCHING in [each["action_id"] for each in elements(in_console)]


# Several files, and the form ---------------------------------------------------------------------


def test_the_sum_of_several_files_counts_and_has_a_line_for_each() -> None:
    reason = results.short_reason(SizeProblem("file-too-large", "b.pdf", 1_887_437, 1_468_006), EN)
    outcomes = [
        Outcome("a.pdf", CERTIFICATE, ACCEPTED),
        Outcome("b.pdf", "aBcD1234", REFUSED, reason),
        Outcome("c.pdf", "", ""),
    ]
    reply = results.summary(EN, outcomes)
    assert shown(reply).split("\n") == [
        "*1 of 3 letters uploaded*",
        "✅ `a.pdf` · `flSFd6Fh`",
        "❌ `b.pdf` · `aBcD1234` · The file is 1.8 MB.",
        "⏳ `c.pdf` · Please answer the question in this thread.",
    ]
    assert reply.text.startswith("1 of 3 letters uploaded · ✅ a.pdf · flSFd6Fh · ❌ b.pdf")


def test_the_reason_in_a_sum_speaks_of_the_file_without_its_name() -> None:
    problem = SizeProblem("file-too-large", "b.pdf", 1_887_437, 1_468_006)
    assert results.short_reason(problem, EN) == "The file is 1.8 MB."
    assert results.short_reason(problem, ZH) == "该文件的大小为 1.8 MB。"


def test_of_very_many_files_the_rest_is_counted() -> None:
    reply = results.summary(EN, [Outcome("a.pdf", CERTIFICATE, ACCEPTED)] * 100)
    keep_slacks_limits(reply)
    assert shown(reply).endswith("\n80 more")
    assert reply.text.endswith(" · 80 more")


def test_what_the_form_hands_in_is_told_with_person_file_certificate_and_note() -> None:
    reply = results.submitted(EN, "U0ALICE", _about(certificate()), "for *Bob* <@U2>")
    told = "<@U0ALICE> uploads `letter.pdf` for certificate `flSFd6Fh` (`shop.example.com`)."
    assert shown(reply).split("\n") == [told, "Note: for *Bob* <@U2>"]
    assert reply.blocks[1]["elements"][0]["type"] == "plain_text"  # no markup is read in it
    assert reply.text.endswith("Note: for *Bob* &lt;@U2&gt;")


def test_without_a_note_there_is_no_line_for_it() -> None:
    reply = results.submitted(ZH, "U0ALICE", SUBJECT, note="  ")
    assert shown(reply) == "<@U0ALICE> 将 `letter.pdf` 作为证书 `flSFd6Fh` 的确认函上传。"


# Refused -----------------------------------------------------------------------------------------


@BOTH
@EACH
def test_every_problem_is_answered_with_its_three_texts_within_slacks_limits(
    problem: Problem, words: Words
) -> None:
    reply = results.refused(SUBJECT, problem, words)
    keep_slacks_limits(reply)
    assert _first_line(reply).startswith(f"{EMOJI[mark_of(problem.traits.heading)]} *")
    assert _first_line(reply).endswith("* · `flSFd6Fh`")
    assert _urls(reply) == [CONSOLE]
    assert "{" not in without_ours(shown(reply)) + reply.text


@BOTH
@EACH
def test_the_text_for_notifications_is_made_of_full_sentences(
    problem: Problem, words: Words
) -> None:
    text = results.refused(SUBJECT, problem, words).text
    assert CERTIFICATE in text
    assert len(re.findall(r"[.。]", text)) >= 3
    assert "`" not in text
    assert "\n" not in text
    assert len(text) < 1_500


@EACH
def test_without_a_certificate_there_is_neither_an_id_nor_a_button(problem: Problem) -> None:
    reply = results.refused(Subject("letter.pdf"), problem, EN)
    keep_slacks_limits(reply)
    assert " · " not in _first_line(reply)
    assert elements(reply) == []


def test_a_refusal_by_tencent_shows_code_request_id_and_tencents_own_message() -> None:
    problem = refusal("FailedOperation.CertificateNotFound", "证书不存在", REQUEST_ID)
    reply = results.refused(SUBJECT, problem, EN)
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
    reply = results.refused(SUBJECT, Refusal("unknown-refusal", "Odd.Code", "", ""), EN)
    assert [e["text"] for e in reply.blocks[-1]["elements"]] == [
        "File `letter.pdf`",
        "Error code `Odd.Code`",
    ]


@for_each(
    ("kind", "first_line"),
    [
        ("office-document", "❌ *Not uploaded* · `flSFd6Fh`"),
        ("certificate-not-found", "❌ *No such certificate* · `flSFd6Fh`"),
        ("console-only", "👉 *Please upload this letter in the console* · `flSFd6Fh`"),
        ("no-letter-for-dv", "ℹ️ *No letter needed* · `flSFd6Fh`"),
        ("dv-certificate", "ℹ️ *No letter needed* · `flSFd6Fh`"),
        ("already-issued", "ℹ️ *No letter needed* · `flSFd6Fh`"),
        ("revocation-in-console", "👉 *Please upload this letter in the console* · `flSFd6Fh`"),
        ("outcome-unclear", "❓ *Not clear whether the letter arrived* · `flSFd6Fh`"),
        ("mishap", "❓ *Not clear whether the letter arrived* · `flSFd6Fh`"),
    ],
)
def test_the_first_line_claims_no_more_than_is_known(kind: str, first_line: str) -> None:
    assert _first_line(results.refused(SUBJECT, sample(kind), EN)) == first_line


@for_each(
    ("kind", "subject", "again"),
    [
        ("office-document", SUBJECT, "into this thread; no ID needed."),
        ("office-document", Subject("letter.pdf"), "here with the certificate ID."),
        ("letter-too-large", SUBJECT, "into this thread; no ID needed."),
        ("clock-wrong", SUBJECT, "into this thread; no ID needed."),
        ("nobody-agreed", SUBJECT, "into this thread; no ID needed."),
        ("letter-format", Subject("letter.pdf"), "here with the certificate ID."),
        ("review-failed", SUBJECT, "here with the certificate ID."),  # the ID may be wrong
        ("certificate-not-found", SUBJECT, None),
        ("already-in-review", SUBJECT, None),
        ("console-only", SUBJECT, None),
        ("mishap", SUBJECT, None),
    ],
)
def test_whether_the_letter_and_its_id_are_needed_again_is_said_once(
    kind: str, subject: Subject, again: str | None
) -> None:
    reply = results.refused(subject, sample(kind), EN)
    for told in (shown(reply), reply.text):
        assert told.count("Then drop the letter ") == (again is not None)
        assert again is None or f"Then drop the letter {again}" in told


@BOTH
def test_each_ending_has_a_mark_of_its_own_in_text_and_as_reaction(words: Words) -> None:
    marks = {mark_of(each) for each in Heading}
    assert marks | {ACCEPTED, ISSUED} == set(WORST_FIRST)
    assert len(set(EMOJI.values())) == len(EMOJI) == len(WORST_FIRST) + 1
    outcomes = [Outcome("a.pdf", "", mark) for mark in WORST_FIRST]
    told = shown(results.summary(words, outcomes)).split("\n")[1:]
    assert [line.split()[0] for line in told] == [EMOJI[mark] for mark in WORST_FIRST]


def test_for_the_console_too_it_is_said_what_is_odd_about_a_letter() -> None:
    doubted = replace(SUBJECT, warnings=("blank",))
    adjusted = Mending("a.pdf", ("converted",), ("blank",), "png", "pdf", 10, 20, 1)
    mended = replace(SUBJECT, warnings=("blank",), mending=adjusted)
    problem = sample("console-only")
    assert "`letter.pdf` is blank" in shown(results.refused(doubted, problem, EN))
    assert "The page is blank. If" in shown(results.refused(mended, problem, EN))
    assert "blank" not in shown(results.refused(doubted, sample("mishap"), EN))


def test_use_the_console_reads_as_a_normal_ending_with_its_steps() -> None:
    told = shown(results.refused(SUBJECT, sample("console-only"), EN))
    assert "your file is of the right kind and size" in told
    assert "1. Save the file" in told
    assert "3. Choose “Upload confirmation letter”" in told


@for_each(
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
    problem = FormatProblem("office-document", "letter.docx", kind)
    assert f"`letter.docx` {english}" in shown(results.refused(SUBJECT, problem, EN))
    assert f"`letter.docx` {chinese}" in shown(results.refused(SUBJECT, problem, ZH))


def test_sizes_are_shown_with_their_unit() -> None:
    told = shown(
        results.refused(SUBJECT, SizeProblem("file-too-large", "x.pdf", 1_887_437, 1_468_006), EN)
    )
    assert "`x.pdf` is 1.8 MB. Tencent Cloud takes up to 1.4 MB." in told


def test_two_sizes_that_would_look_the_same_are_shown_exactly() -> None:
    one_too_many = SizeProblem("file-too-large", "x.pdf", 1_468_007, 1_468_006)
    assert "is 1,468,007 bytes" in shown(results.refused(SUBJECT, one_too_many, EN))
    short = IncompleteDownload("x.pdf", 1_200_000, 1_200_001)
    assert (
        "1,200,000 bytes came instead of 1,200,001 bytes"
        in results.refused(SUBJECT, short, EN).text
    )


def test_who_may_not_upload_reads_why_and_whom_to_ask() -> None:
    refusal = NotAllowed("channel-not-allowed", channels="<#C1>, <#G2>, …")
    assert results.turned_away(refusal, EN).startswith(
        "I don't take letters in this channel. I take them in <#C1>, <#G2>, …, and in a direct"
    )
    assert "<#C1>, <#G2>, …" in results.turned_away(refusal, ZH)
    forged = NotAllowed("channel-not-allowed", channels="<!channel> <#C1|x>")
    assert not re.search(r"<[!#]", results.turned_away(forged, EN))


@for_each("kind", NotAllowed.KINDS)
@for_each("words", [EN, ZH])
def test_nobody_who_drops_is_told_the_name_of_a_variable(kind: str, words: Words) -> None:
    assert "LETTERDROP" not in results.turned_away(
        NotAllowed(kind, "<!subteam^S1>", "<#C1>"), words
    )


def test_who_is_in_no_group_that_may_upload_reads_which_groups_may() -> None:
    groups = "<!subteam^S1>, <!subteam^S2ABC>"
    assert groups in results.turned_away(NotAllowed("not-in-usergroup", groups), EN)
    assert "<!channel>" not in results.turned_away(NotAllowed("not-in-usergroup", "<!channel>"), EN)


def test_the_end_of_validity_is_shown_in_the_readers_own_zone_unless_nobody_knows_it() -> None:
    told = results.refused(SUBJECT, NothingToUpload("already-issued", ends=ORDERED), EN)
    assert "valid until <!date^1767225600^{date_short_pretty}|2026-01-01>." in shown(told)
    assert "valid until 2026-01-01." in told.text
    assert "valid until" not in shown(
        results.refused(SUBJECT, NothingToUpload("already-issued", ends=0), EN)
    )


@for_each("url", ["", None, "javascript:alert(1)", "https://x/" + "y" * 3_000])
def test_an_address_that_slack_would_refuse_makes_no_button(url: str | None) -> None:
    reply = results.refused(Subject("letter.pdf", CERTIFICATE, url), sample("console-only"), EN)
    assert elements(reply) == []


# Foreign text ------------------------------------------------------------------------------------


@for_each(
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


def test_a_day_is_shown_in_the_readers_own_zone() -> None:
    assert day(0, code) == "<!date^0^{date_short_pretty}|1970-01-01>"
    assert day(0, plain) == "1970-01-01"


def test_of_a_long_domain_both_ends_are_shown() -> None:
    assert shortened("a" * 50 + ".example.com", 21) == "aaaaaaaaaa…xample.com"
    assert shortened("a.com", 21) == "a.com"


@given(st.text(), st.integers(5, 300))
def test_what_is_cut_is_never_longer_than_it_may_be(text: str, limit: int) -> None:
    assert 1 <= len(shortened(text, limit)) <= limit
    assert 1 <= len(raw(text, limit)) <= limit


@pytest.mark.parametrize("user", ["U0ALICE", "W1"])
def test_somebody_is_mentioned_by_their_id(user: str) -> None:
    assert mention(user) == f"<@{user}>"


@for_each("user", ["!channel", "U1>", "S1", "", "u1"])
def test_what_is_no_user_id_mentions_nobody(user: str) -> None:
    assert "<" not in mention(user)


@for_each("url", ["https://a.com|x>", "javascript:x", "https://a b", "", "http://"])
def test_an_address_that_could_break_out_of_its_link_makes_none(url: str) -> None:
    assert web_link(url, "x") == ""


def test_a_text_that_gets_too_long_ends_with_a_whole_part() -> None:
    assert joined(["one", "two", "three"], limit=16) == "one · two · …"
    assert joined(["one", "two", "three"], limit=17) == "one · two · three"


@BOTH
@EACH
def test_hostile_names_ids_and_messages_call_nobody_and_format_nothing(
    problem: Problem, words: Words
) -> None:
    names = ("name", "host", "code", "message", "request_id", "reference", "status_name")
    foreign = dict.fromkeys((*names, "status_msg", "groups"), HOSTILE)
    hostile = sample(problem.key, **foreign)
    known = certificate(domain=HOSTILE, product_name=HOSTILE)
    reply = results.refused(Subject(HOSTILE, HOSTILE, CONSOLE, known), hostile, words)
    keep_slacks_limits(reply)
    for text in (reply.text, shown(reply)):
        assert not re.search(r"<[!@#h]", without_ours(text))
        assert "\u202e" not in text
    if "groups" not in vars(hostile):  # ours, and no name
        assert "`" not in outside_of_code(reply)
        assert "bold" not in outside_of_code(reply)


def _every_answer(text: str, words: Words) -> list[Reply]:
    """The results with this text wherever foreign text may stand."""
    known = certificate(text, domain=text, product_name=text, alias=text)
    subject = Subject(text, text, "https://" + text, known)
    outcomes = [Outcome(text, text, mark, text) for mark in EMOJI] * 5
    return [
        results.refused(subject, Refusal("unknown-refusal", text, text, text), words),
        results.refused(
            subject, FormatProblem("office-document", text, "word"), words, watched=True
        ),
        results.accepted(subject, Receipt(text, text), words),
        results.accepted_before(subject, Receipt(text, text, seen_by_status=True), 0, words, text),
        results.working(words, text, text, "upload"),
        results.summary(words, outcomes),
        results.submitted(words, text, subject, text),
    ]


@given(st.text(max_size=900), st.sampled_from([EN, ZH]))
def test_no_name_and_no_message_breaks_an_answer(text: str, words: Words) -> None:
    for reply in _every_answer(text, words):
        keep_slacks_limits(reply)
        json.dumps(reply.blocks).encode()
        reply.text.encode()


@given(st.text(alphabet="&<>", min_size=1_000, max_size=1_000))
def test_text_that_grows_when_it_is_escaped_still_fits(text: str) -> None:
    for reply in _every_answer(text, EN):
        keep_slacks_limits(reply)


@given(st.text())
def test_plain_text_holds_no_control_character_of_slacks(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", shown)
    assert shown.isprintable()
    assert shown.strip() == shown != ""


@BOTH
def test_nothing_that_is_said_breaks_slacks_limits(words: Words) -> None:
    for said in everything_said(words):
        keep_slacks_limits(said)
        if isinstance(said, Reply):
            assert not re.search(r"[<>`{]", without_ours(said.text))
