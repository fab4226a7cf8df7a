"""What is spoken of: a letter, its certificate, and what a question about them offers."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.certificates.other_names import OtherName
from bot.files.results import Mending
from bot.tencent.certificate import CertificateStatus
from bot.views.certificates import called, headline
from bot.views.markup import Show, plain
from bot.views.words import Words


@dataclass(frozen=True)
class Subject:
    """What a result is about; all but the file as far as it is known.

    `certificate`: as it was before the upload. A letter for one that waits for its revocation is
    told as such. `mending`: what was changed on the letter, as long as nobody has heard of it.
    `left`: the names of files beside it that can be no letter. `warnings`: what is odd about it as
    it is.
    """

    file_name: str
    certificate_id: str = ""
    console_url: str | None = None
    certificate: CertificateStatus | None = None
    mending: Mending | None = None
    left: Sequence[str] = ()
    warnings: Sequence[str] = ()

    @property
    def domain(self) -> str:
        """The certificate's domain name; "" if it is not known."""
        return self.certificate.domain if self.certificate else ""

    def first_line(self, words: Words, mark: str, key: str) -> tuple[str, str]:
        """Return a title with its mark, and the certificate if it is known: as seen, as heard."""
        title = words.say(key)
        if not self.certificate_id:
            return f"{mark} *{title}*", title
        known = headline(self.certificate_id, self.domain)
        return f"{mark} *{title}* · {known}", f"{title} · {self.called(words, plain)}"

    def called(self, words: Words, show: Show) -> str:
        """Return the certificate's ID and domain as a sentence names them."""
        return called(words, self.certificate_id, self.domain, show)


@dataclass(frozen=True)
class Asked(Subject):
    """What a question is about, and what it offers.

    `files`: ID and name of what was dropped; `joinable`: they may be the pages of one letter, which
    then has `pages`; `link`: the address of the adjusted letter in Slack. `other_names`: of what it
    speaks instead of the certificate. `named`: the IDs that were named for the files; `unknown`:
    one that was named and the account does not have; `offered`: certificates that fit;
    `searchable`: all that wait can be looked through.
    """

    files: Sequence[tuple[str, str]] = ()
    joinable: bool = False
    pages: int = 0
    link: str = ""
    other_names: Sequence[OtherName] = ()
    named: Sequence[str] = ()
    unknown: str = ""
    offered: Sequence[CertificateStatus] = ()
    searchable: bool = False

    @property
    def file_names(self) -> list[str]:
        """What the files are called that were dropped."""
        return [name for _, name in self.files] or [self.file_name]
