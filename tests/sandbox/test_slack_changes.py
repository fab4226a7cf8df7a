"""What becomes of messages and files in the local Slack: edited, deleted, forwarded, shared."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import (
    ALICE,
    CERTIFICATE_TEAM,
    CERTIFICATES,
    DM_ALICE,
    NOT_MEMBER,
    OTHER_TEAM,
    RANDOM,
    SHARED,
    STRANGER,
    TEAM,
    WANG_FANG,
    Slack,
    Upload,
)
from sandbox.slack.cast import ENTERPRISE
from tests.sandbox.plain_app import PDF, Bot, error_of

Json = dict[str, Any]


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        slack.subscriptions.discard("file_shared")
        yield slack


async def heard(slack: Slack, bot: Bot, count: int) -> list[Json]:
    """The events, in the order in which they happened."""
    await slack.until(lambda: len(bot.heard) == count)
    return sorted((body["event"] for body in bot.heard), key=lambda each: str(each["event_ts"]))


async def dropped(slack: Slack, *names: str, text: str = "", **where: Any) -> str:
    files = [Upload(name, PDF) for name in names]
    return await slack.drop(**{"user": ALICE, "channel": RANDOM} | where, text=text, files=files)


# Edits -------------------------------------------------------------------------------------------


async def test_an_edit_carries_both_messages_and_who_made_it(slack: Slack, bot: Bot) -> None:
    ts = await dropped(slack, "a.pdf", text="the letter")
    await slack.edit(channel=RANDOM, ts=ts, text="the letter for flSFd6Fh")
    _, event = await heard(slack, bot, 2)
    new, old = event["message"], event["previous_message"]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert {"user", "text"}.isdisjoint(event)
    assert event["ts"] == event["event_ts"] > ts
    assert (new["ts"], new["user"], new["edited"]["user"]) == (ts, ALICE, ALICE)
    assert (old["text"], new["text"]) == ("the letter", "the letter for flSFd6Fh")
    assert "edited" not in old
    assert new["files"] == old["files"]


async def test_a_preview_and_a_file_taken_off_are_no_edits(slack: Slack, bot: Bot) -> None:
    said = await dropped(slack, text="first")
    ts = await dropped(slack, "a.pdf", "b.pdf", text="see https://www.example.com")
    await slack.unfurl(channel=RANDOM, ts=ts, url="https://www.example.com")
    await slack.unfurl(channel=RANDOM, ts=ts, of=(RANDOM, said))
    first, second = slack.message(RANDOM, ts).files
    await slack.remove_from_message(channel=RANDOM, ts=ts, file_id=first["id"])
    *_, page, quote, fewer = await heard(slack, bot, 5)
    for event in (page, quote, fewer):
        assert event["message"]["text"] == event["previous_message"]["text"]
        assert "edited" not in event["message"]
    assert page["message"]["attachments"][0]["from_url"] == "https://www.example.com"
    added = quote["message"]["attachments"][1]
    assert (added["is_msg_unfurl"], added.get("is_share")) == (True, None)
    assert fewer["message"]["files"] == [second]
    assert slack.message(RANDOM, ts).edits == []


# Deletions ---------------------------------------------------------------------------------------


async def test_a_deleted_message_leaves_a_tombstone_where_it_has_replies(
    slack: Slack, bot: Bot, client: AsyncWebClient
) -> None:
    ts = await dropped(slack, "a.pdf", text="wrong letter")
    reply = await slack.say(user=ALICE, channel=RANDOM, text="oh", thread_ts=ts)
    await slack.delete(channel=RANDOM, ts=ts)
    tombstone = (await heard(slack, bot, 3))[2]
    assert (tombstone["subtype"], tombstone["hidden"]) == ("message_changed", True)
    left, before = tombstone["message"], tombstone["previous_message"]
    assert (left["subtype"], left["user"], left["ts"]) == ("tombstone", "USLACKBOT", ts)
    assert "files" not in left
    assert (before["user"], before["files"][0]["name"]) == (ALICE, "a.pdf")
    page = await client.conversations_replies(channel=RANDOM, ts=ts)
    assert page["messages"][0] == left
    await slack.delete(channel=RANDOM, ts=reply)
    gone = (await heard(slack, bot, 4))[3]
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", reply)
    assert gone["previous_message"]["thread_ts"] == ts
    file = await client.files_info(file=before["files"][0]["id"])
    assert file["file"]["mode"] == "hosted"


async def test_a_deleted_file_is_a_tombstone_wherever_it_stands(
    slack: Slack, bot: Bot, client: AsyncWebClient
) -> None:
    ts = await dropped(slack, "a.pdf", "b.pdf", text="two")
    forwarded = await slack.forward(of=(RANDOM, ts), user=ALICE, to=CERTIFICATES)
    file, other = slack.message(RANDOM, ts).files
    await slack.delete_file(file["id"])
    events = (await heard(slack, bot, 5))[2:]
    (thin,) = [each for each in events if each["type"] == "file_deleted"]
    assert set(thin) == {"type", "file_id", "event_ts"}
    gone = {"id": file["id"], "mode": "tombstone"}
    changed = {each["message"]["ts"]: each["message"] for each in events if each is not thin}
    assert changed[ts]["files"] == [gone, other]
    assert changed[forwarded]["attachments"][0]["files"] == [gone, other]
    with pytest.raises(SlackApiError) as raised:
        await client.files_info(file=file["id"])
    assert error_of(raised) == "file_deleted"
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with httpx.AsyncClient(trust_env=False, headers=headers) as http:
        assert (await http.get(file["url_private_download"])).status_code == 404


# Forwarded messages ------------------------------------------------------------------------------


async def test_a_forwarded_message_has_text_and_files_in_its_attachments_alone(
    slack: Slack, bot: Bot, client: AsyncWebClient
) -> None:
    ts = await dropped(slack, "a.pdf", text="for flSFd6Fh", channel=NOT_MEMBER)
    file = slack.message(NOT_MEMBER, ts).files[0]
    forwarded = await slack.forward(of=(NOT_MEMBER, ts), user=WANG_FANG, to=DM_ALICE, text="do it")
    (event,) = await heard(slack, bot, 1)
    assert (event["user"], event["text"], event["ts"]) == (WANG_FANG, "do it", forwarded)
    assert {"files", "subtype"}.isdisjoint(event)
    (share,) = event["attachments"]
    assert (share["is_share"], share["is_msg_unfurl"]) == (True, True)
    assert (share["author_id"], share["channel_id"], share["ts"]) == (ALICE, NOT_MEMBER, ts)
    assert (share["text"], share["files"]) == ("for flSFd6Fh", [file])
    assert (await client.files_info(file=file["id"]))["file"]["name"] == "a.pdf"
    page = await client.conversations_history(channel=DM_ALICE)
    assert page["messages"][0]["attachments"] == [share]


async def test_files_of_a_forwarded_message_may_be_hidden_or_out_of_reach(
    slack: Slack, bot: Bot, client: AsyncWebClient
) -> None:
    ts = await dropped(slack, "a.pdf", channel=NOT_MEMBER)
    where: Json = {"of": (NOT_MEMBER, ts), "user": ALICE}
    await slack.forward(**where, to=RANDOM, files="hidden")
    await slack.forward(**where, to=RANDOM, files="unshared")
    hidden, unshared = await heard(slack, bot, 2)
    assert "files" not in hidden["attachments"][0]
    (stub,) = unshared["attachments"][0]["files"]
    assert stub["file_access"] == "file_not_found"
    with pytest.raises(SlackApiError) as raised:
        await client.files_info(file=stub["id"])
    assert error_of(raised) == "file_not_found"


# Whispers ----------------------------------------------------------------------------------------


async def test_a_whisper_in_a_thread_without_a_reply_is_seen_by_nobody(
    slack: Slack, client: AsyncWebClient
) -> None:
    ts = await slack.say(user=ALICE, channel=RANDOM, text="letter")

    async def seen(thread_ts: str) -> int:
        here = {"channel": RANDOM, "user": ALICE, "text": "no"}
        assert (await client.chat_postEphemeral(**here, thread_ts=thread_ts))["message_ts"]
        return len(slack.ephemerals)

    assert [await seen(ts), await seen("1.000001")] == [0, 0]
    reply = await slack.say(user=WANG_FANG, channel=RANDOM, text="hm", thread_ts=ts)
    assert [await seen(reply), await seen(ts)] == [0, 1]
    await slack.delete(channel=RANDOM, ts=reply)
    assert await seen(ts) == 1
    assert len(slack.calls) == 5


async def test_a_whisper_needs_a_conversation_with_both_in_it(
    slack: Slack, client: AsyncWebClient
) -> None:
    slack.scopes.add("chat:write.public")
    for channel, user, error in [
        (RANDOM, STRANGER, "user_not_in_channel"),
        (RANDOM, "U404", "user_not_in_channel"),
        (NOT_MEMBER, ALICE, "not_in_channel"),
        (ALICE, ALICE, "channel_not_found"),
        ("C404", ALICE, "channel_not_found"),
    ]:
        with pytest.raises(SlackApiError) as raised:
            await client.chat_postEphemeral(channel=channel, user=user, text="x")
        assert error_of(raised) == error


# Two IDs, two workspaces -------------------------------------------------------------------------


async def test_in_an_organization_somebody_goes_by_either_id(
    slack: Slack, bot: Bot, client: AsyncWebClient
) -> None:
    user = slack.add_person("grid", global_id="W0GRID0001")
    slack.usergroups[CERTIFICATE_TEAM] = ["W0GRID0001"]
    await slack.say(user="W0GRID0001", channel=RANDOM, text="hi")
    await slack.until(lambda: bot.heard)
    (body,) = bot.heard
    assert body["event"]["user"] == "W0GRID0001"
    assert body["context_enterprise_id"] == body["authorizations"][0]["enterprise_id"] == ENTERPRISE
    for either in (user, "W0GRID0001"):
        shown = (await client.users_info(user=either))["user"]
        assert (shown["id"], shown["enterprise_user"]["id"]) == (user, "W0GRID0001")
        await client.chat_postEphemeral(channel=RANDOM, user=either, text="only you")
        posted = await client.chat_postMessage(channel=either, text="hello")
        assert posted["channel"] == slack.direct_message(user)
    assert {each.ephemeral_for for each in slack.ephemerals} == {user}
    await client.views_publish(user_id="W0GRID0001", view={"type": "home", "blocks": []})
    await slack.open_home(user="W0GRID0001")
    await slack.until(lambda: len(bot.heard) == 2)
    home = bot.heard[1]["event"]
    assert (home["user"], home["channel"]) == ("W0GRID0001", slack.direct_message(user))
    assert home["view"]["id"] == slack.home_views[user].id
    assert "enterprise_user" not in (await client.users_info(user=ALICE))["user"]


async def test_the_envelope_names_the_workspace_whose_channel_it_is(slack: Slack, bot: Bot) -> None:
    theirs = slack.add_channel("theirs", is_ext_shared=True, owner=OTHER_TEAM)
    for user, channel in [(ALICE, theirs), (STRANGER, theirs), (STRANGER, SHARED)]:
        await slack.say(user=user, channel=channel, text="hello")
    await slack.until(lambda: len(bot.heard) == 3)
    by_ts = sorted(bot.heard, key=lambda body: str(body["event"]["ts"]))
    assert [body["team_id"] for body in by_ts] == [OTHER_TEAM, OTHER_TEAM, TEAM]
    sent_from = [(body["event"]["user_team"], body["event"]["source_team"]) for body in by_ts]
    assert sent_from == [(TEAM, TEAM), (OTHER_TEAM, OTHER_TEAM), (OTHER_TEAM, OTHER_TEAM)]
    for body in by_ts:
        assert body["is_ext_shared_channel"]
        assert body["context_team_id"] == body["authorizations"][0]["team_id"] == TEAM
