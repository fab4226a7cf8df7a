"""The signature, held against published vectors and against Tencent's own SDK."""

import base64
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tencentcloud.common.abstract_client import AbstractClient
from tencentcloud.common.sign import Sign

from bot.tencent.signature import (
    BODY_HASH,
    Credentials,
    Tc3Auth,
    canonical_request,
    hash_of,
    sign,
    signing_key,
    string_to_sign,
)
from tests.for_each import for_each

DATA = Path(__file__).parents[1] / "data"
VECTORS: list[dict[str, Any]] = json.loads((DATA / "tc3-vectors.json").read_text())["vectors"]
KEY = Credentials("AKID-EXAMPLE-NOT-REAL", "example-secret-key-not-real")

# What the bot itself sends: to the ssl service, and never with the literal UNSIGNED-PAYLOAD.
OURS = [
    vector
    for vector in VECTORS
    if vector["service"] == "ssl" and "X-TC-Content-SHA256" not in vector["headers_sent"]
]

each_vector = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
each_vector_of_ours = pytest.mark.parametrize("vector", OURS, ids=lambda vector: vector["name"])


def credentials_of(vector: dict[str, Any]) -> Credentials:
    return Credentials(vector["secret_id"], vector["secret_key"], vector["token"])


def signed_headers_of(vector: dict[str, Any]) -> dict[str, str]:
    sent = {name.lower(): value for name, value in vector["headers_sent"].items()}
    return {name: sent[name] for name in vector["signed_headers"].split(";")}


def signed_body_of(vector: dict[str, Any]) -> bytes:
    """Return what is hashed: for one vector the header's literal instead of the body."""
    literal = vector["headers_sent"].get("X-TC-Content-SHA256")
    return literal.encode() if literal else base64.b64decode(vector["body_base64"])


@each_vector
def test_every_step_of_a_published_signature_is_reproduced(vector: dict[str, Any]) -> None:
    headers, body_hash = signed_headers_of(vector), hash_of(signed_body_of(vector))
    timestamp, scope = vector["timestamp"], vector["credential_scope"]
    canonical = canonical_request(headers, body_hash)
    date, service, _ = scope.split("/")

    assert body_hash == vector["hashed_request_payload"]
    assert canonical == vector["canonical_request"]
    assert hash_of(canonical.encode()) == vector["hashed_canonical_request"]
    assert string_to_sign(canonical, timestamp, scope) == vector["string_to_sign"]
    assert signing_key(vector["secret_key"], date, service).hex() == vector["secret_signing_hex"]
    authorization = sign(headers, body_hash, timestamp, credentials_of(vector), service)
    assert authorization == vector["expected_authorization"]


@each_vector_of_ours
@pytest.mark.parametrize("hash_is_handed_over", [False, True])
def test_what_goes_over_the_wire_is_what_was_signed(
    vector: dict[str, Any], *, hash_is_handed_over: bool
) -> None:
    arrived: list[httpx.Request] = []
    body = base64.b64decode(vector["body_base64"])
    auth = Tc3Auth(credentials_of(vector), clock=lambda: vector["timestamp"] + 0.9)

    def tencent(request: httpx.Request) -> httpx.Response:
        arrived.append(request)
        return httpx.Response(200)

    own = ("Host", "X-TC-Timestamp", "X-TC-Token")
    headers = {name: value for name, value in vector["headers_sent"].items() if name not in own}
    extensions = {BODY_HASH: hash_of(body)} if hash_is_handed_over else {}
    with httpx.Client(transport=httpx.MockTransport(tencent), auth=auth) as client:
        client.post(
            f"https://{vector['host']}", headers=headers, content=body, extensions=extensions
        )

    (request,) = arrived
    assert request.headers["Authorization"] == vector["expected_authorization"]
    assert request.headers.get("X-TC-Token") == vector["token"]
    assert request.content == body
    assert request.url.raw_path == b"/"
    for name, value in vector["headers_sent"].items():
        assert request.headers[name] == value


