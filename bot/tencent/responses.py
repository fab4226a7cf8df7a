"""What a response of Tencent Cloud says.

    HTTP status + body ─► Accepted · Refusal (error_codes.py) · Unclear

Tencent responds with 200 for success and for errors alike; the envelope `{"Response": {…}}` tells.
A response without a readable envelope comes from a gateway or a proxy, or is a fault of Tencent's:
it says nothing about what became of the request.
"""

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


class _Envelope(TypedDict, total=False):
    Response: dict[str, msgspec.Raw] | None


LONGEST = 1_000_000  # bytes; one with a certificate's data has some thousand
LONGEST_LISTING = 16_000_000  # a row takes some two thousand, and there are up to a thousand
_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_decode = msgspec.json.Decoder().decode
# To find where each row ends takes a sixth of the time that it takes to read them all, and the
# event loop stands still for it: `read_page` reads them.
_OTHERWISE = {"Certificates": msgspec.json.Decoder(list[msgspec.Raw] | None).decode}


def read_response(
    status: int, body: bytes, content_type: str, longest: int = LONGEST
) -> Accepted | Refusal | Unclear:
    """Read one response; never raises, whatever the bytes are.

    `status` is HTTP's. Of a response that is not 200 only an error in Tencent's own envelope is
    believed. `content_type` is told in `Unclear` and decides nothing: a gateway's page is never
    an envelope. What is longer than `longest` bytes is none either.
    """
    response = _response(body) if len(body) <= longest else None
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


def _response(body: bytes) -> dict[str, Any] | None:
    """Open the envelope; None where there is none, or nothing in it."""
    try:
        fields = _decode_envelope(body).get("Response") or {}
        read = {name: _OTHERWISE.get(name, _decode)(each) for name, each in fields.items()}
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        return None
    return read or None


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
