"""What docs/certificates.md and docs/setup.md say of Tencent Cloud is what the bot does there."""

import json
import re

from bot.certificates.states import what_to_do
from bot.tencent.certificate import CertificateStatus, LetterKind, Status
from bot.tencent.client import Action
from tests.docs.pages import ROOT, code, table

# The states of a certificate ---------------------------------------------------------------------


def test_every_state_stands_in_the_table_with_what_the_bot_does() -> None:
    words = (ROOT / "bot/locales/en.ftl").read_text()
    states = dict(re.findall(r"^state-(\d+) = (.*)$", words, re.MULTILINE))
    told = {
        number: (name, code(does))
        for number, name, does, _ in table("status", "docs/certificates.md")
    }
    assert told == {str(int(n)): (states[str(int(n))], does_in(n)) for n in Status}


def does_in(status: Status) -> str:
    """What the bot does with a letter for such a certificate: the upload, or the problem's kind."""
    certificate = CertificateStatus(
        certificate_id="flSFd6Fh",
        status=status,
        status_name="",
        status_msg="",
        domain="shop.example.com",
        product_name="",
        is_dv=False,
        source="trustasia",
        request_id="",
    )
    match what_to_do(certificate, international=False):
        case LetterKind.CONFIRM:
            return Action.UPLOAD_CONFIRM_LETTER.value
        case LetterKind.REVOKE:
            return Action.UPLOAD_REVOKE_LETTER.value
        case problem:
            return problem.key


# What Tencent Cloud allows the bot ---------------------------------------------------------------


def test_the_policy_allows_what_the_bot_calls_and_nothing_else() -> None:
    policy = json.loads((ROOT / "docs/cam-policy.json").read_text())
    allowed, denied = policy["statement"]
    assert (allowed["effect"], denied["effect"]) == ("allow", "deny")
    assert sorted(allowed["action"]) == sorted(f"ssl:{action}" for action in Action)
    assert not set(allowed["action"]) & set(denied["action"])
    assert "ssl:DescribeCertificateDetail" in denied["action"]  # its response holds private keys


def test_each_action_of_the_policy_has_its_reason() -> None:
    told = [code(action) for action, _, _ in table("the key may", "docs/setup.md")]
    assert sorted(told) == sorted(f"ssl:{action}" for action in Action)
