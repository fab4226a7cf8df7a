"""The calls to Tencent Cloud's SSL Certificate Service, API version 2019-12-05.

    upload ─► Receipt                    describe ─► CertificateStatus · list, pages ─► Page
      │                                    │
      ├─ nothing was processed: again      └─ anything transient: again
      ├─ refused: Failed
      └─ nobody can say: OutcomeUnknown; the caller reads the status before it sends again

Never called here: DescribeCertificateDetail, whose response holds private keys.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from urllib.parse import quote, urlsplit

import httpx
import msgspec
from pybase64 import b64encode

from bot.acting import before_acting
from bot.patience import TENCENT_CALL, Patience
from bot.problems import Failed, OutcomeUnclear, TencentUnreachable
from bot.tencent import responses
from bot.tencent.certificate import CertificateStatus, LetterKind, Page, read_certificate, read_page
from bot.tencent.error_codes import TOO_MANY_REQUESTS, Refusal
from bot.tencent.responses import LONGEST, LONGEST_LISTING, Accepted, Receipt, Unclear, plain_text
from bot.tencent.signature import BODY_HASH, Credentials, Tc3Auth, hash_of
from bot.tencent.transport import Transport

log = logging.getLogger("letterdrop.tencent")

# Raised before the first byte of a request leaves, so the request was surely not processed.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class OutcomeUnknown(Failed):
    """The letter was sent, and nobody can say what became of it: read the certificate's status.

    `problem` is what to tell if the status brings nothing better: `OutcomeUnclear`, or the
    refusal ("ca-busy", "internal-failure" …) that leaves it open.
    """


class Action(StrEnum):
    """Everything that is ever called; `docs/cam-policy.json` permits the same."""

    UPLOAD_CONFIRM_LETTER = "UploadConfirmLetter"
    UPLOAD_REVOKE_LETTER = "UploadRevokeLetter"
    DESCRIBE_CERTIFICATE = "DescribeCertificate"
    DESCRIBE_CERTIFICATES = "DescribeCertificates"


# Each letter's action, and the parameter that carries the file.
_UPLOADS = {
    LetterKind.CONFIRM: (Action.UPLOAD_CONFIRM_LETTER, b"ConfirmLetter"),
    LetterKind.REVOKE: (Action.UPLOAD_REVOKE_LETTER, b"RevokeLetter"),
}
_LETTERS = {action: letter for letter, (action, _) in _UPLOADS.items()}


@dataclass(frozen=True)
class Call:
    """One call, built and hashed once for any number of tries.

    `certificate_id` is "" for a listing; `body`: in parts that are sent one by one; `longest`:
    bytes of a response.
    """

    action: Action
    certificate_id: str
    body: tuple[bytes, ...] = field(repr=False)
    body_hash: str
    longest: int = LONGEST

    @property
    def letter(self) -> LetterKind:
        """Which letter an upload carries."""
        return _LETTERS[self.action]


PART = 3 << 16
"""Bytes of a letter in one part of its upload: memory for so few is at hand, for all it is made."""


def prepare(certificate_id: str, content: bytes, letter: LetterKind = LetterKind.CONFIRM) -> Call:
    """Build the call that uploads `content` (the file's bytes) as the certificate's `letter`.

    It costs some milliseconds of CPU, so keep it for as long as the letter may be sent again.
    """
    # Put together by hand: an encoder would go over each of the two million characters once more.
    action, parameter = _UPLOADS[letter]
    quoted = msgspec.json.encode(certificate_id)
    parts = [b64encode(content[at : at + PART]) for at in range(0, max(len(content), 1), PART)]
    parts[0] = b'{"CertificateId":%b,"%b":"%b' % (quoted, parameter, parts[0])
    parts[-1] += b'"}'
    return _call(action, certificate_id, *parts)


@dataclass(frozen=True)
class Query:
    """Which certificates of the account to list, the newest order first.

    Those that were brought along from elsewhere are left out: they never need a letter.
    `statuses`: any of these; empty: any at all. `limit`: rows a page, at most 1,000. Source: page
    "DescribeCertificates".
    """

    statuses: tuple[int, ...] = ()
    offset: int = 0
    limit: int = 100

    def call(self) -> Call:
        """Build the call."""
        wanted = {"Offset": self.offset, "Limit": self.limit, "FilterSource": "buy"}
        only = {"CertificateStatus": self.statuses} if self.statuses else {}
        body = msgspec.json.encode(wanted | only)
        return _call(Action.DESCRIBE_CERTIFICATES, "", body, longest=LONGEST_LISTING)


def _call(action: Action, certificate_id: str, *body: bytes, longest: int = LONGEST) -> Call:
    return Call(action, certificate_id, body, hash_of(*body), longest)


_Result = Accepted | Refusal | Unclear


@dataclass(frozen=True)
class Certificates:
    """The client; one for the whole process.

    `now` gives seconds since 1970. `wait_for_slot` is awaited with the action's name before
    every single request, and returns when the account's rate limit allows it.
    """

    transport: Transport
    endpoint: str
    credentials: Credentials
    now: Callable[[], float]
    wait_for_slot: Callable[[str], Awaitable[None]]
    patience: Patience = TENCENT_CALL

    @cached_property
    def _url(self) -> httpx.URL:
        return httpx.URL(self.endpoint).join("/")  # a proxy is told the path, too

    async def upload(self, letter: Call, language: str) -> Receipt:
        """Send a prepared letter of either kind and return Tencent's receipt.

        Tries again only after what was surely not processed. Raises OutcomeUnknown when the
        letter may or may not have arrived, and Failed with the refusal or `TencentUnreachable`.
        """
        response = await self._repeat(letter, language)
        is_ours = response.fields.get("CertificateId") in (letter.certificate_id, None, "")
        if response.fields.get("IsSuccess") is not True or not is_ours:  # neither yes nor no
            raise OutcomeUnknown(OutcomeUnclear(tries=1))
        return Receipt(letter.certificate_id, response.request_id)

    async def describe(self, certificate_id: str, language: str) -> CertificateStatus:
        """Read a certificate (DescribeCertificate); tries again after anything transient.

        Raises Failed with the refusal, or `TencentUnreachable` where no try got a usable response.
        """
        body = msgspec.json.encode({"CertificateId": certificate_id})
        call = _call(Action.DESCRIBE_CERTIFICATE, certificate_id, body)
        certificate = read_certificate(certificate_id, await self._repeat(call, language))
        if isinstance(certificate, Refusal):
            raise Failed(certificate)
        return certificate

    async def list(self, query: Query, language: str) -> Page:
        """Read one page of the account's certificates (DescribeCertificates).

        Tries and raises as `describe` does.
        """
        response = await self._repeat(query.call(), language)
        # A thousand rows take some 30 ms; a thread hands the interpreter over every few of them.
        return await asyncio.to_thread(read_page, response, query.offset, query.limit)

    async def pages(self, query: Query, language: str, most: int) -> AsyncIterator[Page]:
        """Read page after page from `query.offset` on, until the last one or `most` rows.

        An order that comes in meanwhile moves all others on by one: the same certificate may
        appear on two pages. Raises as `list` does.
        """
        offset: int | None = query.offset
        while offset is not None and offset < query.offset + most:
            page = await self.list(replace(query, offset=offset), language)
            yield page
            offset = page.next_offset

    async def _repeat(self, call: Call, language: str) -> Accepted:
        async def once(tries: int) -> Accepted:
            return _settled(call, await self._try(call, language), tries)

        return await self.patience.run(once, _is_worth_another_try)

    async def _try(self, call: Call, language: str) -> _Result:
        await self.wait_for_slot(call.action.value)
        await before_acting()
        began = time.perf_counter()
        try:
            async with asyncio.timeout(self.patience.one_try):
                result = await self._exchange(call, language)
        except NEVER_SENT as error:
            why = f"{type(error).__name__}: {plain_text(str(error))}"
            result = Unclear(why, was_sent=False)
        except (httpx.TransportError, TimeoutError) as error:
            result = Unclear(type(error).__name__)
        _tell(call, result, time.perf_counter() - began)
        return result

    async def _exchange(self, call: Call, language: str) -> _Result:
        """Send a request and read the response, if not much more than the longest one can be."""
        headers = {
            "Content-Type": "application/json",
            "X-TC-Action": call.action.value,
            "X-TC-Version": "2019-12-05",
            # The only two that the API takes; it governs Tencent's error messages.
            "X-TC-Language": "zh-CN" if language.lower().startswith("zh") else "en-US",
            "X-TC-RequestClient": "letterdrop",
            "Accept-Encoding": "identity",  # unpacked responses could be of any size
            "Content-Length": str(sum(map(len, call.body))),
        }
        extensions = {BODY_HASH: call.body_hash}
        request = httpx.Request("POST", self._url, headers=headers, extensions=extensions)
        (signed,) = Tc3Auth(self.credentials, self.now).auth_flow(request)
        status, kind, body = await self.transport.send(signed, call.body, call.longest)
        return responses.read_response(status, body, kind, call.longest)


def _settled(call: Call, result: _Result, tries: int) -> Accepted:
    """Return a success; raise what anything else means for this call, `tries` of which were made.

    Nobody knows whether an upload was processed after which no response came, or a refusal that
    passes by itself: of those, only `TOO_MANY_REQUESTS` says that it was not.
    """
    if isinstance(result, Accepted):
        return result
    is_upload = call.action in _LETTERS
    if isinstance(result, Refusal):
        is_open = result.traits.passes and result.kind != TOO_MANY_REQUESTS
        raise OutcomeUnknown(result) if is_open and is_upload else Failed(result)
    if result.was_sent and is_upload:
        raise OutcomeUnknown(OutcomeUnclear(tries=1))
    raise Failed(TencentUnreachable(tries))


def _is_worth_another_try(error: Exception) -> bool:
    if not isinstance(error, Failed) or isinstance(error, OutcomeUnknown):
        return False
    return isinstance(error.problem, TencentUnreachable) or error.problem.traits.passes


def _tell(call: Call, result: _Result, seconds: float) -> None:
    """Log what support asks for: never a body, a header or Tencent's free text."""
    match result:
        case Accepted(request_id=request_id):
            level, outcome = logging.INFO, "OK"
        case Refusal(code=outcome, request_id=request_id):
            level = logging.WARNING
        case Unclear(why, was_sent):
            level, request_id = logging.WARNING, "-"
            outcome = f"unclear ({why})" if was_sent else f"not sent ({why})"
    line = "%s %s: %s, RequestId %s, %.0f ms"
    subject = call.certificate_id or "-"
    log.log(level, line, call.action, subject, outcome, request_id, 1000 * seconds)
    if isinstance(result, Accepted) and result.fields.get("DeprecatedWarning"):
        log.warning("Tencent Cloud calls %s deprecated", call.action)


def console_url(endpoint: str, certificate_id: str) -> str:
    """Build the address of the certificate's page in the console of the endpoint's site."""
    site = "tencentcloud.com" if is_international(endpoint) else "cloud.tencent.com"
    return f"https://console.{site}/ssl/detail/{quote(certificate_id, safe='')}"


def is_international(endpoint: str) -> bool:
    """Tell whether the endpoint is that of the international site, with accounts of its own."""
    return ".intl." in (urlsplit(endpoint).hostname or "")
