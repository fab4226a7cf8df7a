"""Which certificate a message speaks of, and how sure we are."""

import string
from collections.abc import Callable

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.text import certificate_ids
from bot.text.certificate_ids import (
    MOST_CANDIDATES,
    Candidate,
    Confidence,
    find,
    is_certificate_id,
)
from bot.text.slack_text import NAME_LIMIT, TEXT_LIMIT, readable
from tests.for_each import for_each

MESSAGES = (
    # Labelled, English
    ("cert: flSFd6Fh", "flSFd6Fh strong"),
    ("pls upload, cert id is flSFd6Fh thx", "flSFd6Fh strong"),
    ("Certificate ID: a91hoLqi", "a91hoLqi strong"),
    ("Certificate Id - flSFd6Fh", "flSFd6Fh strong"),
    ("certificateId=LrmeMvQr", "LrmeMvQr strong"),
    ("cert_id: Dsqef134", "Dsqef134 strong"),
    ("for certificate number LqQxgqUe", "LqQxgqUe strong"),
    ("cert no. FxG06njc, sealed", "FxG06njc strong"),
    ("cert #8cj4g8h8", "8cj4g8h8 strong"),
    ("cert(flSFd6Fh)", "flSFd6Fh strong"),
    ("SSL certificate kneSCNrZ for shop.example.com", "kneSCNrZ strong"),
    ("ID flSFd6Fh / shop.example.com", "flSFd6Fh strong"),
    ("the certificate (ID gLRDXe3L) needs this", "gLRDXe3L strong"),
    ("*Certificate ID:* _HE1JBa05_", "HE1JBa05 strong"),
    ('{"CertificateId": "QGTI9GML"}', "QGTI9GML strong"),
    ("Domain: shop.example.com | ID: Eq4hcD10 | Order: 20231123456789", "Eq4hcD10 strong"),
    ("Certificate ID:\n\nflSFd6Fh\n\nRegards", "flSFd6Fh strong"),
    ("certs flSFd6Fh and LqQxgqUe", "flSFd6Fh strong, LqQxgqUe strong"),
    ("cert: abcdefgh", "abcdefgh strong"),
    ("certificate ID: a1b2c3d4", "a1b2c3d4 strong"),
    ("cert ID: JwB8tHnV, call 13800138000 before 2026/11/23", "JwB8tHnV strong"),
    ("cert-flSFd6Fh", "flSFd6Fh strong"),
    # Labelled, Chinese
    ("证书ID：flSFd6Fh，请上传", "flSFd6Fh strong"),
    ("证书编号 a91hoLqi", "a91hoLqi strong"),
    ("证书flSFd6Fh的确认函已盖章", "flSFd6Fh strong"),
    ("证书id为flSFd6Fh", "flSFd6Fh strong"),
    ("证书的ID是 flSFd6Fh，谢谢", "flSFd6Fh strong"),
    ("证书（ｆｌＳＦｄ６Ｆｈ）", "flSFd6Fh strong"),
    ("證書編號：LqQxgqUe", "LqQxgqUe strong"),
    ("证书【flSFd6Fh】、【LqQxgqUe】", "flSFd6Fh strong, LqQxgqUe strong"),
    ("订单号 20231123456789，证书 ID：flSFd6Fh", "flSFd6Fh strong"),
    # In backticks
    ("here is the letter for `flSFd6Fh`", "flSFd6Fh strong"),
    ("```\nflSFd6Fh\n```", "flSFd6Fh strong"),
    ("sealed: `kneSCNrZ`, `abcdefgh`", "kneSCNrZ strong, abcdefgh strong"),
    ("`shop flSFd6Fh` please", "flSFd6Fh strong"),
    # A console link
    ("<https://console.cloud.tencent.com/ssl/detail/flSFd6Fh>", "flSFd6Fh strong"),
    ("see <https://console.tencentcloud.com/ssl/detail/LqQxgqUe?rid=1#top>", "LqQxgqUe strong"),
    (
        "<https://console.intl.cloud.tencent.com/ssl/detail/a91hoLqi|the console> has it",
        "a91hoLqi strong",
    ),
    ("console.cloud.tencent.com/ssl/detail/document", "document strong"),
    # Alone
    ("flSFd6Fh", "flSFd6Fh strong"),
    ("#flSFd6Fh", "flSFd6Fh strong"),
    ("*flSFd6Fh*", "flSFd6Fh strong"),
    ("<@U02LETTERBOT> ~flSFd6Fh~ please :pray:", "flSFd6Fh strong"),
    ("re: flSFd6Fh", "flSFd6Fh strong"),
    ("【flSFd6Fh】谢谢！", "flSFd6Fh strong"),
    ("flSFd6Fh, LqQxgqUe", "flSFd6Fh strong, LqQxgqUe strong"),
    # Bare in a sentence
    ("renew AbCd1234 today", "AbCd1234 medium"),
    ("flSFd6Fh: sealed letter", "flSFd6Fh medium"),
    ("confirmation letter (8cj4g8h8) attached", "8cj4g8h8 medium, attached weak"),
    ("请上传flSFd6Fh的确认函", "flSFd6Fh medium"),
    ("确认函“flSFd6Fh”已盖章", "flSFd6Fh medium"),
    ("flSFd6Fh's letter is sealed", "flSFd6Fh medium"),
    ("This is the scan for flSFd6Fh.Thanks for the help!", "flSFd6Fh medium"),
    ("the scan for flSFd6Fh...more to come", "flSFd6Fh medium"),
    ("Tom &amp; Jerry sealed &lt;flSFd6Fh&gt;", "flSFd6Fh medium"),
    ("order id: AbCd1234", "AbCd1234 medium"),
    ("about my order\nID: flSFd6Fh", "flSFd6Fh strong"),
    ("订单ID：AbCd1234", "AbCd1234 medium"),
    ("flSFd6Fh@张三 看一下", "flSFd6Fh medium"),
    ("concert flSFd6Fh", "flSFd6Fh medium"),
    ("see flSFd6Fh.pdf above", "flSFd6Fh medium"),
    ("cert flSFd6Fh, really flSFd6Fh", "flSFd6Fh strong"),
    ("scan of AbCd1234, cert flSFd6Fh", "flSFd6Fh strong, AbCd1234 medium"),
    ("CLB has cert-8cj4g8h8 bound", "8cj4g8h8 medium"),
    # Behind a full stop without a blank
    ("1.flSFd6Fh\n2.LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium"),
    ("确认函：\n1.flSFd6Fh\n2.LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium"),
    ("1．flSFd6Fh；2．LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium"),
    ("1、flSFd6Fh\n2、LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium"),
    ("(1)flSFd6Fh (2).LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium"),
    ("a.flSFd6Fh b.LqQxgqUe.", "flSFd6Fh medium, LqQxgqUe medium"),
    ("①.flSFd6Fh，②.LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium"),
    ("No.1.flSFd6Fh / No.2.LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium"),
    ("• 1.flSFd6Fh\n• 2.`LqQxgqUe`", "LqQxgqUe strong, flSFd6Fh medium"),
    ("1.flSFd6Fh/shop.example.com", "flSFd6Fh medium"),
    ("1.cert-flSFd6Fh 2.ID:LqQxgqUe", "flSFd6Fh strong, LqQxgqUe strong"),
    ("确认函.flSFd6Fh", "flSFd6Fh medium"),
    ("证书.flSFd6Fh", "flSFd6Fh medium"),
    ("thanks.flSFd6Fh", "flSFd6Fh strong"),
    ("scan for shop.example.com.flSFd6Fh", "flSFd6Fh medium"),
    ("the scan for flSFd6Fh.thanks", "flSFd6Fh medium"),
    ("1.flSFd6Fh.example.com flSFd6Fh.example.com v1.flSFd6Fh.js", ""),
    ("www.example.software 3.14159265 x.flSFd6Fh-old a.flSFd6Fh@example.com", ""),
    # Passwords
    (
        "Password of the archive is Xk29dLq8, passcode 8842 1177",
        "Password weak, Xk29dLq8 weak, passcode weak",
    ),
    ("解压密码：`Xk29dLq8`，证书 ID：flSFd6Fh", "flSFd6Fh strong, Xk29dLq8 weak"),
    ("PIN Xk29dLq8", "Xk29dLq8 weak"),
    ("cert flSFd6Fh, pwd Xk29dLq8", "flSFd6Fh strong, Xk29dLq8 weak"),
    ("the password follows. flSFd6Fh is sealed", "flSFd6Fh medium, password weak"),
    ("Password:\nXk29dLq8", "Password weak, Xk29dLq8 weak"),
    ("Wi-Fi: Xk29dLq8", "Xk29dLq8 weak"),
    ("the API token is Xk29dLq8", "Xk29dLq8 weak"),
    ("use access code Xk29dLq8 at the door", "Xk29dLq8 weak"),
    ("邀请码 Xk29dLq8，驗證碼：Yk29dLq8", "Xk29dLq8 weak, Yk29dLq8 weak"),
    ("Xk29dLq8 is the archive's password", "Xk29dLq8 medium, password weak"),
    ("open it with Xk29dLq8 as the passcode", "Xk29dLq8 weak, passcode weak"),
    ("请用 Xk29dLq8 解压", "Xk29dLq8 weak"),
    ("cert flSFd6Fh is the token's", "flSFd6Fh strong"),
    ("会议ID：flSFd6Fh", "flSFd6Fh medium"),
    ("zoom ID flSFd6Fh", "flSFd6Fh medium"),
    # Plain words are no IDs that stand beside one
    ("shopping flSFd6Fh", "flSFd6Fh medium, shopping weak"),
    ("flSFd6Fh thankyou LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium, thankyou weak"),
    # Paths of files
    ("/srv/letters/flSFd6Fh/scan.pdf ~/Desktop/flSFd6Fh ../x/flSFd6Fh", ""),
    (r"C:\Users\flSFd6Fh\scan.pdf \\\\files\flSFd6Fh", ""),
    ("/flSFd6Fh, shop/LqQxgqUe", "flSFd6Fh medium, LqQxgqUe medium"),
    # Words, dates, numbers, hashes
    ("Attached", "Attached weak"),
    ("certificate attached", "attached weak"),
    ("Certificate: attached", "attached weak"),
    ("证书：attached", "attached weak"),
    (
        "cert: PICTURED, `Stamping`, certificate: bringing",
        "PICTURED weak, Stamping weak, bringing weak",
    ),
    ("certificate: kneSCNed", "kneSCNed strong"),
    ("cert document", "document weak"),
    ("ID required", "required weak"),
    ("Here is the cert.\nDocument enclosed.", "Document weak, enclosed weak"),
    ("due December, see the original", "December weak, original weak"),
    ("certificate GeoTrust OV", "GeoTrust weak"),
    ("CONFIRM1 of two", "CONFIRM1 weak"),
    ("scanned 20261123", "20261123 weak"),
    ("call 12345678", "12345678 weak"),
    ("certificate: 20261123", "20261123 weak"),
    ("commit 1a2b3c4d", "1a2b3c4d weak"),
    ("`1a2b3c4d`", "1a2b3c4d weak"),
    ("commit id: 1a2b3c4d", "1a2b3c4d weak"),
    ("CLB has cert-abcdefgh bound", "abcdefgh weak"),
    # Nothing at all
    ("", ""),
    ("请上传确认函", ""),
    ("foo_flSFd6Fh_bar", ""),
    ("shop-flSFd6Fh", ""),
    ("flSFd6Fh9", ""),
    ("éflSFd6Fh", ""),
    ("<@U1234567> <#C7654321|abcd1234> <!subteam^S2345678|@pkiTeam1>", ""),
    ("@pkiTeam1 look", ""),
    ("<mailto:flSFd6Fh@example.com|flSFd6Fh@example.com>", ""),
    ("write to flSFd6Fh@example.com or me@flSFd6Fh.com", ""),
    ("<http://LqQxgqUe.example.com|LqQxgqUe.example.com> is down", ""),
    ("LqQxgqUe.example.com, example.com/flSFd6Fh", ""),
    ("cert: <https://example.com/flSFd6Fh?id=LqQxgqUe>", ""),
    ("https://example.com/flSFd6Fh，LqQxgqUe", "LqQxgqUe medium"),
    ("https://evil.example/?x=console.cloud.tencent.com/ssl/detail/flSFd6Fh", ""),
    ("550E8400-E29B-41D4-A716-446655440000", ""),
    ("3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b", ""),
    ("-----BEGIN CERTIFICATE-----\nMIIB/AbCd1234+xy\n-----END CERTIFICATE-----", ""),
    (":thankyou: :document:", ""),
)

