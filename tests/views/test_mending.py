"""What people see of a letter that was mended, or is doubted."""

from bot.certificates.other_names import OtherName
from bot.certificates.states import NothingToUpload
from bot.views import mending, results
from bot.views.subject import Subject
from bot.views.words import Words
from tests.for_each import for_each
from tests.views.samples import (
    BOTH,
    EN,
    HOSTILE,
    LONG_DOMAIN,
    OTHER_COMPANY,
    OTHER_DOMAIN,
    RECEIPT,
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
    told = "converted HEIC to JPG, reduced the resolution and rotated it upright. 4.2 MB became "
    for where in (shown(reply), reply.text):
        assert told in where
        assert "almost empty" in where
        assert "IMG_0042.heic" in where
    assert labels(reply) == ["Upload this file", "Drop another instead"]
    assert "⚠️" in shown(reply)


@for_each(
    ("was", "changes", "before", "english", "chinese"),
    [
        (
            *("jpg", ("shrunk",), 3_000_000),
            *(
                "2.9 MB is above Tencent Cloud's limit of 1.4 MB",
                "2.9 MB，超过腾讯云的 1.4 MB",
            ),
        ),
        ("heic", ("converted",), 4_096, "does not take HEIC files", "腾讯云不支持 HEIC 文件"),
        ("tiff", ("converted",), 3_000_000, "does not take TIFF files", "腾讯云不支持 TIFF 文件"),
        ("gif", ("converted",), 4_096, "does not take GIF files", "腾讯云不支持 GIF 文件"),
        (
            "gif",
            ("converted",),
            3_000_000,
            "above Tencent Cloud's limit of 1.4 MB",
            "2.9 MB，超过",
        ),  # WoTrus takes it
        (
            "png",
            ("converted",),
            4_096,
            "this certificate's brand, Tencent Cloud takes no PNG files",
            "对于该品牌的证书",
        ),
        ("png", ("converted",), 3_000_000, "above Tencent Cloud's limit of 1.4 MB", "2.9 MB，超过"),
        ("pdf", ("rendered", "script"), 3_000_000, "would run a script", "打开时会运行脚本"),
        ("jpg", ("joined",), 9_000, "The files are the pages of one letter", "同一份确认函的页面"),
        ("pdf", ("pages",), 9_000, "Only some of the pages", "只有部分页面"),
        ("pdf", (), 9_000, "would not take the file unchanged", "不接受原文件"),
        ("odd", (), 9_000, "would not take the file unchanged", "不接受原文件"),
    ],
)
def test_an_adjusted_letter_says_why_and_its_sizes_where_they_are_the_reason(
    was: str, changes: tuple[str, ...], before: int, english: str, chinese: str
) -> None:
    mended = changed(was=was, changes=changes, before=before)
    subject = Subject("a-adjusted.jpg", certificate_id="flSFd6Fh", mending=mended)
    by_program = NothingToUpload("revocation-in-console")
    for words, why in ((EN, english), (ZH, chinese)):
        told = [
            mending.look_at(words, asked("a", mending=mended)),
            results.accepted(subject, RECEIPT, words),
            results.refused(subject, by_program, words),
        ]
        for reply in told:
            assert why in reply.text
            assert why in shown(reply)
            assert ("625 KB" in reply.text) == (before > 1_468_006)


def test_the_adjusted_letter_is_linked_where_slack_says_where_it_stands() -> None:
    about = asked("a", mending=changed(), link="https://acme.slack.com/files/U1/F2/a.jpg")
    link = "<https://acme.slack.com/files/U1/F2/a.jpg|Open the file in this thread>: exactly this"
    assert link in shown(mending.look_at(EN, about))
    assert "acme" not in mending.look_at(EN, about).text
    for odd in ("", "javascript:alert(1)", "https://a|b> <!channel>"):
        assert "\nOpen the file in" in shown(
            mending.look_at(EN, asked("a", mending=changed(), link=odd))
        )


def test_a_file_that_looks_odd_and_speaks_of_others_is_one_question() -> None:
    looks = ("blank", "too-dark", "too-coarse")
    about = asked("a.pdf", warnings=looks, other_names=[OTHER_DOMAIN], certificate=certificate())
    reply = mending.doubted(EN, about)
    first, *doubts = shown(reply).split("\n")[:5]
    assert first == "⚠️ *Can this letter be read?* · `flSFd6Fh` · `shop.example.com`"
    assert doubts == [
        "`a.pdf` is blank: nothing is on any of its pages.",
        "`a.pdf` is so dark that it can hardly be read.",
        "`a.pdf` has so few pixels that small print can hardly be read.",
        "This letter names `b.example`, but the certificate is for `shop.example.com`.",
    ]
    assert labels(reply) == ["Upload anyway", "Drop another instead"]
    for part in ("flSFd6Fh (shop.example.com)", "a.pdf is blank", "b.example", "scan it again"):
        assert part in reply.text
    assert "`a.pdf` 是空白的" in shown(mending.doubted(ZH, about))


def test_without_a_doubt_there_is_no_warning() -> None:
    reply = mending.look_at(EN, asked("a.heic", mending=changed(warnings=())))
    assert "⚠️" not in shown(reply)


def test_a_domain_and_a_company_are_doubted_in_one_sentence_the_domain_first() -> None:
    about = asked("a.pdf", other_names=[OTHER_DOMAIN, OTHER_COMPANY], certificate=certificate())
    said = {words.locale: mending.doubted(words, about).text for words in (EN, ZH)}
    assert (
        "This letter names b.example and 另一网络有限公司,"
        " but the certificate is for shop.example.com and 示例科技有限公司." in said["en"]
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
        warnings=("blank",),
        link=HOSTILE,
        pages=40,
    )
    for reply in (
        mending.look_at(words, about),
        mending.which_pages(words, about),
        mending.doubted(words, about),
        *(each(words, "U0ALICE") for each in every_closing(about)),
    ):
        keep_slacks_limits(reply)
        ours = without_ours(outside_of_code(reply))
        assert "evil.example" not in ours
        assert "<" not in ours
