"""Words near a drop are found where they belong to it, and nowhere else."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from aiohttp import web

from bot.patience import WORDS_BELONG_TO_FILE_FOR, Patience
from bot.slack.api import session, web_client
from bot.slack.history import MOST_OWN_MESSAGES, History
from bot.slack.messages import MESSAGES_A_PAGE, Place
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    NOT_MEMBER,
    OTHER_BOT,
    WANG_FANG,
    Fault,
    Slack,
    Upload,
)

QUICK = Patience(attempts=2, first_wait=0.01, total=60.0)
LETTER = Upload("letter.pdf", b"%PDF-1.7")


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        yield slack


@pytest.fixture
async def history(slack: Slack) -> AsyncIterator[History]:
    async with session() as http:
        client = web_client(slack.bot_token, slack.api_url, http)
        yield History(client, BOT_USER, QUICK)


class Dropped(NamedTuple):
    """Where a drop stands, when it came, and the IDs of whoever dropped it."""

    place: Place
    ts: str
    users: tuple[str, ...]


async def dropped(slack: Slack, channel: str = CERTIFICATES, thread: str | None = None) -> Dropped:
    """A letter that Alice drops without a word."""
    ts = await slack.drop(user=ALICE, channel=channel, files=[LETTER], thread_ts=thread)
    return a_drop(ts, thread or ts, channel)


def a_drop(ts: str, thread: str, channel: str = "C1", user: str = ALICE) -> Dropped:
    return Dropped(Place(channel, thread), ts, (user,))


def later(drop: Dropped, seconds: float) -> Dropped:
    """The same drop, but so much later."""
    ts, place = f"{float(drop.ts) + seconds:.6f}", drop.place
    moved = replace(place, thread=ts) if place.thread == drop.ts else place
    return drop._replace(ts=ts, place=moved)


# In the channel ----------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", [CERTIFICATES, DM_ALICE])
async def test_what_the_person_said_just_before_is_found(
    history: History, slack: Slack, channel: str
) -> None:
    await slack.say(user=ALICE, channel=channel, text="next: flSFd6Fh")
    drop = await dropped(slack, channel)
    await slack.say(user=ALICE, channel=channel, text="said after the drop")
    assert await history.before(*drop) == ("next: flSFd6Fh",)


async def test_the_newest_words_come_first_and_old_ones_not_at_all(
    history: History, slack: Slack
) -> None:
    for n in range(MOST_OWN_MESSAGES + 3):
        await slack.say(user=ALICE, channel=CERTIFICATES, text=f"no {n}")
    drop = await dropped(slack)
    found = await history.before(*drop)
    assert found == tuple(f"no {n}" for n in reversed(range(3, MOST_OWN_MESSAGES + 3)))
    assert await history.before(*later(drop, WORDS_BELONG_TO_FILE_FOR - 60)) == found
    assert await history.before(*later(drop, WORDS_BELONG_TO_FILE_FOR + 60)) == ()


async def test_words_of_others_and_words_that_went_with_a_file_are_left_alone(
    history: History, slack: Slack
) -> None:
    await slack.say(user=WANG_FANG, channel=CERTIFICATES, text="mine is a91hoLqi")
    await slack.say(user=OTHER_BOT, channel=CERTIFICATES, text="build Zz9Zz9Zz")
    await slack.drop(user=ALICE, channel=CERTIFICATES, text="for flSFd6Fh", files=[LETTER])
    first = await slack.say(user=ALICE, channel=CERTIFICATES, text="")
    await slack.say(user=ALICE, channel=CERTIFICATES, text="in a thread", thread_ts=first)
    gone = await slack.say(user=ALICE, channel=CERTIFICATES, text="taken back")
    await slack.delete(channel=CERTIFICATES, ts=gone)
    assert await history.before(*await dropped(slack)) == ()


async def test_a_lively_channel_does_not_hide_what_was_said_before(
    history: History, slack: Slack
) -> None:
    await slack.say(user=ALICE, channel=CERTIFICATES, text="next: flSFd6Fh")
    drop = await dropped(slack)
    for n in range(MESSAGES_A_PAGE + 1):
        await slack.say(user=WANG_FANG, channel=CERTIFICATES, text=f"by the way {n}")
    assert await history.before(*drop) == ("next: flSFd6Fh",)


# In a thread -------------------------------------------------------------------------------------


async def test_the_first_message_of_the_thread_counts_whoever_wrote_it_and_when(
    history: History, slack: Slack
) -> None:
    first = await slack.say(user=WANG_FANG, channel=CERTIFICATES, text="flSFd6Fh waits")
    await slack.say(user=WANG_FANG, channel=CERTIFICATES, text="what of Zz9Zz9Zz?", thread_ts=first)
    drop = await dropped(slack, thread=first)
    assert await history.before(*drop) == ("flSFd6Fh waits",)
    assert await history.before(*later(drop, 86_400)) == ("flSFd6Fh waits",)


async def test_own_replies_come_before_the_first_message(history: History, slack: Slack) -> None:
    await slack.say(user=ALICE, channel=CERTIFICATES, text="elsewhere")
    first = await slack.drop(
        user=WANG_FANG, channel=CERTIFICATES, text="for flSFd6Fh", files=[LETTER]
    )
    for text in ("I scan it again", "no, a91hoLqi"):
        await slack.say(user=ALICE, channel=CERTIFICATES, text=text, thread_ts=first)
    drop = await dropped(slack, thread=first)
    found = await history.before(*drop)
    assert found == ("no, a91hoLqi", "I scan it again", "for flSFd6Fh")
    assert await history.before(*later(drop, WORDS_BELONG_TO_FILE_FOR + 60)) == ("for flSFd6Fh",)


async def test_an_own_first_message_is_told_once(history: History, slack: Slack) -> None:
    first = await slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh follows")
    assert await history.before(*await dropped(slack, thread=first)) == ("flSFd6Fh follows",)


async def test_an_example_that_the_bot_gave_is_no_certificate(slack: Slack) -> None:
    async with session() as http:
        client = web_client(slack.bot_token, slack.api_url, http)
        help_text = await client.chat_postMessage(channel=DM_ALICE, text="such as flSFd6Fh")
        drop = await dropped(slack, DM_ALICE, help_text["ts"])
        assert await History(client, BOT_USER, QUICK).before(*drop) == ()


async def test_a_deleted_first_message_says_nothing(history: History, slack: Slack) -> None:
    first = await slack.say(user=WANG_FANG, channel=CERTIFICATES, text="flSFd6Fh waits")
    drop = await dropped(slack, thread=first)
    await slack.delete(channel=CERTIFICATES, ts=first)
    assert await history.before(*drop) == ()


# Where nothing can be found ----------------------------------------------------------------------


async def test_a_form_has_no_history(history: History, slack: Slack) -> None:
    assert await history.before(*a_drop("", "1.000001", CERTIFICATES)) == ()
    assert slack.calls == []


@pytest.mark.parametrize("thread", ["", "1.000001"])
async def test_where_the_bot_may_not_look_nothing_is_found(history: History, thread: str) -> None:
    ts = "1700000000.000100"
    assert await history.before(*a_drop(ts, thread or ts, NOT_MEMBER)) == ()


@pytest.mark.parametrize(
    "fault", [Fault(status=500), Fault(reset=True), Fault(html=True), Fault(error="missing_scope")]
)
async def test_trouble_leaves_the_letter_to_the_question(
    history: History, slack: Slack, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    await slack.say(user=ALICE, channel=CERTIFICATES, text="next: flSFd6Fh")
    drop = await dropped(slack)
    slack.faults.add("conversations.history", fault, times=None)
    with caplog.at_level(logging.INFO, "letterdrop"):
        assert await history.before(*drop) == ()
    assert "cannot look around" in caplog.text
    slack.faults.clear()
    assert await history.before(*drop) == ("next: flSFd6Fh",)


async def test_words_do_not_reach_the_log(
    history: History, slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "letterdrop")
    await slack.say(user=ALICE, channel=CERTIFICATES, text="for your eyes only")
    assert await history.before(*await dropped(slack)) == ("for your eyes only",)
    assert "for your eyes only" not in caplog.text


GOOD = {"type": "message", "user": "U1", "text": "flSFd6Fh", "ts": "1700000000.000050"}


@pytest.mark.parametrize(
    ("messages", "found"),
    [
        ([GOOD], ("flSFd6Fh",)),
        ([{**GOOD, "subtype": "thread_broadcast"}], ("flSFd6Fh",)),
        ([{**GOOD, "subtype": "channel_topic"}], ()),
        ([{**GOOD, "bot_id": "B1"}], ()),
        ([{**GOOD, "hidden": True}], ()),
        ([{**GOOD, "files": [{"mode": "tombstone"}]}], ()),
        ([{**GOOD, "attachments": [{"is_share": True, "files": [{"id": "F1"}]}]}], ()),
        ([{**GOOD, "attachments": [{"is_share": True, "text": "see"}, None]}], ("flSFd6Fh",)),
        ([{**GOOD, "ts": "1700000000.000100"}], ()),
        ([{**GOOD, "ts": "1600000000.000000"}], ()),
        ([{**GOOD, "ts": "soon"}, GOOD], ("flSFd6Fh",)),
        ([{**GOOD, "text": None}, {**GOOD, "text": 7}, GOOD], ("flSFd6Fh",)),
        ([{"user": "U1"}, None, 7, "text", GOOD], ("flSFd6Fh",)),
        ({"text": "flSFd6Fh"}, ()),
        (None, ()),
    ],
    ids=repr,
)
async def test_a_foreign_answer_is_read_with_care(messages: Any, found: tuple[str, ...]) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "messages": messages})

    app = web.Application()
    app.router.add_route("*", "/{method:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        async with session() as http:
            near = History(web_client("xoxb-test", url, http), "UBOT", QUICK)
            ts = "1700000000.000100"
            assert await near.before(*a_drop(ts, ts, user="U1")) == found
    finally:
        await runner.cleanup()


# Files of a thread -------------------------------------------------------------------------------


async def test_the_messages_with_files_of_a_thread_come_as_events_newest_first(
    slack: Slack, history: History
) -> None:
    first = await slack.drop(user=WANG_FANG, channel=CERTIFICATES, text="one", files=[LETTER])
    second = await dropped(slack, thread=first)
    gone = await dropped(slack, thread=first)
    await slack.delete(channel=CERTIFICATES, ts=gone.ts)
    mention = await slack.say(user=ALICE, channel=CERTIFICATES, text="two", thread_ts=first)
    await dropped(slack, thread=first)
    found = await history.with_files(*a_drop(mention, first, CERTIFICATES)[:2])
    assert [each["ts"] for each in found] == [second.ts, first]
    assert {(each["channel"], each["thread_ts"]) for each in found} == {(CERTIFICATES, first)}
    assert found[1]["user"] == WANG_FANG
    assert found[1]["files"] == slack.message(CERTIFICATES, first).files


async def test_where_the_bot_may_not_read_no_file_is_found(slack: Slack, history: History) -> None:
    drop = await dropped(slack, NOT_MEMBER)
    assert await history.with_files(*later(drop, 1.0)[:2]) == ()


# Long threads, and what is gone ------------------------------------------------------------------


async def test_in_a_long_thread_the_newest_words_and_files_are_found(
    history: History, slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.messages.MESSAGES_A_PAGE", 3)
    thread = await slack.say(user=WANG_FANG, channel=CERTIFICATES, text="renewals")
    for n in range(6):
        await slack.say(user=WANG_FANG, channel=CERTIFICATES, text=f"no {n}", thread_ts=thread)
    await slack.say(user=ALICE, channel=CERTIFICATES, text="next: flSFd6Fh", thread_ts=thread)
    drop = await dropped(slack, thread=thread)
    assert await history.before(*drop) == ("next: flSFd6Fh", "renewals")
    (found,) = await history.with_files(*later(drop, 60)[:2])
    assert found["ts"] == drop.ts


@pytest.mark.parametrize("in_thread", [False, True])
async def test_a_message_is_gone_once_it_is_deleted(
    history: History, slack: Slack, *, in_thread: bool
) -> None:
    thread = await slack.say(user=ALICE, channel=CERTIFICATES, text="here") if in_thread else None
    drop = await dropped(slack, thread=thread)
    await slack.say(user=ALICE, channel=CERTIFICATES, text="thanks", thread_ts=drop.place.thread)
    assert not await history.is_gone(*drop[:2])
    method = "conversations.replies" if in_thread else "conversations.history"
    slack.faults.add(method, Fault(error="missing_scope"))
    assert not await history.is_gone(*drop[:2])
    await slack.delete(channel=CERTIFICATES, ts=drop.ts)
    assert await history.is_gone(*drop[:2])
    assert not await history.is_gone(*a_drop(drop.ts, drop.place.thread, channel=NOT_MEMBER)[:2])
