import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.patience import Patience
from bot.slack.api import (
    SlackBusy,
    SlackRefused,
    Trouble,
    ask,
    retried,
    seconds,
    session,
    web_client,
)
from bot.slack.messages import Messages, Place, Step
from bot.slack.shapes import Reply
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    NOT_MEMBER,
    STRANGER,
    Fault,
    Message,
    Slack,
)
from tests.for_each import for_each

QUICK = Patience(attempts=4, first_wait=0.01, total=60.0)
STEP = Step("T1:C1:17.1:F1", "result")
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Done.*"}}]
OTHER_BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Sent.*"}}]

LOST_ANSWERS = [
    Fault(status=500, applied=True),
    Fault(status=503, applied=True),
    Fault(reset=True, applied=True),
    Fault(status=502, html=True, applied=True),
    Fault(html=True, applied=True),
]


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        yield slack


@pytest.fixture
async def threads(slack: Slack) -> AsyncIterator[Messages]:
    async with session() as http:
        client = web_client(slack.bot_token, slack.api_url, http)
        yield Messages(client, BOT_USER, QUICK)


@pytest.fixture
async def place(slack: Slack) -> Place:
    return Place(CERTIFICATES, await slack.say(user=ALICE, channel=CERTIFICATES, text="letter"))


def said(slack: Slack, place: Place) -> list[Message]:
    """What the bot has said in the thread and still stands there."""
    thread = slack.thread(place.channel, place.thread)
    return [each for each in thread if each.user == BOT_USER and not each.deleted]


def shown(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks]


def calls(slack: Slack, method: str) -> list[dict[str, Any]]:
    return [call.args for call in slack.calls if call.method == method]


# Saying something --------------------------------------------------------------------------------


async def test_the_answer_stands_in_the_thread_of_the_drop(
    threads: Messages, slack: Slack, place: Place
) -> None:
    ts = await threads.say(place, STEP, Reply("Done.", BLOCKS))
    [answer] = said(slack, place)
    assert (answer.ts, answer.text, shown(answer)) == (ts, "Done.", ["*Done.*"])
    [post] = calls(slack, "chat.postMessage")
    assert not post["unfurl_links"]
    assert not post["unfurl_media"]
    assert not calls(slack, "conversations.replies"), "nothing to look for the first time"


async def test_the_working_line_turns_into_the_answer(
    threads: Messages, slack: Slack, place: Place
) -> None:
    line = await threads.say(place, STEP, Reply("Working.", BLOCKS))
    assert await threads.say(place, STEP, Reply("Done.", OTHER_BLOCKS), ts=line) == line
    [answer] = said(slack, place)
    assert (answer.text, shown(answer)) == ("Done.", ["*Sent.*"])


async def test_two_steps_of_a_job_are_two_messages(
    threads: Messages, slack: Slack, place: Place
) -> None:
    await threads.say(place, Step("job", "question"), Reply("Which?", BLOCKS))
    await threads.say(place, Step("job", "result"), Reply("Done.", BLOCKS), look=True)
    await threads.say(place, Step("other job", "result"), Reply("Done, too.", BLOCKS), look=True)
    assert [each.text for each in said(slack, place)] == ["Which?", "Done.", "Done, too."]


async def test_a_person_without_a_thread_is_told_directly(threads: Messages, slack: Slack) -> None:
    dm = slack.direct_message(ALICE)
    ts = await threads.say(
        Place(dm, ""), STEP, Reply("Your letter was accepted.", BLOCKS), look=True
    )
    assert slack.message(dm, ts).thread_ts is None


# Never twice -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", LOST_ANSWERS, ids=str)
async def test_a_post_whose_answer_was_lost_is_not_posted_again(
    threads: Messages, slack: Slack, place: Place, fault: Fault
) -> None:
    slack.faults.add("chat.postMessage", fault)
    ts = await threads.say(place, STEP, Reply("Done.", BLOCKS))
    assert [each.ts for each in said(slack, place)] == [ts]


