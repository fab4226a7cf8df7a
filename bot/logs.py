"""Log lines as text or JSON, on stderr, without secrets."""

import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

# Below these levels they write message texts and addresses, which are nobody's business here, and
# a bad request from the internet (aiohttp) is no error of ours.
LEAST_LEVELS = {
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "aiohttp": logging.CRITICAL,
}

OF_STRANGERS = ("asyncio", "letterdrop.http")
"""What anybody who reaches the port brings about: without descriptors asyncio tells each time."""

FEW = 5  # lines of one kind in a minute
LONGEST_MESSAGE = 4_000  # characters of a line; what others wrote parts of may be of any length


def configure(level: str, form: str, secrets: Iterable[str]) -> Callable[[str], str]:
    """Set the root logger up; return what hides the secrets in texts that are written elsewhere.

    `level`: a name of logging's; `form`: "text" or "json".
    """
    handler = logging.StreamHandler(sys.stderr)
    text = _Text("%(asctime)s %(levelname)s %(message)s")
    formatter = _WithoutSecrets(_Json() if form == "json" else text, secrets)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in LEAST_LEVELS.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
    logging.getLogger("letterdrop.audit").setLevel(logging.INFO)  # who did what is always told
    for name in OF_STRANGERS:
        logging.getLogger(name).addFilter(_Seldom())
    return formatter.hide


class _Seldom(logging.Filter):
    """Lets `FEW` lines a minute pass that are alike; the next one tells how many did not."""

    def __init__(self) -> None:
        super().__init__()
        self._minutes: dict[str, tuple[int, int]] = {}  # by the words: which one, lines in it

    def filter(self, record: logging.LogRecord) -> bool:
        words, minute = str(record.msg)[:100], int(time.monotonic() // 60)
        since, count = self._minutes.get(words, (minute, 0))
        if since == minute:
            self._minutes[words] = minute, count + 1
            return count < FEW
        self._minutes = {words: (minute, 1)}
        if count > FEW:
            record.msg = f"{record.getMessage()} (before that, {count - FEW} times more)"
            record.args = ()
        return True


def without_bodies(name: str) -> logging.Logger:
    """A logger for Bolt, which writes whole messages into the log: at DEBUG, and unsigned ones."""
    logger = logging.getLogger(name)
    logger.setLevel(max(logging.INFO, logging.getLogger().level))
    logger.addFilter(_cut_body)  # Bolt's own loggers take it from this one
    return logger


def _cut_body(record: logging.LogRecord) -> bool:
    """Keep Bolt's words, without the request that it puts behind them in parentheses."""
    words = re.sub(r"(?s) \((?:signature: |\{).*", "", record.getMessage())
    record.msg, record.args = words, ()
    return True


class _Text(logging.Formatter):
    """A line for people; what follows it is indented, so that nobody forges one with a name."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n    ".join(super().format(record).splitlines())


class _Json(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        text = json.dumps(line, ensure_ascii=False)
        # What JSON allows as it is, and some readers take for the end of a line.
        return re.sub("[\x7f-\x9f\u2028\u2029]", lambda odd: f"\\u{ord(odd[0]):04x}", text)


class _WithoutSecrets(logging.Formatter):
    """A belt for what other libraries may log: known secrets are replaced, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        spelled = {each for s in secrets for each in (s, json.dumps(s, ensure_ascii=False)[1:-1])}
        self._secrets = sorted(spelled - {""}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        message = self.hide(record.getMessage())
        if len(message) > LONGEST_MESSAGE:
            record = logging.makeLogRecord(vars(record))
            record.msg, record.args = f"{message[:LONGEST_MESSAGE]} …", ()
        return self.hide(self._inner.format(record))

    def hide(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text
