"""What waits for a letter: known in time, and Tencent Cloud is asked no more than needed."""

import asyncio
from collections.abc import Sequence
from contextvars import copy_context

import pytest

from bot import acting
from bot.certificates.waiting import MOST_WAITING, Waiting
from bot.patience import Patience
from bot.tencent.certificate import CertificateStatus, LetterKind
from bot.tencent.client import Certificates
from bot.tencent.signature import Credentials
from bot.tencent.transport import Transport
from sandbox.tencent import Certificate, Fault, Tencent, many_certificates

LIST = "DescribeCertificates"
ALL = ["Eq4hcD10", "LqQxgqUe", "a91hoLqi", "flSFd6Fh"]  # ordered in the same second
SLOW = Fault(delay=0.5)
IN_TIME_FOR_A_LISTENER = 0.02


class Clock:
    """Goes on only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def at_once(action: str) -> None:
    """Give every slot at once."""
    assert action == LIST


def client_of(tencent: Tencent, transport: Transport) -> Certificates:
    credentials = Credentials(tencent.secret_id, tencent.secret_key)
    patience = Patience(attempts=2, first_wait=0.01, total=5, one_try=5)
    return Certificates(transport, tencent.endpoint, credentials, tencent.clock, at_once, patience)


@pytest.fixture
def waiting(tencent: Tencent, transport: Transport, clock: Clock) -> Waiting:
    return Waiting(client_of(tencent, transport), clock)


def ids(certificates: Sequence[CertificateStatus] | None) -> list[str]:
    assert certificates is not None
    return [each.certificate_id for each in certificates]


# What waits --------------------------------------------------------------------------------------


async def test_those_that_wait_for_either_letter_are_listed_and_no_others(
    waiting: Waiting,
) -> None:
    known = await waiting.now()
    assert known is not None
    assert {each.certificate_id: each.waits_for for each in known} == {
        "Eq4hcD10": LetterKind.CONFIRM,
        "LqQxgqUe": LetterKind.REVOKE,
        "a91hoLqi": LetterKind.CONFIRM,
        "flSFd6Fh": LetterKind.CONFIRM,
    }
    assert waiting.may_list is True


async def test_the_longest_waiting_comes_first_and_an_unknown_time_last(
    tencent: Tencent, waiting: Waiting
) -> None:
    tencent.certificates["a91hoLqi"].inserted = "2026-11-01 00:00:00"
    tencent.certificates["LqQxgqUe"].inserted = "2025-12-31 23:59:59"
    tencent.certificates["Eq4hcD10"].inserted = ""
    assert ids(await waiting.now()) == ["LqQxgqUe", "a91hoLqi", "flSFd6Fh", "Eq4hcD10"]


async def test_a_certificate_brought_along_from_elsewhere_waits_for_nothing(
    tencent: Tencent, waiting: Waiting
) -> None:
    tencent.certificates["kneSCNrZ"].status = 8
    assert ids(await waiting.now()) == ALL


async def test_a_dv_certificate_waits_for_nothing(tencent: Tencent, waiting: Waiting) -> None:
    tencent.certificates["Dv000001"] = Certificate("Dv000001", "dv.example.com", is_dv=True)
    assert ids(await waiting.now()) == ALL


async def test_nothing_may_wait(transport: Transport) -> None:
    async with Tencent.start([]) as tencent:
        waiting = Waiting(client_of(tencent, transport))
        assert await waiting.now() == ()
        assert await waiting.find("shop") == ()


async def test_more_than_anybody_can_read_is_cut(transport: Transport) -> None:
    account = many_certificates(MOST_WAITING + 500, status=8)
    async with Tencent.start(account.values()) as tencent:
        known = await Waiting(client_of(tencent, transport)).now()
    assert ids(known) == list(account)[:MOST_WAITING]
    assert len(tencent.calls) == MOST_WAITING / 1_000


# How often Tencent Cloud is asked ----------------------------------------------------------------


async def test_a_list_is_used_again_for_half_a_minute(
    tencent: Tencent, waiting: Waiting, clock: Clock
) -> None:
    await waiting.now()
    tencent.certificates["flSFd6Fh"].status = 0
    clock.seconds += 29.9
    assert ids(await waiting.now()) == ALL
    assert len(tencent.calls) == 1

    clock.seconds += 0.1
    assert "flSFd6Fh" not in ids(await waiting.now())
    assert len(tencent.calls) == 2


async def test_those_who_ask_at_the_same_time_share_one_call(
    tencent: Tencent, waiting: Waiting
) -> None:
    answers = await asyncio.gather(*(waiting.now() for _ in range(20)), waiting.find("shop"))
    assert [len(ids(answer)) for answer in answers] == [4] * 20 + [1]
    assert len(tencent.calls) == 1


async def test_one_who_goes_away_leaves_the_call_to_the_others(
    tencent: Tencent, waiting: Waiting
) -> None:
    tencent.faults.add(LIST, SLOW)
    first, second = (asyncio.create_task(waiting.now()) for _ in range(2))
    await tencent.until(lambda: tencent.calls)
    first.cancel()
    assert ids(await second) == ALL
    assert len(tencent.calls) == 1


async def test_after_a_letter_has_arrived_the_list_is_a_new_one(
    tencent: Tencent, waiting: Waiting
) -> None:
    await waiting.now()
    tencent.certificates["flSFd6Fh"].status = 0
    waiting.forget()
    assert "flSFd6Fh" not in ids(await waiting.now())
    assert "flSFd6Fh" not in ids(await waiting.now())
    assert len(tencent.calls) == 2


async def test_a_call_that_began_before_a_letter_arrived_does_not_count_as_new(
    tencent: Tencent, waiting: Waiting
) -> None:
    tencent.faults.add(LIST, SLOW)
    before = asyncio.create_task(waiting.now())
    await tencent.until(lambda: tencent.calls)
    tencent.certificates["flSFd6Fh"].status = 0
    waiting.forget()
    after = await asyncio.gather(*(waiting.now() for _ in range(5)))
    assert ids(await before) == ALL
    assert all("flSFd6Fh" not in ids(each) for each in after)
    assert len(tencent.calls) == 2


# When Tencent Cloud is slow, or not there --------------------------------------------------------


async def test_who_has_no_time_gets_nothing_and_the_next_one_what_came_meanwhile(
    tencent: Tencent, waiting: Waiting
) -> None:
    tencent.faults.add(LIST, SLOW)
    assert await waiting.now(within=IN_TIME_FOR_A_LISTENER) is None
    assert await waiting.find("shop", within=IN_TIME_FOR_A_LISTENER) is None
    assert waiting.may_list is None
    assert ids(await waiting.now()) == ALL
    assert len(tencent.calls) == 1


async def test_who_has_no_time_gets_the_last_list_for_ten_minutes(
    tencent: Tencent, waiting: Waiting, clock: Clock
) -> None:
    await waiting.now()
    tencent.faults.add(LIST, Fault(delay=1.0), times=None)
    clock.seconds += 600
    assert ids(await waiting.now(within=IN_TIME_FOR_A_LISTENER)) == ALL
    clock.seconds += 0.1
    assert await waiting.now(within=IN_TIME_FOR_A_LISTENER) is None


async def test_when_tencent_cannot_be_reached_the_last_list_is_given_for_ten_minutes(
    tencent: Tencent, waiting: Waiting, clock: Clock
) -> None:
    await waiting.now()
    tencent.faults.add(LIST, Fault(status=502), times=None)
    clock.seconds += 600
    assert ids(await waiting.now()) == ALL
    clock.seconds += 0.1
    assert await waiting.now() is None
    assert waiting.may_list is True

    tencent.faults.clear()
    assert ids(await waiting.now()) == ALL


# When the key may not list -----------------------------------------------------------------------


async def test_who_may_not_list_gets_nothing_and_asks_again_after_a_minute(
    tencent: Tencent, waiting: Waiting, clock: Clock
) -> None:
    tencent.allowed_actions.remove(LIST)
    assert await waiting.now() is None
    assert waiting.may_list is False

    tencent.allowed_actions.add(LIST)
    clock.seconds += 59.9
    assert await waiting.now() is None
    assert await waiting.find("shop") is None
    assert len(tencent.calls) == 1

    clock.seconds += 0.1
    assert ids(await waiting.now()) == ALL
    assert waiting.may_list is True


async def test_a_permission_withdrawn_takes_the_list_along(
    tencent: Tencent, waiting: Waiting, clock: Clock
) -> None:
    await waiting.now()
    tencent.allowed_actions.remove(LIST)
    clock.seconds += 30
    assert await waiting.now() is None
    assert waiting.may_list is False


async def test_a_letter_that_arrives_does_not_ask_where_nobody_may(
    tencent: Tencent, waiting: Waiting
) -> None:
    tencent.faults.add(LIST, Fault(deny=True, delay=0.1), times=None)
    before = asyncio.create_task(waiting.now())
    await tencent.until(lambda: tencent.calls)
    waiting.forget()
    assert await waiting.now() is None
    assert await before is None
    assert len(tencent.calls) == 1


async def test_a_wrong_clock_is_no_missing_permission_but_waits_for_the_operator_too(
    tencent: Tencent, waiting: Waiting, clock: Clock
) -> None:
    await waiting.now()
    tencent.faults.add(LIST, Fault(code="AuthFailure.SignatureExpire"))
    clock.seconds += 30
    assert ids(await waiting.now()) == ALL
    assert ids(await waiting.now()) == ALL
    assert waiting.may_list is True
    assert len(tencent.calls) == 2


# Finding -----------------------------------------------------------------------------------------


@pytest.fixture
def named(tencent: Tencent) -> Tencent:
    """Give an account whose certificates have something in common."""
    tencent.certificates = {
        each.id: each
        for each in [
            Certificate("Xx000001", "shop.example.com", alias="Straße 5"),
            Certificate("Xx000002", "*.Example.net", names=("www.example.org", "SHOP.example.org")),
            Certificate("shop0003", "pay.example.com", inserted="2026-12-01 00:00:00"),
            Certificate("Xx000004", "xn--fiq228c.example.cn", alias="商店 WEB"),
            Certificate("Xx000005", "issued-shop.example.com", status=1),
        ]
    }
    return tencent


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("shop", ["shop0003", "Xx000001", "Xx000002"]),
        ("SHOP", ["shop0003", "Xx000001", "Xx000002"]),
        ("  shop.example.COM ", ["Xx000001"]),
        ("xx000002", ["Xx000002"]),
        ("0003", ["shop0003"]),
        ("*.example.net", ["Xx000002"]),
        ("STRASSE", ["Xx000001"]),
        ("web", ["Xx000004"]),
        ("商店", ["Xx000004"]),
        ("xn--fiq", ["Xx000004"]),
        ("issued", []),
        ("Xx000001\nStraße 5", []),
        ("x" * 100_000, []),
        ("", ["Xx000001", "Xx000002", "Xx000004", "shop0003"]),
    ],
    ids=lambda value: repr(value)[:30],
)
async def test_a_certificate_is_found_by_id_alias_domain_and_further_names(
    named: Tencent, waiting: Waiting, text: str, found: list[str]
) -> None:
    assert ids(await waiting.find(text)) == found
    assert len(named.calls) == 1


async def test_who_asked_first_and_lost_its_job_ends_the_look_up_for_nobody(
    waiting: Waiting,
) -> None:
    async def lost() -> None:
        raise AssertionError("the claim is lost")

    context = copy_context()
    context.run(acting.check.set, lost)
    first = asyncio.create_task(waiting.now(), context=context)
    await asyncio.sleep(0)  # so that it asks first
    assert await waiting.now()
    assert await first
