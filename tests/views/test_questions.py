"""What the bot asks in a thread: short, with the choices at hand, and the line that it becomes."""

import json
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import action_ids
from bot.problems import QuestionExpired
from bot.slack.shapes import Reply
from bot.views import questions, results
from bot.views.questions import Closed, Hint
from bot.views.subject import Asked, Subject
from bot.views.words import Words
from sandbox.slack.block_kit import option_faults
from tests.for_each import for_each
from tests.views.samples import (
    BOTH,
    CERTIFICATE,
    EN,
    HOSTILE,
    LONG_DOMAIN,
    REVOKED,
    ZH,
    asked,
    certificate,
    certificates,
    elements,
    every_closing,
    keep_slacks_limits,
    labels,
    outside_of_code,
    shown,
    without_ours,
)


def _first_line(reply: Reply) -> str:
    return shown(reply).split("\n")[0]


def _values(reply: Reply) -> dict[str, str]:
    return {each["action_id"]: each["value"] for each in elements(reply)}


# Which certificate -------------------------------------------------------------------------------


def test_the_question_is_one_line_with_an_example() -> None:
    reply = questions.which_certificate(EN, asked("letter.pdf"))
    assert reply.text == ("Which certificate is letter.pdf for? Reply with its ID, e.g. flSFd6Fh.")
    assert _first_line(reply) == (
        "Which certificate is `letter.pdf` for? Reply with its ID, e.g. `flSFd6Fh`."
    )
    assert labels(reply) == ["Don't upload"]


def test_several_files_are_asked_for_in_one_question() -> None:
    line = _first_line(questions.which_certificate(EN, asked("a.pdf", "b.pdf")))
    assert line.startswith("Which certificate are `a.pdf` and `b.pdf` for?")


def test_of_many_files_a_few_are_named_and_the_rest_is_counted() -> None:
    many = asked(*(f"{number}.pdf" for number in range(10)))
    assert "`3.pdf`, `4.pdf` and 5 more for?" in shown(questions.which_certificate(EN, many))
    assert "`4.pdf` 及另外 5 个对应哪个证书？" in shown(questions.which_certificate(ZH, many))


def test_several_named_certificates_are_offered_once_each_as_buttons() -> None:
    named = ["aBcD1234", "a91hoLqi", "aBcD1234"]
    reply = questions.which_certificate(EN, asked("letter.pdf", named=named))
    assert _first_line(reply).startswith(
        "You named `aBcD1234` and `a91hoLqi`. Which one is `letter.pdf` for? Pick it below"
    )
    assert labels(reply) == ["aBcD1234", "a91hoLqi", "Don't upload"]
    assert _values(reply)["offer_certificate_1"] == "a91hoLqi"


def test_one_named_certificate_is_a_button() -> None:
    reply = questions.which_certificate(EN, asked("x", named=["aBcD1234"]))
    assert reply.text.startswith("Which certificate is x for?")
    assert "aBcD1234" in [each.get("value") for each in reply.blocks[1]["elements"]]


def test_an_unknown_certificate_is_named_in_the_question() -> None:
    reply = questions.which_certificate(ZH, asked("letter.pdf", unknown="aBcD1234"))
    assert shown(reply).startswith("账号下没有证书 `aBcD1234`（ID")


def test_certificates_that_fit_are_buttons_with_domain_and_letter_and_are_heard_as_well() -> None:
    fits = [certificate("aBcD1234"), certificate("a91hoLqi", domain="a.com", status=12)]
    reply = questions.which_certificate(EN, asked("letter.pdf", offered=fits))
    assert labels(reply) == [
        "aBcD1234 · shop.example.com · confirmation letter",
        "a91hoLqi · a.com · revocation letter",
        "Don't upload",
    ]
    assert _values(reply) == {
        "offer_certificate_0": "aBcD1234",
        "offer_certificate_1": "a91hoLqi",
        "dismiss_question": "dismiss_question",
    }
    assert reply.text.endswith("domain. · aBcD1234 (shop.example.com) · a91hoLqi (a.com)")
    assert elements(reply, "external_select") == []


def test_what_waits_can_be_searched_where_it_may_be_listed() -> None:
    reply = questions.which_certificate(EN, asked("letter.pdf", searchable=True))
    (search,) = elements(reply, "external_select")
    assert search["action_id"] == action_ids.CHOOSE_CERTIFICATE
    assert search["min_query_length"] == 0  # so that all are shown before anything is typed
    assert "or reply with its ID or domain." in reply.text


