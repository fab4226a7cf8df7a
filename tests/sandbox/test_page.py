"""The sandbox's page shows what a person would see in Slack, and lets in nobody but itself."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from socket import create_server
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import yaml
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import REPOSITORY
from sandbox.__main__ import main
from sandbox.page.acts import as_sent
from sandbox.page.conversation import SHORTCUT, SHORTCUT_NAME
from sandbox.page.layout import COMMANDS
from sandbox.page.samples import SAMPLES
from sandbox.page.server import running_with_page
from sandbox.page.words import speaking
from sandbox.rendering.html import render, text_html
from sandbox.rendering.reader import Reader
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    GUEST,
    RANDOM,
    SHARED,
    STRANGER,
    WANG_FANG,
    Person,
    Slack,
    Upload,
)
from sandbox.tencent import Tencent
from tests.for_each import for_each
from tests.sandbox.plain_app import PDF, Bot, socket

HOSTILE = """<img src=x onerror=alert(1)>'"&"""
ESCAPED = "&lt;img src=x onerror=alert(1)&gt;&#x27;&quot;&amp;"
READER = Reader({ALICE: "Alice", RANDOM: "random"}, datetime(2026, 11, 24, 12, tzinfo=UTC))


def text(content: str, kind: str = "plain_text") -> dict[str, str]:
    return {"type": kind, "text": content}


def option(value: str) -> dict[str, Any]:
    return {"text": text(f"No {value}"), "value": value}


def button(value: str) -> dict[str, Any]:
    element = {"type": "button", "action_id": "open", "value": value, "text": text("Open")}
    return {"type": "section", "text": text(value), "accessory": element}


CHOICE = {
    "type": "actions",
    "elements": [
        {"type": "static_select", "action_id": "one", "options": [option("1"), option("2")]},
        {"type": "external_select", "action_id": "any", "min_query_length": 0},
    ],
}


def entry(name: str, kind: str, **more: Any) -> dict[str, Any]:
    element = {"type": kind, "action_id": f"{name}_id"}
    return {"type": "input", "block_id": name, "label": text(name), "element": element, **more}


FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": text("Hand in"),
    "submit": text("Send"),
    "blocks": [
        entry("certificate", "external_select"),
        entry("file", "file_input"),
        entry("note", "plain_text_input", optional=True),
    ],
}


@dataclass
class Browser:
    """A browser without a script, on somebody's page."""

    slack: Slack
    tencent: Tencent
    address: str
    http: httpx.AsyncClient
    user: str = ALICE

    async def sees(self, **query: str) -> str:
        return (await self.http.get(self.address, params={"user": self.user} | query)).text

    async def post(self, act: str, *, files: Any = None, **fields: str) -> httpx.Response:
        """What the page's script would send."""
        return await self.http.post(
            f"{self.address}{act}",
            data={"user": self.user} | fields,
            files=files,
            headers={"Origin": self.address.rstrip("/")},
        )

    async def does(self, act: str, *, files: Any = None, **fields: str) -> dict[str, Any]:
        response = await self.post(act, files=files, **fields)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


@pytest.fixture
async def browser(http: httpx.AsyncClient) -> AsyncIterator[Browser]:
    async with running_with_page() as (sandbox, address):
        yield Browser(sandbox.slack, sandbox.tencent, address, http)


@pytest.fixture
async def bot(browser: Browser) -> AsyncIterator[Bot]:
    bot = Bot(browser.slack)
    async with socket(bot, browser.slack):
        yield bot


@pytest.fixture
async def client(browser: Browser) -> AsyncWebClient:
    return AsyncWebClient(token=browser.slack.bot_token, base_url=browser.slack.api_url)


# What is shown -----------------------------------------------------------------------------------


async def test_a_message_is_shown_with_its_file_its_reactions_and_its_thread(
    browser: Browser, client: AsyncWebClient
) -> None:
    await browser.does("say", channel=CERTIFICATES, text="for flSFd6Fh", sample="pdf")
    (drop,) = browser.slack.channel_messages(CERTIFICATES)
    await client.reactions_add(channel=CERTIFICATES, timestamp=drop.ts, name="white_check_mark")
    await client.chat_postMessage(channel=CERTIFICATES, thread_ts=drop.ts, text="It *arrived*.")
    channel = await browser.sees()
    assert all(each in channel for each in ("for flSFd6Fh", "confirmation-letter.pdf", "✅ 1"))
    assert "1 reply" in channel
    assert "It <strong>arrived</strong>." not in channel
    assert "It <strong>arrived</strong>." in await browser.sees(thread=drop.ts)


