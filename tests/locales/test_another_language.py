"""A language is one file: a new one is spoken and understood by its file alone."""

import shutil
import subprocess
import sys
from pathlib import Path

from fluent.syntax import FluentSerializer, ast
from fluent.syntax.visitor import Transformer

import bot
from bot.locales.languages import ENGLISH
from tests.locales.entries import resource

CUES = {
    "locales": "tlh-Latn, q1",
    "cue-form": "gunchu, ngeh",
    "cue-pending": "loswi, 待つ",
    "cue-certificate": "maqoch(mey), シルシ(の)",
    "cue-letter": "jabbi",
    "cue-topic": "フダ",
    "cue-not": "ghobe",
    "cue-question": "'a$",
    "cue-no-company": "tlhegh",
}

LEFT_OUT = "button-first"

SPEAKS = """
from bot.inbound.commands import Kind, read_command
from bot.inbound.messages import Drop, read
from bot.locales.languages import LANGUAGES, language_of
from bot.settings import variables
from bot.text.certificate_ids import Confidence, find
from bot.text.denials import denied, is_question
from bot.views.home import help_text
from bot.views.words import Words, words_for

assert "tlh" in LANGUAGES
assert {language_of(each) for each in ("tlh", "TLH_q", "tlh-Latn-XX", "q1")} == {"tlh"}
assert language_of("tlh-XX.utf-8") == variables()["locale"].parse("tlh-KX") == "tlh"
traditional = ("zh-TW", "zh_hk", "zh-Hant", "zh-Hant-SG", "zh-HK.utf-8")
assert {language_of(each) for each in traditional} == {"zh-TW"}
assert {language_of(each) for each in ("zh", "zh-CN", "zh-Hans-HK", "zh-SG", "zh-XX")} == {"zh-CN"}

words = words_for("tlh-XX")
assert words.say("button-cancel") == Words("en").say("button-cancel").upper()
assert words.say("empty-file", name="`a.pdf`").startswith("`a.pdf` ")
assert words.say("empty-file", name="`?`").startswith("THE FILE ")
assert words.say("button-first") == Words("en").say("button-first")
assert words.size(1_887_437) == "1.8 MB"
assert Words("en").say("home-title").upper() in help_text(words)

for said, kind in (("loswi", Kind.PENDING), ("待つ", Kind.PENDING), ("NGEH", Kind.FORM)):
    assert read_command(said).kind is kind, said
assert read_command("losw").nearest is Kind.PENDING
for said in ("maqoch flSFd6Fh, x", "x maqochmey: flSFd6Fh", "xシルシのflSFd6Fhフ"):
    assert [each.confidence for each in find(said)] == [Confidence.STRONG], said
assert denied("ghobe flSFd6Fh", ["flSFd6Fh"]) and is_question("flSFd6Fh 'a")

event = {"type": "message", "user": "U1", "channel": "C1", "ts": "1795423540.000600"}
for said, name, on_topic in (("フダx", "a", True), ("x", "jabbi_1", True), ("x", "jabbix", False)):
    file = {"id": "F1", "name": f"{name}.pdf", "mimetype": "application/pdf", "mode": "hosted"}
    drop = read({**event, "files": [file], "text": said}, team="T1", bot_user="U2")
    assert isinstance(drop, Drop) and drop.on_topic is on_topic, (said, name)
"""


class _Loud(Transformer):
    """English in capitals, without the words of `CUES`."""

    def visit_Message(self, node: ast.Message) -> ast.Message | None:  # noqa: N802  # fluent's name for it
        name = node.id.name
        if name in (*CUES, LEFT_OUT) or name.startswith("cue-"):
            return None
        return self.generic_visit(node)

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802  # the same
        return ast.TextElement(node.value.upper())


def test_a_language_is_spoken_and_understood_by_its_file_alone(tmp_path: Path) -> None:
    package = tmp_path / "bot"
    shutil.copytree(
        Path(bot.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__")
    )
    loud = FluentSerializer().serialize(_Loud().visit(resource(ENGLISH).clone()))
    lists = [f"{name} = {words}" for name, words in CUES.items()]
    (package / "locales" / "tlh.ftl").write_text("\n".join([loud, *lists, ""]), "utf-8")
    (package / "locales" / "zh-TW.ftl").write_text("locales = zh-Hant, zh-HK, zh-MO\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SPEAKS], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
