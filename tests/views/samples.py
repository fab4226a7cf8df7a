"""What the tests of words and views share: samples, everything that is said, Slack's limits."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import partial
from typing import Any, get_args

import pytest

from bot import problems
from bot.certificates.other_names import OtherName
from bot.files.results import Change, Concern, Mending
from bot.inbound.forms import Fault
from bot.locales.languages import ENGLISH, LANGUAGES
from bot.permissions import NotAllowed
from bot.problems import OfKind, Problem
from bot.slack.shapes import Reply
from bot.tencent.certificate import CertificateStatus, Status
from bot.tencent.responses import Receipt
from bot.views import endings, form, home, lists, mending, questions, results
from bot.views.lists import Record
from bot.views.questions import Closed, Hint
from bot.views.reactions import ACCEPTED, REFUSED
from bot.views.results import Outcome
from bot.views.subject import Asked, Subject
from bot.views.words import Value, Words
from sandbox.slack.block_kit import is_too_large, message_faults, view_faults

CHINESE = "zh-CN"
CERTIFICATE = "flSFd6Fh"
CONSOLE = "https://console.cloud.tencent.com/ssl/detail/flSFd6Fh"
REQUEST_ID = "15dc3823-4089-4fd6-81a6-ec8baf5ec330"
SUBJECT = Subject("letter.pdf", CERTIFICATE, CONSOLE)

EN = Words(ENGLISH, strict=True)
ZH = Words(CHINESE, strict=True)
BOTH = pytest.mark.parametrize(
    "words", [Words(each, strict=True) for each in LANGUAGES], ids=LANGUAGES
)
"""In each language that there is a file for."""

HOSTILE = "<!channel> *bold* `code` _x_ ~y~ & <@U1>\n<https://evil.example|here>\u202e.fdp 🦊"
LONG_DOMAIN = ".".join(["a" * 49] * 5)[:245] + ".example"

SAMPLES: dict[str, Any] = {
    "name": "letter.pdf",
    "host": "files.example.com",
    "format": "HEIC",
    "stage": "told",
    "size": 1_887_437,
    "limit": 1_468_006,
    "received": 10,
    "expected": 99_000,
    "count": 3,
    "days": 7,
    "pages": 24,
    "most": 10,
    "megapixels": 900,
    "tries": 4,
    "code": "FailedOperation.CertificateNotFound",
    "message": "Certificate does not exist.",
    "request_id": REQUEST_ID,
    "reference": "a1b2c3",
    "ends": 1_825_459_199.0,
    "status": 16,
    "status_name": "待续期",
    "groups": "<!subteam^S1>",
    "channels": "<#C1>",
    "status_msg": "公司名称与营业执照不一致",
}


RECEIPT = Receipt(CERTIFICATE, REQUEST_ID)
SEEN = replace(RECEIPT, seen_by_status=True)


class RecordingWords(Words):
    """Strict words that note which keys were said, and every text."""

    def __init__(self, locale: str) -> None:
        super().__init__(locale, strict=True)
        self.said: set[str] = set()
        self.texts: list[str] = []

    def say(self, key: str, /, **values: Value) -> str:
        text = super().say(key, **values)
        self.said.add(key)
        if key != "paragraph":
            self.texts.append(text)
        return text


def sample(key: str, **changed: Any) -> Problem:
    """A problem of this kind with plausible values, some of them changed."""
    shape = problems.catalogue()[key]
    values = SAMPLES | ({"kind": key} if issubclass(shape, OfKind) else {}) | changed
    return shape(**{each.name: values[each.name] for each in fields(shape)})


def every_problem() -> list[Problem]:
    return [sample(key) for key in problems.catalogue()]


# Certificates and letters ------------------------------------------------------------------------

ORDERED = 1_767_225_600.0  # 2026-01-01 00:00 UTC
STAGES = ("pre-reviewing", "legal-reviewing", "ca-reviewing", "pending-dcv", "wait-issue")
FAILURES = ("CA机构安全审查不通过", "域名验证超时", "资料未通过CA机构审核", "其他原因")


def certificate(certificate_id: str = CERTIFICATE, **changed: Any) -> CertificateStatus:
    """A certificate that waits for its confirmation letter, or what is made of it."""
    values = {
        "status": Status.WAITING_FOR_CONFIRM_LETTER,
        "status_name": "待上传确认函",
        "status_msg": "",
        "domain": "shop.example.com",
        "product_name": "SecureSite OV SSL",
        "is_dv": None,
        "source": "trustasia",
        "request_id": REQUEST_ID,
        "inserted": ORDERED,
    }
    return CertificateStatus(certificate_id, **{**values, **changed})


def certificates(count: int, **changed: Any) -> list[CertificateStatus]:
    return [
        certificate(f"id{number:06}", domain=f"host{number}.example.com", **changed)
        for number in range(count)
    ]


REVOKED = certificate(status=Status.WAITING_FOR_REVOKE_LETTER)
ISSUED = certificate(
    status=Status.APPROVED,
    alias="web shop",
    begins=ORDERED,
    ends=ORDERED + 86_400 * 365,
    names=("shop.example.com", *(f"{name}.example.com" for name in "abcdefg")),
)


def record(**changed: Any) -> Record:
    """A letter that was accepted, or what is made of it."""
    values = {
        "at": ORDERED,
        "user": "U0ALICE",
        "certificate_id": CERTIFICATE,
        "outcome_key": results.HEADING_ACCEPTED,
        "file_name": "letter.pdf",
        "request_id": REQUEST_ID,
    }
    return Record(**{**values, **changed})


def in_every_state() -> list[CertificateStatus]:
    """One in each status, those with stages in each stage, and one of a status to come."""
    reviewed = [certificate(status=Status.UNDER_REVIEW, status_msg=each) for each in STAGES]
    failed = [certificate(status=Status.REVIEW_FAILED, status_msg=each) for each in FAILURES]
    each_status = [certificate(status=number) for number in range(17)]
    return [*each_status, *reviewed, *failed]


CHANGED = Mending(
    name="IMG_0042-adjusted.jpg",
    changes=("converted", "shrunk", "rotated"),
    warnings=("little-ink",),
    was="heic",
    kind="jpg",
    before=4_400_000,
    after=640_000,
    pages=1,
)


OTHER_DOMAIN = OtherName("b.example", "shop.example.com")
OTHER_COMPANY = OtherName("另一网络有限公司", "示例科技有限公司")


def asked(*names: str, **more: Any) -> Asked:
    """What is asked about files of these names, for our certificate or another one."""
    files = [(f"F{number}", name) for number, name in enumerate(names, 1)]
    return Asked(names[0], **{"certificate_id": CERTIFICATE, "files": files, **more})


def changed(**values: Any) -> Mending:
    """A letter that was mended, or what is made of it."""
    return replace(CHANGED, **values)


# Everything --------------------------------------------------------------------------------------


def everything_said(words: Words) -> list[Any]:
    """Each view in each of its forms."""
    return [
        *_answers(words),
        *_sums(words),
        *_questions(words),
        *_closings(words),
        *_mendings(words),
        *_forms(words),
        *_lists(words),
        *_homes(words),
        *_endings(words),
    ]


def _answers(words: Words) -> Iterator[Any]:
    for stage in get_args(results.Stage):
        yield results.working(words, "letter.pdf", CERTIFICATE, stage)
    for seen in (False, True):
        for known in (None, certificate(), REVOKED, certificate(product_name="GeoTrust EV")):
            subject = Subject("letter.pdf", CERTIFICATE, CONSOLE, known)
            yield results.accepted(subject, SEEN if seen else RECEIPT, words, watched=seen)
    for subject in (SUBJECT, Subject("letter.pdf"), Subject("letter.pdf", certificate=REVOKED)):
        yield results.accepted(subject, RECEIPT, words)
        yield results.accepted_before(subject, RECEIPT, ORDERED, words)
    for left in (["notes.docx"], ["notes.docx", "IDs.xlsx"]):
        beside = replace(SUBJECT, left=left)
        yield results.accepted_before(beside, RECEIPT, ORDERED, words)
        yield results.refused(beside, sample("empty-file"), words)
    unnamed = problems.BadFile("file-not-visible", "")
    yield results.refused(Subject("", CERTIFICATE), unnamed, words)
    for problem in every_problem():
        yield results.refused(SUBJECT, problem, words)
        yield results.refused(Subject("letter.pdf"), problem, words, watched=True)
    yield results.turned_away(NotAllowed("guest-not-allowed"), words)


def _sums(words: Words) -> Iterator[Reply]:
    reasons = [results.short_reason(problem, words) for problem in every_problem()]
    bad = [Outcome("letter.pdf", "", REFUSED, each) for each in reasons]
    open_one = Outcome("letter.pdf", "", "")
    yield results.summary(words, [Outcome("letter.pdf", CERTIFICATE, ACCEPTED), open_one, *bad])
    yield results.submitted(words, "U0ALICE", SUBJECT)
    yield results.submitted(words, "U0ALICE", replace(SUBJECT, certificate=REVOKED), "for Bob")


def _questions(words: Words) -> Iterator[Any]:
    ask = questions.which_certificate
    several = ["aBcD1234", "a91hoLqi", CERTIFICATE]
    for files in (["letter.pdf"], ["a.pdf", "b.pdf"], [f"{n}.pdf" for n in range(9)]):
        yield ask(words, asked(*files))
        yield ask(words, asked(*files, named=several))
        yield ask(words, asked(*files, unknown="aBcD1234", searchable=True))
        yield ask(words, asked(*files, offered=[certificate(), REVOKED]))
    for count in (2, 5, 6, 100):
        yield questions.which_file(words, asked(*["scan.pdf"] * count))
    yield questions.which_file(words, asked("a.jpg", "b.jpg", joinable=True))
    for changes in (None, CHANGED):
        to_revoke = asked("letter.pdf", certificate=REVOKED, mending=changes)
        yield questions.confirm_revocation(words, to_revoke)
    for kind in Hint:
        yield questions.hint(words, kind, "said")


def _closings(words: Words) -> Iterator[Reply]:
    for each in every_closing(asked("a.pdf", certificate=REVOKED, mending=CHANGED)):
        yield each(words, "U0ALICE")
    for each in every_closing(asked(*(f"{n}.jpg" for n in range(9)))):
        yield each(words, "U0ALICE")
    yield questions.invitation(words, CERTIFICATE, "a.com")
    yield questions.invitation(words, CERTIFICATE, "a.com", forwarded=True)
    yield questions.invitation(words, "", forwarded=True)


def every_closing(about: Asked) -> list[Callable[[Words, str], Reply]]:
    """What a question about this becomes, in each way, for the words and the user given."""
    ways: list[tuple[Closed, dict[str, Any]]] = [
        *((how, {"days": 7}) for how in Closed if how is not Closed.PAGES),
        (Closed.PAGES, {"pages": [3]}),
        (Closed.PAGES, {"pages": [3, 4]}),
    ]
    return [partial(_closed, about, how, more) for how, more in ways]


def _closed(about: Asked, how: Closed, more: dict[str, Any], words: Words, user: str) -> Reply:
    return questions.closed(words, how, about, user, **more)


def _mendings(words: Words) -> Iterator[Reply]:
    for change in get_args(Change):
        yield mending.look_at(words, asked("a.heic", mending=changed(changes=(change,))))
    yield mending.look_at(words, asked("a.heic", mending=changed(pages=2)))
    for was, changes, before in (
        *(("jpg", ("joined",), 9), ("pdf", ("script",), 9), ("png", ("pages",), 2_000_000)),
        *(("png", (), 9), ("pdf", ("pages",), 9), ("pdf", (), 9)),
    ):
        why = changed(was=was, changes=changes, before=before)
        yield mending.look_at(words, asked("a", mending=why, link="https://acme.slack.com/f/1"))
    every = changed(changes=(), warnings=get_args(Concern), pages=3)
    names = [f"{n}.jpg" for n in range(9)]
    doubted: dict[str, Any] = {"certificate": certificate(), "other_names": [OTHER_DOMAIN]}
    yield mending.look_at(words, asked(*names, mending=every, **doubted))
    for pages in (8, 40):
        yield mending.which_pages(words, asked("scan.pdf", pages=pages, certificate=certificate()))
    for others in ([OTHER_DOMAIN], [OTHER_COMPANY], [OTHER_DOMAIN, OTHER_COMPANY]):
        doubted["other_names"] = others
        yield mending.doubted(words, asked("a.pdf", **doubted))
    looks = ("blank", "too-dark", "too-coarse")
    yield mending.doubted(words, asked("a.pdf", warnings=looks, **doubted))
    subject = replace(SUBJECT, mending=CHANGED)
    yield results.accepted(subject, RECEIPT, words)
    for problem in (
        sample("revocation-in-console"),
        problems.SizeProblem("file-too-small", "a.pdf", 9, 1_024),
    ):
        yield results.refused(subject, problem, words)


def _forms(words: Words) -> Iterator[dict[str, Any]]:
    files = [("F1", "a.pdf"), ("F2", "b.pdf")]
    yield form.letter_form(words, "{}", searchable=False)
    yield form.letter_form(words, "{}", searchable=True, certificate=certificate(), files=files)
    form.errors(words, {str(number): fault.value for number, fault in enumerate(Fault)})


def _lists(words: Words) -> Iterator[Reply]:
    for count in (0, 1, 100):
        console = CONSOLE.format
        yield lists.pending(words, certificates(count), 1, console, {"id000000": record()})
    yield lists.pending(words, [REVOKED, certificate(inserted=None)], 1, CONSOLE.format, {})
    for each in (*in_every_state(), ISSUED):
        yield lists.status(words, each, None, CONSOLE)
    yield lists.status(words, certificate(), record(), CONSOLE)
    endings = {
        results.HEADING_ACCEPTED,
        results.HEADING_ACCEPTED_BEFORE,
        *(each.traits.heading for each in every_problem()),
    }
    yield lists.history(words, [record(outcome_key=each) for each in sorted(endings)])
    yield lists.history(words, [])


def _homes(words: Words) -> Iterator[Any]:
    warnings = (home.MAY_NOT_LIST, home.NO_USERS_READ, home.SLOW)
    yield home.home(words)
    yield home.home(words, waiting=certificates(200), records=[record()], warnings=warnings)
    yield home.help_text(words)
    for each in home.COMMANDS:
        yield home.help_text(words, each)


def _endings(words: Words) -> Iterator[Reply]:
    of_revocation = Subject("letter.pdf", CERTIFICATE, CONSOLE, REVOKED)
    for subject in (SUBJECT, of_revocation):
        for each in (*in_every_state(), ISSUED):
            yield endings.decided(subject, each, "U0ALICE", words)
    sent_back = certificate(status_msg="公章不清晰")
    yield endings.decided(SUBJECT, sent_back, "U0ALICE", words)
    yield endings.watched_long_enough(SUBJECT, "U0ALICE", 60, words)
    for count in (0, 1, 5_000):
        yield lists.digest(words, [REVOKED, *certificates(count)])


# What is seen ------------------------------------------------------------------------------------


def keep_slacks_limits(said: Any) -> None:
    """Fail where Slack would refuse a message or a view, or cut its text."""
    if isinstance(said, Reply):
        assert message_faults(said.blocks) == []
        assert said.blocks
        assert 1 <= len(said.text) <= 4_000
        assert "\n" not in said.text
    elif isinstance(said, dict):
        assert view_faults(said) == []
        assert not is_too_large(said)
    else:
        assert 1 <= len(said) <= 3_000


def shown(said: Reply | dict[str, Any]) -> str:
    """Everything that the blocks show: texts, labels and choices, line by line."""
    return "\n".join(_texts(said.blocks if isinstance(said, Reply) else said["blocks"]))


def _texts(part: Any, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each, kinds)
    elif isinstance(part, dict) and part.get("type") in ("plain_text", "mrkdwn"):
        yield from [part["text"]] if part["type"] in kinds else []
    elif isinstance(part, dict):
        yield from _texts(list(part.values()), kinds)


def elements(said: Reply | dict[str, Any], kind: str = "button") -> list[dict[str, Any]]:
    """The elements of a type, in the order in which they are seen."""
    blocks = said.blocks if isinstance(said, Reply) else said["blocks"]
    found = [
        each
        for block in blocks
        for each in (*block.get("elements", ()), block.get("accessory"), block.get("element"))
    ]
    return [each for each in found if each and each["type"] == kind]


def outside_of_code(said: Reply | dict[str, Any]) -> str:
    """What stands in mrkdwn and in no code span: our own words, if all is well."""
    texts = _texts(said.blocks if isinstance(said, Reply) else said["blocks"], ("mrkdwn",))
    return "\n".join(re.sub(r"`[^`\n]*`", "", text) for text in texts)


def labels(said: Reply | dict[str, Any]) -> list[str]:
    return [each["text"]["text"] for each in elements(said)]


_OURS = re.compile(
    r"<@U0ALICE>|<!subteam\^S1>|<#C1>|<!date\^\d+\^[^<>|]+\|[-\d: UTC]+>|<https://console[^<>|]+\|[^<>|]+>"
)


def without_ours(text: str) -> str:
    """A text without the mentions, dates and links that we put in."""
    return _OURS.sub("", text)