@BOTH
def test_more_than_three_are_never_buttons(words: Words) -> None:
    crowd = asked("x", offered=certificates(5_000), searchable=True)
    reply = questions.which_certificate(words, crowd)
    keep_slacks_limits(reply)
    assert len(elements(reply)) == 3 + 1


# Which file, and a revocation --------------------------------------------------------------------


def test_the_files_of_a_message_are_buttons_that_carry_their_ids() -> None:
    reply = questions.which_file(EN, asked("a.pdf", "b.pdf", certificate=certificate()))
    assert labels(reply) == ["a.pdf", "b.pdf", "Don't upload"]
    assert _values(reply)["choose_file_1"] == "F2"
    assert "drop them as one PDF" in reply.text
    assert "`flSFd6Fh` (`shop.example.com`)" in _first_line(reply)


def test_files_of_the_same_name_are_told_apart_by_number() -> None:
    reply = questions.which_file(EN, asked("scan.pdf", "scan.pdf"))
    assert labels(reply)[:2] == ["1. scan.pdf", "2. scan.pdf"]
    assert "1. scan.pdf" in reply.text


@for_each("count", [6, 100, 200])
def test_too_many_files_for_buttons_are_a_select(count: int) -> None:
    names = ["x" * 200 + str(number) for number in range(count)]
    reply = questions.which_file(ZH, asked(*names, certificate=certificate(domain=LONG_DOMAIN)))
    keep_slacks_limits(reply)
    (select,) = elements(reply, "static_select")
    assert len(select["options"]) == min(count, 100)
    assert len({each["text"]["text"] for each in select["options"]}) == min(count, 100)


def test_a_revocation_is_asked_with_certificate_domain_and_that_it_cannot_be_undone() -> None:
    reply = questions.confirm_revocation(EN, asked("letter.pdf", certificate=REVOKED))
    assert _first_line(reply) == (
        "⚠️ *This letter revokes a certificate* · `flSFd6Fh` · `shop.example.com`"
    )
    for part in ("letter.pdf", "flSFd6Fh (shop.example.com)", "cannot be undone"):
        assert part in reply.text
    send, keep = elements(reply)
    assert (send["action_id"], send["style"]) == (action_ids.CONFIRM_REVOCATION, "danger")
    assert "flSFd6Fh (shop.example.com)" in send["confirm"]["text"]["text"]
    assert keep["action_id"] == action_ids.DISMISS_QUESTION


@BOTH
def test_the_dialog_of_a_revocation_fits_with_the_longest_domain(words: Words) -> None:
    about = asked("x" * 300, certificate=certificate(domain=LONG_DOMAIN))
    reply = questions.confirm_revocation(words, about)
    keep_slacks_limits(reply)
    assert LONG_DOMAIN in _first_line(reply)  # whole, where there is room for it


# Hints, and what a question becomes --------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("kind", Hint)
def test_a_hint_is_one_short_paragraph(kind: Hint, words: Words) -> None:
    reply = questions.hint(words, kind, "shop.example.com")
    keep_slacks_limits(reply)
    assert len(reply.blocks) == 1
    assert len(reply.text) < 150


def test_a_hint_names_what_was_said() -> None:
    assert "`aBcD1234`" in shown(questions.hint(EN, Hint.UNKNOWN_CERTIFICATE, "aBcD1234"))
    assert "a.com" in questions.hint(EN, Hint.SEVERAL_FOR_DOMAIN, "a.com").text


SHOP_LETTER = asked("a.pdf", certificate=certificate(domain="a.com"))


