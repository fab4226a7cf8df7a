"""TC3-HMAC-SHA256, Tencent Cloud's request signature ("Signature v3").

    canonical request ─► string to sign ─► signature ─► the Authorization header
    what is sent         when, for whom    HMAC chain

Every call of ours is a POST of JSON to `/` without a query, so method, path and query are fixed.
Source: the pages "Signature v3" of Tencent Cloud's API documents.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

ALGORITHM = "TC3-HMAC-SHA256"
SIGNED_HEADERS = ("content-type", "host")  # as Tencent's SDKs do; the page calls them mandatory
BODY_HASH = "letterdrop.body_hash"
"""The key in `httpx.Request.extensions` under which a caller may hand over the body's hash."""


@dataclass(frozen=True)
class Credentials:
    """An API key of Tencent Cloud; `token` belongs to temporary ones. Raises ValueError.

    SecretId and token travel in headers: a blank or a line break in them is a mistake of copying,
    and would otherwise come back inside the text of a protocol error.
    """

    secret_id: str
    secret_key: str = field(repr=False)
    token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for name, value in (("secret_id", self.secret_id), ("token", self.token or "-")):
            if not re.fullmatch(r"[!-~]+", value):
                fault = f"{name} is empty, or holds blanks or characters outside of ASCII"
                raise ValueError(fault)


def sign(
    headers: Mapping[str, str],
    body_hash: str,
    timestamp: int,
    credentials: Credentials,
    service: str = "ssl",
) -> str:
    """Build the value of the Authorization header.

    `headers` are those to be signed, by lower-case name, as they are sent; `body_hash` is
    `hash_of` the body; `timestamp` is in seconds since 1970 and is sent as X-TC-Timestamp.
    """
    date = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")
    scope = f"{date}/{service}/tc3_request"
    message = string_to_sign(canonical_request(headers, body_hash), timestamp, scope)
    signature = _hmac(signing_key(credentials.secret_key, date, service), message).hex()
    return (
        f"{ALGORITHM} Credential={credentials.secret_id}/{scope}, "
        f"SignedHeaders={_names(headers)}, Signature={signature}"
    )


def canonical_request(headers: Mapping[str, str], body_hash: str) -> str:
    """Spell what is sent in the one way that both sides hash."""
    block = "".join(f"{name}:{headers[name].strip().lower()}\n" for name in sorted(headers))
    return f"POST\n/\n\n{block}\n{_names(headers)}\n{body_hash}"


def string_to_sign(canonical: str, timestamp: int, scope: str) -> str:
    """Bind the canonical request to a time and a scope (`2026-01-01/ssl/tc3_request`)."""
    return f"{ALGORITHM}\n{timestamp}\n{scope}\n{hash_of(canonical.encode())}"


def signing_key(secret_key: str, date: str, service: str) -> bytes:
    """Derive the key for one UTC date (`2026-01-01`) and one service."""
    return _hmac(_hmac(_hmac(f"TC3{secret_key}".encode(), date), service), "tc3_request")


def hash_of(*parts: bytes) -> str:
    """Hash with SHA-256, in lower-case hex, what these parts are together."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()


def _names(headers: Mapping[str, str]) -> str:
    return ";".join(sorted(headers))


def _hmac(key: bytes, message: str) -> bytes:
    return hmac.digest(key, message.encode(), "sha256")


@dataclass(frozen=True)
class Tc3Auth(httpx.Auth):
    """Signs every request anew, at the moment when it is sent: a signature lives five minutes.

    `clock` gives seconds since 1970. The body is hashed here unless the request brings its hash
    in `extensions[BODY_HASH]`.
    """

    credentials: Credentials
    clock: Callable[[], float]

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Put X-TC-Timestamp, X-TC-Token (if there is one) and Authorization on the request."""
        timestamp = int(self.clock())
        request.headers["X-TC-Timestamp"] = str(timestamp)
        if self.credentials.token:
            request.headers["X-TC-Token"] = self.credentials.token
        signed = {name: request.headers[name] for name in SIGNED_HEADERS}
        body_hash = request.extensions.get(BODY_HASH) or hash_of(request.content)
        request.headers["Authorization"] = sign(signed, body_hash, timestamp, self.credentials)
        yield request
