"""The calls to Tencent Cloud's SSL Certificate Service, API version 2019-12-05.

    upload ─► Receipt                    describe ─► CertificateStatus · list, pages ─► Page
      │                                    │
      ├─ nothing was processed: again      └─ anything transient: again
      ├─ refused: Failed
      └─ nobody can say: OutcomeUnknown; the caller reads the status before it sends again

Never called here: DescribeCertificateDetail, whose answer holds private keys.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import quote, urlsplit

import httpx
import msgspec
import stamina
from pybase64 import b64encode

from bot.problems import (
    Failed,
    OutcomeUnclear,
    Problem,
    Refusal,
    TencentUnreachable,
    TooManyRequests,
)
from bot.tencent.certificate import CertificateStatus, LetterKind, Page, read_certificate, read_page
from bot.tencent.receipt import Receipt
from bot.tencent.responses import (
    LISTING,
    SINGLE,
    TRANSIENT,
    Accepted,
    Form,
    Unclear,
    plain_text,
    read_response,
    transient,
)
from bot.tencent.signature import BODY_HASH, Credentials, Tc3Auth, hash_of

log = logging.getLogger("letterdrop.tencent")

API_VERSION = "2019-12-05"

# Writing is generous: 1.9 MB over a slow line. Seconds.
TIMEOUT = httpx.Timeout(connect=5, write=60, read=30, pool=5)

# Raised before the first byte of a request leaves, so the request was surely not processed.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)

# What a letter may be sent again after without a look at the status; what may be read again.
NOT_PROCESSED = (TencentUnreachable, TooManyRequests)
WORTH_REREADING = (TencentUnreachable, *TRANSIENT)


class OutcomeUnknown(Failed):
    """The letter was sent, and nobody can say what became of it: read the certificate's status.

    `problem` is what to tell if the status brings nothing better: `OutcomeUnclear`, or the
    refusal (`CaBusy`, `InternalFailure` …) that leaves it open.
    """


@dataclass(frozen=True)
class Patience:
    """How long one call goes on: tries, the first wait in seconds (it doubles), and when to stop.

    No new try begins `total` seconds after the first; a single one may last `one_try` seconds,
    however slowly the answer drips. The first wait is one second because Tencent counts calls by
    the second.
    """

    attempts: int = 4
    first_wait: float = 1.0
    total: float = 40.0
    one_try: float = 100.0


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


@dataclass(frozen=True)
class Call:
    """One call, built and hashed once for any number of tries.

    `certificate_id` is "" for a listing; `form` is what its answer looks like.
    """

    action: Action
    certificate_id: str
    body: bytes = field(repr=False)
    body_hash: str
    form: Form = SINGLE

    @property
    def letter(self) -> LetterKind:
        """Which letter an upload carries."""
        is_revocation = self.action is Action.UPLOAD_REVOKE_LETTER
        return LetterKind.REVOKE if is_revocation else LetterKind.CONFIRM


def prepare(certificate_id: str, content: bytes, letter: LetterKind = LetterKind.CONFIRM) -> Call:
    """Build the call that uploads `content` (the file's bytes) as the certificate's `letter`.

    It costs some milliseconds of CPU, so keep it for as long as the letter may be sent again.
    """
    # Joined by hand: an encoder would go over each of the two million characters once more.
    action, parameter = _UPLOADS[letter]
    quoted = msgspec.json.encode(certificate_id)
    parts = (b'{"CertificateId":', quoted, b',"', parameter, b'":"', b64encode(content), b'"}')
    return _call(action, certificate_id, b"".join(parts))


@dataclass(frozen=True)
class Query:
    """Which certificates of the account to list, the newest order first; empty: no such filter.

    `statuses`: any of these. `search`: Tencent looks for it in ID, alias and domain.
    `bought_only`: without those that were brought along from elsewhere. `ids`: at most 50.
    `limit`: rows a page, at most 1,000. Source: page "DescribeCertificates".
    """

    statuses: tuple[int, ...] = ()
    search: str = ""
    offset: int = 0
    limit: int = 100
    bought_only: bool = True
    ids: tuple[str, ...] = ()

    def call(self) -> Call:
        """Build the call; parameters that filter nothing are left out."""
        filters = {
            "CertificateStatus": self.statuses,
            "SearchKey": self.search,
            "FilterSource": "buy" if self.bought_only else "",
            "CertIds": self.ids,
        }
        wanted = {name: value for name, value in filters.items() if value}
        body = msgspec.json.encode({"Offset": self.offset, "Limit": self.limit, **wanted})
        return _call(Action.DESCRIBE_CERTIFICATES, "", body, LISTING)


def _call(action: Action, certificate_id: str, body: bytes, form: Form = SINGLE) -> Call:
    return Call(action, certificate_id, body, hash_of(body), form)


@dataclass(frozen=True)
class _NotSent:
    """No connection: nothing has left the house."""

    why: str


_Verdict = Accepted | Refusal | Unclear | _NotSent


class Certificates:
    """The client; one for the whole process.

    `now` gives seconds since 1970. `wait_for_slot` is awaited with the action's name before
    every single request, and returns when the account's rate limit allows it.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        endpoint: str,
        credentials: Credentials,
        now: Callable[[], float],
        wait_for_slot: Callable[[str], Awaitable[None]],
        patience: Patience = Patience(),
    ) -> None:
        self._http = http
        self._endpoint = endpoint
        self._auth = Tc3Auth(credentials, now)
        self._wait_for_slot = wait_for_slot
        self._patience = patience

    async def upload(self, letter: Call, language: str) -> Receipt:
        """Send a prepared letter of either kind and return Tencent's receipt.

        Tries again only after what was surely not processed. Raises OutcomeUnknown when the
        letter may or may not have arrived, and Failed with the refusal or `TencentUnreachable`.
        """
        answer = await self._repeat(letter, language, _upload_verdict, again=NOT_PROCESSED)
        if answer.fields.get("IsSuccess") is not True:  # neither yes nor no
            raise OutcomeUnknown(OutcomeUnclear(tries=1))
        if answer.fields.get("CertificateId") not in (letter.certificate_id, None, ""):
            raise OutcomeUnknown(OutcomeUnclear(tries=1))  # a yes to another letter
        return Receipt(letter.certificate_id, answer.request_id)

    async def describe(self, certificate_id: str, language: str) -> CertificateStatus:
        """Read a certificate (DescribeCertificate); tries again after anything transient.

        Raises Failed with the refusal, or `TencentUnreachable` where no try got a usable answer.
        """
        body = msgspec.json.encode({"CertificateId": certificate_id})
        question = _call(Action.DESCRIBE_CERTIFICATE, certificate_id, body)
        answer = await self._repeat(question, language, _read_verdict, again=WORTH_REREADING)
        certificate = read_certificate(certificate_id, answer)
        if isinstance(certificate, Problem):
            raise Failed(certificate)
        return certificate

    async def list(self, query: Query, language: str) -> Page:
        """Read one page of the account's certificates (DescribeCertificates).

        Tries and raises as `describe` does.
        """
        answer = await self._repeat(query.call(), language, _read_verdict, again=WORTH_REREADING)
        # A thousand rows take some 30 ms; a thread hands the interpreter over every few of them.
        return await asyncio.to_thread(read_page, answer, query.offset, query.limit)

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

    async def _repeat(
        self,
        call: Call,
        language: str,
        settle: Callable[[_Verdict, int], Accepted],
        again: tuple[type[Problem], ...],
    ) -> Accepted:
        def worthwhile(error: Exception) -> bool:
            return isinstance(error, Failed) and isinstance(error.problem, again)

        async for attempt in stamina.retry_context(
            on=worthwhile,
            attempts=self._patience.attempts,
            timeout=self._patience.total,
            wait_initial=self._patience.first_wait,
            wait_jitter=self._patience.first_wait,
        ):
            with attempt:
                answer = settle(await self._try(call, language), attempt.num)
        return answer

    async def _try(self, call: Call, language: str) -> _Verdict:
        await self._wait_for_slot(call.action.value)
        began = time.perf_counter()
        verdict = await self._verdict(call, language)
        _tell(call, verdict, time.perf_counter() - began)
        return verdict

    async def _verdict(self, call: Call, language: str) -> _Verdict:
        try:
            async with asyncio.timeout(self._patience.one_try):
                return await self._exchange(call, language)
        except NEVER_SENT as error:
            return _NotSent(f"{type(error).__name__}: {plain_text(str(error))}")
        except (httpx.TransportError, TimeoutError) as error:
            return Unclear(type(error).__name__)

    async def _exchange(self, call: Call, language: str) -> Accepted | Refusal | Unclear:
        async with self._http.stream(
            "POST",
            self._endpoint,
            content=call.body,
            headers=_headers(call.action, language),
            auth=self._auth,
            timeout=TIMEOUT,
            follow_redirects=False,
            extensions={BODY_HASH: call.body_hash},
        ) as response:
            body = await _read(response, call.form.longest)
        content_type = response.headers.get("Content-Type", "")
        return read_response(response.status_code, body, content_type, call.form)