async def test_nothing_that_people_or_files_are_called_becomes_part_of_the_page(
    browser: Browser, client: AsyncWebClient
) -> None:
    alice = browser.slack.people[ALICE]
    browser.slack.people[ALICE] = replace(alice, display_name=HOSTILE)
    browser.slack.add_channel(HOSTILE)
    upload = {"file": (HOSTILE, PDF)}
    await browser.does("say", files=upload, channel=CERTIFICATES, text=HOSTILE)
    blocks = [button(HOSTILE), {"type": "section", "text": text(f"`{HOSTILE}`", "mrkdwn")}]
    await client.chat_postMessage(channel=CERTIFICATES, text=HOSTILE, blocks=blocks)
    page = await browser.sees()
    assert "<img src=x" not in page
    assert page.count(ESCAPED) >= 5
    attributes = re.compile(
        r"""<[a-z0-9]+(?: [a-z_-]+(?:="[^"<]*")?)*>|</[a-z0-9]+>|<!doctype html>"""
    )
    assert "<" not in attributes.sub("", page)  # a blank stands before each attribute


async def test_an_ephemeral_message_is_seen_by_one_person_until_she_dismisses_it(
    browser: Browser, client: AsyncWebClient
) -> None:
    posted = await client.chat_postEphemeral(channel=RANDOM, user=WANG_FANG, text="psst")
    assert "psst" not in await browser.sees(channel=RANDOM)
    browser.user = WANG_FANG
    assert "psst" in await browser.sees(channel=RANDOM)
    await browser.does("dismiss", channel=RANDOM, ts=str(posted["message_ts"]))
    assert "psst" not in await browser.sees(channel=RANDOM)


async def test_the_address_takes_names_and_falls_back_where_nobody_has_the_name(
    browser: Browser,
) -> None:
    assert "<title>#random · 王芳" in await browser.sees(user="wangfang", channel="random")
    assert "<title>#certificates · Alice" in await browser.sees(user="nobody", channel="nowhere")


async def test_a_channel_is_unread_until_it_was_on_the_screen_and_a_line_tells_what_is_new(
    browser: Browser,
) -> None:
    ts = [await browser.slack.say(user=WANG_FANG, channel=RANDOM, text=text) for text in ("a", "b")]
    assert 'aria-label="random (unread)"' in await browser.sees()
    await browser.does("read", channel=RANDOM, ts=ts[0])
    opened = await browser.sees(channel=RANDOM)
    assert f'data-since="{ts[0]}"' in opened
    before, after = opened.split('role="separator"')
    assert [f'data-ts="{each}"' in before for each in ts] == [True, False]
    assert f'data-ts="{ts[1]}"' in after
    await browser.does("read", channel=RANDOM, ts=ts[1])
    assert "(unread)" not in await browser.sees()
    assert 'role="separator"' in await browser.sees(channel=RANDOM, since=ts[0])
    assert 'role="separator"' not in await browser.sees(channel=RANDOM)


async def test_the_page_speaks_the_language_of_whoever_looks_at_it(browser: Browser) -> None:
    await browser.slack.say(user=ALICE, channel=RANDOM, text="hello")
    english, chinese = [
        await browser.sees(user=user, channel=RANDOM) for user in (ALICE, WANG_FANG)
    ]
    for page, language in ((english, "en"), (chinese, "zh-CN")):
        assert f'<html lang="{language}">' in page
    for key in ("skip", "direct-messages", "reply", "forward-title", "send", "cloud", "ended"):
        told, other = (speaking(each).say(key) for each in ("zh-CN", "en"))
        assert told in chinese
        assert other not in chinese


async def test_a_composer_offers_the_command_and_whoever_is_in_the_channel(
    browser: Browser,
) -> None:
    ts = await browser.slack.say(user=ALICE, channel=RANDOM, text="hello")
    main, aside = (await browser.sees(channel=RANDOM, thread=ts)).split('<section id="side"')
    for each in ("@王芳", "@Letterdrop"):
        assert f'data-value="{each}"' in main
        assert f'data-value="{each}"' in aside
    assert 'data-value="@Alice"' not in main
    assert 'data-value="@Sam' not in main
    assert 'data-value="/letter"' in main
    assert 'data-value="/letter"' not in aside


async def test_the_stream_tells_each_change_of_either_stand_in(browser: Browser) -> None:
    async with browser.http.stream("GET", f"{browser.address}events") as stream:
        told = (line async for line in stream.aiter_lines() if line)
        assert await anext(told) == "data: changed"
        await browser.slack.say(user=ALICE, channel=RANDOM, text="hello")
        assert await anext(told) == "data: changed"
        browser.tencent.note()
        assert await anext(told) == "data: changed"


