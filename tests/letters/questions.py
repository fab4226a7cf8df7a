"""What tests do with the bot's questions as a person, and what they see of them."""

from typing import Any

from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, RANDOM, Message, Upload
from tests.running_bot import Trial

LETTER = Upload("letter.jpg", letters.jpg(20_000))
SHOP, PAY, WILDCARD, REVOCATION = "flSFd6Fh", "a91hoLqi", "Eq4hcD10", "LqQxgqUe"
ISSUED, DV, UNKNOWN = "FxG06njc", "Dsqef134", "Xq7Tz9Lm"

Json = dict[str, Any]


async def asked(trial: Trial, text: str = "the confirmation letter", **how: Any) -> Message:
    """The question about a letter that somebody has dropped."""
    ts = await trial.drop(text, LETTER, **how)
    await trial.question(ts, how.get("channel", CERTIFICATES))
    return trial.said(ts, how.get("channel", CERTIFICATES))[0]


async def reply(trial: Trial, question: Message, text: str, user: str = ALICE) -> None:
    """Say something in the question's thread."""
    await trial.slack.say(
        user=user, channel=question.channel, text=text, thread_ts=question.thread_ts
    )


async def hinted(trial: Trial, question: Message, count: int = 1) -> str:
    """Wait for the bot's next message in the thread; its text."""
    await trial.slack.until(lambda: len(bot_said(trial, question)) > count)
    return bot_said(trial, question)[count].text


def bot_said(trial: Trial, question: Message) -> list[Message]:
    """What the bot has said in the question's thread."""
    return trial.said(question.thread_ts or "", question.channel)


async def ended(trial: Trial, question: Message) -> str:
    """Wait for the end of the question's letter; the reaction that tells it."""
    return await trial.ended(question.thread_ts or "", question.channel)


async def settled(trial: Trial) -> None:
    """Wait until all is acked, and a letter that came last has been worked off after that."""
    await trial.slack.until(lambda: all(each.acked_at for each in trial.slack.deliveries))
    other = await trial.drop(f"for {WILDCARD}", Upload("b.jpg", letters.jpg(3_000)), channel=RANDOM)
    await trial.ended(other, RANDOM)


async def brought_again(trial: Trial) -> None:
    """Slack delivers all messages once more, although each was acked."""
    messages = [each for each in trial.slack.deliveries if each.type == "message"]
    count = len(trial.slack.deliveries) + len(messages)
    for each in messages:
        await trial.slack.send_again(each.event_id)
    await trial.slack.until(lambda: len(trial.slack.deliveries) >= count)
    await settled(trial)


def now(trial: Trial, question: Message) -> Message:
    """The question's message as it stands now."""
    return trial.slack.message(question.channel, question.ts)


def buttons(message: Message) -> list[str]:
    """The values of the buttons that offer certificates."""
    return [e["value"] for e in elements(message) if e["action_id"].startswith("offer_certificate")]


def elements(message: Message) -> list[Json]:
    """The buttons and selects of a message."""
    rows = [block for block in message.blocks if block["type"] == "actions"]
    return [each for row in rows for each in row["elements"]]


def selects(message: Message) -> list[str]:
    """The types of the selects of a message."""
    return [each["type"] for each in elements(message) if each["type"] != "button"]


def arrived(trial: Trial) -> list[str]:
    """The certificates for which letters have arrived, in their order."""
    return [letter.certificate_id for letter in trial.tencent.letters]