FILE_NAMES = (
    ("cert-flSFd6Fh.pdf", "flSFd6Fh strong"),
    ("cert-8cj4g8h8.pdf", "8cj4g8h8 strong"),
    ("证书flSFd6Fh.pdf", "flSFd6Fh strong"),
    ("flSFd6Fh证书确认函.pdf", "flSFd6Fh strong"),
    ("证书确认函（flSFd6Fh）.pdf", "flSFd6Fh strong"),
    ("flSFd6Fh_certificate.pdf", "flSFd6Fh strong"),
    ("SSL Certificate ID flSFd6Fh (1).PDF", "flSFd6Fh strong"),
    ("certificate_confirmation_letter_flSFd6Fh.png", "flSFd6Fh strong"),
    ("flSFd6Fh.pdf", "flSFd6Fh medium"),
    ("flSFd6Fh-certain.pdf", "flSFd6Fh medium"),
    ("concert_flSFd6Fh.jpg", "flSFd6Fh medium"),
    ("order_id_flSFd6Fh.jpg", "flSFd6Fh medium"),
    ("LqQxgqUe_sealed_20261123.pdf", "LqQxgqUe medium, 20261123 weak"),
    ("certificate_document.pdf", "document weak"),
    ("cert_scan0001.pdf", "scan0001 weak"),
    ("document.pdf", "document weak"),
    ("WhatsApp Image.jpeg", "WhatsApp weak"),
    ("3F2504E0-4F89-11D3-9A0C-0305E82C3301.jpg", ""),
    ("mmexport1795423512483.jpg", ""),
    ("", ""),
)


