"""What people see of a letter that was mended, or is doubted."""

from bot.views import mending
from bot.views.words import Words
from tests.views import (
    BOTH,
    CERTIFICATE,
    EN,
    HOSTILE,
    LONG_DOMAIN,
    changed,
    elements,
    keep_slacks_limits,
    labels,
    outside_of_code,
    shown,
    without_ours,
)


def test_the_question_tells_what_was_changed_and_from_what_to_what_size() -> None:
    reply = mending.look_at(EN, ["IMG_0042.heic"], changed(), CERTIFICATE, "shop.example.com")
    told = (
        "converted HEIC to JPG, reduced the resolution and turned it upright. 4.2 MB became 625 KB."
    )
    for where in (shown(reply), reply.text):
        assert told in where
        assert "hardly anything" in where
        assert "IMG_0042.heic" in where
    assert labels(reply) == ["Send this", "I'll send another"]
    assert "⚠️" in shown(reply)


def test_without_a_doubt_there_is_no_warning() -> None:
    reply = mending.look_at(EN, ["a.heic"], changed(warnings=()), CERTIFICATE)
    assert "⚠️" not in shown(reply)


def test_a_change_of_another_release_does_not_break_the_question() -> None:
    odd = changed(changes=("straightened",), warnings=("torn",))
    assert mending.look_at(Words("en"), ["a.heic"], odd, CERTIFICATE).blocks


def test_pages_are_offered_alone_and_with_the_next_one() -> None:
    reply = mending.which_pages(EN, "scan.pdf", 12, CERTIFICATE)
    (select,) = elements(reply, "static_select")
    assert [each["value"] for each in select["options"]][:2] == ["1", "2"]
    assert [each["value"] for each in select["options"]][-1] == "11-12"
    assert len(select["options"]) == 23


@BOTH
def test_slacks_limits_are_kept_whatever_the_files_are_called(words: Words) -> None:
    names = [HOSTILE] * 40
    odd = changed(name=HOSTILE)
    for reply in (
        mending.look_at(words, names, odd, CERTIFICATE, LONG_DOMAIN, HOSTILE),
        mending.which_pages(words, HOSTILE, 40, CERTIFICATE, LONG_DOMAIN),
        mending.speaks_of_another(words, HOSTILE, LONG_DOMAIN, CERTIFICATE, LONG_DOMAIN),
        mending.agreed(words, "U0ALICE", odd, CERTIFICATE),
        mending.anyway(words, "U0ALICE", HOSTILE, CERTIFICATE),
        mending.chose_pages(words, "U0ALICE", [1, 2], HOSTILE),
        mending.another(words, "U0ALICE", names),
    ):
        keep_slacks_limits(reply)
        ours = without_ours(outside_of_code(reply))
        assert "evil.example" not in ours
        assert "<" not in ours
