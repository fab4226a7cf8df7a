"""The local CA decides as it is told, in a test and from the command line."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.tencent import Tencent
from tests import forkserver
from tests.tencent.caller import READ, SHOP, call


@pytest.fixture
async def tencent() -> AsyncIterator[Tencent]:
    async with Tencent.start() as running:
        running.clock = lambda: 1_795_500_000.0  # 2026-11-24 06:00:00 UTC
        yield running


async def told(tencent: Tencent) -> dict[str, object]:
    answer = await call(tencent, READ, {"CertificateId": SHOP})
    return {name: answer[name] for name in ("Status", "StatusName", "StatusMsg")}


async def command(*arguments: str) -> tuple[int, str]:
    """Run `python -m sandbox ca`; its exit code, and what it complains about."""
    code, _, errors = await forkserver.ran("sandbox", "ca", *arguments)
    return code, errors


async def test_an_issued_certificate_is_valid_from_now_on_in_chinese_time(tencent: Tencent) -> None:
    tencent.certificates[SHOP].status_msg = "CA-REVIEWING"
    tencent.ca.issue(SHOP)
    answer = await call(tencent, READ, {"CertificateId": SHOP})
    assert (answer["Status"], answer["StatusMsg"]) == (1, "CA-REVIEWING")
    assert answer["CertBeginTime"] == "2026-11-24 14:00:00"
    assert answer["CertEndTime"] == "2027-11-24 14:00:00"


@pytest.mark.parametrize(
    ("decision", "status", "name"),
    [
        ("send-back", 8, "已提交资料，待上传确认函"),
        ("cancel", 7, "已取消"),
        ("revoke", 10, "已吊销"),
        ("refund", 14, "已退款"),
    ],
)
async def test_each_decision_shows_from_the_command_line(
    tencent: Tencent, decision: str, status: int, name: str
) -> None:
    tencent.certificates[SHOP].status = 0
    assert await command(decision, SHOP, "--endpoint", tencent.endpoint) == (0, "")
    assert await told(tencent) == {"Status": status, "StatusName": name, "StatusMsg": ""}


async def test_a_rejection_has_tencents_words_or_those_one_gives(tencent: Tencent) -> None:
    tencent.ca.reject(SHOP)
    assert "证书资料未通过CA机构审核" in str((await told(tencent))["StatusMsg"])
    given = ("reject", SHOP, "--reason", "印章不清晰", "--endpoint", tencent.endpoint)
    assert await command(*given) == (0, "")
    assert await told(tencent) == {
        "Status": 2,
        "StatusName": "审核失败",
        "StatusMsg": "印章不清晰",
    }


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("issue", "Zz9Zz9Zz"), "The account has no certificate 'Zz9Zz9Zz'.\n"),
        (("cancel", SHOP, "--reason", "why"), "Only reject and send-back have a reason.\n"),
        (
            ("issue", SHOP, "--endpoint", "https://ssl.tencentcloudapi.com"),
            "Say where the local Tencent Cloud is: http://127.0.0.1:PORT.\n",
        ),
    ],
)
async def test_what_cannot_be_decided_is_told_and_changes_nothing(
    tencent: Tencent, arguments: tuple[str, ...], complaint: str
) -> None:
    before = await told(tencent)
    given = arguments if "--endpoint" in arguments else (*arguments, "--endpoint", tencent.endpoint)
    assert await command(*given) == (2, complaint)
    assert await told(tencent) == before


async def test_no_web_page_can_decide(tencent: Tencent) -> None:
    """A page of another origin sends forms and plain text unasked, and JSON only after asking."""
    plain = {"Content-Type": "text/plain"}
    async with (
        aiohttp.ClientSession() as http,
        http.post(
            f"{tencent.endpoint}/ca/issue", data=f'{{"certificate_id": "{SHOP}"}}', headers=plain
        ) as answer,
    ):
        assert answer.status == 400
    assert (await told(tencent))["Status"] == 8
