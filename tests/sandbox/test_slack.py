"""Deliveries of the local Slack: an unmodified Bolt app hears what it would hear at Slack."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import (
    ALICE,
    BOT,
    BOT_USER,
    CERTIFICATES,
    NOT_MEMBER,
    OTHER_BOT,
    PRIVATE,
    RANDOM,
    SHARED,
    STRANGER,
    Fault,
    Slack,
    Upload,
)
from tests.http_mode import delivered_to
from tests.sandbox.plain_app import PDF, Bot, socket


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        slack.retry_delays = (0, 0.02, 0.02)
        yield slack


# Events ------------------------------------------------------------------------------------------


async def test_a_drop_reaches_a_bolt_app_with_text_and_files(slack: Slack, bot: Bot) -> None:
    files = [Upload("letter.pdf", PDF), Upload("second.pdf", PDF)]
    ts = await slack.drop(user=ALICE, channel=CERTIFICATES, text="for flSFd6Fh", files=files)
    await slack.until(lambda: len(bot.heard) == 3)
    assert bot.events() == ["message", "file_shared", "file_shared"]
    event = bot.heard[0]["event"]
    assert (event["subtype"], event["text"], event["ts"]) == ("file_share", "for flSFd6Fh", ts)
    assert [file["name"] for file in event["files"]] == ["letter.pdf", "second.pdf"]
    assert event["files"][0]["size"] == len(PDF)
    assert len({body["event_id"] for body in bot.heard}) == 3
    assert all(delivery.acked_at for delivery in slack.deliveries)


async def test_the_thin_event_may_come_first_and_a_mention_comes_too(
    slack: Slack, bot: Bot
) -> None:
    slack.file_shared_first = True
    text = f"<@{BOT_USER}> please"
    await slack.drop(user=ALICE, channel=CERTIFICATES, text=text, files=[Upload("a.pdf", PDF)])
    await slack.until(lambda: len(bot.heard) == 3)
    assert bot.events() == ["file_shared", "message", "app_mention"]


async def test_an_event_without_ack_is_sent_again_under_the_same_id(slack: Slack, bot: Bot) -> None:
    bot.failures = 2
    slack.ack_deadline = 0.1
    await slack.say(user=ALICE, channel=CERTIFICATES, text="hello")
    await slack.until(lambda: len(slack.deliveries) == 2)
    slack.ack_deadline = 3
    await slack.until(lambda: len(bot.heard) == 3 and slack.deliveries[-1].acked_at)
    assert len({body["event_id"] for body in bot.heard}) == 1
    assert [(each.attempt, bool(each.acked_at)) for each in slack.deliveries] == [
        (0, False),
        (1, False),
        (2, True),
    ]
    assert len({each.envelope_id for each in slack.deliveries}) == 3


async def test_an_event_is_given_up_after_three_more_attempts(slack: Slack, bot: Bot) -> None:
    bot.failures = 9
    slack.ack_deadline = 0.05
    event_id = slack.send_event({"type": "app_mention", "user": ALICE, "text": "x"})
    await slack.until(lambda: slack.undelivered == [event_id])
    assert [each.attempt for each in slack.deliveries] == [0, 1, 2, 3]


async def test_an_event_waits_for_a_bot_that_is_down(slack: Slack) -> None:
    slack.retry_delays = (0, 0.2, 2)
    await slack.say(user=ALICE, channel=CERTIFICATES, text="anybody there?")
    bot = Bot(slack)
    async with socket(bot, slack):
        await slack.until(lambda: bot.heard)
    (delivery,) = slack.deliveries
    assert delivery.attempt > 1


async def test_an_acked_event_may_come_once_more(slack: Slack, bot: Bot) -> None:
    event_id = slack.send_event({"type": "app_mention", "user": ALICE, "text": "x"})
    await slack.until(lambda: bot.heard)
    await slack.send_again(event_id)
    await slack.until(lambda: len(bot.heard) == 2)
    assert [(each.event_id, each.attempt) for each in slack.deliveries] == [(event_id, 0)] * 2


async def test_the_bot_hears_nothing_where_it_is_not_or_may_not(slack: Slack, bot: Bot) -> None:
    slack.scopes.discard("groups:history")
    slack.subscriptions.discard("file_shared")
    await slack.say(user=ALICE, channel=NOT_MEMBER, text="lunch?")
    await slack.say(user=ALICE, channel=PRIVATE, text="secret")
    await slack.drop(user=ALICE, channel=RANDOM, text="this one", files=[Upload("a.pdf", PDF)])
    await slack.until(lambda: bot.heard)
    assert [body["event"]["text"] for body in bot.heard] == ["this one"]
    assert len(slack.deliveries) == 1


async def test_edits_deletes_and_other_bots_look_as_at_slack(slack: Slack, bot: Bot) -> None:
    ts = await slack.say(user=OTHER_BOT, channel=RANDOM, text="build failed")
    await slack.edit(channel=RANDOM, ts=ts, text="build passed")
    await slack.delete(channel=RANDOM, ts=ts)
    await slack.until(lambda: len(bot.heard) == 3)
    posted, changed, deleted = (body["event"] for body in bot.heard)
    assert posted["bot_id"] != BOT
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "build passed")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)
    message = slack.message(RANDOM, ts)
    assert (message.edits, message.deleted) == (["build failed"], True)


async def test_the_bots_own_words_come_back_and_bolt_ignores_them(
    slack: Slack, bot: Bot, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=RANDOM, text="Working")
    await client.chat_update(channel=RANDOM, ts=str(posted["ts"]), text="Done")
    await slack.until(lambda: [bool(each.acked_at) for each in slack.deliveries] == [True, True])
    assert bot.heard == []


async def test_a_shared_channel_carries_stubs_that_files_info_explains(
    slack: Slack, bot: Bot, client: AsyncWebClient
) -> None:
    await slack.drop(user=STRANGER, channel=SHARED, text="ours", files=[Upload("a.pdf", PDF)])
    await slack.until(lambda: bot.heard)
    body = bot.heard[0]
    stub = body["event"]["files"][0]
    assert body["is_ext_shared_channel"]
    assert (stub["file_access"], stub.get("url_private")) == ("check_file_info", None)
    answer = await client.files_info(file=stub["id"])
    assert (answer["file"]["name"], answer["file"]["mode"]) == ("a.pdf", "hosted")


# Socket Mode -------------------------------------------------------------------------------------


async def test_two_sockets_share_the_events(slack: Slack, bot: Bot) -> None:
    other = Bot(slack)
    async with socket(other, slack):
        for number in range(6):
            await slack.say(user=ALICE, channel=RANDOM, text=str(number))
        await slack.until(lambda: len(bot.heard) + len(other.heard) == 6)
        assert len(bot.heard) == len(other.heard) == 3


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_after_a_disconnect_envelope_the_app_connects_again(
    slack: Slack, bot: Bot, reason: Any
) -> None:
    first = slack.connections[0]
    await slack.disconnect(reason)
    await slack.until(lambda: slack.connections and slack.connections[0] is not first)
    await slack.say(user=ALICE, channel=RANDOM, text="still there?")
    await slack.until(lambda: bot.heard)


async def test_a_cut_socket_is_gone_at_once(slack: Slack, bot: Bot) -> None:
    assert len(slack.connections) == 1
    slack.sockets.cut()
    await slack.until(lambda: not slack.connections)
    assert not bot.heard


async def test_a_ticket_opens_one_socket_and_pings_are_echoed(
    slack: Slack, client: AsyncWebClient
) -> None:
    url = str((await client.apps_connections_open(app_token=slack.app_token))["url"])
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url, autoping=False) as ws:
            hello = await ws.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            await ws.ping(b"sdk-ping-pong:1.5")
            assert (await ws.receive()).data == b"sdk-ping-pong:1.5"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        slack.faults.add("socket", Fault(status=503))
        with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
            await session.ws_connect(url)


# HTTP mode ---------------------------------------------------------------------------------------


@asynccontextmanager
async def request_url(bot: Bot) -> AsyncIterator[str]:
    """The bot, served over HTTP."""
    runner = web.AppRunner(bot.app.web_app(path="/slack/events"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


async def test_over_http_bolt_accepts_the_signature_and_retries_come(slack: Slack) -> None:
    bot = Bot(slack)

    @bot.app.command("/letter")
    async def letter(ack: AsyncAck) -> None:
        await ack("over HTTP")

    async with request_url(bot) as url, delivered_to(url, slack):
        bot.failures = 1
        await slack.drop(user=ALICE, channel=RANDOM, text="hi", files=[Upload("a.pdf", PDF)])
        await slack.until(lambda: len(bot.heard) == 3)
        assert sorted(each.attempt for each in slack.deliveries) == [0, 0, 1]
        response = await slack.command("/letter", user=ALICE, channel=RANDOM)
        assert response.text == "over HTTP"


async def test_over_http_a_wrong_secret_fails_the_challenge(slack: Slack) -> None:
    bot = Bot(slack)
    slack.signing_secret = "another"
    async with request_url(bot) as url:
        with pytest.raises(AssertionError, match="401"):
            async with delivered_to(url, slack):
                pass


async def test_nothing_is_left_running_when_the_block_ends() -> None:
    before = len(asyncio.all_tasks())
    async with Slack.start() as slack:
        bot = Bot(slack)
        async with socket(bot, slack):
            await slack.say(user=ALICE, channel=RANDOM, text="never delivered in time")
            await slack.disconnect("warning", grace=60)
    async with asyncio.timeout(60):
        while len(asyncio.all_tasks()) > before:  # noqa: ASYNC110 - tasks tell nobody of their end
            await asyncio.sleep(0.01)
