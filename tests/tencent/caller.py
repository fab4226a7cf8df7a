"""A caller of the local Tencent Cloud that can do everything wrong.

It signs with the sandbox's own reckoning, which published vectors and the official SDK prove in
tests/sandbox/test_tencent_signature.py.
"""

import base64
import json
import ssl
import time
from typing import Any

import httpx
from multidict import CIMultiDict

from sandbox.tencent import Tencent, signature

TLS = ssl.create_default_context()  # made once: it costs more than a call
SHOP, SM2, DV, UPLOADED, REVOKED = "flSFd6Fh", "a91hoLqi", "Dsqef134", "kneSCNrZ", "LqQxgqUe"
UPLOAD, READ, LIST = "UploadConfirmLetter", "DescribeCertificate", "DescribeCertificates"


def signed_headers_of(
    tencent: Tencent, action: str, body: bytes, *, signed: str = "content-type;host", **changes: str
) -> dict[str, str]:
    """Headers signed the way the document says; `changes` come before the signature."""
    headers = CIMultiDict(
        {
            "Host": tencent.endpoint.removeprefix("http://"),
            "Content-Type": "application/json",
            "X-TC-Action": action,
            "X-TC-Timestamp": str(int(tencent.clock())),
            "X-TC-Version": "2019-12-05",
            "X-TC-Language": "en-US",
        }
    )
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    timestamp = int(headers["X-TC-Timestamp"]) if headers["X-TC-Timestamp"].isdigit() else 0
    date = time.strftime("%Y-%m-%d", time.gmtime(timestamp))
    given = {"date": date, "service": "ssl", "signed_headers": signed}
    value = signature.signature(headers, body, given, tencent.secret_key)
    headers["Authorization"] = (
        f"TC3-HMAC-SHA256 Credential={tencent.secret_id}/{date}/ssl/tc3_request, "
        f"SignedHeaders={signed}, Signature={value}"
    )
    return dict(headers)


async def post(tencent: Tencent, body: bytes, headers: dict[str, str]) -> httpx.Response:
    async with httpx.AsyncClient(verify=TLS, trust_env=False) as client:
        return await client.post(tencent.endpoint, content=body, headers=headers)


async def call(tencent: Tencent, action: str, parameters: Any, **changes: str) -> dict[str, Any]:
    body = parameters if isinstance(parameters, bytes) else json.dumps(parameters).encode()
    sent = await post(tencent, body, signed_headers_of(tencent, action, body, **changes))
    assert sent.status_code == 200
    response: dict[str, Any] = sent.json()["Response"]
    return response


def upload_body(content: bytes, certificate: str = SHOP) -> bytes:
    letter = base64.b64encode(content).decode()
    return json.dumps({"CertificateId": certificate, "ConfirmLetter": letter}).encode()


async def upload(
    tencent: Tencent, content: bytes, certificate: str = SHOP, **changes: str
) -> dict[str, Any]:
    return await call(tencent, UPLOAD, upload_body(content, certificate), **changes)


def code_of(response: dict[str, Any]) -> str | None:
    assert response["RequestId"]
    return response["Error"]["Code"] if "Error" in response else None