@pytest.mark.parametrize(
    "fault",
    [Fault(status=500), Fault(reset=True), Fault(error="internal_error"), Fault(html=True)],
    ids=str,
)
async def test_a_post_that_did_not_arrive_is_posted_again(
    threads: Messages, slack: Slack, place: Place, fault: Fault
) -> None:
    slack.faults.add("chat.postMessage", fault, times=2)
    await threads.say(place, STEP, Reply("Done.", BLOCKS))
    assert [each.text for each in said(slack, place)] == ["Done."]


async def test_trouble_at_every_turn_still_ends_in_one_message(
    threads: Messages, slack: Slack, place: Place
) -> None:
    slack.faults.add("chat.postMessage", Fault(reset=True, applied=True))
    slack.faults.add("conversations.replies", Fault(status=500))
    slack.faults.add("chat.update", Fault(reset=True))
    await threads.say(place, STEP, Reply("Done.", BLOCKS))
    assert [each.text for each in said(slack, place)] == ["Done."]


async def test_a_step_that_runs_again_after_a_crash_finds_what_it_said(
    threads: Messages, slack: Slack, place: Place
) -> None:
    ts = await threads.say(place, STEP, Reply("Working.", BLOCKS))
    assert await threads.say(place, STEP, Reply("Done.", OTHER_BLOCKS), look=True) == ts
    [answer] = said(slack, place)
    assert (answer.text, shown(answer)) == ("Done.", ["*Sent.*"])


async def test_what_was_said_is_found_below_a_long_discussion(
    threads: Messages, slack: Slack, place: Place
) -> None:
    for n in range(230):
        await slack.say(
            user=ALICE, channel=place.channel, text=f"by the way {n}", thread_ts=place.thread
        )
    ts = await threads.say(place, STEP, Reply("Working.", BLOCKS))
    assert await threads.say(place, STEP, Reply("Done.", BLOCKS), look=True) == ts
    assert [each.text for each in said(slack, place)] == ["Done."]


async def test_an_answer_that_somebody_deleted_is_given_again(
    threads: Messages, slack: Slack, place: Place
) -> None:
    line = await threads.say(place, STEP, Reply("Working.", BLOCKS))
    await slack.delete(channel=place.channel, ts=line)
    ts = await threads.say(place, STEP, Reply("Done.", BLOCKS), ts=line)
    assert [each.ts for each in said(slack, place)] == [ts] != [line]


async def test_a_line_that_may_no_longer_be_edited_is_followed_by_the_answer(
    threads: Messages, slack: Slack, place: Place
) -> None:
    line = await threads.say(place, STEP, Reply("Working.", BLOCKS))
    slack.faults.add("chat.update", Fault(error="edit_window_closed"), times=None)
    await threads.say(place, STEP, Reply("Done.", BLOCKS), ts=line)
    assert [each.text for each in said(slack, place)] == ["Working.", "Done."]


async def test_an_answer_that_may_no_longer_be_edited_is_not_repeated(
    threads: Messages, slack: Slack, place: Place
) -> None:
    ts = await threads.say(place, STEP, Reply("Done.", BLOCKS))
    slack.faults.add("chat.update", Fault(error="edit_window_closed"), times=None)
    assert await threads.say(place, STEP, Reply("Done.", BLOCKS), look=True) == ts
    assert len(said(slack, place)) == 1