def sdk_authorization(request: httpx.Request, credentials: Credentials) -> str:
    """Sign a request as it was sent with the SDK's own code."""
    date = datetime.fromtimestamp(int(request.headers["X-TC-Timestamp"]), UTC).strftime("%Y-%m-%d")
    names = ("Content-Type", "Host", "X-TC-Timestamp")
    seen_by_sdk = SimpleNamespace(
        method="POST",
        uri="/",
        data=request.content,
        header={name: request.headers[name] for name in names},
    )
    signer = AbstractClient.__new__(AbstractClient)  # its constructor looks at the environment
    signature = signer._get_tc3_signature(None, seen_by_sdk, date, "ssl", credentials.secret_key)
    return (
        f"TC3-HMAC-SHA256 Credential={credentials.secret_id}/{date}/ssl/tc3_request, "
        f"SignedHeaders=content-type;host, Signature={signature}"
    )


header_text = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1)
content_types = st.sampled_from(
    ["application/json", "application/json; charset=utf-8", "text/plain", "application/x-tc;v=1"]
)
labels = st.text("abcdefxyz0189", min_size=1, max_size=12).map("h".__add__)
hosts = st.lists(labels, min_size=1, max_size=4).map(".".join)
ports = st.none() | st.integers(1, 65535)
seconds = st.floats(0, 4_102_444_800, allow_nan=False)


@given(
    body=st.binary(max_size=2000),
    content_type=content_types,
    host=hosts,
    port=ports,
    now=seconds,
    credentials=st.builds(Credentials, header_text, st.text(), st.none() | header_text),
)
def test_any_request_is_signed_as_tencents_own_sdk_signs_it(
    body: bytes,
    content_type: str,
    host: str,
    port: int | None,
    now: float,
    credentials: Credentials,
) -> None:
    url = f"https://{host}" if port is None else f"https://{host}:{port}"
    request = httpx.Request("POST", url, headers={"Content-Type": content_type}, content=body)

    signed = next(Tc3Auth(credentials, clock=lambda: now).auth_flow(request))

    assert signed.headers["Authorization"] == sdk_authorization(signed, credentials)
    assert signed.headers["X-TC-Timestamp"] == str(int(now))
    assert signed.headers.get("X-TC-Token") == credentials.token


@given(
    key=st.text(),
    date=st.dates().map(str),
    service=labels,
    message=st.text(),
)
def test_the_key_chain_is_the_one_of_tencents_own_sdk(
    key: str, date: str, service: str, message: str
) -> None:
    ours = hmac.digest(signing_key(key, date, service), message.encode(), "sha256").hex()
    assert ours == Sign.sign_tc3(key, date, service, message)


def test_each_attempt_bears_the_time_at_which_it_is_sent() -> None:
    clock = iter([1767225599.2, 1767225600.7])
    auth = Tc3Auth(KEY, clock=lambda: next(clock))
    request = httpx.Request(
        "POST", "https://ssl.tencentcloudapi.com", headers={"Content-Type": "application/json"}
    )

    first = next(auth.auth_flow(request)).headers.copy()
    second = next(auth.auth_flow(request)).headers

    assert (first["X-TC-Timestamp"], second["X-TC-Timestamp"]) == ("1767225599", "1767225600")
    assert "/2025-12-31/ssl/" in first["Authorization"]
    assert "/2026-01-01/ssl/" in second["Authorization"]


def test_printed_credentials_show_neither_key_nor_token() -> None:
    shown = repr(Credentials("AKID-EXAMPLE-NOT-REAL", "the-key", "the-token"))
    assert "the-key" not in shown
    assert "the-token" not in shown


@for_each(
    ("secret_id", "token", "named"),
    [
        ("", None, "secret_id"),
        ("AKID copied", None, "secret_id"),
        ("AKIDcopied\n", None, "secret_id"),
        ("AKID证书", None, "secret_id"),
        ("AKIDgood", "the-token\r\nX-Evil: 1", "token"),
    ],
)
def test_a_badly_copied_credential_is_named_but_not_shown(
    secret_id: str, token: str | None, named: str
) -> None:
    with pytest.raises(ValueError, match=f"^{named} is empty, or holds blanks") as raised:
        Credentials(secret_id, "the-key", token)
    assert "the-" not in str(raised.value)
    assert "AKID" not in str(raised.value)
