"""The arrows of the house: which room may import which, and how large things may be.

`docs/architecture.md` tells the reasons. A new module needs a line in `ARROWS`; a new arrow is a
decision, so it needs one too.
"""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.tables import for_each

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "handlers", "sandbox")

SHAPES = "bot.views.blocks bot.views.markup bot.views.words"

# Room → the rooms that it may import. A room is a module; `x.*` is everything below x.
ARROWS = {
    # What can go wrong, what was written, what a file is: pure
    "bot.problems": "",
    "bot.slack_shapes": "",
    "bot.certificate_ids": "",
    "bot.domains": "bot.certificate_ids",
    "bot.intake": "bot.certificate_ids bot.domains bot.slack_shapes",
    "bot.clicks": "bot.certificate_ids bot.intake bot.slack_shapes bot.views.*",
    "bot.submissions": (
        "bot.certificate_ids bot.intake bot.letter bot.repair.kinds bot.slack_shapes bot.views.*"
    ),
    "bot.commands": "bot.certificate_ids",
    "bot.pairing": "bot.certificate_ids bot.intake",
    "bot.letter": "bot.problems",
    "bot.permissions": "bot.problems",
    "bot.certificate_states": "bot.problems bot.tencent.reading",
    "bot.organizations": "",
    "bot.other_names": "bot.domains bot.organizations bot.tencent.reading",
    # Letters as people have them
    "bot.repair": "",
    "bot.repair.kinds": "",
    "bot.repair.results": "bot.repair.kinds",
    "bot.repair.*": "bot.problems bot.repair.*",
    "bot.mended": "bot.repair.results",
    # Another process opens what people send; the bot itself knows what goes there and back
    "bot.parcels": "bot.problems bot.repair.kinds bot.repair.results",
    "bot.confinement": "",
    "bot.workbench": "bot.confinement bot.parcels bot.repair.inspection bot.repair.mending",
    "bot.workshop": "bot.confinement bot.parcels bot.problems bot.repair.results",
    "bot.turns": "",
    # Words and blocks: pure
    "bot.locales": "",
    "bot.views": "",
    "bot.views.markup": "",
    "bot.views.blocks": "bot.views.markup",
    "bot.views.words": "bot.problems",
    "bot.views.reasons": f"bot.problems {SHAPES}",
    "bot.views.certificates": f"bot.certificate_states bot.tencent.reading {SHAPES}",
    "bot.views.mending": (
        f"bot.mended bot.other_names bot.repair.kinds bot.views.certificates {SHAPES}"
    ),
    "bot.views.answers": (
        "bot.mended bot.problems bot.tencent.reading"
        f" bot.views.certificates bot.views.mending bot.views.reasons {SHAPES}"
    ),
    "bot.views.endings": (
        "bot.certificate_states bot.problems bot.tencent.reading"
        f" bot.views.answers bot.views.certificates bot.views.reasons {SHAPES}"
    ),
    "bot.views.questions": (
        "bot.certificate_ids bot.mended bot.problems bot.tencent.reading"
        f" bot.views.answers bot.views.certificates bot.views.mending {SHAPES}"
    ),
    "bot.views.form": (
        "bot.certificate_ids bot.letter bot.repair.kinds bot.tencent.reading"
        f" bot.views.answers bot.views.certificates bot.views.questions {SHAPES}"
    ),
    "bot.views.listing": (
        "bot.certificate_states bot.problems bot.tencent.reading"
        f" bot.views.answers bot.views.certificates {SHAPES}"
    ),
    "bot.views.home": (
        f"bot.letter bot.tencent.reading bot.views.listing bot.views.questions {SHAPES}"
    ),
    "bot.views.digest": (f"bot.tencent.reading bot.views.certificates bot.views.listing {SHAPES}"),
    # Slack
    "bot.slack": "",
    "bot.slack.files": "bot.intake bot.problems bot.slack",
    "bot.slack.homes": "bot.slack",
    "bot.slack.people": "bot.permissions bot.slack",
    "bot.slack.shares": "bot.intake bot.slack bot.slack.files bot.slack.thread",
    "bot.slack.surroundings": "bot.intake bot.slack",
    "bot.slack.socket_mode": "",
    "bot.slack.thread": "bot.slack",
    # Tencent Cloud
    "bot.tencent": "",
    "bot.tencent.signature": "",
    "bot.tencent.verdicts": "bot.problems",
    "bot.tencent.reading": "bot.certificate_ids bot.problems bot.tencent.verdicts",
    "bot.tencent.certificates": (
        "bot.problems bot.tencent.reading bot.tencent.signature bot.tencent.verdicts"
    ),
    # The ledger knows nothing of letters
    "bot.database": "",
    "bot.statements": "bot.database",
    "bot.jobs": "bot.database bot.statements",
    "bot.workers": "bot.database bot.jobs",
    # The story of a letter: what it needs to know
    "bot.choice": "bot.certificate_ids bot.problems bot.tencent.*",
    "bot.waiting": "bot.problems bot.tencent.certificates bot.tencent.reading",
    "bot.uploads": "bot.problems bot.tencent.certificates bot.tencent.reading",
    "bot.story": (
        "bot.intake bot.jobs bot.mended bot.other_names bot.pairing bot.problems"
        " bot.slack.thread bot.tencent.reading bot.uploads"
    ),
    "bot.inbox": "bot.intake bot.jobs bot.story",
    "bot.marks": "",
    "bot.desk": (
        "bot.choice bot.intake bot.jobs bot.permissions bot.problems bot.schedule bot.story"
        " bot.turns bot.waiting bot.workshop"
        " bot.slack.* bot.tencent.* bot.views.*"
    ),
    # … its states, one room for each
    "bot.context": (
        "bot.certificate_ids bot.choice bot.desk bot.intake bot.jobs bot.story bot.tencent.reading"
    ),
    "bot.receiving": (
        "bot.asking bot.certificate_ids bot.certificate_states bot.choice bot.context bot.desk"
        " bot.intake"
        " bot.jobs bot.pairing bot.permissions bot.problems bot.settling bot.story"
        " bot.slack.thread bot.tencent.reading bot.views.*"
    ),
    "bot.asking": (
        "bot.certificate_ids bot.desk bot.domains bot.intake bot.jobs bot.problems"
        " bot.story bot.slack.* bot.tencent.reading bot.views.*"
    ),
    "bot.settling": (
        "bot.asking bot.certificate_ids bot.choice bot.clicks bot.desk bot.intake bot.story"
        " bot.views.mending bot.views.questions"
    ),
    "bot.mending": (
        "bot.certificate_states bot.desk bot.intake bot.jobs bot.letter bot.mended bot.other_names"
        " bot.problems bot.repair.kinds bot.repair.results bot.story bot.workshop"
        " bot.slack.files bot.slack.thread"
    ),
    "bot.sending": (
        "bot.certificate_states bot.desk bot.jobs bot.letter bot.marks bot.mending bot.problems"
        " bot.repair.results bot.story bot.uploads"
        " bot.slack.* bot.tencent.* bot.views.*"
    ),
    "bot.answering": (
        "bot.desk bot.housekeeping bot.intake bot.jobs bot.marks bot.problems bot.story"
        " bot.slack.thread"
        " bot.views.*"
    ),
    "bot.watch": (
        "bot.answering bot.desk bot.housekeeping bot.jobs bot.marks bot.permissions bot.problems"
        " bot.story bot.slack.thread bot.tencent.* bot.views.*"
    ),
    "bot.parts": (
        "bot.answering bot.certificate_ids bot.desk bot.intake bot.jobs bot.marks bot.pairing"
        " bot.problems bot.story bot.watch bot.slack.thread bot.views.*"
    ),
    # … what goes on beside it
    "bot.records": "bot.jobs bot.problems bot.story bot.views.*",
    "bot.enquiries": (
        "bot.certificate_states bot.choice bot.commands bot.desk bot.permissions bot.problems"
        " bot.records"
        " bot.slack bot.submissions bot.tencent.reading bot.views.*"
    ),
    "bot.housekeeping": (
        "bot.choice bot.desk bot.enquiries bot.intake bot.jobs bot.permissions bot.slack.thread"
        " bot.views.*"
    ),
    "bot.schedule": "",
    "bot.digest": "bot.desk bot.jobs bot.schedule bot.slack.thread bot.views.*",
    # … and the table of them all
    "bot.delivery": (
        "bot.answering bot.asking bot.database bot.desk bot.digest bot.housekeeping bot.jobs"
        " bot.parts bot.problems bot.receiving bot.sending bot.story bot.watch bot.workers"
        " bot.slack bot.slack.thread"
    ),
    # Slack's listeners
    "handlers": "bot.desk handlers.*",
    "handlers.actions": (
        "bot.certificate_ids bot.clicks bot.desk bot.enquiries bot.inbox bot.intake bot.submissions"
        " bot.views.* handlers.*"
    ),
    "handlers.command": (
        "bot.commands bot.desk bot.enquiries bot.submissions bot.views.* handlers.*"
    ),
    "handlers.errors": "bot.database bot.inbox",
    "handlers.form": (
        "bot.desk bot.enquiries bot.inbox bot.slack bot.submissions bot.views.* handlers.*"
    ),
    "handlers.home": "bot.desk bot.housekeeping handlers.*",
    "handlers.messages": "bot.desk bot.inbox bot.intake",
    "handlers.payloads": "bot.enquiries bot.slack_shapes",
    "handlers.shortcut": (
        "bot.certificate_ids bot.desk bot.enquiries bot.intake bot.submissions handlers.*"
    ),
    "handlers.telling": "bot.views.blocks",
    # What puts it all together
    "bot": "",
    "bot.logs": "",
    "bot.settings": "bot.schedule",
    "bot.app": (
        "bot.database bot.delivery bot.desk bot.jobs bot.logs bot.permissions bot.schedule"
        " bot.settings bot.turns bot.waiting bot.watch bot.workers bot.workshop"
        " bot.slack.* bot.tencent.* bot.views.words handlers"
    ),
    "bot.__main__": "bot.app bot.settings",
    # The independent witness
    "sandbox.slack.*": "sandbox.slack.*",
    "sandbox.tencent.*": "sandbox.tencent.*",
    "sandbox.*": "sandbox.*",
}

