"""Everything that can go wrong with a letter, as data.

    Problem
    ├── the file at Slack     FileDeleted · FileHidden · RemoteFile · SlackDocument · FileNotVisible
    │                         FilesScopeMissing · ForeignHost · SlackUnreachable
    │                         IncompleteDownload
    ├── the letter itself     EmptyFile · FileTooSmall · FileTooLarge · TruncatedFile · WebPage
    │                         OfficeDocument · Archive · Executable · UnsupportedImage · UnknownFile
    │                         PngNotTaken
    ├── a look inside         PasswordProtected · DamagedFile · NoPages · DynamicForm · Portfolio
    │                         TooManyPages · TooManyPixels · HugePage · TwoFilesInOne · CheckStopped
    │                         CannotShrink · TooLargeToMend · CannotShow
    ├── the drop              QuestionExpired · NobodyAgreed · ChannelNotAllowed · GuestNotAllowed
    │                         ExternalNotAllowed · NotInUsergroup · UsergroupsUnknown
    ├── NothingToUpload       the certificate takes no letter now: nothing was sent
    │   ├── ever                DvCertificate · UploadedCertificate
    │   ├── not yet             InformationMissing · FreeNotSubmitted · ReviewFailed
    │   ├── while it goes on    AlreadyInReview · DnsRecordAdded · BeingReissued · BeingRevoked
    │   │                       OrderBeingCancelled · BeingMigrated
    │   ├── no more             AlreadyIssued · CertificateExpired · OrderCancelled
    │   │                       CertificateRevoked · OrderRefunded
    │   └── not here            RevocationInConsole · UnknownState
    ├── no clear answer       TencentUnreachable · OutcomeUnclear
    ├── Refusal               what Tencent Cloud answered: code, message, RequestId
    │   ├── the certificate   CertificateNotFound · CertificateNotWaiting · CertificateInvalid …
    │   ├── the letter        LetterTooLarge · LetterTooSmall · LetterFormat · LetterFormatWosign
    │   ├── the way           ConsoleOnly · NoLetterForDv · OrderInProcess
    │   ├── the operator      ClockWrong · SecretIdUnknown · SignatureRejected · NotPermitted …
    │   └── Tencent Cloud     CaBusy · InternalFailure · TooManyRequests · NotAccepted …
    └── Mishap                a bug of ours: something the operator must read in the log

Each class has its words in `bot/locales/*.ftl` under its own name in kebab-case (what happened;
`.why`; `.next`), and says who can mend it. Which code of Tencent's means which class:
`bot/tencent/responses.py`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import msgspec


class Mender(StrEnum):
    """Who can do something about a problem."""

    POSTER = "poster"
    OPERATOR = "operator"
    TENCENT = "tencent"
    SLACK = "slack"


@dataclass(frozen=True)
class Problem:
    """What went wrong, in plain values that may be stored and shown.

    A kind without values of its own needs no decorator, and a hundred of them take their time.
    """

    mender: ClassVar[Mender] = Mender.POSTER


class Failed(Exception):
    """Carries a problem out of a room that does I/O, to the edge where the person is told."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(type(problem).__name__)
        self.problem = problem


# The file at Slack -------------------------------------------------------------------------------


@dataclass(frozen=True)
class FileProblem(Problem):
    """Something is the matter with the file called `name`."""

    name: str


class FileDeleted(FileProblem):
    """Somebody deleted the file before it could be read (`mode: tombstone`)."""


class FileHidden(FileProblem):
    """The plan's history limit hides the file (`mode: hidden_by_limit`)."""


class RemoteFile(FileProblem):
    """The file lies at another service, Slack only links it (`mode: external`)."""


class SlackDocument(FileProblem):
    """A canvas, post, list or e-mail: a document of Slack's, not a file."""


class FileNotVisible(FileProblem):
    """Slack does not show this file to the bot (`access_denied`, `file_not_found`)."""


class FilesScopeMissing(FileProblem):
    """Slack sent a login page instead of the file: the scope files:read, or access, is missing."""

    mender: ClassVar[Mender] = Mender.OPERATOR


@dataclass(frozen=True)
class ForeignHost(FileProblem):
    """The file's address is outside of Slack, so the bot's token must not go there."""

    host: str
    mender: ClassVar[Mender] = Mender.OPERATOR


