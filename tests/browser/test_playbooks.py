"""A lead changes a playbook in a browser: checked while typing, saved, compared, and given back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from monitor.commands.demo import PASSWORD
from tests.browser.conftest import log_in


@pytest.fixture
def town(slow_town):
    return slow_town


@pytest.fixture
def lead(open_page, town) -> Page:
    """A lead who reads Lithuanian, in front of the general playbook."""
    done = town.aside("user", "add", "lead", "--role", "lead", "--language", "lt", "--password", PASSWORD)
    assert done.returncode == 0, done.stderr
    page = log_in(open_page(), town, "/settings/playbooks", name="lead")
    page.get_by_role("link", name="Bendras atsakymas").click()
    return page


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in {"serious", "critical"}]


def test_a_lead_changes_a_text_and_gets_it_back(lead, town):
    assert serious(lead) == []
    field = lead.locator('[name="lt.public.open"]')
    field.fill("Parašykite čia savo telefono numerį.\nAntras.\nTrečias.")
    expect(lead.locator("#check")).to_contain_text("Privatumo patikra sustabdytų.")
    field.fill("Skaitome atidžiai.\nPerskaitėme viską.\nMatome, ką rašote.")
    expect(lead.locator("#check")).to_contain_text("Viskas gerai")
    lead.get_by_role("button", name="Išsaugoti kaip kitą leidimą").click()
    expect(lead.get_by_text("Atsilieka nuo naujausios versijos:")).to_be_visible()
    assert serious(lead) == []
    lead.get_by_role("link", name="Leidimas 1").click()
    expect(lead.locator("ins", has_text="Skaitome atidžiai.")).to_be_visible()
    assert serious(lead) == []
    lead.get_by_role("link", name="Bendras atsakymas").click()
    lead.get_by_role("button", name="Grąžinti: Leidimas 0").click()
    expect(lead.get_by_role("link", name="Leidimas 2")).to_be_visible()
    lead.goto(f"{town.url}/promises")
    assert serious(lead) == []


def test_the_form_fits_a_phone(lead, open_page, town):
    phone = open_page(viewport={"width": 390, "height": 800}, has_touch=True)
    log_in(phone, town, "/settings/playbooks", name="lead")
    for path in ("/settings/playbooks", "/settings/playbooks/general", "/promises"):
        phone.goto(town.url + path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path
