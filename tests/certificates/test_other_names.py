"""A letter that speaks of somebody else is noticed, and a good one is never held up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.certificates.other_names import OtherName, other_names
from tests.for_each import for_each
from tests.views.samples import certificate

SHOP = certificate(domain="shop.example.com", names=("*.example.net",))
CHINESE, ENGLISH = "示例科技（上海）有限公司", "Example Trading Co., Ltd."


def named(text: str, organization: str = "") -> list[str]:
    """What the text speaks of instead of the shop, or instead of an organisation."""
    own = certificate(domain="", organization=organization) if organization else SHOP
    return [each.named for each in other_names(text, own)]


# Domains -----------------------------------------------------------------------------------------


@for_each(
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
    assert named(text) == []


@for_each(
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
    assert named(text) == [name]


def test_a_certificate_whose_domain_nobody_tells_says_nothing() -> None:
    assert other_names("for example.org", certificate(domain="")) == ()


def test_a_domain_far_down_in_a_long_text_counts() -> None:
    before = "\n".join(f"host{n}.example.org" for n in range(200))
    assert named(f"{before}\nshop.example.com") == []


# Organisations -----------------------------------------------------------------------------------


@for_each(
    ("text", "organization"),
    [
        ("致：亚数信息科技（上海）有限公司\n我公司示例科技(上海)有限公司申请证书", CHINESE),
        ("致：腾讯云计算（北京）有限责任公司、深圳市腾讯\n计算机系统有限公司", CHINESE),
        ("北京天威诚信电子商务服务有限公司，上海市数字证书认证中心有限公司", CHINESE),
        ("We confirm. Example Works Ltd.", CHINESE),
        ("示例网络有限公司申请证书", ENGLISH),
        ("Between DigiCert, Inc. and us", ENGLISH),
        (
            "To Tencent Cloud Computing (Beijing) Co., Ltd. and\nGlobalSign\nChina Co., Ltd.",
            ENGLISH,
        ),
        ("Example Trading Limited, which Parent Holding AG owns", ENGLISH),
        ("We confirm the application.", ENGLISH),
        ("另一网络有限公司 Other Works Ltd.", "N/A"),
        ("另一网络有限公司 Other Works Ltd.", "无"),
        ("另一网络有限公司 Other Works Ltd.", "有限公司"),
        ("另一网络有限公司", ""),
        ("", CHINESE),
    ],
)
def test_a_letter_that_may_be_of_the_right_organisation_is_not_doubted(
    text: str, organization: str
) -> None:
    assert other_names(text, certificate(domain="", organization=organization)) == ()


@for_each(
    ("text", "organization", "name"),
    [
        (
            "致：亚数信息科技（上海）有限公司\n申请单位：另一网络有限公司（盖章）",
            CHINESE,
            "另一网络有限公司",
        ),
        ("腾讯云SSL证书确认函\n另一网络有限责任公司", CHINESE, "另一网络有限责任公司"),
        ("示例科技（北京）有限公司", CHINESE, "示例科技(北京)有限公司"),
        ("To DigiCert, Inc.: we, Other Works GmbH, apply", ENGLISH, "Other Works GmbH"),
        ("Other Works Limited for www.example.com", "Example Ltd", "Other Works Limited"),
    ],
)
def test_a_letter_of_another_organisation_is_noticed(
    text: str, organization: str, name: str
) -> None:
    assert named(text, organization) == [name]


def test_a_letter_of_another_domain_and_another_organisation_is_doubted_for_both() -> None:
    own = certificate(domain="shop.example.com", organization=CHINESE)
    assert other_names("另一网络有限公司申请 www.example.org", own) == (
        OtherName("example.org", "shop.example.com"),
        OtherName("另一网络有限公司", CHINESE),
    )


WORDS = [
    "有限公司",
    "集团",
    "另一",
    "(",
    "\n",
    " ",
    ".",
    "A",
    " Ltd",
    "Limited ",
    "DigiCert",
    "\ufdfa",
]
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map("".join)


@settings(deadline=None, max_examples=12)
@given(words, words, st.sampled_from([CHINESE, ENGLISH]) | words)
def test_a_hostile_text_of_any_length_is_judged(head: str, bomb: str, organization: str) -> None:
    text = (head + bomb * 20_000)[:20_000]
    assert len(named(text, organization)) <= 1