def told(candidates: tuple[Candidate, ...]) -> str:
    return ", ".join(f"{each.certificate_id} {each.confidence}" for each in candidates)


@for_each(("message", "expected"), MESSAGES)
def test_a_message_gives_the_ids_that_a_reader_would_see(message: str, expected: str) -> None:
    assert told(find(message)) == expected


@for_each(("name", "expected"), FILE_NAMES)
def test_a_file_name_gives_the_ids_that_a_reader_would_see(name: str, expected: str) -> None:
    assert told(find("", [name])) == expected


def test_the_text_comes_before_the_file_names_and_the_strongest_before_all() -> None:
    found = find("AbCd1234 again", ["cert-flSFd6Fh.pdf", "LqQxgqUe.pdf"])
    assert told(found) == "flSFd6Fh strong, AbCd1234 medium, LqQxgqUe medium"


def test_an_id_counts_once_at_its_best() -> None:
    assert told(find("renew flSFd6Fh now", ["cert-flSFd6Fh.pdf"])) == "flSFd6Fh strong"


def test_upper_and_lower_case_are_different_certificates() -> None:
    assert told(find("cert: flSFd6Fh, FLsfD6fH")) == "flSFd6Fh strong, FLsfD6fH strong"


def test_a_wall_of_ids_gives_a_bounded_number_with_the_strong_one_first() -> None:
    wall = " ".join(f"aB{number:06}" for number in range(1000))
    found = find(f"{wall} cert: flSFd6Fh")
    assert len(found) == MOST_CANDIDATES
    assert found[0] == Candidate("flSFd6Fh", Confidence.STRONG)


