import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.slack import Patience, SlackBusy, session, web_client
from bot.slack.people import CROWD, FRESH, Kind, People, Person, read_user
from sandbox.slack import ALICE, GUEST, OTHER_BOT, STRANGER, WANG_FANG, Fault, Slack

QUICK = Patience(attempts=3, first_wait=0.01, total=2.0)


class Clock:
    """A clock that moves when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.start() as slack:
        yield slack


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def people(slack: Slack, clock: Clock) -> AsyncIterator[People]:
    async with session() as http:
        client = web_client(slack.bot_token, slack.api_url, http)
        yield People(client, slack.team_id, clock, QUICK)


def lookups(slack: Slack) -> int:
    return sum(call.method == "users.info" for call in slack.calls)


async def test_everybody_is_answered_in_the_own_language(people: People) -> None:
    wang = await people.person(WANG_FANG)
    assert wang == Person(WANG_FANG, "zh-CN", "Asia/Shanghai", Kind.MEMBER)
    assert (await people.person(ALICE)).locale == "en-US"


@pytest.mark.parametrize(
    ("user", "kind"),
    [
        (ALICE, Kind.MEMBER),
        (GUEST, Kind.GUEST),
        (STRANGER, Kind.EXTERNAL),
        (OTHER_BOT, Kind.BOT),
    ],
)
async def test_guests_strangers_and_bots_are_told_from_members(
    people: People, user: str, kind: Kind
) -> None:
    assert (await people.person(user)).kind is kind


@pytest.mark.parametrize(
    ("user", "kind"),
    [
        ({"team_id": "T1"}, Kind.MEMBER),
        ({"team_id": "T1", "is_restricted": True}, Kind.GUEST),
        ({"team_id": "T1", "is_ultra_restricted": True}, Kind.GUEST),
        ({"team_id": "T2"}, Kind.EXTERNAL),
        ({"team_id": "T2", "is_restricted": True}, Kind.EXTERNAL),
        ({"team_id": "T1", "is_stranger": True}, Kind.EXTERNAL),
        ({"team_id": "T1", "deleted": True}, Kind.EXTERNAL),
        ({"team_id": "T1", "is_bot": True}, Kind.BOT),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T3", "T1"]}}, Kind.MEMBER),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T3"]}}, Kind.EXTERNAL),
        ({"team_id": "T1", "enterprise_user": None}, Kind.MEMBER),
        ({"team_id": "T1", "enterprise_user": {"teams": None}}, Kind.MEMBER),
        ({}, Kind.UNKNOWN),
        (None, Kind.UNKNOWN),
        ("U1", Kind.UNKNOWN),
    ],
)
def test_a_person_gets_no_more_trust_than_slack_vouches_for(user: Any, kind: Kind) -> None:
    assert read_user("U1", user, "T1") == Person("U1", kind=kind)


async def test_a_person_is_looked_up_once_in_ten_minutes(
    people: People, slack: Slack, clock: Clock
) -> None:
    await people.person(ALICE)
    clock.now += FRESH - 1
    await people.person(ALICE)
    assert lookups(slack) == 1
    clock.now += 2
    await people.person(ALICE)
    assert lookups(slack) == 2


async def test_many_letters_of_one_person_at_once_make_one_call(
    people: People, slack: Slack
) -> None:
    found = await asyncio.gather(*(people.person(ALICE) for _ in range(20)))
    assert {person.id for person in found} == {ALICE}
    assert lookups(slack) == 1


async def test_one_letter_given_up_does_not_spoil_the_look_up_of_another(
    people: People, slack: Slack
) -> None:
    slack.faults.add("users.info", Fault(delay=0.1))
    first = asyncio.create_task(people.person(ALICE))
    second = asyncio.create_task(people.person(ALICE))
    await slack.until(lambda: lookups(slack) == 1)
    first.cancel()
    assert (await second).kind is Kind.MEMBER
    assert first.cancelled() or first.cancelling()


async def test_a_crowd_is_not_remembered_for_ever(people: People, slack: Slack) -> None:
    crowd = [slack.add_person(f"person{n}") for n in range(CROWD)]
    await people.person(ALICE)
    for user in crowd:
        await people.person(user)
    seen = lookups(slack)
    await people.person(crowd[-1])
    assert lookups(slack) == seen
    await people.person(ALICE)
    assert lookups(slack) == seen + 1


@pytest.mark.parametrize(
    "fault",
    [Fault(status=503), Fault(reset=True), Fault(html=True), Fault(status=429, retry_after=0.01)],
)
async def test_a_passing_fault_is_waited_out(people: People, slack: Slack, fault: Fault) -> None:
    slack.faults.add("users.info", fault)
    assert (await people.person(ALICE)).kind is Kind.MEMBER


async def test_a_lasting_outage_asks_the_job_to_come_again(people: People, slack: Slack) -> None:
    slack.faults.add("users.info", Fault(status=500), times=None)
    with pytest.raises(SlackBusy):
        await people.person(ALICE)
    slack.faults.clear()
    assert (await people.person(ALICE)).kind is Kind.MEMBER


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("user_not_found", Kind.EXTERNAL),
        ("missing_scope", Kind.UNKNOWN),
        ("user_not_visible", Kind.EXTERNAL),
    ],
)
async def test_whom_slack_will_not_tell_of_is_asked_for_again(
    people: People, slack: Slack, error: str, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("users.info", Fault(error=error))
    with caplog.at_level(logging.WARNING, "letterdrop"):
        assert await people.person(ALICE) == Person(ALICE, kind=kind)
    assert error in caplog.text
    assert (await people.person(ALICE)).kind is Kind.MEMBER
