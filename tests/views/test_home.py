"""The App Home and the help: how the bot is used, what waits, what became of the letters."""

import json

import pytest

from bot.action_ids import OPEN_FORM
from bot.views import home
from bot.views.words import Words
from tests.for_each import for_each
from tests.views.samples import (
    BOTH,
    CERTIFICATE,
    EN,
    HOSTILE,
    ZH,
    certificate,
    certificates,
    elements,
    keep_slacks_limits,
    outside_of_code,
    record,
    shown,
)

WARNINGS = (home.MAY_NOT_LIST, home.NO_USERS_READ, home.SLOW)


@BOTH
def test_the_home_shows_how_it_is_done_in_three_steps_and_the_limits(words: Words) -> None:
    view = home.home(words)
    keep_slacks_limits(view)
    assert view["type"] == "home"
    told = json.dumps(view, ensure_ascii=False)
    assert all(f"{step}. " in told for step in (1, 2, 3))
    assert "1 KB" in told
    assert "1.4 MB" in told


def test_what_waits_has_a_button_that_opens_the_form_for_it() -> None:
    view = home.home(EN, waiting=[certificate()])
    assert "1 certificate is waiting for a letter" in shown(view)
    assert "`flSFd6Fh` · `shop.example.com`" in shown(view)
    opens = [(each["action_id"], each.get("value")) for each in elements(view)]
    assert opens == [(OPEN_FORM, "new"), (OPEN_FORM, CERTIFICATE)]


def test_somebody_who_may_not_upload_reads_why_and_gets_no_button() -> None:
    view = home.home(EN, denied="Guests can't upload letters here.")
    keep_slacks_limits(view)
    assert "Guests can't upload letters here." in shown(view)
    assert elements(view) == []


def test_nothing_waits_is_said_only_where_it_is_known() -> None:
    assert "No certificate is waiting for a letter" in shown(home.home(EN, waiting=[]))
    assert "waiting for a letter" not in shown(home.home(EN, waiting=None))


def test_the_last_letters_are_shown_with_their_endings() -> None:
    told = shown(home.home(EN, records=[record(), record(outcome_key="heading-refused")]))
    assert "Last 2 letters" in told
    assert "✅ Letter uploaded · <@U0ALICE>" in told
    assert "❌ Refused by Tencent Cloud · <@U0ALICE>" in told


@for_each(
    ("warning", "told"),
    [
        (
            home.MAY_NOT_LIST,
            "⚠️ I can't show which certificates are waiting: my key",
        ),
        (home.NO_USERS_READ, "add the scope users:read"),
        (home.SLOW, "Tencent Cloud does not answer now"),
    ],
)
def test_what_is_not_set_up_is_warned_of(warning: str, told: str) -> None:
    assert told in shown(home.home(EN, warnings=[warning]))


@BOTH
@pytest.mark.parametrize("count", [0, 1, 80, 100, 5_000])
def test_the_home_takes_what_fits_and_counts_the_rest(count: int, words: Words) -> None:
    records = [record(file_name="x" * 300)] * 20
    view = home.home(words, waiting=certificates(count), records=records, warnings=WARNINGS)
    keep_slacks_limits(view)
    rows = len(elements(view)) - 1
    assert rows == count or (rows > 80 and f"{count - rows:,}" in shown(view))
    command = "/letter 待办" if words.locale == ZH.locale else "/letter pending"
    assert (f"`{command}`" in shown(view)) == (rows < count)


@BOTH
@pytest.mark.parametrize("text", [HOSTILE, "🦊" * 300, "&" * 300, "函" * 300])
def test_hostile_and_long_names_do_nothing_in_the_home(text: str, words: Words) -> None:
    waiting = [certificate(domain=text, product_name=text)] * 5_000
    letters = [record(certificate_id=text, file_name=text, request_id=text)] * 20
    view = home.home(words, waiting=waiting, records=letters, warnings=WARNINGS)
    keep_slacks_limits(view)
    assert "bold" not in outside_of_code(view)


def test_the_help_tells_the_three_steps_and_all_commands() -> None:
    told = home.help_text(EN)
    assert told.startswith("*How to upload a confirmation letter*\n1. ")
    commands = ("/letter", "/letter ID", "pending", "status ID", "history", "help")
    assert all(f"{command}`" in told for command in commands)
    assert "Did you mean" not in told


@for_each(
    ("nearest", "command"),
    [
        ("form", "/letter"),
        ("pending", "/letter pending"),
        ("status", "/letter status ID"),
        ("history", "/letter history"),
        ("help", "/letter help"),
    ],
)
def test_the_help_names_the_command_that_was_probably_meant(nearest: str, command: str) -> None:
    assert home.help_text(EN, nearest).startswith(f"Did you mean `{command}`?\n")


def test_a_command_is_named_as_the_reader_would_type_it() -> None:
    assert home.help_text(ZH, "pending").startswith("您是否要输入 `/letter 待办`？\n")


@for_each("nearest", [None, "unknown", HOSTILE])
def test_nothing_is_guessed_where_nothing_is_near(nearest: str | None) -> None:
    assert home.help_text(ZH, nearest) == home.help_text(ZH)
