"""Environment and `.env` → Settings, or all faults in one message.

`Settings` is the table of all variables: where each is read from, how, and what it is if nobody
sets it. The environment wins over `.env`; a variable that is empty counts as not set. They are
listed for operators in docs/operate.md, `.env.example` explains each.
"""

import io
import logging
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from dotenv import dotenv_values

from bot.locales.languages import LANGUAGES, language_of
from bot.schedule import is_cron
from bot.slack.shapes import LOOPBACK

log = logging.getLogger("letterdrop")

T = TypeVar("T")
Number = TypeVar("Number", int, float)
Ids = frozenset[str]

NO_WAY_IN = (
    "is missing (Socket Mode; Basic Information → App-Level Tokens, xapp-…); "
    "or set SLACK_SIGNING_SECRET for HTTP mode."
)


@dataclass(frozen=True, repr=False)
class Secret:
    """A value that shows only stars wherever it is printed by mistake."""

    value: str

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__


_PROXIES = ("https_proxy", "http_proxy", "all_proxy")  # which httpx and Slack's SDK take
_QUOTES = "\"'`“”‘’"
_ESCAPE = (
    "has a user or password with characters that mean something else in an address: "
    "write @ as %40, / as %2F, # as %23, ? as %3F, % as %25."
)
_TO_BE_ESCAPED = re.compile(r"[@/?#\[\]\s]|%(?![0-9A-Fa-f]{2})")


class Malformed(Exception):
    """Why a variable cannot be used; the text never holds the value of a secret."""


# How each kind of value is read ------------------------------------------------------------------


def _secret(value: str, prefix: str = "") -> Secret:
    if not value.startswith(prefix):
        raise Malformed(f"must begin with {prefix} (another kind of token was pasted).")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise Malformed("has blanks or characters that no key has. Copy it again.")
    return Secret(value)


_bot_token, _app_token = partial(_secret, prefix="xoxb-"), partial(_secret, prefix="xapp-")


def _parts(value: str) -> SplitResult:
    """An address taken apart; an empty one for what cannot be."""
    with suppress(ValueError):
        url = urlsplit(value)
        _ = (url.hostname or "").encode("idna"), url.port  # read only when they are asked for
        return url
    return urlsplit("")


def _url(value: str) -> str:
    url = _parts(value)
    if not url.hostname or url.username or url.query or url.fragment:
        raise Malformed("must be an address such as https://host.example/path.")
    if url.scheme != "https" and not (url.scheme == "http" and url.hostname in LOOPBACK):
        raise Malformed("must begin with https:// (http:// is for this computer only).")
    return value.rstrip("/") + "/"


def _origin(value: str) -> str:
    url = urlsplit(_url(value))
    if url.path.strip("/"):
        raise Malformed("must be a host without a path, such as https://ssl.tencentcloudapi.com.")
    return f"{url.scheme}://{url.netloc}"


def _database(value: str) -> Secret:
    scheme, _, rest = value.partition("://")
    if scheme == "sqlite" and re.fullmatch(r"/[^?]+", rest) and ":memory:" not in rest:
        return Secret(value)
    address, _, query = rest.partition("?")
    if "@" in query and "/" not in address:  # the mark stands in the password
        address, query = rest, ""
    login, at, place = address.rpartition("@")
    host, _, name = place.partition("/")
    if scheme in ("postgresql", "postgres"):
        if _TO_BE_ESCAPED.search(login):
            raise Malformed(_ESCAPE)
        if host.lower().startswith("%2f"):  # a socket's folder, as libpq writes it
            return Secret(f"postgresql://{login}{at}/{name}?host={host}&{query}".rstrip("&"))
        url = _parts(f"postgresql://{host}")
        if url.scheme and url.port != 0 and (url.hostname or name or "host=" in query):
            return Secret(f"postgresql://{rest}")
    raise Malformed("must be sqlite:///PATH or postgresql://user:password@host/name.")


def _as(read_value: Callable[[str], T | None], fault: str) -> Callable[[str], T]:
    """What is made of a value; None or a ValueError: it is malformed, as `fault` says."""

    def parse(value: str) -> T:
        with suppress(ValueError):
            if (found := read_value(value)) is not None:
                return found
        raise Malformed(fault)

    return parse


def _up_to(most: float, number: Number) -> Number | None:
    """A number above 0; the limit keeps typing errors out, and what is none (nan)."""
    return number if 0 < number <= most else None


_port = _as(lambda value: _up_to(65_535, int(value)), "must be a port number from 1 to 65535.")
_days = _as(lambda value: _up_to(99_999, int(value)), "must be a number of days, 1 or more.")
_rate = _as(
    lambda value: _up_to(1_000, float(value)), "must be a number of calls a second, such as 10."
)


