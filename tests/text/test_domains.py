"""Which domains a message and its files' names name."""

from hypothesis import given
from hypothesis import strategies as st

from bot.text.domains import (
    MOST_DOMAINS,
    find_domains,
    only_domain,
    plain_domains,
    punycode,
    without_domains,
)
from bot.text.slack_text import TEXT_LIMIT
from tests.for_each import for_each

SHOP = "shop.example.com"

TEXTS = (
    # As Slack writes it
    ("<http://shop.example.com|shop.example.com>", "shop.example.com"),
    ("cert for <http://SHOP.example.com|SHOP.example.com>, thanks", "shop.example.com"),
    ("*<http://shop.example.com|shop.example.com>*", "shop.example.com"),
    ("`shop.example.com`", "shop.example.com"),
    ("<https://shop.example.com/checkout?a=b.example.org>", "shop.example.com"),
    ("https://shop.example.com:8443/x", "shop.example.com"),
    ("Is it shop.example.com? Or www.example.com.", "shop.example.com www.example.com"),
    ("shop.example.com.Thanks!", "shop.example.com"),
    ("Wait...shop.example.com", "shop.example.com"),
    ("shop.example.com shop.example.com", "shop.example.com"),
    ("1.shop.example.com", "1.shop.example.com shop.example.com"),
    ("10.0.0.1 123.shop.example.com 1.5", "123.shop.example.com"),
    # Wildcards
    ("*.example.com", "*.example.com"),
    ("*.<http://example.com|example.com>", "*.example.com"),
    ("**.example.com*", "*.example.com"),
    # Between Chinese words
    ("请上传shop.example.com的确认函", "shop.example.com"),
    ("域名：ｓｈｏｐ．example．com。谢谢", "shop.example.com"),
    ("联系alice@example.com或shop.example.com", "shop.example.com"),
    # Other alphabets, in both spellings
    ("bücher.example", "xn--bcher-kva.example"),
    ("bu\u0308cher.example", "xn--bcher-kva.example"),
    ("<http://xn--bcher-kva.example|bücher.example>", "xn--bcher-kva.example"),
    ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
    ("магазин.рф", "xn--80aairftm.xn--p1ai"),
    ("域名 商店.中国。", "xn--czrs0t.xn--fiqs8s"),
    ("www.例子.com.cn 谢谢", "www.xn--fsqu00a.com.cn"),
    # No domains of a certificate
    ("https://console.cloud.tencent.com/ssl/detail/flSFd6Fh", ""),
    ("<https://console.tencentcloud.com/ssl|console.tencentcloud.com>", ""),
    ("https://acme.slack.com/archives/C1/p1 slack-files.com", ""),
    ("letter.pdf scan.png a.JPEG b.heic c.docx d.zip", ""),
    ("<mailto:mei@shop.example.com|mei@shop.example.com> mei.lin@example.com", ""),
    ("<@U1|some.body> <#C1|shop.example.com> <!subteam^S1|@shop.example.com>", ""),
    ("e.g. i.e. v1.2.3 10.0.0.1 1.5MB a..b", ""),
    ("好的.谢谢", ""),
    (f"{'x' * 64}.example", ""),
    (f"{'x.' * 127}example", ""),
)


@for_each(("text", "named"), TEXTS)
def test_the_domains_of_a_text(text: str, named: str) -> None:
    assert " ".join(find_domains(text)) == named


@for_each(
    ("name", "named"),
    [
        ("shop.example.com.pdf", "shop.example.com"),
        ("letter_shop.example.com_flSFd6Fh.pdf", "shop.example.com"),
        ("确认函-shop.example.com(1).PDF", "shop.example.com"),
        ("shop.example.com-confirm.pdf", "shop.example.com"),
        ("letter-shop.example.com.pdf", "letter-shop.example.com shop.example.com"),
        ("xn--bcher-kva.example.pdf", "xn--bcher-kva.example"),
        ("letter.pdf.pdf", ""),
        ("scan 2026.11.23.png", ""),
        ("", ""),
    ],
)
def test_the_domains_of_a_file_name(name: str, named: str) -> None:
    assert " ".join(find_domains("", [name])) == named


