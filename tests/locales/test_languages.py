"""Which language somebody reads: the one that there is a file for, or one of its kin."""

from importlib.resources import files

from bot.locales.languages import LANGUAGES, language_of
from tests.for_each import for_each


def test_a_language_is_a_file() -> None:
    found = files("bot.locales").iterdir()
    assert set(LANGUAGES) == {each.name[:-4] for each in found if each.name.endswith(".ftl")}
    assert {"en", "zh-CN"} <= set(LANGUAGES)


@for_each(
    ("locale", "language"),
    [
        ("en-US", "en"),
        ("en", "en"),
        ("EN_gb", "en"),
        ("zh-CN", "zh-CN"),
        ("zh_cn", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-SG", "zh-CN"),
        ("ZH-Hans-HK", "zh-CN"),
        ("zh-TW", "zh-TW" if "zh-TW" in LANGUAGES else "zh-CN"),
        ("zha", None),
        ("zz-ZZ", None),
        ("", None),
        ("en.utf-8", "en"),
        ("<b>", None),
    ],
)
def test_a_locale_finds_its_language(locale: str, language: str | None) -> None:
    assert language_of(locale) == language
