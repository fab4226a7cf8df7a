"""What the local Tencent Cloud does wrong on request."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from sandbox import letters
from sandbox.tencent import Fault, Tencent
from tests.tencent.caller import (
    LIST,
    READ,
    SHOP,
    UPLOAD,
    call,
    code_of,
    post,
    signed_headers_of,
    upload,
    upload_body,
)


@pytest.fixture
async def tencent() -> AsyncIterator[Tencent]:
    async with Tencent.start() as running:
        yield running


async def test_a_fault_happens_as_often_as_it_was_asked_for(tencent: Tencent) -> None:
    tencent.faults.add(UPLOAD, Fault(code="InternalError"), times=2)
    codes = [code_of(await upload(tencent, letters.pdf())) for _ in range(3)]
    assert codes == ["InternalError", "InternalError", None]
    assert len(tencent.letters) == 1


async def test_a_lasting_fault_stays_until_it_is_cleared(tencent: Tencent) -> None:
    tencent.faults.add(LIST, Fault(code="ActionOffline", message="gone"), times=None)
    for _ in range(2):
        response = await call(tencent, LIST, {})
        assert response["Error"] == {"Code": "ActionOffline", "Message": "gone"}
    tencent.faults.clear()
    assert code_of(await call(tencent, LIST, {})) is None


async def test_a_wrongly_signed_call_does_not_use_up_a_fault(tencent: Tencent) -> None:
    tencent.faults.add(LIST, Fault(code="InternalError"))
    assert code_of(await call(tencent, LIST, {}, X_TC_Token="x")) == "AuthFailure.TokenFailure"
    assert code_of(await call(tencent, LIST, {})) == "InternalError"


async def test_a_code_without_words_of_its_own_still_has_a_message(tencent: Tencent) -> None:
    tencent.faults.add(LIST, Fault(code="FailedOperation.BrandNew"))
    assert "BrandNew" in (await call(tencent, LIST, {}))["Error"]["Message"]


async def test_a_denied_call_is_refused_like_one_that_the_policy_lacks(tencent: Tencent) -> None:
    tencent.faults.add(UPLOAD, Fault(deny=True))
    assert code_of(await upload(tencent, letters.pdf())) == "AuthFailure.UnauthorizedOperation"


async def test_is_success_may_be_false_without_an_error(tencent: Tencent) -> None:
    tencent.faults.add(UPLOAD, Fault(is_success=False))
    response = await upload(tencent, letters.pdf())
    assert (response["IsSuccess"], response["CertificateId"]) == (False, SHOP)
    assert tencent.letters == []


async def raw_upload(tencent: Tencent) -> httpx.Response:
    body = upload_body(letters.pdf())
    return await post(tencent, body, signed_headers_of(tencent, UPLOAD, body))


@pytest.mark.parametrize(
    ("fault", "applied"),
    [
        (Fault(status=502), 0),
        (Fault(status=502, applied=True), 1),
    ],
)
async def test_a_gateway_answers_with_its_own_page(
    tencent: Tencent, fault: Fault, applied: int
) -> None:
    tencent.faults.add(UPLOAD, fault)
    answer = await raw_upload(tencent)
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (502, "text/html")
    assert len(tencent.letters) == applied


@pytest.mark.parametrize("applied", [0, 1])
async def test_an_answer_may_be_no_json(tencent: Tencent, applied: int) -> None:
    tencent.faults.add(UPLOAD, Fault(not_json=True, applied=bool(applied)))
    answer = await raw_upload(tencent)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()
    assert len(tencent.letters) == applied


@pytest.mark.parametrize("applied", [0, 1])
async def test_response_may_be_null(tencent: Tencent, applied: int) -> None:
    tencent.faults.add(UPLOAD, Fault(response_null=True, applied=bool(applied)))
    assert (await raw_upload(tencent)).json() == {"Response": None}
    assert len(tencent.letters) == applied


@pytest.mark.parametrize(
    ("fault", "applied"), [(Fault(reset=True), 0), (Fault(reset=True, applied=True), 1)]
)
async def test_a_connection_may_break_before_or_after_the_letter_is_applied(
    tencent: Tencent, fault: Fault, applied: int
) -> None:
    tencent.faults.add(UPLOAD, fault)
    with pytest.raises(httpx.TransportError):
        await raw_upload(tencent)
    assert len(tencent.letters) == applied
    assert tencent.calls[0].fault == fault


async def test_a_late_answer_comes_after_the_letter_was_applied(tencent: Tencent) -> None:
    tencent.faults.add(UPLOAD, Fault(delay=30))
    waiting = asyncio.ensure_future(raw_upload(tencent))
    await tencent.until(lambda: tencent.letters)
    assert not waiting.done()
    waiting.cancel()


async def test_who_waits_in_vain_learns_which_calls_there_were(tencent: Tencent) -> None:
    await call(tencent, READ, {"CertificateId": SHOP})
    with pytest.raises(AssertionError, match="DescribeCertificate"):
        await tencent.until(lambda: False, timeout=0.05)
