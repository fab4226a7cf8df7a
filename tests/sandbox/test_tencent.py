"""The local Tencent Cloud: the form of calls, what its actions take, what they tell."""

import base64
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from sandbox import letters
from sandbox.tencent import Certificate, Tencent, many_certificates
from tests import odd_letters
from tests.tencent.caller import (
    DV,
    LIST,
    READ,
    REVOKED,
    SHOP,
    SM2,
    TLS,
    UPLOAD,
    UPLOADED,
    call,
    code_of,
    upload,
)


@pytest.fixture
async def tencent() -> AsyncIterator[Tencent]:
    async with Tencent.start() as running:
        yield running


# The form of a call ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "parameters", "changes", "code"),
    [
        (LIST, {}, {"X_TC_Version": "2017-03-12"}, "NoSuchVersion"),
        (LIST, {}, {"X_TC_Version": ""}, "MissingParameter"),
        (LIST, {}, {"X_TC_Timestamp": "now"}, "InvalidParameter"),
        (LIST, {}, {"Content_Type": "text/plain"}, "InvalidRequest"),
        ("", {}, {}, "MissingParameter"),
        ("DescribeCertificateDetail", {"CertificateId": SHOP}, {}, "InvalidAction"),
        (READ, {}, {}, "MissingParameter"),
        (READ, {"CertificateId": SHOP, "Region": "x"}, {}, "UnknownParameter"),
        (READ, {"certificateId": SHOP}, {}, "UnknownParameter"),
        (READ, {"CertificateId": 8}, {}, "InvalidParameter"),
        (READ, {"CertificateId": None}, {}, "InvalidParameter"),
        (READ, [], {}, "InvalidParameter"),
        (READ, b"{", {}, "InvalidParameter"),
        (READ, b"\xff", {}, "InvalidParameter"),
        (LIST, {"CertificateStatus": 8}, {}, "InvalidParameter"),
        (LIST, {"CertificateStatus": ["8"]}, {}, "InvalidParameter"),
        (LIST, {"Limit": True}, {}, "InvalidParameter"),
        (LIST, {"Limit": -1}, {}, "InvalidParameterValue"),
        (LIST, {"FilterSource": "bought"}, {}, "InvalidParameterValue"),
        (LIST, {"CertIds": [SHOP] * 51}, {}, "InvalidParameter.CertificateIdNumberLimit"),
        (LIST, {"Hostable": 1}, {}, "UnsupportedOperation"),
    ],
)
async def test_a_call_of_wrong_form_gets_its_code(
    tencent: Tencent, action: str, parameters: Any, changes: dict[str, str], code: str | None
) -> None:
    assert code_of(await call(tencent, action, parameters, **changes)) == code
    assert tencent.calls[-1].code == code


async def test_only_post_is_served(tencent: Tencent) -> None:
    async with httpx.AsyncClient(verify=TLS, trust_env=False) as client:
        response = (await client.get(tencent.endpoint)).json()["Response"]
    assert code_of(response) == "UnsupportedProtocol"


@pytest.mark.parametrize(
    ("size", "code"),
    [(10_485_760, "InvalidParameter"), (10_485_761, "RequestSizeLimitExceeded")],
)
async def test_a_body_may_have_ten_megabytes(tencent: Tencent, size: int, code: str) -> None:
    assert code_of(await call(tencent, LIST, b" " * size)) == code


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-CN", "证书不存在。"),
        ("en-US", "Certificate does not exist."),
        ("fr-FR", "证书不存在。"),
    ],
)
async def test_messages_come_in_the_language_that_was_asked_for(
    tencent: Tencent, language: str, words: str
) -> None:
    response = await call(tencent, READ, {"CertificateId": "unknown1"}, X_TC_Language=language)
    assert response["Error"]["Message"] == words


async def test_an_action_that_the_policy_lacks_is_named_in_the_refusal(tencent: Tencent) -> None:
    tencent.allowed_actions.remove(READ)
    response = await call(tencent, READ, {"CertificateId": SHOP})
    assert code_of(response) == "AuthFailure.UnauthorizedOperation"
    assert "ssl:DescribeCertificate" in response["Error"]["Message"]
    assert code_of(await call(tencent, LIST, {})) is None