def test_the_text_comes_before_the_names_and_the_number_is_bounded() -> None:
    many = find_domains("b.example a.example", [f"n{number}.example.pdf" for number in range(9)])
    assert many[:3] == ("b.example", "a.example", "n0.example")
    assert len(many) == MOST_DOMAINS


@for_each(
    ("text", "named"),
    [
        ("the one for https://shop.example.com/", "shop.example.com"),
        ("www.example.com 的", "www.example.com"),
        ("1.shop.example.com", "1.shop.example.com shop.example.com"),
        ("see https://shop.example.com/how-to and mei@shop.example.com", ""),
    ],
)
def test_the_domains_of_a_text_that_are_no_pages(text: str, named: str) -> None:
    assert " ".join(plain_domains(text)) == named


@for_each(
    "text",
    [
        "just shop.example.com please",
        "<http://shop.example.com|shop.example.com>",
        "<@U1> it's <http://shop.example.com|shop.example.com> :pray:",
        "domain: shop.example.com",
        "The domain name is shop.example.com.",
        "cert for *shop.example.com*, thanks!",
        "证书shop.example.com谢谢",
        "网站 shop.example.com",
        "https://shop.example.com/",
        "shop.example.com, shop.example.com",
    ],
)
def test_a_domain_with_label_and_courtesy_is_alone(text: str) -> None:
    assert only_domain(text) == SHOP


@for_each(
    "text",
    [
        "",
        "thanks",
        "not shop.example.com",
        "shop.example.com or www.example.com",
        "ask mei@example.com about shop.example.com",
        "shop.example.com flSFd6Fh",
        "https://shop.example.com/how-to",
        "letter.pdf",
        "https://console.cloud.tencent.com/",
    ],
)
def test_a_domain_among_other_words_is_not_alone(text: str) -> None:
    assert only_domain(text) is None


def test_without_its_domains_a_text_still_shows_the_rest() -> None:
    text = "flSFd6Fh (<http://shop.example.com|shop.example.com>), see http://a.example/b"
    assert without_domains(text) == "flSFd6Fh ( ), see http://a.example/b"


@for_each(
    ("name", "spelt"),
    [
        ("Shop.Example.COM", "shop.example.com"),
        ("*.Bücher.example", "*.xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("no domain..At all", "no domain..at all"),
        ("", ""),
        ("\ud800.example", "\ud800.example"),
    ],
)
def test_punycode_makes_two_spellings_equal_and_never_fails(name: str, spelt: str) -> None:
    assert punycode(name) == spelt


# Properties --------------------------------------------------------------------------------------

LABELS = st.from_regex(r"\A[a-z][a-z0-9]{0,9}\Z")


@given(labels=st.lists(LABELS, min_size=1, max_size=4), wild=st.booleans())
def test_whatever_the_labels_a_domain_is_found_as_it_is(labels: list[str], wild: bool) -> None:  # noqa: FBT001  # hypothesis gives it by name
    name = f"{'*.' * wild}{'.'.join(labels)}.example"
    assert find_domains(f"for {name} 谢谢") == (name,)
    assert find_domains(f"for <http://{name}|{name}>") == (name,)
    assert only_domain(f"请{name}谢谢") == name


PIECES = (
    *("a.", "a-", "a", "a@", "a.b@", "*.", "https://", "a.A", "a/", "-.", "a.com ", "a.com/", "_"),
    *("请", "请-", "请-请.", "商.", "商店.中国", "<", "<a|", "ü.", "x\u0301\u0316", "\ud800", "\0"),
)
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(text=HOSTILE | st.text(), names=st.lists(HOSTILE | st.text(), max_size=3))
def test_any_text_gives_plain_domains_each_once(text: str, names: list[str]) -> None:
    found = find_domains(text, names)
    assert len(found) == len(set(found)) <= MOST_DOMAINS
    assert all(each == punycode(each) and each.isascii() for each in found)
    alone = only_domain(text)
    assert alone is None or alone in find_domains(text)


@for_each("piece", PIECES)
def test_the_longest_hostile_text_is_read_to_its_end(piece: str) -> None:
    end = " shop.example.com"
    wall = piece * ((TEXT_LIMIT - len(end)) // len(piece))
    assert without_domains(wall + end).endswith("  ")
