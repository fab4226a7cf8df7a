"""The pictures of the documents can be made, and are small."""

from pathlib import Path

from PIL import Image
from playwright.async_api import Browser

from tests.browser.screenshots import made


async def test_a_picture_is_made_of_what_a_scene_ends_with(
    browser: Browser, tmp_path: Path
) -> None:
    assert await made(browser, tmp_path, ["form"]) == []
    with Image.open(tmp_path / "form.png") as picture:
        assert (picture.format, picture.mode) == ("PNG", "P")
        assert picture.width == 780  # 520 px, half as many again