async def test_where_the_bot_may_not_read_it_answers_all_the_same(
    threads: Messages, slack: Slack, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    slack.scopes.discard("channels:history")
    with caplog.at_level(logging.WARNING, "letterdrop"):
        await threads.say(place, STEP, Reply("Done.", BLOCKS), look=True)
    assert [each.text for each in said(slack, place)] == ["Done."]
    assert "missing_scope" in caplog.text


async def test_a_deleted_drop_gets_no_answer_in_the_open_channel(
    threads: Messages, slack: Slack, place: Place
) -> None:
    await slack.delete(channel=place.channel, ts=place.thread)
    with pytest.raises(SlackRefused) as no:
        await threads.say(place, STEP, Reply("Done.", BLOCKS))
    assert no.value.thread_gone
    channel = slack.channel_messages(place.channel)
    assert [each for each in channel if not each.deleted] == []


async def test_a_deleted_drop_whose_thread_goes_on_gets_its_answer(
    threads: Messages, slack: Slack, place: Place
) -> None:
    line = await threads.say(place, STEP, Reply("Working.", BLOCKS))
    await slack.delete(channel=place.channel, ts=place.thread)
    await threads.say(place, STEP, Reply("Done.", BLOCKS), ts=line)
    assert [each.text for each in said(slack, place)] == ["Done."]


# A message of its own ----------------------------------------------------------------------------

LATER = 3600.0


def announced(slack: Slack, channel: str) -> list[tuple[str, str]]:
    """The bot's messages that stand in the channel, with their ts."""
    messages = slack.channel_messages(channel)
    return [
        (each.ts, each.text)
        for each in messages
        if each.user == BOT_USER and not each.thread_ts and not each.deleted
    ]


async def test_a_letter_from_the_form_is_announced_and_answered_in_that_thread(
    threads: Messages, slack: Slack
) -> None:
    place = await threads.announce(
        CERTIFICATES, STEP, Reply("Alice hands in …", BLOCKS), since=time.time(), look=False
    )
    assert announced(slack, CERTIFICATES) == [(place.thread, "Alice hands in …")]
    ts = await threads.say(place, Step(STEP.job, "result 2"), Reply("Done.", BLOCKS))
    assert slack.message(CERTIFICATES, ts).thread_ts == place.thread
    assert not calls(slack, "conversations.history"), "nothing to look for the first time"


async def test_what_is_told_to_a_person_has_its_thread_in_their_direct_messages(
    threads: Messages, slack: Slack
) -> None:
    place = await threads.announce(
        ALICE, STEP, Reply("Alice …", BLOCKS), since=time.time(), look=False
    )
    assert place.channel == DM_ALICE
    assert announced(slack, DM_ALICE) == [(place.thread, "Alice …")]


@pytest.mark.parametrize("channel", [CERTIFICATES, ALICE])
@pytest.mark.parametrize("fault", LOST_ANSWERS, ids=str)
async def test_an_announcement_whose_answer_was_lost_is_not_made_again(
    threads: Messages, slack: Slack, channel: str, fault: Fault
) -> None:
    slack.faults.add("chat.postMessage", fault)
    place = await threads.announce(
        channel, STEP, Reply("Alice …", BLOCKS), since=time.time(), look=False
    )
    assert announced(slack, place.channel) == [(place.thread, "Alice …")]


@pytest.mark.parametrize("channel", [CERTIFICATES, ALICE])
async def test_an_announcement_is_found_again_after_a_crash(
    threads: Messages, slack: Slack, channel: str
) -> None:
    begun = time.time()
    first = await threads.announce(channel, STEP, Reply("Alice …", BLOCKS), since=begun, look=False)
    for n in range(230):
        await slack.say(user=ALICE, channel=first.channel, text=f"by the way {n}")
    again = await threads.announce(channel, STEP, Reply("Alice …", BLOCKS), since=begun, look=True)
    assert again == first
    assert announced(slack, first.channel) == [(first.thread, "Alice …")]


async def test_what_another_letter_announced_is_not_taken_for_it(
    threads: Messages, slack: Slack
) -> None:
    begun = time.time()
    for job in ("one", "two"):
        await threads.announce(
            CERTIFICATES,
            Step(job, "submitted"),
            Reply(f"Job {job}", BLOCKS),
            since=begun,
            look=True,
        )
    assert [text for _, text in announced(slack, CERTIFICATES)] == ["Job one", "Job two"]


async def test_looking_goes_no_further_back_than_the_letter(
    threads: Messages, slack: Slack
) -> None:
    begun = time.time()
    await threads.announce(CERTIFICATES, STEP, Reply("Alice …", BLOCKS), since=begun, look=False)
    await threads.announce(
        CERTIFICATES, STEP, Reply("Alice …", BLOCKS), since=begun + LATER, look=True
    )
    assert len(announced(slack, CERTIFICATES)) == 2
    [look] = calls(slack, "conversations.history")
    assert begun < float(look["oldest"]) <= begun + LATER


@pytest.mark.parametrize("scope", ["channels:history", "im:write", "im:history"])
@pytest.mark.parametrize("channel", [CERTIFICATES, ALICE])
async def test_where_the_bot_may_not_look_it_announces_all_the_same(
    threads: Messages, slack: Slack, channel: str, scope: str
) -> None:
    slack.scopes.discard(scope)
    place = await threads.announce(channel, STEP, Reply("Alice …", BLOCKS), since=0.0, look=True)
    assert announced(slack, place.channel) == [(place.thread, "Alice …")]


async def test_a_channel_without_the_bot_takes_no_announcement(threads: Messages) -> None:
    with pytest.raises(SlackRefused, match="not_in_channel"):
        await threads.announce(NOT_MEMBER, STEP, Reply("Alice …", BLOCKS), since=0.0, look=True)


async def test_an_announcement_waits_for_a_slack_that_is_down(
    threads: Messages, slack: Slack
) -> None:
    slack.faults.add("chat.postMessage", Fault(status=503), times=None)
    with pytest.raises(SlackBusy):
        await threads.announce(CERTIFICATES, STEP, Reply("Alice …", BLOCKS), since=0.0, look=False)
    assert announced(slack, CERTIFICATES) == []


async def test_an_announcement_without_the_blocks_that_slack_refuses(
    threads: Messages, slack: Slack
) -> None:
    bad = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    place = await threads.announce(CERTIFICATES, STEP, Reply("Alice …", bad), since=0.0, look=False)
    assert announced(slack, CERTIFICATES) == [(place.thread, "Alice …")]


# What Slack refuses, and when --------------------------------------------------------------------


async def test_a_busy_slack_is_given_the_time_it_asks_for(
    threads: Messages, slack: Slack, place: Place
) -> None:
    slack.faults.add("chat.postMessage", Fault(status=429, retry_after=0.2))
    start = time.monotonic()
    await threads.say(place, STEP, Reply("Done.", BLOCKS))
    assert time.monotonic() - start >= 0.2
    assert len(said(slack, place)) == 1


async def test_a_slack_that_is_busy_for_long_is_left_to_the_job(
    threads: Messages, slack: Slack, place: Place
) -> None:
    slack.faults.add("chat.postMessage", Fault(status=429, retry_after=600), times=None)
    with pytest.raises(SlackBusy) as busy:
        await threads.say(place, STEP, Reply("Done.", BLOCKS))
    assert busy.value.wait == 600
    assert len(calls(slack, "chat.postMessage")) == 1


async def test_an_outage_ends_in_a_bounded_number_of_tries(
    threads: Messages, slack: Slack, place: Place
) -> None:
    slack.faults.add("chat.postMessage", Fault(status=503), times=None)
    with pytest.raises(SlackBusy):
        await threads.say(place, STEP, Reply("Done.", BLOCKS))
    assert len(calls(slack, "chat.postMessage")) == QUICK.attempts


async def test_blocks_that_slack_refuses_leave_the_sentence(
    threads: Messages, slack: Slack, place: Place
) -> None:
    bad = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    ts = await threads.say(place, STEP, Reply("Working.", bad))
    assert [each.text for each in said(slack, place)] == ["Working."]
    await threads.say(place, STEP, Reply("Done.", bad), ts=ts)
    [answer] = said(slack, place)
    assert (answer.text, answer.blocks) == ("Done.", [])


async def test_a_long_text_does_not_keep_the_answer_from_its_line(
    threads: Messages, slack: Slack, place: Place
) -> None:
    line = await threads.say(place, STEP, Reply("Working.", BLOCKS))
    await threads.say(place, STEP, Reply("x" * 4_001, BLOCKS), ts=line)
    [answer] = said(slack, place)
    assert answer.text == "x" * 3_999 + "…"


@pytest.mark.parametrize(
    "error", ["is_archived", "token_revoked", "account_inactive", "restricted_action_read_only"]
)
async def test_what_slack_refuses_for_good_is_not_tried_again(
    threads: Messages, slack: Slack, place: Place, error: str
) -> None:
    slack.faults.add("chat.postMessage", Fault(error=error), times=None)
    with pytest.raises(SlackRefused) as no:
        await threads.say(place, STEP, Reply("Done.", BLOCKS))
    assert no.value.error == str(no.value) == error
    assert not no.value.thread_gone
    assert len(calls(slack, "chat.postMessage")) == 1


async def test_a_channel_without_the_bot_takes_no_answer(threads: Messages) -> None:
    with pytest.raises(SlackRefused, match="not_in_channel"):
        await threads.say(Place(NOT_MEMBER, "1.000001"), STEP, Reply("Done.", BLOCKS))


async def test_what_goes_wrong_tells_neither_token_nor_words(
    threads: Messages, slack: Slack, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    slack.faults.add("chat.postMessage", Fault(error="is_archived"))
    with pytest.raises(SlackRefused) as no:
        await threads.say(place, STEP, Reply("for your eyes only", BLOCKS), look=True)
    assert no.value.__cause__ is None
    for secret in (slack.bot_token, "for your eyes only"):
        assert secret not in repr(no.value)
        assert secret not in caplog.text


# Reactions and private hints ---------------------------------------------------------------------


async def test_reactions_come_and_go(threads: Messages, slack: Slack, place: Place) -> None:
    await threads.mark(place.channel, place.thread, "eyes")
    await threads.mark(place.channel, place.thread, "eyes")
    assert slack.message(*_parent(place)).reactions == {"eyes": [BOT_USER]}
    await threads.mark(place.channel, place.thread, "", "eyes")
    await threads.mark(place.channel, place.thread, "", "eyes")
    assert not slack.message(*_parent(place)).reactions.get("eyes")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(error="too_many_reactions"),
        Fault(error="missing_scope"),
        Fault(status=500),
        Fault(reset=True),
    ],
    ids=str,
)
async def test_a_reaction_that_fails_holds_nothing_up(
    threads: Messages,
    slack: Slack,
    place: Place,
    fault: Fault,
    caplog: pytest.LogCaptureFixture,
) -> None:
    slack.faults.add("reactions.add", fault, times=None)
    with caplog.at_level(logging.INFO, "letterdrop"):
        await threads.mark(place.channel, place.thread, "eyes")
    assert "reactions_add" in caplog.text


