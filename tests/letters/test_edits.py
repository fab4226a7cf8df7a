"""What people see when a letter is edited, deleted, forwarded, or shown to the bot later."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.action_ids import UPLOAD_LETTER
from bot.patience import DELETION_MAY_BE_MISSED_AFTER
from sandbox import letters
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, GUEST, WANG_FANG, Fault, Upload
from sandbox.slack.slack import Forwarded
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests.letters.questions import SHOP, arrived, elements, settled
from tests.running_bot import (
    ACCEPTED,
    NONE_NEEDED,
    REFUSED,
    WITH_LINE,
    Trial,
    opened,
)

SCAN = Upload("scan_001.pdf", letters.pdf(20_000))
PHOTO = Upload("photo.jpg", letters.jpg(9_000))
PAIRS = [(f"Ed1tNr{number}", f"edit{number}.example.com") for number in range(10, 60)]
NEXT = iter(PAIRS)


@dataclass
class Scene:
    """One scenario: a channel and a certificate that no other one has; the bot is shared."""

    trial: Trial
    channel: str
    certificate: str
    domain: str

    async def drop(self, text: str, *files: Upload, user: str = ALICE, thread: str = "") -> str:
        where = {"channel": self.channel, "user": user, "thread_ts": thread or None}
        return await self.trial.drop(text, *(files or (SCAN,)), **where)

    async def say(self, text: str, thread: str = "", user: str = ALICE) -> str:
        return await self.trial.slack.say(
            user=user, channel=self.channel, text=text, thread_ts=thread or None
        )

    async def edit(self, ts: str, text: str, user: str = "") -> None:
        await self.trial.slack.edit(channel=self.channel, ts=ts, text=text, user=user)

    async def delete(self, ts: str) -> None:
        await self.trial.slack.delete(channel=self.channel, ts=ts)

    def said(self, ts: str) -> list[str]:
        return [each.text for each in self.trial.said(ts, self.channel)]

    async def until_said(self, ts: str, words: str) -> str:
        """Wait until the bot's last message in the thread has these words; its text."""
        await self.trial.slack.until(lambda: words in "".join(self.said(ts)[-1:]))
        return self.said(ts)[-1]

    async def question(self, ts: str) -> str:
        return await self.until_said(ts, "Which certificate")

    async def ended(self, ts: str) -> str:
        return await self.trial.ended(ts, self.channel)

    def uploads(self) -> int:
        return arrived(self.trial).count(self.certificate)


@pytest.fixture(scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Trial]:
    async with opened(tmp_path_factory.mktemp("edits"), pace=WITH_LINE) as trial:
        trial.tencent.certificates |= {each: Certificate(each, domain) for each, domain in PAIRS}
        yield trial


@pytest.fixture
def scene(bot: Trial) -> Scene:
    certificate, domain = next(NEXT)
    return Scene(bot, bot.slack.add_channel(domain), certificate, domain)


# Edits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["the sealed letter for certificate {id}", "letter, {domain}"])
async def test_an_edit_that_names_the_certificate_answers_the_question(
    scene: Scene, words: str
) -> None:
    ts = await scene.drop("the sealed letter")
    await scene.question(ts)
    await scene.edit(ts, words.format(id=scene.certificate, domain=scene.domain))
    assert await scene.ended(ts) == ACCEPTED
    question, result = scene.said(ts)
    assert f"<@{ALICE}> chose certificate {scene.certificate}" in question
    assert scene.uploads() == 1
    await scene.edit(ts, "for certificate FxG06njc")  # after the upload
    await settled(scene.trial)
    assert scene.said(ts) == [question, result]


async def test_a_silent_drop_is_taken_up_by_an_edit_once(scene: Scene) -> None:
    ts = await scene.drop("here you are")
    await scene.edit(ts, f"here you are: {scene.certificate}")
    assert await scene.ended(ts) == ACCEPTED
    changes = [
        each
        for each in scene.trial.slack.deliveries
        if each.payload["event"].get("subtype") == "message_changed"
    ]
    for each in changes[-2:]:
        await scene.trial.slack.send_again(each.event_id)
    await settled(scene.trial)
    assert (len(scene.said(ts)), scene.uploads()) == (1, 1)


