"""The local CA decides as it is told, in a test and from the command line."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from sandbox.page.server import running_with_page
from sandbox.tencent import Tencent
from tests import forkserver
from tests.for_each import for_each
from tests.tencent.caller import READ, SHOP, call


@dataclass
class Outside:
    """The stand-in, and where the page is on which the CA is told."""

    tencent: Tencent
    page: str

    async def told(self) -> dict[str, object]:
        answer = await call(self.tencent, READ, {"CertificateId": SHOP})
        return {name: answer[name] for name in ("Status", "StatusName", "StatusMsg")}

    async def command(self, *arguments: str) -> tuple[int, str, str]:
        """Run `python -m sandbox ca`; its exit code, what it says and what it complains about."""
        page = () if "--page" in arguments else ("--page", self.page)
        return await forkserver.ran("sandbox", "ca", *arguments, *page)


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    async with running_with_page() as (sandbox, page):
        sandbox.tencent.clock = lambda: 1_795_500_000.0  # 2026-11-24 06:00:00 UTC
        yield Outside(sandbox.tencent, page)


async def test_an_issued_certificate_is_valid_from_now_on_in_chinese_time(outside: Outside) -> None:
    outside.tencent.certificates[SHOP].status_msg = "CA-REVIEWING"
    outside.tencent.ca.issue(SHOP)
    answer = await call(outside.tencent, READ, {"CertificateId": SHOP})
    assert (answer["Status"], answer["StatusMsg"]) == (1, "CA-REVIEWING")
    assert answer["CertBeginTime"] == "2026-11-24 14:00:00"
    assert answer["CertEndTime"] == "2027-11-24 14:00:00"


@for_each(
    ("decision", "status", "name"),
    [
        ("send-back", 8, "已提交资料，待上传确认函"),
        ("cancel", 7, "已取消"),
        ("revoke", 10, "已吊销"),
        ("refund", 14, "已退款"),
    ],
)
async def test_each_decision_shows_from_the_command_line(
    outside: Outside, decision: str, status: int, name: str
) -> None:
    outside.tencent.certificates[SHOP].status = 0
    code, said, complaint = await outside.command(decision, SHOP)
    assert (code, complaint) == (0, "")
    assert SHOP in said
    assert await outside.told() == {"Status": status, "StatusName": name, "StatusMsg": ""}


async def test_a_rejection_has_tencents_words_or_those_one_gives(outside: Outside) -> None:
    outside.tencent.ca.reject(SHOP)
    assert "证书资料未通过CA机构审核" in str((await outside.told())["StatusMsg"])
    code, _, complaint = await outside.command("reject", SHOP, "--reason", "印章不清晰")
    assert (code, complaint) == (0, "")
    told = {"Status": 2, "StatusName": "审核失败", "StatusMsg": "印章不清晰"}
    assert await outside.told() == told


@for_each(
    ("arguments", "complaint"),
    [
        (("issue", "Zz9Zz9Zz"), "No certificate has the ID Zz9Zz9Zz.\n"),
        (("cancel", SHOP, "--reason", "why"), "Only reject and send-back have a reason.\n"),
        (
            ("issue", SHOP, "--page", "http://127.0.0.1:1/"),
            "No page of the sandbox answers at http://127.0.0.1:1: ",
        ),
        (("issue", SHOP, "--page", "here"), "No page of the sandbox answers at here: "),
    ],
)
async def test_what_cannot_be_decided_is_told_and_changes_nothing(
    outside: Outside, arguments: tuple[str, ...], complaint: str
) -> None:
    before = await outside.told()
    code, said, complained = await outside.command(*arguments)
    assert (code, said) == (2, "")
    assert complained.startswith(complaint)
    assert await outside.told() == before
