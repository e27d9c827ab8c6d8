"""The main story as people live it: a complaint in the street, answered aside, on each network."""

import re

import pytest
from playwright.sync_api import Page, expect

from connectors.simulator.identities import BRANDS
from tests.support.customers import COMPLAINT

pytestmark = pytest.mark.browser
BRAND = BRANDS[0]
NETWORKS = {"x": "X", "facebook": "Facebook", "instagram": "Instagram"}


@pytest.fixture(scope="module")
def town(quick_town):
    return quick_town


def street(page: Page, town, network: str) -> Page:
    page.goto(f"{town.street.base}/street?person=ruta_k&network={network}&brand={BRAND.key}")
    return page


def complain(page: Page, town, network: str) -> None:
    """Write as a customer does in the street: a post on X, a comment under the brand's own post elsewhere."""
    if network == "x":
        page.locator("#accepts-messages").check()
        page.locator("#post-text").fill(COMPLAINT)
        page.locator("#post-send").click()
        return
    account = BRAND.page_id if network == "facebook" else BRAND.instagram_id
    post = town.street.call("POST", "/control/graph/posts", {"account": account, "text": "Naujas paštomatas Kaune"})
    page.locator("#everyone").check()
    thread = page.locator(f'.public-thread[data-id="{post["id"]}"]')
    thread.locator(".thread-text").fill(COMPLAINT)
    thread.locator(".thread-send").click()


@pytest.mark.parametrize("network", NETWORKS)
def test_a_complaint_with_a_phone_number_is_answered_aside(agent, open_page, town, network):
    customer = street(open_page(locale="en-GB"), town, network)
    complain(customer, town, network)
    expect(customer.locator('.entry[data-role="me"] .entry-text', has_text="Vėl vėluoja siunta")).to_be_visible()

    first = agent.locator("#inbox .row").first
    expect(first).to_contain_text("Vėl vėluoja siunta")
    expect(first).to_contain_text(NETWORKS[network])
    expect(first).to_contain_text("‹telefono numeris›")
    expect(first).to_contain_text("viešai matomi asmens duomenys: telefono numeris")
    expect(first).to_contain_text("skundas: pristatymas")
    expect(first).not_to_contain_text("34567")
    first.locator("[data-row]").click()

    drafts = agent.locator("#approve-form textarea")
    expect(drafts).to_have_count(2)  # without a reload, however busy the machine is
    expect(agent.locator("body")).not_to_contain_text("34567")
    expect(agent.locator("fieldset.private")).to_contain_text("Mato tik klientas")
    expect(agent.locator("fieldset.public")).to_contain_text("Mato visi")
    private, public = (field.input_value() for field in drafts.all())
    assert [field.get_attribute("lang") for field in drafts.all()] == ["lt", "lt"]
    assert re.search(r"[ąčęėįšųūž]", private)
    assert re.search(r"[ąčęėįšųūž]", public)
    agent.get_by_role("button", name="Patvirtinti abu: pirma privatus").click()

    message = customer.locator('#private .message[data-role="brand"] .message-words')
    expect(message).to_have_text(private)
    answer = customer.locator('#public .entry[data-role="brand"] .entry-text', has_text=public)
    expect(answer).to_be_visible()
    expect(agent.locator("#entries .state-delivered")).to_have_count(2)
    expect(agent.get_by_text("Atsakyta. Dabar kliento eilė.")).to_be_visible()
    expect(agent.locator(".conversation .outbound")).to_have_count(2)
    agent.get_by_role("link", name="Gautieji").click()
    expect(agent.locator("#inbox")).not_to_contain_text("Vėl vėluoja siunta")
