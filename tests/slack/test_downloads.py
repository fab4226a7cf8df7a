import asyncio
import gzip
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot import problems
from bot.patience import Patience
from bot.problems import Failed, Problem
from bot.slack.api import ask, session, web_client
from bot.slack.downloads import Downloads, Fetched, takes_token
from bot.slack.shapes import File
from sandbox.slack import ALICE, CERTIFICATES, SHARED, Fault, Slack, Upload
from tests.for_each import for_each

QUICK = Patience(attempts=3, first_wait=0.01, total=60.0)
LIMIT = 1_468_006
TLS = ssl.create_default_context()  # slow to make, so once for all tests
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 16 + b"\n%%EOF\n"


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        yield slack


@asynccontextmanager
async def downloader(slack: Slack, patience: Patience = QUICK) -> AsyncIterator[Downloads]:
    connector = aiohttp.TCPConnector(ssl=TLS)
    async with session() as api, aiohttp.ClientSession(connector=connector) as http:
        client = web_client(slack.bot_token, slack.api_url, api)
        yield Downloads(client, http, slack.bot_token, slack.api_url, patience)


@pytest.fixture
async def files(slack: Slack) -> AsyncIterator[Downloads]:
    async with downloader(slack) as files:
        yield files


async def dropped(slack: Slack, upload: Upload, channel: str = CERTIFICATES) -> File:
    """The file as the bot hears of it."""
    ts = await slack.drop(user=ALICE, channel=channel, files=[upload])
    [shown] = slack.message(channel, ts).files
    return File(
        id=shown["id"],
        name=shown.get("name", ""),
        size=shown.get("size", 0),
        mode=shown["mode"],
        mimetype=shown.get("mimetype", ""),
        url=shown.get("url_private_download") or shown.get("url_private", ""),
        is_external=shown.get("is_external", False),
        file_access=shown.get("file_access", ""),
    )


async def content(fetching: Awaitable[Fetched]) -> bytes:
    return (await fetching).content


async def problem_of(fetching: Awaitable[Fetched]) -> Problem:
    with pytest.raises(Failed) as failed:
        await fetching
    return failed.value.problem


def letter(**overrides: Any) -> Upload:
    return Upload("letter.pdf", PDF, **overrides)


# The bytes arrive --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 1_024, LIMIT])
async def test_a_letter_arrives_byte_for_byte(files: Downloads, slack: Slack, size: int) -> None:
    whole = (PDF * (size // len(PDF) + 1))[:size]
    file = await dropped(slack, Upload("letter.pdf", whole))
    assert await content(files.fetch(file, LIMIT)) == whole
    [download] = slack.downloads
    assert download.authorization == f"Bearer {slack.bot_token}"


@pytest.mark.parametrize("mode", ["hosted", "snippet", "a_mode_of_next_year"])
async def test_whatever_slack_keeps_the_bytes_of_is_downloaded(
    files: Downloads, slack: Slack, mode: str
) -> None:
    assert await content(files.fetch(await dropped(slack, letter(mode=mode)), LIMIT)) == PDF


async def test_a_letter_from_a_shared_channel_is_looked_up_first(
    files: Downloads, slack: Slack
) -> None:
    stub = await dropped(slack, letter(), SHARED)
    assert stub.file_access == "check_file_info"
    assert await content(files.fetch(stub, LIMIT)) == PDF


async def test_a_web_page_that_was_dropped_is_fetched_like_any_file(
    files: Downloads, slack: Slack
) -> None:
    page = b"<!DOCTYPE html><title>not a login page</title>"
    file = await dropped(slack, Upload("letter.html", page))
    assert await content(files.fetch(file, LIMIT)) == page


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=503, html=True),
        Fault(status=429, retry_after=0.01),
        Fault(reset=True),
        Fault(body="cut"),
        Fault(body="short"),
        Fault(redirect="within"),
    ],
    ids=str,
)
async def test_a_passing_fault_costs_no_letter(
    files: Downloads, slack: Slack, fault: Fault
) -> None:
    file = await dropped(slack, letter())
    slack.faults.add("download", fault)
    assert await content(files.fetch(file, LIMIT)) == PDF