@for_each(
    ("how", "about", "told"),
    [
        (
            Closed.CERTIFICATE,
            SHOP_LETTER,
            "<@U0ALICE> chose certificate `flSFd6Fh` (`a.com`) for `a.pdf`.",
        ),
        (
            Closed.CERTIFICATE,
            asked("a.pdf"),
            "<@U0ALICE> chose certificate `flSFd6Fh` for `a.pdf`.",
        ),
        (
            Closed.FILE,
            SHOP_LETTER,
            "<@U0ALICE> chose `a.pdf` for certificate `flSFd6Fh` (`a.com`).",
        ),
        (
            Closed.CONFIRMED,
            SHOP_LETTER,
            "<@U0ALICE> confirmed the upload of the revocation letter for certificate"
            " `flSFd6Fh` (`a.com`).",
        ),
        (
            Closed.DISMISSED,
            SHOP_LETTER,
            "<@U0ALICE> closed the question: `a.pdf` was not uploaded.",
        ),
        (
            Closed.DISMISSED,
            asked("a.pdf", "b.pdf"),
            "<@U0ALICE> closed the question: `a.pdf` and `b.pdf` were not uploaded.",
        ),
        (
            Closed.ANYWAY,
            SHOP_LETTER,
            "<@U0ALICE> approved `a.pdf` for `flSFd6Fh` (`a.com`) anyway.",
        ),
    ],
)
def test_an_answered_question_becomes_one_line_without_buttons(
    how: Closed, about: Asked, told: str
) -> None:
    reply = questions.closed(EN, how, about, "U0ALICE")
    assert shown(reply) == told
    assert reply.text == told.replace("`", "")
    assert elements(reply) == []


def test_an_expired_question_ends_as_not_uploaded() -> None:
    reply = results.refused(Subject("letter.pdf"), QuestionExpired(7), EN)
    assert _first_line(reply) == "❌ *Not uploaded*"
    assert "within 7 days" in reply.text


# The search --------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("count", [0, 1, 100, 5_000])
def test_the_search_offers_at_most_what_slack_takes(count: int, words: Words) -> None:
    offered = questions.options(words, certificates(count))
    assert option_faults(offered) == []
    assert len(offered) == min(count, 100)


def test_an_option_shows_id_domain_and_letter_and_carries_the_id() -> None:
    (option,) = questions.options(EN, [certificate()])
    assert option["text"]["text"] == "flSFd6Fh · shop.example.com · confirmation letter"
    assert option["value"] == CERTIFICATE


def test_of_the_longest_domain_an_option_shows_both_ends() -> None:
    (option,) = questions.options(EN, [certificate(domain=LONG_DOMAIN)])
    assert option["text"]["text"].startswith("flSFd6Fh · aaaa")
    assert option["text"]["text"].endswith("a.example · confirmation letter")
    assert option_faults([option]) == []


def test_an_id_that_is_not_among_those_that_wait_can_be_chosen_nevertheless() -> None:
    offered = questions.options(EN, certificates(100), typed=" aBcD1234 ")
    assert (offered[0]["text"]["text"], offered[0]["value"]) == ("aBcD1234", "aBcD1234")
    assert len(offered) == 100


@for_each("typed", ["", "shop", "aBcD12345", "a b", CERTIFICATE])
def test_what_is_no_new_id_is_not_offered(typed: str) -> None:
    assert len(questions.options(EN, [certificate()], typed)) == 1


# Foreign text ------------------------------------------------------------------------------------


def _every_question(text: str, words: Words) -> list[Reply]:
    known = certificate(text, domain=text, product_name=text)
    about = partial(asked, certificate_id=text, certificate=known)
    return [
        questions.which_certificate(words, about(*[text] * 9, named=[text, "x"], unknown=text)),
        questions.which_certificate(words, about(text, offered=[known] * 4, searchable=True)),
        questions.which_certificate(words, about(text, unknown=text)),
        questions.which_file(words, about(text, text, text)),
        questions.which_file(words, about(*[text] * 7)),
        questions.confirm_revocation(words, about(text)),
        questions.hint(words, Hint.UNKNOWN_DOMAIN, text),
        *(each(words, "U0ALICE") for each in every_closing(about(*[text] * 9))),
    ]


@BOTH
def test_a_question_about_a_hostile_name_calls_nobody(words: Words) -> None:
    for reply in _every_question(HOSTILE, words):
        keep_slacks_limits(reply)
        assert "<" not in without_ours(reply.text)
        assert "bold" not in outside_of_code(reply)
        assert "<" not in without_ours(outside_of_code(reply))


@given(st.text(max_size=400), st.sampled_from([EN, ZH]))
def test_no_name_breaks_a_question(text: str, words: Words) -> None:
    for reply in _every_question(text, words):
        keep_slacks_limits(reply)
        json.dumps(reply.blocks).encode()
        reply.text.encode()
    offered = questions.options(words, [certificate("aBcD1234", domain=text)], text)
    assert option_faults(offered) == []
