"""Files of the local Slack: who gets the bytes, and what may go wrong."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, NOT_MEMBER, RANDOM, Fault, Slack, Upload
from tests.sandbox.plain_app import PDF, error_of


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        yield slack


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as http:
        yield http


# Files -------------------------------------------------------------------------------------------


async def dropped(slack: Slack, upload: Upload, channel: str = CERTIFICATES) -> dict[str, Any]:
    ts = await slack.drop(user=ALICE, channel=channel, files=[upload])
    return slack.message(channel, ts).files[0]


async def test_a_file_needs_token_scope_and_membership_or_a_login_page_comes(
    slack: Slack, http: httpx.AsyncClient
) -> None:
    file = await dropped(slack, Upload("letter.pdf", PDF))
    hidden = await dropped(slack, Upload("lunch.pdf", PDF), NOT_MEMBER)
    bearer = {"Authorization": f"Bearer {slack.bot_token}"}
    good = await http.get(file["url_private_download"], headers=bearer)
    assert (good.content, good.headers["content-type"]) == (PDF, "application/pdf")

    async def shows_login(url: str, headers: dict[str, str]) -> bool:
        first = await http.get(url, headers=headers)
        last = await http.get(url, headers=headers, follow_redirects=True)
        is_page = last.headers["content-type"].startswith("text/html")
        return first.status_code == 302 and last.status_code == 200 and is_page

    assert await shows_login(file["url_private"], {})
    assert await shows_login(hidden["url_private"], bearer)
    slack.scopes.remove("files:read")
    assert await shows_login(file["url_private"], bearer)
    assert slack.downloads[0] == (file["id"], bearer["Authorization"], slack.origin[7:])
    assert slack.downloads[1].authorization is None


async def test_downloads_go_wrong_in_slacks_ways(slack: Slack, http: httpx.AsyncClient) -> None:
    file = await dropped(slack, Upload("letter.pdf", PDF))
    http.headers["Authorization"] = f"Bearer {slack.bot_token}"

    async def fetch(fault: Fault) -> httpx.Response:
        slack.faults.add("download", fault)
        return await http.get(file["url_private"])

    assert (await fetch(Fault(redirect="within"))).headers["location"].startswith(slack.origin)
    moved = (await fetch(Fault(redirect="foreign"))).headers["location"]
    assert moved.startswith(slack.foreign_origin)
    assert len((await fetch(Fault(body="short"))).content) == len(PDF) // 2
    assert (await fetch(Fault(body="slow", delay=0.02))).content == PDF
    assert "text/html" in (await fetch(Fault(html=True))).headers["content-type"]
    assert (await fetch(Fault(status=503))).status_code == 503
    for broken in (Fault(body="cut"), Fault(reset=True)):
        with pytest.raises(httpx.RemoteProtocolError):
            await fetch(broken)
    await http.get(moved, headers={"Authorization": "leaked"})
    assert slack.downloads[-1] == (file["id"], "leaked", slack.foreign_origin[7:])


async def test_an_endless_file_goes_on_until_the_client_hangs_up(
    slack: Slack, http: httpx.AsyncClient
) -> None:
    file = await dropped(slack, Upload("letter.pdf", PDF))
    slack.faults.add("download", Fault(body="endless"))
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with http.stream("GET", file["url_private"], headers=headers) as response:
        received = 0
        async for part in response.aiter_bytes():
            received += len(part)
            if received > 20 * len(PDF):
                break
    assert received > file["size"]


@pytest.mark.parametrize(
    ("overrides", "error"),
    [
        ({"mode": "tombstone"}, "file_deleted"),
        ({"file_access": "access_denied"}, "access_denied"),
        ({"file_access": "file_not_found"}, "file_not_found"),
    ],
)
async def test_files_that_are_gone_say_so(
    slack: Slack, client: AsyncWebClient, overrides: dict[str, Any], error: str
) -> None:
    file = await dropped(slack, Upload("letter.pdf", PDF, **overrides))
    assert file.items() >= overrides.items()
    with pytest.raises(SlackApiError) as raised:
        await client.files_info(file=file["id"])
    assert error_of(raised) == error


async def test_a_file_of_the_bots_own_is_shared_after_the_answer(
    slack: Slack, client: AsyncWebClient
) -> None:
    ts = await slack.say(user=ALICE, channel=RANDOM, text="mend it")
    await client.files_upload_v2(
        channel=RANDOM, thread_ts=ts, filename="mended.pdf", content=PDF, initial_comment="Here"
    )
    await slack.until(lambda: len(slack.thread(RANDOM, ts)) == 2)
    reply = slack.thread(RANDOM, ts)[1]
    assert (reply.user, reply.text) == (BOT_USER, "Here")
    assert slack.content(reply.files[0]["id"]) == PDF
    info = await client.files_info(file=reply.files[0]["id"])
    assert info["file"]["shares"]["public"][RANDOM] == [{"ts": reply.ts, "thread_ts": ts}]
