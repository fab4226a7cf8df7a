"""Log lines: no secret in any spelling, and no request that others have sent."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import logs
from tests.for_each import for_each
from tests.running_bot import opened

SECRETS = ["made-up-1", 'w0"rd\\1', "密码-secret"]


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    names = (*logs.LEAST_LEVELS, "letterdrop.audit")
    levels = {name: logging.getLogger(name).level for name in names}
    filters = {name: logging.getLogger(name).filters[:] for name in logs.OF_STRANGERS}
    yield
    for name, those in filters.items():
        logging.getLogger(name).filters[:] = those
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_written_in_any_spelling(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hide = logs.configure("INFO", form, SECRETS)
    try:
        raise ValueError(SECRETS[0])
    except ValueError:
        logging.getLogger("letterdrop.test").exception("it failed with %s", " ".join(SECRETS))
    log = capsys.readouterr().err
    assert "it failed with *** *** ***" in log
    assert "ValueError: ***" in log
    assert not [each for each in ("made-up-1", "w0", "密码") if each in log]
    assert hide("with made-up-1.") == "with ***."


def test_no_line_of_the_log_can_be_forged_with_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text", ())
    forged = "2026-01-02 03:04:05,678 INFO job 1: told its result"
    for end in ("\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028"):
        try:
            raise ValueError(f"c.pdf{end}{forged}")
        except ValueError:
            logging.getLogger("letterdrop.test").exception("file a.pdf%s%s", end, forged)
    lines = capsys.readouterr().err.splitlines()
    assert [each for each in lines if each.startswith(forged[:4]) and forged in each] == []
    assert sum(each.startswith(f"    {forged}") for each in lines) == 14


def test_a_line_of_json_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json", ())
    name = "确认函\n\r\v\f\x85\u2028\u2029.pdf"
    logging.getLogger("letterdrop.test").info("file %s", name)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["message"] == f"file {name}"
    assert "确认函" in line


async def test_bolt_leaves_the_bots_own_logger_alone(tmp_path: Path) -> None:
    async with opened(tmp_path):
        own = logging.getLogger("letterdrop")
        assert (own.level, own.filters) == (logging.NOTSET, [])


WHOLE = {"type": "event_callback", "text": "a private word (with more) (signature: x)"}


@for_each(
    ("words", "kept"),
    [
        (
            f"Invalid request signature detected (signature: v0, timestamp: 1, body: {WHOLE})",
            "Invalid request signature detected",
        ),
        (f"Unhandled request ({WHOLE})\n---\n[Suggestion] Do so", "Unhandled request"),
        (
            f"A global middleware (mine) skipped calling the next for the request ({WHOLE})",
            "A global middleware (mine) skipped calling the next for the request",
        ),
        ("Bolt app is running! (in development)", "Bolt app is running! (in development)"),
    ],
)
def test_bolts_words_stay_without_the_request(words: str, kept: str) -> None:
    logger = logs.without_bodies("letterdrop.test.bolt")
    record = logger.makeRecord(logger.name, logging.INFO, "", 0, words, (), None)
    assert logger.filter(record)
    assert record.getMessage() == kept


def test_who_did_what_is_told_at_every_level_and_in_json_by_fields(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("ERROR", "json", ())
    logging.getLogger("letterdrop.letters").warning("not this")
    logging.getLogger("letterdrop.audit").info("x", extra={"fields": {"act": "upload"}})
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["act"] == "upload"


def test_of_what_strangers_bring_about_few_lines_are_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.configure("INFO", "text", ())
    monkeypatch.setattr(logs.time, "monotonic", lambda: 0.0)
    for number in range(100):
        logging.getLogger("letterdrop.http").warning("refused: %d", number)
        logging.getLogger("letterdrop.letters").warning("a letter: %d", number)
    monkeypatch.setattr(logs.time, "monotonic", lambda: 60.0)
    logging.getLogger("letterdrop.http").warning("refused: %d", 100)
    lines = capsys.readouterr().err.splitlines()
    assert sum("a letter" in each for each in lines) == 100
    refused = [each for each in lines if "refused" in each]
    assert len(refused) == logs.FEW + 1
    assert refused[-1].endswith(f"refused: 100 (before that, {100 - logs.FEW} times more)")


def test_a_line_is_no_longer_than_somebody_reads_and_no_half_secret_is_at_its_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("INFO", "text", SECRETS)
    logging.getLogger("letterdrop.test").warning(
        "%s%s", "x" * (logs.LONGEST_MESSAGE - 4), "made-up-1"
    )
    logging.getLogger("letterdrop.test").warning("x" * 1_000_000)
    log = capsys.readouterr().err
    assert len(log) < 3 * logs.LONGEST_MESSAGE
    assert "made" not in log