def _headers(action: Action, language: str) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "X-TC-Action": action.value,
        "X-TC-Version": API_VERSION,
        # The only two that the API takes; it governs Tencent's error messages.
        "X-TC-Language": "zh-CN" if language.lower().startswith("zh") else "en-US",
        "X-TC-RequestClient": "letterdrop",
        # Unpacked answers could be of any size.
        "Accept-Encoding": "identity",
    }


async def _read(response: httpx.Response, longest: int) -> bytes:
    """Read an answer, but not much more than the longest that is believed."""
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > longest:
            break
    return bytes(body)


def _upload_verdict(verdict: _Verdict, tries: int) -> Accepted:
    match verdict:
        case Accepted():
            return verdict
        case _NotSent():
            raise Failed(TencentUnreachable(tries))
        case Unclear():
            raise OutcomeUnknown(OutcomeUnclear(tries=1))
        case Refusal() if transient(verdict) and not isinstance(verdict, TooManyRequests):
            raise OutcomeUnknown(verdict)
        case Refusal():
            raise Failed(verdict)


def _read_verdict(verdict: _Verdict, tries: int) -> Accepted:
    match verdict:
        case Accepted():
            return verdict
        case Refusal():
            raise Failed(verdict)
        case _:
            raise Failed(TencentUnreachable(tries))


