"""Who may not is told so where they see it, and hears the truth; who is who."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

import sandbox
from sandbox import letters
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    GUEST,
    NOT_MEMBER,
    OTHER_BOT,
    RANDOM,
    SHARED,
    STRANGER,
    WANG_FANG,
    Fault,
    Message,
    Upload,
    View,
)
from sandbox.slack.cast import OTHER_TEAM
from sandbox.tencent import many_certificates
from tests.letters.questions import (
    LETTER,
    REVOCATION,
    SHOP,
    WILDCARD,
    arrived,
    asked,
    buttons,
    hinted,
    now,
    reply,
    selects,
    settled,
)
from tests.running_bot import ACCEPTED, QUICK, Trial, configured, connected, opened

GRID_ID = "W0ALICE001"


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


async def told(trial: Trial, count: int) -> Message:
    """The last of so many private messages."""
    await trial.slack.until(lambda: len(trial.slack.ephemerals) >= count)
    assert len(trial.slack.ephemerals) == count
    return trial.slack.ephemerals[-1]


def direct(trial: Trial, user: str) -> list[Message]:
    """What the bot has said to somebody in their direct messages."""
    messages = trial.slack.channel_messages(trial.slack.direct_message(user))
    return [each for each in messages if each.user == BOT_USER]


# Where it is heard -------------------------------------------------------------------------------


async def test_a_refusal_is_told_where_it_is_seen(trial: Trial) -> None:
    drop = {"user": GUEST, "channel": RANDOM}
    await trial.drop(f"for {SHOP}", LETTER, **drop)
    assert (await told(trial, 1)).thread_ts is None  # nobody has replied: Slack would hide it

    thread = await trial.slack.say(user=ALICE, channel=RANDOM, text="Who has the letters?")
    await trial.drop(f"for {SHOP}", LETTER, thread_ts=thread, **drop)
    assert (await told(trial, 2)).thread_ts == thread

    question = await asked(trial)
    await reply(trial, question, SHOP, GUEST)
    assert (await told(trial, 3)).thread_ts == question.thread_ts

    question = await asked(trial)
    await reply(trial, question, "it is shop.example.com", GUEST)
    assert (await told(trial, 4)).thread_ts == question.thread_ts

    question = await asked(trial)
    await trial.slack.click(question, "dismiss_question", user=GUEST)
    assert (await told(trial, 5)).thread_ts == question.thread_ts
    assert (await told(trial, 5)).ephemeral_for == GUEST

    home = trial.slack.direct_message(GUEST)
    ts = await trial.drop(f"for {SHOP}", LETTER, user=GUEST, channel=home)
    await trial.slack.until(lambda: trial.said(ts, home))
    assert [each.text[:6] for each in direct(trial, GUEST)] == ["Guests"]
    assert arrived(trial) == []


async def test_a_bot_never_may_and_nobody_is_told(trial: Trial) -> None:
    """A workflow's messages may come without `bot_id`."""
    file = trial.slack.store(LETTER, OTHER_BOT, CERTIFICATES)
    shown = file.as_shown_in(trial.slack.channels[CERTIFICATES])
    said = {"user": OTHER_BOT, "channel": CERTIFICATES, "text": f"for {SHOP}", "files": [shown]}
    trial.slack.send_event({"type": "message", "ts": trial.slack.next_ts(), **said})
    await settled(trial)
    assert arrived(trial) == [WILDCARD]
    assert not trial.slack.ephemerals
    assert not direct(trial, OTHER_BOT)


async def submitted_while_slack_was_slow(trial: Trial, user: str, channel: str) -> None:
    """Somebody hands in a form before Slack tells who they are."""
    trial.slack.faults.add("users.info", Fault(delay=30), times=None)
    await trial.slack.command("/letter", SHOP, user=user, channel=channel)
    (view,) = trial.slack.open_views
    ts = await trial.drop("", Upload("x.jpg", LETTER.content), channel=RANDOM)
    file = trial.slack.message(RANDOM, ts).files[0]
    values = {
        "certificate": {"certificate_id": {"type": "plain_text_input", "value": SHOP}},
        "file": {"file": {"type": "file_input", "files": [file]}},
    }
    response = await trial.slack.submit_view(View(user, view.content), values, user=user)
    assert (response.acked, response.payload) == (True, {})
    trial.slack.faults.clear()


