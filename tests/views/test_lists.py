"""The lists: what waits, how a certificate stands, what was handed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import action_ids
from bot.slack.shapes import Reply
from bot.tencent.certificate import CertificateStatus, Status
from bot.views import lists, results
from bot.views.words import Words
from tests.for_each import for_each
from tests.views.samples import (
    BOTH,
    CERTIFICATE,
    CONSOLE,
    EN,
    HOSTILE,
    ISSUED,
    LONG_DOMAIN,
    ORDERED,
    REQUEST_ID,
    REVOKED,
    ZH,
    certificate,
    certificates,
    elements,
    in_every_state,
    keep_slacks_limits,
    labels,
    outside_of_code,
    record,
    shown,
    without_ours,
)

ORDERED_ON = "<!date^1767225600^{date_short_pretty}|2026-01-01>"
AT = "<!date^1767225600^{date_short_pretty} {time}|2026-01-01 00:00 UTC>"


def _console(certificate_id: str) -> str:
    return f"https://console.cloud.tencent.com/ssl/detail/{certificate_id}"


def _pending(words: Words, count: int, page: int = 1) -> Reply:
    return lists.pending(words, certificates(count), page, _console, {})


# What waits --------------------------------------------------------------------------------------


def test_a_row_says_what_waits_for_what_when_it_was_ordered_and_where_to_look() -> None:
    reply = lists.pending(EN, [certificate()], 1, _console, {})
    assert shown(reply).split("\n") == [
        "*1 certificate is waiting for a letter*",
        "`flSFd6Fh` · `shop.example.com`",
        f"Waiting for its confirmation letter · ordered {ORDERED_ON} · `SecureSite OV SSL`",
        f"<{_console(CERTIFICATE)}|Open in console>",
        "Upload letter",
    ]
    assert reply.text == (
        "1 certificate is waiting for a letter · flSFd6Fh (shop.example.com): "
        "Waiting for its confirmation letter · ordered 2026-01-01"
    )


def test_the_button_of_a_row_opens_the_form_for_its_certificate() -> None:
    reply = lists.pending(EN, [certificate(), REVOKED], 1, _console, {})
    opens = [(each["action_id"], each["value"]) for each in elements(reply)]
    assert opens == [(action_ids.OPEN_FORM, CERTIFICATE)] * 2
    assert labels(reply) == ["Upload letter", "Upload revocation letter"]
    heard = [each["accessibility_label"] for each in elements(reply)]
    assert heard == [f"{each} · {CERTIFICATE}" for each in labels(reply)]


def test_a_row_tells_who_handed_in_what_last() -> None:
    last = {CERTIFICATE: record(outcome_key="heading-refused")}
    reply = lists.pending(EN, [certificate()], 1, _console, last)
    assert f"Last letter: ❌ Refused by Tencent Cloud · <@U0ALICE> · {AT}" in shown(reply)


def test_one_whose_age_nobody_knows_waits_all_the_same() -> None:
    reply = lists.pending(ZH, [certificate(inserted=None)], 1, _console, {})
    assert "\n待上传确认函 · " in shown(reply)


@BOTH
def test_nothing_waits_reads_as_a_sentence(words: Words) -> None:
    reply = _pending(words, 0)
    keep_slacks_limits(reply)
    told = {"en": "No certificate is waiting for a letter", "zh-CN": "没有待上传确认函的证书"}
    assert reply.text == told.get(words.locale, words.say("pending", count=0))
    assert "0" not in reply.text
    assert elements(reply) == []


@BOTH
@pytest.mark.parametrize("count", [0, 1, 10, 11, 100, 5_000])
def test_a_list_of_any_length_keeps_slacks_limits_on_every_page(count: int, words: Words) -> None:
    for page in (1, 2, 250, 500):
        keep_slacks_limits(_pending(words, count, page))


def test_one_can_turn_the_pages_there_and_back() -> None:
    turns = {"pending_page_prev", "pending_page_next"}
    seen = [
        {
            e["action_id"]: e["value"]
            for e in elements(_pending(EN, 25, n))
            if e["action_id"] in turns
        }
        for n in (1, 2, 3)
    ]
    assert seen == [
        {"pending_page_next": "2"},
        {"pending_page_prev": "1", "pending_page_next": "3"},
        {"pending_page_prev": "2"},
    ]
    assert "Page 2 of 3" in shown(_pending(EN, 25, 2))
    assert "第 2 页，共 3 页" in _pending(ZH, 25, 2).text


def test_every_certificate_stands_on_exactly_one_page() -> None:
    rows = [
        e["value"]
        for n in (1, 2, 3)
        for e in elements(_pending(EN, 25, n))
        if "form" in e["action_id"]
    ]
    assert rows == [each.certificate_id for each in certificates(25)]


@for_each(("asked", "given"), [(-1, 1), (0, 1), (4, 3), (10**30, 3)])
def test_a_page_that_does_not_exist_becomes_the_nearest(asked: int, given: int) -> None:
    assert _pending(EN, 25, asked) == _pending(EN, 25, given)


# How one stands ----------------------------------------------------------------------------------


def test_the_status_says_state_product_validity_and_console() -> None:
    reply = lists.status(EN, ISSUED, None, CONSOLE)
    assert shown(reply).split("\n") == [
        "*Issued* · `flSFd6Fh` · `shop.example.com`",
        "Product: `SecureSite OV SSL`",
        "Alias: `web shop`",
        "Further names: `a.example.com`, `b.example.com`, `c.example.com`, `d.example.com`,"
        " `e.example.com` and 2 more",
        f"Ordered: {ORDERED_ON}",
        f"Valid: {ORDERED_ON} to <!date^1798761600^{{date_short_pretty}}|2027-01-01>",
        "Open in console",
    ]
    assert reply.text.startswith("flSFd6Fh (shop.example.com): Issued · Product: SecureSite OV SSL")
    assert "Valid: 2026-01-01 to 2027-01-01" in reply.text


def test_one_that_waits_says_when_it_was_ordered_and_takes_its_letter() -> None:
    reply = lists.status(EN, certificate(), record(), CONSOLE)
    assert shown(reply).startswith("*Waiting for its confirmation letter* · `flSFd6Fh`")
    assert f"\nOrdered: {ORDERED_ON}\n" in shown(reply)
    assert f"Last letter: ✅ Letter uploaded · <@U0ALICE> · {AT}" in shown(reply)
    assert "Last letter: ✅ Letter uploaded · <@U0ALICE> · 2026-01-01 00:00 UTC" in reply.text
    assert labels(reply) == ["Upload letter", "Open in console"]


def test_one_that_waits_for_nothing_has_no_button_to_hand_in_a_letter() -> None:
    assert labels(lists.status(EN, ISSUED, None, CONSOLE)) == ["Open in console"]


@for_each(
    ("known", "details"),
    [
        (certificate(status=Status.UNDER_REVIEW, status_msg="CA-REVIEWING"), "review by the CA"),
        (certificate(status=Status.REVIEW_FAILED, status_msg="印章 *模糊*"), "`印章 *模糊*`"),
        (certificate(status=Status.APPROVED, status_msg="CA-REVIEWING"), None),
    ],
)
def test_how_far_a_review_is_or_why_it_failed_is_told_unless_it_is_stale(
    known: CertificateStatus, details: str | None
) -> None:
    told = shown(lists.status(EN, known, None, CONSOLE))
    assert (f"Details: {details}" in told) if details else ("Details" not in told)


def test_a_state_to_come_is_told_with_tencents_word_and_its_number() -> None:
    reply = lists.status(EN, certificate(status=99, status_name="<new>"), None, CONSOLE)
    assert "`&lt;new&gt;` (99)" in shown(reply)
    assert "&lt;new&gt; (99)" in reply.text


@BOTH
@pytest.mark.parametrize(
    "known", in_every_state(), ids=lambda each: f"{each.status}{each.status_msg}"
)
def test_every_state_has_its_words_within_slacks_limits(
    known: CertificateStatus, words: Words
) -> None:
    keep_slacks_limits(lists.status(words, known, record(), CONSOLE))


# What was handed in ------------------------------------------------------------------------------


def test_a_letter_is_one_line_and_its_file_which_may_be_of_a_private_channel_stays_unnamed() -> (
    None
):
    reply = lists.history(EN, [record(), record(outcome_key="heading-unclear", request_id="")])
    assert shown(reply).split("\n") == [
        "*Last 2 letters*",
        f"✅ Letter uploaded · <@U0ALICE> · {AT} · `flSFd6Fh` · RequestId `{REQUEST_ID}`",
        f"❓ Not clear whether the letter arrived · <@U0ALICE> · {AT} · `flSFd6Fh`",
    ]
    assert "2026-01-01 00:00 UTC · flSFd6Fh · RequestId" in reply.text


@BOTH
@pytest.mark.parametrize("count", [0, 1, 20, 200])
def test_a_history_of_any_length_keeps_slacks_limits(count: int, words: Words) -> None:
    long = record(
        file_name="x" * 200, outcome_key=results.HEADING_ACCEPTED_BEFORE, request_id="r" * 200
    )
    keep_slacks_limits(lists.history(words, [long] * count))


def test_no_letter_yet_reads_as_a_sentence() -> None:
    assert lists.history(EN, []).text == "No letters yet"


# Foreign text ------------------------------------------------------------------------------------


def _every_list(text: str, words: Words) -> list[Reply]:
    known = certificate(
        text, domain=text, product_name=text, alias=text, status_name=text, names=(text,) * 9
    )
    failed = certificate(text, status=Status.REVIEW_FAILED, status_msg=text, domain=text)
    letter = record(user="U0ALICE", certificate_id=text, file_name=text, request_id=text)
    return [
        lists.pending(words, [known] * 10, 1, lambda _: "https://" + text, {text: letter}),
        lists.status(words, known, letter, "https://" + text),
        lists.status(words, failed, letter, text),
        lists.history(words, [letter] * 20),
    ]


@BOTH
@pytest.mark.parametrize("text", [HOSTILE, LONG_DOMAIN, "&<>" * 90, "🦊" * 300, "", "\u202e"])
def test_hostile_and_long_names_do_nothing_in_a_list(text: str, words: Words) -> None:
    for reply in _every_list(text, words):
        keep_slacks_limits(reply)
        assert "<" not in without_ours(reply.text)
        assert "bold" not in outside_of_code(reply)
        assert "evil" not in outside_of_code(reply)


@given(st.text(max_size=400), st.sampled_from([EN, ZH]))
def test_no_name_breaks_a_list(text: str, words: Words) -> None:
    for reply in _every_list(text, words):
        keep_slacks_limits(reply)


def test_the_longest_domain_is_shown_whole() -> None:
    known = certificate(domain=LONG_DOMAIN)
    assert len(LONG_DOMAIN) == 253
    assert LONG_DOMAIN in shown(lists.pending(EN, [known], 1, _console, {}))
    assert LONG_DOMAIN in shown(lists.status(EN, known, None, CONSOLE))


def test_times_before_and_after_our_own_are_shown() -> None:
    for at in (0.0, ORDERED, 32_503_680_000.0):
        keep_slacks_limits(lists.history(EN, [record(at=at)]))
