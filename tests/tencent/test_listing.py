"""Listing the account's certificates over real sockets: filters, pages, and what goes wrong."""

import json
import logging
from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.patience import Patience
from bot.problems import Failed
from bot.tencent.certificate import Page
from bot.tencent.client import Certificates, Query
from bot.tencent.responses import LONGEST
from bot.tencent.signature import Credentials
from bot.tencent.transport import Transport
from sandbox.tencent import Certificate, Fault, Tencent, many_certificates
from tests.tencent.test_odd_responses import envelope, responding

LIST = "DescribeCertificates"
ROWS = [{"CertificateId": f"Number{n:02}", "Status": 8} for n in range(3)]


async def at_once(action: str) -> None:
    """Give every slot at once."""
    assert action in {LIST, "DescribeCertificate"}


def client_of(tencent: Tencent, transport: Transport) -> Certificates:
    credentials = Credentials(tencent.secret_id, tencent.secret_key)
    patience = Patience(attempts=4, first_wait=0.01, total=60, one_try=60)
    return Certificates(transport, tencent.endpoint, credentials, tencent.clock, at_once, patience)


def client_at(endpoint: str, transport: Transport) -> Certificates:
    credentials, patience = Credentials("AKIDnobody", "no-key"), Patience(first_wait=0.01)
    return Certificates(transport, endpoint, credentials, lambda: 1_800_000_000, at_once, patience)


def ids(pages: Iterable[Page]) -> list[str]:
    return [each.certificate_id for page in pages for each in page.certificates]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(statuses=(8, 12)), ["flSFd6Fh", "a91hoLqi", "Eq4hcD10", "LqQxgqUe"]),
        (Query(statuses=(8, 12), offset=1, limit=2), ["a91hoLqi", "Eq4hcD10"]),
        (Query(offset=100), []),
    ],
)
async def test_the_list_has_what_was_asked_for(
    tencent: Tencent, transport: Transport, query: Query, found: list[str]
) -> None:
    assert ids([await client_of(tencent, transport).list(query, "en")]) == found


async def test_everything_bought_is_listed_when_nothing_else_is_said(
    tencent: Tencent, transport: Transport
) -> None:
    page = await client_of(tencent, transport).list(Query(), "en")
    assert len(page.certificates) == len(tencent.certificates) - 1
    assert "kneSCNrZ" not in ids([page])  # was brought along from elsewhere
    assert page.next_offset is None


async def test_a_listed_certificate_tells_what_it_is(
    tencent: Tencent, transport: Transport
) -> None:
    tencent.certificates["flSFd6Fh"].names = ("www.example.com",)
    client = client_of(tencent, transport)
    listed = (await client.list(Query(), "en")).certificates
    (found,) = (each for each in listed if each.certificate_id == "flSFd6Fh")
    described = await client.describe("flSFd6Fh", "en")
    there = replace(described, request_id=tencent.calls[0].request_id)
    assert found == replace(there, organization="")  # which a list does not tell
    assert (found.alias, found.names) == ("web shop", ("www.example.com",))
    assert found.inserted == 1_793_585_700  # 2026-11-02 10:15:00 in China


async def test_a_large_account_is_read_in_pages(transport: Transport) -> None:
    account = many_certificates(2_500, status=8)
    async with Tencent.start(account.values()) as tencent:
        client = client_of(tencent, transport)
        pages = [page async for page in client.pages(Query(limit=1_000), "en", most=20_000)]
    assert [len(page.certificates) for page in pages] == [1_000, 1_000, 500]
    assert ids(pages) == list(account)
    assert len(tencent.calls) == 3


async def test_no_more_pages_are_read_than_wanted(transport: Transport) -> None:
    async with Tencent.start(many_certificates(50).values()) as tencent:
        client = client_of(tencent, transport)
        pages = [page async for page in client.pages(Query(offset=10, limit=10), "en", most=20)]
    assert ids(pages) == [f"N{number:07}" for number in range(10, 30)]
    assert len(tencent.calls) == 2


async def test_a_page_may_be_larger_than_any_other_response(transport: Transport) -> None:
    names = tuple(f"name-number-{n}.of-a-large-shop.example.com" for n in range(60))
    account = [Certificate(f"N{n:07}", "example.com", names=names) for n in range(1_000)]
    assert len(json.dumps(names)) * len(account) > 2 * LONGEST
    async with Tencent.start(account) as tencent:
        page = await client_of(tencent, transport).list(Query(limit=1_000), "en")
    assert len(page.certificates) == 1_000
    assert {each.names for each in page.certificates} == {names}


async def test_pages_end_even_if_tencent_gives_the_same_one_for_ever(
    transport: Transport,
) -> None:
    endless = envelope(TotalCount=10**6, Certificates=ROWS, RequestId="r-1")
    async with responding(endless) as (endpoint, heads):
        client = client_at(endpoint, transport)
        pages = [page async for page in client.pages(Query(), "en", most=12)]
    assert len(pages) == len(heads) == 4


async def test_pages_end_where_tencent_has_no_more_rows_than_it_promised(
    transport: Transport,
) -> None:
    empty = envelope(TotalCount=10**6, Certificates=None, RequestId="r-1")
    async with responding(empty) as (endpoint, heads):
        client = client_at(endpoint, transport)
        pages = [page async for page in client.pages(Query(), "en", most=12)]
    assert pages == [Page((), None)]
    assert len(heads) == 1


async def test_listing_goes_on_through_all_that_is_transient(
    tencent: Tencent, transport: Transport
) -> None:
    for fault in (Fault(reset=True), Fault(status=502), Fault(code="InternalError")):
        tencent.faults.add(LIST, fault)
    page = await client_of(tencent, transport).list(Query(statuses=(12,)), "en")
    assert ids([page]) == ["LqQxgqUe"]
    assert len(tencent.calls) == 4


async def test_who_may_not_list_is_told_so_at_once(tencent: Tencent, transport: Transport) -> None:
    tencent.allowed_actions.remove(LIST)
    with pytest.raises(Failed) as raised:
        await client_of(tencent, transport).list(Query(), "en")
    assert raised.value.problem.key == "not-permitted"
    assert len(tencent.calls) == 1


async def test_the_log_of_a_listing_names_nobody(
    tencent: Tencent, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "letterdrop.tencent")
    await client_of(tencent, transport).list(Query(), "en")
    (line,) = (r.getMessage() for r in caplog.records if r.name == "letterdrop.tencent")
    request_id = tencent.calls[0].request_id
    assert line.startswith(f"DescribeCertificates -: OK, RequestId {request_id}, ")
    assert "shop" not in line
