"""The sandbox's page in a real browser, with the real bot: by mouse, by keyboard, on a phone."""

import io
import re

from PIL import Image
from playwright.async_api import expect

from sandbox import letters
from sandbox.slack import BOT_USER, WANG_FANG, Upload
from sandbox.tencent.certificates import WAITS_FOR_REVOKE_LETTER
from tests.browser.conftest import Open
from tests.browser.visits import SAYS, ZH

UPLOADED = SAYS("heading-accepted")
PHONE = 390


def letter(name: str = "letter.pdf") -> Upload:
    return Upload(name, letters.pdf(20_000))


async def test_the_page_opens_and_nothing_is_hard_to_reach_or_to_read(visit: Open) -> None:
    here = await visit()
    await expect(here.page).to_have_title(re.compile("Alice"))
    for width, look in ((1440, "light"), (1024, "dark"), (PHONE, "light")):
        await here.page.set_viewport_size({"width": width, "height": 900})
        await here.page.emulate_media(color_scheme=look)
        await expect(here.page.get_by_role("main")).to_be_visible()
        assert await here.width() <= width
        await here.is_accessible()


async def test_of_a_pdf_that_is_seen_in_large_all_pages_are_there(visit: Open) -> None:
    here = await visit()
    out, sheet = io.BytesIO(), Image.new("RGB", (300, 900), "white")
    sheet.save(out, "PDF", save_all=True, append_images=[sheet, sheet])
    await here.drop("three pages", Upload("three.pdf", out.getvalue()))
    await here.message("three pages").get_by_role("button", name="Open three.pdf").click()
    pages = here.page.get_by_role("dialog").get_by_role("img", name="three.pdf")
    for number in range(3):
        await pages.nth(number).scroll_into_view_if_needed()
    await expect(here.page.locator("#lightbox img")).to_have_count(3)


async def test_by_keyboard_a_message_is_edited_and_one_that_is_gone_is_told(visit: Open) -> None:
    here = await visit()
    keys, slack = here.page.keyboard, here.playground.trial.slack
    await here.drop("hello")
    more = here.message("hello").get_by_role("button", name="More actions")
    await more.focus()
    await keys.press("Enter")
    await keys.press("Tab")  # behind the shortcut
    await keys.press("Enter")
    dialog = here.page.get_by_role("dialog", name="Edit message")
    await expect(dialog.get_by_role("textbox")).to_have_value("hello")
    await slack.say(user=BOT_USER, channel=here.channel, text="meanwhile")
    await expect(here.message("meanwhile")).to_be_attached()
    await keys.press("End")
    await keys.type(" again")
    await dialog.get_by_role("button", name="Save").press("Enter")
    await expect(here.message("hello again")).to_contain_text("(edited)")
    await expect(more).to_be_focused()
    await keys.press("Enter")
    await here.message("hello").get_by_role("button", name="Delete").click()
    (message, *_) = slack.channel_messages(here.channel)
    slack.remove(message)
    slack.note()
    await expect(here.message("hello again")).to_have_count(0)
    await here.page.get_by_role("button", name="Cancel").press("Enter")
    await expect(here.page.get_by_role("region", name="Messages")).to_be_focused()


async def test_a_forgotten_id_is_searched_for_by_mouse_and_by_keyboard(visit: Open) -> None:
    here = await visit()
    search, option = here.aside.get_by_role("combobox"), here.page.get_by_role("option")
    mouse, keyboard = here.playground.certificate(), here.playground.certificate()
    for text in ("The sealed letter", "Another one"):
        await here.drop(text, letter())
    await here.open_thread("The sealed letter")
    await search.click()
    await search.press_sequentially(mouse.domain)
    await option.filter(has_text=mouse.id).click()
    await expect(here.reply(UPLOADED)).to_contain_text(mouse.id)
    await here.open_thread("Another one")
    await search.focus()
    await here.page.keyboard.type(keyboard.domain)
    await expect(option.filter(has_text=keyboard.id)).to_be_visible()
    await here.is_accessible("#side")
    await here.page.keyboard.press("Enter")
    await expect(here.reply(UPLOADED)).to_contain_text(keyboard.id)


