"""Answers as people write them, and the letter that they get to Tencent Cloud."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bot.certificates.lookup import MOST_IN_TALK
from bot.letters.states import State
from bot.letters.story import Story, thread_key
from sandbox import letters
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    GUEST,
    RANDOM,
    WANG_FANG,
    Upload,
)
from sandbox.tencent import Certificate, many_certificates
from sandbox.tencent import Fault as TencentFault
from tests.jobs.ledger_rows import rows_of, url_in
from tests.letters.questions import (
    LETTER,
    PAY,
    REVOCATION,
    SHOP,
    UNKNOWN,
    WILDCARD,
    arrived,
    asked,
    bot_said,
    brought_again,
    buttons,
    ended,
    hinted,
    now,
    reply,
    settled,
)
from tests.letters.test_story import DROP
from tests.running_bot import ACCEPTED, REFUSED, Trial, opened

THIRD = "nQ3vXy7A"
SCAN = Upload("scan.pdf", letters.pdf(4_000))
PHOTO = Upload("scan.jpg", letters.jpg(4_000))
WORD = Upload("notes.docx", letters.word())
NOTES = Upload("notes-2026.pdf", letters.pdf(4_000))


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


# In words ----------------------------------------------------------------------------------------


async def test_one_certificate_of_the_account_is_the_answer_whatever_stands_around_it(
    trial: Trial,
) -> None:
    trial.tencent.certificates |= many_certificates(6, status=8)
    trial.tencent.certificates["document"] = Certificate("document", "odd.example.com")
    ids = [each for each in trial.tencent.certificates if each.startswith("N0")][:4]
    answers = {
        f"应该是 {ids[0]} 这个": ids[0],
        f"ID: {ids[1]} (not the old one), ask AbCd1234": ids[1],
        f"&gt; e.g. {SHOP}\nthat would be {ids[2]}": ids[2],
        f"the ticket is AbCd1234, the letter is {ids[3]}'s": ids[3],
        "www.pay.example.com 的": PAY,
        "I called it document": "document",
    }
    for text in answers:
        await reply(trial, await asked(trial, channel=CERTIFICATES), text, WANG_FANG)
    await trial.question(await trial.drop("", SCAN, channel=DM_ALICE), DM_ALICE)
    await trial.slack.say(user=ALICE, channel=DM_ALICE, text=f"嗯，用{WILDCARD}那张吧")
    await trial.slack.until(lambda: len(arrived(trial)) > len(answers))
    assert sorted(arrived(trial)) == sorted([*answers.values(), WILDCARD])


async def test_of_two_that_are_named_it_asks_and_of_none_the_poster_hears_once(
    trial: Trial,
) -> None:
    question = await asked(trial)
    await reply(trial, question, "is document AbCd1234 yours?", WANG_FANG)
    await reply(trial, question, f"surely not {PAY}, look at wiki.example.org", WANG_FANG)
    await reply(trial, question, f"{SHOP} is yours", GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    await reply(trial, question, "let us see tomorrow, document in hand", GUEST)
    await reply(trial, question, f"No, not {PAY} but {SHOP}")
    assert f"You named {PAY} and {SHOP}." in await hinted(trial, question)
    await trial.slack.until(lambda: sorted(buttons(now(trial, question))) == sorted([PAY, SHOP]))
    await reply(trial, question, "the AbCd1234 document")
    await reply(trial, question, "shop.example.com and *.example.com")
    assert f"You named {SHOP} and {WILDCARD}." in await hinted(trial, question, 2)
    wrong = await asked(trial, "certs Xq7Tz9Lm and Yq7Tz9Lm")
    assert "The account has no certificate Xq7Tz9Lm" in wrong.text
    assert "Yq7Tz9Lm" not in buttons(wrong)
    await settled(trial)
    assert len(bot_said(trial, question)) == 3
    assert len(trial.slack.ephemerals) == 1
    await reply(trial, question, f"不好意思，是{SHOP}，谢谢")
    assert await ended(trial, question) == ACCEPTED
    assert f"<@{ALICE}> chose certificate {SHOP}" in now(trial, question).text


def heard(trial: Trial) -> list[str]:
    """The messages that were acknowledged; of many at one moment Slack would bring some again."""
    acked = (each.payload for each in trial.slack.deliveries if each.acked_at)
    return [each["event"].get("text", "") for each in acked if "event" in each]


async def test_talk_of_the_poster_gets_one_hint_and_a_denied_id_is_no_answer(trial: Trial) -> None:
    question = await asked(trial)
    await reply(trial, question, f"surely not certificate ID: {SHOP}")
    assert "reply with just the certificate ID" in await hinted(trial, question)
    others = (f"don't use {SHOP}", f"不用{SHOP}", "my document", "AbCd1234 is the ticket")
    for text in ("it isn't shop.example.com", *others):
        await reply(trial, question, text)
        await trial.slack.until(lambda text=text: text in heard(trial))
    await reply(trial, question, "then it is cert AbCd1234")
    assert "no certificate AbCd1234" in await hinted(trial, question, 2)
    assert len(bot_said(trial, question)) == 3


async def test_a_question_about_something_else_is_no_answer_and_an_unsure_answer_is_one(
    trial: Trial,
) -> None:
    question = await asked(trial)
    for text in (f"has {SHOP} been issued yet?", f"{SHOP} 签发了吗", f"{SHOP}?"):
        await reply(trial, question, text, WANG_FANG)
    await reply(trial, question, f"when will {SHOP} be done?")
    assert f"You named {SHOP}. Please pick" in await hinted(trial, question)
    await trial.slack.until(lambda: buttons(now(trial, question)) == [SHOP])
    await reply(trial, question, f"forget {SHOP}")
    await reply(trial, question, "not Shop.Example.com")
    await reply(trial, question, f"我没说 {PAY}")
    assert f"You named {PAY}." in await hinted(trial, question, 2)
    direct = await asked(trial, channel=DM_ALICE)
    where = {"user": ALICE, "channel": DM_ALICE}
    await trial.slack.say(text=f"{PAY} 审核到哪一步了？", **where)
    assert f"You named {PAY}." in await hinted(trial, direct)
    await settled(trial)
    assert arrived(trial) == [WILDCARD]
    assert len(bot_said(trial, question)) == 3
    await reply(trial, question, f"is it {SHOP}?")
    assert await ended(trial, question) == ACCEPTED
    await trial.slack.say(text=f"应该是 {PAY} 吧？", **where)
    assert await ended(trial, direct) == ACCEPTED


async def test_where_nobody_may_look_words_count_that_can_be_nothing_else(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    question = await asked(trial)
    await reply(trial, question, f"that document is for {SHOP}, I think")
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [SHOP]


async def test_words_to_another_question_or_to_none_are_what_they_were(trial: Trial) -> None:
    question = await asked(trial, f"for {REVOCATION}")
    await reply(trial, question, f"what of {PAY}?", WANG_FANG)
    quiet = await trial.drop("", PHOTO, channel=RANDOM)
    await trial.slack.say(user=ALICE, channel=RANDOM, text=f"about {PAY}", thread_ts=quiet)
    await settled(trial)
    assert arrived(trial) == [WILDCARD]
    assert len(bot_said(trial, question)) == 1
    assert trial.said(quiet, RANDOM) == []


async def test_two_files_with_a_numbered_list_are_asked_about(trial: Trial) -> None:
    files = [Upload(f"{name}.jpg", letters.jpg(3_000)) for name in "ab"]
    ts = await trial.drop(f"1.{SHOP}\n2.{PAY}", *files, channel=RANDOM)
    assert "Which one are a.jpg and b.jpg for?" in await trial.question(ts, RANDOM)
    assert sorted(buttons(trial.said(ts, RANDOM)[0])) == sorted([SHOP, PAY])


# Once more, and too early ------------------------------------------------------------------------


async def test_an_answer_that_comes_again_changes_nothing_at_the_next_question(
    trial: Trial,
) -> None:
    ts = await trial.drop("确认函", *[Upload(f"{n}.jpg", letters.jpg(3_000)) for n in "ab"])
    await trial.question(ts)
    await reply(trial, trial.said(ts)[0], SHOP)
    picture = await trial.drop("", PHOTO, channel=RANDOM)
    await settled(trial)
    await trial.slack.say(user=ALICE, channel=RANDOM, text=PAY)
    await trial.question(picture, RANDOM)
    await trial.slack.until(lambda: "Which file" in trial.said(ts)[-1].text)
    said = [each.text for each in (*trial.said(ts), *trial.said(picture, RANDOM))]
    await brought_again(trial)
    assert [each.text for each in (*trial.said(ts), *trial.said(picture, RANDOM))] == said
    assert PAY not in arrived(trial)


async def test_a_drop_without_a_message_of_its_own_stops_no_answer(
    trial: Trial, tmp_path: Path
) -> None:
    untold = replace(DROP, channel=DM_ALICE, channel_type="im", thread="", ts="", user=ALICE)
    async with rows_of(url_in(tmp_path)) as rows:
        data = msgspec.to_builtins(Story(untold, SHOP))
        for channel in (DM_ALICE, f"{CERTIFICATES}:"):
            await rows.ledger.add(channel, State.TURNED_AWAY, data, thread=channel)
        assert thread_key(untold) == DM_ALICE
    for channel in (DM_ALICE, CERTIFICATES):
        ts = await trial.drop("the letter", LETTER, channel=channel)
        await trial.question(ts, channel)
        where = {"channel": channel, "user": ALICE}
        await trial.slack.say(text=SHOP if channel == DM_ALICE else PAY, **where)
        assert await trial.ended(ts, channel) == ACCEPTED


# Which file, and which certificate ---------------------------------------------------------------


async def test_a_file_that_can_never_be_a_letter_is_left_and_told(trial: Trial) -> None:
    for each in (THIRD, "Silent12"):
        trial.tencent.certificates[each] = Certificate(each, f"{each.lower()}.example.com")
    ts = await trial.drop(f"certificate {SHOP}", WORD, SCAN)
    assert "notes.docx was not uploaded: this kind" in await trial.answer(ts)
    named = Upload(f"{PAY}.pdf", letters.pdf(5_000))
    chinese = await trial.drop(f"证书{PAY}", named, WORD, user=WANG_FANG)
    assert "notes.docx 未上传" in await trial.answer(chinese)
    later = await trial.drop("the letter", WORD, PHOTO)
    await trial.question(later)
    await reply(trial, trial.said(later)[0], f"it is {THIRD}")
    await trial.ended(later)
    assert "notes.docx was not uploaded" in trial.said(later)[-1].text
    silent = await trial.drop("", WORD, Upload("b.jpg", letters.jpg(3_000)), channel=RANDOM)
    await settled(trial)
    await trial.slack.say(user=ALICE, channel=RANDOM, text="Silent12", thread_ts=silent)
    assert "notes.docx was not uploaded" in await trial.answer(silent, RANDOM)
    assert arrived(trial) == [SHOP, PAY, THIRD, WILDCARD, "Silent12"]


async def test_of_two_that_may_be_the_letter_it_asks_without_offering_the_other(
    trial: Trial,
) -> None:
    ts = await trial.drop(f"certificate {SHOP}", SCAN, WORD, PHOTO)
    await trial.question(ts)
    assert "notes.docx" not in str(trial.said(ts)[0].blocks)
    none = await trial.drop(f"certificate {PAY}", WORD, Upload("b.docx", letters.word()))
    assert "Which file" in await trial.question(none)


async def test_a_letter_that_was_announced_with_its_id_needs_none(trial: Trial) -> None:
    said = {
        f"Certificate ID: {SHOP}, the letter follows": SCAN,
        f"证书ID：{PAY}，盖章件稍后发": PHOTO,
        f"cert {WILDCARD} is through": Upload("a.pdf", letters.pdf(3_000)),
        f"{THIRD} 的确认函马上发": Upload("b.jpg", letters.jpg(3_000)),
    }
    trial.tencent.certificates[THIRD] = Certificate(THIRD, "third.example.com")
    for text, file in said.items():
        await trial.slack.say(user=ALICE, channel=RANDOM, text=text)
        assert await trial.ended(await trial.drop("", file, channel=RANDOM), RANDOM) == ACCEPTED
    assert arrived(trial) == [SHOP, PAY, WILDCARD, THIRD]


async def test_of_two_that_were_announced_it_asks(trial: Trial) -> None:
    for certificate_id in (SHOP, PAY):
        text = f"Certificate ID: {certificate_id}, the letter follows"
        await trial.slack.say(user=ALICE, channel=RANDOM, text=text)
    ts = await trial.drop("", SCAN, channel=RANDOM)
    await trial.question(ts, RANDOM)
    assert buttons(trial.said(ts, RANDOM)[0]) == [PAY]
    assert arrived(trial) == []


async def test_an_answer_that_calls_a_file_is_about_that_file(trial: Trial) -> None:
    files = [
        Upload(name, letters.pdf(3_000 + at)) for at, name in enumerate(("1st.pdf", "2nd.pdf"))
    ]
    for file in files:
        await trial.question(await trial.drop("", file, channel=DM_ALICE), DM_ALICE)
    await trial.slack.say(user=ALICE, channel=DM_ALICE, text=f"1st.pdf is for {SHOP}")
    await trial.slack.until(lambda: arrived(trial) == [SHOP])
    await trial.slack.say(user=ALICE, channel=DM_ALICE, text=f"2nd.pdf: {PAY}")
    await trial.slack.until(lambda: arrived(trial) == [SHOP, PAY])
    assert [each.content for each in trial.tencent.letters] == [each.content for each in files]

    question = await asked(trial)
    await reply(trial, question, f"no.pdf was for {WILDCARD}")
    assert f"You named {WILDCARD}" in await hinted(trial, question)
    two = await trial.drop("the letters", *files)
    await trial.question(two)
    await reply(trial, trial.said(two)[0], f"2nd.pdf is {WILDCARD}")
    await trial.slack.until(lambda: arrived(trial) == [SHOP, PAY, WILDCARD])
    assert trial.tencent.letters[-1].content == files[1].content


async def test_what_is_said_of_a_certificate_announces_no_letter(trial: Trial) -> None:
    said = {
        f"Certificate ID: {SHOP} was issued, thanks": SHOP,
        f"证书ID：{PAY} 的确认函已作废，不要再用": PAY,
    }
    for text, certificate_id in said.items():
        await trial.slack.say(user=ALICE, channel=RANDOM, text=text)
        ts = await trial.drop("", SCAN, channel=RANDOM)
        await trial.question(ts, RANDOM)
        assert buttons(trial.said(ts, RANDOM)[0]) == [certificate_id]
    quiet = await trial.drop("", PHOTO, channel=RANDOM, user=WANG_FANG)
    await settled(trial)
    text = f"<@{BOT_USER}> has {SHOP} been issued yet?"
    await trial.slack.say(user=ALICE, channel=RANDOM, text=text, thread_ts=quiet)
    await trial.question(quiet, RANDOM)
    assert buttons(trial.said(quiet, RANDOM)[0]) == [SHOP]
    assert arrived(trial) == [WILDCARD]


@pytest.mark.parametrize(
    ("announced", "dropped"),
    [
        (f"cert {SHOP} shows an error", ""),
        (f"Certificate ID: {SHOP}, who has its letter?", ""),
        (f"Certificate ID: {SHOP}, the letter follows", "what I see in the console"),
    ],
)
async def test_a_picture_that_may_be_another_thing_is_asked_about(
    trial: Trial, announced: str, dropped: str
) -> None:
    await trial.slack.say(user=ALICE, channel=RANDOM, text=announced)
    ts = await trial.drop(dropped, PHOTO, channel=RANDOM)
    await trial.question(ts, RANDOM)
    assert buttons(trial.said(ts, RANDOM)[0]) == [SHOP]


async def test_a_word_that_nobody_can_look_up_is_no_certificate(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    words = "Password of the archive is Xk29dLq8, passcode 8842 1177"
    quiet = [await trial.drop(words, NOTES, channel=RANDOM)]
    quiet.append(await trial.drop("room B12cD34e at three", PHOTO, channel=RANDOM))
    quiet += [await trial.drop(t, NOTES, channel=RANDOM) for t in ("Xk29dLq8", "`Xk29dLq8`")]
    await trial.slack.say(user=ALICE, channel=RANDOM, text="build AbCd1234 is out")
    quiet.append(await trial.drop("the slides", SCAN, channel=RANDOM))
    question = await asked(trial, f"The letter. {words}")
    labelled = await trial.drop(f"certificate ID: {SHOP}", SCAN, channel=RANDOM)
    assert await trial.ended(labelled, RANDOM) == ACCEPTED
    assert [trial.said(ts, RANDOM) for ts in quiet] == [[]] * 5
    assert arrived(trial) == [SHOP]
    assert "Xk29dLq8" not in str(question)


async def test_where_tencent_does_not_know_the_id_the_right_one_sends_the_same_file(
    trial: Trial,
) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    ts = await trial.drop(f"certificate {UNKNOWN}", LETTER)
    assert await trial.ended(ts) == REFUSED
    assert "the file need not be dropped again" in trial.said(ts)[0].text
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=SHOP, thread_ts=ts)
    await trial.slack.until(lambda: arrived(trial))
    assert await trial.ended(ts) == ACCEPTED


async def test_the_right_id_after_one_that_is_being_cancelled_sends_the_same_file(
    trial: Trial,
) -> None:
    trial.tencent.certificates["Cancel12"] = Certificate("Cancel12", "odd.example.com", status=6)
    ts = await trial.drop("certificate Cancel12", LETTER)
    assert "If the ID is wrong, reply with the right one." in await trial.answer(ts)
    await settled(trial)
    said = {"channel": CERTIFICATES, "thread_ts": ts}
    await trial.slack.say(user=WANG_FANG, text=f"mine is {WILDCARD}", **said)  # not the poster's
    await trial.slack.say(user=ALICE, text=f"oh, I meant {PAY}", **said)
    await trial.slack.until(lambda: trial.mark(ts) == ACCEPTED)
    assert sorted(arrived(trial)) == sorted([WILDCARD, PAY])


async def test_talk_costs_few_calls(trial: Trial) -> None:
    question = await asked(trial)
    before = len(trial.tencent.calls)
    orders = " ".join(f"Ab{n:02}Cd{n:02}" for n in range(30))
    await reply(trial, question, f"our orders: {orders}", WANG_FANG)
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED
    looked = [each for each in trial.tencent.calls[before:] if each.certificate_id != SHOP]
    assert 0 < len(looked) <= MOST_IN_TALK


async def test_a_better_file_is_not_hidden_by_a_drop_that_is_still_looked_at(trial: Trial) -> None:
    ts = await trial.drop("the letter", Upload("letter.jpg", b"hello" * 300))
    await trial.question(ts)
    await reply(trial, trial.said(ts)[0], SHOP, WANG_FANG)
    assert await trial.ended(ts) == REFUSED
    trial.tencent.faults.add("DescribeCertificate", TencentFault(delay=30))
    looks = len(trial.tencent.calls)
    await trial.drop(f"for {PAY}", PHOTO, thread_ts=ts, user=WANG_FANG)
    await trial.slack.until(lambda: len(trial.tencent.calls) > looks)
    better = await trial.drop("", SCAN, thread_ts=ts)
    assert await trial.ended(better) == ACCEPTED
    assert arrived(trial) == [SHOP]
    trial.tencent.faults.clear()
