"""What README.md and its companions say is so: variables, defaults, commands, links, problems."""

import json
import re
import tomllib
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest

from bot import problems, settings
from bot.certificates.states import what_to_do
from bot.tencent.certificate import CertificateStatus, LetterKind, Status
from bot.tencent.client import Action
from tests import forkserver
from tests.for_each import for_each
from tests.views.samples import sample

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
CERTIFICATES = (ROOT / "docs/certificates.md").read_text()
PAGES = ["README.md", "CHANGELOG.md", "docs/architecture.md", "docs/certificates.md"]

REQUIRED = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "TENCENTCLOUD_SECRET_ID": "id",
    "TENCENTCLOUD_SECRET_KEY": "key",
}


def table(header: str, page: str = README) -> list[list[str]]:
    """The rows of the page's table with this first column, each as its cells."""
    lines = page.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {header} |"))
    rows = takewhile(lambda line: line.startswith("|"), lines[start + 2 :])
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows]


def code(cell: str) -> str:
    """The words in backticks in a cell; "" without any."""
    found = re.search(r"`([^`]+)`", cell)
    return found[1] if found else ""


# Variables ---------------------------------------------------------------------------------------


def read_by_settings() -> dict[str, object]:
    """Every variable that settings.py reads, with its default."""
    known = settings.variables().values()
    return {name: variable.default for variable in known for name in variable.names.split()}


def in_readme() -> dict[str, str]:
    """Variables of the README's table, each with its default ("" for none)."""
    return {code(name): code(default) for name, _, default in table("variable")}


def in_example() -> dict[str, str]:
    """Variables of .env.example, each with its value, whether they are commented out or not."""
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def with_a_default() -> set[str]:
    return {
        name for name, default in read_by_settings().items() if default not in (None, frozenset())
    }


@pytest.mark.parametrize("told", [in_readme, in_example])
def test_each_variable_that_is_read_is_explained_and_no_other(
    told: Callable[[], dict[str, str]],
) -> None:
    assert sorted(told()) == sorted(read_by_settings())


@pytest.mark.parametrize("told", [in_readme(), in_example()], ids=["README", ".env.example"])
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


# Commands and files ------------------------------------------------------------------------------


@for_each("page", PAGES)
def test_each_make_target_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / page).read_text(), re.MULTILINE)
    assert set(named) <= targets
    assert page != "README.md" or {"demo", "play", "run", "test", "lint"} <= set(named)


async def test_each_command_of_the_sandbox_that_is_named_exists() -> None:
    named = set(re.findall(r"python -m sandbox ([a-z]+)", README))
    offered = set(re.findall(r"^    ([a-z]+)  ", await printed("--help"), re.MULTILINE))
    assert named
    assert named <= offered


def test_the_processes_of_the_procfile_are_the_bot() -> None:
    lines = (ROOT / "Procfile").read_text().splitlines()
    assert dict(line.split(": ") for line in lines) == {
        "worker": "python -m bot",
        "web": "python -m bot",
    }


@for_each("page", PAGES)
def test_each_file_that_is_named_exists(page: str) -> None:
    text = (ROOT / page).read_text()
    named = re.findall(r"`((?:bot|handlers|sandbox|tests|docs)/[\w/.-]*)`", text)
    named += re.findall(r"`([\w-]+\.(?:yml|toml|md))`", text)
    assert [each for each in named if not (ROOT / each).exists()] == []


@for_each("page", PAGES)
def test_each_link_into_the_repository_resolves(page: str) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", (ROOT / page).read_text())
    inside = [each for each in targets if "://" not in each]
    assert [each for each in inside if not (ROOT / page).parent.joinpath(each).exists()] == []
    assert all(each.startswith("https://") for each in targets if each not in inside)


def test_the_architecture_names_every_room_and_stays_one_page() -> None:
    page = (ROOT / "docs/architecture.md").read_text()
    modules = [path for path in (ROOT / "bot").glob("*.py") if not path.name.startswith("__")]
    assert [path.name for path in modules if f"bot/{path.name}" not in page] == []
    assert len(page.splitlines()) <= 140


def test_each_dependency_has_its_reason() -> None:
    page = (ROOT / "docs/architecture.md").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    packages = [re.split(r"[\[>=<]", each)[0] for each in wanted]
    reasons = page[page.index("## Dependencies") :]
    assert [
        each for each in packages if each not in reasons and not each.startswith("types-")
    ] == []


# What the bot says -------------------------------------------------------------------------------


