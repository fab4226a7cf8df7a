"""The one composition root: settings → clients → Bolt app → run until told to stop."""

import asyncio
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import logs, state_handlers
from bot.certificates.waiting import Waiting
from bot.files.process import confinement
from bot.files.process.limits import close_to_neighbours
from bot.files.process.run import Readers
from bot.jobs import database
from bot.jobs.ledger import Ledger
from bot.jobs.workers import Workers
from bot.letters.states import State
from bot.locales import cues
from bot.locales.languages import ENGLISH
from bot.patience import TENCENT_LINE_KEPT_FOR
from bot.permissions import Rules
from bot.schedule import Digest
from bot.services import Pace, Services
from bot.settings import Settings
from bot.slack import api, http_mode, socket_mode
from bot.slack.downloads import Downloads
from bot.slack.history import History
from bot.slack.messages import Messages
from bot.slack.people import People
from bot.slack.shapes import LOOPBACK
from bot.slack.uploads import Uploads
from bot.tencent.client import Certificates, is_international
from bot.tencent.signature import Credentials
from bot.tencent.transport import Transport, proxy_for
from bot.views.words import words_for
from handlers import listeners

log = logging.getLogger("letterdrop")

# Bolt reads these by itself and would argue with what app.py gives it.
BOLTS_OWN = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")

# What aiohttp raises where waiting does not help.
NO_CONNECTION = {
    "ClientConnectorCertificateError": "Slack's certificate is not trusted here. If your network's"
    " proxy shows one of its own, set SSL_CERT_FILE to a file with its CA's certificate.",
    "ClientConnectorDNSError": "Slack's host cannot be found. Check this machine's network and DNS,"
    " and SLACK_API_URL if it is set.",
    "ClientProxyConnectionError": "The proxy in HTTPS_PROXY (or HTTP_PROXY) cannot be reached.",
}

DATABASE_IN_USE = (
    "Another Letterdrop works on this database file. Stop it, or set another DATABASE_URL;"
    " several processes need PostgreSQL."
)


class CannotStart(Exception):
    """Why the bot cannot run, for the operator, and the exit code that says so."""

    def __init__(self, reason: str, code: int) -> None:
        super().__init__(reason)
        self.code = code


def main(settings: Settings) -> int:
    """Run the bot; return the process's exit code."""
    hide = logs.configure(settings.log_level, settings.log_format, settings.secrets)
    os.umask(0o077)  # the database file is nobody else's
    close_to_neighbours()
    missing = confinement.missing_here()  # by a fork, so before there are threads
    for name in BOLTS_OWN:
        os.environ.pop(name, None)
    gc.freeze()  # what is loaded by now stays: the collector need not look at it for each letter
    gc.enable()
    try:
        return asyncio.run(_run(settings, missing))
    except CannotStart as reason:
        sys.stderr.write(hide(f"Letterdrop cannot start. {reason}\n"))
        return reason.code
    except KeyboardInterrupt:
        return 0
    except Exception:  # the process's edge
        log.exception("failed while running")
        return 1


def _tell_confinement(missing: Sequence[str]) -> None:
    """Say what a hostile file would meet; a thing that is missing is for the operator to weigh."""
    if missing:
        log.warning("files are opened in a process without %s (SECURITY.md)", ", ".join(missing))
    else:
        log.info("files are opened behind Landlock and seccomp, without network and privileges")


@dataclass(frozen=True)
class Running:
    """A bot at work: its ledger, and the tasks that should never end."""

    ledger: Ledger
    tasks: tuple[asyncio.Task[None], ...]


async def _run(settings: Settings, missing: Sequence[str]) -> int:
    """Run until a signal says stop (0), or a task ends that never should (1)."""
    loop, this, look = asyncio.get_running_loop(), asyncio.current_task(), asyncio.Event()

    def stop() -> None:
        if this and not this.cancelling():  # a second signal must not cut off the letters in hand
            log.info("stopping: the letters in hand are finished first")
            this.cancel()

    loop.add_signal_handler(signal.SIGINT, stop)
    loop.add_signal_handler(signal.SIGTERM, stop)
    loop.add_signal_handler(signal.SIGUSR1, look.set)
    with suppress(asyncio.CancelledError):
        async with running(settings) as bot:
            _tell_confinement(missing)
            tasks = (asyncio.create_task(_sweep_when_asked(look, bot.ledger)), *bot.tasks)
            await asyncio.to_thread(_warm_up, settings.locale)
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            told = await asyncio.gather(*ended, return_exceptions=True)
            log.critical("failed while running: %s", "; ".join(map(str, told)))
            return 1
    return 0