class SlackUnreachable(FileProblem):
    """Slack did not hand out the file, after several tries."""

    mender: ClassVar[Mender] = Mender.SLACK


@dataclass(frozen=True)
class IncompleteDownload(FileProblem):
    """Fewer or more bytes came than Slack says the file has."""

    received: int
    expected: int
    mender: ClassVar[Mender] = Mender.SLACK


# The letter itself -------------------------------------------------------------------------------


class EmptyFile(FileProblem):
    """Zero bytes."""


@dataclass(frozen=True)
class FileTooSmall(FileProblem):
    """Below Tencent's lower limit; sizes in bytes."""

    size: int
    limit: int


@dataclass(frozen=True)
class FileTooLarge(FileProblem):
    """Above Tencent's upper limit; sizes in bytes."""

    size: int
    limit: int


@dataclass(frozen=True)
class TruncatedFile(FileProblem):
    """Begins as `kind` (PDF, JPG, PNG) but its end is missing."""

    kind: str


class WebPage(FileProblem):
    """HTML, whatever its name says."""


@dataclass(frozen=True)
class OfficeDocument(FileProblem):
    """A document of an office program; `kind` is one of word, excel, powerpoint, opendocument."""

    kind: str


@dataclass(frozen=True)
class Archive(FileProblem):
    """ZIP, RAR, 7Z …; `kind` is the format's usual name."""

    kind: str


class Executable(FileProblem):
    """A program, whatever its name says."""


@dataclass(frozen=True)
class UnsupportedImage(FileProblem):
    """A picture of a kind that Tencent does not take; `kind` is its usual name (HEIC …)."""

    kind: str


class UnknownFile(FileProblem):
    """None of the above, and no letter."""


class PngNotTaken(FileProblem):
    """A PNG for a certificate of the WoSign kind, which takes JPG, PDF and GIF."""


# A look inside -----------------------------------------------------------------------------------


class PasswordProtected(FileProblem):
    """A PDF that asks for a password, which the CA does not have."""


@dataclass(frozen=True)
class DamagedFile(FileProblem):
    """Begins as `kind` (PDF, JPG, HEIC …) but cannot be opened."""

    kind: str


class NoPages(FileProblem):
    """A PDF without a page."""


class DynamicForm(FileProblem):
    """A PDF that is an XFA form: one program shows it, all others a note that they cannot."""


class Portfolio(FileProblem):
    """A PDF portfolio: files within a PDF, whose one page only says that they are there."""


@dataclass(frozen=True)
class TooManyPages(FileProblem):
    """More pages than a letter has; `most` is how many are taken."""

    pages: int
    most: int


@dataclass(frozen=True)
class TooManyPixels(FileProblem):
    """A picture too large to be opened safely; both numbers in millions of pixels."""

    megapixels: int
    most: int


class HugePage(FileProblem):
    """A PDF with a page that is larger than five metres, the most that PDF allows."""


class TwoFilesInOne(FileProblem):
    """Another program would see another file in it, as attackers make them."""


class CheckStopped(FileProblem):
    """To look at it, or to mend it, took too much time or memory, or crashed the program."""


@dataclass(frozen=True)
class CannotShrink(FileProblem):
    """It does not fit below `limit` and stay legible; sizes in bytes."""

    size: int
    limit: int


class CannotShow(FileProblem):
    """It could be mended, but Slack does not let the bot show what it would send (files:write)."""

    mender: ClassVar[Mender] = Mender.OPERATOR


@dataclass(frozen=True)
class TooLargeToMend(FileProblem):
    """Too large for Tencent Cloud, and beyond what is fetched to be mended; sizes in bytes."""

    size: int
    limit: int


# The drop ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class QuestionExpired(Problem):
    """Nobody said within `days` for which certificate the letter is."""

    days: int


@dataclass(frozen=True)
class NobodyAgreed(Problem):
    """Nobody answered within `days` whether, or in which form, the letter may go out."""

    days: int


class ChannelNotAllowed(Problem):
    """LETTERDROP_CHANNELS does not list this channel."""


class GuestNotAllowed(Problem):
    """Guests may not upload here (LETTERDROP_ALLOW_GUESTS)."""


class ExternalNotAllowed(Problem):
    """People of other workspaces may not upload here (LETTERDROP_ALLOW_EXTERNAL)."""