async def test_more_calls_than_the_limit_are_refused_for_this_action_alone(
    tencent: Tencent,
) -> None:
    tencent.rate_limit = 3
    codes = [code_of(await call(tencent, LIST, {})) for _ in range(4)]
    assert codes == [None, None, None, "RequestLimitExceeded"]
    assert code_of(await call(tencent, READ, {"CertificateId": SHOP})) is None


async def test_calls_are_remembered_with_what_became_of_them(tencent: Tencent) -> None:
    await call(tencent, READ, {"CertificateId": SHOP}, User_Agent="letterdrop")
    await call(tencent, READ, {"CertificateId": "unknown1"})
    assert [(each.certificate_id, each.code) for each in tencent.calls] == [
        (SHOP, None),
        ("unknown1", "FailedOperation.CertificateNotFound"),
    ]
    assert tencent.calls[0].headers["user-agent"] == "letterdrop"
    assert "Authorization" not in repr(tencent.calls)


# Uploading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [letters.pdf, letters.jpg, letters.png])
@pytest.mark.parametrize("size", [letters.USUAL_SIZE, 1_024, 1_468_006])
async def test_a_good_letter_moves_the_certificate_into_review(
    tencent: Tencent, make: Callable[[int], bytes], size: int
) -> None:
    content = make(size)
    response = await upload(tencent, content)
    assert response["IsSuccess"] is True
    assert response["CertificateId"] == SHOP
    assert [each.content for each in tencent.letters] == [content]
    certificate = tencent.certificates[SHOP]
    assert (certificate.status, certificate.status_msg) == (0, "PRE-REVIEWING")


@pytest.mark.parametrize(
    ("certificate", "content", "code"),
    [
        ("unknown1", letters.pdf(), "CertificateNotFound"),
        (SHOP, letters.pdf(1_023), "ConfirmLetterTooSmall"),
        (SHOP, letters.pdf(1_468_007), "ConfirmLetterTooLarge"),
        (SHOP, letters.word(), "InvalidConfirmLetterFormat"),
        (SHOP, odd_letters.gif(), "InvalidConfirmLetterFormat"),
        (SHOP, odd_letters.html(), "InvalidConfirmLetterFormat"),
        (SM2, letters.png(), "InvalidConfirmLetterFormatWosign"),
        (UPLOADED, letters.pdf(), "InvalidCertificateSource"),
        (DV, letters.pdf(), "UploadConfirmCertificateNotSupportDV"),
        (REVOKED, letters.pdf(), "InvalidCertificateStatusCode"),
    ],
)
async def test_a_letter_that_tencent_does_not_take_gets_its_code(
    tencent: Tencent, certificate: str, content: bytes, code: str | None
) -> None:
    assert code_of(await upload(tencent, content, certificate)) == f"FailedOperation.{code}"
    assert tencent.letters == []


@pytest.mark.parametrize("content", [letters.pdf(), letters.jpg(), odd_letters.gif()])
async def test_a_wosign_certificate_takes_pdf_jpg_and_gif(tencent: Tencent, content: bytes) -> None:
    assert code_of(await upload(tencent, content, SM2)) is None


async def test_a_second_letter_is_refused_because_the_first_one_is_in_review(
    tencent: Tencent,
) -> None:
    await upload(tencent, letters.pdf())
    code = code_of(await upload(tencent, letters.jpg()))
    assert code == "FailedOperation.InvalidCertificateStatusCode"
    assert len(tencent.letters) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "data:application/pdf;base64," + text,
        lambda text: text[:76] + "\n" + text[76:],
        lambda text: text.rstrip("=") + "===",
        lambda text: text.replace("J", "-"),
        lambda text: text[:-1],
        lambda text: text + "é",
    ],
)
async def test_only_plain_base64_is_taken(tencent: Tencent, change: Callable[[str], str]) -> None:
    text = change(base64.b64encode(letters.pdf(1_025)).decode())
    parameters = {"CertificateId": SHOP, "ConfirmLetter": text}
    assert code_of(await call(tencent, UPLOAD, parameters)) == "InvalidParameterValue"