def _ids(kind: str, first: str, example: str) -> Callable[[str], Ids]:
    """Slack's IDs of this kind, which begin with one of the letters `first`; comma separated."""

    def parse(value: str) -> Ids:
        ids = [part.strip() for part in value.split(",") if part.strip()]
        for number, each in enumerate(ids, start=1):
            if not re.fullmatch(rf"[{first}][A-Z0-9]{{2,20}}", each):  # it may be a secret
                which = f", and number {number} of them is none" if len(ids) > 1 else ""
                raise Malformed(f"needs {kind} IDs such as {example}{which}.")
        return frozenset(ids)

    return parse


_channels = _ids("channel", "CGD", "C0123ABCD")
_usergroups = _ids("user group", "S", "S0123ABCD")
_revokers = _ids("user group or user", "SUW", "S0123ABCD")


def _channel(value: str) -> str:
    ids = _channels(value)
    if len(ids) != 1:
        raise Malformed("must be one channel ID such as C0123ABCD.")
    return next(iter(ids))


def _word(values: Mapping[str, T], fault: str) -> Callable[[str], T]:
    """One of these words, in any case, and what it means."""
    return _as(lambda value: values.get(value.lower()), fault)


_cron = _as(
    lambda value: value if is_cron(value) else None,
    "must be minute, hour, day of the month, month and weekday, as in 0 9 * * 1-5.",
)
_locale = _as(language_of, f"must be {' or '.join(LANGUAGES)}.")
_flag = _word(
    {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False},
    "must be true or false.",
)
_log_level = _word(
    {name.lower(): name for name in ("DEBUG", "INFO", "WARNING", "ERROR")},
    "must be one of DEBUG, INFO, WARNING, ERROR.",
)
_log_format = _word({"text": "text", "json": "json"}, "must be one of text, json.")


# The variables -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Variable:
    """A variable: its name (and another one that counts as well), and how its value is read.

    `parse` raises Malformed. `missing`: what the operator is told where it is required; else "".
    """

    names: str
    parse: Callable[[str], Any] = _secret
    default: Any = None
    missing: str = ""

    def read(self, given: Mapping[str, str], faults: dict[str, str]) -> Any:
        """Return its value, or its default; what is wrong with it is added to `faults`."""
        present = [name for name in self.names.split() if name in given]
        if self.missing and not present:
            faults[self.names] = f"is missing. {self.missing}"
        for name in present:
            try:
                if given[name][0] in _QUOTES or given[name][-1] in _QUOTES:
                    raise Malformed("stands in quotes, which `docker --env-file` keeps. Drop them.")
                return self.parse(given[name])
            except Malformed as fault:
                faults[name] = str(fault)
        return self.default


_BOT_TOKEN = "OAuth & Permissions → Bot Token, xoxb-…"  # noqa: S105 - where to find one
_SECRET_ID = "Tencent Cloud console → CAM → API Keys."  # noqa: S105 - the same
_SECRET_KEY = "It is shown once, beside its SecretId."  # noqa: S105 - the same


@dataclass(frozen=True)
class Settings:
    """What the operator decided. Only app.py uses it; the others get plain values."""

    slack_bot_token: Annotated[Secret, Variable("SLACK_BOT_TOKEN", _bot_token, missing=_BOT_TOKEN)]
    slack_app_token: Annotated[Secret | None, Variable("SLACK_APP_TOKEN", _app_token)]
    slack_signing_secret: Annotated[Secret | None, Variable("SLACK_SIGNING_SECRET")]
    port: Annotated[int, Variable("PORT", _port, 3000)]
    slack_api_url: Annotated[str, Variable("SLACK_API_URL", _url, "https://slack.com/api/")]
    secret_id: Annotated[Secret, Variable("TENCENTCLOUD_SECRET_ID", missing=_SECRET_ID)]
    secret_key: Annotated[Secret, Variable("TENCENTCLOUD_SECRET_KEY", missing=_SECRET_KEY)]
    session_token: Annotated[
        Secret | None, Variable("TENCENTCLOUD_TOKEN TENCENTCLOUD_SECURITY_TOKEN")
    ]
    ssl_endpoint: Annotated[
        str, Variable("TENCENTCLOUD_SSL_ENDPOINT", _origin, "https://ssl.tencentcloudapi.com")
    ]
    rate_limit: Annotated[float, Variable("TENCENTCLOUD_RATE_LIMIT", _rate, 10.0)]
    database_url: Annotated[
        Secret, Variable("DATABASE_URL", _database, Secret("sqlite:///letterdrop.db"))
    ]
    channels: Annotated[Ids, Variable("LETTERDROP_CHANNELS", _channels, frozenset())]
    usergroups: Annotated[Ids, Variable("LETTERDROP_USERGROUPS", _usergroups, frozenset())]
    revokers: Annotated[Ids, Variable("LETTERDROP_REVOKERS", _revokers, frozenset())]
    revoke_by_two: Annotated[bool, Variable("LETTERDROP_REVOKE_BY_TWO", _flag, default=False)]
    allow_guests: Annotated[bool, Variable("LETTERDROP_ALLOW_GUESTS", _flag, default=False)]
    allow_external: Annotated[bool, Variable("LETTERDROP_ALLOW_EXTERNAL", _flag, default=False)]
    auto_mend: Annotated[bool, Variable("LETTERDROP_AUTO_MEND", _flag, default=False)]
    digest_channel: Annotated[str | None, Variable("LETTERDROP_DIGEST_CHANNEL", _channel)]
    digest_cron: Annotated[str, Variable("LETTERDROP_DIGEST_CRON", _cron, "0 9 * * 1-5")]
    history_days: Annotated[int, Variable("LETTERDROP_HISTORY_DAYS", _days, 400)]
    locale: Annotated[str | None, Variable("LETTERDROP_LOCALE", _locale)]
    log_level: Annotated[str, Variable("LOG_LEVEL", _log_level, "INFO")]
    log_format: Annotated[str, Variable("LOG_FORMAT", _log_format, "text")]

    @property
    def secrets(self) -> list[str]:
        """All secrets, in every spelling; what is shorter than four characters protects nothing."""
        url = urlsplit(self.database_url.value)
        alone = [url.password or "", *parse_qs(url.query).get("password", ())]
        found = [each.value for each in vars(self).values() if isinstance(each, Secret)]
        return [each for each in (*found, *alone, *map(unquote, alone)) if len(each) > 3]  # noqa: PLR2004


