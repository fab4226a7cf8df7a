"""How the code is kept: the layers, what is pure, and how large things may be.

`docs/architecture.md` tells the reasons, `pyproject.toml` has the layers.
"""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.for_each import for_each

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "handlers", "sandbox")

WITH_A_WINDOW = {"httpx", "aiohttp", "slack_bolt", "slack_sdk", "sqlalchemy", "socket", "asyncio"}
WITH_A_WINDOW |= {"os", "subprocess", "time", "random", "secrets", "uuid", "logging"}

# Folders and modules without I/O, clock and chance.
PURE = (
    *("bot.problems", "bot.permissions", "bot.action_ids", "bot.locales", "bot.text"),
    *("bot.inbound", "bot.views"),
    *(
        "bot.files.types",
        "bot.files.detect",
        "bot.files.letter",
        "bot.files.results",
    ),
    *("bot.files.repair", "bot.certificates.states", "bot.certificates.other_names"),
    *("bot.tencent.certificate", "bot.tencent.error_codes", "bot.tencent.responses"),
    "bot.tencent.signature",
    *("bot.letters.states", "bot.slack.shapes"),
)
# httpx.Auth is a shape; the clock is an argument.
NEVERTHELESS = {"bot.tencent.signature": {"httpx"}}

LONGEST_FILE = 400
MOST_MODULES = 16  # in one folder
LONGEST_FUNCTION = 60


# Reading the source ------------------------------------------------------------------------------


@cache
def modules() -> dict[str, Path]:
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text())


@cache
def nodes(module: str) -> list[ast.AST]:
    """Everything in a module, however deep."""
    return list(ast.walk(tree(module)))


APP = [module for module in modules() if module.partition(".")[0] != "sandbox"]


@cache
def imports(module: str) -> set[str]:
    """What a module imports, anywhere in it: modules of ours, and others by their full name."""
    found: set[str] = set()
    for node in nodes(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} has a relative import"
            found |= {_imported(node.module or "", alias.name) for alias in node.names}
    return found


def _imported(source: str, name: str) -> str:
    return f"{source}.{name}" if f"{source}.{name}" in modules() else source


@cache
def ours(module: str) -> set[str]:
    return imports(module) & set(modules())


# The layers --------------------------------------------------------------------------------------


def test_a_folder_imports_only_those_above_it() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    command = [lint_imports, "--no-cache"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def importers(name: str) -> set[str]:
    return {module for module in modules() if name in ours(module)}


def test_nobody_imports_the_composition_root_but_the_way_in() -> None:
    assert importers("bot.app") == {"bot.__main__"}


def test_only_the_composition_root_and_the_way_in_know_the_settings() -> None:
    assert importers("bot.settings") == {"bot.__main__", "bot.app"}


@for_each("module", APP)
def test_only_the_composition_root_and_the_way_in_touch_the_environment(module: str) -> None:
    touched = {node.attr for node in nodes(module) if isinstance(node, ast.Attribute)}
    assert module in {"bot.__main__", "bot.app"} or not touched & {"environ", "getenv"}


def test_no_module_depends_on_itself_in_a_circle() -> None:
    graph = {module: ours(module) - _around(module) for module in APP}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def _around(module: str) -> set[str]:
    """The packages that a module lies in: Python imports them first, whoever asks."""
    parts = module.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts))}


# Pure modules ------------------------------------------------------------------------------------


PURE_MODULES = [
    each for each in APP if f"{each}.".startswith(tuple(f"{folder}." for folder in PURE))
]


@for_each("module", PURE_MODULES)
def test_a_pure_module_has_no_window(module: str) -> None:
    foreign = {each.partition(".")[0] for each in imports(module) - set(modules())}
    assert foreign & WITH_A_WINDOW <= NEVERTHELESS.get(module, set())


@for_each("module", PURE_MODULES)
def test_a_pure_module_imports_pure_modules_only(module: str) -> None:
    assert ours(module) - _around(module) <= set(PURE_MODULES)


@for_each("module", PURE_MODULES)
def test_a_pure_module_asks_for_no_time_and_opens_no_file(module: str) -> None:
    called = {_called(node) for node in nodes(module) if isinstance(node, ast.Call)}
    assert called & {"now", "today", "utcnow", "open"} == set()


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


# Size and docstrings -----------------------------------------------------------------------------

Function = ast.FunctionDef | ast.AsyncFunctionDef


@for_each("module", modules())
def test_a_file_can_be_read_in_one_sitting(module: str) -> None:
    assert len(modules()[module].read_text().splitlines()) <= LONGEST_FILE


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    folders = Counter(path.parent for path in modules().values())
    assert [folder for folder, count in folders.items() if count > MOST_MODULES] == []


@for_each("module", modules())
def test_a_function_fits_on_a_screen(module: str) -> None:
    functions = [node for node in nodes(module) if isinstance(node, Function)]
    lines = [(each.name, (each.end_lineno or 0) - each.lineno + 1) for each in functions]
    assert [each for each in lines if each[1] > LONGEST_FUNCTION] == []


@for_each("module", APP)
def test_what_is_public_says_what_it_is(module: str) -> None:
    assert ast.get_docstring(tree(module))
    assert [node.name for node in _public(tree(module)) if not ast.get_docstring(node)] == []


def _public(node: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    """Public classes and functions; what is inside a function belongs to the function."""
    for each in node.body:
        if isinstance(each, Function | ast.ClassDef) and not each.name.startswith("_"):
            yield each
            if isinstance(each, ast.ClassDef):
                yield from _public(each)
