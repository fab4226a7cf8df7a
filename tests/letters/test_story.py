"""The row of a letter: what was written can be read, by this release and by the next ones."""

from typing import Any

import msgspec

from bot import problems
from bot.inbound.messages import Answer, Drop
from bot.jobs.ledger import Job
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
    story_of,
    to,
)
from bot.slack.shapes import File
from bot.tencent.receipt import Receipt
from tests.for_each import for_each
from tests.views.samples import sample

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
    assert story_of(job(as_json(to(State.DONE, story).data))) == story


def test_a_row_of_another_release_may_lack_fields_and_have_more() -> None:
    row = as_json(msgspec.to_builtins(Story(DROP)))
    other = {"drop": row["drop"], "question": {"ts": "1.2", "new": 1}, "new": {"a": [1]}}
    assert story_of(job(other)) == Story(DROP, question=Question(ts="1.2"))


def test_a_state_of_a_newer_release_stops_nothing() -> None:
    row = as_json(msgspec.to_builtins(Story(DROP))) | {"came_from": "polishing"}
    state = story_of(job(row)).came_from
    assert state is State.UNKNOWN
    assert not state.is_at_rest
    assert not state.may_hold_outcome


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
