import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.permissions import Act, NotAllowed, Person, PersonKind, Rules, why_not_allowed
from bot.problems import Problem
from tests.for_each import for_each

MEMBER = Person("U1", kind=PersonKind.MEMBER)
GUEST = Person("U2", kind=PersonKind.GUEST)

GROUPS = Rules(usergroups=frozenset({"S2", "S1"}))

rules_with_groups = st.builds(
    Rules,
    allow_guests=st.booleans(),
    allow_external=st.booleans(),
    usergroups=st.just(GROUPS.usergroups),
)
memberships = st.none() | st.frozensets(st.sampled_from(["S1", "S2", "S3"]))
OTHER_CHANNELS = st.sampled_from(["C1", "C2", "G1"])
people = st.builds(Person, st.just("U1"), kind=st.sampled_from(PersonKind), usergroups=memberships)


def test_a_member_may_upload_everywhere_by_default() -> None:
    assert why_not_allowed(MEMBER, "C1", Rules()) is None


def test_a_member_may_upload_only_in_the_listed_channels() -> None:
    rules = Rules(channels=frozenset({"C1"}))
    assert why_not_allowed(MEMBER, "C1", rules) is None
    assert why_not_allowed(MEMBER, "C2", rules).key == "channel-not-allowed"


@for_each(
    ("listed", "named"),
    [
        (["C1"], "<#C1>"),
        (["C3", "C1"], "<#C1>, <#C3>"),
        (["G1", "C2", "C3", "C4", "C5"], "<#C2>, <#C3>, <#C4>, <#C5>, <#G1>"),
        ([f"C{n}" for n in range(1, 10)], "<#C1>, <#C2>, <#C3>, <#C4>, <#C5>, …"),
    ],
)
def test_who_is_in_a_wrong_channel_is_told_a_few_right_ones(listed: list[str], named: str) -> None:
    refusal = why_not_allowed(MEMBER, "C99", Rules(frozenset(listed)))
    assert refusal == NotAllowed("channel-not-allowed", channels=named)


@for_each(
    ("person", "why"),
    [
        (GUEST, "guest-not-allowed"),
        (Person("U3", kind=PersonKind.EXTERNAL), "external-not-allowed"),
        (MEMBER, "not-in-usergroup"),
        (Person("U1", kind=PersonKind.MEMBER, usergroups=None), "usergroups-unknown"),
    ],
)
def test_who_may_nowhere_is_not_sent_to_another_channel(person: Person, why: str) -> None:
    rules = Rules(channels=frozenset({"C1"}), usergroups=frozenset({"S1"}))
    assert why_not_allowed(person, "C2", rules).key == why


def test_a_direct_message_needs_no_listing() -> None:
    assert why_not_allowed(MEMBER, "D1", Rules(channels=frozenset({"C1"}))) is None


def test_a_guest_may_upload_only_where_guests_may() -> None:
    assert why_not_allowed(GUEST, "C1", Rules(allow_external=True)) == NotAllowed(
        "guest-not-allowed"
    )
    assert why_not_allowed(GUEST, "C1", Rules(allow_guests=True)) is None


def test_people_of_other_workspaces_may_upload_only_where_they_may() -> None:
    person = Person("U3", kind=PersonKind.EXTERNAL)
    assert why_not_allowed(person, "C1", Rules(allow_guests=True)) == NotAllowed(
        "external-not-allowed"
    )
    assert why_not_allowed(person, "C1", Rules(allow_external=True)) is None


def test_an_operator_who_does_not_let_the_bot_look_people_up_gets_every_letter() -> None:
    assert why_not_allowed(Person("U4", kind=PersonKind.UNKNOWN), "C1", Rules()) is None


@given(people.filter(lambda person: person.kind is not PersonKind.BOT), OTHER_CHANNELS)
def test_no_person_gets_a_letter_past_the_list_of_channels(person: Person, channel: str) -> None:
    rules = Rules(frozenset({"C9"}), allow_guests=True, allow_external=True)
    assert why_not_allowed(person, channel, rules).key == "channel-not-allowed"


def test_a_bot_never_may() -> None:
    rules = Rules(allow_guests=True, allow_external=True)
    assert why_not_allowed(Person("U5", kind=PersonKind.BOT), "C1", rules) == NotAllowed(
        "external-not-allowed"
    )


@given(people.filter(lambda person: person.kind is not PersonKind.BOT))
def test_where_everybody_may_everybody_may(person: Person) -> None:
    assert why_not_allowed(person, "C1", Rules(allow_guests=True, allow_external=True)) is None


