"""Log lines as text or JSON, on stderr, without secrets."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

# Below these levels they write message texts and addresses, which are nobody's business here;
# stamina's retries are told by the module that makes them, and a bad request from the internet
# (aiohttp) is no error of ours.
LEAST_LEVELS = {
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "stamina": logging.CRITICAL,
    "aiohttp": logging.CRITICAL,
}


def configure(level: str, form: str, secrets: Iterable[str]) -> None:
    """Set the root logger up: `level` a name of logging's, `form` "text" or "json"."""
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    inner = _Json() if form == "json" else text
    handler.setFormatter(_WithoutSecrets(inner, [s for s in secrets if s]))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in LEAST_LEVELS.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))


def without_bodies(name: str) -> logging.Logger:
    """A logger for a library that writes whole messages into the log at DEBUG."""
    logger = logging.getLogger(name)
    logger.setLevel(max(logging.INFO, logging.getLogger().level))
    return logger


class _Json(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class _WithoutSecrets(logging.Formatter):
    """A belt for what other libraries may log: known secrets are replaced, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: list[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = sorted(secrets, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line
