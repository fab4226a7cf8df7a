"""The table of file types holds together, and what is read from it is what people know."""

from PIL import Image

from bot.files.repair import pictures
from bot.files.types import ADJUSTABLE, FileType, endings_of, usual_name


def test_an_ending_belongs_to_one_type() -> None:
    endings = endings_of(FileType)
    assert len(endings) == len(set(endings))


def test_pillow_calls_the_pictures_as_the_table_does() -> None:
    Image.init()
    assert pictures  # which brings HEIF
    for each in set(ADJUSTABLE) - {FileType.PDF}:
        assert each.facts.pillow in Image.OPEN


def test_what_may_be_sent_is_what_tencent_cloud_takes() -> None:
    for wosign, kinds in ((False, {"pdf", "jpg", "png"}), (True, {"pdf", "jpg", "gif"})):
        assert {each for each in FileType if each.facts.sent[wosign]} == kinds


def test_a_type_of_another_release_has_a_name_too() -> None:
    assert [usual_name(each) for each in ("jpg", "webp", "tiff", "odd")] == [
        *("JPG", "WebP", "TIFF", "ODD"),
    ]