def _warm_up(locale: str | None) -> None:
    """Load what the first letter needs and the socket does not: a seventh of the start's CPU."""
    words_for(locale or ENGLISH).say("button-console")  # another one takes 3 ms, when it is spoken
    cues.compile_all()
    gc.freeze()


@asynccontextmanager
async def running(
    settings: Settings,
    pace: Pace = Pace(),  # noqa: B008 - frozen
    now: Callable[[], float] = time.time,
    readers: Readers | None = None,
) -> AsyncIterator[Running]:
    """The bot, connected and at work within the block.

    `now` is the ledger's clock (Tencent's signatures go by the real one); `readers` may be one
    that several bots share. Raises CannotStart.
    """
    async with AsyncExitStack() as stack:
        clients = await stack.enter_async_context(_clients(settings))
        ledger = await stack.enter_async_context(_ledger(settings, now, pace))
        if readers is None:
            readers = Readers(os.environ)
            stack.push_async_callback(readers.close)
        identity, *socket = await _first_calls(settings, clients.slack)
        services = _services(settings, clients, ledger, identity, readers, pace)
        app = _bolt(settings, clients, identity)
        listeners.register(app, services, identity["user_id"])
        await state_handlers.open_for_work(services)
        work = await stack.enter_async_context(_working(ledger, services))
        listening = await stack.enter_async_context(_listening(settings, app, *socket))
        where = (identity.get("team", ""), identity["team_id"])
        log.info("connected as %s in %s, %s", identity.get("user", ""), *where)
        yield Running(ledger, (work, *listening))


async def _sweep_when_asked(look: asyncio.Event, ledger: Ledger) -> None:
    while await look.wait():
        look.clear()
        log.info("asked to look at the watched certificates now")
        try:
            await ledger.hasten(State.SWEEPING, 0.0)
        except database.DATABASE_TROUBLE as error:
            log.error("the database does not answer, ask again: %s", database.brief(error))


# The pieces --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Clients:
    """Who talks to the outside: Slack's methods, Slack's files, Tencent Cloud."""

    slack: AsyncWebClient
    files: aiohttp.ClientSession
    tencent: Transport


@asynccontextmanager
async def _clients(settings: Settings) -> AsyncIterator[Clients]:
    # A stand-in on this computer is not to be reached through the environment's proxy.
    proxied = urlsplit(settings.ssl_endpoint).hostname not in LOOPBACK
    try:
        tls = await asyncio.to_thread(httpx.create_ssl_context)  # reads some 150 certificates
    except OSError as error:
        raise CannotStart(f"SSL_CERT_FILE cannot be used: {error.strerror or error}.", 2) from None
    connector = aiohttp.TCPConnector(ssl=tls, limit=0, keepalive_timeout=TENCENT_LINE_KEPT_FOR)
    no_cookies = aiohttp.DummyCookieJar()
    lines = aiohttp.ClientSession(connector=connector, cookie_jar=no_cookies)
    async with api.session() as slack, lines:
        proxy = proxy_for(settings.ssl_endpoint) if proxied else None
        tencent = Transport(lines, proxy)
        token = settings.slack_bot_token.value
        yield Clients(api.web_client(token, settings.slack_api_url, slack), slack, tencent)


@asynccontextmanager
async def _ledger(
    settings: Settings, now: Callable[[], float], pace: Pace
) -> AsyncIterator[Ledger]:
    """The ledger, owned by this process where one process must own it."""
    try:
        opened = await database.open_database(settings.database_url.value)
    except database.DATABASE_TROUBLE as error:
        raise CannotStart(f"The database does not open: {database.brief(error)}", 1) from None
    ledger = Ledger(opened, now=now, clock_settles=pace.clock_settles)
    try:
        with database.owned(opened) as alone:
            if alone:
                await ledger.release()
            yield ledger
    except database.DatabaseInUse:
        raise CannotStart(DATABASE_IN_USE, 2) from None
    finally:
        await opened.close()


@asynccontextmanager
async def _working(ledger: Ledger, services: Services) -> AsyncIterator[asyncio.Task[None]]:
    """The workers within the block; at its end the letters in hand are finished."""
    workers = Workers(ledger, state_handlers.handlers(services), services.pace.failed_step)
    work = asyncio.create_task(workers.run())
    try:
        yield work
    finally:
        workers.stop()
        await work


async def _first_calls(settings: Settings, slack: AsyncWebClient) -> list[dict[str, Any]]:
    """Who the bot is and, in Socket Mode, where its socket opens: both at once; CannotStart."""
    who_am_i = partial(_who_am_i, slack)
    calls = [_first_call(who_am_i, "SLACK_BOT_TOKEN", "OAuth & Permissions")]
    if token := settings.slack_app_token:
        open_socket = partial(slack.apps_connections_open, app_token=token.value)
        calls.append(_first_call(open_socket, "SLACK_APP_TOKEN", "Basic Information"))
    return await asyncio.gather(*calls)


