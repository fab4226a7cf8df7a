"""What the ledger's rows tell as records, and that nothing is waited for too long."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from bot import problems
from bot.inbound.messages import Drop
from bot.jobs.database import open_database
from bot.jobs.ledger import Job, Ledger, Next
from bot.letters.story import Refused, Story, Uploaded, UploadedBefore, Watch
from bot.overview import records
from bot.overview.access import within
from bot.problems import Problem
from bot.slack.shapes import read_file
from bot.tencent.certificate import CertificateStatus, Status
from bot.tencent.error_codes import refusal
from bot.tencent.responses import Receipt
from bot.views import lists
from bot.views.markup import code
from bot.views.results import HEADING_ACCEPTED, HEADING_ACCEPTED_BEFORE
from bot.views.words import Words
from tests.for_each import for_each
from tests.views.samples import certificate

RECEIPT = Receipt("flSFd6Fh", "request-1")
REFUSAL = refusal("FailedOperation.CertificateNotFound", "", "request-2")


class Clock:
    """A second passes with each look."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    database = await open_database(f"sqlite:///{tmp_path / 'letterdrop.db'}")
    yield Ledger(database, now=Clock())
    await database.close()


def dropped(user: str = "U1") -> Drop:
    file = read_file({"id": "F1", "name": "letter.pdf"})
    assert file is not None
    return Drop(
        team="T1",
        channel="C1",
        channel_type="channel",
        ts="1.1",
        thread="1.1",
        user=user,
        files=(file,),
        candidates=(),
        addressed=True,
        on_topic=True,
        sent_from_team=None,
    )


def story(certificate_id: str = "flSFd6Fh", *, user: str = "U1") -> Story:
    return Story(dropped(user), certificate_id, outcome=Uploaded(RECEIPT, 1.0))


def refused(problem: Problem) -> Story:
    return Story(dropped(), "flSFd6Fh", outcome=Refused(problems.to_json(problem)))


async def kept(ledger: Ledger, job_id: str, told: Story, state: str = "done") -> None:
    """A letter whose job has come to this state."""
    data = msgspec.to_builtins(told)
    await ledger.add(job_id, "received", data)
    (job,) = await ledger.find(id=job_id)
    certificate = told.certificate_id or None
    assert await ledger.move(job, Next(state, data, None, certificate))


# What a record tells -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "outcome", "request_id"),
    [
        (story(), HEADING_ACCEPTED, "request-1"),
        (
            Story(dropped(), "flSFd6Fh", outcome=UploadedBefore(RECEIPT, 1.0, "C1", "1.2")),
            HEADING_ACCEPTED_BEFORE,
            "request-1",
        ),
        (refused(REFUSAL), REFUSAL.traits.heading, "request-2"),
        (refused(problems.Mishap("r1")), problems.Mishap("r1").traits.heading, ""),
    ],
    ids=["accepted", "accepted before", "refused by Tencent Cloud", "a bug of ours"],
)
async def test_a_record_tells_who_handed_in_what_and_how_it_ended(
    ledger: Ledger, told: Story, outcome: str, request_id: str
) -> None:
    await kept(ledger, "a", told)
    (record,) = await records.latest(ledger, 20)
    assert (record.user, record.certificate_id) == ("U1", "flSFd6Fh")
    assert (record.outcome_key, record.request_id) == (outcome, request_id)
    assert record.file_name == "letter.pdf"


WAITING = certificate()
REVOKING = certificate(status=Status.WAITING_FOR_REVOKE_LETTER)
ACCEPTED = Uploaded(RECEIPT, 1.0)
SENT_BEFORE = UploadedBefore(RECEIPT, 1.0, "C1", "1.2")
REFUSED = Refused(problems.to_json(REFUSAL))
REVOKES = "✅ Revocation letter uploaded"


@for_each(
    ("seen", "outcome", "latest", "begins", "ends"),
    [
        (WAITING, ACCEPTED, None, "✅ Letter uploaded", "`shop.example.com`"),
        (WAITING, ACCEPTED, Status.UNDER_REVIEW, "✅ Letter uploaded", "`shop.example.com`"),
        (None, ACCEPTED, Status.APPROVED, "✅ Letter uploaded", "🎉 Certificate issued"),
        (WAITING, ACCEPTED, Status.APPROVED, "✅ Letter uploaded", "🎉 Certificate issued"),
        (WAITING, ACCEPTED, Status.REVIEW_FAILED, "✅ Letter uploaded", "❌ Review failed"),
        (REVOKING, ACCEPTED, None, REVOKES, "`shop.example.com`"),
        (REVOKING, ACCEPTED, Status.REVOKED, REVOKES, "✅ Certificate revoked"),
        (REVOKING, ACCEPTED, Status.APPROVED, REVOKES, "❌ Not revoked"),
        (REVOKING, SENT_BEFORE, None, "✅ Already uploaded", "revocation letter"),
        (REVOKING, REFUSED, None, "❌ No such certificate", "revocation letter"),
        (WAITING, REFUSED, None, "❌ No such certificate", "`shop.example.com`"),
    ],
)
def test_a_letter_is_told_with_its_kind_its_domain_and_what_the_ca_decided(
    seen: CertificateStatus | None,
    outcome: Uploaded | UploadedBefore | Refused,
    latest: int | None,
    begins: str,
    ends: str,
) -> None:
    now = certificate(status=latest) if latest is not None else None
    line = shown(Story(dropped(), "flSFd6Fh", seen, outcome=outcome, watch=Watch(latest=now)))
    assert line.startswith(begins)
    assert line.rpartition(" · RequestId")[0].endswith(ends)
    assert ("shop.example.com" in line) is (seen is not None or now is not None)


