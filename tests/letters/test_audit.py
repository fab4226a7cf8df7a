"""Who did what is told, by the audit log and by `python -m bot history`; and who may revoke."""

import json
import logging
from pathlib import Path

import pytest

from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, GUEST, WANG_FANG, Upload
from sandbox.tencent import Fault
from tests import forkserver
from tests.jobs.ledger_rows import url_in
from tests.letters.test_revocation import CONFIRM, OLD, SHOP, asked, confirmed, sent, thread
from tests.running_bot import ACCEPTED, REFUSED, Trial, opened

CONFIRMATION = Upload("letter.jpg", letters.jpg(20_000))
GROUP = "S0CERTTEAM"


def told(caplog: pytest.LogCaptureFixture, *names: str) -> list[list[str]]:
    """Of each line of the audit log what stands under these names."""
    lines = [vars(each)["fields"] for each in caplog.records if each.name == "letterdrop.audit"]
    return [[line.get(name, "") for name in names] for line in lines]


def denials(trial: Trial, user: str) -> list[str]:
    return [each.text for each in trial.slack.ephemerals if each.ephemeral_for == user]


async def test_an_upload_and_its_refusal_are_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "letterdrop.audit")
    async with opened(tmp_path) as trial:
        ts = await trial.drop(f"for {SHOP}", CONFIRMATION)
        assert await trial.ended(ts) == ACCEPTED
        trial.tencent.faults.add(
            "UploadConfirmLetter", Fault(code="AuthFailure.UnauthorizedOperation")
        )
        again = await trial.drop("for Eq4hcD10", CONFIRMATION, user=WANG_FANG)
        assert await trial.ended(again) == REFUSED
        (letter,) = trial.tencent.letters
    names = (
        "act",
        "person",
        "channel",
        "message",
        "certificate",
        "letter",
        "outcome",
        "request_id",
    )
    here = ["upload", ALICE, CERTIFICATES, ts, SHOP, "confirmation", "accepted"]
    first, second = told(caplog, *names)
    assert first == [*here, letter.request_id]
    assert second[:6] == ["upload", WANG_FANG, CERTIFICATES, again, "Eq4hcD10", "confirmation"]
    assert second[6] != "accepted"


@pytest.mark.parametrize("revokers", [GROUP, WANG_FANG])
async def test_only_revokers_confirm_a_revocation(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, revokers: str
) -> None:
    caplog.set_level(logging.INFO, "letterdrop.audit")
    async with opened(tmp_path, {"LETTERDROP_REVOKERS": revokers}) as trial:
        trial.slack.usergroups[GROUP] = [WANG_FANG]
        question = await asked(trial)
        await trial.slack.click(question, CONFIRM, user=ALICE)
        await trial.slack.until(lambda: denials(trial, ALICE))
        assert "You can't confirm revocation letters" in denials(trial, ALICE)[0]
        assert revokers in denials(trial, ALICE)[0]
        assert sent(trial) == []
        assert await confirmed(trial, question, WANG_FANG) == ACCEPTED
    assert told(caplog, "act", "person", "why", "confirmed") == [
        ["denial", ALICE, "not-a-revoker", ""],
        ["confirmation", WANG_FANG, "", ""],
        ["upload", ALICE, "", f"revocation by {WANG_FANG}"],
    ]


async def test_a_revocation_by_two_needs_somebody_else(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_REVOKE_BY_TWO": "true"}) as trial:
        question = await asked(trial)
        await trial.slack.click(question, CONFIRM, user=ALICE)
        await trial.slack.until(lambda: denials(trial, ALICE))
        assert "Somebody else must confirm" in denials(trial, ALICE)[0]
        assert sent(trial) == []
        assert await confirmed(trial, question, WANG_FANG) == ACCEPTED
        plain = await trial.drop(f"for {SHOP}", CONFIRMATION)
        assert await trial.ended(plain) == ACCEPTED


async def test_the_history_tells_from_the_ledger_what_the_log_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "letterdrop.audit")
    url = url_in(tmp_path)
    async with opened(tmp_path) as trial:
        question = await asked(trial)
        assert await confirmed(trial, question, WANG_FANG) == ACCEPTED
        await trial.drop(f"for {SHOP}", CONFIRMATION, user=GUEST)
        await trial.slack.until(lambda: denials(trial, GUEST))
        await trial.slack.command("/letter", "pending", user=GUEST, channel=CERTIFICATES)
        lines = await history(url, tmp_path, "--since", "1d", "--json")
    logged = told(caplog, "act", "person", "certificate", "request_id", "confirmed")
    found = [json.loads(each) for each in lines]
    names = ("act", "person", "certificate", "request_id", "confirmed")
    from_ledger = [[each.get(name, "") for name in names] for each in found]
    assert [each for each in logged if each[0] == "upload"] == from_ledger[:1]
    assert ["denial", GUEST, "", "", ""] in from_ledger
    assert ["look", GUEST] in told(caplog, "wanted", "person")
    assert await history(url, tmp_path, "--since", "2030-01-01") == []
    (upload, _) = await history(url, tmp_path)
    assert f"act=upload letter=revocation outcome=accepted certificate={OLD}" in upload
    assert thread(question) in upload


async def history(url: str, folder: Path, *words: str) -> list[str]:
    environment = {"DATABASE_URL": url}
    code, out, err = await forkserver.ran(
        "bot", "history", *words, folder=folder, environment=environment
    )
    assert (code, err) == (0, "")
    return out.splitlines()


async def test_a_ledger_out_of_reach_ends_the_history_with_1(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/x.db"}
    code, out, err = await forkserver.ran(
        "bot", "history", folder=tmp_path, environment=environment
    )
    assert (code, out) == (1, "")
    assert err.startswith("The database does not open: ")
