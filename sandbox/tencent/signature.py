"""The server's side of TC3-HMAC-SHA256, written from the document, not from any client.

Source: "Signature v3" (cloud.tencent.com/document/api/400/41664). Values of signed headers are
trimmed and lower-cased before they are hashed; the scope's date is the UTC date of the timestamp;
clocks may differ by 300 seconds.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.tencent.messages import Refused

MAX_SKEW = 300  # seconds
ALGORITHM = "TC3-HMAC-SHA256"
UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"
MANDATORY_HEADERS = {"content-type", "host"}
AUTHORIZATION = re.compile(
    rf"{ALGORITHM} "
    r"Credential=(?P<secret_id>[^/]*)/(?P<date>[^/]*)/(?P<service>[^/]*)/tc3_request, ?"
    r"SignedHeaders=(?P<signed_headers>[a-z0-9;-]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)


@dataclass(frozen=True)
class Credentials:
    """One key pair of the account, with its session token if it is a temporary one."""

    secret_id: str
    secret_key: str
    token: str | None = None
    service: str = "ssl"


def signature(
    headers: Mapping[str, str], body: bytes, given: Mapping[str, str], secret_key: str
) -> str:
    """Compute a POST's hex signature; `given` are the parts of its Authorization header."""
    scope = f"{given['date']}/{given['service']}/tc3_request"
    hashed_request = _sha256(_canonical_request(headers, body, given["signed_headers"]).encode())
    to_sign = "\n".join([ALGORITHM, headers["X-TC-Timestamp"], scope, hashed_request])
    key = f"TC3{secret_key}".encode()
    for part in (given["date"], given["service"], "tc3_request"):
        key = _hmac(key, part)
    return _hmac(key, to_sign).hex()


def verify(headers: Mapping[str, str], body: bytes, credentials: Credentials, now: float) -> None:
    """Let a call pass only if its signature is right; raises Refused for the first thing wrong.

    `headers`, in any case, are those of the wire; `now` is in seconds of the server's clock.
    """
    match = AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    if match is None:
        raise Refused(code="AuthFailure.InvalidAuthorization")
    given = match.groupdict()
    timestamp = _timestamp(headers)
    if abs(now - timestamp) > MAX_SKEW:
        raise Refused(code="AuthFailure.SignatureExpire", detail=f"({timestamp} / {int(now)})")
    if given["secret_id"] != credentials.secret_id:
        raise Refused(code="AuthFailure.SecretIdNotFound")
    _check_scope(given, timestamp, credentials.service)
    expected = signature(headers, body, given, credentials.secret_key)
    if not hmac.compare_digest(expected, given["signature"]):
        raise Refused(code="AuthFailure.SignatureFailure")
    if headers.get("X-TC-Token") != credentials.token:
        raise Refused(code="AuthFailure.TokenFailure")


def _timestamp(headers: Mapping[str, str]) -> int:
    text = headers.get("X-TC-Timestamp")
    if text is None:
        raise Refused(code="MissingParameter", detail="X-TC-Timestamp")
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise Refused(code="InvalidParameter", detail="X-TC-Timestamp")
    return int(text)


def _check_scope(given: Mapping[str, str], timestamp: int, service: str) -> None:
    date, wrong = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d"), ""
    if given["date"] != date:
        wrong = f"date {given['date']}, not {date}"
    elif given["service"] != service:
        wrong = f"service {given['service']}, not {service}"
    elif not set(given["signed_headers"].split(";")) >= MANDATORY_HEADERS:
        wrong = f"SignedHeaders {given['signed_headers']}"
    if wrong:
        raise Refused(code="AuthFailure.SignatureFailure", detail=f"({wrong})")


def _canonical_request(headers: Mapping[str, str], body: bytes, signed_headers: str) -> str:
    lines = "".join(
        f"{name}:{headers.get(name, '').strip().lower()}\n" for name in signed_headers.split(";")
    )
    unsigned = headers.get("X-TC-Content-SHA256") == UNSIGNED_PAYLOAD
    payload = UNSIGNED_PAYLOAD.encode() if unsigned else body
    return f"POST\n/\n\n{lines}\n{signed_headers}\n{_sha256(payload)}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
