"""What people see of a letter that was mended, or is doubted."""

from bot.certificates.other_names import OtherName
from bot.views import mending
from bot.views.words import Words
from tests.for_each import for_each
from tests.views.samples import (
    BOTH,
    EN,
    HOSTILE,
    LONG_DOMAIN,
    OTHER_COMPANY,
    OTHER_DOMAIN,
    ZH,
    asked,
    certificate,
    changed,
    elements,
    every_closing,
    keep_slacks_limits,
    labels,
    outside_of_code,
    shown,
    without_ours,
)


def test_the_question_tells_what_was_changed_and_from_what_to_what_size() -> None:
    about = asked("IMG_0042.heic", mending=changed(), certificate=certificate())
    reply = mending.look_at(EN, about)
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
    reply = mending.look_at(EN, asked("a.heic", mending=changed(warnings=())))
    assert "⚠️" not in shown(reply)


def test_a_domain_and_a_company_are_doubted_in_one_sentence_the_domain_first() -> None:
    about = asked("a.pdf", other_names=[OTHER_DOMAIN, OTHER_COMPANY], certificate=certificate())
    said = {words.locale: mending.speaks_of_another(words, about).text for words in (EN, ZH)}
    assert (
        "This letter speaks of b.example and 另一网络有限公司,"
        " the certificate is for shop.example.com and 示例科技有限公司." in said["en"]
    )
    assert "b.example 和 另一网络有限公司" in said["zh-CN"]


def test_a_change_of_another_release_does_not_break_the_question() -> None:
    odd = changed(changes=("straightened",), warnings=("torn",))
    assert mending.look_at(Words("en"), asked("a.heic", mending=odd)).blocks


@for_each(("count", "last"), [(12, "9-12"), (25, "22-25"), (40, "39-40"), (11, "8-11")])
def test_pages_are_offered_alone_and_with_the_next_ones(count: int, last: str) -> None:
    reply = mending.which_pages(EN, asked("scan.pdf", pages=count))
    (select,) = elements(reply, "static_select")
    offered = [each["value"] for each in select["options"]]
    assert offered[:count] == [str(page) for page in range(1, count + 1)]
    assert offered[-1] == last
    assert len(offered) <= 100


@BOTH
def test_slacks_limits_are_kept_whatever_the_files_are_called(words: Words) -> None:
    others = [OtherName(LONG_DOMAIN, LONG_DOMAIN), OtherName(HOSTILE, HOSTILE)]
    about = asked(
        *[HOSTILE] * 40,
        certificate=certificate(domain=LONG_DOMAIN),
        mending=changed(name=HOSTILE),
        other_names=others,
        pages=40,
    )
    for reply in (
        mending.look_at(words, about),
        mending.which_pages(words, about),
        mending.speaks_of_another(words, about),
        *(each(words, "U0ALICE") for each in every_closing(about)),
    ):
        keep_slacks_limits(reply)
        ours = without_ours(outside_of_code(reply))
        assert "evil.example" not in ours
        assert "<" not in ours