def outcomes() -> list[tuple[str, list[str], str]]:
    """The rows of the README's table: the result, its kinds of problem, and who can mend them."""
    return [
        (result, re.findall(r"`([\w-]+)`", kinds), who)
        for result, kinds, who, _ in table("the result")
    ]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_package_is_pinned_with_hashes_and_without_an_address(name: str) -> None:
    text = (ROOT / name).read_text()
    lines = [line for line in text.splitlines() if line[:1].isalpha()]
    assert len(lines) > 20
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+ .*\\", line) for line in lines)
    assert text.count("--hash=sha256:") > len(lines)
    assert "://" not in text
    assert "--index" not in text


def test_every_kind_of_problem_stands_in_the_table_once() -> None:
    told = sorted(kind for _, kinds, _ in outcomes() for kind in kinds)
    assert told == sorted(problems.catalogue())


@for_each(("result", "kinds", "who"), outcomes())
def test_the_table_says_who_can_mend_it(result: str, kinds: list[str], who: str) -> None:
    assert result
    assert {sample(kind).traits.mender.value for kind in kinds} <= {who}


def test_the_results_in_the_table_are_those_that_the_bot_gives() -> None:
    words = (ROOT / "bot/locales/en.ftl").read_text()
    headings = set(re.findall(r"^heading-\w[\w-]* = (.*)$", words, re.MULTILINE))
    told = {
        heading for result, _, _ in outcomes() for heading in re.findall(r"\*\*(.+)\*\*", result)
    }
    assert told == headings


# Transcripts -------------------------------------------------------------------------------------


def section(title: str) -> str:
    """What stands in the README under this heading."""
    start = README.index(f"\n## {title}\n")
    return README[start : README.index("\n## ", start + 1)]


async def printed(command: str) -> str:
    """What a command of the sandbox prints; it ends well."""
    code, shown, errors = await forkserver.ran("sandbox", command)
    assert code == 0, errors
    return shown


def transcripts(page: str) -> list[str]:
    return re.findall(r"```text\n(.*?)```", page, re.DOTALL)


async def test_the_transcript_is_what_the_demo_prints() -> None:
    assert without_chance(transcripts(README)[0]) == without_chance(await printed("demo"))


async def test_the_ways_in_are_shown_as_the_tour_prints_them() -> None:
    shown = "\n".join(transcripts(section("Ways in")))
    *ways, last = (await printed("tour")).strip().splitlines()
    assert last.startswith("All ")
    assert without_chance(shown) == without_chance("\n".join(ways))


def without_chance(text: str) -> list[str]:
    """Without dates, durations, RequestIds and addresses in the sandbox, in one line."""
    text = re.sub(r"\s\(http://127[^)]*\)", "", text)
    text = re.sub(r"\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|\d\d:\d\d UTC|\d+\.\d s", "…", text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", text).split()


# The states of a certificate ---------------------------------------------------------------------


def test_every_state_stands_in_the_table_with_what_the_bot_does() -> None:
    words = (ROOT / "bot/locales/en.ftl").read_text()
    states = dict(re.findall(r"^state-(\d+) = (.*)$", words, re.MULTILINE))
    told = {number: (name, code(does)) for number, name, does, _ in table("status", CERTIFICATES)}
    assert told == {str(int(n)): (states[str(int(n))], does_in(n)) for n in Status}


def does_in(status: Status) -> str:
    """What the bot does with a letter for such a certificate: the upload, or the problem's kind."""
    certificate = CertificateStatus(
        certificate_id="flSFd6Fh",
        status=status,
        status_name="",
        status_msg="",
        domain="shop.example.com",
        product_name="",
        is_dv=False,
        source="trustasia",
        request_id="",
    )
    match what_to_do(certificate, international=False):
        case LetterKind.CONFIRM:
            return Action.UPLOAD_CONFIRM_LETTER.value
        case LetterKind.REVOKE:
            return Action.UPLOAD_REVOKE_LETTER.value
        case problem:
            return problem.key


# What Tencent Cloud allows the bot ---------------------------------------------------------------


def test_the_policy_allows_what_the_bot_calls_and_nothing_else() -> None:
    policy = json.loads((ROOT / "docs/cam-policy.json").read_text())
    allowed, denied = policy["statement"]
    assert (allowed["effect"], denied["effect"]) == ("allow", "deny")
    assert sorted(allowed["action"]) == sorted(f"ssl:{action}" for action in Action)
    assert not set(allowed["action"]) & set(denied["action"])
    assert "ssl:DescribeCertificateDetail" in denied["action"]  # its response holds private keys


def test_each_action_of_the_policy_has_its_reason() -> None:
    told = [code(action) for action, _, _ in table("the key may")]
    assert sorted(told) == sorted(f"ssl:{action}" for action in Action)