WITH_A_WINDOW = {"httpx", "aiohttp", "slack_bolt", "slack_sdk", "sqlalchemy", "socket", "asyncio"}
WITH_A_WINDOW |= {"os", "subprocess", "time", "random", "secrets", "uuid", "logging", "stamina"}

VIEWS = (
    *("markup", "blocks", "words", "reasons", "certificates", "answers", "endings"),
    *("questions", "mending", "form", "listing", "home", "digest"),
)

REPAIR = (
    *("binding", "contact_sheet", "documents", "fitting", "inspection", "jpeg2000"),
    *("kinds", "looks", "mending", "pictures", "rendering", "results", "sheets"),
)

# Rooms without I/O, clock and chance, and what they may import nevertheless.
PURE = {
    "bot.problems": set(),
    "bot.certificate_ids": set(),
    "bot.slack_shapes": set(),
    "bot.domains": set(),
    "bot.intake": set(),
    "bot.clicks": set(),
    "bot.submissions": set(),
    "bot.commands": set(),
    "bot.pairing": set(),
    "bot.certificate_states": set(),
    "bot.letter": set(),
    "bot.organizations": set(),
    "bot.other_names": set(),
    "bot.mended": set(),
    "bot.permissions": set(),
    **{f"bot.repair.{room}": set() for room in REPAIR},
    **{f"bot.views.{view}": set() for view in VIEWS},
    "bot.tencent.verdicts": set(),
    "bot.tencent.reading": set(),
    "bot.tencent.signature": {"httpx"},  # the shape of httpx.Auth; the clock is an argument
}

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
A_CATALOGUE = {"bot.problems"}  # long because much can go wrong, and read entry by entry


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