def _tell(call: Call, verdict: _Verdict, seconds: float) -> None:
    """Log what support asks for: never a body, a header or Tencent's free text."""
    level, outcome, request_id = _outcome(verdict)
    line = "%s %s: %s, RequestId %s, %.0f ms"
    subject = call.certificate_id or "-"
    log.log(level, line, call.action, subject, outcome, request_id, 1000 * seconds)
    if isinstance(verdict, Accepted) and verdict.fields.get("DeprecatedWarning"):
        log.warning("Tencent Cloud calls %s deprecated", call.action)


def _outcome(verdict: _Verdict) -> tuple[int, str, str]:
    match verdict:
        case Accepted():
            return logging.INFO, "OK", verdict.request_id
        case Refusal():
            return logging.WARNING, verdict.code, verdict.request_id
        case Unclear():
            return logging.WARNING, f"unclear ({verdict.why})", "-"
        case _NotSent():
            return logging.WARNING, f"not sent ({verdict.why})", "-"


def console_url(endpoint: str, certificate_id: str) -> str:
    """Build the address of the certificate's page in the console of the endpoint's site."""
    site = "tencentcloud.com" if is_international(endpoint) else "cloud.tencent.com"
    return f"https://console.{site}/ssl/detail/{quote(certificate_id, safe='')}"


def is_international(endpoint: str) -> bool:
    """Tell whether the endpoint is that of the international site, with accounts of its own."""
    return ".intl." in (urlsplit(endpoint).hostname or "")
