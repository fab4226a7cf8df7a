"""What people see of a question: how it is put, how it may be answered, what it becomes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, WANG_FANG, Upload, View
from sandbox.tencent import Certificate, many_certificates
from sandbox.tencent import Fault as TencentFault
from tests.letters.questions import (
    DV,
    ISSUED,
    LETTER,
    PAY,
    SHOP,
    UNKNOWN,
    WILDCARD,
    Json,
    arrived,
    asked,
    bot_said,
    brought_again,
    buttons,
    elements,
    ended,
    hinted,
    now,
    reply,
    selects,
    settled,
)
from tests.running_bot import ACCEPTED, NONE_NEEDED, QUICK, Trial, opened


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


# How it is put -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waiting", "offered", "searched"),
    [
        (0, 0, []),
        (1, 1, []),
        (3, 3, []),
        (4, 0, ["external_select"]),
        (5_000, 0, ["external_select"]),
    ],
)
async def test_few_that_wait_are_buttons_and_many_are_searched(
    trial: Trial, waiting: int, offered: int, searched: list[str]
) -> None:
    trial.tencent.certificates = many_certificates(waiting, status=8)
    question = await asked(trial)
    assert len(buttons(question)) == offered
    assert selects(question) == searched


async def test_the_search_of_a_question_answers_in_time_with_five_thousand(trial: Trial) -> None:
    trial.tencent.certificates = many_certificates(5_000, status=8)
    question = await asked(trial)
    scene = View(ALICE, {"type": "modal", "blocks": question.blocks})
    response = await trial.slack.suggestions(scene, "choose_certificate", "n0004321")
    assert [each["value"] for each in response.payload["options"]] == ["N0004321"]
    await trial.slack.click(question, "choose_certificate", user=ALICE, option="N0004321")
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == ["N0004321"]


async def test_where_the_key_may_not_list_it_asks_in_words(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificates")
    question = await asked(trial)
    assert "Reply with its ID" in question.text
    assert (buttons(question), selects(question)) == ([], [])
    await reply(trial, question, "shop.example.com")
    assert "reply with just the certificate ID" in await hinted(trial, question)
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED


async def test_a_slow_list_delays_no_question_for_long(tmp_path: Path) -> None:
    async with opened(tmp_path, pace=replace(QUICK, question_list=0.1)) as trial:
        trial.tencent.faults.add("DescribeCertificates", TencentFault(delay=30), times=None)
        question = await asked(trial)
        assert "Reply with its ID" in question.text
        await reply(trial, question, SHOP)
        assert await ended(trial, question) == ACCEPTED
        trial.tencent.faults.clear()


async def test_of_several_named_those_that_wait_are_buttons(trial: Trial) -> None:
    question = await asked(trial, f"certs {SHOP} and {ISSUED}")
    assert buttons(question) == [SHOP]
    await trial.slack.click(question, "offer_certificate_0", user=ALICE)
    assert await ended(trial, question) == ACCEPTED


@pytest.mark.parametrize("domain", ["pay.example.com", "<http://PAY.example.com|PAY.example.com>"])
async def test_a_domain_that_fits_one_certificate_is_offered_and_never_taken(
    trial: Trial, domain: str
) -> None:
    question = await asked(trial, f"the letter for {domain}")
    assert buttons(question) == [PAY]
    await settled(trial)
    assert arrived(trial) == [WILDCARD]


async def test_a_domain_with_two_certificates_has_two_buttons(trial: Trial) -> None:
    trial.tencent.certificates["ShopTwo2"] = Certificate("ShopTwo2", "shop.example.com")
    question = await asked(trial, "the letter for shop.example.com")
    assert sorted(buttons(question)) == ["ShopTwo2", SHOP]


async def test_an_id_that_is_nearly_right_brings_the_right_one_as_a_button(trial: Trial) -> None:
    for wrong in ("flSFd6Fk", "FLsFD6FH"):
        question = await asked(trial, f"confirmation letter, see {wrong} please")
        assert f"no certificate {wrong} (IDs are case-sensitive; it may" in question.text
        assert buttons(question) == [SHOP]


async def test_chinese_speakers_are_asked_in_chinese(trial: Trial) -> None:
    assert "对应哪个证书" in (await asked(trial, "确认函", user=WANG_FANG)).text


# How it is answered ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [SHOP, f"`{SHOP}`", f"it's for {SHOP}, thanks", "shop.example.com"]
)
async def test_the_id_or_the_domain_in_words_is_an_answer(trial: Trial, words: str) -> None:
    question = await asked(trial)
    await reply(trial, question, words, WANG_FANG)
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [SHOP]
    closed = now(trial, question)
    assert f"<@{WANG_FANG}> chose certificate {SHOP}" in closed.text
    assert "shop.example.com" in closed.text
    assert elements(closed) == []
    assert len(bot_said(trial, question)) == 2


async def test_the_select_is_an_answer(trial: Trial) -> None:
    question = await asked(trial)
    await trial.slack.click(question, "choose_certificate", user=ALICE, option=PAY)
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [PAY]
    assert f"<@{ALICE}> chose certificate {PAY}" in now(trial, question).text


@pytest.mark.parametrize("certificate", [ISSUED, DV])
async def test_a_certificate_that_takes_no_letter_ends_it_and_another_id_goes_on(
    trial: Trial, certificate: str
) -> None:
    question = await asked(trial)
    await reply(trial, question, certificate)
    assert await ended(trial, question) == NONE_NEEDED
    assert arrived(trial) == []
    await reply(trial, question, SHOP)
    await trial.slack.until(lambda: arrived(trial))
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [SHOP]


async def test_not_a_letter_closes_it_and_says_who_did(trial: Trial) -> None:
    question = await asked(trial)
    await trial.slack.click(question, "dismiss_question", user=WANG_FANG)
    await trial.slack.until(lambda: f"<@{WANG_FANG}> closed" in now(trial, question).text)
    assert elements(now(trial, question)) == []
    assert arrived(trial) == []
    await reply(trial, question, SHOP)  # it was one after all
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [SHOP]


async def test_what_was_called_no_letter_is_not_revived_by_an_id_elsewhere_in_its_channel(
    trial: Trial,
) -> None:
    question = await asked(trial)
    await trial.slack.click(question, "dismiss_question", user=ALICE)
    await trial.slack.until(lambda: "dismiss" not in str(bot_said(trial, question)[0].blocks))
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=SHOP)
    await settled(trial)
    assert [letter.certificate_id for letter in trial.tencent.letters] == [WILDCARD]


async def test_the_form_answers_the_question_about_its_file(trial: Trial) -> None:
    question = await asked(trial)
    file_id = trial.slack.message(CERTIFICATES, question.thread_ts or "").files[0]["id"]
    await trial.slack.shortcut(
        "upload_letter", message_ts=question.thread_ts or "", channel=CERTIFICATES, user=WANG_FANG
    )
    (view,) = trial.slack.open_views
    chosen: Json = {"type": "external_select", "selected_option": {"value": SHOP}}
    file: Json = {"type": "static_select", "selected_option": {"value": file_id}}
    note: Json = {"type": "plain_text_input", "value": None}
    values = {
        "certificate": {"certificate_id": chosen},
        "file": {"file": file},
        "note": {"note": note},
    }
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.2))
    await asyncio.gather(*(trial.slack.submit_view(view, values) for _ in range(2)))
    await trial.slack.submit_view(view, values)
    assert await ended(trial, question) == ACCEPTED
    trial.clock.forward(5)  # time enough for another letter that waits for the first
    await settled(trial)
    assert arrived(trial) == [SHOP, WILDCARD]
    assert f"<@{WANG_FANG}> chose" in now(trial, question).text
    assert len(bot_said(trial, question)) == 2


async def test_of_two_people_at_once_one_is_heard(trial: Trial) -> None:
    question = await asked(trial)
    await asyncio.gather(
        reply(trial, question, SHOP),
        reply(trial, question, PAY, WANG_FANG),
        trial.slack.click(question, "choose_certificate", user=WANG_FANG, option=PAY),
    )
    assert await ended(trial, question) == ACCEPTED
    await settled(trial)
    assert arrived(trial) in ([SHOP, WILDCARD], [PAY, WILDCARD])
    assert len(bot_said(trial, question)) == 2


async def test_each_of_two_questions_in_a_thread_gets_its_own_answer(trial: Trial) -> None:
    first = await asked(trial)
    thread = first.thread_ts or ""
    other = Upload("wang.jpg", letters.jpg(7_000))
    await trial.drop("确认函", other, user=WANG_FANG, thread_ts=thread)
    await trial.slack.until(lambda: len(trial.said(thread)) == 2)
    second = trial.said(thread)[1]
    await trial.slack.click(second, "choose_certificate", user=ALICE, option=PAY)
    await trial.slack.until(lambda: arrived(trial))
    await reply(trial, first, SHOP, WANG_FANG)
    assert await ended(trial, first) == ACCEPTED
    assert [(each.certificate_id, each.content) for each in trial.tencent.letters] == [
        (PAY, other.content),
        (SHOP, LETTER.content),
    ]


async def test_a_domain_decides_between_the_certificates_that_were_named(trial: Trial) -> None:
    trial.tencent.certificates["ShopTwo2"] = Certificate("ShopTwo2", "shop.example.com")
    question = await asked(trial, f"certs {SHOP} and {PAY}")
    await reply(trial, question, "shop.example.com")
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [SHOP]


# What is no answer -------------------------------------------------------------------------------


async def test_nonsense_gets_one_hint_and_the_chatter_of_others_none(trial: Trial) -> None:
    question = await asked(trial)
    await reply(trial, question, "is that the one from Tuesday?", WANG_FANG)
    await reply(trial, question, "the one for the shop")
    assert "reply with just the certificate ID" in await hinted(trial, question)
    for words in ("I mean the new one", "hello?"):
        await reply(trial, question, words)
    await settled(trial)
    assert len(bot_said(trial, question)) == 2
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED


async def test_a_wrong_id_gets_a_hint_that_names_it_once(trial: Trial) -> None:
    question = await asked(trial)
    await reply(trial, question, UNKNOWN)
    assert f"no certificate {UNKNOWN}" in await hinted(trial, question)
    await reply(trial, question, UNKNOWN)
    await reply(trial, question, "nowhere.example.com")
    assert "nowhere.example.com" in await hinted(trial, question, 2)
    assert len(bot_said(trial, question)) == 3
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED


async def test_a_domain_with_several_certificates_gets_a_hint(trial: Trial) -> None:
    trial.tencent.certificates["ShopTwo2"] = Certificate("ShopTwo2", "shop.example.com")
    question = await asked(trial)
    await reply(trial, question, "shop.example.com")
    assert "Several certificates for shop.example.com" in await hinted(trial, question)


async def test_an_answer_that_slack_brings_again_does_nothing_twice(trial: Trial) -> None:
    question = await asked(trial)
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED
    thread = question.thread_ts or ""
    await trial.drop("the next letter", LETTER, thread_ts=thread)
    await trial.slack.until(lambda: len(trial.said(thread)) == 3)
    await brought_again(trial)
    assert arrived(trial) == [SHOP, WILDCARD]
    assert trial.said(thread)[2].text.startswith("Which certificate")
    assert len(trial.said(thread)) == 3
