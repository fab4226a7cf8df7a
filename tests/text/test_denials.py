"""Words beside a letter that say which certificate it is not for."""

from bot.inbound.messages import Drop, read
from bot.text.denials import are_denied
from tests.for_each import for_each


@for_each(
    "text",
    [
        "not flSFd6Fh",
        "This letter is not for certificate ID: flSFd6Fh",
        "(not `flSFd6Fh`)",
        "please don't use flSFd6Fh for it",
        "anything but cert flSFd6Fh",
        "不是flSFd6Fh的确认函",
        "不要传到证书flSFd6Fh",
    ],
)
def test_a_drop_that_only_says_what_it_is_not_for_names_nothing(text: str) -> None:
    assert are_denied(text, ["flSFd6Fh"])


@for_each(
    "text",
    [
        "for flSFd6Fh",
        "cert flSFd6Fh isn't issued, here is its letter",
        "certificate not issued: flSFd6Fh",
        "the letter was not sent for flSFd6Fh",
        "Do not forget flSFd6Fh",
        "why not flSFd6Fh",
        "not flSFd6Fh - well, flSFd6Fh it is",
        "I can't upload the letter for flSFd6Fh, please do",
        "确认函不是扫描件，flSFd6Fh",
        "不用谢 flSFd6Fh",
        "",
    ],
)
def test_other_negations_deny_no_certificate(text: str) -> None:
    assert not are_denied(text, ["flSFd6Fh"])


def test_what_a_drop_denies_is_left_out_unless_it_names_more() -> None:
    file = {"id": "F1", "name": "letter.pdf", "mimetype": "application/pdf", "mode": "hosted"}
    event = {"type": "message", "user": "U03MEILIN42", "channel": "C04CERTSHOP"}
    event |= {"ts": "1795423540.000600", "subtype": "file_share", "files": [file]}
    for text, count in (("the letter, not for flSFd6Fh", 0), ("not flSFd6Fh but LqQxgqUe", 2)):
        drop = read(event | {"text": text}, team="T1", bot_user="U02LETTERBOT")
        assert isinstance(drop, Drop)
        assert len(drop.candidates) == count