# What is no file, or not for the bot -------------------------------------------------------------


@pytest.mark.parametrize(
    ("overrides", "kind"),
    [
        ({"mode": "hidden_by_limit"}, "file-hidden"),
        ({"mode": "external"}, "remote-file"),
        ({"is_external": True}, "remote-file"),
        ({"mode": "post"}, "slack-document"),
        ({"mode": "space"}, "slack-document"),
        ({"mode": "canvas"}, "slack-document"),
        ({"mode": "email"}, "slack-document"),
        ({"mode": "list"}, "slack-document"),
        ({"mode": "quip"}, "slack-document"),
        ({"file_access": "access_denied"}, "file-not-visible"),
        ({"file_access": "file_not_found"}, "file-not-visible"),
    ],
    ids=str,
)
async def test_what_cannot_be_downloaded_is_told_without_any_request(
    files: Downloads,
    slack: Slack,
    overrides: dict[str, Any],
    kind: str,
) -> None:
    file = await dropped(slack, letter(**overrides))
    assert await problem_of(files.fetch(file, LIMIT)) == problems.BadFile(kind, "letter.pdf")
    assert not slack.downloads
    assert not slack.calls


async def test_a_deleted_file_is_told_without_any_request(files: Downloads, slack: Slack) -> None:
    file = await dropped(slack, letter(mode="tombstone"))
    assert await problem_of(files.fetch(file, LIMIT)) == problems.BadFile("file-deleted", file.name)
    assert not slack.downloads


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("file_not_found", "file-not-visible"),
        ("access_denied", "file-not-visible"),
        ("file_deleted", "file-deleted"),
        ("missing_scope", "files-scope-missing"),
        ("fatal_error", "slack-unreachable"),
    ],
)
async def test_a_stub_that_slack_does_not_open_says_why(
    files: Downloads, slack: Slack, error: str, kind: str
) -> None:
    stub = await dropped(slack, letter(), SHARED)
    slack.faults.add("files.info", Fault(error=error), times=None)
    assert await problem_of(files.fetch(stub, LIMIT)) == problems.BadFile(kind, stub.name)


@pytest.mark.parametrize(
    ("overrides", "problem"),
    [
        (
            {"url_private": "", "url_private_download": ""},
            problems.BadFile("file-not-visible", "letter.pdf"),
        ),
        (
            {"size": LIMIT + 1},
            problems.SizeProblem("file-too-large", "letter.pdf", LIMIT + 1, LIMIT),
        ),
        ({"size": "4 KB"}, problems.BadFile("file-not-visible", "")),
        ({"is_external": True}, problems.BadFile("remote-file", "letter.pdf")),
    ],
    ids=str,
)
async def test_a_stub_is_held_to_what_the_look_up_says(
    files: Downloads, slack: Slack, overrides: dict[str, Any], problem: Problem
) -> None:
    stub = await dropped(slack, letter(**overrides), SHARED)
    assert await problem_of(files.fetch(stub, LIMIT)) == problem
    assert not slack.downloads


async def test_a_file_without_an_address_is_looked_up(files: Downloads, slack: Slack) -> None:
    file = await dropped(slack, letter())
    assert await content(files.fetch(replace(file, url=""), LIMIT)) == PDF


async def test_a_login_page_means_that_the_scope_is_missing(files: Downloads, slack: Slack) -> None:
    file = await dropped(slack, letter())
    slack.scopes.discard("files:read")
    problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.BadFile("files-scope-missing", "letter.pdf")
    assert len(slack.downloads) == 1, "a missing scope is not tried again"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "files-scope-missing"),
        (403, "file-not-visible"),
        (404, "file-deleted"),
        (410, "file-deleted"),
        (418, "slack-unreachable"),
    ],
)
async def test_a_refused_download_says_why_at_once(
    files: Downloads, slack: Slack, status: int, kind: str
) -> None:
    file = await dropped(slack, letter())
    slack.faults.add("download", Fault(status=status), times=None)
    assert await problem_of(files.fetch(file, LIMIT)) == problems.BadFile(kind, "letter.pdf")
    assert len(slack.downloads) == 1