def test_a_word_that_the_length_limit_cuts_is_no_id() -> None:
    text = "x " * (TEXT_LIMIT // 2 - 4) + "flSFd6Fhxyz"
    assert text[:TEXT_LIMIT].endswith(" flSFd6Fh")
    assert find(text) == ()
    assert len(readable(text)) < TEXT_LIMIT


def test_every_listed_word_can_be_mistaken_for_an_id() -> None:
    assert [word for word in certificate_ids._WORDS if not is_certificate_id(word)] == []


@for_each("text", ["flSFd6F", "flSFd6Fhh", "flSFd6F-", "flSFd6Fé", "flSFd6Fh\n", ""])
def test_what_is_not_eight_letters_or_digits_is_no_id(text: str) -> None:
    assert not is_certificate_id(text)


def test_eight_letters_and_digits_are_an_id() -> None:
    assert is_certificate_id("flSFd6Fh")


# Properties --------------------------------------------------------------------------------------


def _mixes_everything(text: str) -> bool:
    return all(any(map(kind, text)) for kind in (str.islower, str.isupper, str.isdigit))


IDS = st.text(string.ascii_letters + string.digits, min_size=8, max_size=8).filter(
    _mixes_everything
)
LABELS = st.sampled_from(
    [
        "cert: ",
        "Cert ID ",
        "certificate #",
        "ID=",
        "id：",
        "证书",
        "证书ID：",
        "证书编号 ",
        "ID is ",
    ]
)
# Words around an ID: anything but Slack's markup, which has tests of its own.
ANYTHING_AROUND = st.text(
    st.characters(codec="utf-8", exclude_characters="<>&`:/.@_+-#"), max_size=60
)
PIECES = (
    *"<>|@#!`*_~:=.-/ \na",
    *("cert", "ID", "证书", "is ", "flSFd6Fh", "&amp;", "http://", "<a|", "`a``", ":a", "a.", "a_"),
    *(
        "A.a",
        "ssl ",
        "cert ",
        "id ",
        "cert aBcDeF12 ",
        "aBcDeF12,",
        "-----BEGIN",
        "-----BEGIN-----",
    ),
)
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=100).map("".join)