@dataclass(frozen=True)
class NotInUsergroup(Problem):
    """Only members of `groups` may upload (LETTERDROP_USERGROUPS).

    `groups`: mentions such as `<!subteam^S1>`, which Slack shows by name in mrkdwn; our own markup.
    """

    groups: str


class UsergroupsUnknown(Problem):
    """Slack does not tell the bot who is in the groups that may upload (`missing_scope` …)."""

    mender: ClassVar[Mender] = Mender.OPERATOR


# The certificate takes no letter now -------------------------------------------------------------


class NothingToUpload(Problem):
    """The look at the certificate told that it takes no letter now, so nothing was sent.

    Which state means which class: `bot/certificates/states.py`. `ends` is the end of validity in
    Unix seconds, 0 where Tencent does not say.
    """


class DvCertificate(NothingToUpload):
    """A DV certificate never needs a letter (`IsDv`)."""


class UploadedCertificate(NothingToUpload):
    """The user has brought the certificate along from elsewhere (`From` is `upload`)."""


class InformationMissing(NothingToUpload):
    """Bought, but company, manager and domain have not been submitted yet (5)."""


class FreeNotSubmitted(NothingToUpload):
    """A free certificate, which is DV, without its information (13)."""


@dataclass(frozen=True)
class ReviewFailed(NothingToUpload):
    """Turned down (2).

    `kind` is the reason where it is known: `domain-refused`, `dcv-timeout`, `papers-refused`; else
    `told`, and `status_msg` is Tencent's own text; or `unexplained`.
    """

    kind: str
    status_msg: str


class InProgress(NothingToUpload):
    """Tencent Cloud or the CA is at work on the certificate."""

    mender: ClassVar[Mender] = Mender.TENCENT


@dataclass(frozen=True)
class InStages(InProgress):
    """The same, and `kind` is the stage: `ca-reviewing` …, or "" where Tencent does not say."""

    kind: str


class AlreadyInReview(InStages):
    """In review (0): a letter, if it needs one, has arrived."""


class DnsRecordAdded(InProgress):
    """Tencent Cloud has added the DNS record by itself, and validates the domain (4)."""


class BeingReissued(InStages):
    """Being reissued (11)."""


class BeingRevoked(InStages):
    """Being revoked (9)."""


class OrderBeingCancelled(InProgress):
    """The order is being cancelled (6)."""


class BeingMigrated(InProgress):
    """The certificate is being migrated (15)."""


@dataclass(frozen=True)
class AlreadyIssued(NothingToUpload):
    """Issued (1)."""

    ends: float


@dataclass(frozen=True)
class CertificateExpired(NothingToUpload):
    """Expired (3)."""

    ends: float


class OrderCancelled(NothingToUpload):
    """Cancelled (7)."""


class CertificateRevoked(NothingToUpload):
    """Revoked (10)."""


class OrderRefunded(NothingToUpload):
    """Refunded (14)."""


class RevocationInConsole(NothingToUpload):
    """It waits for a revocation letter (12), which the international site's API does not take."""


@dataclass(frozen=True)
class UnknownState(NothingToUpload):
    """A status that this release does not know; `status_name` is Tencent's word for it."""

    status: int
    status_name: str


# No clear answer from Tencent Cloud --------------------------------------------------------------


@dataclass(frozen=True)
class TencentUnreachable(Problem):
    """No connection to Tencent Cloud after `tries` tries; nothing was sent."""

    tries: int
    mender: ClassVar[Mender] = Mender.TENCENT


@dataclass(frozen=True)
class OutcomeUnclear(Problem):
    """The letter was sent `tries` times, and nobody could say whether it arrived."""

    tries: int
    mender: ClassVar[Mender] = Mender.TENCENT


# What Tencent Cloud answered ---------------------------------------------------------------------


@dataclass(frozen=True)
class Refusal(Problem):
    """Tencent Cloud said no: its error code, its own message (free text) and its RequestId."""

    code: str
    message: str
    request_id: str


class CertificateNotFound(Refusal):
    """No certificate with this ID in the account."""


class CertificateNotWaiting(Refusal):
    """The certificate is in a status that takes no letter."""


class CertificateInvalid(Refusal):
    """The certificate does not meet the standard for this operation."""


class CertificateNotAvailable(Refusal):
    """The certificate cannot be used for this now."""


class CertificateFromElsewhere(Refusal):
    """The certificate was not bought here (uploaded, for example): there is no letter for it."""


