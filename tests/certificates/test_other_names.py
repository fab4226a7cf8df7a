"""A letter that speaks of somebody else is noticed, and a good one is never held up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.certificates.other_names import OtherName, other_names
from bot.files.repair.inspection import inspect
from bot.files.results import Sound
from sandbox import letters
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
        "Scanned with CamScanner www.camscanner.com, see www.gsxt.gov.cn",
        "the file letter.pdf",
        "证书域名：shop.example.com。",
        # Legal forms, abbreviations, the ends of sentences
        "SHENZHEN EXAMPLE TECHNOLOGY CO.LTD",
        "TECHNOLOGY.CO.LTD technology co.ltd Co.,LTD Example Inc.Beijing INC.BEIJING PTY.LTD",
        "INFO.TECH info.tech MR.LI MS.NG",
        "the domain name.please see, our domain below.the letter, CN of EXAMPLE CO.LTD",
        "Entrust www.entrust.com, made with ilovepdf.com, DocuSign www.docusign.com",
        "the certificate.Please sign the letter.it is certificate.please",
        "e.g.the letter, i.e.this one, p.m.on Ph.D. U.S.A. St.Paul Mr.li and Mrs.wang",
        "EXAMPLE S.A.DE.CV of P.R.CHINA, Technology.Co.Ltd.CN, O=Example.OU=IT Shanghai.CN",
        "the domain shop.example.com.please issue, SHOP.EXAMPLE.COM.THIS IS OURS",
        "联系人：张三.手机：13800000000 特此证明.公司",
        # Files, versions, numbers
        "scan.JPEG, v1.2.doc, letter.ofd and setup.py; Version 1.2.com TLS1.2 10.0.0.1 2026.11.23",
        # Addresses of people
        "alice @ example.org",
        "alice@\r\nexample.org",
        "alice@exam-\r\nple.org alice@exam\ufffeple.org",
        # Other letters, and invisible ones
        "ｓｈｏｐ．ｅｘａｍｐｌｅ．ｃｏｍ and example.org",
        "shop.exam\u00adple.com",
        "shop\u200b.exam\u2060ple.com",
        # Over two lines
        "shop.\r\nexample.com",
        "shop.example\r\n.com",
        "shop.exam\r\nple.com",
        "www.shop.exam\ufffeple.com",
        "SHOP.EXAM-\r\nPLE.COM",
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
        ("域名：other.cn的证书", "other.cn"),
        ("BÜCHER-LADEN.example.de", "xn--bcher-laden-thb.example.de"),
        ("SHOP.EXAMPLE.ORG", "shop.example.org"),
        ("SHOP.EXAMPLE.CO.UK", "shop.example.co.uk"),
        ("EXAMPLE.DE", "example.de"),
        ("магазин.рф", "xn--80aairftm.xn--p1ai"),
        ("Example.org", "example.org"),
        ("our shop at 163.com", "163.com"),
        ("shop.example.com.cn", "shop.example.com.cn"),
        ("We apply.\nshop.example.com.hk\nSigned", "shop.example.com.hk"),
        ("ｏｔｈｅｒ．ｅｘａｍｐｌｅ．ｏｒｇ", "other.example.org"),
        ("www.startup.tech", "startup.tech"),
        ("<https://startup.tech/>", "startup.tech"),
        ("for *.startup.tech", "startup.tech"),
        ("Domain Name: startup.tech", "startup.tech"),
        ("Common Name = startup.tech", "startup.tech"),
        ("the domain is startup.tech", "startup.tech"),
        ("域名为startup.store", "startup.store"),
        ("域名：startup.online", "startup.online"),
        ("for startup.app", "startup.app"),
        ("startup.top", "startup.top"),
        ("acme.io of EXAMPLE CO.LTD", "acme.io"),
        ("the domain\r\nother.org\r\nof ours", "other.org"),
        ("for other\ufffesite.example.org", "other-site.example.org"),
        ("for other-\r\nsite.example.org", "other-site.example.org"),
        ("alice@shop.example.org of pay.example.org", "pay.example.org"),
    ],
)
def test_a_letter_for_another_domain_is_noticed(text: str, name: str) -> None:
    assert named(text) == [name]


@for_each("domain", ["my-shop.example.com", "myshop.example.com", "my-shop.example.net"])
@for_each("hyphen", ["\ufffe", "-\r\n", "- \n ", "\u2010\n", "\u00ad\n"])
def test_a_hyphen_at_a_lines_end_may_be_one_of_the_name_or_not(domain: str, hyphen: str) -> None:
    own = certificate(domain=domain, names=("myshop.example.net",))
    assert other_names(f"for my{hyphen}shop{domain[-12:]}, not for example.org", own) == ()


@for_each(
    ("lines", "doubts"),
    [
        ((b"the certificate for my-", b"shop.example.com"), []),
        ((b"the certificate for my-shop.exam-", b"ple.com"), []),
        ((b"the certificate for my-shop.", b"example.com"), []),
        ((b"the certificate for my-shop", b".example.com, by a@exam-", b"ple.org"), []),
        ((b"the certificate for your-", b"shop.example.com"), ["your-shop.example.com"]),
    ],
)
def test_a_name_over_two_lines_of_a_real_pdf_is_read_as_one(
    lines: tuple[bytes, ...], doubts: list[str]
) -> None:
    shown = b"BT /F1 12 Tf 60 740 Td %s ET" % b"".join(
        b"(%s) Tj 0 -18 Td " % each for each in lines
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = letters.USUAL_BOX + b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    seen = inspect(letters.pdf_of(letters.one_page(page, letters.stream(shown), font)), "a.pdf")
    assert isinstance(seen, Sound)
    own = certificate(domain="my-shop.example.com")
    assert [each.named for each in other_names(seen.text, own)] == doubts


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
        ("To Shanghai Electronic Certificate Authority Center Co., Ltd.", ENGLISH),
        ("Guangdong Certificate Authority Co., Ltd.", ENGLISH),
        ("扫描全能王 上海合合信息科技股份有限公司", CHINESE),
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
        ("EXAMPLE TRADING CO.,LTD", ENGLISH),
        ("Example Trading CO.LTD", ENGLISH),
        ("Example Trading Co.,Ltd.Beijing Branch", ENGLISH),
        ("Exam\ufffeple Trading Co., Ltd.", ENGLISH),
        ("Example Tra-\r\nding Co., Ltd.", ENGLISH),
        ("Ｅｘａｍｐｌｅ Ｔｒａｄｉｎｇ Ｃｏ．，Ｌｔｄ", ENGLISH),
        ("示例科\u200b技（上海）有限\ufffe公司", CHINESE),
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
    "\ufffe",
    "-\n",
    "a.",
    "@ ",
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