@example(before="about this order", label="ID=", certificate_id="flSFd6Fh", after="")
@given(before=ANYTHING_AROUND, label=LABELS, certificate_id=IDS, after=ANYTHING_AROUND)
def test_a_labelled_id_is_found_and_strong_whatever_stands_around_it(
    before: str, label: str, certificate_id: str, after: str
) -> None:
    found = find(f"{before}\n{label}{certificate_id} {after}")
    assert Candidate(certificate_id, Confidence.STRONG) in found


@given(certificate_id=IDS)
def test_an_id_alone_is_found_strong_and_in_its_own_case(certificate_id: str) -> None:
    assume(not certificate_ids._is_known(certificate_id))
    assert find(certificate_id) == (Candidate(certificate_id, Confidence.STRONG),)


ADDRESSES = st.sampled_from(
    [
        "<@{}>",
        "<@U1|{}>",
        "<#{}|releases>",
        "<#C1|{}>",
        "<!subteam^{}>",
        "<mailto:{0}@example.com|{0}@example.com>",
        "<mailto:me@{0}.com|me@{0}.com>",
        "<https://{0}.example.com|{0}.example.com>",
        "<https://example.com/{0}/x>",
        "<https://example.com/?id={0}>",
        "https://example.com/ssl/detail/{0}",
        "www.{0}.com",
        "{0}.example.com:8443/path",
        "example.com/{0}",
        "{0}@example.com",
        "some.body+{0}@example.com",
        "@{0}",
        "longer_{0}_word",
        "{0}-{0}",
        "x{0}",
    ]
)


@given(address=ADDRESSES, certificate_id=IDS, label=st.sampled_from(["", "cert: ", "证书 "]))
def test_nothing_is_an_id_in_a_mention_an_address_or_a_longer_word(
    address: str, certificate_id: str, label: str
) -> None:
    assert find(f"{label}{address.format(certificate_id)} please") == ()


@given(
    word=st.text(string.ascii_lowercase, min_size=8, max_size=8),
    shape=st.sampled_from([str.lower, str.capitalize, str.upper]),
    sentence=st.sampled_from(["{}", "the {} is here", "certificate {}", "证书 {}", "cert is {}"]),
)
def test_a_word_of_the_dictionary_is_weak(
    word: str, shape: Callable[[str], str], sentence: str
) -> None:
    said = shape(word)
    assert Candidate(said, Confidence.WEAK) in find(sentence.format(said))


@given(text=HOSTILE | st.text(), names=st.lists(HOSTILE | st.text(), max_size=3))
@example(text="\ud800 cert \ud800flSFd6Fh", names=["\udfff\0"])
def test_any_text_gives_well_formed_ids_each_once(text: str, names: list[str]) -> None:
    ids = [each.certificate_id for each in find(text, names)]
    assert all(map(is_certificate_id, ids))
    assert len(ids) == len(set(ids)) <= MOST_CANDIDATES


@for_each("piece", PIECES)
def test_the_longest_hostile_text_is_read_to_its_end(piece: str) -> None:
    end = " cert: flSFd6Fh"
    wall = piece * ((TEXT_LIMIT - len(end)) // len(piece))
    assert Candidate("flSFd6Fh", Confidence.STRONG) in find(wall + end, [wall[:NAME_LIMIT]])