# Sizes -------------------------------------------------------------------------------------------


async def test_a_file_that_is_too_large_by_its_metadata_is_not_downloaded(
    files: Downloads, slack: Slack
) -> None:
    file = await dropped(slack, letter(size=LIMIT + 1))
    problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.SizeProblem("file-too-large", "letter.pdf", LIMIT + 1, LIMIT)
    assert not slack.downloads


async def test_a_file_whose_size_slack_does_not_tell_is_downloaded(
    files: Downloads, slack: Slack
) -> None:
    file = await dropped(slack, letter(size=0))
    assert await content(files.fetch(file, LIMIT)) == PDF


async def test_a_stub_comes_back_with_its_name(files: Downloads, slack: Slack) -> None:
    stub = await dropped(slack, letter(), SHARED)
    assert stub.name == ""
    assert (await files.fetch(stub, LIMIT)).file.name == "letter.pdf"


async def test_a_body_larger_than_its_metadata_is_cut_off(files: Downloads, slack: Slack) -> None:
    file = await dropped(slack, letter(size=10))
    problem = await problem_of(files.fetch(file, 1_000))
    assert problem == problems.SizeProblem("file-too-large", "letter.pdf", len(PDF), 1_000)


async def test_a_body_that_announces_too_much_is_not_read_at_all(slack: Slack) -> None:
    file = await dropped(slack, letter(size=10))
    slack.faults.add("download", Fault(body="slow", delay=30.0))
    async with downloader(slack, replace(QUICK, total=20.0)) as files:
        problem = await problem_of(files.fetch(file, 1_000))
    assert problem == problems.SizeProblem("file-too-large", "letter.pdf", len(PDF), 1_000)


async def test_a_body_without_an_end_is_cut_off(files: Downloads, slack: Slack) -> None:
    file = await dropped(slack, letter())
    slack.faults.add("download", Fault(body="endless"), times=None)
    problem = await problem_of(files.fetch(file, 100_000))
    assert problem.key == "file-too-large"
    assert 100_000 < problem.size < 300_000
    assert len(slack.downloads) == 1


@pytest.mark.parametrize("claim", [len(PDF) + 7, len(PDF) - 7])
async def test_a_body_of_another_length_than_slack_says_is_no_letter(
    files: Downloads, slack: Slack, claim: int
) -> None:
    file = await dropped(slack, letter(size=claim))
    problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.IncompleteDownload("letter.pdf", len(PDF), claim)
    assert len(slack.downloads) == 2, "tried once more"


# Bounded -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [Fault(status=503), Fault(reset=True), Fault(body="cut"), Fault(status=429, retry_after=600)],
    ids=str,
)
async def test_a_lasting_fault_ends_in_a_bounded_number_of_tries(
    files: Downloads, slack: Slack, fault: Fault
) -> None:
    file = await dropped(slack, letter())
    slack.faults.add("download", fault, times=None)
    problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.BadFile("slack-unreachable", "letter.pdf")
    # aiohttp asks once more by itself when a connection that it had kept turns out to be closed.
    assert 1 <= len(slack.downloads) <= 2 * QUICK.attempts


async def test_a_body_that_drips_does_not_hold_a_worker_for_ever(slack: Slack) -> None:
    file = await dropped(slack, letter())
    slack.faults.add("download", Fault(body="slow", delay=30.0), times=None)
    async with downloader(slack, replace(QUICK, total=0.2)) as files:
        problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.BadFile("slack-unreachable", "letter.pdf")


async def test_redirects_without_an_end_end(files: Downloads, slack: Slack) -> None:
    file = await dropped(slack, letter())
    slack.faults.add("download", Fault(redirect="within"), times=None)
    problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.BadFile("slack-unreachable", "letter.pdf")
    assert len(slack.downloads) == 4


# The token ---------------------------------------------------------------------------------------


