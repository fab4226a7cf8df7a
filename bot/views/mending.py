"""What the bot says about letters that it has mended, or doubts.

The file itself stands beside the question, in the same thread: that is what is looked at.
"""

from collections.abc import Sequence

from bot.action_ids import CHOOSE_PAGES, JOIN_FILES, SEND_ANOTHER, SEND_ANYWAY, SEND_MENDED
from bot.certificates.other_names import OtherName
from bot.files.changes import Mending
from bot.files.types import MOST_TOGETHER, usual_name
from bot.views.blocks import (
    MOST_OPTIONS,
    Block,
    Reply,
    actions,
    button,
    option,
    paragraph,
    section,
    select,
)
from bot.views.certificates import called, headline
from bot.views.markup import Show, joined, mention, plain, twice
from bot.views.words import Words

MOST_CHOSEN = 4
"""Pages that can be chosen at once."""


def join_button(words: Words) -> Block:
    """Return the button that makes one letter of all files of a message."""
    return button(JOIN_FILES, words.say("button-join"), JOIN_FILES)


def look_at(
    words: Words,
    file_names: Sequence[str],
    mending: Mending,
    certificate_id: str,
    domain: str = "",
    other_names: Sequence[OtherName] = (),
) -> Reply:
    """Ask whether the mended letter, made of these files, may be sent.

    `other_names`: what it speaks of instead of the certificate.
    """
    said, spoken = twice(lambda show: _made(words, file_names, mending, show))
    changes, step = what_changed(words, mending), words.say("mended.next")
    doubts = [words.say(f"concern.{each}") for each in mending.warnings]
    doubt, doubt_spoken = twice(lambda show: _others(words, other_names, show))
    seen = [f"⚠️ {each}" for each in [*doubts, *filter(None, [doubt])]]
    heard = [each for each in [*doubts, doubt_spoken] if each]
    title = f"✏️ *{words.say('mended.title')}* · {headline(certificate_id, domain)}"
    call = words.say("mended.call", certificate=called(words, certificate_id, domain, plain))
    return Reply(
        joined([call, spoken, changes, *heard, step]),
        [
            section(f"{title}\n{said}\n{changes}"),
            *([section("\n".join(seen))] if seen else []),
            section(step),
            *actions(
                button(SEND_MENDED, words.say("button-send-mended"), certificate_id, "primary"),
                button(SEND_ANOTHER, words.say("button-send-another"), SEND_ANOTHER),
            ),
        ],
    )


def which_pages(
    words: Words,
    file_names: Sequence[str],
    count: int,
    certificate_id: str,
    domain: str = "",
) -> Reply:
    """Ask which of the files' pages are the letter: one, or some that follow each other.

    `count`: how many they have together.
    """
    told, spoken = twice(
        lambda show: words.say(
            "which-pages" if count > MOST_TOGETHER else "which-pages.together",
            names=words.first_few(file_names, show),
            count=count,
            certificate=called(words, certificate_id, domain, show),
        )
    )
    return Reply(
        spoken,
        [
            section(told),
            *actions(
                select(CHOOSE_PAGES, words.say("which-pages.choose"), _page_options(words, count)),
                button(SEND_ANOTHER, words.say("button-send-another"), SEND_ANOTHER),
            ),
        ],
    )


def speaks_of_another(
    words: Words,
    file_name: str,
    other_names: Sequence[OtherName],
    certificate_id: str,
    domain: str,
) -> Reply:
    """Ask whether a letter may go out that speaks of a domain or an organisation of others."""
    doubt, doubt_spoken = twice(lambda show: _others(words, other_names, show))
    step, step_spoken = twice(lambda show: words.say("other-name.next", name=show(file_name)))
    return Reply(
        joined([doubt_spoken, step_spoken]),
        [
            section(
                f"⚠️ *{words.say('other-name.title')}* · {headline(certificate_id, domain)}\n{doubt}"
            ),
            section(step),
            *actions(
                button(SEND_ANYWAY, words.say("button-send-anyway"), certificate_id),
                button(SEND_ANOTHER, words.say("button-do-not-send"), SEND_ANOTHER),
            ),
        ],
    )


# What was done -----------------------------------------------------------------------------------