async def test_a_word_about_a_letter_makes_the_bot_ask_and_a_thank_you_does_not(
    scene: Scene,
) -> None:
    ts = await scene.drop("here you are")
    await settled(scene.trial)
    await scene.edit(ts, "here you are, thank you")
    await settled(scene.trial)
    assert scene.said(ts) == []
    await scene.edit(ts, "here you are, the confirmation letter")
    await scene.question(ts)
    await scene.edit(ts, "here you are, the confirmation letter!")
    await scene.edit(ts, f"for certificate {scene.certificate}", user=WANG_FANG)
    await scene.trial.slack.unfurl(channel=scene.channel, ts=ts, url="https://example.com")
    await settled(scene.trial)
    assert len(scene.said(ts)) == 1
    assert scene.uploads() == 0


async def test_a_letter_that_was_refused_for_its_id_is_taken_with_the_right_one(
    scene: Scene,
) -> None:
    ts = await scene.drop("certificate ID FxG06njc")
    assert await scene.ended(ts) == NONE_NEEDED
    await scene.edit(ts, f"certificate ID {scene.certificate}")
    await scene.trial.slack.until(lambda: scene.trial.mark(ts, scene.channel) == ACCEPTED)
    assert scene.uploads() == 1


async def test_an_edit_that_names_several_puts_the_question_anew(scene: Scene) -> None:
    ts = await scene.drop("the sealed letter")
    await scene.question(ts)
    await scene.edit(ts, "certificate Xq7Tz9Lm")
    await scene.until_said(ts, "no certificate Xq7Tz9Lm")
    await scene.edit(ts, f"certificate {scene.certificate} or FxG06njc")
    await scene.until_said(ts, "Which one is")
    await scene.edit(ts, f"certificate {scene.certificate}")
    assert await scene.ended(ts) == ACCEPTED
    assert len(scene.said(ts)) == 2


async def test_of_several_letters_an_edit_is_about_the_one_that_is_asked_about(
    scene: Scene,
) -> None:
    other = next(NEXT)[0]
    files = Upload(f"{scene.certificate}.pdf", SCAN.content), PHOTO
    ts = await scene.drop("two letters", *files)
    await scene.trial.slack.until(lambda: len(scene.said(ts)) == 2 and scene.uploads() == 1)
    await scene.edit(ts, f"two letters, the other one is for {other}")
    assert await scene.ended(ts) == ACCEPTED
    assert (scene.uploads(), arrived(scene.trial).count(other)) == (1, 1)


async def test_a_file_that_comes_with_an_edit_is_a_letter_of_its_own(scene: Scene) -> None:
    slack = scene.trial.slack
    ts = await scene.drop(f"certificate ID {scene.certificate}")
    await scene.ended(ts)
    files = [*slack.message(scene.channel, ts).files, slack.store(PHOTO, ALICE).object]
    words = f"certificate ID {scene.certificate} and FxG06njc"
    await slack.edit(channel=scene.channel, ts=ts, text=words, files=files)
    assert "photo.jpg" in await scene.until_said(ts, "Which one is photo.jpg for")
    assert scene.uploads() == 1


async def test_an_edited_reply_takes_up_a_silent_drop(scene: Scene) -> None:
    ts = await scene.drop("here you are")
    reply = await scene.say("see above", thread=ts)
    await scene.edit(reply, scene.certificate)
    assert await scene.ended(ts) == ACCEPTED
    assert (scene.uploads(), len(scene.said(ts))) == (1, 1)


async def test_a_corrected_answer_counts_and_no_other_edit_gets_a_hint(scene: Scene) -> None:
    ts = await scene.drop("the sealed letter")
    await scene.question(ts)
    reply = await scene.say("let me see", thread=ts)
    await scene.until_said(ts, "Please reply with")
    await scene.edit(reply, "let me see, one moment")
    await settled(scene.trial)
    assert len(scene.said(ts)) == 2
    await scene.edit(reply, scene.certificate)
    assert await scene.ended(ts) == ACCEPTED


@pytest.mark.parametrize("words", ["certificate ID {id}, sorry", "the letter"])
async def test_an_edit_counts_while_the_letter_is_on_its_way(scene: Scene, words: str) -> None:
    slack, wrong = scene.trial.slack, next(NEXT)[0]
    slack.faults.add("download", Fault(delay=30))
    ts = await scene.drop(f"certificate ID {wrong}")
    await scene.until_said(ts, "Checking")
    await scene.edit(ts, f"certificate ID {wrong}, thank you")
    await scene.edit(ts, words.format(id=scene.certificate))
    await slack.until(lambda: all(each.acked_at for each in slack.deliveries))
    slack.faults.clear()
    if words == "the letter":
        await scene.question(ts)
        await scene.say(scene.certificate, thread=ts)
    assert await scene.ended(ts) == ACCEPTED
    await settled(scene.trial)
    assert (scene.uploads(), arrived(scene.trial).count(wrong)) == (1, 0)


