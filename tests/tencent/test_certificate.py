"""Reading a certificate: what the bot gets to know, and how patiently it asks."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import problems
from bot.patience import Patience
from bot.problems import Failed
from bot.tencent.certificate import (
    LONGEST_ORGANIZATION,
    MOST_NAMES,
    CertificateStatus,
    LetterKind,
    Page,
    Status,
    read_certificate,
    read_page,
)
from bot.tencent.client import Certificates, Query, prepare
from bot.tencent.responses import LONGEST_LISTING, Accepted, read_response
from bot.tencent.signature import Credentials
from bot.tencent.transport import Transport
from bot.text.domains import LONGEST_DOMAIN
from sandbox.tencent import Fault, Tencent
from tests.for_each import for_each

LETTER = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"\n%%EOF\n"
DESCRIBE = "DescribeCertificate"


async def at_once(action: str) -> None:
    """Give every slot at once."""


def client_of(tencent: Tencent, transport: Transport) -> Certificates:
    credentials = Credentials(tencent.secret_id, tencent.secret_key)
    patience = Patience(attempts=4, first_wait=0.01, total=60, one_try=60)
    return Certificates(transport, tencent.endpoint, credentials, tencent.clock, at_once, patience)


async def test_a_waiting_certificate_is_read(tencent: Tencent, transport: Transport) -> None:
    status = await client_of(tencent, transport).describe("flSFd6Fh", "en-US")

    assert status.certificate_id == "flSFd6Fh"
    assert status.status == Status.WAITING_FOR_CONFIRM_LETTER
    assert (status.domain, status.source, status.is_dv) == ("shop.example.com", "trustasia", False)
    assert status.product_name == "TrustAsia 企业型 OV SSL 证书"
    assert status.request_id == tencent.calls[0].request_id


async def test_of_what_was_submitted_the_organisation_alone_is_kept_and_nothing_logged(
    tencent: Tencent, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shop = tencent.certificates["flSFd6Fh"]
    told = shop.details()["SubmittedData"]
    status = await client_of(tencent, transport).describe(shop.id, "en")
    assert status.organization == told["OrganizationName"] == "示例科技有限公司"

    known = {shop.domain, status.organization, shop.summary()["VerifyType"], "online", "CN"}
    personal = {each for each in told.values() if each and isinstance(each, str)} - known
    assert len(personal) > 15
    kept, logged = msgspec.json.encode(status).decode(), caplog.text
    logged = logged.replace(status.request_id, "")  # may have any four digits
    kept = kept.replace(status.request_id, "")
    rest = kept.replace(status.organization, "").replace(status.product_name, "")
    assert [each for each in personal if each in rest or each in logged] == []


async def test_once_it_is_issued_a_certificate_does_not_tell_its_organisation(
    tencent: Tencent, transport: Transport
) -> None:
    tencent.certificates["flSFd6Fh"].status = 1
    assert (await client_of(tencent, transport).describe("flSFd6Fh", "en")).organization == ""


async def test_a_list_tells_no_organisation(tencent: Tencent, transport: Transport) -> None:
    listed = await client_of(tencent, transport).list(Query(), "en")
    assert {each.organization for each in listed.certificates} == {""}


async def test_not_knowing_whether_it_is_dv_is_not_no(
    tencent: Tencent, transport: Transport
) -> None:
    assert (await client_of(tencent, transport).describe("Eq4hcD10", "en")).is_dv is None
    assert (await client_of(tencent, transport).describe("Dsqef134", "en")).is_dv is True


async def test_an_accepted_letter_moves_the_certificate_on(
    tencent: Tencent, transport: Transport
) -> None:
    client = client_of(tencent, transport)
    before = await client.describe("flSFd6Fh", "en")
    await client.upload(prepare("flSFd6Fh", LETTER), "en")
    after = await client.describe("flSFd6Fh", "en")
    assert before.status == Status.WAITING_FOR_CONFIRM_LETTER
    assert after.status == Status.UNDER_REVIEW


async def test_reading_goes_on_through_all_that_is_transient(
    tencent: Tencent, transport: Transport
) -> None:
    for fault in (Fault(reset=True), Fault(status=502), Fault(not_json=True)):
        tencent.faults.add(DESCRIBE, fault)
    status = await client_of(tencent, transport).describe("flSFd6Fh", "en")
    assert status.status == Status.WAITING_FOR_CONFIRM_LETTER
    assert len(tencent.calls) == 4


@pytest.mark.parametrize(
    "code", ["InternalError", "FailedOperation.NetworkError", "RequestLimitExceeded"]
)
async def test_reading_is_tried_again_after_a_transient_refusal(
    tencent: Tencent, transport: Transport, code: str
) -> None:
    tencent.faults.add(DESCRIBE, Fault(code=code))
    await client_of(tencent, transport).describe("flSFd6Fh", "en")
    assert [call.code for call in tencent.calls] == [code, None]


async def test_reading_gives_up_after_a_few_tries(tencent: Tencent, transport: Transport) -> None:
    tencent.faults.add(DESCRIBE, Fault(response_null=True), times=None)
    with pytest.raises(Failed) as raised:
        await client_of(tencent, transport).describe("flSFd6Fh", "en")
    assert raised.value.problem == problems.TencentUnreachable(tries=4)
    assert len(tencent.calls) == 4


@pytest.mark.parametrize(
    ("certificate_id", "denied", "problem"),
    [
        ("flsfd6fh", False, "certificate-not-found"),
        ("flSFd6Fh", True, "not-permitted"),
    ],
)
async def test_reading_is_refused_once(
    tencent: Tencent,
    transport: Transport,
    certificate_id: str,
    *,
    denied: bool,
    problem: str,
) -> None:
    if denied:
        tencent.allowed_actions.remove(DESCRIBE)
    with pytest.raises(Failed) as raised:
        await client_of(tencent, transport).describe(certificate_id, "en")
    assert raised.value.problem.key == problem
    assert len(tencent.calls) == 1


# What a response tells --------------------------------------------------------------------------

SHOP = {"CertificateId": "flSFd6Fh", "Status": 8, "Domain": "shop.example.com"}


def certificate(**fields: Any) -> CertificateStatus:
    found = read_certificate("flSFd6Fh", Accepted({**SHOP, **fields}, "r-1"))
    assert isinstance(found, CertificateStatus)
    return found


def page(*rows: object, offset: int = 0, limit: int = 100, **fields: Any) -> Page:
    told = {"TotalCount": len(rows), "Certificates": rows, "RequestId": "r-1", **fields}
    response = read_response(200, json.dumps({"Response": told}).encode(), "", LONGEST_LISTING)
    assert isinstance(response, Accepted)
    return read_page(response, offset, limit)


def test_tencents_times_are_those_of_china() -> None:
    found = certificate(
        InsertTime="2026-11-02 10:15:00",
        CertBeginTime="2026-11-05 08:00:00",
        CertEndTime="2027-11-05 07:59:59",
    )
    assert found.inserted == datetime(2026, 11, 2, 2, 15, tzinfo=UTC).timestamp()
    assert found.begins == datetime(2026, 11, 5, tzinfo=UTC).timestamp()
    assert found.ends == datetime(2027, 11, 4, 23, 59, 59, tzinfo=UTC).timestamp()


@for_each(
    "text",
    [
        None,
        "",
        "soon",
        "0000-00-00 00:00:00",
        "0001-01-01 00:00:00",
        "2026-02-30 00:00:00",
        "2026-11-02 24:00:00",
        "2026-11-02",
        "2026-11-02T10:15:00",
        "2026-11-02 10:15:00Z",
        "２０２６-11-02 10:15:00",
        "2026-11-02 10:15:00\n",
        1_793_600_000,
        ["2026-11-02 10:15:00"],
    ],
)
def test_what_is_no_time_is_no_time(text: object) -> None:
    found = certificate(InsertTime=text, CertBeginTime=text, CertEndTime=text)
    assert (found.inserted, found.begins, found.ends) == (None, None, None)


def test_the_further_names_are_those_beside_the_domain_and_each_once() -> None:
    names = ["Shop.Example.com", "www.example.com", "*.example.net", "www.example.com", "", None, 5]
    assert certificate(SubjectAltName=names).names == ("www.example.com", "*.example.net")


@for_each("names", [None, "www.example.com", 5, {"0": "www.example.com"}, []])
def test_a_certificate_may_have_no_further_names(names: object) -> None:
    assert certificate(SubjectAltName=names).names == ()


def test_names_are_as_many_and_as_long_as_names_can_be() -> None:
    crowd = [f"n{number}.example.com" for number in range(5_000)]
    assert len(certificate(SubjectAltName=crowd).names) == MOST_NAMES
    longest = "x" * LONGEST_DOMAIN
    assert certificate(SubjectAltName=[longest, longest + "x"]).names == (longest,)


@for_each(
    ("name", "organization"),
    [
        (" Example\nLtd. ", "Example Ltd."),
        ("示例科技（上海）有限公司", "示例科技（上海）有限公司"),
        ("x" * LONGEST_ORGANIZATION, "x" * LONGEST_ORGANIZATION),
        ("x" * (LONGEST_ORGANIZATION + 1), ""),
        *((each, "") for each in (None, "", " ", 5, True, ["Example Ltd."], {"0": "Example Ltd."})),
    ],
)
def test_an_organisation_is_a_name_of_bearable_length_or_unknown(
    name: object, organization: str
) -> None:
    submitted = {"OrganizationName": name, "AdminEmail": "alice@example.com"}
    assert certificate(SubmittedData=submitted).organization == organization


@for_each("submitted", [None, {}, [], "Example Ltd.", 5, [{"OrganizationName": "x"}]])
def test_without_what_was_submitted_the_organisation_is_unknown(submitted: object) -> None:
    assert certificate(SubmittedData=submitted).organization == ""


def test_a_row_of_a_ledger_that_knew_no_organisation_is_read() -> None:
    old = msgspec.to_builtins(certificate())
    del old["organization"]
    assert msgspec.convert(old, CertificateStatus) == certificate()


@for_each(
    ("status", "letter"),
    [(8, LetterKind.CONFIRM), (12, LetterKind.REVOKE), (0, None), (1, None), (99, None)],
)
def test_a_certificate_waits_for_the_letter_of_its_status(
    status: int, letter: LetterKind | None
) -> None:
    assert certificate(Status=status).waits_for is letter


@for_each("status", [-1, 10**9, 10**30])
def test_a_number_of_hostile_size_is_no_status(status: int) -> None:
    response = Accepted({**SHOP, "Status": status}, "r-1")
    assert read_certificate("flSFd6Fh", response).key == "internal-failure"


def test_a_listed_certificate_tells_what_a_described_one_tells() -> None:
    fields = {
        **SHOP,
        "StatusName": "待上传确认函",
        "StatusMsg": "PENDING-DCV",
        "ProductZhName": "GeoTrust OV",
        "IsDv": False,
        "From": "TrustAsia",
        "Alias": "web\nshop",
        "InsertTime": "2026-11-02 10:15:00",
        "SubjectAltName": ["shop.example.com", "www.example.com"],
        "ProjectInfo": {"OwnerUin": 0},
    }
    (listed,) = page({**fields, "SubmittedData": {"OrganizationName": "Example Ltd."}}).certificates
    assert listed == certificate(**fields)
    assert (listed.alias, listed.source, listed.request_id) == ("web shop", "trustasia", "r-1")


@for_each(
    "row",
    [
        None,
        5,
        "flSFd6Fh",
        [],
        {},
        {"Status": 8},
        {"CertificateId": None, "Status": 8},
        {"CertificateId": 12345678, "Status": 8},
        {"CertificateId": "../../xx", "Status": 8},
        {"CertificateId": "flSFd6Fhx", "Status": 8},
        {"CertificateId": "flSFd6Fé", "Status": 8},
        {"CertificateId": "Eq4hcD10", "Status": None},
        {"CertificateId": "Eq4hcD10", "Status": "8"},
    ],
)
def test_a_row_that_cannot_be_read_does_not_take_the_others_along(row: object) -> None:
    found = page(SHOP, row, {**SHOP, "CertificateId": "LqQxgqUe"})
    assert [each.certificate_id for each in found.certificates] == ["flSFd6Fh", "LqQxgqUe"]
    assert found.next_offset is None


@pytest.mark.parametrize("rows", [None, []])
def test_a_page_may_be_empty(rows: object) -> None:
    assert page(Certificates=rows, TotalCount=0) == Page((), None)
    assert page(Certificates=rows, TotalCount=7, offset=10) == Page((), None)


@for_each(
    ("total", "offset", "limit", "next_offset"),
    [
        (2, 0, 2, None),
        (3, 0, 2, 2),
        (5, 2, 2, 4),
        (4, 2, 2, None),
        (9, 0, 100, 2),  # Tencent gives fewer rows than it was asked for
        (None, 0, 2, 2),
        (None, 0, 3, None),
        ("3", 4, 2, 6),
        (-1, 0, 3, None),
    ],
)
def test_the_next_page_begins_behind_the_last_row(
    total: object, offset: int, limit: int, next_offset: int | None
) -> None:
    found = page(SHOP, SHOP, TotalCount=total, offset=offset, limit=limit)
    assert found.next_offset == next_offset


numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
plain = st.none() | st.booleans() | numbers | st.text()
values = st.recursive(
    plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)
times = st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]")
texts = ("StatusName", "StatusMsg", "Domain", "Alias", "ProductZhName", "PackageTypeName", "From")
rows = st.fixed_dictionaries(
    {"CertificateId": st.just("flSFd6Fh") | values, "Status": st.integers(0, 20) | values},
    optional={
        **dict.fromkeys(texts, st.text(max_size=2_000) | values),
        **dict.fromkeys(("InsertTime", "CertBeginTime", "CertEndTime"), times | values),
        "IsDv": values,
        "SubmittedData": st.fixed_dictionaries({"OrganizationName": st.text() | values}) | values,
        "SubjectAltName": st.lists(st.text(max_size=300)) | values,
    },
)


@given(st.lists(rows | values, max_size=5), values, st.integers(0, 10**6), st.integers(0, 1_000))
def test_whatever_a_page_holds_the_ledger_can_keep_what_is_read(
    rows: list[Any], total: object, offset: int, limit: int
) -> None:
    found = page(*rows, TotalCount=total, offset=offset, limit=limit)
    assert found.next_offset in (None, offset + len(rows))
    for each in found.certificates:
        kept = msgspec.json.decode(msgspec.json.encode(each), type=CertificateStatus)
        assert kept == each
        assert each.organization == ""
        shown = (each.status_name, each.status_msg, each.domain, each.alias, each.product_name)
        assert all(len(text) <= 601 and text.isprintable() for text in (*shown, *each.names))
