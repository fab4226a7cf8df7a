"""What people see of a letter that was mended, or is doubted."""

import pytest

from bot.certificates.other_names import OtherName
from bot.views import mending
from bot.views.words import Words
from tests.views.samples import (
    BOTH,
    CERTIFICATE,
    EN,
    HOSTILE,
    LONG_DOMAIN,
    OTHER_COMPANY,
    OTHER_DOMAIN,
    ZH,
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


def test_a_domain_and_a_company_are_doubted_in_one_sentence_the_domain_first() -> None:
    said = {
        words.locale: mending.speaks_of_another(
            words, "a.pdf", [OTHER_DOMAIN, OTHER_COMPANY], CERTIFICATE, "shop.example.com"
        ).text
        for words in (EN, ZH)
    }
    assert (
        "This letter speaks of b.example and 另一网络有限公司,"
        " the certificate is for shop.example.com and 示例科技有限公司." in said["en"]
    )
    assert "b.example 和 另一网络有限公司" in said["zh-CN"]


def test_a_change_of_another_release_does_not_break_the_question() -> None:
    odd = changed(changes=("straightened",), warnings=("torn",))
    assert mending.look_at(Words("en"), ["a.heic"], odd, CERTIFICATE).blocks


@pytest.mark.parametrize(
    ("count", "last"), [(12, "9-12"), (25, "22-25"), (40, "39-40"), (11, "8-11")]
)
def test_pages_are_offered_alone_and_with_the_next_ones(count: int, last: str) -> None:
    reply = mending.which_pages(EN, ["scan.pdf"], count, CERTIFICATE)
    (select,) = elements(reply, "static_select")
    offered = [each["value"] for each in select["options"]]
    assert offered[:count] == [str(page) for page in range(1, count + 1)]
    assert offered[-1] == last
    assert len(offered) <= 100


@BOTH
def test_slacks_limits_are_kept_whatever_the_files_are_called(words: Words) -> None:
    names = [HOSTILE] * 40
    odd = changed(name=HOSTILE)
    others = [OtherName(LONG_DOMAIN, LONG_DOMAIN), OtherName(HOSTILE, HOSTILE)]
    for reply in (
        mending.look_at(words, names, odd, CERTIFICATE, LONG_DOMAIN, others),
        mending.which_pages(words, HOSTILE, 40, CERTIFICATE, LONG_DOMAIN),
        mending.speaks_of_another(words, HOSTILE, others, CERTIFICATE, LONG_DOMAIN),
        mending.agreed(words, "U0ALICE", odd, CERTIFICATE),
        mending.anyway(words, "U0ALICE", HOSTILE, CERTIFICATE),
        mending.chose_pages(words, "U0ALICE", [1, 2], HOSTILE),
        mending.another(words, "U0ALICE", names),
    ):
        keep_slacks_limits(reply)
        ours = without_ours(outside_of_code(reply))
        assert "evil.example" not in ours
        assert "<" not in ours
