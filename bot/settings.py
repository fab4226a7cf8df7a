"""Environment and `.env` → Settings, or all faults in one message.

The environment wins over `.env`; a variable that is empty counts as not set. The table of all
variables is in README.md, their explanation in `.env.example`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.schedule import is_cron

T = TypeVar("T")

NO_WAY_IN = (
    "is missing (Socket Mode; Basic Information → App-Level Tokens, xapp-…); "
    "or set SLACK_SIGNING_SECRET for HTTP mode."
)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, repr=False)
class Secret:
    """A value that shows only stars wherever it is printed by mistake."""

    value: str

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__


@dataclass(frozen=True)
class Settings:
    """What the operator decided. Only app.py uses it; the rooms get plain values."""

    slack_bot_token: Secret
    slack_app_token: Secret | None
    slack_signing_secret: Secret | None
    port: int
    slack_api_url: str
    secret_id: Secret
    secret_key: Secret
    session_token: Secret | None
    ssl_endpoint: str
    rate_limit: float
    database_url: Secret
    channels: frozenset[str]
    usergroups: frozenset[str]
    allow_guests: bool
    allow_external: bool
    auto_mend: bool
    digest_channel: str | None
    digest_cron: str
    history_days: int
    locale: str | None
    log_level: str
    log_format: str


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
        return "\n".join(
            [
                f"Letterdrop cannot start. {what} attention:",
                *lines,
                "Set them in the environment or in a file .env; .env.example explains each.",
            ]
        )


class Malformed(Exception):
    """Why a variable cannot be used; the text never holds the value of a secret."""


def read(environ: Mapping[str, str], dotenv: Path) -> Settings:
    """Settings from the environment and the file `dotenv` (which may be missing).

    Raises BadSettings, which names all faults at once.
    """
    return _settings(_Reader({**_file(dotenv), **environ}))


def _file(dotenv: Path) -> dict[str, str]:
    try:
        return {k: v for k, v in dotenv_values(dotenv).items() if v is not None}
    except UnicodeDecodeError:
        raise BadSettings({".env": "is no UTF-8 text. Save it as UTF-8."}) from None


class _Reader:
    """Takes variables one by one and collects what is wrong with them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = {k: v.strip() for k, v in variables.items() if v.strip()}
        self.faults: dict[str, str] = {}

    def has(self, name: str) -> bool:
        return name in self.variables

    def optional(self, name: str, parse: Callable[[str], T], default: T) -> T:
        if name not in self.variables:
            return default
        try:
            return parse(self.variables[name])
        except Malformed as fault:
            self.faults[name] = str(fault)
            return default

    def required(self, name: str, parse: Callable[[str], T], default: T, hint: str) -> T:
        if name not in self.variables:
            self.faults[name] = f"is missing. {hint}"
        return self.optional(name, parse, default)


