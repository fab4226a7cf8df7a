"""Letters that need mending, and what tests do and see while one is mended, as a person."""

from PIL import Image, ImageDraw

from sandbox.slack import ALICE, Message, Upload
from tests.files.pictures import encoded
from tests.running_bot import Trial


def page(number: int = 1) -> Image.Image:
    """A page in A4 at 72 dpi: lines of ink, a seal, and its number."""
    image = Image.new("RGB", (595, 842), "white")
    draw = ImageDraw.Draw(image)
    for y in range(80, 600, 24):
        draw.rectangle((60, y, 520, y + 9), fill="#222222")
    draw.ellipse((330, 620, 480, 770), outline="#cc2222", width=8)
    draw.text((60, 20), f"Page {number}", font_size=30, fill="black")
    return image


def saved(kind: str, *more: Image.Image, size: int = 0) -> bytes:
    """A picture file, or a PDF, of one page and more; padded behind to at least `size` bytes."""
    extra = {"save_all": True, "append_images": more} if more else {}
    return encoded(page(), kind, **extra).ljust(size, b"\0")


BIG_PHOTO = Upload("IMG_0042.jpg", saved("JPEG", size=3_000_000))
HEIC = Upload("IMG_0043.heic", saved("HEIF"))
PADDING = b"%" * 1_600_000 + b"\n%%EOF\n"
LONG_SCAN = Upload("scan.pdf", saved("PDF", *(page(n) for n in range(2, 13))) + PADDING)


def shares(trial: Trial, ts: str) -> list[Message]:
    """The bot's messages with files in a thread."""
    return [each for each in trial.said(ts) if each.files]


async def asked(trial: Trial, ts: str, action: str) -> Message:
    """The bot's question that has this button, once it stands in the thread."""

    def found() -> list[Message]:
        return [each for each in trial.said(ts) if f"'{action}'" in str(each.blocks)]

    await trial.slack.until(found)
    return found()[0]


async def press(trial: Trial, ts: str, action: str, user: str = ALICE) -> None:
    response = await trial.slack.click(await asked(trial, ts, action), action, user=user)
    assert response.acked
    assert response.posts == []


def sent(trial: Trial) -> list[bytes]:
    return [each.content for each in trial.tencent.letters]


def seen(trial: Trial, ts: str) -> bytes:
    """The bytes of the one file that the bot has put into the thread."""
    (message,) = shares(trial, ts)
    return trial.slack.content(message.files[0]["id"])


def line(trial: Trial, ts: str) -> str:
    """All that the bot says in a thread."""
    return " ".join(each.text for each in trial.said(ts))
