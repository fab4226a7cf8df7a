"""Sixty ways in which people answer "which certificate?", and what each of them names."""

import re
from typing import Any

from bot.inbound.messages import Answer, read
from tests.for_each import for_each

SAID: dict[str, Any] = {
    "type": "message",
    "user": "U03MEILIN42",
    "channel": "C04CERTSHOP",
    "ts": "1795423540.000600",
    "thread_ts": "1795423512.483209",
}
BOT = "U02LETTERBOT"

ANSWERS = """
    it is flSFd6Fh ⇒ flSFd6Fh
    it's flSFd6Fh. ⇒ flSFd6Fh
    It’s flSFd6Fh, thanks! ⇒ flSFd6Fh
    sorry, flSFd6Fh ⇒ flSFd6Fh
    that would be flSFd6Fh ⇒ flSFd6Fh
    I think it is flSFd6Fh, the one for the shop ⇒ flSFd6Fh
    the shop: flSFd6Fh ⇒ flSFd6Fh
    ID: flSFd6Fh (not the old one) ⇒ flSFd6Fh
    not sure, maybe flSFd6Fh? ⇒ flSFd6Fh
    Not the old one but flSFd6Fh ⇒ flSFd6Fh
    oops, I forgot: cert flSFd6Fh ⇒ flSFd6Fh
    flSFd6Fh for sure ⇒ flSFd6Fh
    I didn't mention the ID: flSFd6Fh ⇒ flSFd6Fh
    别忘了flSFd6Fh ⇒ flSFd6Fh
    Should be flSFd6Fh.Thanks a lot ⇒ flSFd6Fh
    flSFd6Fh.thx ⇒ flSFd6Fh
    1.flSFd6Fh ⇒ flSFd6Fh
    please use `flSFd6Fh` for this one ⇒ flSFd6Fh
    please take *flSFd6Fh* then ⇒ flSFd6Fh
    the right one is _flSFd6Fh_ ⇒ flSFd6Fh
    <@U02LETTERBOT> this belongs to flSFd6Fh ⇒ flSFd6Fh
    <@U0WANG> told me flSFd6Fh ⇒ flSFd6Fh
    :point_right: flSFd6Fh :+1: ⇒ flSFd6Fh
    👉 flSFd6Fh it is 🙏 ⇒ flSFd6Fh
    console says <https://console.cloud.tencent.com/ssl/detail/flSFd6Fh> ⇒ flSFd6Fh
    &gt; Which certificate is it for?⏎the shop, flSFd6Fh ⇒ flSFd6Fh
    &gt; Reply with its ID, e.g. flSFd6Fh.⏎then LqQxgqUe it is ⇒ LqQxgqUe
    &gt; flSFd6Fh⏎this one ⇒ flSFd6Fh
    ~flSFd6Fh~ sorry, I meant LqQxgqUe ⇒ LqQxgqUe
    ASAP please, flSFd6Fh expires tomorrow ⇒ flSFd6Fh tomorrow
    see flSFd6Fh.pdf, that is its name ⇒ flSFd6Fh
    flSFd6Fh (shop.example.com), please ⇒ flSFd6Fh
    it is flSFd6Fh, i.e. shop.example.com ⇒ flSFd6Fh shop.example.com
    the one for shop.example.com ⇒ shop.example.com
    the one for <http://shop.example.com|shop.example.com>, I guess ⇒ shop.example.com
    our wildcard, *.example.com ⇒ wildcard *.example.com
    it's the certificate of https://shop.example.com/ ⇒ shop.example.com
    No, not flSFd6Fh but LqQxgqUe ⇒ flSFd6Fh LqQxgqUe
    flSFd6Fh or LqQxgqUe, I forgot ⇒ flSFd6Fh LqQxgqUe
    www.example.com or shop.example.com ⇒ www.example.com shop.example.com
    document ⇒ document
    是flSFd6Fh ⇒ flSFd6Fh
    对，flSFd6Fh，谢谢 ⇒ flSFd6Fh
    应该是 flSFd6Fh 这个 ⇒ flSFd6Fh
    flSFd6Fh。 ⇒ flSFd6Fh
    证书是flSFd6Fh吧 ⇒ flSFd6Fh
    证书编号：flSFd6Fh，麻烦上传一下 ⇒ flSFd6Fh
    就是这个flSFd6Fh啊 ⇒ flSFd6Fh
    ｆｌＳＦｄ６Ｆｈ 这张 ⇒ flSFd6Fh
    不好意思，忘写了，flSFd6Fh ⇒ flSFd6Fh
    不是旧的，是flSFd6Fh ⇒ flSFd6Fh
    确认函.flSFd6Fh ⇒ flSFd6Fh
    【flSFd6Fh】商城那个 ⇒ flSFd6Fh
    商城的证书，ID 为 flSFd6Fh～ ⇒ flSFd6Fh
    www.example.com 的 ⇒ www.example.com
    是shop.example.com的那张 ⇒ shop.example.com
    域名ｓｈｏｐ．example．com的证书 ⇒ shop.example.com
    不是flSFd6Fh，是LqQxgqUe ⇒ flSFd6Fh LqQxgqUe
    Should be flSFd6Fh — can't check right now ⇒ flSFd6Fh
    I want flSFd6Fh ⇒ flSFd6Fh
    couldn't find it before, flSFd6Fh ⇒ flSFd6Fh
    We can't find others than flSFd6Fh ⇒ flSFd6Fh
    LqQxgqUe instead of flSFd6Fh ⇒ LqQxgqUe flSFd6Fh
    shop.example.com:443 ⇒ shop.example.com
    shop.example.com:443/ it is ⇒ shop.example.com
    不知道是不是flSFd6Fh ⇒ flSFd6Fh
    能不能用flSFd6Fh ⇒ flSFd6Fh
    don't forget: flSFd6Fh ⇒ flSFd6Fh
    No problem, it's flSFd6Fh ⇒ flSFd6Fh
    例子.中国的 ⇒ xn--fsqu00a.xn--fiqs8s
    域名是例子.中国 ⇒ xn--fsqs3i2xd0qesxr.xn--fiqs8s xn--fsqu00a.xn--fiqs8s
    1.shop.example.com ⇒ 1.shop.example.com shop.example.com
    應該是flSFd6Fh，不是舊的 ⇒ flSFd6Fh
    shop.example.com/cart ⇒ shop.example.com
    <https://shop.example.com/> ⇒ shop.example.com
    it's for <https://shop.example.com/cart?a=1|shop.example.com/cart>, thanks ⇒ shop.example.com
"""
NONE = (
    "don't use flSFd6Fh",
    "please do not take flSFd6Fh",
    "it can’t be flSFd6Fh",
    "any, except flSFd6Fh",
    "we no longer use flSFd6Fh",
    "flSFd6Fh doesn't need one",
    "“flSFd6Fh” is the wrong one",
    "nothing to do with flSFd6Fh",
    "please ignore flSFd6Fh",
    "flSFd6Fh? No, that's mine",
    "和flSFd6Fh无关",
    "请勿传到flSFd6Fh",
    "不用flSFd6Fh",
    "不应该是flSFd6Fh",
    "別用flSFd6Fh",
    "flSFd6Fh 不行",
    "flSFd6Fh，不對",
    "not flSFd6Fh",
    "不是 flSFd6Fh",
    "no idea, surely not certificate ID: flSFd6Fh",
    "flSFd6Fh is not it",
    "it isn't shop.example.com",
    "the one for the shop",
    "yes please",
    "好的，谢谢",
    "看 https://wiki.example.com/letters/flSFd6Fh 就知道",
    "ask mei@shop.example.com",
    "<@U0WANG> <#C1|flSFd6Fh> who knows?",
    "flSFd6Fh.example.com/status is down",
)


