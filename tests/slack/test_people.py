import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextvars import copy_context
from typing import Any

import pytest
from aiohttp import web

from bot import acting
from bot.patience import (
    MEMBERS_KNOWN_FOR,
    PERSON_KNOWN_FOR,
    REFUSAL_KNOWN_FOR,
    Patience,
)
from bot.permissions import Person, PersonKind
from bot.slack import people as people_module
from bot.slack.api import SlackBusy, session, web_client
from bot.slack.people import People, read_user
from sandbox.slack import (
    ALICE,
    CERTIFICATE_TEAM,
    GUEST,
    OTHER_BOT,
    STRANGER,
    WANG_FANG,
    Fault,
    Slack,
    cast,
)
from tests.for_each import for_each

QUICK = Patience(attempts=3, first_wait=0.01, total=60.0)


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


Open = Callable[..., People]


@pytest.fixture
async def open_people(slack: Slack, clock: Clock) -> AsyncIterator[Open]:
    """Opens a `People` that minds the groups with these IDs."""
    async with session() as http:
        client = web_client(slack.bot_token, slack.api_url, http)
        yield lambda *groups: People(client, cast.TEAM, clock, QUICK, groups)


@pytest.fixture
def people(open_people: Open) -> People:
    return open_people()


def lookups(slack: Slack, method: str = "users.info") -> int:
    return sum(call.method == method for call in slack.calls)


async def test_everybody_is_answered_in_the_own_language(people: People) -> None:
    wang = await people.person(WANG_FANG)
    assert wang == Person(WANG_FANG, "zh-CN", PersonKind.MEMBER)
    assert (await people.person(ALICE)).locale == "en-US"


@pytest.mark.parametrize(
    ("user", "kind"),
    [
        (ALICE, PersonKind.MEMBER),
        (GUEST, PersonKind.GUEST),
        (STRANGER, PersonKind.EXTERNAL),
        (OTHER_BOT, PersonKind.BOT),
    ],
)
async def test_guests_strangers_and_bots_are_told_from_members(
    people: People, user: str, kind: PersonKind
) -> None:
    assert (await people.person(user)).kind is kind


@for_each(
    ("user", "kind"),
    [
        ({"team_id": "T1"}, PersonKind.MEMBER),
        ({"team_id": "T1", "is_restricted": True}, PersonKind.GUEST),
        ({"team_id": "T1", "is_ultra_restricted": True}, PersonKind.GUEST),
        ({"team_id": "T2"}, PersonKind.EXTERNAL),
        ({"team_id": "T2", "is_restricted": True}, PersonKind.EXTERNAL),
        ({"team_id": "T1", "is_stranger": True}, PersonKind.EXTERNAL),
        ({"team_id": "T1", "deleted": True}, PersonKind.EXTERNAL),
        ({"team_id": "T1", "is_bot": True}, PersonKind.BOT),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T3", "T1"]}}, PersonKind.MEMBER),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T3"]}}, PersonKind.EXTERNAL),
        ({"team_id": "T1", "enterprise_user": None}, PersonKind.MEMBER),
        ({"team_id": "T1", "enterprise_user": {"teams": None}}, PersonKind.MEMBER),
        ({}, PersonKind.UNKNOWN),
        (None, PersonKind.UNKNOWN),
        ("U1", PersonKind.UNKNOWN),
    ],
)
def test_a_person_gets_no_more_trust_than_slack_vouches_for(user: Any, kind: PersonKind) -> None:
    assert read_user("U1", user, "T1") == Person("U1", kind=kind)


