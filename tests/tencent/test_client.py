"""The calls to Tencent Cloud over real sockets: what is sent, what is tried again, what is told."""

import asyncio
import itertools
import json
import logging
import traceback
from collections.abc import Awaitable, Callable

import pytest

from bot import problems
from bot.patience import Patience
from bot.problems import Failed
from bot.tencent.certificate import LetterKind, Status
from bot.tencent.client import Certificates, OutcomeUnknown, console_url, prepare
from bot.tencent.error_codes import Refusal
from bot.tencent.responses import Receipt
from bot.tencent.signature import Credentials, hash_of
from bot.tencent.transport import Transport
from sandbox.tencent import Fault, Tencent
from tests.for_each import for_each

LETTER = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"\n%%EOF\n"
LARGE_LETTER = b"%PDF-1.7\n" + bytes(range(255, -1, -1)) * 5200 + b"\n%%EOF\n"
UPLOAD, REVOKE, DESCRIBE = "UploadConfirmLetter", "UploadRevokeLetter", "DescribeCertificate"
BRIEF = Patience(attempts=4, first_wait=0.01, total=60, one_try=60)

TOKEN = "the-session-token-of-nobody"


async def at_once(action: str) -> None:
    """Give every slot at once."""
    assert action in {UPLOAD, REVOKE, DESCRIBE}


def client_of(
    tencent: Tencent,
    transport: Transport,
    slot: Callable[[str], Awaitable[None]] = at_once,
    patience: Patience = BRIEF,
) -> Certificates:
    credentials = Credentials(tencent.secret_id, tencent.secret_key, tencent.token)
    return Certificates(transport, tencent.endpoint, credentials, tencent.clock, slot, patience)


# What is sent ------------------------------------------------------------------------------------


async def test_a_letter_arrives_byte_by_byte_and_gives_a_receipt(
    tencent: Tencent, transport: Transport
) -> None:
    receipt = await client_of(tencent, transport).upload(prepare("flSFd6Fh", LARGE_LETTER), "en")

    (letter,) = tencent.letters
    assert (letter.certificate_id, letter.content) == ("flSFd6Fh", LARGE_LETTER)
    assert receipt == Receipt("flSFd6Fh", letter.request_id)


async def test_a_prepared_letter_can_be_sent_again(tencent: Tencent, transport: Transport) -> None:
    client, letter = client_of(tencent, transport), prepare("flSFd6Fh", LETTER)
    await client.upload(letter, "en-US")
    tencent.certificates["flSFd6Fh"].status = Status.WAITING_FOR_CONFIRM_LETTER
    await client.upload(letter, "en-US")

    assert [sent.content for sent in tencent.letters] == [LETTER, LETTER]
    body = b"".join(letter.body)
    assert letter.body_hash == hash_of(body)
    assert json.loads(body)["CertificateId"] == "flSFd6Fh"


async def test_a_revocation_letter_goes_the_way_of_revocation_letters(
    tencent: Tencent, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "letterdrop.tencent")
    letter = prepare("LqQxgqUe", LARGE_LETTER, LetterKind.REVOKE)
    receipt = await client_of(tencent, transport).upload(letter, "en")

    (sent,) = tencent.letters
    assert (sent.action, sent.certificate_id, sent.content) == (REVOKE, "LqQxgqUe", LARGE_LETTER)
    assert receipt == Receipt("LqQxgqUe", sent.request_id)
    assert tencent.certificates["LqQxgqUe"].status == Status.REVOKING
    assert "UploadRevokeLetter LqQxgqUe: OK" in caplog.text


async def test_a_certificate_that_waits_for_the_other_letter_takes_none(
    tencent: Tencent, transport: Transport
) -> None:
    with pytest.raises(Failed) as raised:
        await client_of(tencent, transport).upload(
            prepare("flSFd6Fh", LETTER, LetterKind.REVOKE), "en"
        )
    assert raised.value.problem.key == "certificate-not-waiting"
    assert tencent.letters == []


async def test_an_id_with_odd_characters_stays_one_value(
    tencent: Tencent, transport: Transport
) -> None:
    odd = 'a","ConfirmLetter":"证'
    with pytest.raises(Failed):
        await client_of(tencent, transport).upload(prepare(odd, LETTER), "en")
    assert tencent.calls[0].certificate_id == odd


async def test_only_the_headers_that_the_api_knows_are_sent(
    tencent: Tencent, transport: Transport
) -> None:
    await client_of(tencent, transport).describe("flSFd6Fh", "en-US")

    headers = {name.lower(): value for name, value in tencent.calls[0].headers.items()}
    assert headers["content-type"] == "application/json"
    assert headers["x-tc-version"] == "2019-12-05"
    assert headers["x-tc-requestclient"] == "letterdrop"
    assert headers["host"] == tencent.endpoint.removeprefix("http://")
    assert headers["accept-encoding"] == "identity"
    assert "x-tc-region" not in headers
    assert "x-tc-token" not in headers