# What one person is told alone -------------------------------------------------------------------

NO = Step("T1:C1:17.1:F1", "no U1")


async def test_a_hint_is_seen_by_one_person_only(
    threads: Messages, slack: Slack, place: Place
) -> None:
    await slack.say(user=ALICE, channel=place.channel, text="so?", thread_ts=place.thread)
    for where in (place, Place(place.channel, "")):
        await threads.say_privately(where, ALICE, NO, "Not here, please.", look=False)
    in_thread, in_channel = slack.ephemerals
    assert (in_thread.ephemeral_for, in_thread.text) == (ALICE, "Not here, please.")
    assert (in_thread.thread_ts, in_channel.thread_ts) == (place.thread, None)
    assert announced(slack, DM_ALICE) == []


@pytest.mark.parametrize(
    ("user", "channel", "told"),
    [
        (ALICE, NOT_MEMBER, f"<#{NOT_MEMBER}>: Not here, please."),
        (STRANGER, CERTIFICATES, f"<#{CERTIFICATES}>: Not here, please."),
        (ALICE, "C0GONE0001", "<#C0GONE0001>: Not here, please."),
        (ALICE, ALICE, "Not here, please."),
        (ALICE, "D0OTHERS01", "Not here, please."),
    ],
    ids=["the bot is out", "the person is out", "gone", "from the Home", "the DM of others"],
)
async def test_where_that_cannot_be_it_is_a_direct_message(
    threads: Messages, slack: Slack, user: str, channel: str, told: str
) -> None:
    await threads.say_privately(Place(channel, ""), user, NO, "Not here, please.", look=False)
    assert [text for _, text in announced(slack, slack.direct_message(user))] == [told]
    assert slack.ephemerals == []