# On Enterprise Grid a person has a U… and a W…; events and groups name either.
@for_each(
    ("asked", "user", "ids"),
    [
        ("W1", {"id": "U1", "enterprise_user": {"id": "W1"}}, {"U1", "W1"}),
        ("U1", {"id": "U1", "enterprise_user": {"id": "W1"}}, {"U1", "W1"}),
        ("U1", {"id": "W1"}, {"U1", "W1"}),
        ("U2", {"id": "U1", "enterprise_user": {"id": "W1"}}, {"U1", "U2", "W1"}),
        ("U1", {"id": "U1", "enterprise_user": {"id": "U1"}}, {"U1"}),
        ("U1", {"id": "U1"}, {"U1"}),
        ("U1", {"id": None, "enterprise_user": {"id": ""}}, {"U1"}),
        ("U1", {"id": 7, "enterprise_user": "W1"}, {"U1"}),
        ("U1", {"id": "<!channel>", "enterprise_user": ["W1"]}, {"U1"}),
    ],
)
def test_a_person_may_have_two_ids(asked: str, user: Any, ids: set[str]) -> None:
    assert read_user(asked, user, "T1").ids == ids


async def test_a_person_is_looked_up_once_in_ten_minutes(
    people: People, slack: Slack, clock: Clock
) -> None:
    await people.person(ALICE)
    clock.now += PERSON_KNOWN_FOR - 1
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
    assert (await second).kind is PersonKind.MEMBER
    assert first.cancelled() or first.cancelling()


async def test_a_crowd_is_not_remembered_for_ever(
    people: People, slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_module, "MOST_REMEMBERED", 30)
    crowd = [slack.add_person(f"person{n}") for n in range(30)]
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
    assert (await people.person(ALICE)).kind is PersonKind.MEMBER