def what_changed(words: Words, mending: Mending) -> str:
    """Return in one sentence what was changed on a letter, and its sizes."""
    changes = [
        words.say(f"change.{each}", was=usual_name(mending.was), kind=usual_name(mending.kind))
        for each in mending.changes
    ]
    return words.say(
        "mended.changes",
        changes=words.phrases(changes or [words.say("change.recompressed")]),
        before=words.size(mending.before),
        after=words.size(mending.after),
    )


def changed_before_sending(words: Words, mending: Mending) -> str:
    """Return what an answer says of a letter that was mended and sent without a question."""
    return words.say(
        "paragraph", first=words.say("mended.unasked"), second=what_changed(words, mending)
    )


def changed_for_the_console(words: Words, mending: Mending, show: Show) -> str:
    """Return what an answer says of a mended letter that people bring to the console."""
    which = words.say("mended.for-console", letter=show(mending.name))
    return words.say("paragraph", first=which, second=what_changed(words, mending))


def _how(mending: Mending) -> str:
    """The key of why, or how, a letter was made."""
    if "joined" in mending.changes:
        return "mended.joined"
    return "mended.script" if "script" in mending.changes else "mended"


def _made(words: Words, file_names: Sequence[str], mending: Mending, show: Show) -> str:
    return words.say(
        _how(mending),
        letter=show(mending.name),
        names=words.first_few(file_names, show),
        pages=mending.pages,
    )


def _others(words: Words, other_names: Sequence[OtherName], show: Show) -> str:
    if not other_names:
        return ""
    return words.say(
        "other-name",
        named=words.listing([show(each.named) for each in other_names]),
        own=words.listing([show(each.own) for each in other_names]),
    )


def _page_options(words: Words, count: int) -> list[Block]:
    """Offer each page, then each two that follow each other, and so on, as far as a select goes."""
    offered = [option(words.say("which-pages.one", page=at), str(at)) for at in range(1, count + 1)]
    for length in range(2, MOST_CHOSEN + 1):
        longer = [
            option(words.say("which-pages.more", first=at, last=last), f"{at}-{last}")
            for at, last in zip(range(1, count), range(length, count + 1), strict=False)
        ]
        if len(offered) + len(longer) > MOST_OPTIONS:
            break
        offered += longer
    return offered[:MOST_OPTIONS]


# What a question becomes -------------------------------------------------------------------------


def agreed(words: Words, user: str, mending: Mending, certificate_id: str) -> Reply:
    """Tell who has looked at the mended letter and lets it be sent, and what was changed."""
    return paragraph(
        lambda show: words.say(
            "paragraph",
            first=_closed(words, "mended", user, show(mending.name), show(certificate_id)),
            second=what_changed(words, mending),
        )
    )


def anyway(words: Words, user: str, letter: str, certificate_id: str) -> Reply:
    """Tell who lets a letter be sent that speaks of others."""
    return paragraph(
        lambda show: _closed(words, "anyway", user, show(letter), show(certificate_id))
    )


def to_be_joined(words: Words, user: str, count: int, certificate_id: str) -> Reply:
    """Tell who lets the files be joined."""
    return paragraph(
        lambda show: words.say(
            "closed.joined", user=mention(user), count=count, certificate=show(certificate_id)
        )
    )


def chose_pages(words: Words, user: str, pages: Sequence[int], file_names: Sequence[str]) -> Reply:
    """Tell who chose which pages."""
    return paragraph(
        lambda show: words.say(
            "closed.pages",
            user=mention(user),
            count=len(pages),
            pages=words.listing([str(each) for each in pages]),
            names=words.first_few(file_names, show),
        )
    )


def another(words: Words, user: str, file_names: Sequence[str]) -> Reply:
    """Tell who does not want these files to be sent, and how to send others."""
    return paragraph(
        lambda show: words.say(
            "closed.another",
            user=mention(user),
            count=len(file_names),
            names=words.first_few(file_names, show),
        )
    )


def replaced(words: Words, file_names: Sequence[str], certificate_id: str) -> Reply:
    """Tell that these files are not asked about any more, since a newer letter has gone out."""
    return paragraph(
        lambda show: words.say(
            "closed.replaced",
            count=len(file_names),
            names=words.first_few(file_names, show),
            certificate=show(certificate_id),
        )
    )


def _closed(words: Words, how: str, user: str, name: str, certificate: str) -> str:
    return words.say(f"closed.{how}", user=mention(user), name=name, certificate=certificate)
