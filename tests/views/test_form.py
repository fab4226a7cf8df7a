"""The form: what it asks, what it knows already, and what stands beside its fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import action_ids
from bot.inbound.forms import Fault
from bot.slack.shapes import Block
from bot.tencent.certificate import CertificateStatus
from bot.views import form
from bot.views.words import Words
from tests.views.samples import (
    BOTH,
    CERTIFICATE,
    EN,
    HOSTILE,
    LONG_DOMAIN,
    ZH,
    certificate,
    elements,
    keep_slacks_limits,
    shown,
)

METADATA = '{"channel":"C1"}'


def _field(view: Block, block_id: str) -> Block:
    (block,) = [each for each in view["blocks"] if each["block_id"] == block_id]
    found: Block = block["element"]
    return found


def test_the_form_asks_for_certificate_letter_and_note() -> None:
    view = form.letter_form(EN, METADATA, searchable=True)
    assert (view["callback_id"], view["private_metadata"]) == (action_ids.LETTER_FORM, METADATA)
    assert [each["block_id"] for each in view["blocks"]] == ["certificate", "file", "note"]
    assert [each["optional"] for each in view["blocks"]] == [False, False, True]
    kinds = [each["element"]["type"] for each in view["blocks"]]
    assert kinds == ["external_select", "file_input", "plain_text_input"]


def test_one_file_of_the_right_kind_can_be_added() -> None:
    added = _field(form.letter_form(EN, METADATA, searchable=True), action_ids.FILE_BLOCK)
    assert added["max_files"] == 1
    assert {"pdf", "jpg", "jpeg", "png"} <= set(added["filetypes"])


def test_a_known_certificate_is_chosen_already() -> None:
    view = form.letter_form(EN, METADATA, searchable=True, certificate=certificate())
    chosen = _field(view, action_ids.CERTIFICATE_BLOCK)["initial_option"]
    assert chosen["value"] == CERTIFICATE
    assert "shop.example.com" in chosen["text"]["text"]


def test_an_id_that_is_not_in_the_list_is_chosen_as_it_is() -> None:
    view = form.letter_form(EN, METADATA, searchable=True, certificate="aBcD1234")
    assert _field(view, action_ids.CERTIFICATE_BLOCK)["initial_option"]["value"] == "aBcD1234"


def test_what_is_no_id_is_not_chosen() -> None:
    view = form.letter_form(EN, METADATA, searchable=True, certificate=HOSTILE)
    assert "initial_option" not in _field(view, action_ids.CERTIFICATE_BLOCK)


@pytest.mark.parametrize("known", ["aBcD1234", certificate("aBcD1234")])
def test_without_a_list_the_id_is_written_and_filled_in_if_it_is_known(
    known: CertificateStatus | str,
) -> None:
    view = form.letter_form(EN, METADATA, searchable=False, certificate=known)
    written = _field(view, action_ids.CERTIFICATE_BLOCK)
    assert (written["type"], written["initial_value"]) == ("plain_text_input", "aBcD1234")


def test_the_file_of_a_message_is_chosen_already_and_can_have_an_error_beside_it() -> None:
    view = form.letter_form(EN, METADATA, searchable=True, files=[("F1", "letter.pdf")])
    select = _field(view, action_ids.FILE_BLOCK)
    assert select["initial_option"]["value"] == "F1"
    assert [each["text"]["text"] for each in select["options"]] == ["letter.pdf"]


def test_of_several_files_none_is_chosen_for_the_person() -> None:
    files = [("F1", "a.pdf"), ("F2", "b.pdf")]
    select = _field(
        form.letter_form(EN, METADATA, searchable=True, files=files), action_ids.FILE_BLOCK
    )
    assert [each["value"] for each in select["options"]] == ["F1", "F2"]
    assert "initial_option" not in select


@BOTH
@pytest.mark.parametrize("searchable", [True, False])
@pytest.mark.parametrize("count", [None, 0, 1, 100, 200])
def test_the_form_keeps_slacks_limits(count: int | None, *, searchable: bool, words: Words) -> None:
    files = None if count is None else [(f"F{number}", HOSTILE * 9) for number in range(count)]
    known = certificate(domain=LONG_DOMAIN, product_name=HOSTILE)
    view = form.letter_form(
        words, "x" * 3_000, searchable=searchable, certificate=known, files=files
    )
    keep_slacks_limits(view)
    assert elements(view) == []


@given(st.text(), st.text(), st.sampled_from([EN, ZH]), st.booleans())
def test_no_name_breaks_the_form(name: str, written: str, words: Words, searchable: bool) -> None:  # noqa: FBT001  # hypothesis fills it in
    files = [("F1", name), ("F2", name)]
    view = form.letter_form(
        words, "", searchable=searchable, certificate=written or None, files=files
    )
    keep_slacks_limits(view)


@BOTH
def test_who_gets_no_form_reads_why_and_can_hand_in_nothing(words: Words) -> None:
    view = form.no_form(words, "Guests can't upload letters here.")
    keep_slacks_limits(view)
    assert "Guests can't upload letters here." in shown(view)
    assert "submit" not in view


@BOTH
@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_a_text_that_fits_beside_its_field(fault: Fault, words: Words) -> None:
    (told,) = form.errors(words, {action_ids.FILE_BLOCK: fault}).values()
    assert 5 <= len(told) <= 150
    assert "{" not in told


def test_the_limits_are_named_beside_the_file() -> None:
    faults = {
        action_ids.FILE_BLOCK: Fault.FILE_TOO_LARGE.value,
        action_ids.CERTIFICATE_BLOCK: "fault-certificate",
    }
    told = form.errors(EN, faults)
    assert "50 MB" in told[action_ids.FILE_BLOCK]
    assert "flSFd6Fh" in told[action_ids.CERTIFICATE_BLOCK]
