"""What the bot says about letters that it has mended, or doubts.

The file itself stands beside the question, in the same thread: that is what is looked at.
"""

from bot.action_ids import CHOOSE_PAGES, SEND_ANOTHER, SEND_ANYWAY, SEND_MENDED
from bot.files.results import Mending
from bot.files.types import LARGEST_LETTER, MOST_TOGETHER, FileType, usual_name
from bot.slack.shapes import Block, Reply
from bot.views import blocks
from bot.views.blocks import MOST_OPTIONS, actions, button, section
from bot.views.markup import Show, joined, twice, web_link
from bot.views.subject import Asked, Subject
from bot.views.words import Words

MOST_CHOSEN = 4
"""Pages that can be chosen at once."""


def look_at(words: Words, asked: Asked) -> Reply:
    """Ask whether to upload the adjusted letter, made of the files."""
    mending = asked.mending
    if mending is None:  # nothing was changed
        return doubted(words, asked)
    said, spoken = twice(
        lambda show: words.say(
            "mended",
            why=_why_changed(words, mending),
            letter=show(mending.name),
            names=words.first_few(asked.file_names, show),
            pages=mending.pages,
        )
    )
    changes, opened = what_changed(words, mending), words.say("mended.open")
    step, step_spoken = (
        words.say("mended.next", open=each)
        for each in (web_link(asked.link, opened) or opened, opened)
    )
    doubts, doubts_spoken = twice(
        lambda show: [*concerns(words, asked, show), *_other_names(words, asked, show)]
    )
    title, heard = asked.first_line(words, "✏️", "mended.title")
    send = words.say("button-send-mended")
    return Reply(
        joined([heard, spoken, changes, *doubts_spoken, step_spoken]),
        [
            section(f"{title}\n{said}\n{changes}"),
            *([section("\n".join(f"⚠️ {each}" for each in doubts))] if doubts else []),
            section(step),
            *_sendable(words, button(SEND_MENDED, send, asked.certificate_id, "primary")),
        ],
    )


def which_pages(words: Words, asked: Asked) -> Reply:
    """Ask which of the files' pages are the letter: one, or some that follow each other."""
    key = "which-pages" if asked.pages > MOST_TOGETHER else "which-pages.together"
    told, spoken = twice(
        lambda show: words.say(
            key,
            names=words.first_few(asked.file_names, show),
            count=asked.pages,
            certificate=asked.called(words, show),
        )
    )
    choices = _page_options(words, asked.pages)
    pages = blocks.select(CHOOSE_PAGES, words.say("which-pages.choose"), choices)
    return Reply(spoken, [section(told), *_sendable(words, pages)])


def doubted(words: Words, asked: Asked) -> Reply:
    """Ask whether to upload a letter that looks odd, or names others, as it is."""
    key = "doubt" if asked.warnings else "other-name"
    doubts, doubts_spoken = twice(
        lambda show: [*concerns(words, asked, show), *_other_names(words, asked, show)]
    )
    step, step_spoken = twice(lambda show: words.say(f"{key}.next", name=show(asked.file_name)))
    title, heard = asked.first_line(words, "⚠️", f"{key}.title")
    send = button(SEND_ANYWAY, words.say("button-send-anyway"), asked.certificate_id)
    return Reply(
        joined([heard, *doubts_spoken, step_spoken]),
        [section("\n".join([title, *doubts])), section(step), *_sendable(words, send)],
    )


def concerns(words: Words, about: Subject, show: Show) -> list[str]:
    """Return what is odd about a letter: about the adjusted one or, without that, as it is."""
    if about.mending:
        pages = about.mending.pages
        return [words.say(f"concern.{each}", pages=pages) for each in about.mending.warnings]
    return [words.say(f"doubt.{each}", name=show(about.file_name)) for each in about.warnings]


def what_changed(words: Words, mending: Mending) -> str:
    """Return in one sentence what was changed on a letter; its sizes where they were the reason."""
    changes = [
        words.say(f"change.{each}", was=usual_name(mending.was), kind=usual_name(mending.kind))
        for each in mending.changes or ["recompressed"]
    ]
    told = words.say("mended.changes", changes=words.phrases(changes))
    if mending.before <= LARGEST_LETTER:
        return told
    sizes = {"before": words.size(mending.before), "after": words.size(mending.after)}
    return words.paragraph(told, words.say("mended.sizes", **sizes))


def changed_before_sending(words: Words, mending: Mending) -> str:
    """Return what a result says of a letter that was mended and sent without a question."""
    unasked = words.say("mended.unasked", why=_why_changed(words, mending))
    return words.paragraph(unasked, what_changed(words, mending))


def changed_for_the_console(words: Words, mending: Mending, show: Show) -> str:
    """Return what a result says of a mended letter that people bring to the console."""
    why, letter = _why_changed(words, mending), show(mending.name)
    which = words.say("mended.for-console", why=why, letter=letter)
    return words.paragraph(which, what_changed(words, mending))


def _why_changed(words: Words, mending: Mending) -> str:
    """Why Tencent Cloud would not take the files as they are: the beginning of a sentence."""
    sent = next((each.facts.sent for each in FileType if each == mending.was), None)
    is_large = mending.before > LARGEST_LETTER
    reasons = {
        "joined": "joined" in mending.changes,
        "script": "script" in mending.changes,
        "format": sent == (False, False) or (sent == (False, True) and not is_large),
        "size": is_large,
        "brand": sent == (True, False),
        "pages": "pages" in mending.changes,
    }
    why = next((each for each, holds in reasons.items() if holds), "other")
    kind, size = usual_name(mending.was), words.size(mending.before)
    return words.say(f"mended-why.{why}", kind=kind, size=size, limit=words.size(LARGEST_LETTER))


def _sendable(words: Words, send: Block) -> list[Block]:
    """Return the button that sends, beside the one that ends since another letter will come."""
    return actions(send, button(SEND_ANOTHER, words.say("button-send-another"), SEND_ANOTHER))


def _other_names(words: Words, asked: Asked, show: Show) -> list[str]:
    if not asked.other_names:
        return []
    named = words.listing([show(each.named) for each in asked.other_names])
    own = words.listing([show(each.own) for each in asked.other_names])
    return [words.say("other-name", named=named, own=own)]


def _page_options(words: Words, count: int) -> list[Block]:
    """Offer each page, then each two that follow each other, and so on, as far as a select goes."""
    pages = range(1, count + 1)
    offered = [blocks.option(words.say("which-pages.one", page=at), str(at)) for at in pages]
    for length in range(2, MOST_CHOSEN + 1):
        longer = [
            blocks.option(words.say("which-pages.more", first=at, last=last), f"{at}-{last}")
            for at, last in zip(range(1, count), range(length, count + 1), strict=False)
        ]
        if len(offered) + len(longer) > MOST_OPTIONS:
            break
        offered += longer
    return offered[:MOST_OPTIONS]