async def test_in_a_direct_message_it_is_a_reply(threads: Messages, slack: Slack) -> None:
    ts = await slack.say(user=ALICE, channel=DM_ALICE, text="letter")
    for look in (False, True):  # a crash in between
        await threads.say_privately(Place(DM_ALICE, ts), ALICE, NO, "Not you.", look=look)
    assert [each.text for each in said(slack, Place(DM_ALICE, ts))] == ["Not you."]
    assert slack.ephemerals == []


async def test_a_hint_that_slack_does_not_take_now_is_a_direct_message_once(
    threads: Messages, slack: Slack, place: Place
) -> None:
    slack.faults.add("chat.postEphemeral", Fault(status=503), times=None)
    for look in (False, True):
        await threads.say_privately(place, ALICE, NO, "Not here.", look=look)
    assert [text for _, text in announced(slack, DM_ALICE)] == [f"<#{place.channel}>: Not here."]


async def test_nobody_is_told_anything_only_with_a_warning(
    threads: Messages, slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("chat.postMessage", Fault(error="restricted_action"))
    await threads.say_privately(Place(NOT_MEMBER, ""), ALICE, NO, "Not here.", look=False)
    warned = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert len(warned) == 1
    assert ALICE in warned[0]
    assert "restricted_action" in warned[0]
    assert "Not here" not in caplog.text


def _parent(place: Place) -> tuple[str, str]:
    return place.channel, place.thread


# Odd servers: what the sandbox does not do -------------------------------------------------------


class OddSlack:
    """A Web API that responds to each method as the test says, and keeps what it was asked."""

    def __init__(self, **answers: Any) -> None:
        self.answers = {name.replace("_", "."): answer for name, answer in answers.items()}
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        sent = await request.json() if request.content_type == "application/json" else {}
        self.asked.append((method, {**request.query, **sent}))
        answer = self.answers.get(method, {"ok": True, "ts": "9.000009"})
        if isinstance(answer, web.Response):
            return answer
        return web.json_response(answer)

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.asked]

    @asynccontextmanager
    async def speak(self, patience: float = 5.0) -> AsyncIterator[Messages]:
        app = web.Application()
        app.router.add_route("*", "/{method:.*}", self.handle)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        limit = aiohttp.ClientTimeout(total=patience)
        try:
            async with aiohttp.ClientSession(timeout=limit) as http:
                yield Messages(web_client("xoxb-test", url, http), "UBOT", QUICK)
        finally:
            await runner.cleanup()


