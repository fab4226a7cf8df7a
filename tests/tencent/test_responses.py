"""What the bot makes of Tencent Cloud's responses, good, bad and hostile."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import problems
from bot.problems import Mender
from bot.tencent.error_codes import CODES, TABLE, Refusal, refusal
from bot.tencent.responses import (
    LONGEST,
    LONGEST_LISTING,
    Accepted,
    Unclear,
    read_response,
)
from tests.for_each import for_each

DATA = Path(__file__).parents[1] / "data"
ROWS: list[dict[str, Any]] = json.loads((DATA / "tencent-error-codes.json").read_text())["codes"]
JSON = "application/json"

each_code = for_each("row", ROWS)

# Where the bot says of somebody else than the data that they can mend it, with the reason.
OTHER_MENDER = {
    "ActionOffline": "the poster goes on in the console; no operator can bring the action back",
    "FailedOperation.CertificateOrderSubmitProcessing": "nobody can do anything but wait",
    "LimitExceeded.RateLimitExceeded": "passes by itself, and the bot waits",
    "RequestLimitExceeded": "passes by itself, and the bot waits",
    "RequestLimitExceeded.GlobalRegionUinLimitExceeded": "passes by itself, and the bot waits",
    "RequestLimitExceeded.IPLimitExceeded": "passes by itself, and the bot waits",
    "RequestLimitExceeded.UinLimitExceeded": "passes by itself, and the bot waits",
}

# Where the bot retries otherwise than the data says, with the reason.
OTHER_RETRY = {
    "FailedOperation.CertificateOrderSubmitProcessing": "takes minutes, not seconds",
    "ResourceInsufficient": "a lack of resources passes like any other trouble of the service",
}

MENDERS = {"user": Mender.POSTER, "operator": Mender.OPERATOR, "tencent": Mender.TENCENT}


def body_of(response: object) -> bytes:
    return json.dumps({"Response": response}, ensure_ascii=False).encode()


def refused(code: object, message: object = "no", request_id: object = "r-1") -> bytes:
    return body_of({"Error": {"Code": code, "Message": message}, "RequestId": request_id})


@each_code
def test_every_known_code_becomes_a_problem_with_its_code_message_and_request_id(
    row: dict[str, Any],
) -> None:
    read = read_response(200, refused(row["code"], "不行", "r-1"), JSON)

    assert isinstance(read, Refusal)
    assert read.kind != "unknown-refusal"
    assert row["code"] in CODES  # a row of its own, not its family's
    assert (read.code, read.message, read.request_id) == (row["code"], "不行", "r-1")
    assert problems.from_json(problems.to_json(read)) == read


@each_code
def test_the_bot_sends_people_to_the_one_who_can_mend_it(row: dict[str, Any]) -> None:
    agreed = refusal(row["code"], "", "").traits.mender == MENDERS[row["who_can_fix"]]
    assert agreed != (row["code"] in OTHER_MENDER)


@each_code
def test_only_what_passes_by_itself_is_tried_again(row: dict[str, Any]) -> None:
    agreed = refusal(row["code"], "", "").traits.passes == row["retryable"]
    assert agreed != (row["code"] in OTHER_RETRY)


def test_the_eleven_codes_of_the_upload_page_have_a_problem_each() -> None:
    family = "FailedOperation"
    page = [family, "InternalError"] + [
        f"{family}.{name}"
        for name in (
            "CertificateInvalid",
            "CertificateNotFound",
            "ConfirmLetterTooLarge",
            "ConfirmLetterTooSmall",
            "InvalidCertificateSource",
            "InvalidCertificateStatusCode",
            "InvalidConfirmLetterFormat",
            "InvalidConfirmLetterFormatWosign",
            "NetworkError",
        )
    ]
    assert len({CODES[code] for code in page}) == len(page)


def test_no_code_is_known_that_the_data_does_not_list() -> None:
    assert set(CODES) == {row["code"] for row in ROWS}


def test_no_code_nor_kind_stands_in_two_rows() -> None:
    assert len(CODES) == sum(len(codes) for *_, codes in TABLE)
    assert len(Refusal.KINDS) == len(TABLE)


@for_each(
    ("code", "problem"),
    [
        ("FailedOperation.SomethingNew", "operation-failed"),
        ("RequestLimitExceeded.New.Deeper", "too-many-requests"),
        ("UnauthorizedOperation.CamNoAuth", "not-permitted"),
        ("AuthFailure.New", "signature-rejected"),
        ("SomethingNew", "unknown-refusal"),
        ("SomethingNew.Deeper", "unknown-refusal"),
        ("failedoperation", "unknown-refusal"),
        (".", "unknown-refusal"),
    ],
)
def test_a_new_code_belongs_to_its_family_or_is_told_as_unknown(code: str, problem: str) -> None:
    read = read_response(200, refused(code), JSON)
    assert read == Refusal(problem, code, "no", "r-1")


@pytest.mark.parametrize("problem", [problems.TencentUnreachable(4), problems.OutcomeUnclear(1)])
def test_giving_up_is_not_itself_a_reason_to_try_again(problem: problems.Problem) -> None:
    assert not problem.traits.passes


def test_a_success_gives_its_fields_and_request_id() -> None:
    body = body_of({"CertificateId": "flSFd6Fh", "IsSuccess": True, "RequestId": "r-1"})
    read = read_response(200, body, JSON)
    assert isinstance(read, Accepted)
    assert read.fields["CertificateId"] == "flSFd6Fh"
    assert read.request_id == "r-1"


def test_a_printed_success_shows_no_personal_data() -> None:
    body = body_of({"SubmittedData": {"AdminPhone": "13800000000"}, "RequestId": "r-1"})
    assert "13800000000" not in repr(read_response(200, body, JSON))


def test_is_success_false_is_a_failure_with_its_own_words() -> None:
    body = body_of({"CertificateId": "flSFd6Fh", "IsSuccess": False, "RequestId": "r-1"})
    assert read_response(200, body, JSON) == Refusal("not-accepted", "IsSuccess=false", "", "r-1")


def test_an_error_beside_is_success_true_is_an_error() -> None:
    body = body_of({"IsSuccess": True, "Error": {"Code": "InternalError"}, "RequestId": "r"})
    assert read_response(200, body, JSON) == Refusal("internal-failure", "InternalError", "", "r")


def test_an_error_in_tencents_envelope_is_believed_at_any_http_status() -> None:
    read = read_response(503, refused("AuthFailure.SignatureExpire"), JSON)
    assert read.key == "clock-wrong"


def test_an_error_is_read_whatever_its_content_type_says() -> None:
    read = read_response(200, refused("FailedOperation.CertificateNotFound"), "text/plain")
    assert read.key == "certificate-not-found"


@for_each("status", [201, 204, 301, 413, 429, 500, 502, 503, 504])
def test_a_success_that_is_not_200_is_unclear(status: int) -> None:
    body = body_of({"CertificateId": "flSFd6Fh", "IsSuccess": True, "RequestId": "r-1"})
    assert read_response(status, body, JSON) == Unclear(
        f"HTTP {status}: an envelope without an error"
    )


@for_each(
    "body",
    [
        b"",
        b"<html><body>502 Bad Gateway</body></html>",
        b"\xff\xfe\x00",
        b'{"Response": {"RequestId": "r-1"',
        b'{"Response": {"RequestId": "\xff"}}',
        b"[" * 100_000,
        b'{"Response":' * 50_000,
        b"null",
        b"42",
        b'"Response"',
        b"[]",
        b"{}",
        body_of(None),
        body_of({}),
        body_of([{"RequestId": "r-1"}]),
        body_of("OK"),
        body_of(True),  # noqa: FBT003 - a hostile value, not a flag
        body_of({"Padding": "x" * LONGEST, "RequestId": "r-1"}),
    ],
)
def test_what_is_no_envelope_of_tencents_is_unclear(body: bytes) -> None:
    assert read_response(200, body, "text/html") == Unclear("HTTP 200, text/html: no envelope")


def test_a_listing_may_be_longer_than_any_other_response() -> None:
    long = body_of({"Certificates": ["x" * LONGEST], "RequestId": "r-1"})
    assert isinstance(read_response(200, long, JSON, LONGEST_LISTING), Accepted)
    assert isinstance(read_response(200, long, JSON), Unclear)

    endless = body_of({"Certificates": ["x" * LONGEST_LISTING], "RequestId": "r-1"})
    assert isinstance(read_response(200, endless, JSON, LONGEST_LISTING), Unclear)


def test_a_refused_listing_is_a_refusal() -> None:
    read = read_response(200, refused("AuthFailure.UnauthorizedOperation"), JSON, LONGEST_LISTING)
    assert read.key == "not-permitted"


@for_each("rows", ["none", 5, {"a": 1}, 0.5])
def test_a_listing_without_a_list_is_unclear(rows: object) -> None:
    body = body_of({"Certificates": rows, "TotalCount": 1, "RequestId": "r-1"})
    assert isinstance(read_response(200, body, JSON, LONGEST_LISTING), Unclear)


@for_each("error", ["", "InternalError", [], 0, {}, {"Code": None}, {"Code": 5}, {"Code": " \n"}])
def test_an_error_without_a_code_is_unclear(error: object) -> None:
    body = body_of({"Error": error, "RequestId": "r-1"})
    assert read_response(200, body, JSON) == Unclear("an error without a code")


@for_each("request_id", [None, 5, [], {"a": 1}, ""])
def test_a_missing_request_id_is_empty(request_id: object) -> None:
    read = read_response(200, refused("FailedOperation", request_id=request_id), JSON)
    assert isinstance(read, Refusal)
    assert read.request_id == ""


@for_each("message", [None, 5, [], {"a": 1}, ""])
def test_a_missing_message_is_empty(message: object) -> None:
    read = read_response(200, refused("FailedOperation", message=message), JSON)
    assert read == Refusal("operation-failed", "FailedOperation", "", "r-1")


def test_a_very_long_message_is_cut() -> None:
    read = read_response(200, refused("InternalError", "证书" * 50_000), JSON)
    assert read.key == "internal-failure"
    assert read.message == "证书" * 300 + "…"


def test_a_message_is_one_line() -> None:
    read = read_response(200, refused("InternalError", " first\r\n\tsecond "), JSON)
    assert isinstance(read, Refusal)
    assert read.message == "first second"


def test_code_and_request_id_cannot_forge_a_line_of_the_log() -> None:
    body = refused("Evil\nINFO all is well" + "x" * 500, request_id="r\r\n\x1b[31m1")
    read = read_response(200, body, "text/\nplain")
    assert read.key == "unknown-refusal"
    assert read.code.startswith("EvilINFO all is well")
    assert len(read.code) < 130
    assert read.request_id == "r[31m1"


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
values = st.recursive(
    plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)
envelopes = st.fixed_dictionaries(
    {},
    optional={
        "Error": values | st.fixed_dictionaries({}, optional={"Code": values, "Message": values}),
        "IsSuccess": values,
        "CertificateId": values,
        "RequestId": values,
    },
)


@given(
    st.integers(100, 599),
    st.binary() | (envelopes | values).map(body_of),
    st.text(),
    st.sampled_from([LONGEST, LONGEST_LISTING]),
)
def test_no_response_whatever_breaks_the_reading(
    status: int, body: bytes, kind: str, longest: int
) -> None:
    read = read_response(status, body, kind, longest)
    assert isinstance(read, Accepted | Refusal | Unclear)
    if isinstance(read, Refusal):
        assert problems.from_json(problems.to_json(read)) == read
