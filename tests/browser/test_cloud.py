"""What the page offers to try, and the cloud beside the channel, in a real browser."""

import re

from playwright.async_api import expect

from sandbox.page.samples import content
from sandbox.page.words import speaking
from sandbox.slack import CERTIFICATES
from tests.browser.conftest import Open
from tests.browser.test_page import UPLOADED, letter
from tests.browser.visits import SAYS
from tests.running_bot import DAY

PAGE = speaking("en").say
CHIPS = ("try-letter", "try-forget", "try-word", "try-photo")


async def test_each_of_the_four_things_to_try_is_one_click(visit: Open) -> None:
    here = await visit(channel=CERTIFICATES)
    main = here.page.get_by_role("main")
    await here.is_accessible("#channel")
    for key in CHIPS:
        await main.get_by_role("button", name=PAGE(key)).click()
        await expect(here.message(PAGE(f"{key}-text"))).to_be_visible()
    for key, said in zip(
        CHIPS,
        (UPLOADED, SAYS("question.choose"), SAYS("heading-not-uploaded"), SAYS("mended.title")),
        strict=True,
    ):
        await here.open_thread(PAGE(f"{key}-text"))
        await expect(here.reply(said)).to_be_visible()
    # The photo of 5 MB is adjusted, looked at in large, and uploaded.
    await here.aside.get_by_role("button", name=re.compile("Open IMG_0043-")).click()
    lightbox = here.page.get_by_role("dialog")
    picture = lightbox.get_by_role("img", name="IMG_0043-")
    await expect(picture).to_have_js_property("complete", value=True)
    assert (
        await picture.evaluate("(picture) => picture.decode().then(() => picture.naturalHeight)")
        > 720  # of the small one
    )
    await here.is_accessible("#lightbox")
    await here.page.keyboard.press("Escape")
    await expect(lightbox).to_be_hidden()
    await here.aside.get_by_role("button", name=SAYS("button-send-mended")).click()
    await expect(here.reply(UPLOADED)).to_contain_text("Eq4hcD10")
    (sent,) = here.playground.received("Eq4hcD10")
    assert len(sent.content) < len(content("photo"))


async def test_a_sample_is_attached_by_its_card_and_refused_with_what_to_do_next(
    visit: Open,
) -> None:
    here = await visit()
    certificate = here.playground.certificate().id
    cards = here.page.get_by_role("group", name=PAGE("samples"))
    await cards.get_by_role("button", name=PAGE("sample-word")).click()
    await here.drop(f"for {certificate}")
    await here.open_thread(certificate)
    await expect(here.reply(SAYS("heading-not-uploaded"))).to_contain_text(".docx")
    assert not here.playground.received(certificate)


async def test_a_letter_is_dropped_the_ca_issues_in_the_panel_and_the_thread_tells_both(
    visit: Open,
) -> None:
    here = await visit()
    certificate = here.playground.certificate().id
    await here.drop(f"for {certificate}", letter())
    await here.open_thread(certificate)
    await expect(here.reply(UPLOADED)).to_contain_text(certificate)
    await here.is_accessible("#side")
    (sent,) = here.playground.received(certificate)
    assert sent.content == letter().content
    await here.aside.get_by_role("link", name=PAGE("cloud")).click()
    row = here.aside.get_by_role("listitem").filter(has_text=certificate).first
    await here.is_accessible("#side")
    await row.get_by_role("button", name=PAGE("issue")).click()
    await expect(row.get_by_role("button", name=PAGE("issue"))).to_be_hidden()
    await here.aside.get_by_role("link", name=PAGE("thread"), exact=True).click()
    here.playground.trial.clock.forward(2 * DAY)
    await expect(here.reply(SAYS("ending-issued.title"))).to_be_visible()
    await expect(here.message(certificate).get_by_title(":tada:")).to_be_visible()


async def test_a_fault_that_is_switched_on_is_told_above_the_channel(visit: Open) -> None:
    here = await visit()
    switch = here.aside.get_by_role("switch", name=PAGE("fault-slow"))
    await switch.click()
    await expect(here.page.locator(".banner.faults")).to_contain_text(PAGE("fault-slow"))
    await switch.click()
    await expect(here.page.locator(".banner.faults")).to_have_count(0)
