"""What the page offers to try, and the cloud beside the channel, in a real browser."""

from playwright.async_api import expect

from sandbox.page.words import speaking
from sandbox.slack import CERTIFICATES
from tests.browser.conftest import Open
from tests.browser.test_page import UPLOADED, letter
from tests.browser.visits import SAYS

PAGE = speaking("en").say
CHIPS = ("try-letter", "try-photo", "try-forget", "try-word")


async def test_each_of_the_four_things_to_try_is_one_click(visit: Open) -> None:
    here = await visit(channel=CERTIFICATES)
    main = here.page.get_by_role("main")
    await here.is_accessible()
    for key in CHIPS:
        await main.get_by_role("button", name=PAGE(key)).click()
        await expect(here.message(PAGE(f"{key}-text"))).to_be_visible()
    for key, said in zip(
        CHIPS,
        (UPLOADED, SAYS("mended.title"), SAYS("question.choose"), SAYS("heading-not-uploaded")),
        strict=True,
    ):
        await here.open_thread(PAGE(f"{key}-text"))
        await expect(here.reply(said)).to_be_visible()


async def test_a_sample_is_attached_by_its_card_and_sent_with_a_text(visit: Open) -> None:
    here = await visit()
    certificate = here.playground.certificate()
    cards = here.page.get_by_role("group", name=PAGE("samples"))
    await cards.get_by_role("button", name=PAGE("sample-word")).click()
    await here.drop(f"for {certificate.id}")
    await here.open_thread(certificate.id)
    await expect(here.reply(SAYS("heading-not-uploaded"))).to_be_visible()


async def test_in_the_panel_the_ca_issues_and_the_thread_tells_it(visit: Open) -> None:
    here = await visit()
    certificate = here.playground.certificate()
    await here.drop(f"for {certificate.id}", letter())
    await here.open_thread(certificate.id)
    await expect(here.reply(UPLOADED)).to_be_visible()
    await here.aside.get_by_role("link", name=PAGE("cloud")).click()
    row = here.aside.get_by_role("listitem").filter(has_text=certificate.id).first
    await here.is_accessible()
    await row.get_by_role("button", name=PAGE("issue")).click()
    await expect(row.get_by_role("button", name=PAGE("issue"))).to_be_hidden()
    await here.aside.get_by_role("link", name=PAGE("thread"), exact=True).click()
    here.playground.trial.clock.forward(2 * 86_400)
    await expect(here.reply(SAYS("ending-issued.title"))).to_be_visible()


async def test_a_fault_that_is_switched_on_is_told_above_the_channel(visit: Open) -> None:
    here = await visit()
    switch = here.aside.get_by_role("switch", name=PAGE("fault-slow"))
    await switch.click()
    await expect(here.page.locator(".banner.faults")).to_contain_text(PAGE("fault-slow"))
    await switch.click()
    await expect(here.page.locator(".banner.faults")).to_have_count(0)
