"""A file of the bot's own stands in a thread once, and goes nowhere but to Slack."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.patience import Patience
from bot.slack.api import SlackBusy, SlackRefused, session, web_client
from bot.slack.messages import MESSAGES_A_PAGE, Place
from bot.slack.uploads import Uploads
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, SHARED, Fault, Message, Slack

QUICK = Patience(attempts=3, first_wait=0.01, total=60.0)
LOOKS = (0.01, 0.05)
CONTENT = b"%PDF-1.7 a mended letter" * 100


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        yield slack


@pytest.fixture
async def shares(slack: Slack) -> AsyncIterator[Uploads]:
    async with session() as http:
        client = web_client(slack.bot_token, slack.api_url, http)
        yield Uploads(client, http, slack.api_url, BOT_USER, QUICK, LOOKS)


@pytest.fixture
async def place(slack: Slack) -> Place:
    ts = await slack.say(user=ALICE, channel=CERTIFICATES, text="for flSFd6Fh")
    return Place(CERTIFICATES, ts)


def sent(slack: Slack, place: Place) -> list[Message]:
    """The bot's messages with files in the thread."""
    return [m for m in slack.thread(place.channel, place.thread) if m.files and m.user == BOT_USER]


async def test_a_file_stands_in_the_thread_with_the_same_bytes(
    slack: Slack, shares: Uploads, place: Place
) -> None:
    file = await shares.share(place, "letter.pdf", CONTENT, look=False)
    (message,) = sent(slack, place)
    assert message.files[0]["id"] == file.id
    assert slack.content(file.id) == CONTENT
    assert (file.name, file.size) == ("letter.pdf", len(CONTENT))
    assert file.url


async def test_what_was_shared_by_an_earlier_run_is_not_shared_again(
    slack: Slack, shares: Uploads, place: Place
) -> None:
    first = await shares.share(place, "letter.pdf", CONTENT, look=False)
    again = await shares.share(place, "letter.pdf", CONTENT, look=True)
    assert again.id == first.id
    assert len(sent(slack, place)) == 1


async def test_it_is_found_at_the_end_of_a_long_thread_too(
    slack: Slack, shares: Uploads, place: Place
) -> None:
    slack.subscriptions.clear()
    for _ in range(MESSAGES_A_PAGE):
        slack.post(Message(place.channel, "", ALICE, "and?", place.thread))
    first = await shares.share(place, "letter.pdf", CONTENT, look=False)
    again = await shares.share(place, "letter.pdf", CONTENT, look=True)
    assert again.id == first.id
    assert len(sent(slack, place)) == 1


async def test_it_is_found_where_slack_shows_stubs_of_files(slack: Slack, shares: Uploads) -> None:
    place = Place(SHARED, await slack.say(user=ALICE, channel=SHARED, text="for flSFd6Fh"))
    await shares.share(place, "other.pdf", CONTENT, look=False)
    first = await shares.share(place, "letter.pdf", CONTENT, look=False)
    await slack.delete_file(sent(slack, place)[0].files[0]["id"])
    again = await shares.share(place, "letter.pdf", CONTENT, look=True)
    assert (again.id, again.url) == (first.id, first.url)
    assert len(sent(slack, place)) == 2


async def test_another_file_of_the_same_name_is_not_taken_for_it(
    shares: Uploads, place: Place
) -> None:
    file = await shares.share(place, "letter.pdf", CONTENT, look=False)
    other = await shares.share(place, "letter.pdf", CONTENT + b"!", look=True)
    assert other.id != file.id


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", Fault(status=503)),
        ("files.getUploadURLExternal", Fault(error="internal_error")),
        ("files.completeUploadExternal", Fault(status=500)),
        ("files.completeUploadExternal", Fault(status=500, applied=True)),
    ],
)
async def test_trouble_that_passes_is_waited_out(
    slack: Slack, shares: Uploads, place: Place, method: str, fault: Fault
) -> None:
    slack.faults.add(method, fault)
    await shares.share(place, "letter.pdf", CONTENT, look=False)
    assert len(sent(slack, place)) == 1


async def test_without_the_scope_nothing_is_sent(
    slack: Slack, shares: Uploads, place: Place
) -> None:
    slack.scopes.discard("files:write")
    with pytest.raises(SlackRefused, match="missing_scope"):
        await shares.share(place, "letter.pdf", CONTENT, look=False)


async def test_slack_may_stay_busy(slack: Slack, shares: Uploads, place: Place) -> None:
    slack.faults.add("files.getUploadURLExternal", Fault(status=503), times=None)
    with pytest.raises(SlackBusy):
        await shares.share(place, "letter.pdf", CONTENT, look=False)


@pytest.mark.parametrize("address", ["http://[", "https://slack.com:99999/x", "", "no address"])
async def test_the_bytes_do_not_go_to_what_is_no_address(address: str) -> None:
    async def told(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "file_id": "F1", "upload_url": address})

    app = web.Application()
    app.router.add_post("/api/files.getUploadURLExternal", told)
    async with TestServer(app) as server, session() as http:
        api_url = str(server.make_url("/api/"))
        shares = Uploads(web_client("xoxb-1", api_url, http), http, api_url, BOT_USER, QUICK)
        with pytest.raises(SlackRefused, match="foreign_upload_url"):
            await shares.share(Place("C1", "1.0"), "letter.pdf", CONTENT, look=False)


async def test_the_bytes_do_not_go_to_a_foreign_address(slack: Slack, place: Place) -> None:
    async with session() as http:
        client = web_client(slack.bot_token, slack.api_url, http)
        elsewhere = Uploads(client, http, "https://slack.com/api/", BOT_USER, QUICK)
        with pytest.raises(SlackRefused, match="foreign_upload_url"):
            await elsewhere.share(place, "letter.pdf", CONTENT, look=False)
    assert not sent(slack, place)
