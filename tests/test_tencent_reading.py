"""Reading a certificate: what the bot gets to know, and how patiently it asks."""

import httpx
import pytest

from bot import problems
from bot.problems import Failed
from bot.tencent.certificates import Certificates, Patience, Status, prepare
from bot.tencent.signature import Credentials
from sandbox.tencent import Fault, Tencent

LETTER = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"\n%%EOF\n"
DESCRIBE = "DescribeCertificate"


async def at_once(action: str) -> None:
    """Hand out every turn at once."""


def client_of(tencent: Tencent, http: httpx.AsyncClient) -> Certificates:
    credentials = Credentials(tencent.secret_id, tencent.secret_key)
    patience = Patience(attempts=4, first_wait=0.01, total=5, one_try=5)
    return Certificates(http, tencent.endpoint, credentials, tencent.clock, at_once, patience)


async def test_a_waiting_certificate_is_read(tencent: Tencent, http: httpx.AsyncClient) -> None:
    status = await client_of(tencent, http).describe("flSFd6Fh", "en-US")

    assert status.certificate_id == "flSFd6Fh"
    assert status.status == Status.WAITING_FOR_CONFIRM_LETTER
    assert (status.domain, status.source, status.is_dv) == ("shop.example.com", "trustasia", False)
    assert status.product_name == "TrustAsia 企业型 OV SSL 证书"
    assert status.request_id == tencent.calls[0].request_id


async def test_not_knowing_whether_it_is_dv_is_not_no(
    tencent: Tencent, http: httpx.AsyncClient
) -> None:
    assert (await client_of(tencent, http).describe("Eq4hcD10", "en")).is_dv is None
    assert (await client_of(tencent, http).describe("Dsqef134", "en")).is_dv is True


async def test_an_accepted_letter_moves_the_certificate_on(
    tencent: Tencent, http: httpx.AsyncClient
) -> None:
    client = client_of(tencent, http)
    before = await client.describe("flSFd6Fh", "en")
    await client.upload(prepare("flSFd6Fh", LETTER), "en")
    after = await client.describe("flSFd6Fh", "en")
    assert before.status == Status.WAITING_FOR_CONFIRM_LETTER
    assert after.status == Status.UNDER_REVIEW


async def test_reading_goes_on_through_all_that_is_transient(
    tencent: Tencent, http: httpx.AsyncClient
) -> None:
    for fault in (Fault(reset_before=True), Fault(status=502), Fault(not_json=True)):
        tencent.faults.add(DESCRIBE, fault)
    status = await client_of(tencent, http).describe("flSFd6Fh", "en")
    assert status.status == Status.WAITING_FOR_CONFIRM_LETTER
    assert len(tencent.calls) == 4


@pytest.mark.parametrize(
    "code", ["InternalError", "FailedOperation.NetworkError", "RequestLimitExceeded"]
)
async def test_reading_is_tried_again_after_a_transient_refusal(
    tencent: Tencent, http: httpx.AsyncClient, code: str
) -> None:
    tencent.faults.add(DESCRIBE, Fault(code=code))
    await client_of(tencent, http).describe("flSFd6Fh", "en")
    assert [call.code for call in tencent.calls] == [code, None]


async def test_reading_gives_up_after_a_few_tries(
    tencent: Tencent, http: httpx.AsyncClient
) -> None:
    tencent.faults.add(DESCRIBE, Fault(response_null=True), times=None)
    with pytest.raises(Failed) as raised:
        await client_of(tencent, http).describe("flSFd6Fh", "en")
    assert raised.value.problem == problems.TencentUnreachable(tries=4)
    assert len(tencent.calls) == 4


@pytest.mark.parametrize(
    ("certificate_id", "denied", "problem"),
    [
        ("flsfd6fh", False, problems.CertificateNotFound),
        ("flSFd6Fh", True, problems.NotPermitted),
    ],
)
async def test_reading_is_refused_once(
    tencent: Tencent,
    http: httpx.AsyncClient,
    certificate_id: str,
    *,
    denied: bool,
    problem: type[problems.Refusal],
) -> None:
    if denied:
        tencent.allowed_actions.remove(DESCRIBE)
    with pytest.raises(Failed) as raised:
        await client_of(tencent, http).describe(certificate_id, "en")
    assert isinstance(raised.value.problem, problem)
    assert len(tencent.calls) == 1