async def test_a_form_that_was_taken_and_is_refused_later_is_no_silence(trial: Trial) -> None:
    await submitted_while_slack_was_slow(trial, GUEST, NOT_MEMBER)
    await trial.slack.until(lambda: direct(trial, GUEST))
    assert direct(trial, GUEST)[0].text.startswith(f"<#{NOT_MEMBER}>: Guests can't")
    assert arrived(trial) == []


async def test_who_was_let_pass_in_silence_is_told_when_the_letter_is_meant(trial: Trial) -> None:
    menu = Upload("scan.jpg", letters.jpg(4_000))
    ts = await trial.drop("lunch", menu, user=GUEST, channel=RANDOM)
    await settled(trial)
    await trial.slack.edit(channel=RANDOM, ts=ts, text=f"confirmation letter for {SHOP}")
    assert "Guests" in (await told(trial, 1)).text
    ts = await trial.drop("lunch", menu, user=GUEST, channel=RANDOM)
    await settled(trial)
    await trial.slack.edit(channel=RANDOM, ts=ts, text=f"here you are, {SHOP}")
    await told(trial, 2)
    await trial.drop("lunch", menu, user=GUEST)
    await trial.slack.say(user=GUEST, channel=CERTIFICATES, text=SHOP)
    assert (await told(trial, 3)).channel == CERTIFICATES
    assert arrived(trial) == [WILDCARD]


# What it says ------------------------------------------------------------------------------------


async def test_a_wrong_channel_is_told_with_the_right_ones(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, {"LETTERDROP_CHANNELS": CERTIFICATES}) as trial:
        await trial.drop(f"for {SHOP}", LETTER, channel=RANDOM)
        assert f"I take them in <#{CERTIFICATES}>, and in a direct" in (await told(trial, 1)).text
        await trial.drop(f"确认函 {SHOP}", LETTER, channel=RANDOM, user=WANG_FANG)
        assert f"<#{CERTIFICATES}>" in (await told(trial, 2)).text
        await trial.drop(
            f"for {SHOP}", LETTER, channel=trial.slack.direct_message(GUEST), user=GUEST
        )
        await trial.slack.until(lambda: direct(trial, GUEST))
        assert direct(trial, GUEST)[0].text.startswith("Guests")


# Whom Slack does not tell apart ------------------------------------------------------------------


async def test_without_users_read_letters_go_out_but_nobody_revokes_or_looks(
    trial: Trial,
) -> None:
    trial.slack.scopes.discard("users:read")
    trial.tencent.certificates = {
        each: trial.tencent.certificates[each] for each in (SHOP, REVOCATION, WILDCARD)
    }
    for text in ("pending", f"status {SHOP}", "history"):
        response = await trial.slack.command("/letter", text, user=ALICE, channel=CERTIFICATES)
        assert "users:read" in response.text
        assert "example.com" not in str(response.payload)
    trial.slack.ephemerals.clear()

    question = await asked(trial)
    assert (buttons(question), selects(question)) == ([], [])
    await reply(trial, question, SHOP)
    assert await trial.ended(question.thread_ts or "") == ACCEPTED

    await trial.slack.command("/letter", "", user=ALICE, channel=CERTIFICATES)
    (form,) = trial.slack.open_views
    assert "external_select" not in str(form.blocks)
    await trial.slack.open_home(user=ALICE)
    await trial.slack.until(lambda: trial.slack.home_views.get(ALICE))
    home = str(trial.slack.home_views[ALICE].blocks)
    assert "open_form" in home
    assert "users:read" in home
    assert "example.com" not in home
    assert SHOP not in home.replace("e.g. `flSFd6Fh`", "")

    revocation = await asked(trial, f"for {REVOCATION}")
    await trial.slack.click(revocation, "confirm_revocation", user=ALICE)
    assert "users:read" in (await told(trial, 1)).text
    assert arrived(trial) == [SHOP]
    assert now(trial, revocation) == revocation

    trial.slack.scopes.add("users:read")
    await trial.slack.click(revocation, "confirm_revocation", user=ALICE)
    assert await trial.ended(revocation.thread_ts or "") == ACCEPTED
    assert arrived(trial) == [SHOP, REVOCATION]