def test_each_block_that_slack_knows_and_the_page_does_not_is_named() -> None:
    shown = render(
        [{"type": "video", "block_id": "v"}, {"type": "divider", "block_id": "d"}], READER
    )
    assert "(video)" in shown.source
    assert "<hr>" in shown.source


def test_an_input_is_tied_to_its_label_and_to_its_error() -> None:
    blocks = [entry("note", "plain_text_input"), entry("certificate", "external_select")]
    note, certificate = [
        render([each], READER, {"note": "Too short", "certificate": HOSTILE}).source
        for each in blocks
    ]
    for name, shown in (("note", note), ("certificate", certificate)):
        assert f'<label class="label" for="{name}/{name}_id">' in shown
        assert f' id="{name}/{name}_id" aria-describedby="{name}/{name}_id/about"' in shown
    assert '<div id="note/note_id/about"><p class="error" role="alert">Too short</p>' in note
    assert ESCAPED in certificate
    assert 'role="combobox"' in certificate
    assert 'aria-expanded="false"' in certificate
    assert "aria-label" in render([CHOICE | {"block_id": "b"}], READER).source


@for_each(
    ("written", "shown"),
    [
        (
            "*bold* _it_ ~no~ `*code*`",
            "<strong>bold</strong> <em>it</em> <s>no</s> <code>*code*</code>",
        ),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        (f"<@{ALICE}> in <#{RANDOM}>", "@Alice</span> in "),
        ("<https://x.cn/?a=1&amp;b=2|*here*>", 'href="https://x.cn/?a=1&amp;b=2"'),
        ("<javascript:alert(1)|click>", "click"),
        ("&gt; quoted\nnot", "<blockquote>quoted</blockquote>not"),
        ("```a *b*```", "<pre>a *b*</pre>"),
        (":eyes: :no_such_thing:", "👀 :no_such_thing:"),
        ("<!date^1795521600^{date_short_pretty} {time}|x>", "today 12:00 PM"),
    ],
)
def test_markup_is_shown_as_slack_shows_it(written: str, shown: str) -> None:
    html = text_html({"type": "mrkdwn", "text": written}, READER).source
    assert shown in html
    assert 'href="javascript' not in html


def test_a_moment_is_told_in_the_readers_zone_and_language() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    chinese = Reader({}, now, ZoneInfo("Asia/Shanghai"), chinese=True)
    pattern = "{date_long} {time} {unknown}"
    assert chinese.moment(1795521600, pattern) == "2026年11月24日星期二 20:00 {unknown}"
    assert READER.moment(1795521600, pattern) == "Tuesday, November 24th, 2026 12:00 PM {unknown}"
    assert chinese.day(1795521600 - 86400) == "昨天"


# What people do ----------------------------------------------------------------------------------


@for_each(
    ("typed", "sent"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("@alice please", f"<@{ALICE}> please"),
        ("see https://x.cn/a.", "see <https://x.cn/a.>"),
        ("证书域名shop.example.com。", "证书域名<http://shop.example.com|shop.example.com>。"),
        ("letter.pdf from a@x.com", "letter.pdf from a@x.com"),
    ],
)
def test_what_is_typed_is_sent_as_slack_sends_it(typed: str, sent: str) -> None:
    assert as_sent(typed, [Person(ALICE, "alice", "Alice Miller", "Alice")]) == sent


async def test_a_file_is_dropped_into_a_thread_and_mentions_reach_the_app(
    browser: Browser, bot: Bot
) -> None:
    ts = await browser.slack.say(user=ALICE, channel=RANDOM, text="hello")
    upload = {"file": ("a.pdf", PDF)}
    await browser.does("say", files=upload, channel=RANDOM, thread=ts, text="@Letterdrop here")
    reply = browser.slack.thread(RANDOM, ts)[1]
    assert (reply.text, reply.files[0]["name"]) == (f"<@{BOT_USER}> here", "a.pdf")
    assert browser.slack.content(reply.files[0]["id"]) == PDF
    await browser.slack.until(lambda: "app_mention" in bot.events())


