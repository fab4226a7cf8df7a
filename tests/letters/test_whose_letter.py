"""A letter of another organisation is asked about first, and one of the right one goes out."""

import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from sandbox import letters
from sandbox.slack import Upload
from tests.letters.mended_letters import asked, press
from tests.running_bot import ACCEPTED, Trial, opened

SHOP = "flSFd6Fh"
COMPANY = "示例科技有限公司"  # which applies for all certificates of the sandbox
FOREIGN = "致：亚数信息科技（上海）有限公司。我公司另一网络有限公司申请证书"


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


async def dropped(trial: Trial, text: str, certificate: str = SHOP) -> str:
    return await trial.drop(f"for {certificate}", Upload("letter.pdf", letters.pdf(20_000, text)))


async def doubt(trial: Trial, ts: str) -> str:
    """What is asked before the letter goes out all the same."""
    return (await asked(trial, ts, "send_anyway")).text


async def goes_out(trial: Trial, ts: str) -> None:
    assert not trial.tencent.letters
    await press(trial, ts, "send_anyway")
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.tencent.letters) == 1


@pytest.mark.parametrize(
    ("own", "text", "other"),
    [
        (COMPANY, FOREIGN, "另一网络有限公司"),
        (
            "Example Trading Co., Ltd.",
            "To DigiCert, Inc. from Other Works GmbH.",
            "Other Works GmbH",
        ),
    ],
)
async def test_a_letter_of_another_organisation_is_asked_about(
    trial: Trial, own: str, text: str, other: str
) -> None:
    trial.tencent.certificates[SHOP].organization = own
    ts = await dropped(trial, text)
    expected = f"This letter names {other}, but the certificate is for {own}."
    assert expected in await doubt(trial, ts)
    await goes_out(trial, ts)


async def test_another_domain_and_another_organisation_are_one_question(trial: Trial) -> None:
    ts = await dropped(trial, f"{FOREIGN}，域名：www.example.org")
    assert (
        "names example.org and 另一网络有限公司,"
        f" but the certificate is for shop.example.com and {COMPANY}."
    ) in await doubt(trial, ts)
    await goes_out(trial, ts)


@pytest.mark.parametrize(
    ("own", "text"),
    [
        (COMPANY, "致：亚数信息科技（上海）有限公司。我公司示例科技有限责任公司申请证书"),
        ("Example Trading Co., Ltd.", "Example Trading Limited applies, a child of Holding AG."),
        ("Example Trading Co., Ltd.", "我公司示例科技有限公司申请证书"),
        (COMPANY, "We, Other Works GmbH, apply."),
    ],
    ids=["Chinese", "English", "cannot be compared", "nor can these"],
)
async def test_a_letter_that_may_be_of_the_right_organisation_goes_out(
    trial: Trial, own: str, text: str
) -> None:
    trial.tencent.certificates[SHOP].organization = own
    assert await trial.ended(await dropped(trial, text)) == ACCEPTED


async def test_a_certificate_that_tells_no_organisation_raises_no_doubt(trial: Trial) -> None:
    trial.tencent.certificates[SHOP].organization = ""
    assert await trial.ended(await dropped(trial, FOREIGN)) == ACCEPTED


async def test_the_ledger_and_the_log_keep_nothing_else_of_what_was_submitted(
    trial: Trial, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    submitted = trial.tencent.certificates[SHOP].details()["SubmittedData"]
    await doubt(trial, await dropped(trial, FOREIGN))
    (file,) = tmp_path.glob("*.db")
    with closing(sqlite3.connect(file)) as ledger:
        kept = str([json.loads(data) for (data,) in ledger.execute("SELECT data FROM job")])
    assert COMPANY in kept
    for name in (
        *("KeyPassword", "OrganizationAddress", "OrganizationDivision"),
        *("AdminPhoneNum", "AdminEmail", "ContactNumber", "ContactEmail", "ContactPosition"),
    ):
        assert submitted[name]
        assert submitted[name] not in kept
        assert submitted[name] not in caplog.text
