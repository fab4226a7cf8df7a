"""What the bot does for a certificate in each of its states, and what it says of it."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import problems
from bot.certificates.states import (
    NothingToUpload,
    is_wosign,
    stage,
    stage_key,
    state_key,
    what_to_do,
)
from bot.locales.languages import ENGLISH
from bot.problems import Problem
from bot.tencent.certificate import CertificateStatus, LetterKind, Status
from bot.views.words import Words
from tests.for_each import for_each

CHINESE = "zh-CN"
EN = Words(ENGLISH, strict=True)
ZH = Words(CHINESE, strict=True)
BOTH = pytest.mark.parametrize("words", [EN, ZH], ids=[ENGLISH, CHINESE])

ENDS = 1_825_459_199.0
STAGES = ["pre-reviewing", "legal-reviewing", "ca-reviewing", "pending-dcv", "wait-issue"]
FAILURES = ["domain-refused", "dcv-timeout", "papers-refused"]
BOUGHT = ["trustasia", "wosign", "sheca", "something new", ""]

# The state of a certificate that is not known to be DV → what is done.
BY_STATE: dict[int, str] = {
    0: "already-in-review",
    1: "already-issued",
    2: "review-failed",
    3: "certificate-expired",
    4: "dns-record-added",
    5: "information-missing",
    6: "order-being-cancelled",
    7: "order-cancelled",
    8: LetterKind.CONFIRM,
    9: "being-revoked",
    10: "certificate-revoked",
    11: "being-reissued",
    12: LetterKind.REVOKE,
    13: "free-not-submitted",
    14: "order-refunded",
    15: "being-migrated",
}
WHERE_DV_SAYS_MORE = {0, 4, 5, 8, 11, 12}


def certificate(status: int, **changed: Any) -> CertificateStatus:
    known: dict[str, Any] = {
        "status_name": "某状态",
        "status_msg": "CA-REVIEWING",
        "domain": "shop.example.com",
        "product_name": "TrustAsia 企业型 OV SSL 证书",
        "is_dv": False,
        "source": "trustasia",
        "request_id": "15dc3823-4089-4fd6-81a6-ec8baf5ec330",
        "ends": ENDS,
    }
    return CertificateStatus("flSFd6Fh", status, **{**known, **changed})


def done(status: int, *, international: bool = False, **changed: Any) -> LetterKind | Problem:
    return what_to_do(certificate(status, **changed), international=international)


def told(status: int, *, international: bool = False, **changed: Any) -> str:
    """Which letter is taken, or why none is."""
    found = done(status, international=international, **changed)
    return found.key if isinstance(found, NothingToUpload) else found


# Which letter, or none ---------------------------------------------------------------------------


def test_the_table_of_this_test_has_every_state_that_tencent_documents() -> None:
    assert sorted(BY_STATE) == sorted(Status) == list(range(16))


@for_each("status", BY_STATE)
def test_each_state_gets_its_action_wherever_the_certificate_was_bought(status: int) -> None:
    for is_dv, source in product((False, None), BOUGHT):
        assert told(status, is_dv=is_dv, source=source) == BY_STATE[status]


@for_each("status", sorted(set(BY_STATE) - {12}))
def test_the_international_site_differs_in_nothing_but_revocation(status: int) -> None:
    for is_dv, source in product((True, False, None), [*BOUGHT, "upload"]):
        kind: dict[str, Any] = {"is_dv": is_dv, "source": source}
        assert done(status, international=True, **kind) == done(status, **kind)


@pytest.mark.parametrize("is_dv", [False, None])
def test_a_revocation_letter_for_the_international_site_goes_through_the_console(
    *, is_dv: bool | None
) -> None:
    for source in BOUGHT:
        found = told(12, is_dv=is_dv, source=source, international=True)
        assert found == "revocation-in-console"


@for_each("status", BY_STATE)
def test_a_dv_certificate_gets_no_letter_and_its_state_is_told_where_that_says_more(
    status: int,
) -> None:
    dv = status in WHERE_DV_SAYS_MORE
    for source, international in product(BOUGHT, (True, False)):
        found = told(status, is_dv=True, source=source, international=international)
        assert found == ("dv-certificate" if dv else BY_STATE[status])


@for_each("status", [*BY_STATE, 16])
def test_a_certificate_from_elsewhere_gets_no_letter_in_any_state(status: int) -> None:
    for is_dv, international in product((True, False, None), (True, False)):
        found = told(status, is_dv=is_dv, source="upload", international=international)
        assert found == "uploaded-certificate"


def test_not_knowing_whether_it_is_dv_does_not_hold_up_a_letter() -> None:
    assert done(8, is_dv=None) is LetterKind.CONFIRM


@given(status=st.integers().filter(lambda number: number not in BY_STATE), name=st.text())
def test_a_number_that_nobody_has_seen_uploads_nothing_and_is_told(status: int, name: str) -> None:
    found = done(status, status_name=name)
    assert found.key == "unknown-state"
    assert (found.status, found.status_name) == (status, name[:200])


@given(
    status=st.integers(),
    texts=st.fixed_dictionaries(
        dict.fromkeys(("status_name", "status_msg", "product_name", "source"), st.text())
    ),
    is_dv=st.none() | st.booleans(),
    ends=st.none() | st.floats(0, 1e10),
)
def test_whatever_tencent_says_is_a_letter_or_a_problem_that_can_be_stored(
    *, status: int, texts: dict[str, Any], is_dv: bool | None, ends: float | None
) -> None:
    found = done(status, is_dv=is_dv, ends=ends, **texts)
    if isinstance(found, Problem):
        assert isinstance(found, NothingToUpload)
        assert problems.from_json(problems.to_json(found)) == found
    else:
        assert status == {LetterKind.CONFIRM: 8, LetterKind.REVOKE: 12}[found]


def test_every_reason_is_given_by_some_certificate() -> None:
    given_reasons = {
        told(status, is_dv=is_dv, source=source, international=True)
        for status, is_dv, source in product(range(17), (True, False), ("trustasia", "upload"))
    }
    assert set(problems.catalogue(NothingToUpload)) == given_reasons - set(LetterKind)


@pytest.mark.parametrize("status", [1, 3])
def test_an_end_that_tencent_tells_is_kept(status: int) -> None:
    assert done(status).ends == ENDS


@pytest.mark.parametrize("status", [1, 3])
def test_an_end_that_tencent_does_not_tell_is_no_date(status: int) -> None:
    found = done(status, ends=None)
    assert isinstance(found, NothingToUpload)
    assert found.ends == 0


# Stages and reasons ------------------------------------------------------------------------------


@for_each("kind", STAGES)
@for_each("status", [0, 4, 9, 11])
def test_the_stage_of_a_review_is_read(status: int, kind: str) -> None:
    assert stage(certificate(status, status_msg=f" {kind.upper()} ")) == kind


@for_each("status", sorted({*BY_STATE, 16} - {0, 4, 9, 11}))
def test_a_stale_stage_is_not_believed(status: int) -> None:
    assert stage(certificate(status, status_msg="CA-REVIEWING")) == ""
    assert stage_key(certificate(status, status_msg="CA-REVIEWING")) is None


@for_each("status", [0, 9, 11])
def test_why_nothing_is_uploaded_tells_how_far_the_review_is(status: int) -> None:
    assert done(status).stage == "ca-reviewing"


@for_each("message", ["", "审核中", "SOMETHING-NEW"])
def test_a_stage_that_nobody_knows_is_none(message: str) -> None:
    assert done(0, status_msg=message).stage == ""


@for_each(
    ("message", "kind"),
    [
        ("CA审核失败，域名未通过安全审查", "domain-refused"),
        ("域名验证超时，订单自动关闭，请您重新进行证书申请", "dcv-timeout"),
        ("证书资料未通过证书CA机构审核，审核人员会致电您证书预留的联系方式", "papers-refused"),
        ("CA review failed; the domain name did not pass the security review.", "domain-refused"),
        ("Domain name verification timed out, and the order was closed.", "dcv-timeout"),
        ("The certificate information did not pass the review by the CA.", "papers-refused"),
        ("订单审核失败", "unexplained"),
        ("Order review failed", "unexplained"),
        ("", "unexplained"),
        ("PENDING-DCV", "unexplained"),
        ("公司名称与营业执照不一致", "told"),
    ],
)
def test_why_a_review_failed_is_told_in_plain_words_or_in_tencents_own(
    message: str, kind: str
) -> None:
    found = done(2, status_msg=message)
    assert (found.key, found.stage, found.status_msg) == ("review-failed", kind, message)


def test_a_long_reason_is_cut() -> None:
    found = done(2, status_msg="因" * 600)
    assert (found.stage, found.status_msg) == ("told", "因" * 200)


# Brands with rules of their own ------------------------------------------------------------------


@for_each(
    ("name", "source", "is_one"),
    [
        ("DNSPod 国密（SM2）OV 证书", "wosign", True),
        ("DNSPod 国密企业型证书", "", True),
        ("DNSPod SM2 EV SSL Certificate", "trustasia", True),
        ("Wotrus 企业型证书", "", True),
        ("", "wosign", True),
        ("TrustAsia 企业型 OV SSL 证书", "trustasia", False),
        ("Geotrust 企业型（OV）", "", False),
        ("", "", False),
    ],
)
def test_certificates_of_the_wosign_kind_are_known_by_source_or_product(
    *, name: str, source: str, is_one: bool
) -> None:
    assert is_wosign(certificate(8, product_name=name, source=source)) is is_one


# In words ----------------------------------------------------------------------------------------


@BOTH
def test_every_state_has_a_name_of_its_own(words: Words) -> None:
    keys = [state_key(certificate(status)) for status in range(18)]
    names = [words.say(key, name="某状态", status=16) for key in keys]
    assert keys[16] == keys[17] == "state-unknown"
    assert "某状态" in names[16]
    assert "16" in names[16]
    assert len(set(names)) == 17


@for_each(
    ("status", "name"),
    [
        (0, "审核中"),
        (1, "已签发"),
        (8, "待上传确认函"),
        (10, "已吊销"),
        (12, "待上传吊销确认函"),
    ],
)
def test_the_states_have_the_names_of_the_chinese_console(status: int, name: str) -> None:
    assert ZH.say(state_key(certificate(status))) == name


@BOTH
def test_every_stage_and_every_reason_has_a_name_of_its_own(words: Words) -> None:
    found = [certificate(0, status_msg=kind) for kind in STAGES]
    reasons = ["域名未通过安全审查", "域名验证超时", "证书资料未通过"]
    found += [certificate(2, status_msg=reason) for reason in reasons]
    keys = [stage_key(each) for each in found]
    assert keys == [f"stage-{kind}" for kind in [*STAGES, *FAILURES]]
    assert len({words.say(str(key)) for key in keys}) == len(keys)


SHOWN: dict[str, Any] = {
    "status": 16,
    "status_name": "`某状态`",
    "status_msg": "`公司名称不一致`",
}


def every_text(words: Words) -> Iterator[tuple[str, str]]:
    """Each text of each problem of this kind in each of its forms, with its part."""
    kinds = ["", *STAGES, *FAILURES, "told", "unexplained"]
    for key, kind in product(NothingToUpload.KINDS, kinds):
        for ends, part in product([0, "2027-11-05"], ("", ".why", ".next")):
            again = words.say("drop-again")
            values = {**SHOWN, "stage": kind, "ends": ends, "again": again}
            yield part, words.say(key + part, **values)


@BOTH
def test_every_text_in_every_form_is_a_short_paragraph_of_whole_sentences(words: Words) -> None:
    for _, text in every_text(words):
        assert text.endswith((".", "。"))
        assert 5 < len(text) <= 300
        assert "{" not in text
        assert "  " not in text.replace("\n", "")


def test_chinese_texts_are_chinese_with_full_width_punctuation() -> None:
    for _, text in every_text(ZH):
        assert re.search(r"[一-鿿]{3}", text)
        assert not re.search(r"[一-鿿][,;:?!().]|[A-Za-z][一-鿿]|[一-鿿][A-Za-z]", text)


def test_every_step_says_what_one_can_do() -> None:
    """Somewhere in it is something to do, or the word that there is nothing."""
    acts = "check|wait|submit|validate|correct|look|ask|apply|renew|press|reply|send|nothing to"
    todo = rf"(?i)\b({acts})\b"
    assert [
        text for part, text in every_text(EN) if part == ".next" and not re.search(todo, text)
    ] == []


@BOTH
def test_the_end_of_validity_is_told_where_it_is_known(words: Words) -> None:
    for key in ("already-issued", "certificate-expired"):
        assert "2027-11-05" in words.say(key, ends="2027-11-05")
        assert not re.search(r"\d", words.say(key, ends=0))


@BOTH
@pytest.mark.parametrize("kind", ["console-only", "revocation-in-console"])
def test_the_console_way_tells_in_order_what_to_save_open_and_press(
    kind: str, words: Words
) -> None:
    steps = words.say(f"{kind}.next").split("\n")
    assert [step[:3] for step in steps] == ["1. ", "2. ", "3. "]
    assert {ENGLISH: "Save the file", CHINESE: "保存"}[words.locale] in steps[0]
    assert words.say("button-console") in steps[1]
    assert {ENGLISH: "“Upload”", CHINESE: "“上传”"}[words.locale] in steps[2]


def test_a_revocation_in_the_console_warns_that_it_cannot_be_undone() -> None:
    assert "cannot be undone" in EN.say("revocation-in-console.why")
    assert "无法撤回" in ZH.say("revocation-in-console.why")
