"""What a response of Tencent Cloud says.

    HTTP status + body ─► Accepted · Refusal (error_codes.py) · Unclear

Tencent responds with 200 for success and for errors alike; the envelope `{"Response": {…}}` tells.
A response without a readable envelope comes from a gateway or a proxy, or is a fault of Tencent's:
it says nothing about what became of the request.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypedDict

import msgspec

from bot.tencent.error_codes import NOT_ACCEPTED, Refusal, refusal

_LONGEST_MESSAGE = 600
_LONGEST_WORD = 120


@dataclass(frozen=True)
class Accepted:
    """The call succeeded. `fields` may hold personal data: it stays out of logs and the ledger."""

    fields: dict[str, Any] = field(repr=False)
    request_id: str


@dataclass(frozen=True)
class Unclear:
    """Nobody can say what became of the request, unless it was not sent; `why` is for the log."""

    why: str
    was_sent: bool = True


@dataclass(frozen=True)
class Receipt:
    """The letter for this certificate is at Tencent Cloud.

    `request_id` is that of the upload; where its response got lost (`seen_by_status`), that of the
    look at the certificate's status that showed it. Rows of the ledger hold it: new fields need
    defaults.
    """

    certificate_id: str
    request_id: str
    seen_by_status: bool = False


@dataclass(frozen=True)
class Form:
    """How an action's response is opened: its most bytes, and the decoder of its JSON."""

    longest: int
    decode: Callable[[bytes], Any]


class _Listing(TypedDict, total=False):
    """The part of DescribeCertificates' response that is read at once; `read_page` reads the rows.

    To find where each row ends takes a sixth of the time that it takes to read them all, and the
    event loop stands still for it.
    """

    Error: Any
    RequestId: Any
    DeprecatedWarning: Any
    TotalCount: Any
    Certificates: list[msgspec.Raw] | None


class _ListingEnvelope(TypedDict, total=False):
    Response: _Listing


# A response is a few hundred bytes long, one with a certificate's data some thousand.
SINGLE = Form(1_000_000, msgspec.json.decode)
# A row of a listing takes some two thousand bytes, a page has up to a thousand rows.
LISTING = Form(16_000_000, msgspec.json.Decoder(_ListingEnvelope).decode)


def read_response(
    status: int, body: bytes, content_type: str, form: Form = SINGLE
) -> Accepted | Refusal | Unclear:
    """Read one response; never raises, whatever the bytes are.

    `status` is HTTP's. Of a response that is not 200 only an error in Tencent's own envelope is
    believed. `content_type` is told in `Unclear` and decides nothing: a gateway's page is never
    an envelope. `form`: what the action's responses look like.
    """
    response = _response(body, form)
    if response is None:
        return Unclear(f"HTTP {status}, {_word(content_type) or 'untyped'}: no envelope")
    request_id, error = _word(response.get("RequestId")), response.get("Error")
    if error is not None:
        told = error if isinstance(error, dict) else {}
        code, message = _word(told.get("Code")), plain_text(told.get("Message"))
        return refusal(code, message, request_id) if code else Unclear("an error without a code")
    if status != HTTPStatus.OK:
        return Unclear(f"HTTP {status}: an envelope without an error")
    if response.get("IsSuccess") is False:
        return Refusal(NOT_ACCEPTED, "IsSuccess=false", "", request_id)
    return Accepted(response, request_id)


def _response(body: bytes, form: Form) -> dict[str, Any] | None:
    """Open the envelope; None where there is none, or nothing in it."""
    if len(body) > form.longest:
        return None
    try:
        envelope = form.decode(body)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        return None
    response = envelope.get("Response") if isinstance(envelope, dict) else None
    return response if response and isinstance(response, dict) else None


def plain_text(value: object) -> str:
    """Read free text as one line of bearable length; "" for anything that is not text."""
    if not isinstance(value, str):
        return ""
    text = value[:_LONGEST_MESSAGE]
    if not text.isprintable():  # hardly ever, and a page of a listing has thousands of texts
        text = "".join(c if c.isprintable() else " " for c in text)
    cut = " ".join(text.split())
    return f"{cut}…" if len(value) > _LONGEST_MESSAGE else cut


def _word(value: object) -> str:
    """Read a code or an ID, without what could break a line of the log."""
    if not isinstance(value, str):
        return ""
    return "".join(filter(str.isprintable, value[:_LONGEST_WORD])).strip()