async def _who_am_i(slack: AsyncWebClient) -> AsyncSlackResponse:
    """Call auth.test, whose header tells the token's scopes; warn if people are not told apart."""
    response = await slack.auth_test()
    scopes = response.headers.get("x-oauth-scopes", "").replace(" ", "")
    if scopes and "users:read" not in scopes.split(","):
        log.warning("the scope users:read is missing: nobody may revoke, nor see lists")
    return response


async def _first_call(method: api.Method, token: str, page: str) -> dict[str, Any]:
    """The response to a first call with this token, which is on this page of the app's settings."""
    try:
        return await api.ask(method)
    except api.SlackRefused as refused:
        reason = f"Slack refuses {token} ({refused.error}). Copy it again from"
        reason += f" api.slack.com/apps → your app → {page}, or reinstall the app."
        raise CannotStart(reason, 2) from None
    except api.Trouble as trouble:
        if reason := NO_CONNECTION.get(str(trouble), ""):
            raise CannotStart(reason, 2) from None
        reason = f"Slack does not answer well now ({trouble}). Start again in a few minutes."
        raise CannotStart(reason, 1) from None


def _services(
    settings: Settings,
    clients: Clients,
    ledger: Ledger,
    identity: Mapping[str, Any],
    readers: Readers,
    pace: Pace,
) -> Services:
    session_token = settings.session_token.value if settings.session_token else None
    key = Credentials(settings.secret_id.value, settings.secret_key.value, session_token)
    slot = partial(ledger.wait_for_slot, rate=settings.rate_limit)
    endpoint, token = settings.ssl_endpoint, settings.slack_bot_token.value
    certificates = Certificates(clients.tencent, endpoint, key, time.time, slot, pace.tencent)
    slack, bot_user, channel = clients.slack, identity["user_id"], settings.digest_channel
    api_url, calls = settings.slack_api_url, pace.slack
    guests, external = settings.allow_guests, settings.allow_external
    rules = Rules(
        settings.channels,
        guests,
        external,
        settings.usergroups,
        settings.revokers,
        settings.revoke_by_two,
    )
    return Services(
        ledger=ledger,
        downloads=Downloads(slack, clients.files, token, api_url, calls),
        messages=Messages(slack, bot_user, calls),
        people=People(slack, identity["team_id"], time.monotonic, calls, rules.all_groups),
        history=History(slack, bot_user),
        uploads=Uploads(slack, clients.files, api_url, bot_user, calls, pace.looks_for_file),
        readers=readers,
        certificates=certificates,
        waiting=Waiting(certificates, time.monotonic),
        rules=rules,
        locale=settings.locale,
        digest=Digest(channel, settings.digest_cron) if channel else None,
        endpoint=endpoint,
        international=is_international(endpoint),
        history_days=settings.history_days,
        auto_mend=settings.auto_mend,
        pace=pace,
    )


def _bolt(settings: Settings, clients: Clients, identity: Mapping[str, Any]) -> AsyncApp:
    """Bolt, told once who it is, and acknowledging only what a listener has stored."""
    result = AuthorizeResult.from_auth_test_response(
        bot_token=settings.slack_bot_token.value, auth_test_response=identity
    )

    async def authorize() -> AuthorizeResult:
        return result

    return AsyncApp(
        name="letterdrop.bolt",  # Bolt sets the logger of this name up as it does `logger`
        # Without a token of its own, which Bolt would hold against `authorize`.
        client=api.web_client(None, settings.slack_api_url, clients.files),
        logger=logs.without_bodies("letterdrop.bolt"),
        authorize=authorize,
        request_verification_enabled=False,  # `http_mode.py` has done that
        process_before_response=True,
    )


@asynccontextmanager
async def _listening(
    settings: Settings, app: AsyncApp, socket: Mapping[str, Any] | None = None
) -> AsyncIterator[tuple[asyncio.Task[None], ...]]:
    """Socket Mode or HTTP mode, as set; the tasks inside end only when all is lost."""
    if settings.slack_app_token is None or socket is None:
        secret = settings.slack_signing_secret
        served = http_mode.served(app, settings.port, secret.value if secret else "")
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(served)
            except OSError as error:
                reason = f"Port {settings.port} cannot be opened: {error.strerror}."
                raise CannotStart(reason, 2) from None
            yield ()
        return
    token = settings.slack_app_token.value
    async with socket_mode.connected(app, token, socket["url"]) as keeping:
        yield (keeping,)