async def test_temporary_credentials_send_their_token(
    tencent: Tencent, transport: Transport
) -> None:
    tencent.token = TOKEN
    await client_of(tencent, transport).upload(prepare("flSFd6Fh", LETTER), "en-US")
    assert tencent.calls[0].headers["X-TC-Token"] == TOKEN
    assert len(tencent.letters) == 1


@pytest.mark.parametrize(
    ("language", "sent"),
    [
        ("zh-CN", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("ZH", "zh-CN"),
        ("en-US", "en-US"),
        ("en-GB", "en-US"),
        ("pt-BR", "en-US"),
        ("", "en-US"),
    ],
)
async def test_tencent_is_asked_for_one_of_the_two_languages_that_it_speaks(
    tencent: Tencent, transport: Transport, language: str, sent: str
) -> None:
    await client_of(tencent, transport).describe("flSFd6Fh", language)
    assert tencent.calls[0].headers["X-TC-Language"] == sent


async def test_every_single_request_waits_for_its_turn(
    tencent: Tencent, transport: Transport
) -> None:
    slots: list[str] = []

    async def slot(action: str) -> None:
        await asyncio.sleep(0)
        assert len(tencent.calls) == len(slots)  # nothing came without a slot
        slots.append(action)

    client = client_of(tencent, transport, slot)
    tencent.faults.add(UPLOAD, Fault(code="RequestLimitExceeded"), times=2)
    await client.upload(prepare("flSFd6Fh", LETTER), "en-US")
    await client.describe("flSFd6Fh", "en-US")

    assert slots == [UPLOAD, UPLOAD, UPLOAD, DESCRIBE]
    assert [call.action for call in tencent.calls] == slots


# What is tried again -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "RequestLimitExceeded",
        "RequestLimitExceeded.UinLimitExceeded",
        "LimitExceeded.RateLimitExceeded",
    ],
)
async def test_a_letter_that_came_too_fast_is_signed_anew_and_sent_again(
    tencent: Tencent, transport: Transport, code: str
) -> None:
    clock = itertools.count(1_767_225_599)  # the second try falls on the next UTC day
    credentials = Credentials(tencent.secret_id, tencent.secret_key)
    tencent.clock = lambda: 1_767_225_600
    tencent.faults.add(UPLOAD, Fault(code=code))
    client = Certificates(
        transport, tencent.endpoint, credentials, lambda: next(clock), at_once, BRIEF
    )
    await client.upload(prepare("flSFd6Fh", LETTER), "en")

    first, second = tencent.calls
    assert first.headers["X-TC-Timestamp"] == "1767225599"
    assert second.headers["X-TC-Timestamp"] == "1767225600"
    assert (first.code, second.code) == (code, None)
    assert [letter.content for letter in tencent.letters] == [LETTER]


async def test_a_letter_that_always_comes_too_fast_is_told_with_tencents_code(
    tencent: Tencent, transport: Transport
) -> None:
    tencent.faults.add(UPLOAD, Fault(code="RequestLimitExceeded", message="slow"), times=None)
    with pytest.raises(Failed) as raised:
        await client_of(tencent, transport).upload(prepare("flSFd6Fh", LETTER), "en")

    last = tencent.calls[-1].request_id
    assert raised.value.problem == Refusal(
        "too-many-requests", "RequestLimitExceeded", "slow", last
    )
    assert not isinstance(raised.value, OutcomeUnknown)
    assert len(tencent.calls) == 4


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("FailedOperation.ConfirmLetterTooLarge", "letter-too-large"),
        ("FailedOperation.UploadConfirmCertificateNotSupport", "console-only"),
        ("AuthFailure.SignatureExpire", "clock-wrong"),
        ("FailedOperation.CertificateOrderSubmitProcessing", "order-in-process"),
        ("Brand.New", "unknown-refusal"),
    ],
)
async def test_a_refusal_is_told_at_once_and_not_tried_again(
    tencent: Tencent, transport: Transport, code: str, problem: str
) -> None:
    tencent.faults.add(UPLOAD, Fault(code=code, message="why"))
    with pytest.raises(Failed) as raised:
        await client_of(tencent, transport).upload(prepare("flSFd6Fh", LETTER), "en")

    (call,) = tencent.calls
    assert raised.value.problem == Refusal(problem, code, "why", call.request_id)
    assert not isinstance(raised.value, OutcomeUnknown)


async def test_is_success_false_is_told_and_not_tried_again(
    tencent: Tencent, transport: Transport
) -> None:
    tencent.faults.add(UPLOAD, Fault(is_success=False))
    with pytest.raises(Failed) as raised:
        await client_of(tencent, transport).upload(prepare("flSFd6Fh", LETTER), "en")
    assert raised.value.problem.key == "not-accepted"
    assert raised.value.problem.request_id == tencent.calls[0].request_id