THREAD = Place("C1", "1.000001")
MINE = {"ts": "2.000002", "user": "UBOT", "text": "Working.", "metadata": STEP.metadata}


async def test_an_answer_is_left_where_it_is_while_the_drop_is_there() -> None:
    odd = OddSlack(conversations_replies={"ok": True, "messages": []})
    async with odd.speak() as threads:
        assert await threads.say(THREAD, STEP, Reply("Done.", BLOCKS)) == "9.000009"
    assert "chat.delete" not in odd.methods


@pytest.mark.parametrize("error", ["thread_not_found", "cannot_reply_to_message"])
async def test_a_drop_that_cannot_be_answered_is_told_as_such(error: str) -> None:
    odd = OddSlack(chat_postMessage={"ok": False, "error": error})
    async with odd.speak() as threads:
        with pytest.raises(SlackRefused) as no:
            await threads.say(THREAD, STEP, Reply("Done.", BLOCKS))
    assert no.value.thread_gone


@pytest.mark.parametrize(
    "stranger",
    [
        {**MINE, "user": "UEVIL"},
        {**MINE, "metadata": None},
        {**MINE, "metadata": {"event_type": "letterdrop_step"}},
        {**MINE, "metadata": {**STEP.metadata, "event_type": "other"}},
        {**MINE, "metadata": Step(STEP.job, "question").metadata},
        {"ts": "2.000002", "user": "UBOT", "text": "Working."},
    ],
    ids=str,
)
async def test_only_the_bots_own_message_of_this_step_is_taken_for_it(
    stranger: dict[str, Any],
) -> None:
    odd = OddSlack(conversations_replies={"ok": True, "messages": [stranger]})
    async with odd.speak() as threads:
        await threads.say(THREAD, STEP, Reply("Done.", BLOCKS), look=True)
    assert "chat.update" not in odd.methods
    assert "chat.postMessage" in odd.methods


async def test_a_message_that_comes_without_metadata_is_recognised_by_its_words() -> None:
    same = {"ts": "2.000002", "user": "UBOT", "text": "Done."}
    odd = OddSlack(conversations_replies={"ok": True, "messages": [same]})
    async with odd.speak() as threads:
        assert await threads.say(THREAD, STEP, Reply("Done.", BLOCKS), look=True) == "2.000002"
    assert "chat.postMessage" not in odd.methods