def named(text: str) -> str:
    """What a reply in a thread names; "" for words that name nothing."""
    answer = read(SAID | {"text": text}, team="T1", bot_user=BOT)
    assert isinstance(answer, Answer)
    ids = (each.certificate_id for each in answer.candidates)
    names = list(filter(None, (answer.certificate_id, answer.domain, *ids, *answer.domains)))
    return " ".join(names if {*names} != {*answer.denied} else ())


def test_there_are_sixty_and_more() -> None:
    assert len(ANSWERS.strip().splitlines()) + len(NONE) >= 60


@for_each(("text", "expected"), (line.split(" ⇒ ") for line in ANSWERS.strip().splitlines()))
def test_an_answer_names_what_a_reader_would_see(text: str, expected: str) -> None:
    assert named(re.sub("⏎", "\n", text.strip())) == expected.strip()


@for_each("text", NONE)
def test_what_names_nothing_is_no_answer(text: str) -> None:
    assert named(text) == ""


@for_each("text", ["it is flSFd6Fh", "应该是 flSFd6Fh 这个", "the one for shop.example.com"])
def test_elsewhere_in_a_channel_such_words_are_for_nobody(text: str) -> None:
    said = read(SAID | {"text": text, "thread_ts": None}, team="T1", bot_user=BOT)
    assert not isinstance(said, Answer) or said.certificate_id == "flSFd6Fh"