# What nobody can say -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        (Fault(reset=True, applied=True), 1),
        (Fault(reset=True), 0),
        (Fault(status=502, applied=True), 1),
        (Fault(status=504), 0),
        (Fault(not_json=True, applied=True), 1),
        (Fault(response_null=True, applied=True), 1),
        (Fault(delay=2.5), 1),
    ],
    ids=repr,
)
async def test_a_letter_whose_fate_is_unclear_is_sent_once_and_said_to_be_unclear(
    tencent: Tencent, transport: Transport, fault: Fault, arrived: int
) -> None:
    tencent.faults.add(UPLOAD, fault)
    client = client_of(
        tencent, transport, patience=Patience(first_wait=0.01, one_try=1.0 if fault.delay else 60.0)
    )
    with pytest.raises(OutcomeUnknown) as raised:
        await client.upload(prepare("flSFd6Fh", LETTER), "en")

    assert raised.value.problem == problems.OutcomeUnclear(tries=1)
    await tencent.until(lambda: tencent.calls)
    assert len(tencent.calls) == 1
    assert len(tencent.letters) == arrived


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("FailedOperation.NetworkError", "ca-busy"),
        ("InternalError", "internal-failure"),
        ("InternalError.BackendResponseEmpty", "internal-failure"),
        ("ServiceUnavailable", "service-unavailable"),
    ],
)
async def test_trouble_behind_tencent_leaves_the_letters_fate_open(
    tencent: Tencent, transport: Transport, code: str, problem: str
) -> None:
    tencent.faults.add(UPLOAD, Fault(code=code, message="busy"))
    with pytest.raises(OutcomeUnknown) as raised:
        await client_of(tencent, transport).upload(prepare("flSFd6Fh", LETTER), "en")

    (call,) = tencent.calls
    assert raised.value.problem == Refusal(problem, code, "busy", call.request_id)


async def test_a_stopped_upload_stops(tencent: Tencent, transport: Transport) -> None:
    tencent.faults.add(UPLOAD, Fault(delay=1.0))
    client = client_of(tencent, transport)
    task = asyncio.create_task(client.upload(prepare("flSFd6Fh", LETTER), "en"))
    await tencent.until(lambda: tencent.calls)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(tencent.calls) == 1


# What is told ------------------------------------------------------------------------------------


async def test_the_log_has_what_support_asks_for(
    tencent: Tencent, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "letterdrop.tencent")
    client = client_of(tencent, transport)
    tencent.faults.add(UPLOAD, Fault(code="RequestLimitExceeded"))
    await client.upload(prepare("flSFd6Fh", LETTER), "en")

    lines = [r.getMessage() for r in caplog.records if r.name == "letterdrop.tencent"]
    refused, accepted = (call.request_id for call in tencent.calls)
    start = "UploadConfirmLetter flSFd6Fh:"
    assert lines[0].startswith(f"{start} RequestLimitExceeded, RequestId {refused}, ")
    assert lines[1].startswith(f"{start} OK, RequestId {accepted}, ")


async def test_no_secret_and_no_letter_shows_in_logs_exceptions_or_repr(
    tencent: Tencent, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tencent.token = TOKEN
    client = client_of(tencent, transport)
    tencent.faults.add(UPLOAD, Fault(reset=True, applied=True))
    tencent.faults.add(DESCRIBE, Fault(status=502))
    letter = prepare("flSFd6Fh", LETTER)
    with pytest.raises(OutcomeUnknown) as raised:
        await client.upload(letter, "en")
    status = await client.describe("flSFd6Fh", "en")
    async with Tencent.start() as gone:
        gone.token = TOKEN
    with pytest.raises(Failed) as unreachable:
        await client_of(gone, transport).upload(letter, "en")

    shown = [repr(letter), repr(client), repr(status), repr(raised.value), caplog.text]
    shown += traceback.format_exception(raised.value)
    shown += traceback.format_exception(unreachable.value)
    shown += [str(vars(record)) for record in caplog.records]
    text = "\n".join(shown)
    signatures = [call.headers["Authorization"].rpartition("=")[2] for call in tencent.calls]
    base64_letter = json.loads(b"".join(letter.body))["ConfirmLetter"]
    for secret in (tencent.secret_key, TOKEN, base64_letter[:40], *signatures):
        assert secret not in text
    for personal in ("13800000000", "zhang.san", "sandbox-private-key-password"):
        assert personal not in text


@for_each(
    ("endpoint", "page"),
    [
        (
            "https://ssl.tencentcloudapi.com",
            "https://console.cloud.tencent.com/ssl/detail/flSFd6Fh",
        ),
        (
            "https://ssl.intl.tencentcloudapi.com",
            "https://console.tencentcloud.com/ssl/detail/flSFd6Fh",
        ),
        ("http://127.0.0.1:9", "https://console.cloud.tencent.com/ssl/detail/flSFd6Fh"),
    ],
)
def test_the_console_link_leads_to_the_site_of_the_endpoint(endpoint: str, page: str) -> None:
    assert console_url(endpoint, "flSFd6Fh") == page


def test_an_odd_id_cannot_lead_a_console_link_elsewhere() -> None:
    url = console_url("https://ssl.tencentcloudapi.com", "../../x?y=<a|b>")
    assert url == "https://console.cloud.tencent.com/ssl/detail/..%2F..%2Fx%3Fy%3D%3Ca%7Cb%3E"
