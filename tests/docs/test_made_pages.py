"""What `make docs` has made is what it would make now. Where one fails: run it, read, commit."""

import re

from bot import problems
from bot.locales.languages import LANGUAGES
from tests import forkserver
from tests.docs import problems_table, replies, tour
from tests.docs.pages import table, text

TOUR, REPLIES, OPERATE = "docs/tour.md", "docs/replies.md", "docs/operate.md"


async def printed(command: str) -> str:
    """What a command of the sandbox prints; it ends well."""
    code, shown, errors = await forkserver.ran("sandbox", command)
    assert code == 0, errors
    return shown


async def test_the_demo_is_shown_as_it_prints_itself() -> None:
    shown, _, _ = text(TOUR).partition(tour.WAYS_IN)
    assert tour.words(shown) == tour.words(tour.beginning(await printed("demo")))


async def test_the_ways_in_are_shown_as_the_tour_prints_them() -> None:
    _, begin, shown = text(TOUR).partition(tour.WAYS_IN)
    said = await printed("tour")
    assert said.strip().splitlines()[-1].startswith("All ")
    assert tour.words(begin + shown) == tour.words(tour.rest(said))


def test_what_differs_from_run_to_run_is_shown_as_of_one_moment() -> None:
    one = "09:00:01 2026-03-01 to 2026-03-08, 0.7 s, 15dc3823-4089-4fd6-81a6-ec8baf5ec330"
    other = "23:59:59 2027-01-01 to 2027-01-08, 12.0 s, a5dc3823-4089-4fd6-81a6-ec8baf5ec33f"
    assert tour.settled(one) == tour.settled(other)
    assert "2026-11-24 to 2026-12-01" in tour.settled(one)
    assert tour.settled(tour.settled(one)) == tour.settled(one)


# Replies -----------------------------------------------------------------------------------------


def test_all_replies_are_shown_as_they_are() -> None:
    assert text(REPLIES) == replies.page()


def test_each_text_of_each_language_is_among_them_filled_in() -> None:
    page = text(REPLIES)
    shown = set(re.findall(r"^- `([\w.-]+)`$", page, re.MULTILINE))
    for language in LANGUAGES:
        assert f"\n  - {language}: " in page
        for entry in replies.entries(language):
            texts = [""] if entry.name in problems.catalogue() else entry.texts
            assert {f"{entry.name}.{each}".strip(".") for each in texts} <= shown
    assert re.findall(r"\{ ?\$|<[@!#]|<https?:|\n  - [\w-]+: *\n", page) == []


def test_both_forms_of_a_plural_are_among_them() -> None:
    page = text(REPLIES)
    entry = page[page.index("\n- `question`\n") : page.index("\n- `question.several`\n")]
    assert entry.count("\n  - en: ") == 2


# Problems ----------------------------------------------------------------------------------------


def test_the_table_of_problems_says_who_can_mend_them() -> None:
    assert text(OPERATE) == problems_table.page()


def test_every_kind_of_problem_stands_in_the_table_once() -> None:
    kinds = [kind for _, kinds, _, _ in table("the result", OPERATE) for kind in kinds.split()]
    assert sorted(kind.strip("`") for kind in kinds if "`" in kind) == sorted(problems.catalogue())