HOUSE = [module for module in modules() if module.partition(".")[0] != "sandbox"]


@cache
def imports(module: str) -> set[str]:
    """What a module imports, anywhere in it: modules of ours, and others by their full name."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
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


def room(module: str) -> str | None:
    """The line of the table for this module: its own, or that of what is around it."""
    if module in ARROWS:
        return module
    parts = module.split(".")
    around = [f"{'.'.join(parts[:length])}.*" for length in range(len(parts), 0, -1)]
    return next((each for each in around if each in ARROWS), None)


def allowed(module: str, imported: str) -> bool:
    patterns = ARROWS[room(module) or ""].split()
    return any(
        imported == each or (each.endswith(".*") and f"{imported}.".startswith(each[:-1]))
        for each in patterns
    )


# The arrows --------------------------------------------------------------------------------------


@for_each("module", modules())
def test_a_module_has_its_line_in_the_table(module: str) -> None:
    assert room(module), f"{module} is new: give it a line in ARROWS"


@for_each("module", modules())
def test_a_module_imports_only_what_its_line_allows(module: str) -> None:
    assert [each for each in sorted(ours(module)) if not allowed(module, each)] == []


def test_the_table_speaks_of_no_room_that_is_gone() -> None:
    named = {each for line in ARROWS.values() for each in line.split()} | set(ARROWS)
    there = set(modules()) | {f"{module}.*" for module in modules()}
    assert named - there == set()


def importers(room: str) -> set[str]:
    return {module for module in modules() if room in ours(module)}


def test_nobody_imports_the_composition_root_but_the_way_in() -> None:
    assert importers("bot.app") == {"bot.__main__"}


def test_only_the_composition_root_and_the_way_in_know_the_settings() -> None:
    assert importers("bot.settings") == {"bot.__main__", "bot.app"}


@for_each("module", HOUSE)
def test_only_the_composition_root_and_the_way_in_touch_the_environment(module: str) -> None:
    touched = {node.attr for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)}
    assert module in {"bot.__main__", "bot.app"} or not touched & {"environ", "getenv"}


def test_the_sandbox_and_the_bot_know_nothing_of_each_other() -> None:
    for module in modules():
        witness = module.partition(".")[0] == "sandbox"
        assert all((each.partition(".")[0] == "sandbox") is witness for each in ours(module))


def test_no_room_depends_on_itself_in_a_circle() -> None:
    graph = {module: ours(module) - _around(module) for module in HOUSE}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def _around(module: str) -> set[str]:
    """The packages that a module lies in: Python imports them first, whoever asks."""
    parts = module.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts))}


# Pure rooms --------------------------------------------------------------------------------------


@for_each("module", PURE)
def test_a_pure_room_has_no_window(module: str) -> None:
    foreign = {each.partition(".")[0] for each in imports(module) - set(modules())}
    assert foreign & WITH_A_WINDOW <= PURE[module]


@for_each("module", PURE)
def test_a_pure_room_imports_pure_rooms_only(module: str) -> None:
    assert ours(module) <= set(PURE)


@for_each("module", PURE)
def test_a_pure_room_asks_for_no_time_and_opens_no_file(module: str) -> None:
    called = {_called(node) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)}
    assert called & {"now", "today", "utcnow", "open"} == set()


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


# Size and docstrings -----------------------------------------------------------------------------

Function = ast.FunctionDef | ast.AsyncFunctionDef


@for_each("module", [each for each in modules() if each not in A_CATALOGUE])
def test_a_file_can_be_read_in_one_sitting(module: str) -> None:
    assert len(modules()[module].read_text().splitlines()) <= LONGEST_FILE


@for_each("module", modules())
def test_a_function_fits_on_a_screen(module: str) -> None:
    functions = [node for node in ast.walk(tree(module)) if isinstance(node, Function)]
    lines = [(each.name, (each.end_lineno or 0) - each.lineno + 1) for each in functions]
    assert [each for each in lines if each[1] > LONGEST_FUNCTION] == []


@for_each("module", HOUSE)
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
