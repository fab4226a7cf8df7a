"""Tencent Cloud out of order: not at home, endless, slow, or saying strange things."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from bot import problems
from bot.patience import Patience
from bot.problems import Failed
from bot.tencent.client import Certificates, OutcomeUnknown, prepare
from bot.tencent.error_codes import Refusal
from bot.tencent.responses import Receipt
from bot.tencent.signature import Credentials
from bot.tencent.transport import Transport

LETTER = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"\n%%EOF\n"
BRIEF = Patience(attempts=4, first_wait=0.01, total=60, one_try=60)


async def at_once(action: str) -> None:
    """Give every slot at once."""
    assert action in {"UploadConfirmLetter", "DescribeCertificate"}


def client_at(
    endpoint: str,
    transport: Transport,
    slot: Callable[[str], Awaitable[None]] = at_once,
    patience: Patience = BRIEF,
) -> Certificates:
    credentials = Credentials("AKIDnobody", "no-key")
    return Certificates(transport, endpoint, credentials, lambda: 1_800_000_000, slot, patience)


Writer = asyncio.StreamWriter
Respond = Callable[[Writer], Awaitable[None]]


@asynccontextmanager
async def responding(respond: Respond, port: int = 0) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Give one kind of response to every request; gives the endpoint and the heads that came."""
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            heads.append(head)
            length = head.lower().partition(b"content-length:")[2].split()[0]
            await reader.readexactly(int(length))
            await respond(writer)
        except ConnectionError:
            pass  # the client has had enough
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    async with server:
        host, free_port = server.sockets[0].getsockname()
        yield f"http://{host}:{free_port}", heads


def http_response(body: bytes, status: str = "200 OK", *headers: str) -> Respond:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]

    async def respond(writer: Writer) -> None:
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()

    return respond


def envelope(**fields: Any) -> Respond:
    return http_response(json.dumps({"Response": fields}).encode())