async def test_an_id_written_to_the_bot_shows_nothing_to_whom_nobody_can_tell_apart(
    trial: Trial,
) -> None:
    trial.slack.scopes.discard("users:read")
    for text, words in ((SHOP, f"certificate {SHOP}"), ("FxG06njc", "users:read")):
        before = len(direct(trial, ALICE))
        await trial.slack.say(user=ALICE, channel=DM_ALICE, text=text)
        await trial.slack.until(lambda before=before: len(direct(trial, ALICE)) > before)
        assert words in direct(trial, ALICE)[-1].text
        assert "example.com" not in direct(trial, ALICE)[-1].text


@pytest.mark.parametrize("missing", ["users:read", "users:read.email"])
async def test_the_start_names_the_scope_that_is_missing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, missing: str
) -> None:
    async with sandbox.running() as box:
        box.slack.scopes |= {"users:read.email"}
        box.slack.scopes.discard(missing)
        async with connected(configured(Trial(box.slack, box.tencent), tmp_path), QUICK):
            warned = [each for each in caplog.records if each.levelno >= logging.WARNING]
    named = ["users:read is missing" in each.getMessage() for each in warned]
    assert named == ([True] if missing == "users:read" else [])


# Slack Connect -----------------------------------------------------------------------------------


async def test_what_else_is_ordered_stands_on_no_button_that_outsiders_read(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_ALLOW_GUESTS": "true"}) as trial:
        trial.tencent.certificates = many_certificates(3, status=8)
        for user, channel in ((ALICE, SHARED), (GUEST, CERTIFICATES), (WANG_FANG, SHARED)):
            question = await asked(trial, "确认函 letter", user=user, channel=channel)
            assert (buttons(question), selects(question)) == ([], ["external_select"])
            assert "example" not in str(question).replace("example_", "")
        for channel in (CERTIFICATES, DM_ALICE):
            assert len(buttons(await asked(trial, channel=channel))) == 3


async def test_in_a_channel_of_another_workspace_who_is_one_of_us_stays_one(trial: Trial) -> None:
    """The envelope names the workspace whose channel it is, which need not be ours."""
    trial.slack.scopes.discard("users:read")  # only Slack's own hint is left
    theirs = trial.slack.add_channel("partners", is_ext_shared=True, owner=OTHER_TEAM)
    trial.slack.channels[theirs] = replace(
        trial.slack.channels[theirs], members=trial.slack.channels[SHARED].members
    )
    ts = await trial.drop(f"for {SHOP}", LETTER, channel=theirs)
    assert await trial.ended(ts, theirs) == ACCEPTED
    for channel in (theirs, SHARED):
        await trial.drop(f"for {WILDCARD}", LETTER, user=STRANGER, channel=channel)
    hint = await told(trial, 2)
    assert (hint.ephemeral_for, hint.thread_ts) == (STRANGER, None)
    assert "other workspaces" in hint.text
    assert arrived(trial) == [SHOP]


# Enterprise Grid ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dropper", "other", "listed"), [(GRID_ID, ALICE, ALICE), (ALICE, GRID_ID, GRID_ID)]
)
async def test_one_person_with_two_ids_is_one(
    tmp_path: Path, dropper: str, other: str, listed: str
) -> None:
    async with opened(tmp_path, {"LETTERDROP_USERGROUPS": "S0CERTTEAM"}) as trial:
        alice = trial.slack.people[ALICE]
        trial.slack.people[ALICE] = replace(alice, global_id=GRID_ID)
        trial.slack.usergroups["S0CERTTEAM"] = [listed]
        ts = await trial.drop("确认函 letter", LETTER, user=dropper)
        await trial.question(ts)
        question = trial.said(ts)[0]
        await reply(trial, question, "hm, what?", other)
        assert "reply with just the certificate" in await hinted(trial, question)
        await reply(trial, question, SHOP, other)
        assert await trial.ended(ts) == ACCEPTED

        scan = Upload("scan.pdf", letters.pdf(9_000))
        ts = await trial.drop("here", scan, user=dropper, channel=RANDOM)
        await trial.slack.say(user=other, channel=RANDOM, text=WILDCARD)
        assert await trial.ended(ts, RANDOM) == ACCEPTED

        await trial.drop(f"for {SHOP}", LETTER, user=WANG_FANG)
        assert (await told(trial, 1)).ephemeral_for == WANG_FANG
        await trial.slack.open_home(user=other)
        await trial.slack.until(lambda: "scan.pdf" in str(trial.slack.home_views))