async def test_somebody_edits_and_deletes_her_own_message_and_nobody_elses(
    browser: Browser, bot: Bot
) -> None:
    upload = {"file": ("a.pdf", PDF)}
    await browser.does("say", files=upload, channel=RANDOM, text="@王芳 see shop.example.com & go")
    (said,) = browser.slack.channel_messages(RANDOM)
    here = {"channel": RANDOM, "ts": said.ts}
    page = await browser.sees(channel=RANDOM)
    assert 'data-text="@王芳 see shop.example.com &amp; go"' in page
    assert all(f'data-act="{act}"' in page for act in ("edit", "delete", "forward"))
    await browser.does("edit", **here, text="@王芳 for flSFd6Fh")
    assert browser.slack.message(RANDOM, said.ts).text == f"<@{WANG_FANG}> for flSFd6Fh"
    assert "(edited)" in await browser.sees(channel=RANDOM)
    browser.user = WANG_FANG
    assert 'data-act="edit"' not in await browser.sees(channel=RANDOM)
    for act in ("edit", "delete"):
        assert (await browser.post(act, **here, text="mine now")).status_code == 400
    browser.user = ALICE
    await browser.does("delete", **here, with_files="on")
    assert browser.slack.message(RANDOM, said.ts).deleted
    await browser.slack.until(lambda: len(bot.heard) == 5)
    assert sorted(bot.events()) == ["file_deleted", "file_shared", "message", "message", "message"]


async def test_a_forwarded_message_is_shown_in_another_one(browser: Browser) -> None:
    ts = await browser.slack.drop(
        user=WANG_FANG, channel=RANDOM, text="&lt;b&gt;", files=[Upload("a.pdf", PDF)]
    )
    await browser.does("forward", channel=RANDOM, ts=ts, to=DM_ALICE, text="please")
    assert not browser.slack.channel_messages(DM_ALICE)[0].files
    page = await browser.sees(channel=DM_ALICE)
    assert all(
        each in page for each in ("please", "王芳, forwarded from random", "&lt;b&gt;", "a.pdf")
    )
    browser.user = STRANGER
    assert (await browser.post("forward", channel=RANDOM, ts=ts, to=SHARED)).status_code == 400