def _settings(read: _Reader) -> Settings:
    none = Secret("")
    if not read.has("SLACK_APP_TOKEN") and not read.has("SLACK_SIGNING_SECRET"):
        read.faults |= {"SLACK_APP_TOKEN": NO_WAY_IN}
    settings = Settings(
        slack_bot_token=read.required(
            "SLACK_BOT_TOKEN", _token("xoxb-"), none, "OAuth & Permissions → Bot Token, xoxb-…"
        ),
        slack_app_token=read.optional("SLACK_APP_TOKEN", _token("xapp-"), none) or None,
        slack_signing_secret=read.optional("SLACK_SIGNING_SECRET", _secret, none) or None,
        port=read.optional("PORT", _port, 3000),
        slack_api_url=read.optional("SLACK_API_URL", _url, "https://slack.com/api").rstrip("/")
        + "/",
        secret_id=read.required(
            "TENCENTCLOUD_SECRET_ID", _secret, none, "Tencent Cloud console → CAM → API Keys."
        ),
        secret_key=read.required(
            "TENCENTCLOUD_SECRET_KEY", _secret, none, "It is shown once, beside its SecretId."
        ),
        session_token=read.optional("TENCENTCLOUD_TOKEN", _secret, none)
        or read.optional("TENCENTCLOUD_SECURITY_TOKEN", _secret, none)
        or None,
        ssl_endpoint=read.optional(
            "TENCENTCLOUD_SSL_ENDPOINT", _origin, "https://ssl.tencentcloudapi.com"
        ),
        rate_limit=read.optional("TENCENTCLOUD_RATE_LIMIT", _rate, 10.0),
        database_url=read.optional("DATABASE_URL", _database, Secret("sqlite:///letterdrop.db")),
        channels=read.optional("LETTERDROP_CHANNELS", _channels, frozenset()),
        usergroups=read.optional("LETTERDROP_USERGROUPS", _usergroups, frozenset()),
        allow_guests=read.optional("LETTERDROP_ALLOW_GUESTS", _flag, default=False),
        allow_external=read.optional("LETTERDROP_ALLOW_EXTERNAL", _flag, default=False),
        auto_mend=read.optional("LETTERDROP_AUTO_MEND", _flag, default=False),
        digest_channel=read.optional("LETTERDROP_DIGEST_CHANNEL", _channel, None),
        digest_cron=read.optional("LETTERDROP_DIGEST_CRON", _cron, "0 9 * * 1-5"),
        history_days=read.optional("LETTERDROP_HISTORY_DAYS", _days, 400),
        locale=read.optional("LETTERDROP_LOCALE", _locale, None),
        log_level=read.optional("LOG_LEVEL", _one_of("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
        log_format=read.optional("LOG_FORMAT", _one_of("text", "json"), "text"),
    )
    if read.faults:
        raise BadSettings(read.faults)
    return settings


# How each kind of value is read ------------------------------------------------------------------


def _secret(value: str) -> Secret:
    if not value.isascii() or not value.isprintable() or " " in value:
        raise Malformed("has blanks or characters that no key has. Copy it again.")
    return Secret(value)


def _token(prefix: str) -> Callable[[str], Secret]:
    def parse(value: str) -> Secret:
        if not value.startswith(prefix):
            raise Malformed(f"must begin with {prefix} (another kind of token was pasted).")
        return _secret(value)

    return parse


def _url(value: str) -> str:
    try:
        url = urlsplit(value)
        host, _ = url.hostname, url.port
    except ValueError:
        raise Malformed("is not an address.") from None
    if not host or url.username or url.query or url.fragment:
        raise Malformed("must be an address such as https://host.example/path.")
    if url.scheme != "https" and not (url.scheme == "http" and host in LOOPBACK):
        raise Malformed("must begin with https:// (http:// is for this computer only).")
    return value


def _origin(value: str) -> str:
    url = urlsplit(_url(value))
    if url.path not in ("", "/"):
        raise Malformed("must be a host without a path, such as https://ssl.tencentcloudapi.com.")
    return f"{url.scheme}://{url.netloc}"


def _database(value: str) -> Secret:
    scheme, _, rest = value.partition("://")
    if scheme == "sqlite" and re.fullmatch(r"/[^?]+", rest) and ":memory:" not in rest:
        return Secret(value)
    if scheme in ("postgresql", "postgres") and _has_host_and_port(value):
        return Secret("postgresql://" + rest)
    raise Malformed("must be sqlite:///PATH or postgresql://user:password@host/name.")


def _has_host_and_port(value: str) -> bool:
    try:
        url = urlsplit(value)
        return bool(url.hostname) and url.port != 0
    except ValueError:
        return False


def _rate(value: str) -> float:
    try:
        rate = float(value)
    except ValueError:
        rate = 0.0
    if not 0 < rate <= 1000:  # noqa: PLR2004 - no account has more; also keeps nan and inf out
        raise Malformed("must be a number of calls a second, such as 10.")
    return rate


def _is_number(value: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", value) is not None


def _port(value: str) -> int:
    if not _is_number(value) or not 0 < int(value) < 65536:  # noqa: PLR2004 - TCP
        raise Malformed("must be a port number from 1 to 65535.")
    return int(value)


def _days(value: str) -> int:
    if not _is_number(value) or not 0 < int(value) < 100_000:  # noqa: PLR2004 - a typing error
        raise Malformed("must be a number of days, 1 or more.")
    return int(value)


def _ids(kind: str, first: str, example: str) -> Callable[[str], frozenset[str]]:
    """Slack's IDs of this kind, which begin with one of the letters `first`; comma separated."""

    def parse(value: str) -> frozenset[str]:
        ids = [part.strip() for part in value.split(",") if part.strip()]
        for each in ids:
            if not re.fullmatch(rf"[{first}][A-Z0-9]{{2,20}}", each):
                raise Malformed(f"needs {kind} IDs such as {example}, and “{each[:40]}” is none.")
        return frozenset(ids)

    return parse


_channels = _ids("channel", "CGD", "C0123ABCD")
_usergroups = _ids("user group", "S", "S0123ABCD")


def _channel(value: str) -> str:
    ids = _channels(value)
    if len(ids) != 1:
        raise Malformed("must be one channel ID such as C0123ABCD.")
    return next(iter(ids))


def _cron(value: str) -> str:
    if not is_cron(value):
        raise Malformed(
            "must be minute, hour, day of the month, month and weekday, as in 0 9 * * 1-5."
        )
    return value


def _flag(value: str) -> bool:
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if value.lower() not in known:
        raise Malformed("must be true or false.")
    return known[value.lower()]


def _locale(value: str) -> str | None:
    known = {"en": "en-US", "en-us": "en-US", "zh": "zh-CN", "zh-cn": "zh-CN"}
    name = value.lower().replace("_", "-")
    if name not in known:
        raise Malformed("must be en or zh-CN.")
    return known[name]


def _one_of(*names: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        for name in names:
            if value.lower() == name.lower():
                return name
        raise Malformed(f"must be one of {', '.join(names)}.")

    return parse
