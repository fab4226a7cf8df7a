"""The documents: short where they must be, and nothing in them leads nowhere."""

import re
import tomllib

import pytest

from tests.docs.pages import (
    CHINESE_README,
    PAGES,
    README,
    ROOT,
    anchors,
    commands,
    headings,
    links,
    pictures,
    text,
)
from tests.for_each import for_each

HANZI = r"[\u4e00-\u9fff]"


def test_the_readme_is_two_screens() -> None:
    assert len(text(README).splitlines()) <= 120
    assert len(text(README).split()) <= 900
    assert len(pictures(README)) == 1


def test_the_chinese_readme_is_the_same_for_chinese_readers() -> None:
    assert len(text(CHINESE_README).splitlines()) <= 120
    assert len(re.findall(HANZI, text(CHINESE_README))) <= 1_500
    assert commands(CHINESE_README) == commands(README)
    assert len(headings(CHINESE_README)) == len(headings(README))
    assert len(pictures(CHINESE_README)) == 1
    of_one_language = {README, CHINESE_README, "docs/usage.md", "docs/usage.zh-CN.md"}
    assert set(links(CHINESE_README)) - of_one_language == set(links(README)) - of_one_language


def test_each_document_is_found_from_the_readme() -> None:
    assert {each.partition("#")[0] for each in links(README)} >= {*PAGES} - {README}


@for_each("page", [each for each in PAGES if each.startswith("docs/")])
def test_each_page_begins_with_whom_it_is_for(page: str) -> None:
    first = "\n".join(text(page).strip().splitlines()[:3])
    assert re.search(r"\bfor\b|写给", first, re.IGNORECASE)


@for_each("page", PAGES)
def test_each_link_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    for each in links(page):
        if "://" in each:
            assert each.startswith("https://")
            continue
        file, _, anchor = each.partition("#")
        target = (folder / file).resolve() if file else ROOT / page
        assert target.exists(), each
        assert not anchor or anchor in anchors(str(target.relative_to(ROOT))), each


@for_each("page", PAGES)
def test_each_picture_is_there_small_and_told_in_words(page: str) -> None:
    for each in pictures(page):
        picture = (ROOT / page).parent / each
        assert picture.exists(), each
        assert picture.stat().st_size < 400_000, each
    assert "![](" not in text(page)


@for_each("page", PAGES)
def test_each_file_that_is_named_exists(page: str) -> None:
    named = re.findall(r"`((?:bot|handlers|sandbox|tests|docs)/[\w/.-]*)`", text(page))
    named += re.findall(r"`([\w-]+\.(?:yml|toml|md))`", text(page))
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_the_architecture_names_every_room_and_stays_one_page() -> None:
    page = text("docs/architecture.md")
    modules = [path for path in (ROOT / "bot").glob("*.py") if not path.name.startswith("__")]
    assert [path.name for path in modules if f"bot/{path.name}" not in page] == []
    assert len(page.splitlines()) <= 140


def test_each_dependency_has_its_reason() -> None:
    page = text("docs/architecture.md")
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["dev"], *extras["sandbox"]]
    packages = [re.split(r"[\[>=<]", each)[0] for each in wanted]
    reasons = page[page.index("## Dependencies") :]
    assert [
        each for each in packages if each not in reasons and not each.startswith("types-")
    ] == []


@pytest.mark.parametrize("name", [f"requirements{each}.txt" for each in ("", "-sandbox", "-dev")])
def test_each_package_is_pinned_with_hashes_and_without_an_address(name: str) -> None:
    pinned = text(name)
    lines = [line for line in pinned.splitlines() if line[:1].isalpha()]
    assert len(lines) > 3
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+ .*\\", line) for line in lines)
    assert pinned.count("--hash=sha256:") > len(lines)
    assert "://" not in pinned
    assert "--index" not in pinned
