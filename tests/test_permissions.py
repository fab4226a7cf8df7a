from hypothesis import given
from hypothesis import strategies as st

from bot.permissions import Kind, Person, Rules, may_upload
from bot.problems import ChannelNotAllowed, ExternalNotAllowed, GuestNotAllowed

MEMBER = Person("U1", kind=Kind.MEMBER)
GUEST = Person("U2", kind=Kind.GUEST)

people = st.builds(Person, st.just("U1"), kind=st.sampled_from(Kind))


def test_a_member_may_upload_everywhere_by_default() -> None:
    assert may_upload(MEMBER, "C1", Rules()) is None


def test_a_member_may_upload_only_in_the_listed_channels() -> None:
    rules = Rules(channels=frozenset({"C1"}))
    assert may_upload(MEMBER, "C1", rules) is None
    assert may_upload(MEMBER, "C2", rules) == ChannelNotAllowed()


def test_a_direct_message_needs_no_listing() -> None:
    assert may_upload(MEMBER, "D1", Rules(channels=frozenset({"C1"}))) is None


def test_a_guest_may_upload_only_where_guests_may() -> None:
    assert may_upload(GUEST, "C1", Rules(allow_external=True)) == GuestNotAllowed()
    assert may_upload(GUEST, "C1", Rules(allow_guests=True)) is None


def test_people_of_other_workspaces_may_upload_only_where_they_may() -> None:
    person = Person("U3", kind=Kind.EXTERNAL)
    assert may_upload(person, "C1", Rules(allow_guests=True)) == ExternalNotAllowed()
    assert may_upload(person, "C1", Rules(allow_external=True)) is None


def test_an_operator_who_does_not_let_the_bot_look_people_up_gets_every_letter() -> None:
    assert may_upload(Person("U4", kind=Kind.UNKNOWN), "C1", Rules()) is None


@given(people, st.sampled_from(["C1", "C2", "G1"]))
def test_no_person_gets_a_letter_past_the_list_of_channels(person: Person, channel: str) -> None:
    rules = Rules(frozenset({"C9"}), allow_guests=True, allow_external=True)
    assert may_upload(person, channel, rules) == ChannelNotAllowed()


def test_a_bot_never_may() -> None:
    rules = Rules(allow_guests=True, allow_external=True)
    assert may_upload(Person("U5", kind=Kind.BOT), "C1", rules) == ExternalNotAllowed()


@given(people.filter(lambda person: person.kind is not Kind.BOT))
def test_where_everybody_may_everybody_may(person: Person) -> None:
    assert may_upload(person, "C1", Rules(allow_guests=True, allow_external=True)) is None
