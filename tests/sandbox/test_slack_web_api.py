"""The Web API of the local Slack, called as slack_sdk and httpx call it."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATE_TEAM,
    DM_ALICE,
    NOT_MEMBER,
    PRIVATE,
    RANDOM,
    STRANGER,
    WANG_FANG,
    Channel,
    Fault,
    Slack,
)
from sandbox.slack.block_kit import message_faults, view_faults
from tests.for_each import for_each
from tests.sandbox.plain_app import MODAL, TEXT_BLOCK, error_of


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        yield slack


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as http:
        yield http


# Tokens, scopes, arguments -----------------------------------------------------------------------


async def test_tokens_are_checked(slack: Slack, http: httpx.AsyncClient) -> None:
    async def error(method: str, token: str | None) -> str:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = await http.post(slack.api_url + method, headers=headers)
        assert response.status_code == 200
        return str(response.json().get("error"))

    assert await error("auth.test", None) == "not_authed"
    assert await error("auth.test", "xoxb-wrong") == "invalid_auth"
    assert await error("auth.test", slack.app_token) == "not_allowed_token_type"
    assert await error("apps.connections.open", slack.bot_token) == "not_allowed_token_type"
    assert await error("no.such.method", slack.bot_token) == "unknown_method"
    assert [call.token for call in slack.calls][:2] == [None, "xoxb-wrong"]


async def test_a_missing_scope_is_named(slack: Slack, client: AsyncWebClient) -> None:
    auth = await client.auth_test()
    assert "users:read" in auth.headers["x-oauth-scopes"].split(",")
    slack.scopes.remove("users:read")
    with pytest.raises(SlackApiError) as raised:
        await client.users_info(user=ALICE)
    answer = raised.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
    assert "users:read" not in answer["provided"].split(",")


@pytest.mark.parametrize("way", ["params", "data", "json"])
async def test_arguments_are_taken_from_query_form_and_json(
    slack: Slack, http: httpx.AsyncClient, way: Any
) -> None:
    given = {"channel": RANDOM, "text": "hi", "blocks": json.dumps([TEXT_BLOCK])}
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    encoded: dict[str, Any] = {way: given}
    response = await http.post(f"{slack.api_url}chat.postMessage", headers=headers, **encoded)
    message = slack.message(RANDOM, response.json()["ts"])
    assert (message.text, message.blocks[0]["text"]["text"]) == ("hi", "*hello*")


async def test_people_have_locales_and_groups_have_members(
    slack: Slack, client: AsyncWebClient
) -> None:
    assert "locale" not in (await client.users_info(user=WANG_FANG))["user"]
    answer = await client.users_info(user=WANG_FANG, include_locale=True)
    assert answer["user"]["locale"] == "zh-CN"
    group = await client.usergroups_users_list(usergroup=CERTIFICATE_TEAM)
    assert group["users"] == slack.usergroups[CERTIFICATE_TEAM]
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await client.usergroups_users_list(usergroup="S1")


# Messages ----------------------------------------------------------------------------------------


async def test_metadata_comes_back_when_asked_for(slack: Slack, client: AsyncWebClient) -> None:
    ts = await slack.say(user=ALICE, channel=RANDOM, text="letter")
    metadata = {"event_type": "letterdrop", "event_payload": {"job": "j1"}}
    posted = await client.chat_postMessage(
        channel=RANDOM, text="Working", thread_ts=ts, metadata=metadata
    )
    await client.chat_update(channel=RANDOM, ts=str(posted["ts"]), text="Done")
    plain = await client.conversations_replies(channel=RANDOM, ts=ts)
    asked = await client.conversations_replies(channel=RANDOM, ts=ts, include_all_metadata=True)
    assert "metadata" not in plain["messages"][1]
    assert asked["messages"][1]["metadata"] == metadata
    assert (asked["messages"][0]["reply_count"], asked["messages"][1]["text"]) == (1, "Done")
    assert slack.thread(RANDOM, ts)[1].edits == ["Working"]


async def test_history_and_replies_come_in_pages(slack: Slack, client: AsyncWebClient) -> None:
    said = [await slack.say(user=ALICE, channel=RANDOM, text=str(n)) for n in range(5)]
    await slack.say(user=ALICE, channel=RANDOM, text="reply", thread_ts=said[0])
    seen: list[str] = []
    async for page in await client.conversations_history(channel=RANDOM, limit=2):
        seen += [message["ts"] for message in page["messages"]]
    assert seen == said[::-1]
    between = await client.conversations_history(channel=RANDOM, oldest=said[1], latest=said[3])
    assert [message["ts"] for message in between["messages"]] == [said[2]]
    both = await client.conversations_history(
        channel=RANDOM, oldest=said[1], latest=said[3], inclusive=True
    )
    assert len(both["messages"]) == 3
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await client.conversations_replies(channel=RANDOM, ts="1.000001")


async def test_the_bot_posts_only_where_it_is(slack: Slack, client: AsyncWebClient) -> None:
    slack.channels[PRIVATE] = Channel(PRIVATE, "finance", "group")
    for channel, error in [
        (NOT_MEMBER, "not_in_channel"),
        (PRIVATE, "channel_not_found"),
        ("C404", "channel_not_found"),
    ]:
        with pytest.raises(SlackApiError) as raised:
            await client.chat_postMessage(channel=channel, text="hi")
        assert error_of(raised) == error
    assert (await client.chat_postMessage(channel=ALICE, text="hi"))["channel"] == DM_ALICE
    opened = await client.conversations_open(users=WANG_FANG)
    assert opened["channel"]["id"] == slack.direct_message(WANG_FANG)


async def test_updates_have_slacks_rules(slack: Slack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=RANDOM, text="a", blocks=[TEXT_BLOCK])
    ts = str(posted["ts"])
    await client.chat_update(channel=RANDOM, ts=ts, text="b")
    assert (slack.message(RANDOM, ts).text, slack.message(RANDOM, ts).blocks) == ("b", [])
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await client.chat_update(channel=RANDOM, ts=ts, text="x" * 4001)
    foreign = await slack.say(user=ALICE, channel=RANDOM, text="mine")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=RANDOM, ts=foreign, text="yours")
    with pytest.raises(SlackApiError, match="no_text"):
        await client.api_call("chat.postMessage", json={"channel": RANDOM, "text": ""})


async def test_a_reply_to_a_deleted_message_lands_in_the_channel(
    slack: Slack, client: AsyncWebClient
) -> None:
    ts = await slack.say(user=ALICE, channel=RANDOM, text="oops")
    await slack.delete(channel=RANDOM, ts=ts)
    posted = await client.chat_postMessage(channel=RANDOM, text="answer", thread_ts=ts)
    assert slack.message(RANDOM, str(posted["ts"])).thread_ts is None


async def test_reactions_are_added_once_and_removed_once(
    slack: Slack, client: AsyncWebClient
) -> None:
    ts = await slack.say(user=ALICE, channel=RANDOM, text="hi")
    here = {"channel": RANDOM, "timestamp": ts, "name": "eyes"}
    await client.reactions_add(**here)
    assert slack.message(RANDOM, ts).reactions == {"eyes": [BOT_USER]}
    with pytest.raises(SlackApiError, match="already_reacted"):
        await client.reactions_add(**here)
    await client.reactions_remove(**here)
    with pytest.raises(SlackApiError, match="no_reaction"):
        await client.reactions_remove(**here)
    with pytest.raises(SlackApiError, match="invalid_name"):
        await client.reactions_add(channel=RANDOM, timestamp=ts, name=":eyes:")
    assert slack.message(RANDOM, ts).reactions == {}


async def test_ephemeral_messages_are_seen_by_one_person(
    slack: Slack, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=RANDOM, user=ALICE, text="only you")
    assert [(each.text, each.ephemeral_for) for each in slack.ephemerals] == [("only you", ALICE)]
    assert slack.channel_messages(RANDOM) == []
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await client.chat_postEphemeral(channel=RANDOM, user=STRANGER, text="x")


# Block Kit ---------------------------------------------------------------------------------------


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def buttons(count: int, text: str = "ok") -> dict[str, Any]:
    label = {"type": "plain_text", "text": text}
    ids = [f"b{number}" for number in range(count)]
    return {
        "type": "actions",
        "elements": [{"type": "button", "action_id": each, "text": label} for each in ids],
    }


@for_each(
    ("blocks", "fault"),
    [
        ([section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/"),
        ([section("")], "must be more than 0 characters"),
        ([TEXT_BLOCK] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ([buttons(26)], "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
        ([buttons(1, "x" * 76)], "must be less than 76 characters"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "plain_text"),
        ([{"type": "context", "elements": [section("x")["text"]] * 11}], "no more than 10 items"),
        ([{"type": "alert"}], "unsupported type: alert"),
        ([section("a") | {"block_id": "x"}, section("b") | {"block_id": "x"}], "already exists"),
        (["text"], "unsupported type: None"),
        ({"type": "section"}, "must be an array"),
    ],
)
def test_blocks_beyond_the_limits_are_faults(blocks: Any, fault: str) -> None:
    assert any(fault in each for each in message_faults(blocks))


def test_blocks_within_the_limits_have_no_faults() -> None:
    assert message_faults([section("x" * 3000), *[TEXT_BLOCK] * 48, buttons(25, "x" * 75)]) == []
    assert view_faults(MODAL) == []
    assert view_faults(MODAL | {"title": {"type": "plain_text", "text": "x" * 25}}) != []
    assert view_faults({key: MODAL[key] for key in MODAL if key != "submit"}) != []


async def test_bad_blocks_are_refused_and_the_fault_is_named(
    slack: Slack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError) as raised:
        await client.chat_postMessage(channel=RANDOM, text="x", blocks=[section("x" * 3001)])
    assert error_of(raised) == "invalid_blocks"
    assert "/blocks/0/text/text" in raised.value.response["response_metadata"]["messages"][0]
    assert slack.channel_messages(RANDOM) == []


# Faults ------------------------------------------------------------------------------------------


async def test_a_limited_call_says_when_to_come_again(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("chat.postMessage", Fault(status=429, retry_after=7))
    with pytest.raises(SlackApiError) as raised:
        await client.chat_postMessage(channel=RANDOM, text="a")
    answer = raised.value.response
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert (await client.chat_postMessage(channel=RANDOM, text="b"))["ok"]
    assert [each.text for each in slack.channel_messages(RANDOM)] == ["b"]


@pytest.mark.parametrize("fault", [Fault(applied=True), Fault(status=500, applied=True)])
async def test_a_post_may_be_carried_out_although_its_answer_is_lost(
    slack: Slack, http: httpx.AsyncClient, fault: Fault
) -> None:
    slack.faults.add("chat.postMessage", fault)
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    given = {"channel": RANDOM, "text": "once"}
    try:
        response = await http.post(f"{slack.api_url}chat.postMessage", headers=headers, json=given)
        assert response.status_code == fault.status
    except httpx.RemoteProtocolError:
        assert fault.status is None
    assert [each.text for each in slack.channel_messages(RANDOM)] == ["once"]


async def test_lasting_faults_end_when_cleared(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("auth.test", Fault(error="account_inactive"), times=None)
    for _ in range(3):
        with pytest.raises(SlackApiError, match="account_inactive"):
            await client.auth_test()
    slack.faults.clear()
    assert (await client.auth_test())["user_id"] == BOT_USER


async def test_waiting_in_vain_prints_the_story(slack: Slack) -> None:
    await slack.say(user=WANG_FANG, channel=RANDOM, text="你好")
    with pytest.raises(AssertionError, match="text='你好'"):
        await slack.until(lambda: False, timeout=0.01)