def shown(story: Story) -> str:
    """A letter as the history tells it."""
    told = records.record(Job("a", "done", msgspec.to_builtins(story), None, None, 1, 1.0, 1.0))
    assert told
    return lists.letter_line(Words("en"), told, code)


def test_a_row_of_an_older_release_without_what_was_seen_since_is_listed_all_the_same() -> None:
    data = msgspec.to_builtins(story())
    for added_since in ("certificate", "watch", "adjusted", "question"):
        del data[added_since]
    told = records.record(Job("a", "done", data, None, None, 1, 1.0, 1.0))
    assert told
    line = lists.letter_line(Words("en"), told, code)
    assert line.endswith("UTC> · `flSFd6Fh` · RequestId `request-1`")


def test_what_the_ca_decided_on_a_newer_letter_is_not_told_of_the_older_one() -> None:
    watch = Watch(latest=certificate(status=Status.APPROVED), superseded=True)
    assert "issued" not in shown(Story(dropped(), "flSFd6Fh", outcome=ACCEPTED, watch=watch))


async def test_the_time_is_that_of_the_upload_or_else_of_the_drop(ledger: Ledger) -> None:
    await kept(ledger, "a", story())
    await kept(ledger, "b", refused(REFUSAL))
    (job,) = await ledger.find(id="b")
    newest, uploaded = await records.latest(ledger, 20)
    assert newest.at == job.added < job.changed
    assert uploaded.at == 1.0


async def test_the_newest_letter_comes_first_and_no_more_than_wanted(ledger: Ledger) -> None:
    for number in range(4):
        await kept(ledger, str(number), story(f"Cert000{number}"))
    told = await records.latest(ledger, 3)
    assert [each.certificate_id for each in told] == ["Cert0003", "Cert0002", "Cert0001"]


async def test_ones_own_letters_are_picked_out(ledger: Ledger) -> None:
    await kept(ledger, "a", story(user="U1"))
    await kept(ledger, "b", story(user="U2"))
    await kept(ledger, "c", story(user="W1"))  # the same person's other ID
    own = await records.latest(ledger, 20, users=frozenset({"U1", "W1"}))
    assert [each.user for each in own] == ["W1", "U1"]


async def test_a_watched_letter_has_its_outcome_too(ledger: Ledger) -> None:
    await kept(ledger, "a", story(), "watching")
    assert len(await records.latest(ledger, 20)) == 1


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (Story(dropped(), "flSFd6Fh"), "done"),
        (Story(dropped(), outcome=Refused(problems.to_json(REFUSAL))), "done"),
        (story(), "silent"),
        (story(), "turned-away"),
    ],
    ids=["no outcome", "no certificate", "the bot was silent", "may not"],
)
async def test_a_row_that_is_no_ended_letter_is_no_record(
    ledger: Ledger, told: Story, state: str
) -> None:
    await kept(ledger, "a", told, state)
    assert await records.latest(ledger, 20) == []
    assert await records.last_for(ledger, "flSFd6Fh") is None


async def test_rows_of_other_kinds_are_passed_over(ledger: Ledger) -> None:
    await ledger.add("sum", "done", {"parts": ["a"], "said": "x"})
    await ledger.add("tidying", "done", {})
    assert await records.latest(ledger, 20) == []


# The last letter of a certificate ----------------------------------------------------------------


async def test_the_last_letter_of_each_certificate_counts(ledger: Ledger) -> None:
    await kept(ledger, "a", story(user="U1"))
    await kept(ledger, "b", story(user="U2"))
    await kept(ledger, "c", story("Eq4hcD10", user="U3"))
    last = await records.by_certificate(ledger)
    assert {name: each.user for name, each in last.items()} == {"flSFd6Fh": "U2", "Eq4hcD10": "U3"}
    record = await records.last_for(ledger, "flSFd6Fh")
    assert record is not None
    assert record.user == "U2"


async def test_the_last_letter_is_the_one_that_was_uploaded_last(ledger: Ledger) -> None:
    first = Story(dropped("U1"), "flSFd6Fh", outcome=Uploaded(RECEIPT, 1_900_000_000.0))
    await kept(ledger, "a", first)  # it was asked about, and answered after the second one
    await kept(ledger, "b", story(user="U2"))
    last = (await records.by_certificate(ledger))["flSFd6Fh"]
    assert last.user == "U1"
    assert last == await records.last_for(ledger, "flSFd6Fh")


# Not too long ------------------------------------------------------------------------------------


async def test_what_comes_in_time_is_taken() -> None:
    assert await within(10, asyncio.sleep(0, "here"), "instead") == "here"


async def test_what_does_not_come_in_time_is_replaced() -> None:
    assert await within(0.01, asyncio.sleep(60, "here"), "instead") == "instead"
