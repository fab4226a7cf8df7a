"""Makes the table of problems in docs/operate.md: the result, its kinds, who can mend it, and how.

What stands here is which kinds belong together, and what an admin can do. The rest is told by the
bot itself: mark and title by the view, who can mend it by the problem's traits.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from bot.permissions import NotAllowed
from bot.tencent.certificate import Status
from bot.views import results
from bot.views.words import Words
from tests.docs.pages import ROOT
from tests.views import samples

PAGE = ROOT / "docs/operate.md"
BEGIN, END = "<!-- made by `make docs` -->\n", "<!-- end -->\n"
HEADER = """\
| the result | kind | who can mend it | what to do |
| --- | --- | --- | --- |
"""
QUESTION = (
    "| a question: which certificate, which file, shall it be revoked? | | poster "
    "| Press a button, or reply in the thread with the ID or the domain; a revocation"
    " needs the button. |\n"
)


class Group(NamedTuple):
    """Kinds for which an admin does the same: what they have in common, their keys, what to do."""

    about: str
    kinds: str
    to_do: str


GROUPS = (
    Group(
        "it is no letter",
        (
            "office-document web-page archive other-format executable unsupported-image "
            "unknown-file slack-document"
        ),
        "Drop the sealed letter as PDF, JPG or PNG.",
    ),
    Group(
        "a PNG for WoTrus or DNSPod SM2",
        "png-not-taken",
        "Save it as PDF or JPG.",
    ),
    Group(
        "a picture that can only be read elsewhere",
        "unreadable-image",
        "Save it as JPG.",
    ),
    Group(
        "size, or damaged",
        "empty-file file-too-small file-too-large truncated-file damaged-file no-pages",
        "Scan again (150 dpi), below 1.4 MB.",
    ),
    Group(
        "locked, or for one program only",
        "password-protected locked-for-people dynamic-form portfolio",
        (
            "Save without a password, get an open copy from its author, print to a new PDF, "
            "or save the letter from the portfolio."
        ),
    ),
    Group(
        "cannot be made to fit",
        "cannot-shrink too-large-to-mend too-many-pages",
        "Scan only the letter's pages, at 150 dpi or in black and white.",
    ),
    Group(
        "an adjusted letter cannot be shown",
        "cannot-show",
        "Reinstall the app with `files:write`.",
    ),
    Group(
        "unlike any letter, perhaps malicious",
        "too-many-pixels huge-page two-files-in-one check-stopped",
        "Scan or photograph the letter anew.",
    ),
    Group(
        "the bot cannot get at it",
        "file-deleted file-hidden remote-file file-not-visible",
        "Drop the file itself again where the bot is a member.",
    ),
    Group(
        "Slack's trouble",
        "slack-unreachable incomplete-download",
        "Drop it again in a few minutes.",
    ),
    Group(
        "the bot lacks access",
        "files-scope-missing foreign-host",
        "Reinstall the app with `files:read`; check `SLACK_API_URL`.",
    ),
    Group(
        "no answer in 7 days",
        "question-expired nobody-agreed",
        "Drop the file again, with its certificate's ID.",
    ),
    Group(
        "the certificate is under way",
        (
            "already-in-review dns-record-added being-reissued being-revoked "
            "order-being-cancelled being-migrated"
        ),
        "Wait; the result tells the stage and what may be missing.",
    ),
    Group(
        "the certificate is not ready for a letter",
        "information-missing free-not-submitted review-failed",
        "Submit or correct the information in the console.",
    ),
    Group(
        "the certificate takes no letter any more",
        "certificate-expired order-cancelled certificate-revoked order-refunded",
        "Check the ID: a renewed certificate has a new one.",
    ),
    Group(
        "the certificate is from elsewhere",
        "uploaded-certificate",
        "Send the letter to the company that sold it.",
    ),
    Group(
        "a state that this release does not know",
        "unknown-state",
        "Look in the console; update the bot.",
    ),
    Group(
        "no connection",
        "tencent-unreachable",
        "Drop it again later; check the network.",
    ),
    Group(
        "you may not, here",
        "channel-not-allowed guest-not-allowed external-not-allowed not-in-usergroup"
        " not-a-revoker second-person-needed",
        "Use another channel, ask a member; or change `LETTERDROP_…`.",
    ),
    Group(
        "Slack does not tell whether you may",
        "usergroups-unknown",
        "Reinstall the app with `usergroups:read`; check `LETTERDROP_USERGROUPS`.",
    ),
    Group(
        "no lists, no revocation",
        "person-unknown",
        "Reinstall the app with `users:read`.",
    ),
    Group(
        "the ID",
        "certificate-not-found wrong-value",
        "Reply in its thread with the right ID; case matters. The file need not be sent again.",
    ),
    Group(
        "the order",
        (
            "certificate-not-waiting certificate-invalid certificate-not-available "
            "certificate-from-elsewhere manager-not-ready"
        ),
        "Look at the certificate's status in the console.",
    ),
    Group(
        "the file",
        "letter-too-large letter-too-small letter-format letter-format-wosign",
        "Save as PDF, below 1 MB.",
    ),
    Group(
        "the key",
        (
            "secret-id-unknown signature-rejected session-token-expired mfa-required "
            "not-permitted address-refused"
        ),
        "Check key, endpoint, CAM policy and allow list.",
    ),
    Group(
        "the account",
        "real-name-missing service-role-missing quota-exceeded",
        "Settle it in the console.",
    ),
    Group(
        "the server",
        "clock-wrong",
        "Set the clock by NTP.",
    ),
    Group(
        "no known cause",
        "request-malformed operation-failed unknown-refusal",
        "Ask Tencent Cloud's support; give them the RequestId.",
    ),
    Group(
        "busy",
        "order-in-process ca-busy internal-failure too-many-requests service-unavailable",
        "Drop it again later.",
    ),
    Group(
        "without a cause",
        "not-accepted",
        "Look in the console whether it still waits.",
    ),
    Group(
        "",
        "console-only revocation-in-console",
        "A normal ending: save the file, open the console, upload.",
    ),
    Group(
        "",
        "no-letter-for-dv dv-certificate already-issued",
        "Nothing: it is DV or issued already. Check the ID: a renewed certificate has a new one.",
    ),
    Group(
        "",
        "outcome-unclear",
        "Look in the console whether it still waits.",
    ),
    Group(
        "",
        "mishap",
        "Find the reference in the log; it is a bug of ours.",
    ),
)
"""In the order in which a letter may meet them."""


def page() -> str:
    """The whole page, its table anew."""
    page = PAGE.read_text()
    begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    return f"{page[:begin]}\n{table()}\n{page[end:]}"


def table() -> str:
    return HEADER + "".join(_good()) + QUESTION + "".join(_bad())


def _good() -> Iterator[str]:
    words = Words("en", strict=True)
    revoked = samples.certificate(status=Status.WAITING_FOR_REVOKE_LETTER)
    of_revocation = replace(samples.SUBJECT, certificate=revoked)
    for reply, to_do in (
        (
            results.accepted(samples.SUBJECT, samples.RECEIPT, words),
            "Wait for the CA; it may phone the company.",
        ),
        (
            results.accepted(of_revocation, samples.RECEIPT, words),
            "Wait for the CA, which then revokes the certificate.",
        ),
        (
            results.accepted_before(samples.SUBJECT, samples.RECEIPT, samples.ORDERED, words),
            "Nothing: it is the same letter as before.",
        ),
    ):
        yield f"| {_title(reply.blocks)} | | | {to_do} |\n"


def _bad() -> Iterator[str]:
    """A row for the kinds of a group that have the same title and are mended by the same."""
    for group in GROUPS:
        rows: dict[tuple[str, str], list[str]] = {}
        for kind in group.kinds.split():
            rows.setdefault((_result(kind), samples.sample(kind).traits.mender.value), []).append(
                kind
            )
        for (title, mender), kinds in rows.items():
            result = f"{title}: {group.about}" if group.about else title
            told = " ".join(f"`{each}`" for each in kinds)
            yield f"| {result} | {told} | {mender} | {group.to_do} |\n"


def _result(kind: str) -> str:
    problem = samples.sample(kind)
    if isinstance(problem, NotAllowed):
        return "only you see it"
    return _title(results.refused(samples.SUBJECT, problem, Words("en", strict=True)).blocks)


def _title(blocks: list[dict[str, Any]]) -> str:
    """Mark and title of a reply: what stands before the first dot, in bold as there."""
    first = str(blocks[0]["text"]["text"])
    return first.partition(" · ")[0].replace("*", "**")