async def test_a_revocation_letter_goes_to_a_certificate_that_waits_for_one(
    tencent: Tencent,
) -> None:
    letter = base64.b64encode(letters.pdf()).decode()
    parameters = {"CertificateId": REVOKED, "RevokeLetter": letter}
    assert (await call(tencent, "UploadRevokeLetter", parameters))["IsSuccess"] is True
    assert tencent.letters[0].action == "UploadRevokeLetter"
    assert tencent.certificates[REVOKED].status == 9
    parameters["CertificateId"] = SHOP
    refused = await call(tencent, "UploadRevokeLetter", parameters)
    assert code_of(refused) == "FailedOperation.InvalidCertificateStatusCode"


# Reading -----------------------------------------------------------------------------------------


async def test_the_account_has_a_certificate_in_every_status(tencent: Tencent) -> None:
    assert {each.status for each in tencent.certificates.values()} == set(range(16))
    assert all(key == each.id and len(key) == 8 for key, each in tencent.certificates.items())


async def test_one_certificate_is_described_without_a_private_key(tencent: Tencent) -> None:
    response = await call(tencent, READ, {"CertificateId": SHOP})
    assert (response["Status"], response["Domain"]) == (8, "shop.example.com")
    assert "AdminPhoneNum" in response["SubmittedData"]
    assert not any("PrivateKey" in name for name in response)
    assert code_of(await call(tencent, READ, {"CertificateId": SHOP.lower()})) is not None


async def test_a_changed_certificate_is_described_as_it_is_now(tencent: Tencent) -> None:
    tencent.certificates[SHOP].status = 1
    assert (await call(tencent, READ, {"CertificateId": SHOP}))["Status"] == 1


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"CertificateStatus": [8, 12], "FilterSource": "buy"}, [SHOP, SM2, "Eq4hcD10", REVOKED]),
        ({"SearchKey": "web shop"}, [SHOP]),
        ({"SearchKey": "shop.example"}, [SHOP]),
        ({"FilterSource": "upload"}, [UPLOADED]),
        ({"IsSM": 1}, [SM2]),
        ({"CertIds": [DV, "unknown1"]}, [DV]),
        ({"CertificateType": "CA"}, []),
        ({"ProjectId": 7}, []),
    ],
)
async def test_the_list_has_what_passes_the_filters(
    tencent: Tencent, filters: dict[str, Any], ids: list[str]
) -> None:
    response = await call(tencent, LIST, filters)
    assert [each["CertificateId"] for each in response["Certificates"]] == ids
    assert response["TotalCount"] == len(ids)


async def test_the_list_comes_in_pages_with_the_newest_first() -> None:
    ordered = [
        Certificate(f"number{n:02}", "a.example.com", inserted=f"2026-01-{n:02} 00:00:00")
        for n in range(1, 13)
    ]
    async with Tencent.start(certificates=ordered) as tencent:
        first = await call(tencent, LIST, {})
        second = await call(tencent, LIST, {"Offset": 10, "Limit": 1_001})
    assert first["TotalCount"] == second["TotalCount"] == 12
    assert [each["CertificateId"] for each in first["Certificates"]][:2] == ["number12", "number11"]
    assert [each["CertificateId"] for each in second["Certificates"]] == ["number02", "number01"]


async def test_the_further_names_stand_behind_the_domain(tencent: Tencent) -> None:
    tencent.certificates[SHOP].names = ("www.example.com", "example.com")
    response = await call(tencent, READ, {"CertificateId": SHOP})
    assert response["SubjectAltName"] == ["shop.example.com", "www.example.com", "example.com"]


async def test_a_large_account_comes_a_thousand_at_a_time() -> None:
    account = many_certificates(1_001, status=8)
    async with Tencent.start(account.values()) as tencent:
        filters = {"CertificateStatus": [8], "Limit": 5_000}
        first = await call(tencent, LIST, filters)
        last = await call(tencent, LIST, {**filters, "Offset": 1_000})
    listed = [each["CertificateId"] for each in first["Certificates"] + last["Certificates"]]
    assert listed == list(account)
    assert len(last["Certificates"]) == 1
    assert all(len(each) == 8 for each in listed)


async def test_the_list_can_be_sorted_by_expiry(tencent: Tencent) -> None:
    filters = {"CertificateStatus": [1, 3], "ExpirationSort": "ASC"}
    response = await call(tencent, LIST, filters)
    assert response["Certificates"][0]["CertificateId"] == "gLRDXe3L"