async def test_looking_through_an_endless_thread_ends() -> None:
    more = {"response_metadata": {"next_cursor": "again"}}
    odd = OddSlack(conversations_replies={"ok": True, "messages": [], **more})
    async with odd.speak() as threads:
        await threads.say(Place("C1", "1.1"), STEP, Reply("Done.", BLOCKS), look=True)
    assert odd.methods.count("conversations.replies") == 11  # and one more about the missing thread


@pytest.mark.parametrize(
    "nonsense",
    [
        web.Response(text="gateway"),
        web.Response(text="[]", content_type="application/json"),
        web.Response(text="null", content_type="application/json"),
        web.Response(text="7", content_type="application/json"),
        web.Response(text="{", content_type="application/json"),
        web.Response(body=b"\xff\xfe\xfa", content_type="application/json"),
        web.Response(text='{"ok": false}', content_type="application/json"),
        web.Response(text='{"ok": true}', content_type="application/json"),
    ],
    ids=lambda response: f"{response.status} {response.body!r}",
)
async def test_an_answer_that_makes_no_sense_is_an_unclear_one(nonsense: web.Response) -> None:
    body, status, headers = nonsense.body, nonsense.status, nonsense.headers

    class Once(OddSlack):
        async def handle(self, request: web.Request) -> web.StreamResponse:
            answer = await super().handle(request)
            if request.path.endswith("chat.postMessage"):
                return web.Response(body=body, status=status, headers=headers)
            return answer

    odd = Once(conversations_replies={"ok": True, "messages": [MINE]})
    async with odd.speak() as threads:
        assert await threads.say(THREAD, STEP, Reply("Done.", BLOCKS)) == MINE["ts"]
    assert odd.methods.count("chat.postMessage") == 1


async def test_a_post_that_got_no_answer_in_time_is_looked_for() -> None:
    is_over = asyncio.Event()

    class Slow(OddSlack):
        async def handle(self, request: web.Request) -> web.StreamResponse:
            if request.path.endswith("chat.postMessage"):
                await is_over.wait()
            return await super().handle(request)

    odd = Slow(conversations_replies={"ok": True, "messages": [MINE]})
    async with odd.speak(patience=0.5) as threads:
        assert await threads.say(THREAD, STEP, Reply("Done.", BLOCKS)) == MINE["ts"]
        is_over.set()


async def test_a_slack_that_is_not_there_is_a_busy_one() -> None:
    async with session() as http:
        client = web_client("xoxb-test", "http://127.0.0.1:1/api/", http)
        with pytest.raises(SlackBusy):
            await Messages(client, "UBOT", QUICK).say(THREAD, STEP, Reply("Done.", BLOCKS))


# The call itself ---------------------------------------------------------------------------------


async def test_a_refusal_carries_the_error_code_and_nothing_else(slack: Slack) -> None:
    async with session() as http:
        client = web_client("xoxb-wrong", slack.api_url, http)
        with pytest.raises(SlackRefused) as no:
            await ask(client.chat_postMessage, channel="C1", text="secret")
    assert str(no.value) == no.value.error == "invalid_auth"


async def test_patience_ends_after_its_time_whatever_the_work_does() -> None:
    with pytest.raises(SlackBusy):
        await retried(
            Patience(attempts=9, first_wait=0.01, total=0.05), lambda _: asyncio.sleep(60)
        )


async def test_patience_counts_the_tries() -> None:
    tries = []

    async def work(number: int) -> str:
        tries.append(number)
        if number < 3:
            reason = "not yet"
            raise Trouble(reason)
        return "done"

    assert await retried(QUICK, work) == "done"
    assert tries == [1, 2, 3]


@for_each(
    ("header", "wait"),
    [
        ("3", 3.0),
        ("0.5", 0.5),
        ("-1", 0.0),
        ("", None),
        (None, None),
        ("soon", None),
        ("inf", None),
        ("nan", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ],
)
def test_a_pause_is_read_only_where_it_is_a_number(header: str | None, wait: float | None) -> None:
    assert seconds(header) == wait