def variables() -> dict[str, Variable]:
    """Return each field of `Settings` with the variable that fills it."""
    return {each.name: get_args(each.type)[1] for each in fields(Settings)}


class BadSettings(Exception):
    """Everything that is missing or malformed, a line each, without any value of a secret."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = dict(faults)

    def message(self) -> str:
        """The one message for the operator."""
        width = max(map(len, self.faults))
        lines = [f"  {name:<{width}}  {fault}" for name, fault in self.faults.items()]
        what = "One setting needs" if len(lines) == 1 else f"{len(lines)} settings need"
        first = f"Letterdrop cannot start. {what} attention:"
        last = "Set them in the environment or in a file .env; .env.example explains each."
        return "\n".join([first, *lines, last])


def read(environ: Mapping[str, str], dotenv: Path) -> Settings:
    """Settings from the environment and the file `dotenv` (which may be missing).

    Raises BadSettings, which names all faults at once.
    """
    given, unread = _given(environ, dotenv)
    faults: dict[str, str] = {}
    if given.keys().isdisjoint({"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"}):
        faults["SLACK_APP_TOKEN"] = NO_WAY_IN
    values = {name: variable.read(given, faults) for name, variable in variables().items()}
    outside = (values["slack_api_url"], values["ssl_endpoint"])
    if any(urlsplit(each).hostname not in LOOPBACK for each in outside):
        faults |= _proxy_faults(environ)
    if faults:
        raise BadSettings(unread | faults)
    for name, fault in unread.items():
        log.warning("%s %s Only the environment counts.", name, fault)
    return Settings(**values)


def read_database_url(environ: Mapping[str, str], dotenv: Path) -> str:
    """The address of the ledger, for commands that need nothing else. Raises BadSettings."""
    given, unread = _given(environ, dotenv)
    faults: dict[str, str] = {}
    url = variables()["database_url"].read(given, faults)
    if faults:
        raise BadSettings(unread | faults)
    return str(url.value)


def _given(environ: Mapping[str, str], dotenv: Path) -> tuple[dict[str, str], dict[str, str]]:
    """What is set, the environment first, and why the file cannot be read. Raises BadSettings."""
    in_file, unread = _in_file(dotenv)
    given = {name: (value or "").strip() for name, value in {**in_file, **environ}.items()}
    return {name: value for name, value in given.items() if value}, unread


def _in_file(dotenv: Path) -> tuple[Mapping[str, str | None], dict[str, str]]:
    """What it holds, and why it cannot be read. Raises BadSettings for what is no text."""
    try:
        text = dotenv.read_text(encoding="utf-8-sig")  # with the mark that Windows sets
    except FileNotFoundError:
        return {}, {}
    except UnicodeDecodeError:
        text = "\0"
    except OSError as error:
        return {}, {".env": f"cannot be read: {error.strerror}."}
    if "\0" in text:
        raise BadSettings({".env": "is no UTF-8 text. Save it as UTF-8."})
    return dotenv_values(stream=io.StringIO(text)), {}


def _proxy_faults(environ: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the environment's proxies, by variable."""
    faults = {}
    for name, value in environ.items():
        if name.lower() in _PROXIES and value.strip():
            url = _parts(value if "://" in value else f"http://{value}")
            if not url.hostname or url.scheme not in ("http", "https"):
                faults[name] = "must be http://host:port (SOCKS cannot be used). Or unset it."
    return faults
