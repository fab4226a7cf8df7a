"""The row of a letter: what was written can be read, by this release and by the next ones."""

from dataclasses import replace
from typing import Any

import msgspec

from bot import problems
from bot.certificates.lookup import Lookup
from bot.certificates.other_names import OtherName
from bot.inbound.messages import Answer, Drop
from bot.jobs.ledger import Job
from bot.letters import states
from bot.letters.answers import about
from bot.letters.states import State
from bot.letters.story import (
    Adjusted,
    Asks,
    Question,
    Refused,
    Story,
    Uploaded,
    UploadedBefore,
    Watch,
    readable_story,
    to,
)
from bot.slack.messages import Place
from bot.slack.shapes import File
from bot.tencent.certificate import CertificateStatus, Status
from bot.tencent.responses import Receipt
from tests.for_each import for_each
from tests.views.samples import certificate, sample

FILE = File("F1", "letter.pdf", 20_000, "hosted", "application/pdf", "", False, "")  # noqa: FBT003
DROP = Drop(
    *("C1", "channel", "1.1", "U1"),
    team="T1",
    ts="1.1",
    files=(FILE,),
    candidates=(),
    addressed=False,
    on_topic=True,
    sent_from_team=None,
)
RECEIPT = Receipt("flSFd6Fh", "request-1")
ANSWER = Answer("C1", "channel", "1.1", "U2", "flSFd6Fh")
OUTCOMES = [
    Uploaded(RECEIPT, 1.5),
    UploadedBefore(RECEIPT, 1.5, "C1", "1.2"),
    Refused(problems.to_json(problems.QuestionExpired(7))),
    None,
]


def job(data: Any) -> Job:
    return Job("T1:C1:1.1:F1", State.DONE, data, None, None, 1, 1.0, 1.0)


def as_json(data: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(data))


@for_each("outcome", OUTCOMES)
def test_a_row_is_read_as_it_was_written(outcome: Any) -> None:
    story = Story(
        DROP,
        "flSFd6Fh",
        question=Question(Asks.PAGES, "1.2", hinted=("a", "b"), settled_by=ANSWER),
        adjusted=Adjusted(pages=(1, 2), file=FILE),
        outcome=outcome,
        watch=Watch(5.0, stopped_by="U1"),
        came_from=State.ASKING,
    )
    assert readable_story(job(as_json(to(State.DONE, story).data))) == story


def test_a_row_of_another_release_may_lack_fields_and_have_more() -> None:
    row = as_json(msgspec.to_builtins(Story(DROP)))
    other = {"drop": row["drop"], "question": {"ts": "1.2", "new": 1}, "new": {"a": [1]}}
    assert readable_story(job(other)) == Story(DROP, question=Question(ts="1.2"))


def test_what_is_odd_about_a_file_is_asked_about_until_somebody_confirms_it() -> None:
    named = OtherName("b.example", "a.example")
    doubted = Adjusted(warnings=("blank", "little-ink"), other_names=(named,))
    assert (doubted.doubted_looks, doubted.doubted_names) == (("blank",), (named,))
    for_another = replace(doubted, looks_confirmed_by="U1")  # certificate, which about() lets ask
    assert (for_another.doubted_looks, for_another.doubted_names) == ((), (named,))
    before = replace(doubted, other_name_confirmed_by="U1")  # by the release before
    assert (before.doubted_looks, before.doubted_names) == (("blank",), ())


def test_a_state_of_a_newer_release_stops_nothing() -> None:
    row = as_json(msgspec.to_builtins(Story(DROP))) | {"came_from": "polishing"}
    story = readable_story(job(row))
    state = State(story.came_from)
    assert state is State.UNKNOWN
    assert not state.is_at_rest
    assert state not in states.OUTCOMES
    assert to(story.came_from, story).state == "polishing"
    written = as_json(to(State.DONE, story).data)
    assert written["came_from"] == "polishing", "it is written as it was"


@for_each(
    ("kind", "another_id"),
    [
        ("question-expired", "may do"),
        ("certificate-not-found", "may do"),
        ("already-issued", "may do"),
        ("order-being-cancelled", "may do"),
        ("already-in-review", "will not do"),
        ("empty-file", "will not do"),
    ],
)
def test_a_letter_is_refused_for_its_certificate_or_for_itself(kind: str, another_id: str) -> None:
    problem = sample(kind)
    refused = Story(DROP).with_problem(problem)
    assert refused.problem == problem
    assert refused.may_have_wrong_id is (another_id == "may do")


# Where somebody is told something alone ----------------------------------------------------------

REPLIED = replace(DROP, ts="2.1", thread="1.1")
DIRECT = replace(DROP, channel="D1", channel_type="im")
FROM_HOME = replace(DROP, channel="U1", ts="", thread="")
IN_WORDS = Answer("C1", "channel", "1.1", "U2", ts="3.1", certificate_id="flSFd6Fh")
BY_CLICK = Answer("C1", "channel", "1.1", "U2", question_ts="1.2", decision="dismiss")
ALONE = Answer("C1", "channel", "", "U2", ts="3.1", certificate_id="flSFd6Fh")


@for_each(
    ("story", "thread"),
    [
        (Story(replace(DROP, thread="1.1")), ""),
        (Story(REPLIED), "1.1"),
        (Story(DROP, answer=IN_WORDS), "1.1"),
        (Story(DROP, answer=BY_CLICK), "1.1"),
        (Story(DROP, answer=ALONE), ""),
        (Story(DROP, answer=ANSWER), ""),  # by the form of the shortcut
        (Story(REPLIED, answer=ANSWER), "1.1"),
        (Story(DROP, question=Question(settled_by=IN_WORDS)), "1.1"),
        (Story(DIRECT), "1.1"),
        (Story(DIRECT, answer=ALONE), "1.1"),
        (Story(FROM_HOME), ""),
        (Story(replace(DROP, ts="", thread="")), ""),  # a form that was opened in the channel
    ],
)
def test_only_a_thread_that_is_active_shows_what_one_person_is_told(
    story: Story, thread: str
) -> None:
    assert story.heard_at == Place(story.drop.channel, thread)


def test_a_letter_is_by_whoever_has_dropped_it_by_any_of_their_ids() -> None:
    both = Story(DROP, posters=("W1",))
    assert [both.is_by(user) for user in ("U1", "W1", "U2")] == [True, True, False]
    assert not Story(DROP).is_by("W1")


# What is known of its certificate ----------------------------------------------------------------

REVOKING = certificate(status=Status.WAITING_FOR_REVOKE_LETTER)
UNKNOWN = Lookup("flSFd6Fh", unknown=sample("certificate-not-found"))


@for_each(
    ("named", "known"),
    [
        (Lookup("flSFd6Fh"), REVOKING),  # nobody can look now
        (UNKNOWN, None),
        (Lookup("flSFd6Fh", certificate()), certificate()),
        (Lookup("a91hoLqi"), None),
    ],
)
def test_a_look_that_fails_forgets_nothing(named: Lookup, known: CertificateStatus | None) -> None:
    story = about(Story(DROP, "flSFd6Fh", REVOKING), named)
    assert (story.certificate_id, story.certificate) == (named.certificate_id, known)


def test_a_letter_that_nobody_goes_on_with_is_at_rest() -> None:
    at_work = {State.RECEIVED, State.SPLITTING, State.SENDING, State.REPLYING, State.TELLING}
    assert all(not state.is_at_rest for state in at_work)
    assert State.TURNED_AWAY.is_at_rest  # else the sum of its message looks for ever