# User groups -------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["C1", "D1"])
def test_a_member_of_any_listed_group_may_upload(channel: str) -> None:
    person = Person("U1", kind=PersonKind.MEMBER, usergroups=frozenset({"S2"}))
    assert why_not_allowed(person, channel, GROUPS) is None


@for_each("channel", ["C1", "D1"])
@for_each("usergroups", [frozenset(), frozenset({"S3"})])
def test_others_are_told_which_groups_may(usergroups: frozenset[str], channel: str) -> None:
    person = Person("U1", kind=PersonKind.MEMBER, usergroups=usergroups)
    who = NotAllowed("not-in-usergroup", "<!subteam^S1>, <!subteam^S2>")
    assert why_not_allowed(person, channel, GROUPS) == who


def test_groups_are_named_in_the_order_of_their_ids() -> None:
    listed = [f"S{n}" for n in range(1, 10)]
    refusal = why_not_allowed(MEMBER, "C1", Rules(usergroups=frozenset(listed)))
    assert refusal == NotAllowed(
        "not-in-usergroup", ", ".join(f"<!subteam^{each}>" for each in listed)
    )


def test_whom_slack_does_not_tell_of_is_refused_as_such() -> None:
    person = Person("U1", kind=PersonKind.MEMBER, usergroups=None)
    assert why_not_allowed(person, "C1", GROUPS) == NotAllowed("usergroups-unknown")
    assert why_not_allowed(person, "C1", Rules()) is None


def test_a_person_of_unknown_kind_is_judged_by_the_group_alone() -> None:
    outside = Person("U1", kind=PersonKind.UNKNOWN)
    inside = Person("U1", kind=PersonKind.UNKNOWN, usergroups=frozenset({"S1"}))
    assert why_not_allowed(outside, "C1", GROUPS).key == "not-in-usergroup"
    assert why_not_allowed(inside, "C1", GROUPS) is None


@for_each(
    ("kind", "problem"),
    [
        (PersonKind.GUEST, NotAllowed("guest-not-allowed")),
        (PersonKind.EXTERNAL, NotAllowed("external-not-allowed")),
        (PersonKind.BOT, NotAllowed("external-not-allowed")),
    ],
)
@for_each("usergroups", [None, frozenset(), frozenset({"S1"})])
def test_a_group_opens_no_door_that_is_closed(
    kind: PersonKind, problem: Problem, usergroups: frozenset[str] | None
) -> None:
    person = Person("U1", kind=kind, usergroups=usergroups)
    assert why_not_allowed(person, "C1", GROUPS) == problem


@given(people, rules_with_groups)
def test_only_members_of_the_groups_get_a_letter_past_them(person: Person, rules: Rules) -> None:
    if why_not_allowed(person, "C1", rules) is None:
        assert person.usergroups
        assert person.usergroups & rules.usergroups


# More than an upload -----------------------------------------------------------------------------

MORE = (Act.REVOKE, Act.LOOK)
OPEN = Rules(allow_guests=True, allow_external=True)


@for_each("act", MORE)
@for_each("usergroups", [None, frozenset(), frozenset({"S1"})])
@for_each("rules", [Rules(), OPEN, Rules(channels=frozenset({"C1"}))])
@for_each("channel", ["C1", "D1", "U1"])
def test_whom_slack_does_not_tell_apart_may_neither_revoke_nor_look(
    act: Act, usergroups: frozenset[str] | None, rules: Rules, channel: str
) -> None:
    person = Person("U1", kind=PersonKind.UNKNOWN, usergroups=usergroups)
    assert why_not_allowed(person, channel, rules, act) == NotAllowed("person-unknown")
    assert why_not_allowed(person, channel, rules) is None


def test_not_even_a_member_of_the_right_group() -> None:
    person = Person("U1", kind=PersonKind.UNKNOWN, usergroups=frozenset({"S1"}))
    assert [why_not_allowed(person, "C1", GROUPS, act).key for act in MORE] == [
        "person-unknown",
        "person-unknown",
    ]


@given(people.filter(lambda person: person.kind is not PersonKind.UNKNOWN), st.sampled_from(Act))
def test_whoever_is_told_apart_may_do_what_they_may_upload(person: Person, act: Act) -> None:
    for rules in (Rules(), OPEN, GROUPS):
        assert why_not_allowed(person, "C1", rules, act) == why_not_allowed(person, "C1", rules)


@given(people, st.sampled_from(Act), rules_with_groups)
def test_who_may_not_upload_may_nothing_else(person: Person, act: Act, rules: Rules) -> None:
    if refusal := why_not_allowed(person, "C1", rules):
        assert why_not_allowed(person, "C1", rules, act) == refusal
