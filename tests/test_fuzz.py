"""What is nearly right from outside is read or refused, and never raises.

The payloads and rows are those of real conversations with the bot in the sandbox, changed here and
there; what was found that way lies in data/fuzz. How many are tried: LETTERDROP_TEST_EXAMPLES.
"""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.files.detect import type_of
from bot.files.letter import Letter, check
from bot.files.process.run import ReadersFailed
from bot.files.results import Sound
from bot.inbound import messages
from bot.inbound.changes import read_change, read_deleted_file
from bot.inbound.clicks import read_click
from bot.inbound.forms import faults, read_submission
from bot.jobs.ledger import Job
from bot.letters.audit import of_upload
from bot.letters.story import readable
from bot.overview.records import record
from bot.problems import Problem
from bot.slack.people import read_user
from bot.tencent.certificate import read_certificate, read_page
from bot.tencent.error_codes import Refusal
from bot.tencent.responses import Accepted, read_response
from handlers import payloads
from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, WANG_FANG, Upload
from tests.jobs.ledger_rows import rows_of, url_in
from tests.mutations import changed, damaged
from tests.running_bot import opened, readers

FOUND = Path(__file__).with_name("data") / "fuzz"
LETTER = Upload("letter.jpg", letters.jpg(20_000))
TEAM, BOT = "T0LETTERS1", "U0LETTERBT"
SHAPES = (
    payloads.SlashCommand,
    payloads.Shortcut,
    payloads.Click,
    payloads.Search,
    payloads.HomeOpened,
)
patient = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


Conversation = tuple[list[dict[str, Any]], list[Job]]


@pytest.fixture(scope="module")
async def conversation(tmp_path_factory: pytest.TempPathFactory) -> Conversation:
    """What Slack has sent in a few conversations, and the rows that they have left."""
    folder = tmp_path_factory.mktemp("conversation")
    async with opened(folder) as trial, rows_of(url_in(folder)) as rows:
        slack = trial.slack
        sent = await trial.drop("for flSFd6Fh", LETTER)
        await trial.ended(sent)
        asked = await trial.drop("the letter", LETTER, user=WANG_FANG)
        await trial.question(asked)
        await slack.say(user=ALICE, channel=CERTIFICATES, text="nONexis1", thread_ts=asked)
        revoked = await trial.drop("for LqQxgqUe", LETTER)
        await slack.until(lambda: any(each.blocks for each in trial.said(revoked)))
        await slack.click(trial.said(revoked)[0], "confirm_revocation", user=WANG_FANG)
        await trial.ended(revoked)
        await slack.edit(channel=CERTIFICATES, ts=asked, text="for Eq4hcD10", user=WANG_FANG)
        await trial.ended(asked)
        await slack.command("/letter", "status flSFd6Fh", user=ALICE, channel=CERTIFICATES)
        await slack.command("/letter", user=ALICE, channel=CERTIFICATES)
        await slack.open_home(user=ALICE)
        await slack.delete(channel=CERTIFICATES, ts=sent)
        (view,) = slack.open_views
        field = {"type": "external_select", "selected_option": {"value": "flSFd6Fh"}}
        await slack.submit_view(view, {"certificate": {"certificate_id": field}}, user=ALICE)
        return [each.payload for each in slack.deliveries], await rows.ledger.find()


def read_payload(payload: Any) -> None:
    """Do with a payload what the listeners do; raises what no payload may make them raise."""
    if not isinstance(payload, dict):
        return
    event = payload.get("event")
    if isinstance(event, dict):
        messages.read(event, team=TEAM, bot_user=BOT)
        read_change(event, team=TEAM, bot_user=BOT)
        read_deleted_file(event, team=TEAM)
    read_click(payload, team=TEAM)
    if submission := read_submission(payload, team=TEAM):
        faults(submission)
    for shape in SHAPES:
        payloads.read(shape, payload)
    read_user("U0ALICE001", payload.get("user"), TEAM)


def read_row(data: Any) -> None:
    """Do with a row what everybody does who comes by."""
    job = Job("job", "done", data if isinstance(data, dict) else {}, None, None, 1, 0.0, 0.0)
    record(job)
    for row in readable([job]):
        of_upload(row.job.id, row.story)
        assert row.story.file_name is not None
        assert row.story.heard_at


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.json")), ids=lambda each: each.stem)
def test_what_was_found_stays_mended(path: Path) -> None:
    found = json.loads(path.read_text())
    {"payload": read_payload, "row": read_row}[found["kind"]](found["value"])


@patient
@given(data=st.data())
def test_no_payload_of_slack_raises_in_what_reads_it(
    conversation: Conversation, data: st.DataObject
) -> None:
    sent, _ = conversation
    read_payload(data.draw(st.sampled_from(sent).flatmap(changed)))


@patient
@given(data=st.data())
def test_no_row_raises_in_who_comes_by(conversation: Conversation, data: st.DataObject) -> None:
    _, rows = conversation
    read_row(data.draw(st.sampled_from([each.data for each in rows]).flatmap(changed)))


RESPONSE = {
    "Response": {
        "RequestId": "a-b-c",
        "CertificateId": "flSFd6Fh",
        "Status": 1,
        "Domain": "shop.example.com",
        "SubjectAltName": ["shop.example.com"],
        "ProductZhName": "x",
        "CertBeginTime": "2026-01-01 00:00:00",
        "DvAuthDetail": {"DvAuths": [None]},
        "SubmittedData": {"OrganizationName": "Example"},
        "TotalCount": 1,
        "Certificates": [{"CertificateId": "flSFd6Fh", "Status": 1, "Domain": "a.example.com"}],
    }
}


@patient
@given(changed(RESPONSE), st.sampled_from([200, 500]))
def test_no_response_of_tencent_raises_in_what_reads_it(response: Any, status: int) -> None:
    try:
        body = json.dumps(response).encode()
    except (ValueError, TypeError):
        return
    read = read_response(status, body, "application/json")
    if isinstance(read, Accepted):
        seen = read_certificate("flSFd6Fh", read)
        assert isinstance(seen, Refusal) or seen.certificate_id == "flSFd6Fh"
        read_page(read, 0, 100)


FILES = {
    "letter.pdf": letters.pdf(20_000),
    "letter.jpg": letters.jpg(20_000),
    "letter.png": letters.png(20_000),
    "letter.docx": letters.word(),
}


@patient
@given(
    st.sampled_from(sorted(FILES)).flatmap(
        lambda each: st.tuples(st.just(each), damaged(FILES[each]))
    )
)
def test_no_damaged_file_raises_in_the_bot(file: tuple[str, bytes]) -> None:
    name, content = file
    type_of(content)
    assert isinstance(check(content, name), Letter | Problem)


@settings(patient, max_examples=max(10, settings.default.max_examples // 5))
@given(data=st.data())
async def test_no_damaged_file_is_more_than_a_problem_to_the_readers(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["letter.pdf", "letter.jpg", "letter.png"]))
    content = data.draw(damaged(FILES[name]))
    work = partial(readers().inspect, content, name)
    try:
        seen = await work()
    except ReadersFailed:  # it was idle for too long, just now
        seen = await work()
    assert isinstance(seen, Sound | Problem)
