"""The local Tencent Cloud's signature check, against published vectors and the official SDK."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from multidict import CIMultiDict
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

from sandbox import letters
from sandbox.tencent import Tencent, signature
from sandbox.tencent.messages import Refused
from tests.tencent.caller import LIST, READ, SHOP, UPLOAD, call, code_of, post, signed_headers_of

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "tc3-vectors.json").read_text())[
    "vectors"
]


@pytest.fixture
async def tencent() -> AsyncIterator[Tencent]:
    async with Tencent.start() as running:
        yield running


def verify_vector(vector: dict[str, Any], **changes: str) -> None:
    headers = CIMultiDict(vector["headers_sent"])
    headers["Authorization"] = vector["expected_authorization"]
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    credentials = signature.Credentials(
        vector["secret_id"], vector["secret_key"], vector["token"], vector["service"]
    )
    body = base64.b64decode(vector["body_base64"])
    signature.verify(headers, body, credentials, vector["timestamp"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_every_published_signature_is_found_right(vector: dict[str, Any]) -> None:
    verify_vector(vector)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_vector_with_another_signed_value_is_found_wrong(vector: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        verify_vector(vector, Host="elsewhere.example.com")
    assert refused.value.code == "AuthFailure.SignatureFailure"


def sdk(tencent: Tencent, **changes: Any) -> CommonClient:
    endpoint = tencent.endpoint.removeprefix("http://")
    profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=endpoint))
    profile.language = "en-US"
    for name, value in changes.items():
        setattr(profile, name, value)
    key = Credential(tencent.secret_id, tencent.secret_key, tencent.token)
    return CommonClient("ssl", "2019-12-05", key, "", profile)


async def by_sdk(client: CommonClient, action: str, parameters: dict[str, Any]) -> Any:
    try:
        return (await asyncio.to_thread(client.call_json, action, parameters))["Response"]
    finally:
        client.request.conn._session.close()


@pytest.mark.parametrize("settings", [{}, {"unsignedPayload": True}])
@pytest.mark.parametrize("token", [None, "session-token"])
async def test_a_letter_sent_by_the_official_sdk_arrives_unchanged(
    tencent: Tencent, token: str | None, settings: dict[str, Any]
) -> None:
    tencent.token = token
    letter = letters.pdf(1_300_000)
    client = sdk(tencent, **settings)
    parameters = {"CertificateId": SHOP, "ConfirmLetter": base64.b64encode(letter).decode()}

    response = await by_sdk(client, UPLOAD, parameters)

    assert response["IsSuccess"] is True
    assert [each.content for each in tencent.letters] == [letter]
    assert tencent.letters[0].request_id == response["RequestId"]


async def test_the_official_sdk_understands_an_error(tencent: Tencent) -> None:
    with pytest.raises(TencentCloudSDKException) as error:
        await by_sdk(sdk(tencent), READ, {"CertificateId": "unknown1"})
    assert error.value.get_code() == "FailedOperation.CertificateNotFound"
    assert error.value.get_message() == "Certificate does not exist."
    assert error.value.get_request_id() == tencent.calls[0].request_id


async def test_the_action_may_be_signed_too(tencent: Tencent) -> None:
    signed = "content-type;host;x-tc-action"
    response = await call(tencent, READ, {"CertificateId": SHOP}, signed=signed)
    assert response["Domain"] == "shop.example.com"


async def test_a_signed_action_cannot_be_exchanged(tencent: Tencent) -> None:
    body = b"{}"
    headers = signed_headers_of(tencent, READ, body, signed="content-type;host;x-tc-action")
    headers["X-TC-Action"] = LIST
    response = (await post(tencent, body, headers)).json()["Response"]
    assert code_of(response) == "AuthFailure.SignatureFailure"


async def test_another_body_than_the_signed_one_is_refused(tencent: Tencent) -> None:
    headers = signed_headers_of(tencent, LIST, b"{}")
    response = (await post(tencent, b"{ }", headers)).json()["Response"]
    assert code_of(response) == "AuthFailure.SignatureFailure"


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda header: header.replace(old, new)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _: "", "AuthFailure.InvalidAuthorization"),
        (replaced("TC3-HMAC", "HMAC"), "AuthFailure.InvalidAuthorization"),
        (replaced("/tc3_request", ""), "AuthFailure.InvalidAuthorization"),
        (replaced("Credential=AKID", "Credential= AKID"), "AuthFailure.SecretIdNotFound"),
        (replaced("Sandbox0", "Sandbox1"), "AuthFailure.SecretIdNotFound"),
        (replaced("/20", "/19"), "AuthFailure.SignatureFailure"),
        (replaced("/ssl/", "/cvm/"), "AuthFailure.SignatureFailure"),
        (replaced("content-type;host", "host"), "AuthFailure.SignatureFailure"),
        (lambda header: header[:-64] + "0" * 64, "AuthFailure.SignatureFailure"),
    ],
)
async def test_a_wrong_authorization_gets_the_code_of_what_is_wrong(
    tencent: Tencent, change: Callable[[str], str], code: str | None
) -> None:
    headers = signed_headers_of(tencent, LIST, b"{}")
    headers["Authorization"] = change(headers["Authorization"])
    response = (await post(tencent, b"{}", headers)).json()["Response"]
    assert code_of(response) == code


@pytest.mark.parametrize(
    ("skew", "code"),
    [
        (-301, "AuthFailure.SignatureExpire"),
        (-299, None),
        (299, None),
        (302, "AuthFailure.SignatureExpire"),
    ],
)
async def test_clocks_may_differ_by_five_minutes(
    tencent: Tencent, skew: int, code: str | None
) -> None:
    now = 1_767_225_600
    tencent.clock = lambda: now
    response = await call(tencent, LIST, {}, X_TC_Timestamp=str(now + skew))
    assert code_of(response) == code


@pytest.mark.parametrize(
    ("expected", "sent", "code"),
    [
        (None, {}, None),
        ("right", {"X_TC_Token": "right"}, None),
        ("right", {"X_TC_Token": "wrong"}, "AuthFailure.TokenFailure"),
        ("right", {}, "AuthFailure.TokenFailure"),
        (None, {"X_TC_Token": "any"}, "AuthFailure.TokenFailure"),
    ],
)
async def test_the_session_token_must_be_the_accounts(
    tencent: Tencent, expected: str | None, sent: dict[str, str], code: str | None
) -> None:
    tencent.token = expected
    assert code_of(await call(tencent, LIST, {}, **sent)) == code