@pytest.fixture
async def closed_port() -> int:
    """Give a port of 127.0.0.1 on which nobody listens."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with server:
        port: int = server.sockets[0].getsockname()[1]
    return port


async def test_a_letter_is_sent_when_tencent_can_be_reached_again(
    transport: Transport, closed_port: int
) -> None:
    accepted = envelope(CertificateId="flSFd6Fh", IsSuccess=True, RequestId="r-1")
    slots: list[str] = []
    async with AsyncExitStack() as stack:

        async def third_time_lucky(action: str) -> None:
            slots.append(action)
            if len(slots) == 3:
                await stack.enter_async_context(responding(accepted, closed_port))

        client = client_at(f"http://127.0.0.1:{closed_port}", transport, third_time_lucky)
        receipt = await client.upload(prepare("flSFd6Fh", LETTER), "en")

    assert receipt == Receipt("flSFd6Fh", "r-1")
    assert slots == ["UploadConfirmLetter"] * 3


async def test_nobody_at_home_is_told_after_a_few_tries(
    transport: Transport, closed_port: int
) -> None:
    client = client_at(f"http://127.0.0.1:{closed_port}", transport)
    with pytest.raises(Failed) as raised:
        await client.upload(prepare("flSFd6Fh", LETTER), "en")
    assert raised.value.problem == problems.TencentUnreachable(tries=4)
    assert not isinstance(raised.value, OutcomeUnknown)


async def test_the_tries_end_with_their_total_time_too(
    transport: Transport, closed_port: int
) -> None:
    patience = Patience(attempts=10_000, first_wait=0.01, total=0.001)
    client = client_at(f"http://127.0.0.1:{closed_port}", transport, patience=patience)
    with pytest.raises(Failed) as raised:
        await client.describe("flSFd6Fh", "en")
    assert isinstance(raised.value.problem, problems.TencentUnreachable)
    assert raised.value.problem.tries <= 2


@pytest.mark.parametrize("is_success", [None, "true", 1, [True]])
async def test_a_response_that_says_neither_yes_nor_no_leaves_it_open(
    transport: Transport, is_success: object
) -> None:
    respond = envelope(CertificateId="flSFd6Fh", IsSuccess=is_success, RequestId="r-1")
    async with responding(respond) as (endpoint, heads):
        with pytest.raises(OutcomeUnknown) as raised:
            await client_at(endpoint, transport).upload(prepare("flSFd6Fh", LETTER), "en")
    assert raised.value.problem == problems.OutcomeUnclear(tries=1)
    assert len(heads) == 1


@pytest.mark.parametrize("other", ["flsfd6fh", 5])
async def test_a_receipt_for_another_certificate_is_not_taken_for_ours(
    transport: Transport, other: object
) -> None:
    respond = envelope(CertificateId=other, IsSuccess=True, RequestId="r-1")
    async with responding(respond) as (endpoint, _):
        with pytest.raises(OutcomeUnknown) as raised:
            await client_at(endpoint, transport).upload(prepare("flSFd6Fh", LETTER), "en")
    assert raised.value.problem == problems.OutcomeUnclear(tries=1)


async def test_a_receipt_that_names_no_certificate_is_ours(transport: Transport) -> None:
    respond = envelope(CertificateId=None, IsSuccess=True, RequestId="r-1")
    async with responding(respond) as (endpoint, _):
        receipt = await client_at(endpoint, transport).upload(prepare("flSFd6Fh", LETTER), "en")
    assert receipt == Receipt("flSFd6Fh", "r-1")


async def test_a_redirect_is_not_followed(transport: Transport) -> None:
    async with responding(envelope(RequestId="r-1")) as (elsewhere, visitors):
        moved = http_response(b"", "307 Temporary Redirect", f"Location: {elsewhere}/")
        async with responding(moved) as (endpoint, _):
            with pytest.raises(OutcomeUnknown):
                await client_at(endpoint, transport).upload(prepare("flSFd6Fh", LETTER), "en")
    assert visitors == []


async def test_an_endless_response_is_cut_off(transport: Transport) -> None:
    written = 0

    async def flood(writer: Writer) -> None:
        nonlocal written
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
        while written < 100_000_000:
            writer.write(b" " * 65_536)
            written += 65_536
            await writer.drain()

    async with responding(flood) as (endpoint, _):
        with pytest.raises(OutcomeUnknown):
            await client_at(endpoint, transport).upload(prepare("flSFd6Fh", LETTER), "en")
    assert written < 50_000_000


async def test_a_response_that_drips_is_not_awaited_for_ever(transport: Transport) -> None:
    async def drip(writer: Writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    patience = Patience(first_wait=0.01, one_try=0.1)
    async with responding(drip) as (endpoint, _):
        client = client_at(endpoint, transport, patience=patience)
        with pytest.raises(OutcomeUnknown):
            await client.upload(prepare("flSFd6Fh", LETTER), "en")


@pytest.mark.parametrize("named", [None, "flsfd6fh", ["flSFd6Fh"]])
async def test_a_success_about_no_or_another_certificate_means_not_found(
    transport: Transport, named: object
) -> None:
    async with responding(envelope(CertificateId=named, Status=8, RequestId="r")) as (endpoint, _):
        with pytest.raises(Failed) as raised:
            await client_at(endpoint, transport).describe("flSFd6Fh", "en")
    code = "FailedOperation.CertificateNotFound"
    assert raised.value.problem == Refusal("certificate-not-found", code, "", "r")


async def test_fields_that_are_null_or_of_a_wrong_type_are_empty(transport: Transport) -> None:
    respond = envelope(
        CertificateId="flSFd6Fh",
        Status=99,
        StatusName=None,
        StatusMsg=["x"],
        Domain=5,
        ProductZhName=None,
        PackageTypeName="GeoTrust\nOV",
        IsDv="no",
        From="TrustAsia",
    )
    async with responding(respond) as (endpoint, _):
        status = await client_at(endpoint, transport).describe("flSFd6Fh", "en")
    assert status.status == 99
    assert (status.status_name, status.status_msg, status.domain, status.request_id) == ("",) * 4
    assert (status.product_name, status.is_dv, status.source) == ("GeoTrust OV", None, "trustasia")


@pytest.mark.parametrize("number", [None, "8", 8.5, True, [8]])
async def test_a_response_without_a_status_is_tencents_fault(
    transport: Transport, number: object
) -> None:
    respond = envelope(CertificateId="flSFd6Fh", Status=number, RequestId="r-1")
    async with responding(respond) as (endpoint, _):
        with pytest.raises(Failed) as raised:
            await client_at(endpoint, transport).describe("flSFd6Fh", "en")
    assert raised.value.problem.key == "internal-failure"
    assert raised.value.problem.request_id == "r-1"


async def test_the_log_warns_once_tencent_calls_the_action_deprecated(
    transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    respond = envelope(
        CertificateId="flSFd6Fh", IsSuccess=True, RequestId="r", DeprecatedWarning="soon"
    )
    async with responding(respond) as (endpoint, _):
        await client_at(endpoint, transport).upload(prepare("flSFd6Fh", LETTER), "en")
    assert "Tencent Cloud calls UploadConfirmLetter deprecated" in caplog.text