async def test_an_edit_without_an_id_takes_none_away_that_was_named_elsewhere(
    scene: Scene,
) -> None:
    slack = scene.trial.slack
    ts = await scene.drop("here you are")
    slack.faults.add("download", Fault(delay=30))
    await scene.say(f"<@{BOT_USER}> {scene.certificate}", thread=ts)
    await scene.until_said(ts, "Checking")
    await scene.edit(ts, "here you are, the letter")
    await slack.until(lambda: all(each.acked_at for each in slack.deliveries))
    slack.faults.clear()
    assert await scene.ended(ts) == ACCEPTED
    assert scene.uploads() == 1


async def test_a_drop_that_nobody_saw_begins_with_its_edit(scene: Scene) -> None:
    slack = scene.trial.slack
    slack.subscriptions.discard("message.channels")
    ts = await scene.drop("here you are")
    slack.subscriptions.add("message.channels")
    await scene.edit(ts, f"here you are, for {scene.certificate}")
    assert await scene.ended(ts) == ACCEPTED
    assert scene.uploads() == 1


async def test_an_edit_by_somebody_who_may_not_is_turned_away(scene: Scene) -> None:
    ts = await scene.drop("here you are", user=GUEST)
    await scene.edit(ts, f"here you are: {scene.certificate}")
    await settled(scene.trial)
    assert scene.uploads() == 0


# Taken back --------------------------------------------------------------------------------------


async def test_what_is_deleted_while_it_is_fetched_is_not_uploaded(scene: Scene) -> None:
    scene.trial.slack.faults.add("download", Fault(delay=30))
    ts = await scene.drop(f"letter for {scene.certificate}")
    await scene.until_said(ts, "Checking")
    await scene.delete(ts)
    await scene.trial.slack.until(
        lambda: all(each.acked_at for each in scene.trial.slack.deliveries)
    )
    scene.trial.slack.faults.clear()
    assert await scene.until_said(ts, "removed from Slack") == (
        "scan_001.pdf was removed from Slack, so nothing was uploaded."
    )
    await settled(scene.trial)
    assert (scene.uploads(), len(scene.said(ts))) == (0, 1)


@pytest.mark.parametrize("way", ["message", "file", "from the message"])
async def test_a_question_about_what_was_deleted_is_closed(scene: Scene, way: str) -> None:
    slack = scene.trial.slack
    ts = await scene.drop("信：确认函", user=WANG_FANG)
    await scene.until_said(ts, "哪个证书")
    file = slack.message(scene.channel, ts).files[0]["id"]
    if way == "message":
        await scene.delete(ts)
    elif way == "file":
        await slack.delete_file(file)
    else:
        await slack.remove_from_message(channel=scene.channel, ts=ts, file_id=file)
    assert await scene.until_said(ts, "移除") == "scan_001.pdf 已从 Slack 中移除，未上传任何文件。"
    assert elements(scene.trial.said(ts, scene.channel)[0]) == []
    await scene.say(scene.certificate, thread=ts)
    await settled(scene.trial)
    assert (scene.uploads(), len(scene.said(ts))) == (0, 1)


async def test_a_deletion_before_the_drop_holds_and_nobody_hears_of_it(scene: Scene) -> None:
    slack = scene.trial.slack
    slack.subscriptions.discard("message.channels")
    ts = await scene.drop(f"letter for {scene.certificate}")
    message = slack.message(scene.channel, ts)
    slack.subscriptions.add("message.channels")
    await scene.delete(ts)
    await settled(scene.trial)
    event = {"channel": scene.channel, "channel_type": "channel", "event_ts": ts}
    slack.send_event(slack.as_json(message) | event)
    await settled(scene.trial)
    assert (scene.uploads(), scene.said(ts)) == (0, [])


async def test_after_the_upload_a_deletion_changes_nothing(scene: Scene) -> None:
    ts = await scene.drop(f"letter for {scene.certificate}")
    await scene.ended(ts)
    before = scene.said(ts)
    await scene.delete(ts)
    await scene.trial.slack.delete_file(scene.trial.slack.message(scene.channel, ts).files[0]["id"])
    await settled(scene.trial)
    assert (scene.uploads(), scene.said(ts)) == (1, before)


