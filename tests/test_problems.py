"""Problems as data: what is stored comes back, and what nobody knows is told all the same."""

import json
import re
import subprocess
import sys

from bot import problems, settings
from bot.problems import Mender, OfKind, Problem
from tests.for_each import for_each
from tests.views.samples import every_problem


@for_each("problem", every_problem())
def test_every_problem_comes_back_from_the_ledger_as_it_was(problem: Problem) -> None:
    stored = json.loads(json.dumps(problems.to_json(problem)))
    assert stored["problem"] == problem.key
    assert problems.from_json(stored) == problem


@for_each(
    "stored",
    [
        {"problem": "of-tomorrow", "kind": "of-tomorrow", "code": "New", "request_id": "r"},
        {"problem": "refusal", "kind": "ca-busy", "code": "", "message": "", "request_id": ""},
        {"problem": "file-problem", "name": "a.pdf"},
        {"problem": 5},
    ],
)
def test_a_kind_that_this_release_does_not_know_is_told_as_a_mishap(stored: object) -> None:
    assert problems.from_json(stored) == problems.Mishap(str(stored["problem"]))


def test_a_problem_whose_module_was_loaded_after_the_first_one_was_read_is_known() -> None:
    code = """
from bot import problems
stored = {"problem": "ca-busy", "kind": "ca-busy", "code": "", "message": "", "request_id": ""}
assert problems.from_json(stored) == problems.Mishap("ca-busy")
from bot.tencent.error_codes import Refusal
assert problems.from_json(stored) == Refusal("ca-busy", "", "", "")
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_key_stands_in_two_tables_nor_is_that_of_a_class() -> None:
    keys = [key for table in OfKind.__subclasses__() for key in table.KINDS]
    assert len(keys) == len(set(keys)) > 50
    assert all(issubclass(problems.catalogue()[key], OfKind) for key in keys)


@for_each("problem", every_problem())
def test_the_log_tells_what_the_operator_can_do_by_variables_that_there_are(
    problem: Problem,
) -> None:
    assert problem.to_do or problem.traits.mender is not Mender.OPERATOR
    named = re.findall(r"[A-Z]+_[A-Z_]+", problem.to_do)
    known = {each.names for each in settings.variables().values()}
    assert {*named} <= {*" ".join(known).split()}


def test_every_thing_to_do_is_about_a_problem() -> None:
    assert problems.TO_DO.keys() <= problems.catalogue().keys()
