"""What people see of the form, the command, the shortcut, the buttons and the Home."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sandbox import letters
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    GUEST,
    NOT_MEMBER,
    RANDOM,
    WANG_FANG,
    Fault,
    Message,
    Response,
    Upload,
    View,
)
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests.for_each import for_each
from tests.postgres import Postgres
from tests.running_bot import ACCEPTED, Trial, opened

LETTER = Upload("letter.jpg", letters.jpg(20_000))
WORD = Upload("letter.docx", letters.jpg(20_000))
TINY = Upload("letter.pdf", b"%PDF-")

SLOW = TencentFault(delay=30)
SLOW_SLACK = Fault(delay=30)

Json = dict[str, Any]


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


async def letter(
    trial: Trial, text: str = "", *, user: str = ALICE, channel: str = CERTIFICATES
) -> Response:
    """Somebody types `/letter`; the reply came in time."""
    response = await trial.slack.command("/letter", text, user=user, channel=channel)
    assert response.acked
    return response


async def form(
    trial: Trial, text: str = "", *, user: str = ALICE, channel: str = CERTIFICATES
) -> View:
    """The form that `/letter` opens."""
    response = await letter(trial, text, user=user, channel=channel)
    assert response.payload == {}
    return the_form(trial)


def the_form(trial: Trial) -> View:
    (view,) = trial.slack.open_views
    return view


def field(view: View, block_id: str) -> Json:
    (element,) = [each["element"] for each in view.blocks if each["block_id"] == block_id]
    return dict(element)


def preset(view: View) -> str:
    """The certificate that the form names already."""
    element = field(view, "certificate")
    return str(element.get("initial_option", {}).get("value") or element.get("initial_value", ""))


async def uploaded(trial: Trial, upload: Upload) -> Json:
    """The file as a form carries it. It was uploaded where nobody speaks of letters."""
    small_talk = Upload(upload.name and f"x.{upload.name.rpartition('.')[2]}", upload.content)
    ts = await trial.drop("", small_talk, channel=RANDOM)
    return dict(trial.slack.message(RANDOM, ts).files[0])


async def filled(
    trial: Trial, view: View, certificate: str, upload: Upload = LETTER, note: str = ""
) -> Json:
    """What somebody fills in who uploads a file."""
    return _values(view, certificate, {"files": [await uploaded(trial, upload)]}, note)


def chosen(view: View, certificate: str, file_id: str) -> Json:
    """What somebody fills in who chooses one of the files."""
    return _values(view, certificate, {"selected_option": {"value": file_id}}, "")


def _values(view: View, certificate: str, file: Json, note: str) -> Json:
    kind = field(view, "certificate")["type"]
    told: Json = {"selected_option": {"value": certificate}}
    if kind == "plain_text_input":
        told = {"value": certificate}
    return {
        "certificate": {"certificate_id": {"type": kind, **told}},
        "file": {"file": {"type": field(view, "file")["type"], **file}},
        "note": {"note": {"type": "plain_text_input", "value": note or None}},
    }


async def submitted(trial: Trial, view: View, values: Json) -> Response:
    response = await trial.slack.submit_view(view, values)
    assert response.acked
    return response


async def announced(trial: Trial, channel: str = CERTIFICATES) -> Message:
    """The message with which the bot says in the channel who hands in what."""

    def said() -> list[Message]:
        messages = trial.slack.channel_messages(channel)
        return [each for each in messages if each.user == BOT_USER and not each.thread_ts]

    await trial.slack.until(said)
    (message,) = said()
    return message


def shown(response: Response) -> str:
    """What the reply to a command says, and its blocks."""
    return f"{response.payload.get('text', '')}{response.payload.get('blocks', '')}"


def arrived(trial: Trial) -> list[str]:
    return [each.certificate_id for each in trial.tencent.letters]


# The form ----------------------------------------------------------------------------------------


async def test_the_form_hands_in_a_letter_which_is_answered_in_a_thread_of_its_channel(
    trial: Trial,
) -> None:
    view = await form(trial)
    response = await submitted(trial, view, await filled(trial, view, "flSFd6Fh", note="urgent"))
    assert response.payload == {}
    assert trial.slack.open_views == []
    message = await announced(trial)
    assert f"<@{ALICE}>" in message.text
    assert "flSFd6Fh" in message.text
    assert "urgent" in message.text
    assert await trial.ended(message.ts) == ACCEPTED
    assert arrived(trial) == ["flSFd6Fh"]


async def test_the_form_begins_with_the_certificate_that_is_named(trial: Trial) -> None:
    assert preset(await form(trial, "flSFd6Fh")) == "flSFd6Fh"


async def test_a_letter_from_a_channel_without_the_bot_is_answered_to_the_person_alone(
    trial: Trial,
) -> None:
    view = await form(trial, channel=NOT_MEMBER)
    await submitted(trial, view, await filled(trial, view, "flSFd6Fh"))
    message = await announced(trial, DM_ALICE)
    assert await trial.ended(message.ts, DM_ALICE) == ACCEPTED
    assert arrived(trial) == ["flSFd6Fh"]


async def test_a_form_that_is_sent_twice_gives_one_letter(trial: Trial) -> None:
    view = await form(trial)
    values = await filled(trial, view, "flSFd6Fh")
    await asyncio.gather(*(submitted(trial, view, values) for _ in range(2)))
    await trial.ended((await announced(trial)).ts)
    assert arrived(trial) == ["flSFd6Fh"]


@pytest.mark.parametrize(
    ("certificate", "upload", "block_id"),
    [
        ("shop", LETTER, "certificate"),
        ("Zz9Zz9Zz", LETTER, "certificate"),
        ("QGTI9GML", LETTER, "certificate"),
        ("flSFd6Fh", WORD, "file"),
        ("flSFd6Fh", TINY, "file"),
    ],
    ids=["no ID", "not in the account", "in review", "a Word document", "too small"],
)
async def test_what_is_wrong_stands_beside_its_field_and_the_form_stays(
    trial: Trial, certificate: str, upload: Upload, block_id: str
) -> None:
    view = await form(trial)
    response = await submitted(trial, view, await filled(trial, view, certificate, upload))
    assert list(response.errors) == [block_id]
    assert trial.slack.open_views == [view]


async def test_a_certificate_that_is_not_in_the_list_is_looked_up(trial: Trial) -> None:
    view = await form(trial)
    trial.tencent.certificates["NewCert1"] = Certificate("NewCert1", "new.example.org")
    response = await submitted(trial, view, await filled(trial, view, "NewCert1"))
    assert response.errors == {}
    assert await trial.ended((await announced(trial)).ts) == ACCEPTED


async def test_the_certificate_is_written_where_the_key_may_not_list(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificates")
    view = await form(trial, "flSFd6Fh")
    assert field(view, "certificate")["type"] == "plain_text_input"
    assert preset(view) == "flSFd6Fh"
    await submitted(trial, view, await filled(trial, view, "flSFd6Fh"))
    assert await trial.ended((await announced(trial)).ts) == ACCEPTED


async def test_the_form_opens_in_time_although_tencent_is_slow(trial: Trial) -> None:
    for action in ("DescribeCertificates", "DescribeCertificate"):
        trial.tencent.faults.add(action, SLOW, times=None)
    view = await form(trial)
    assert field(view, "certificate")["type"] == "plain_text_input"
    response = await submitted(trial, view, await filled(trial, view, "flSFd6Fh"))
    assert response.errors == {}
    trial.tencent.faults.clear()


async def test_a_certificate_that_the_account_lacks_costs_no_upload(trial: Trial) -> None:
    trial.tencent.faults.add("DescribeCertificate", SLOW, times=None)
    trial.tencent.allowed_actions.discard("DescribeCertificates")
    view = await form(trial)
    assert (await submitted(trial, view, await filled(trial, view, "Zz9Zz9Zz"))).errors == {}
    trial.tencent.faults.clear()
    ts = (await announced(trial)).ts
    asked = await trial.slack.until(lambda: trial.said(ts)[1:])
    assert "has no certificate Zz9Zz9Zz" in asked[0].text
    assert not trial.slack.downloads
    assert not [call for call in trial.tencent.calls if call.action.startswith("Upload")]


async def test_the_form_opens_in_time_although_slack_does_not_tell_who_asks(trial: Trial) -> None:
    trial.slack.faults.add("users.info", SLOW_SLACK, times=None)
    view = await form(trial)
    assert field(view, "certificate")["type"] == "plain_text_input"


async def test_somebody_is_told_when_the_form_cannot_open(trial: Trial) -> None:
    trial.slack.faults.add("views.open", Fault(error="expired_trigger_id"))
    assert "did not open" in shown(await letter(trial))


async def test_a_form_that_cannot_be_read_says_so_and_an_odd_file_type_is_no_reason(
    trial: Trial,
) -> None:
    view = await form(trial)
    values = await filled(trial, view, "flSFd6Fh")
    for user, told in ((ALICE, "nothing was uploaded"), (WANG_FANG, "未上传任何内容")):
        of_before = View(user, view.content | {"private_metadata": "of another release"})
        response = await submitted(trial, of_before, values)
        assert response.payload["response_action"] == "update"
        assert told in str(response.payload["view"])
    view = await form(trial)
    values["file"]["file"]["files"][0]["mimetype"] = "image/" + "x" * 300
    values["file"]["file"]["files"][0]["size"] = "large"
    assert (await submitted(trial, view, values)).payload == {}
    assert await trial.ended((await announced(trial)).ts) == ACCEPTED


# Searching ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [("flsf", "flSFd6Fh"), ("web shop", "flSFd6Fh"), ("PAY.example", "a91hoLqi")],
    ids=["ID", "alias", "domain"],
)
async def test_the_search_finds_certificates_by_what_they_are_called(
    trial: Trial, typed: str, found: str
) -> None:
    response = await trial.slack.suggestions(await form(trial), "certificate_id", typed)
    assert [each["value"] for each in response.payload["options"]] == [found]


async def test_the_search_offers_all_that_waits_before_anything_is_typed(trial: Trial) -> None:
    response = await trial.slack.suggestions(await form(trial), "certificate_id", "")
    waiting = {"flSFd6Fh", "a91hoLqi", "Eq4hcD10", "LqQxgqUe"}
    assert {each["value"] for each in response.payload["options"]} == waiting


async def test_the_search_takes_an_id_that_does_not_wait_yet(trial: Trial) -> None:
    response = await trial.slack.suggestions(await form(trial), "certificate_id", "NewCert1")
    assert [each["value"] for each in response.payload["options"]] == ["NewCert1"]


async def test_the_search_offers_nothing_to_somebody_who_may_not(trial: Trial) -> None:
    view = await form(trial)
    response = await trial.slack.suggestions(view, "certificate_id", "", user=GUEST)
    assert response.acked
    assert response.payload["options"] == []


async def test_the_search_answers_in_time_although_tencent_is_slow(trial: Trial) -> None:
    view = await form(trial)
    trial.tencent.faults.add("DescribeCertificates", SLOW, times=None)
    assert (await trial.slack.suggestions(view, "certificate_id", "flS")).acked


async def test_the_select_of_a_question_searches_too(trial: Trial) -> None:
    select = {"type": "external_select", "action_id": "choose_certificate"}
    blocks = [{"type": "actions", "block_id": "b", "elements": [select]}]
    question = View(ALICE, {"type": "modal", "blocks": blocks})
    response = await trial.slack.suggestions(question, "choose_certificate", "shop.")
    assert [each["value"] for each in response.payload["options"]] == ["flSFd6Fh"]


# The shortcut ------------------------------------------------------------------------------------


async def use_shortcut(trial: Trial, ts: str, channel: str = RANDOM, user: str = ALICE) -> Response:
    response = await trial.slack.shortcut(
        "upload_letter", message_ts=ts, channel=channel, user=user
    )
    assert response.acked
    return response


async def test_the_shortcut_opens_the_form_for_the_file_and_the_certificate_of_the_message(
    trial: Trial,
) -> None:
    ts = await trial.drop("please: cert flSFd6Fh", LETTER, channel=NOT_MEMBER)
    await use_shortcut(trial, ts, NOT_MEMBER, WANG_FANG)
    view = the_form(trial)
    assert preset(view) == "flSFd6Fh"
    file_id = trial.slack.message(NOT_MEMBER, ts).files[0]["id"]
    assert field(view, "file")["initial_option"]["value"] == file_id


async def test_the_shortcuts_letter_is_answered_in_the_thread_of_the_message(trial: Trial) -> None:
    ts = await trial.drop("look", Upload("a.jpg", letters.jpg(4_000)), channel=RANDOM)
    await use_shortcut(trial, ts)
    view = the_form(trial)
    file_id = trial.slack.message(RANDOM, ts).files[0]["id"]
    await submitted(trial, view, chosen(view, "flSFd6Fh", file_id))
    assert await trial.ended(ts, RANDOM) == ACCEPTED
    assert [each.thread_ts for each in trial.said(ts, RANDOM)] == [ts]
    assert arrived(trial) == ["flSFd6Fh"]


async def test_a_note_in_the_shortcuts_form_is_shown_in_the_thread(trial: Trial) -> None:
    ts = await trial.drop("look", Upload("a.jpg", letters.jpg(4_000)), channel=RANDOM)
    await use_shortcut(trial, ts)
    view = the_form(trial)
    file_id = trial.slack.message(RANDOM, ts).files[0]["id"]
    note = {"note": {"note": {"type": "plain_text_input", "value": "sealed on Monday"}}}
    await submitted(trial, view, chosen(view, "flSFd6Fh", file_id) | note)
    assert await trial.ended(ts, RANDOM) == ACCEPTED
    first, second = trial.said(ts, RANDOM)
    assert "sealed on Monday" in first.text
    assert "Letter uploaded" in second.text


async def test_a_note_that_answers_the_open_question_is_shown_as_well(trial: Trial) -> None:
    ts = await trial.drop("the letter", Upload("a.jpg", letters.jpg(4_000)))
    await trial.question(ts)
    await use_shortcut(trial, ts, CERTIFICATES, WANG_FANG)
    view = the_form(trial)
    file_id = trial.slack.message(CERTIFICATES, ts).files[0]["id"]
    note = {"note": {"note": {"type": "plain_text_input", "value": "sealed on Monday"}}}
    for _ in range(2):
        await submitted(trial, view, chosen(view, "flSFd6Fh", file_id) | note)
    assert await trial.ended(ts) == ACCEPTED
    told = [each.text for each in trial.said(ts) if "sealed on Monday" in each.text]
    assert len(told) == 1
    assert f"<@{WANG_FANG}> 将 a.jpg 作为证书 flSFd6Fh " in told[0]


async def test_the_shortcut_lets_one_choose_among_several_files(trial: Trial) -> None:
    files = [Upload(f"{name}.jpg", letters.jpg(4_000 + len(name))) for name in ("a", "bb", "ccc")]
    ts = await trial.drop("look", *files, channel=RANDOM)
    await use_shortcut(trial, ts)
    view = the_form(trial)
    second = trial.slack.message(RANDOM, ts).files[1]["id"]
    await submitted(trial, view, chosen(view, "flSFd6Fh", second))
    await trial.ended(ts, RANDOM)
    assert [each.content for each in trial.tencent.letters] == [files[1].content]


async def test_the_shortcut_on_a_message_without_a_file_says_so(trial: Trial) -> None:
    ts = await trial.slack.say(user=ALICE, channel=RANDOM, text="no file")
    response = await use_shortcut(trial, ts)
    assert "no file" in response.posts[0]["text"]
    assert trial.slack.open_views == []


# What waits --------------------------------------------------------------------------------------


async def test_pending_shows_what_waits_for_a_letter(trial: Trial) -> None:
    told = shown(await letter(trial, "pending"))
    for certificate in ("flSFd6Fh", "shop.example.com", "LqQxgqUe"):
        assert certificate in told
    assert "QGTI9GML" not in told


async def test_pending_is_paged(trial: Trial) -> None:
    trial.tencent.certificates |= {
        f"Many{n:04}": Certificate(f"Many{n:04}", f"{n}.example.org") for n in range(20)
    }
    await letter(trial, "pending")
    first = trial.slack.ephemerals[-1]
    response = await trial.slack.click(first, "pending_page_next", user=ALICE)
    assert response.acked
    (page,) = response.posts
    assert page["replace_original"] is True
    assert page["text"] != first.text
    assert "pending_page_prev" in str(page["blocks"])


async def test_the_button_beside_a_certificate_opens_the_form_for_it(trial: Trial) -> None:
    await letter(trial, "pending")
    message = trial.slack.ephemerals[-1]
    response = await trial.slack.click(message, "open_form", user=ALICE)
    assert response.acked
    assert preset(the_form(trial)) in str(message.blocks)
    assert preset(the_form(trial))


async def test_pending_says_so_where_the_key_may_not_list(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificates")
    assert "ssl:DescribeCertificates" in shown(await letter(trial, "pending"))


async def test_pending_and_status_answer_in_time_although_tencent_is_slow(trial: Trial) -> None:
    for action in ("DescribeCertificates", "DescribeCertificate"):
        trial.tencent.faults.add(action, SLOW, times=None)
    pending, status = await asyncio.gather(
        letter(trial, "pending"), letter(trial, "status flSFd6Fh")
    )
    assert "does not answer" in shown(pending)
    assert "/ssl/detail/flSFd6Fh" in shown(status)


async def test_pending_does_not_blame_tencent_where_the_database_does_not_answer(
    tmp_path: Path, postgres_server: Postgres
) -> None:
    url = postgres_server.fresh()
    async with opened(tmp_path, {"DATABASE_URL": url}) as trial:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE job, slot IN ACCESS EXCLUSIVE MODE")
            assert "try again" in shown(await letter(trial, "pending"))
        assert "shop.example.com" in shown(await letter(trial, "pending"))


async def test_nothing_is_shown_while_slack_does_not_tell_who_asks(trial: Trial) -> None:
    trial.slack.faults.add("users.info", SLOW_SLACK, times=None)
    texts = ("pending", "status flSFd6Fh", "history")
    for answer in await asyncio.gather(*(letter(trial, text) for text in texts)):
        told = shown(answer)
        assert "try again" in told
        assert "example.com" not in told


async def test_five_thousand_with_the_oddest_names_are_within_slacks_limits(trial: Trial) -> None:
    odd = "<&>😀" * 50
    longest = ".".join(["x" * 62] * 4)
    trial.tencent.certificates = {
        f"Many{n:04}": Certificate(f"Many{n:04}", longest, alias=odd, product_name=odd)
        for n in range(5_000)
    }
    assert len((await home(trial)).blocks) <= 100
    assert len((await letter(trial, "pending")).payload["blocks"]) <= 50
    options = (await trial.slack.suggestions(await form(trial), "certificate_id")).payload
    assert len(options["options"]) == 100
    assert shown(await letter(trial, "status Many0000"))


# How one stands, and what was handed in ----------------------------------------------------------


async def handed_in(trial: Trial) -> str:
    """A letter arrives; its RequestId."""
    assert await trial.ended(await trial.drop("for flSFd6Fh", LETTER)) == ACCEPTED
    return trial.tencent.letters[0].request_id


async def test_status_tells_how_a_certificate_stands_and_who_handed_in_what(trial: Trial) -> None:
    await handed_in(trial)
    told = shown(await letter(trial, "status flSFd6Fh", user=WANG_FANG))
    assert "shop.example.com" in told
    assert f"<@{ALICE}>" in told


async def test_status_says_that_the_account_has_no_such_certificate(trial: Trial) -> None:
    assert "no certificate" in shown(await letter(trial, "status Zz9Zz9Zz"))


async def test_history_tells_the_last_letters_with_their_request_ids(trial: Trial) -> None:
    request_id = await handed_in(trial)
    told = shown(await letter(trial, "history"))
    for fact in (request_id, "flSFd6Fh", "shop.example.com", f"<@{ALICE}>"):
        assert fact in told
    assert "letter.jpg" not in told  # it may come from a private channel


async def test_history_is_empty_at_first(trial: Trial) -> None:
    assert shown(await letter(trial, "history"))


# Help, and other languages -----------------------------------------------------------------------


@for_each(
    ("text", "told"),
    [
        ("help", "/letter pending"),
        ("what is this", "/letter pending"),
        ("pendign", "`/letter pending`?"),
        ("status", "`/letter status ID`?"),
    ],
)
async def test_what_is_no_command_gets_the_help(trial: Trial, text: str, told: str) -> None:
    assert told in shown(await letter(trial, text))


async def test_commands_are_understood_and_answered_in_chinese(trial: Trial) -> None:
    trial.tencent.certificates = {"flSFd6Fh": trial.tencent.certificates["flSFd6Fh"]}
    told = shown(await letter(trial, "待办", user=WANG_FANG))
    assert "flSFd6Fh" in told
    assert "证书" in told


# Buttons of a question ---------------------------------------------------------------------------


async def asked(trial: Trial) -> Message:
    """The question about a letter without its certificate; few wait, so each has a button."""
    keep = ("flSFd6Fh", "Eq4hcD10")
    trial.tencent.certificates = {each: trial.tencent.certificates[each] for each in keep}
    ts = await trial.drop("the letter", LETTER)
    await trial.question(ts)
    return trial.said(ts)[0]


async def test_a_button_answers_the_question(trial: Trial) -> None:
    question = await asked(trial)
    response = await trial.slack.click(question, "offer_certificate_0", user=WANG_FANG)
    assert response.acked
    assert response.posts == []
    assert question.thread_ts
    assert await trial.ended(question.thread_ts) == ACCEPTED


async def test_two_people_who_click_at_once_give_one_upload(trial: Trial) -> None:
    question = await asked(trial)
    clicks = [
        trial.slack.click(question, f"offer_certificate_{n}", user=user)
        for n, user in enumerate((ALICE, WANG_FANG))
    ]
    responses = await asyncio.gather(*clicks)
    assert all(each.acked for each in responses)
    assert question.thread_ts
    await trial.ended(question.thread_ts)
    assert len(arrived(trial)) == 1
    assert [len(each.posts) for each in responses].count(1) == 1


async def test_a_click_on_a_closed_question_is_told_to_the_one_who_clicked(trial: Trial) -> None:
    question = await asked(trial)
    await trial.slack.click(question, "offer_certificate_0", user=ALICE)
    assert question.thread_ts
    await trial.ended(question.thread_ts)
    late = await trial.slack.click(question, "offer_certificate_1", user=WANG_FANG)
    (told,) = late.posts
    assert "closed" in told["text"] or "已关闭" in told["text"]
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)
    assert len(arrived(trial)) == 1


def button(action_id: str, value: str) -> Json:
    text = {"type": "plain_text", "text": "x"}
    return {"type": "button", "action_id": action_id, "value": value, "text": text}


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("offer_certificate_0", "Eq4hcD10"),
        ("offer_certificate_0", "../../etc"),
        ("choose_file_0", "F0FORGED01"),
        ("confirm_revocation", "x"),
        ("dismiss_question", "x"),
        ("pending_page_next", "many"),
        ("open_console", ""),
        ("of_another_release", "x"),
    ],
)
async def test_a_forged_click_does_nothing(trial: Trial, action_id: str, value: str) -> None:
    question = await asked(trial)
    blocks = [{"type": "actions", "block_id": "b", "elements": [button(action_id, value)]}]
    forged = Message(CERTIFICATES, "1700000000.000100", ALICE, "", question.thread_ts, blocks)
    assert (await trial.slack.click(forged, action_id, user=ALICE)).acked
    assert arrived(trial) == []
    assert trial.said(question.thread_ts or "")[0].text == question.text


@for_each("metadata", ["", "nonsense", '{"channel": 1}', '{"channel": "C 1"}'])
async def test_a_forged_form_is_acknowledged_and_does_nothing(trial: Trial, metadata: str) -> None:
    view = await form(trial)
    values = await filled(trial, view, "flSFd6Fh")
    forged = View(ALICE, view.content | {"private_metadata": metadata})
    assert (await trial.slack.submit_view(forged, values)).acked
    assert arrived(trial) == []


# Who may -----------------------------------------------------------------------------------------


@for_each("text", ["", "flSFd6Fh", "pending", "status flSFd6Fh", "history"])
async def test_a_guest_is_told_privately_and_sees_no_certificate(trial: Trial, text: str) -> None:
    told = shown(await letter(trial, text, user=GUEST))
    assert "Guests" in told
    assert "example.com" not in told
    assert trial.slack.open_views == []


async def test_a_guest_may_read_the_help(trial: Trial) -> None:
    assert "/letter pending" in shown(await letter(trial, "help", user=GUEST))


async def test_a_guests_form_is_taken_away(trial: Trial) -> None:
    view = await form(trial)
    stolen = View(GUEST, view.content)
    response = await trial.slack.submit_view(stolen, await filled(trial, view, "flSFd6Fh"))
    assert response.payload["response_action"] == "update"
    assert "Guests" in str(response.payload["view"])
    assert response.faults == []
    assert arrived(trial) == []


async def test_a_guests_shortcut_and_buttons_are_refused_privately(trial: Trial) -> None:
    ts = await trial.drop("look", Upload("a.jpg", letters.jpg(4_000)), channel=RANDOM)
    response = await use_shortcut(trial, ts, user=GUEST)
    assert "Guests" in response.posts[0]["text"]
    await letter(trial, "pending")
    clicked = await trial.slack.click(trial.slack.ephemerals[-1], "open_form", user=GUEST)
    assert "Guests" in clicked.posts[0]["text"]
    assert trial.slack.open_views == []


async def test_what_is_told_to_one_person_stands_in_the_thread_that_they_look_at(
    trial: Trial,
) -> None:
    first = await trial.slack.say(user=ALICE, channel=RANDOM, text="letters?")
    reply = await trial.slack.say(user=ALICE, channel=RANDOM, text="no", thread_ts=first)
    for ts, thread in ((reply, first), (first, None)):
        response = await use_shortcut(trial, ts)
        assert response.posts[0].get("thread_ts") == thread
        assert "no file" in response.posts[0]["text"].lower()


async def test_a_guests_click_in_a_home_shows_the_reason(trial: Trial) -> None:
    of_alice = await home(trial)
    assert (await trial.slack.click(of_alice, "open_form", user=GUEST)).acked
    assert the_form(trial).content["callback_id"] == "no_letter_form"
    assert "Guests" in str(the_form(trial).blocks)


async def test_the_command_obeys_the_operators_channels_and_the_home_is_nobodys_channel(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, {"LETTERDROP_CHANNELS": CERTIFICATES}) as trial:
        assert "channel" in shown(await letter(trial, channel=RANDOM))
        assert trial.slack.open_views == []
        await trial.slack.click(await home(trial), "open_form", user=ALICE)
        view = the_form(trial)
        await submitted(trial, view, await filled(trial, view, "flSFd6Fh"))
        message = await announced(trial, DM_ALICE)
        assert await trial.ended(message.ts, DM_ALICE) == ACCEPTED


# The Home ----------------------------------------------------------------------------------------


async def home(trial: Trial, user: str = ALICE) -> View:
    await trial.slack.open_home(user=user)
    await trial.slack.until(lambda: trial.slack.home_views.get(user))
    return trial.slack.home_views[user]


async def test_the_home_shows_what_waits_and_opens_the_form_for_it(trial: Trial) -> None:
    shown_home = await home(trial)
    assert "flSFd6Fh" in str(shown_home.blocks)
    await trial.slack.click(shown_home, "open_form", user=ALICE)
    view = the_form(trial)
    await submitted(trial, view, await filled(trial, view, "flSFd6Fh"))
    message = await announced(trial, DM_ALICE)
    assert await trial.ended(message.ts, DM_ALICE) == ACCEPTED


async def test_the_home_shows_ones_letter_as_soon_as_it_has_ended(trial: Trial) -> None:
    await home(trial)
    request_id = await handed_in(trial)
    await trial.slack.until(lambda: request_id in str(trial.slack.home_views[ALICE].blocks))


async def test_a_letter_that_ends_while_the_home_is_being_shown_stands_in_it(
    trial: Trial,
) -> None:
    trial.slack.faults.add("views.publish", SLOW_SLACK)
    await trial.slack.open_home(user=ALICE)
    await trial.slack.until(lambda: "views.publish" in [call.method for call in trial.slack.calls])
    request_id = await handed_in(trial)
    trial.slack.faults.clear()
    await trial.slack.until(lambda: request_id in str(trial.slack.home_views))


async def test_the_home_shows_nobody_elses_letters(trial: Trial) -> None:
    request_id = await handed_in(trial)
    assert request_id not in str((await home(trial, WANG_FANG)).blocks)


async def test_the_home_warns_of_what_is_not_set_up(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificates")
    assert "ssl:DescribeCertificates" in str((await home(trial)).blocks)


async def test_the_home_warns_where_slack_does_not_tell_who_people_are(trial: Trial) -> None:
    trial.slack.scopes.discard("users:read")
    assert "users:read" in str((await home(trial)).blocks)


async def test_a_guests_home_shows_the_steps_and_the_reason(trial: Trial) -> None:
    blocks = str((await home(trial, GUEST)).blocks)
    assert "Guests" in blocks
    assert "Drop the sealed letter" in blocks
    assert "example.com" not in blocks