async def test_a_lasting_outage_asks_the_job_to_come_again(people: People, slack: Slack) -> None:
    slack.faults.add("users.info", Fault(status=500), times=None)
    with pytest.raises(SlackBusy):
        await people.person(ALICE)
    slack.faults.clear()
    assert (await people.person(ALICE)).kind is PersonKind.MEMBER


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("user_not_found", PersonKind.EXTERNAL),
        ("missing_scope", PersonKind.UNKNOWN),
        ("user_not_visible", PersonKind.EXTERNAL),
    ],
)
async def test_whom_slack_will_not_tell_of_is_asked_for_again(
    people: People, slack: Slack, error: str, kind: PersonKind, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("users.info", Fault(error=error))
    with caplog.at_level(logging.WARNING, "letterdrop"):
        assert await people.person(ALICE) == Person(ALICE, kind=kind)
    assert error in caplog.text
    assert (await people.person(ALICE)).kind is PersonKind.MEMBER


# User groups -------------------------------------------------------------------------------------

MEMBERS = "usergroups.users.list"
ADMINS = "S0ADMINS01"
TEAM = frozenset({CERTIFICATE_TEAM})


async def test_members_of_a_group_are_told_from_others(open_people: Open, slack: Slack) -> None:
    slack.usergroups[ADMINS] = [WANG_FANG]
    people = open_people(CERTIFICATE_TEAM, ADMINS)
    assert (await people.person(ALICE)).usergroups == TEAM
    assert (await people.person(WANG_FANG)).usergroups == TEAM | {ADMINS}
    assert (await people.person(GUEST)).usergroups == frozenset()


async def test_without_groups_nobody_is_asked_for_their_members(
    people: People, slack: Slack
) -> None:
    assert (await people.person(ALICE)).usergroups == frozenset()
    assert lookups(slack, MEMBERS) == 0


async def test_many_people_at_once_make_one_call_for_their_group(
    open_people: Open, slack: Slack
) -> None:
    people = open_people(CERTIFICATE_TEAM)
    await asyncio.gather(*(people.person(user) for user in (ALICE, WANG_FANG, GUEST, ALICE)))
    assert lookups(slack, MEMBERS) == 1


async def test_who_leaves_the_group_may_no_more_within_five_minutes(
    open_people: Open, slack: Slack, clock: Clock
) -> None:
    people = open_people(CERTIFICATE_TEAM)
    assert (await people.person(ALICE)).usergroups
    slack.usergroups[CERTIFICATE_TEAM].remove(ALICE)
    clock.now += MEMBERS_KNOWN_FOR - 1
    assert (await people.person(ALICE)).usergroups
    clock.now += 2
    assert (await people.person(ALICE)).usergroups == frozenset()


@pytest.mark.parametrize(
    "error", ["missing_scope", "no_such_subteam", "plan_upgrade_required", "unknown_method"]
)
async def test_members_that_slack_does_not_tell_are_unknown_and_asked_for_again_soon(
    open_people: Open, slack: Slack, clock: Clock, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    people = open_people(CERTIFICATE_TEAM)
    slack.faults.add(MEMBERS, Fault(error=error))
    with caplog.at_level(logging.WARNING, "letterdrop"):
        assert await people.person(ALICE) == Person(
            ALICE, "en-US", PersonKind.MEMBER, usergroups=None
        )
    assert error in caplog.text
    assert (await people.person(ALICE)).usergroups is None
    assert lookups(slack, MEMBERS) == 1, "a refusal is not asked for with every letter"
    clock.now += REFUSAL_KNOWN_FOR + 1
    assert (await people.person(ALICE)).usergroups == TEAM


async def test_a_group_that_is_gone_keeps_no_member_of_another_one_out(
    open_people: Open,
) -> None:
    people = open_people("S0GONE0001", CERTIFICATE_TEAM)
    assert (await people.person(ALICE)).usergroups == TEAM
    assert (await people.person(GUEST)).usergroups is None


async def test_members_are_known_though_the_person_is_not(open_people: Open, slack: Slack) -> None:
    slack.scopes.discard("users:read")
    person = await open_people(CERTIFICATE_TEAM).person(ALICE)
    assert (person.kind, person.usergroups) == (PersonKind.UNKNOWN, TEAM)


async def test_a_passing_fault_of_a_group_is_waited_out(open_people: Open, slack: Slack) -> None:
    slack.faults.add(MEMBERS, Fault(status=503))
    assert (await open_people(CERTIFICATE_TEAM).person(ALICE)).usergroups == TEAM


async def test_a_lasting_outage_of_groups_refuses_nobody_and_lets_nobody_in(
    open_people: Open, slack: Slack
) -> None:
    people = open_people(CERTIFICATE_TEAM)
    slack.faults.add(MEMBERS, Fault(status=500), times=None)
    with pytest.raises(SlackBusy):
        await people.person(ALICE)
    slack.faults.clear()
    assert (await people.person(ALICE)).usergroups == TEAM


async def test_the_language_is_known_while_the_groups_are_not(
    open_people: Open, slack: Slack
) -> None:
    slack.faults.add(MEMBERS, Fault(status=500), times=None)
    assert await open_people(CERTIFICATE_TEAM).locale(WANG_FANG) == "zh-CN"
    assert lookups(slack, MEMBERS) == 0


async def test_an_answer_without_members_lets_nobody_in() -> None:
    async def answer(request: web.Request) -> web.Response:
        user = {"ok": True, "user": {"id": "U1", "team_id": "T1"}}
        return web.json_response(user if request.path.endswith("info") else {"ok": True})

    app = web.Application()
    app.router.add_route("*", "/{method:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        async with session() as http:
            client = web_client("xoxb-test", url, http)
            with pytest.raises(SlackBusy, match="without users"):
                await People(client, "T1", patience=QUICK, usergroups=["S1"]).person("U1")
    finally:
        await runner.cleanup()


# Who asks first ----------------------------------------------------------------------------------


async def test_who_asked_first_and_lost_its_job_ends_the_look_up_for_nobody(
    slack: Slack, open_people: Open
) -> None:
    people = open_people()
    slack.faults.add("users.info", Fault(status=500))
    lost = asyncio.create_task(_as_one_that_lost_its_claim(people), context=copy_context())
    await asyncio.sleep(0)  # so that it asks first
    assert (await people.person(ALICE)).kind is PersonKind.MEMBER
    assert (await lost).kind is PersonKind.MEMBER


async def _as_one_that_lost_its_claim(people: People) -> Person:
    async def lost() -> None:
        raise AssertionError("the claim is lost")

    acting.check.set(lost)
    return await people.person(ALICE)