async def test_a_command_is_answered_privately_and_a_wrong_one_is_not_sent(
    browser: Browser, bot: Bot
) -> None:
    async def letter(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(f"you said {body['text']}")

    bot.app.command("/letter")(letter)
    assert await browser.does("say", channel=RANDOM, text="/letter help") == {}
    assert "you said help" in await browser.sees(channel=RANDOM)
    answer = await browser.does("say", channel=RANDOM, text="/lettre")
    assert answer["notice"] == "/lettre is not a valid command."
    answer = await browser.does("say", channel=RANDOM, text="/letter", thread="1.0")
    assert "not supported in threads" in answer["notice"]


async def test_a_silent_app_is_told(browser: Browser) -> None:
    answer = await browser.does("say", channel=RANDOM, text="/letter")
    assert answer["notice"] == "The app did not answer in time."


async def test_a_click_tells_the_app_which_of_several_buttons_it_was(
    browser: Browser, bot: Bot, client: AsyncWebClient
) -> None:
    clicked: list[tuple[str, str]] = []

    async def opened(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        clicked.append((body["actions"][0]["value"], body["message"]["ts"]))

    bot.app.action("open")(opened)
    posted = await client.chat_postMessage(
        channel=RANDOM, text="x", blocks=[button("first"), button("second")]
    )
    ts = str(posted["ts"])
    await browser.does("click", channel=RANDOM, ts=ts, block="block1", action="open")
    assert clicked == [("second", ts)]


async def test_an_option_is_searched_and_chosen_in_a_message(
    browser: Browser, bot: Bot, client: AsyncWebClient
) -> None:
    chosen: list[tuple[str, str]] = []

    async def options(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(options=[option(f"{body['container']['type']} {body['value']}")])

    async def took(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        picked = body["actions"][0]["selected_option"]
        chosen.append((picked["value"], picked["text"]["text"]))

    bot.app.options("any")(options)
    for action in ("any", "one"):
        bot.app.action(action)(took)
    posted = await client.chat_postMessage(channel=RANDOM, text="x", blocks=[CHOICE])
    at = {"channel": RANDOM, "ts": str(posted["ts"]), "block": "block0"}
    found = await browser.does("suggest", **at, action="any", value="flS")
    assert found["options"] == [{"text": "No message flS", "value": "message flS"}]
    await browser.does("click", **at, action="any", option="message flS", label="It")
    await browser.does("click", **at, action="one", option="2")
    assert chosen == [("message flS", "It"), ("2", "No 2")]


async def test_a_modal_opens_shows_errors_at_its_fields_and_is_submitted_with_a_file(
    browser: Browser, bot: Bot
) -> None:
    submitted: list[dict[str, Any]] = []

    async def shortcut(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    async def form(ack: AsyncAck, body: dict[str, Any]) -> None:
        values = body["view"]["state"]["values"]
        submitted.append(values)
        if values["note"]["note_id"]["value"]:
            await ack()
        else:
            await ack(response_action="errors", errors={"note": HOSTILE})

    bot.app.shortcut(SHORTCUT)(shortcut)
    bot.app.view("form")(form)
    ts = await browser.slack.say(user=ALICE, channel=RANDOM, text="hello")
    await browser.does("shortcut", channel=RANDOM, ts=ts, callback_id=SHORTCUT)
    assert "Hand in" in await browser.sees()
    assert "Hand in" not in await browser.sees(user=WANG_FANG)

    (view,) = browser.slack.open_views
    assert set((await browser.does("submit", view=view.id))["errors"]) == {"certificate", "file"}
    assert submitted == []

    filled = {"certificate/certificate_id": "flSFd6Fh", "certificate/certificate_id/text": "shop"}
    upload = {"file/file_id": ("a.pdf", PDF)}
    answer = await browser.does("submit", files=upload, view=view.id, **filled)
    assert answer["errors"] == {"note": HOSTILE}
    assert ESCAPED in await browser.sees()

    filled["note/note_id"] = "urgent"
    assert (await browser.does("submit", files=upload, view=view.id, **filled))["errors"] == {}
    assert browser.slack.open_views == []
    values = submitted[-1]
    assert values["certificate"]["certificate_id"]["selected_option"] == {
        "text": {"type": "plain_text", "text": "shop", "emoji": True},
        "value": "flSFd6Fh",
    }
    (file,) = values["file"]["file_id"]["files"]
    assert browser.slack.content(file["id"]) == PDF


async def test_the_home_is_shown_to_the_one_for_whom_it_is(
    browser: Browser, client: AsyncWebClient
) -> None:
    await client.views_publish(user_id=ALICE, view={"type": "home", "blocks": [button("mine")]})
    assert "mine" in await browser.sees(tab="home")
    assert "mine" not in await browser.sees(tab="home", user=GUEST)


def test_the_page_offers_what_the_manifest_declares() -> None:
    features = yaml.safe_load((REPOSITORY / "manifest.yml").read_text())["features"]
    shortcuts = [(each["callback_id"], each["name"]) for each in features["shortcuts"]]
    assert shortcuts == [(SHORTCUT, SHORTCUT_NAME)]
    assert {each["command"] for each in features["slash_commands"]} == COMMANDS


@pytest.mark.parametrize("sample", SAMPLES)
async def test_each_sample_is_dropped_under_its_name(browser: Browser, sample: str) -> None:
    await browser.does("say", channel=RANDOM, sample=sample)
    (message,) = browser.slack.channel_messages(RANDOM)
    assert message.files[0]["name"] == SAMPLES[sample].name


# Who is kept out ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1:1", "http://localhost"]
)
async def test_another_sites_page_cannot_act(browser: Browser, origin: str | None) -> None:
    response = await browser.http.post(
        f"{browser.address}say",
        data={"user": ALICE, "channel": RANDOM, "text": "forged"},
        headers={} if origin is None else {"Origin": origin},
    )
    assert response.status_code == 403
    assert browser.slack.channel_messages(RANDOM) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_rebound_name_gets_nothing(browser: Browser, method: str) -> None:
    host = f"evil.example:{httpx.URL(browser.address).port}"
    headers = {"Host": host, "Origin": f"http://{host}"}
    response = await browser.http.request(method, f"{browser.address}say", headers=headers)
    assert response.status_code == 403


async def test_a_file_is_never_served_as_a_page(browser: Browser) -> None:
    await browser.does(
        "say", files={"file": ("x.html", b"<script>alert(1)</script>")}, channel=RANDOM
    )
    (message,) = browser.slack.channel_messages(RANDOM)
    response = await browser.http.get(f"{browser.address}files/{message.files[0]['id']}")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("say", {"channel": "C0NOWHERE1", "text": "x"}),
        ("say", {"channel": RANDOM, "text": "x", "user": "U0NOBODY01"}),
        ("say", {"channel": RANDOM, "sample": "none"}),
        ("click", {"channel": RANDOM, "ts": "1.0", "block": "b", "action": "a"}),
        ("submit", {"view": "V0NONE"}),
    ],
)
async def test_what_does_not_exist_is_refused(
    browser: Browser, act: str, fields: dict[str, str]
) -> None:
    refused = await browser.post(act, **fields)
    assert refused.status_code == 400
    assert refused.text == speaking("en").say("gone")


# The command line --------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port]) == 2
    assert f"Cannot listen on port {port}" in capsys.readouterr().err
