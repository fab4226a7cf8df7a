"""The settings as docs/operate.md and .env.example tell them are those that are read."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import settings
from tests.docs.pages import CHINESE_README, README, ROOT, code, table

EXAMPLE = (ROOT / ".env.example").read_text()

REQUIRED = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "TENCENTCLOUD_SECRET_ID": "id",
    "TENCENTCLOUD_SECRET_KEY": "key",
}


def read_by_settings() -> dict[str, object]:
    """Every variable that settings.py reads, with its default."""
    known = settings.variables().values()
    return {name: variable.default for variable in known for name in variable.names.split()}


def in_the_manual() -> dict[str, str]:
    """Variables of the table in docs/operate.md, each with its default ("" for none)."""
    return {code(name): code(default) for name, _, default in table("variable", "docs/operate.md")}


def in_example() -> dict[str, str]:
    """Variables of .env.example, each with its value, whether they are commented out or not."""
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def with_a_default() -> set[str]:
    return {
        name for name, default in read_by_settings().items() if default not in (None, frozenset())
    }


@pytest.mark.parametrize("told", [in_the_manual, in_example])
def test_each_variable_that_is_read_is_explained_and_no_other(
    told: Callable[[], dict[str, str]],
) -> None:
    assert sorted(told()) == sorted(read_by_settings())


@pytest.mark.parametrize(
    "told", [in_the_manual(), in_example()], ids=["docs/operate.md", ".env.example"]
)
def test_defaults_are_what_they_are_said_to_be(told: dict[str, str]) -> None:
    said = {name: value for name, value in told.items() if value}
    assert set(said) == with_a_default()
    nowhere = ROOT / "no such file"
    for name, value in said.items():
        assert settings.read({**REQUIRED, name: value}, nowhere) == settings.read(REQUIRED, nowhere)


def test_the_example_asks_for_what_is_required_first_and_leaves_the_rest_alone() -> None:
    asked = re.findall(r"^([A-Z_]+)=$", EXAMPLE, re.MULTILINE)
    assert asked == list(in_example())[: len(asked)]
    assert set(asked) == set(REQUIRED)


def test_the_example_explains_each_variable() -> None:
    for block in re.split(r"\n\n+", EXAMPLE):
        lines = block.strip().splitlines()
        if re.match(r"#?[A-Z_]+=", lines[-1]):
            assert 1 <= len(lines) - 1 <= 3
            assert all(line.startswith("# ") for line in lines[:-1])


def test_a_copy_of_the_example_names_what_is_missing(tmp_path: Path) -> None:
    copy = tmp_path / ".env"
    copy.write_text(EXAMPLE)
    with pytest.raises(settings.BadSettings) as bad:
        settings.read({}, copy)
    assert set(bad.value.faults) == set(REQUIRED)


@pytest.mark.parametrize("page", [README, CHINESE_README])
def test_the_readme_names_the_four_that_are_enough(page: str) -> None:
    header = "setting" if page == README else "设置"
    assert [code(name) for name, _ in table(header, page)] == list(REQUIRED)
