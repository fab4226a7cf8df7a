"""Look first: what a letter comes to depends on how its certificate stands."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import sandbox
from sandbox import letters
from sandbox.slack import WANG_FANG, Message, Upload
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests import odd_letters
from tests.for_each import for_each
from tests.running_bot import (
    ACCEPTED,
    IN_CONSOLE,
    NONE_NEEDED,
    REFUSED,
    Trial,
    configured,
    connected,
    opened,
)
from tests.views.samples import shown

LETTER = Upload("letter.jpg", letters.jpg(20_000))
UPLOADS = ("UploadConfirmLetter", "UploadRevokeLetter")


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


@asynccontextmanager
async def opened_abroad(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Trial]:
    """The bot with an account of the international site, which a proxy leads to the sandbox."""
    async with sandbox.running() as box:
        monkeypatch.setenv("HTTP_PROXY", box.tencent.endpoint)
        trial = Trial(box.slack, box.tencent)
        config = replace(configured(trial, folder), ssl_endpoint="http://ssl.intl.example.test")
        async with connected(config, now=trial.clock):
            await box.slack.until(lambda: box.slack.connections)
            yield trial


def uploads(trial: Trial) -> list[str]:
    return [call.action for call in trial.tencent.calls if call.action in UPLOADS]


def plainly(message: Message) -> str:
    """What the eye sees of a message, without its marks."""
    return " ".join(
        re.sub("<!date[^|]+[|]([^>]+)>", r"\1", shown({"blocks": message.blocks}))
        .replace("`", "")
        .split()
    )


def links(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["url"] for row in rows for element in row if "url" in element]


# Each state --------------------------------------------------------------------------------------

WORDS = {
    "QGTI9GML": (0, "This certificate is in review already. The CA is reviewing it."),
    "FxG06njc": (1, "has been issued already and is valid until 2027-11-04"),
    "LrmeMvQr": (2, "The review of this certificate has failed. Tencent Cloud's reason: CA机构"),
    "gLRDXe3L": (3, "This certificate has expired"),
    "Dsqef134": (4, "This is a DV certificate, which needs no letter."),
    "JwB8tHnV": (5, "The information for this certificate has not been submitted yet."),
    "HE1JBa05": (6, "The order of this certificate is being cancelled."),
    "Cq7canC1": (7, "The order of this certificate has been cancelled."),
    "Rv9okeD2": (9, "This certificate is being revoked."),
    "Rx0vokD3": (10, "This certificate has been revoked."),
    "Re1issU4": (11, "This certificate is being reissued. What is missing is not a letter"),
    "Fr3eeDV5": (13, "This is a free certificate"),
    "Rf4undD6": (14, "The order of this certificate has been refunded."),
    "Mv5oveD7": (15, "Tencent Cloud is migrating this certificate."),
    "kneSCNrZ": (1, "was not bought from Tencent Cloud"),
    "Xn0knwN9": (77, "in a state that I do not know: 审批中 (number 77)"),
    "Dn5reC07": (4, "Tencent Cloud has added the DNS record for this certificate"),
    "DvTrue08": (8, "This is a DV certificate, which needs no letter."),
}
"""A certificate of each kind that takes no letter: its status, and what the result says."""

NEED_NONE = [
    "QGTI9GML",
    "FxG06njc",
    "Dsqef134",
    "Rv9okeD2",
    "Re1issU4",
    "Fr3eeDV5",
    "Dn5reC07",
    "DvTrue08",
]
"""Those with which nothing is wrong: no letter is needed, or none is now."""

ODD = [
    Certificate("Xn0knwN9", "odd.example.com", 77),
    Certificate("Dn5reC07", "dns.example.com", 4),
    Certificate("DvTrue08", "dv.example.com", 8, is_dv=True),
]


@for_each("certificate_id", WORDS)
async def test_a_certificate_that_takes_no_letter_gets_none_and_its_state_is_told(
    trial: Trial, certificate_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sandbox.tencent.certificates.STATUS_NAMES, 77, "审批中")
    trial.tencent.certificates |= {each.id: each for each in ODD}
    status, words = WORDS[certificate_id]
    assert trial.tencent.certificates[certificate_id].status == status
    ts = await trial.drop(f"for {certificate_id}", LETTER)
    assert await trial.ended(ts) == (NONE_NEEDED if certificate_id in NEED_NONE else REFUSED)
    (message,) = trial.said(ts)
    assert words in plainly(message)
    assert uploads(trial) == []
    assert links(message) == [f"https://console.cloud.tencent.com/ssl/detail/{certificate_id}"]
    assert trial.tencent.certificates[certificate_id].domain in message.text


def test_every_state_that_takes_no_letter_is_tried() -> None:
    assert {status for status, _ in WORDS.values()} >= set(range(16)) - {8, 12}


@pytest.mark.parametrize("certificate_id", ["flSFd6Fh", "Eq4hcD10"], ids=["no DV", "not told"])
async def test_one_that_waits_gets_its_letter(trial: Trial, certificate_id: str) -> None:
    ts = await trial.drop(f"for {certificate_id}", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    assert uploads(trial) == ["UploadConfirmLetter"]


@pytest.mark.parametrize(
    ("product", "parts"),
    [
        ("SecureSite EV Pro", ("SecureSite EV Pro", "5–7 working days")),
        ("TrustAsia 企业型 SSL", ("TrustAsia 企业型 SSL (OV)", "3–5 working days")),
        ("GlobalSign", ("GlobalSign", "3–5 working days for OV, 5–7 for EV")),
    ],
)
async def test_the_answer_names_domain_product_and_level_what_comes_next_and_how_long_it_takes(
    trial: Trial, product: str, parts: tuple[str, ...]
) -> None:
    trial.tencent.certificates["flSFd6Fh"].product_name = product
    answer = await trial.answer(await trial.drop("for flSFd6Fh", LETTER))
    wanted = ("flSFd6Fh", "shop.example.com", "The CA reviews it next", "If it phones", *parts)
    assert [each for each in wanted if each not in answer] == []


async def test_a_letter_that_was_sent_from_elsewhere_is_not_taken_for_this_one(
    trial: Trial,
) -> None:
    ts = await trial.drop("for QGTI9GML", LETTER)
    assert "in review already" in await trial.answer(ts)
    assert not trial.tencent.letters


async def test_the_same_letter_while_in_review_gets_its_first_receipt(trial: Trial) -> None:
    first = await trial.answer(await trial.drop("for flSFd6Fh", LETTER))
    request_id = trial.tencent.letters[0].request_id
    trial.clock.forward(5 * 86_400)
    again = await trial.drop("for flSFd6Fh", LETTER, user=WANG_FANG)
    assert request_id in first
    assert request_id in await trial.answer(again)
    assert len(uploads(trial)) == 1


async def test_another_letter_while_in_review_is_not_sent(trial: Trial) -> None:
    await trial.answer(await trial.drop("for flSFd6Fh", LETTER))
    ts = await trial.drop("for flSFd6Fh", Upload("other.jpg", letters.jpg(9_000)))
    assert "If the letter is to be replaced, upload the new one" in await trial.answer(ts)
    assert len(uploads(trial)) == 1


async def test_a_file_that_is_no_letter_for_one_in_review_is_told_the_state(trial: Trial) -> None:
    ts = await trial.drop("for QGTI9GML", Upload("letter.docx", letters.word()))
    assert "in review already" in await trial.answer(ts)


# Where nobody can look ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        TencentFault(deny=True),
        TencentFault(code="FailedOperation.AuthError"),
        TencentFault(status=502),
    ],
    ids=["not permitted", "refused", "502"],
)
async def test_where_nobody_can_look_the_letter_is_sent(trial: Trial, fault: TencentFault) -> None:
    trial.tencent.faults.add("DescribeCertificate", fault, times=None)
    ts = await trial.drop("for flSFd6Fh", LETTER)
    await trial.slack.until(lambda: trial.tencent.letters)
    assert await trial.ended(ts) == ACCEPTED
    assert uploads(trial) == ["UploadConfirmLetter"]


@pytest.mark.parametrize("certificate_id", ["LqQxgqUe", "QGTI9GML", "FxG06njc"])
async def test_where_nobody_can_look_tencent_judges(trial: Trial, certificate_id: str) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    ts = await trial.drop(f"for {certificate_id}", LETTER)
    assert "not waiting for a letter" in await trial.answer(ts)
    assert uploads(trial) == ["UploadConfirmLetter"]


# Trouble on the way ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        TencentFault(reset=True, applied=True),
        TencentFault(status=504, applied=True),
        TencentFault(not_json=True, applied=True),
    ],
    ids=["reset", "504", "no json"],
)
@pytest.mark.parametrize("denied", ["", "DescribeCertificate"])
async def test_a_letter_that_arrived_without_an_answer_is_a_success(
    trial: Trial, fault: TencentFault, denied: str
) -> None:
    trial.tencent.allowed_actions.discard(denied)
    trial.tencent.faults.add("UploadConfirmLetter", fault)
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    assert "the answer to the upload got lost" in await trial.answer(ts)
    assert [letter.content for letter in trial.tencent.letters] == [LETTER.content]


@pytest.mark.parametrize("status", [1, 4, 11])
async def test_the_ca_may_be_faster_than_the_look_after_a_lost_answer(
    trial: Trial, status: int
) -> None:
    trial.tencent.faults.add(
        "UploadConfirmLetter", TencentFault(reset=True, applied=True, delay=0.2)
    )
    ts = await trial.drop("for flSFd6Fh", LETTER)
    await trial.slack.until(lambda: trial.tencent.letters)
    trial.tencent.certificates["flSFd6Fh"].status = status
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.tencent.letters) == 1


async def test_a_status_that_lags_behind_makes_no_error_of_a_success(trial: Trial) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(reset=True))
    taken = TencentFault(code="FailedOperation.InvalidCertificateStatusCode")
    trial.tencent.faults.add("UploadConfirmLetter", taken)  # while the status still says 8
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    assert uploads(trial) == ["UploadConfirmLetter"] * 2


async def test_one_that_was_cancelled_meanwhile_is_no_success(trial: Trial) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(reset=True, delay=0.2))
    ts = await trial.drop("for flSFd6Fh", LETTER)
    await trial.slack.until(lambda: uploads(trial))
    trial.tencent.ca.cancel("flSFd6Fh")
    assert await trial.ended(ts) == REFUSED
    assert "not waiting for a letter" in await trial.answer(ts)


# Formats, and the other site ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("certificate_id", "letter"),
    [
        ("a91hoLqi", Upload("l.gif", odd_letters.gif())),
        ("a91hoLqi", Upload("l.jpg", letters.jpg(5_000))),
        ("flSFd6Fh", Upload("l.png", letters.png(5_000))),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
async def test_wotrus_takes_gif_and_the_others_png(
    trial: Trial, certificate_id: str, letter: Upload
) -> None:
    ts = await trial.drop(f"for {certificate_id}", letter)
    assert await trial.ended(ts) == ACCEPTED
    assert [each.content for each in trial.tencent.letters] == [letter.content]


async def test_the_international_site_has_its_own_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_abroad(tmp_path, monkeypatch) as trial:
        ts = await trial.drop("for flSFd6Fh", LETTER)
        assert await trial.ended(ts) == ACCEPTED
        (message,) = trial.said(ts)
        assert links(message) == ["https://console.tencentcloud.com/ssl/detail/flSFd6Fh"]


async def test_a_revocation_letter_of_the_international_site_is_for_its_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_abroad(tmp_path, monkeypatch) as trial:
        ts = await trial.drop("for LqQxgqUe", LETTER)
        assert await trial.ended(ts) == IN_CONSOLE
        answer = plainly(trial.said(ts)[0])
        steps = ("right kind and size", "cannot be undone", "Save the file", "Open in console")
        assert [answer.index(each) for each in steps] == sorted(map(answer.index, steps))
        assert "post the CA's decision here" in answer
        bad = await trial.drop("for LqQxgqUe", Upload("letter.docx", letters.word()))
        assert "is a Word document" in await trial.answer(bad)
        assert uploads(trial) == []