@dataclass
class Elsewhere:
    """Another server, outside of Slack; it responds as the test says and keeps the headers."""

    answer: Callable[[], web.StreamResponse]
    origin: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(dict(request.headers))
        return self.answer()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Elsewhere"]:
        app = web.Application()
        app.router.add_get("/{path:.*}", self.handle)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await runner.cleanup()


def with_the_letter() -> web.StreamResponse:
    return web.Response(body=PDF, content_type="application/pdf")


@pytest.mark.parametrize("name", ["url_private", "url_private_download"])
async def test_a_foreign_address_gets_no_request_at_all(
    files: Downloads, slack: Slack, name: str
) -> None:
    async with Elsewhere(with_the_letter).open() as elsewhere:
        addresses = {"url_private": "", "url_private_download": ""}
        address = f"{elsewhere.origin}/files-pri/T1-F1/a.pdf"
        file = await dropped(slack, letter(**{**addresses, name: address}))
        problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.ForeignHost("letter.pdf", "127.0.0.1")
    assert not elsewhere.asked


@pytest.mark.parametrize(
    "address", ["https://slack.com:x/", "files/a.pdf", "//", "\x00", "file:///etc/passwd"]
)
async def test_an_address_that_is_none_gets_no_request(
    files: Downloads, slack: Slack, address: str
) -> None:
    file = replace(await dropped(slack, letter()), url=address)
    assert await problem_of(files.fetch(file, LIMIT)) == problems.ForeignHost("letter.pdf", "")


async def test_a_redirect_to_another_host_is_followed_without_the_token(
    files: Downloads, slack: Slack
) -> None:
    file = await dropped(slack, letter())
    async with Elsewhere(with_the_letter).open() as elsewhere:
        slack.faults.add("download", Fault(redirect=f"{elsewhere.origin}/signed?key=1"))
        assert await content(files.fetch(file, LIMIT)) == PDF
    [headers] = elsewhere.asked
    assert "Authorization" not in headers
    assert slack.bot_token not in str(headers)


async def test_a_redirect_that_comes_back_does_not_get_the_token_again(
    files: Downloads, slack: Slack
) -> None:
    file = await dropped(slack, letter())

    def back() -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": file.url})

    async with Elsewhere(back).open() as elsewhere:
        slack.faults.add("download", Fault(redirect=elsewhere.origin))
        problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.BadFile("files-scope-missing", "letter.pdf")
    assert [download.authorization for download in slack.downloads][1:] == [None]


async def test_a_redirect_within_another_host_does_not_get_the_token_either(
    files: Downloads, slack: Slack
) -> None:
    file = await dropped(slack, letter())
    answers = [web.Response(status=302, headers={"Location": "/moved"}), with_the_letter()]
    async with Elsewhere(lambda: answers.pop(0)).open() as elsewhere:
        slack.faults.add("download", Fault(redirect=elsewhere.origin))
        assert await content(files.fetch(file, LIMIT)) == PDF
    assert len(elsewhere.asked) == 2
    assert not any("Authorization" in headers for headers in elsewhere.asked)


@pytest.mark.parametrize(
    "location",
    ["http://files.example/a.pdf", "ftp://files.example/a.pdf", "http://files.example:443/a.pdf"],
)
async def test_a_redirect_off_the_encrypted_path_is_not_followed(
    files: Downloads, slack: Slack, location: str
) -> None:
    file = await dropped(slack, letter())
    slack.faults.add("download", Fault(redirect=location))
    problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.ForeignHost("letter.pdf", "files.example")


async def test_a_packed_body_is_not_unpacked(files: Downloads, slack: Slack) -> None:
    bomb = gzip.compress(bytes(10_000_000))

    def packed() -> web.StreamResponse:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    file = await dropped(slack, letter())
    async with Elsewhere(packed).open() as elsewhere:
        slack.faults.add("download", Fault(redirect=elsewhere.origin))
        problem = await problem_of(files.fetch(file, LIMIT))
    assert problem == problems.BadFile("slack-unreachable", "letter.pdf")
    assert elsewhere.asked[0]["Accept-Encoding"] == "identity"


