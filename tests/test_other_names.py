"""A letter that speaks of somebody else's domain is noticed, and a good one is never held up."""

import pytest

from bot.other_names import other_name
from tests.views import certificate

SHOP = certificate(domain="shop.example.com", names=("*.example.net",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We confirm the application of Example Ltd.",
        "the certificate for shop.example.com",
        "the certificate for SHOP.EXAMPLE.COM.",
        "the certificate for shop.exam-\nple.com".replace("-", ""),
        "for www.shop.example.com, see also example.org",
        "our domain example.com",
        "the host mail.example.net",
        "write to alice@example.org",
        "issued by www.digicert.com, sold by cloud.tencent.com",
        "the file letter.pdf",
        "证书域名：shop.example.com。",
    ],
)
def test_a_letter_that_may_be_the_right_one_is_not_doubted(text: str) -> None:
    assert other_name(text, SHOP) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the certificate for example.org", "example.org"),
        ("the certificate for pay.example.com", "pay.example.com"),
        ("by digicert.com\nfor www.example.org", "example.org"),
        ("notshop.example.community", "notshop.example.community"),
        ("证书域名：例子.中国", "xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_a_letter_for_another_domain_is_noticed(text: str, name: str) -> None:
    assert other_name(text, SHOP) == name


def test_a_certificate_whose_domain_nobody_tells_says_nothing() -> None:
    assert other_name("for example.org", certificate(domain="")) == ""


def test_a_domain_far_down_in_a_long_text_counts() -> None:
    before = "\n".join(f"host{n}.example.org" for n in range(200))
    assert other_name(f"{before}\nshop.example.com", SHOP) == ""