class ManagerNotReady(Refusal):
    """The company's manager (contact) is in a wrong status in the console."""


class LetterTooLarge(Refusal):
    """Tencent measured the letter and found it above its limit."""


class LetterTooSmall(Refusal):
    """Tencent measured the letter and found it below its limit."""


class LetterFormat(Refusal):
    """Tencent takes JPG, PNG and PDF only."""


class LetterFormatWosign(Refusal):
    """Certificates of the WoSign kind take JPG, PDF and GIF, but no PNG."""


class ConsoleOnly(Refusal):
    """Tencent takes this letter in its console only: a normal ending, not a fault."""


class NoLetterForDv(Refusal):
    """A DV certificate needs no letter."""


class OrderInProcess(Refusal):
    """Tencent is still working on the order; later is fine."""

    mender: ClassVar[Mender] = Mender.TENCENT


class WrongValue(Refusal):
    """Tencent finds a value wrong, most often the certificate's ID."""


class OperatorRefusal(Refusal):
    """A refusal that only the bot's operator can mend."""

    mender: ClassVar[Mender] = Mender.OPERATOR


class ClockWrong(OperatorRefusal):
    """The bot's clock is more than five minutes off."""


class SecretIdUnknown(OperatorRefusal):
    """The SecretId does not exist, is disabled, or belongs to the other site."""


class SignatureRejected(OperatorRefusal):
    """The signature is wrong, most often because of the SecretKey."""


class SessionTokenExpired(OperatorRefusal):
    """The temporary credentials are wrong or have expired."""


class MfaRequired(OperatorRefusal):
    """The account asks for multi-factor authentication."""


class NotPermitted(OperatorRefusal):
    """The CAM policy of the bot's key lacks the action, the certificate or its project."""


class AddressRefused(OperatorRefusal):
    """The account's network rules do not let the bot's IP address in."""


class RealNameMissing(OperatorRefusal):
    """The account has not passed real-name verification."""


class ServiceRoleMissing(OperatorRefusal):
    """A service role must be authorised in the console."""


class RequestMalformed(OperatorRefusal):
    """Tencent does not understand the request: a bug, or the API has changed."""


class QuotaExceeded(OperatorRefusal):
    """A quota of the account is used up."""


class OperationFailed(OperatorRefusal):
    """The operation failed, and Tencent gives no finer cause than its message."""


class UnknownRefusal(OperatorRefusal):
    """A code that this release does not know; Tencent's own message is all there is."""


class TencentRefusal(Refusal):
    """A refusal that passes by itself, or that Tencent's support must mend."""

    mender: ClassVar[Mender] = Mender.TENCENT


class CaBusy(TencentRefusal):
    """The certification authority behind Tencent Cloud is busy."""


class InternalFailure(TencentRefusal):
    """An internal error at Tencent Cloud."""


class TooManyRequests(TencentRefusal):
    """The account makes more calls than Tencent allows."""


class ServiceUnavailable(TencentRefusal):
    """The service is not available for the moment."""


class NotAccepted(TencentRefusal):
    """`IsSuccess` is false without an error: the letter was not accepted, no cause given."""


# A bug of ours -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mishap(Problem):
    """Something we did not foresee; `reference` finds it in the log."""

    reference: str
    mender: ClassVar[Mender] = Mender.OPERATOR


# Storing -----------------------------------------------------------------------------------------


def catalogue(root: type[Problem] = Problem) -> dict[str, type[Problem]]:
    """Every class of problem that can occur, by its name.

    Bases that only group others (`FileProblem`, `Refusal` …) are left out.
    """
    below = root.__subclasses__()
    found = {name: kind for each in below for name, kind in catalogue(each).items()}
    return found if below else {root.__name__: root}


def to_json(problem: Problem) -> dict[str, Any]:
    """The problem as plain JSON values, for the ledger."""
    return {"problem": type(problem).__name__, **msgspec.to_builtins(problem)}


def from_json(stored: dict[str, Any]) -> Problem:
    """The problem that `to_json` stored.

    A class that this release does not know (stored by a newer one) comes back as a `Mishap`, so
    that a job of another release can still be answered.
    """
    kind = catalogue().get(stored["problem"])
    if kind is None:
        return Mishap(reference=str(stored["problem"]))
    return msgspec.convert({k: v for k, v in stored.items() if k != "problem"}, type=kind)
