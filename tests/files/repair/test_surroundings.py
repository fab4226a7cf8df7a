"""A blank page stays blank whatever lies around it, and nothing legible is taken for that."""

from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageOps

from bot.files.repair.looks import look
from tests.files.pictures import LINE, page
from tests.for_each import for_each

SIZE = WIDTH, HEIGHT = 827, 1_169


def drawn(draw: Callable[[ImageDraw.ImageDraw], object], paper: int = 248) -> Image.Image:
    image = Image.new("RGB", SIZE, (paper,) * 3)
    draw(ImageDraw.Draw(image))
    return image


def on_table(image: Image.Image, part: float = 0.8, angle: float = 2) -> Image.Image:
    table = Image.new("RGB", SIZE, (60, 45, 35))
    size = round(WIDTH * part), round(HEIGHT * part)
    mask = Image.new("L", size, 255).rotate(angle, expand=True)
    table.paste(image.resize(size).rotate(angle, expand=True), (60, 80), mask)
    return table


def with_edge(image: Image.Image) -> Image.Image:
    image = image.copy()
    ImageDraw.Draw(image).polygon(((0, 0), (30, 0), (6, image.height), (0, image.height)), 0)
    return image


def framed(image: Image.Image, inset: int) -> Image.Image:
    image = image.copy()
    box = (inset, inset, image.width - inset, image.height - inset)
    ImageDraw.Draw(image).rectangle(box, outline=(20, 20, 20), width=6)
    return image


def punched(draw: ImageDraw.ImageDraw) -> None:
    for y in (400, 715):
        draw.ellipse((35, y, 60, y + 25), fill=(30, 30, 30))
    draw.line((25, 22, 60, 30), fill=(40, 40, 40), width=2)  # of a staple


def dusty(draw: ImageDraw.ImageDraw) -> None:
    for at in range(40):
        x, y = at * 311 % WIDTH, at * 503 % HEIGHT
        draw.ellipse((x, y, x + 2, y + 2), fill=(60, 60, 60))


def words(draw: ImageDraw.ImageDraw, y: int = 500, rows: int = 1, fill: int = 30) -> None:
    draw.text((70, y), "\n".join([LINE] * rows), (fill,) * 3, font_size=16)


EMPTY = drawn(lambda _: None)
PALE = 205  # of which only some dots are dark enough to be ink
SHADE = (
    Image.linear_gradient("L")
    .resize(SIZE)
    .point(lambda value: 60 + value * 195 // 255)
    .convert("RGB")
)


@for_each(
    ("draw", "is_empty"),
    [
        (lambda: with_edge(EMPTY), True),
        (lambda: ImageOps.expand(EMPTY.crop((20, 20, 800, 1_140)), 20, "black"), True),
        (lambda: on_table(EMPTY), True),
        (lambda: framed(EMPTY, 0), True),
        (lambda: framed(EMPTY, 15), True),
        (lambda: drawn(punched), True),
        (lambda: drawn(dusty), True),
        (lambda: on_table(page(100)), False),
        (lambda: on_table(page(100), 0.3), False),  # a receipt
        (lambda: on_table(drawn(words)), False),
        (lambda: with_edge(drawn(words)), False),
        (lambda: framed(drawn(words), 15), False),
        (lambda: drawn(lambda draw: words(draw, y=6)), False),
        (lambda: drawn(lambda draw: words(draw, y=HEIGHT - 30)), False),
        (lambda: drawn(lambda draw: words(draw, rows=8, fill=PALE)), False),
        (lambda: page(100).crop((85, 45, 760, 1_000)), False),  # words as far as the rim
        (lambda: drawn(lambda draw: draw.ellipse((700, -40, 860, 120), None, "red", 8)), False),
        (lambda: ImageOps.invert(drawn(lambda draw: words(draw, rows=12))), False),
        (lambda: ImageChops.multiply(drawn(lambda draw: words(draw, 40, 8)), SHADE), False),
    ],
)
def test_what_lies_around_a_sheet_is_nothing_of_the_letter(
    draw: Callable[[], Image.Image], is_empty: object
) -> None:
    assert (look(draw()) in {"blank", "too-dark"}) is is_empty
