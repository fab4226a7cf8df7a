"""Companies are found in a letter's text, and the same name is known however it is written."""

from hypothesis import given
from hypothesis import strategies as st

from bot.text.organizations import MOST_ORGANIZATIONS, find_organizations, names_organization
from tests.for_each import for_each

CHINESE = "示例科技（上海）有限公司"
ENGLISH = "Example Trading Co., Ltd."


def names(text: str, *, chinese: bool) -> list[str]:
    return [each.name for each in find_organizations(text, chinese=chinese)]


@for_each(
    ("text", "found"),
    [
        ("我公司另一网络有限公司申请证书", ["另一网络有限公司"]),
        ("申请单位名称 另一网络有限责任公司（盖章）", ["另一网络有限责任公司"]),
        ("兹证明华为技术有限公司", ["华为技术有限公司"]),
        ("张三\n另一网络股份有限公司", ["另一网络股份有限公司"]),
        ("另一\n网络有限\n公司", ["另一网络有限公司"]),
        ("另一网络（集团）有限公司、另一控股集团", ["另一网络(集团)有限公司", "另一控股集团"]),
        ("（以下简称另一网络有限公司）", ["另一网络有限公司"]),
        ("公司类型：有限责任公司（自然人独资）", []),
        ("本集团及XX有限公司、____有限公司、一人有限责任公司", []),
        ("系一家有限责任公司，即在中国注册的有限责任公司", []),
        ("Other Works Ltd.", []),
    ],
)
def test_chinese_companies_are_found_without_the_words_around_them(
    text: str, found: list[str]
) -> None:
    assert names(text, chinese=True) == found


@for_each(
    ("text", "found"),
    [
        ("We, Other Works GmbH, confirm", ["Other Works GmbH"]),
        ("Beijing, Other Works, Inc. applies", ["Other Works, Inc"]),
        ("Sincerely. Bank of Others Limited", ["Bank of Others Limited"]),
        ("Max Muster\nOther Works LLC", ["Other Works LLC"]),
        ("Applicant\nOther Works\nCompany Limited", ["Other Works Company Limited"]),
        ("WE CONFIRM THAT OTHER WORKS CO.,LTD APPLIES", ["OTHER WORKS CO.,LTD"]),
        ("公司Other Works (Beijing) Co., Ltd。", ["Other Works (Beijing) Co., Ltd"]),
        ("A Ltd and B Corp.", ["A Ltd", "B Corp"]),
        ("a Utah Corporation", []),
        ("its liability is limited; the company Limited Liability", []),
        ("另一网络有限公司", []),
    ],
)
def test_latin_companies_are_found_without_the_words_around_them(
    text: str, found: list[str]
) -> None:
    assert names(text, chinese=False) == found


@for_each(
    ("text", "name"),
    [
        ("我公司示例科技(上海)有限公司", CHINESE),
        ("示例科技上海有限责任公司", CHINESE),
        ("示 例 科 技 （上 海） 有 限 公 司", CHINESE),
        ("示例科\n技（上海）有限\n公司", CHINESE),
        ("⽰例科技（上海）有限公司", CHINESE),
        ("示例科技（上海），母公司为另一控股集团有限公司", CHINESE),
        ("示例科技（上海）有限公司", f"{CHINESE}广州分公司"),
        ("上海市示例信息科枝股份有限公司", "上海市示例信息科技股份有限公司"),
        ("某某大学申请证书", "某某大学"),
        ("We, EXAMPLE TRADING COMPANY LIMITED", ENGLISH),
        ("Example\nTrading Co.,Ltd", ENGLISH),
        ("Ｅｘａｍｐｌｅ Ｔｒａｄｉｎｇ Ｌｔｄ．", ENGLISH),
        ("Example-Trading's parent is Holding AG", ENGLISH),
        ("Exemple Trading Ltd", ENGLISH),
        ("Example and Sons, Incorporated", "Example & Sons Inc."),
    ],
)
def test_a_name_is_known_however_it_is_written(text: str, name: str) -> None:
    assert names_organization(text, name)


@for_each(
    ("text", "name"),
    [
        ("示例网络有限公司", CHINESE),
        ("示例科技（北京）有限公司", CHINESE),
        ("示例科技有限公司", CHINESE),
        ("Example Holding Ltd.", ENGLISH),
        ("Other Inc. for www.example.com and info@example.com", "Example Ltd."),
        ("Example Works Ltd.", "Example Ltd."),
        ("", CHINESE),
    ],
)
def test_another_name_is_another_one(text: str, name: str) -> None:
    assert not names_organization(text, name)


pieces = st.sampled_from(
    [*"有限责任公司集团股份(（）)_& \n.,", "Co", "Ltd", "Limited", "Inc", "A", "示例", "\ufdfa"]
)


@given(st.lists(pieces, max_size=300).map("".join), pieces | st.text(max_size=200))
def test_no_text_breaks_it_and_a_text_names_itself(text: str, name: str) -> None:
    for chinese in (True, False):
        found = find_organizations(text, chinese=chinese)
        assert len(found) <= MOST_ORGANIZATIONS
        assert all(each.name.strip() == each.name != "" for each in found)
    names_organization(text, name)
    assert names_organization(f"x {name} y", name)