async def test_neither_token_nor_query_reaches_the_log(
    files: Downloads, slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "letterdrop")
    file = replace(await dropped(slack, letter()), url="http://u:pass@files.example/a?key=hush")
    await problem_of(files.fetch(file, LIMIT))
    logged = [r.getMessage() for r in caplog.records if r.name.startswith("letterdrop")]
    assert any("files.example" in line for line in logged)
    assert not any(word in line for line in logged for word in ("hush", "pass", slack.bot_token))


SLACK = URL("https://slack.com/api/")
LOCAL = URL("http://127.0.0.1:8081/api/")


@for_each(
    ("address", "api", "takes"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.pdf", SLACK, True),
        ("https://slack.com/files-pri/T1-F1/a.pdf", SLACK, True),
        ("https://FILES.Slack.com:443/files-pri/a", SLACK, True),
        ("https://files.slack.com/a", LOCAL, True),
        ("http://127.0.0.1:8081/files-pri/a", LOCAL, True),
        ("http://files.slack.com/a", SLACK, False),
        ("https://files.slack.com:8443/a", SLACK, False),
        ("https://files.slack.com.evil.example/a", SLACK, False),
        ("https://evilslack.com/a", SLACK, False),
        ("https://slack.com.evil.example/a", SLACK, False),
        ("https://evil.example/slack.com/a", SLACK, False),
        ("https://evil.example?slack.com", SLACK, False),
        ("https://evil.example#@slack.com", SLACK, False),
        ("https://slack.com@evil.example/a", SLACK, False),
        ("https://evil.example@files.slack.com/a", SLACK, False),
        ("https://user:pass@files.slack.com/a", SLACK, False),
        ("https://slack-files.com/a", SLACK, False),
        ("https://.slack.com.evil/a", SLACK, False),
        ("https://slack.com./a", SLACK, False),
        ("https://sl\u0430ck.com/a", SLACK, False),
        ("http://127.0.0.1:8082/a", LOCAL, False),
        ("https://127.0.0.1:8081/a", LOCAL, False),
        ("http://localhost:8081/a", LOCAL, False),
        ("http://127.0.0.1:8081@evil.example/a", LOCAL, False),
        ("http://127.0.0.1:8081/a", SLACK, False),
        ("ftp://slack.com/a", SLACK, False),
        ("/files-pri/a", SLACK, False),
        ("", SLACK, False),
    ],
)
def test_the_token_goes_to_slack_and_nowhere_else(address: str, api: URL, *, takes: bool) -> None:
    assert takes_token(URL(address), api) is takes


PIECES = [
    "slack.com",
    "evil.example",
    "files",
    "443",
    "80",
    *".@/\\#?:;%&",
    "%2e",
    "%40",
    "%00",
    "。",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_spelling_of_an_address_takes_the_token_to_another_host(rest: str) -> None:
    try:
        takes = takes_token(URL(f"https://{rest}"), SLACK)
    except ValueError:
        return
    host = urlsplit(f"https://{rest}").hostname or ""  # another parser's opinion
    host = host.replace("。", ".")  # which are the same (Unicode TR 46, 2.3)
    assert not takes or host == "slack.com" or host.endswith(".slack.com")


async def test_downloads_that_stall_hold_up_no_call(slack: Slack) -> None:
    slack.faults.add("download", Fault(body="slow", delay=30.0), times=None)
    file = await dropped(slack, Upload("letter.pdf", PDF))
    async with session() as http:
        client = web_client(slack.bot_token, slack.api_url, http)
        files = Downloads(client, http, slack.bot_token, slack.api_url, QUICK)
        stalled = [asyncio.create_task(files.fetch(file, LIMIT)) for _ in range(101)]
        await asyncio.sleep(0)
        assert await ask(client.auth_test)
        assert not any(task.done() for task in stalled)
        for task in stalled:
            task.cancel()
        await asyncio.gather(*stalled, return_exceptions=True)
