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
from tests.running_bot import ACCEPTED, House, opened

SHOP = "flSFd6Fh"
COMPANY = "示例科技有限公司"  # which applies for all certificates of the sandbox
FOREIGN = "致：亚数信息科技（上海）有限公司。我公司另一网络有限公司申请证书"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def dropped(house: House, text: str, certificate: str = SHOP) -> str:
    return await house.drop(f"for {certificate}", Upload("letter.pdf", letters.pdf(20_000, text)))


async def doubt(house: House, ts: str) -> str:
    """What is asked before the letter goes out all the same."""
    return (await asked(house, ts, "send_anyway")).text


async def goes_out(house: House, ts: str) -> None:
    assert not house.tencent.letters
    await press(house, ts, "send_anyway")
    assert await house.ended(ts) == ACCEPTED
    assert len(house.tencent.letters) == 1


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
    house: House, own: str, text: str, other: str
) -> None:
    house.tencent.certificates[SHOP].organization = own
    ts = await dropped(house, text)
    expected = f"This letter speaks of {other}, the certificate is for {own}."
    assert expected in await doubt(house, ts)
    await goes_out(house, ts)


async def test_another_domain_and_another_organisation_are_one_question(house: House) -> None:
    ts = await dropped(house, f"{FOREIGN}，域名：www.example.org")
    assert (
        "speaks of example.org and 另一网络有限公司,"
        f" the certificate is for shop.example.com and {COMPANY}."
    ) in await doubt(house, ts)
    await goes_out(house, ts)


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
    house: House, own: str, text: str
) -> None:
    house.tencent.certificates[SHOP].organization = own
    assert await house.ended(await dropped(house, text)) == ACCEPTED


async def test_a_certificate_that_tells_no_organisation_raises_no_doubt(house: House) -> None:
    house.tencent.certificates[SHOP].organization = ""
    assert await house.ended(await dropped(house, FOREIGN)) == ACCEPTED


async def test_the_ledger_and_the_log_keep_nothing_else_of_what_was_submitted(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    submitted = house.tencent.certificates[SHOP].details()["SubmittedData"]
    await doubt(house, await dropped(house, FOREIGN))
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
