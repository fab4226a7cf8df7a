"""Commands, clicks and modals of the local Slack, answered by an unmodified Bolt app."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import ALICE, RANDOM, WANG_FANG, Slack, Upload
from tests.sandbox.plain_app import MODAL, PDF, TEXT_BLOCK, Bot, error_of, socket

BUTTON = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "again",
            "value": "job-1",
            "text": {"type": "plain_text", "text": "Again"},
        }
    ],
}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        yield slack


# Interactions ------------------------------------------------------------------------------------


async def test_a_command_shows_its_ack_and_what_is_posted_later(slack: Slack, bot: Bot) -> None:
    @bot.app.command("/letter")
    async def letter(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any]) -> None:
        await ack(f"looking for {body['text']}")
        for number in range(6):
            await respond(f"later {number}")

    response = await slack.command("/letter", "status x", user=ALICE, channel=RANDOM)
    assert (response.acked, response.text) == (True, "looking for status x")
    await slack.until(lambda: len(slack.ephemerals) == 6)
    assert [post["text"] for post in response.posts] == [f"later {n}" for n in range(5)]


async def test_a_command_without_a_bot_is_not_sent_again(slack: Slack) -> None:
    response = await slack.command("/letter", user=ALICE, channel=RANDOM)
    assert not response.acked
    assert slack.deliveries == []


async def test_a_modal_opens_by_a_trigger_that_is_good_once(slack: Slack, bot: Bot) -> None:
    errors: list[str] = []

    @bot.app.shortcut("upload")
    async def shortcut(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        for _ in range(2):
            try:
                await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
            except SlackApiError as refused:
                errors.append(refused.response["error"])

    @bot.app.options("cert_id")
    async def options(ack: AsyncAck, body: dict[str, Any]) -> None:
        option = {"text": {"type": "plain_text", "text": body["value"]}, "value": "v"}
        await ack(options=[option])

    @bot.app.view("upload")
    async def submitted(ack: AsyncAck, body: dict[str, Any]) -> None:
        if body["view"]["state"]["values"]:
            await ack()
        else:
            await ack(response_action="errors", errors={"cert": "Choose one"})

    ts = await slack.drop(user=ALICE, channel=RANDOM, files=[Upload("letter.pdf", PDF)])
    await slack.shortcut("upload", message_ts=ts, channel=RANDOM, user=ALICE)
    await slack.until(lambda: errors)
    assert errors == ["exchanged_trigger_id"]
    (view,) = slack.open_views
    suggestions = await slack.suggestions(view, "cert_id", "flS")
    assert suggestions.payload["options"][0]["text"]["text"] == "flS"
    assert (await slack.submit_view(view)).errors == {"cert": "Choose one"}
    assert slack.open_views == [view]
    await slack.submit_view(view, {"cert": {"cert_id": {"type": "external_select"}}})
    assert slack.open_views == []


async def test_a_late_trigger_opens_nothing(slack: Slack, client: AsyncWebClient) -> None:
    slack.trigger_lifetime = -1
    bot = Bot(slack)
    errors: list[str] = []

    @bot.app.action("again")
    async def clicked(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        assert body["actions"][0]["value"] == "job-1"
        with pytest.raises(SlackApiError) as raised:
            await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        errors.append(error_of(raised))

    posted = await client.chat_postMessage(channel=RANDOM, text="x", blocks=[BUTTON])
    async with socket(bot, slack):
        message = slack.message(RANDOM, str(posted["ts"]))
        assert (await slack.click(message, "again", user=ALICE)).acked
        await slack.until(lambda: errors)
    assert errors == ["expired_trigger_id"]


async def test_the_home_is_published_for_the_one_who_opens_it(
    slack: Slack, bot: Bot, client: AsyncWebClient
) -> None:
    await slack.open_home(user=ALICE)
    await slack.until(lambda: bot.events() == ["app_home_opened"])
    await client.views_publish(user_id=ALICE, view={"type": "home", "blocks": [TEXT_BLOCK]})
    assert slack.home_views[ALICE].blocks[0]["text"]["text"] == "*hello*"
    assert WANG_FANG not in slack.home_views