async def test_an_accepted_letter_whose_message_is_gone_is_told_to_its_person(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as trial:  # one that says nothing in the thread before the end
        slack, tencent = trial.slack, trial.tencent
        tencent.faults.add("UploadConfirmLetter", TencentFault(delay=30))
        ts = await trial.drop(f"letter for {SHOP}", SCAN)
        await slack.until(lambda: arrived(trial) == [SHOP])
        await slack.delete(channel=CERTIFICATES, ts=ts)  # nobody has replied: no thread is left
        tencent.faults.clear()
        told, mine = f"Letter uploaded · {SHOP}", slack.direct_message(ALICE)
        await slack.until(lambda: [e for e in slack.channel_messages(mine) if told in e.text])
        assert trial.said(ts) == []


async def test_of_two_files_the_one_that_is_left_is_the_letter(scene: Scene) -> None:
    slack = scene.trial.slack
    ts = await scene.drop(f"certificate ID {scene.certificate}", SCAN, PHOTO)
    await scene.until_said(ts, "Which file")
    file = slack.message(scene.channel, ts).files[1]["id"]
    await slack.remove_from_message(channel=scene.channel, ts=ts, file_id=file)
    assert await scene.ended(ts) == ACCEPTED
    (letter,) = [e for e in scene.trial.tencent.letters if e.certificate_id == scene.certificate]
    assert letter.content == SCAN.content


async def test_of_the_pages_of_one_letter_none_may_be_missing(scene: Scene) -> None:
    slack = scene.trial.slack
    ts = await scene.drop(f"certificate ID {scene.certificate}", PHOTO, PHOTO)
    await scene.until_said(ts, "Which file")
    (question,) = scene.trial.said(ts, scene.channel)
    await slack.click(question, "join_files", user=ALICE)
    # The file in the thread may come after the line that becomes the question.
    await slack.until(lambda: "Please check" in "".join(scene.said(ts)))
    await slack.delete_file(slack.message(scene.channel, ts).files[0]["id"])
    await slack.until(lambda: "removed from Slack" in "".join(scene.said(ts)))
    assert scene.uploads() == 0


async def test_of_several_letters_those_that_are_not_uploaded_are_taken_back(
    scene: Scene,
) -> None:
    slack, revoked = scene.trial.slack, "LqQxgqUe"
    files = (
        Upload(f"{scene.certificate}.pdf", SCAN.content),
        Upload(f"{revoked}.jpg", PHOTO.content),
    )
    ts = await scene.drop("two letters", *files)
    await slack.until(lambda: len(scene.said(ts)) == 2 and scene.uploads() == 1)
    for file in slack.message(scene.channel, ts).files:
        await slack.delete_file(file["id"])
    await slack.until(lambda: any("removed from Slack" in each for each in scene.said(ts)))
    assert sum("removed from Slack" in each for each in scene.said(ts)) == 1
    assert await scene.ended(ts) == ACCEPTED  # the sum has come to rest


async def test_a_deletion_that_nobody_has_heard_of_is_seen_before_a_late_upload(
    scene: Scene,
) -> None:
    slack = scene.trial.slack
    thread = await scene.say("who has it?")
    for where in ("", thread):
        ts = await scene.drop("the letter", thread=where)
        await scene.until_said(where or ts, "Which certificate")
        slack.subscriptions.discard("message.channels")
        await scene.delete(ts)
        slack.subscriptions.add("message.channels")
        scene.trial.clock.forward(DELETION_MAY_BE_MISSED_AFTER + 60)
        (question,) = scene.trial.said(where or ts, scene.channel)
        await slack.click(question, "choose_certificate", user=ALICE, option=scene.certificate)
        await settled(scene.trial)
    assert scene.uploads() == 0
    assert "was not uploaded" not in "".join((*scene.said(ts), *scene.said(thread)))


# Forwarded ---------------------------------------------------------------------------------------


async def _forward(
    scene: Scene,
    to: str,
    text: str = "",
    words: str = "the letter as promised",
    files: Sequence[Upload] = (SCAN,),
    shown: Forwarded = "shown",
) -> str:
    """Forward a message with files from where the bot is not; `text`: what is typed above it."""
    slack = scene.trial.slack
    away = slack.add_channel("away", members=frozenset({ALICE}))
    of = await slack.drop(user=ALICE, channel=away, text=words, files=files)
    return await slack.forward(of=(away, of), user=ALICE, to=to, text=text, files=shown)


async def test_a_forwarded_letter_is_a_letter(scene: Scene) -> None:
    ts = await _forward(scene, scene.channel, f"certificate ID {scene.certificate}")
    assert await scene.ended(ts) == ACCEPTED
    by_its_words = await _forward(scene, scene.channel, words=f"certificate {scene.certificate}")
    assert await scene.ended(by_its_words) == ACCEPTED
    assert scene.uploads() == 1  # it is there already
    mentioned = await _forward(scene, scene.channel, f"<@{BOT_USER}> here")
    await scene.question(mentioned)
    two = await _forward(scene, scene.channel, "a91hoLqi", files=(SCAN, PHOTO))
    await scene.until_said(two, "Which file")
    off_topic = await _forward(scene, scene.channel, "fyi", words="minutes")
    await settled(scene.trial)
    assert scene.said(off_topic) == []
    assert "a91hoLqi" not in arrived(scene.trial)


async def test_in_a_dm_a_forwarded_letter_is_taken_or_asked_for(scene: Scene) -> None:
    slack = scene.trial.slack
    scene.channel = slack.direct_message(slack.add_person("Dan"))
    alone = await _forward(scene, scene.channel, scene.certificate)
    assert await scene.ended(alone) == ACCEPTED
    shown = "".join(each.text for each in slack.channel_messages(scene.channel))
    assert "Drop the letter" not in shown
    await _forward(scene, scene.channel, shown="hidden")
    await slack.until(lambda: "shows me no file" in slack.channel_messages(scene.channel)[-1].text)


async def test_where_slack_shows_no_file_it_is_asked_for_if_somebody_speaks_to_the_bot(
    scene: Scene,
) -> None:
    silent = await _forward(scene, scene.channel, "see below", shown="hidden")
    ts = await _forward(
        scene, scene.channel, f"certificate ID {scene.certificate}, please", shown="hidden"
    )
    said = await scene.until_said(ts, "no file")
    assert f"drop the letter for certificate {scene.certificate}" in said
    mentioned = await _forward(scene, scene.channel, f"<@{BOT_USER}>", shown="hidden")
    await scene.until_said(mentioned, "Please drop the letter itself")
    unseen = await _forward(
        scene, scene.channel, f"certificate ID {scene.certificate}", shown="unshared"
    )
    assert await scene.ended(unseen) == REFUSED
    assert "Slack does not let me see the file." in scene.said(unseen)[0]
    assert scene.said(silent) == []


async def test_the_shortcut_finds_the_file_of_a_forwarded_message(scene: Scene) -> None:
    slack = scene.trial.slack
    ts = await _forward(scene, scene.channel, "fyi", words="minutes")
    used = {"message_ts": ts, "channel": scene.channel, "user": ALICE}
    await slack.shortcut(UPLOAD_LETTER, **used)
    (form,) = slack.open_views
    assert "scan_001.pdf" in str(form.content)
    slack.open_views.clear()


async def test_an_edit_of_what_was_forwarded_takes_that_one_up_alone(scene: Scene) -> None:
    slack = scene.trial.slack
    ts = await scene.drop("here you are")
    other = slack.add_channel("elsewhere")
    copy = await slack.forward(of=(scene.channel, ts), user=ALICE, to=other, text="fyi")
    await settled(scene.trial)
    await scene.edit(ts, f"here you are, {scene.certificate}")
    assert await scene.ended(ts) == ACCEPTED
    await slack.delete(channel=scene.channel, ts=ts)
    await settled(scene.trial)
    assert scene.trial.said(copy, other) == []


# Mentions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["{bot} {id}", "{bot} please take this one for {id}, thank you"])
async def test_a_mention_takes_the_unseen_file_of_its_thread(scene: Scene, words: str) -> None:
    slack = scene.trial.slack
    slack.subscriptions.discard("message.channels")
    ts = await scene.drop("here you are", user=WANG_FANG)
    await scene.say("thank you", thread=ts)
    slack.subscriptions.add("message.channels")
    mention = await scene.say(words.format(bot=f"<@{BOT_USER}>", id=scene.certificate), thread=ts)
    assert await scene.ended(ts) == ACCEPTED
    for each in slack.deliveries:
        if each.payload.get("event", {}).get("ts") == mention:
            await slack.send_again(each.event_id)
    await settled(scene.trial)
    assert (scene.uploads(), len(scene.said(ts))) == (1, 1)


async def test_a_mention_without_an_id_asks_about_the_unseen_file(scene: Scene) -> None:
    slack = scene.trial.slack
    slack.subscriptions.discard("message.channels")
    ts = await scene.drop("here you are")
    slack.subscriptions.add("message.channels")
    await scene.say(f"<@{BOT_USER}> can you take this?", thread=ts)
    await scene.question(ts)
    silent = await scene.drop("here you are")
    await settled(scene.trial)
    await scene.say(f"<@{BOT_USER}> and this?", thread=silent)
    await scene.question(silent)


async def test_a_mention_with_an_id_is_never_met_with_silence(scene: Scene) -> None:
    for words, reply in [
        (scene.certificate, f"Drop the letter for certificate {scene.certificate}"),
        (f"is {scene.certificate} all right?", "Drop the letter"),
        (scene.domain, f"Drop the letter for certificate {scene.certificate}"),
        ("Xq7Tz9Lm", "no certificate Xq7Tz9Lm"),
        ("unknown.example.net", "No certificate for unknown.example.net is waiting"),
        ("FxG06njc", "www.example.com"),
    ]:
        ts = await scene.say(f"<@{BOT_USER}> {words}")
        assert reply in await scene.until_said(ts, reply), words
        assert len(scene.said(ts)) == 1
    guests = len(scene.trial.slack.ephemerals)
    await scene.say(f"<@{BOT_USER}> {scene.certificate}", user=GUEST)
    await scene.trial.slack.until(lambda: len(scene.trial.slack.ephemerals) > guests)
    thread = await scene.say("which letters are missing?")
    await scene.say(f"<@{BOT_USER}> {scene.certificate}", thread=thread)
    await scene.until_said(thread, "Drop the letter")
    slack = scene.trial.slack
    scene.channel = slack.direct_message(slack.add_person("Dee"))
    await scene.say(f"what about {scene.certificate} then?")
    await slack.until(lambda: "Drop the letter" in slack.channel_messages(scene.channel)[-1].text)


async def test_a_mention_that_an_edit_has_made_is_one(scene: Scene) -> None:
    slack = scene.trial.slack
    slack.subscriptions.discard("message.channels")
    ts = await scene.drop("here you are")
    slack.subscriptions.add("message.channels")
    reply = await scene.say(f"{scene.certificate} is for the shop", thread=ts)
    await settled(scene.trial)
    await scene.edit(reply, f"<@{BOT_USER}> {scene.certificate} is for the shop")
    assert await scene.ended(ts) == ACCEPTED
    alone = await scene.say("where do the letters go?")
    await scene.edit(alone, f"where do the letters go, <@{BOT_USER}>?")
    await scene.until_said(alone, "certificate")
    await scene.edit(alone, f"<@{BOT_USER}> where does the one for {scene.certificate} go?")
    await scene.until_said(alone, scene.certificate)
    assert (scene.uploads(), len(scene.said(alone))) == (1, 2)


async def test_a_mention_among_words_corrects_the_id_of_the_letter_above(scene: Scene) -> None:
    ts = await scene.drop("certificate ID FxG06njc")
    await scene.ended(ts)
    await settled(scene.trial)
    await scene.say(f"<@{BOT_USER}> sorry, it is {scene.certificate} of course", thread=ts)
    await scene.trial.slack.until(lambda: scene.trial.mark(ts, scene.channel) == ACCEPTED)
    assert scene.uploads() == 1


@pytest.mark.parametrize("words", ["{id}", "please take this for {id} now", "please take this"])
async def test_what_a_guest_could_not_hand_in_a_member_can(scene: Scene, words: str) -> None:
    slack = scene.trial.slack
    slack.subscriptions.discard("message.channels")
    ts = await scene.drop("here you are", user=WANG_FANG)
    slack.subscriptions.add("message.channels")
    told = len(slack.ephemerals)
    await scene.say(f"<@{BOT_USER}> {scene.certificate}", thread=ts, user=GUEST)
    await slack.until(lambda: len(slack.ephemerals) > told)
    await settled(scene.trial)
    assert (scene.uploads(), scene.said(ts)) == (0, [])
    await scene.say(f"<@{BOT_USER}> {words.format(id=scene.certificate)}", thread=ts)
    if "{id}" not in words:
        await scene.question(ts)
        await scene.say(scene.certificate, thread=ts)
    assert await scene.ended(ts) == ACCEPTED