async def test_the_form_is_filled_in_by_keyboard_and_tells_what_is_missing(visit: Open) -> None:
    here = await visit()
    keys, certificate = here.page.keyboard, here.playground.certificate()
    await here.drop("/letter")  # Enter takes what is suggested, and the next one sends it
    await keys.press("Enter")
    form = here.page.get_by_role("dialog")
    await expect(form).to_be_visible()
    await form.get_by_role("button", name=SAYS("form.submit")).press("Enter")
    search = form.get_by_role("combobox")
    await expect(search).to_be_focused()
    await expect(search).to_have_attribute("aria-invalid", "true")
    await here.is_accessible("dialog[open]")
    await keys.type(certificate.domain)
    await expect(here.page.get_by_role("option", name=certificate.id)).to_be_visible()
    await keys.press("Enter")
    await form.locator("[type=file]").set_input_files(
        {"name": "letter.pdf", "mimeType": "", "buffer": letter().content}
    )
    await form.get_by_role("button", name=SAYS("form.submit")).press("Enter")
    await expect(form).to_be_hidden()
    await here.open_thread(certificate.id)
    await expect(here.reply(UPLOADED)).to_contain_text(certificate.id)


async def test_a_revocation_is_asked_about_in_a_dialog_before_it_is_sent(visit: Open) -> None:
    here = await visit()
    certificate = here.playground.certificate(WAITS_FOR_REVOKE_LETTER).id
    await here.drop(f"cert {certificate}", letter())
    await here.open_thread(certificate)
    button = here.aside.get_by_role("button", name=SAYS("button-revoke"))
    await button.click()
    dialog = here.page.get_by_role("dialog")
    await expect(dialog.get_by_role("heading")).to_be_visible()
    await here.is_accessible("dialog[open]")
    await here.page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(button).to_be_focused()
    assert not here.playground.received(certificate)
    await here.page.keyboard.press("Enter")
    await dialog.get_by_role("button").last.click()
    await expect(here.reply(SAYS("heading-accepted-revocation"))).to_contain_text(certificate)


async def test_a_chinese_reader_has_the_page_and_the_replies_in_chinese(visit: Open) -> None:
    here = await visit(WANG_FANG)
    certificate = here.playground.certificate().id
    await expect(here.page.locator("html")).to_have_attribute("lang", "zh-CN")
    await here.drop(f"证书ID：{certificate}", letter("确认函.pdf"))
    await here.open_thread(certificate)
    await expect(here.reply(ZH.say("heading-accepted"))).to_contain_text("确认函.pdf")
    await here.is_accessible()


async def test_on_a_phone_one_pane_is_seen_at_a_time(visit: Open) -> None:
    here = await visit(width=PHONE)
    certificate = here.playground.certificate().id
    channel = here.page.locator("#channel")
    await here.drop(f"for {certificate}", letter())
    await here.open_thread(certificate)
    await expect(here.reply(UPLOADED)).to_be_visible()
    await expect(channel).to_be_hidden()
    await expect(here.page.get_by_role("main").get_by_role("heading", level=1)).to_have_count(1)
    await here.is_accessible()
    assert await here.width() <= PHONE
    await here.aside.get_by_role("link", name="Close thread").click()
    await expect(channel).to_be_visible()
    await channel.get_by_role("button", name="Menu").click()
    places = here.page.get_by_role("navigation", name="Workspace")
    await expect(places.get_by_role("link", name="random")).to_be_visible()
    await here.page.keyboard.press("Escape")
    await expect(channel.get_by_role("button", name="Menu")).to_be_focused()


async def test_light_and_dark_are_switched_and_stay(visit: Open) -> None:
    here = await visit()
    ground = "getComputedStyle(document.body).backgroundColor"
    light = await here.page.evaluate(ground)
    await here.page.get_by_role("button", name="Switch between light and dark").click()
    assert await here.page.evaluate(ground) != light
    await here.page.reload()
    assert await here.page.evaluate(ground) != light
    await here.is_accessible("#channel")
