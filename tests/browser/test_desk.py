"""What an agent does at the desk: by keyboard, while things change, on a phone, without JavaScript, with a reader."""

from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from connectors.simulator.identities import BRANDS
from monitor.commands.demo import PASSWORD
from tests.browser.conftest import log_in
from tests.support.customers import GraphCustomer, waiting_case
from tests.support.processes import eventually

pytestmark = pytest.mark.browser
BRAND = BRANDS[0]
_people = count(1)


@pytest.fixture(scope="module")
def town(slow_town):
    return slow_town


class Customer:
    """Somebody new on X, who accepts messages."""

    def __init__(self, town):
        self.town = town
        self.handle = f"zmogus_{next(_people)}"
        self.name = f"Žmogus {self.handle.removeprefix('zmogus_')}"
        user = {"username": self.handle, "name": self.name, "accepts_dms": True}
        town.street.call("POST", "/control/x/users", user)

    def write(self, text="Vėl vėluoja siunta, mano tel. 8 612 34567, kiek galima laukti!"):
        post = {"author": self.handle, "text": f"@{BRAND.x_handle} {text}"}
        self.town.street.call("POST", "/control/x/posts", post)
        return self

    def case(self):
        """Path of the page of the case, once it has drafts."""
        web = self.town.logged_in()

        def drafted():
            rows = web.call("GET", "/api/v1/cases?state=all")["rows"]
            found = [row["id"] for row in rows if row["author"] == self.name]
            return found and web.call("GET", f"/api/v1/cases/{found[0]}")["drafts"] and f"/cases/{found[0]}"

        return eventually(drafted, what="a drafted case")


@pytest.fixture
def customer(town):
    return Customer(town)


@pytest.fixture
def case(agent: Page, town, customer):
    """The page of a complaint that waits."""
    agent.goto(town.url + customer.write().case())
    expect(agent.locator("#approve-form textarea")).to_have_count(2)
    return agent


def public(page: Page):
    return page.locator("fieldset.public textarea")


def private(page: Page):
    return page.locator("fieldset.private textarea")


def awake(page: Page) -> Page:
    """Wait until the script of the page listens: before that, keys do nothing."""
    expect(page.locator("#live")).to_have_text("tiesiogiai")
    return page


def test_the_whole_way_by_keyboard_alone(open_page, town):
    people = [Customer(town).write(), Customer(town).write()]
    paths = [person.case() for person in people]
    page = open_page()
    page.goto(f"{town.url}/")
    press = page.keyboard.press
    page.keyboard.type("agent")
    press("Tab")
    page.keyboard.type(PASSWORD)
    press("Enter")
    expect(page.locator("#inbox .row").nth(1)).to_be_visible()
    rows = awake(page).locator("[data-row]")
    press("j")
    expect(rows.nth(0)).to_be_focused()
    press("j")
    expect(rows.nth(1)).to_be_focused()
    press("k")
    expect(rows.nth(0)).to_be_focused()
    press("Enter")
    expect(page.locator("#approve-form")).to_be_visible()
    assert page.url.removeprefix(town.url) in paths
    awake(page)
    press("a")
    expect(page.locator("#approve")).to_be_focused()
    press("Enter")
    expect(page.locator(".leaves")).to_contain_text("Išeis po")
    expect(page.locator("#approve-form")).to_have_count(0)
    awake(page)
    press("u")
    expect(page.locator("#approve-form")).to_be_visible()
    expect(page.locator("#entries .state-cancelled")).to_have_count(2)
    first = awake(page).url
    press("n")
    page.wait_for_url(lambda url: url != first)
    expect(page.locator("[data-case-page]")).to_be_visible()
    awake(page)
    press("Escape")
    expect(page.locator("#inbox")).to_be_visible()


def test_the_first_tab_leads_past_the_header(agent):
    agent.keyboard.press("Tab")
    expect(agent.locator(".skip")).to_be_focused()
    expect(agent.locator(".skip")).to_be_in_viewport()
    agent.keyboard.press("Enter")
    expect(agent.locator("#main")).to_be_focused()


def test_what_is_new_appears_without_a_reload_and_the_focus_stays(agent, town):
    Customer(town).write("Ar dirbate šeštadienį?").case()
    agent.reload()
    awake(agent).keyboard.press("j")
    focused = agent.evaluate("document.activeElement.closest('[data-case]').dataset.case")
    agent.evaluate("window.marked = 1")
    new = Customer(town).write()
    expect(agent.locator("#inbox")).to_contain_text(new.name)
    assert agent.evaluate("window.marked") == 1
    assert agent.evaluate("document.activeElement.closest('[data-case]').dataset.case") == focused


def test_typing_is_not_lost_when_the_customer_writes_again(case, customer):
    private(case).fill("Mano žodžiai, kurių gaila")
    public(case).focus()
    case.evaluate("window.marked = 1")
    customer.write("Ir dar dėžutė buvo suplėšyta")
    expect(case.locator(".conversation")).to_contain_text("dėžutė buvo suplėšyta")
    expect(private(case)).to_have_value("Mano žodžiai, kurių gaila")
    expect(public(case)).to_be_focused()
    assert case.evaluate("window.marked") == 1
    customer.case()
    case.locator("#approve").click()
    expect(case.get_by_role("alert")).to_be_visible()
    expect(private(case)).to_have_value("Mano žodžiai, kurių gaila")
    expect(case.locator(".conversation")).to_contain_text("dėžutė buvo suplėšyta")


def test_what_was_refused_stays_however_often_the_page_renews_itself(case, customer):
    public(case).fill("Skambinsime numeriu 8 612 34567")
    case.locator("#approve").click()
    expect(case.get_by_role("alert")).to_contain_text("Privatumo patikra")
    expect(case.locator("#outdated")).to_be_hidden()
    customer.write("Ir dar dėžutė buvo suplėšyta")
    expect(case.locator(".conversation")).to_contain_text("dėžutė buvo suplėšyta")
    expect(case.locator("#outdated")).to_be_visible()
    expect(public(case)).to_have_value("Skambinsime numeriu 8 612 34567")


def test_an_open_control_stays_open_when_something_new_comes(open_page, town):
    commenter = GraphCustomer(town.street, "facebook")
    commenter.write()
    found = eventually(lambda: waiting_case(town.logged_in(), commenter.account), what="a drafted case")
    page = log_in(open_page(), town, f"/cases/{found['row']['id']}")
    control = page.locator(".conversation .inbound details.act", has_text="Paslėpti").first
    control.locator("summary").click()
    control.get_by_role("button").focus()
    again = {"post": commenter.post, "person": "Rūta", "text": "Ir dar dėžutė buvo suplėšyta"}
    town.street.call("POST", "/control/graph/comments", again)
    expect(page.locator(".conversation")).to_contain_text("dėžutė buvo suplėšyta")
    expect(control).to_have_attribute("open", "")
    expect(control.get_by_role("button")).to_be_focused()


def test_drafts_renew_themselves_while_nobody_types(case, customer):
    customer.write("Ir dar: grąžinkite pinigus už pristatymą")
    expect(case.locator(".conversation")).to_contain_text("grąžinkite pinigus")
    customer.case()
    case.locator("#approve").click()
    expect(case.locator(".leaves")).to_contain_text("Išeis po")


def test_the_gate_speaks_while_somebody_types_and_refuses_with_the_text_kept(case):
    public(case).fill("Skambinsime numeriu 8 612 34567")
    finding = case.locator("fieldset.public .finding", has_text="Tekste yra")
    expect(finding).to_contain_text("telefono numeris")
    case.locator("#approve").click()
    expect(case.get_by_role("alert")).to_contain_text("Privatumo patikra")
    expect(public(case)).to_have_value("Skambinsime numeriu 8 612 34567")
    expect(case.locator("#entries")).to_have_count(0)
    public(case).fill("Parašėme Jums asmeninę žinutę.")
    expect(finding).to_have_count(0)
    expect(case.locator("fieldset.public .gate")).to_contain_text("30 / 280")
    case.locator("#approve").click()
    expect(case.locator(".leaves")).to_contain_text("Išeis po")


def test_taking_back_counts_down_and_gives_the_texts_back(case, town, customer):
    private(case).fill("Mano paties žodžiai")
    case.locator("#approve").click()
    leaves = case.locator(".leaves")
    expect(leaves).to_contain_text("Išeis po")
    before = leaves.text_content()
    expect(leaves).not_to_have_text(before)
    expect(leaves).to_contain_text("Išeis po")
    expect(case.locator("#entries .state-queued")).to_contain_text("Mano paties žodžiai")
    case.get_by_role("button", name="Atšaukti").click()
    expect(private(case)).to_have_value("Mano paties žodžiai")
    expect(case.locator(".leaves")).to_have_count(0)
    sent = town.street.call("GET", f"/control/x/dms?with={BRAND.x_handle}&and={customer.handle}")
    assert sent == []


def test_two_agents_see_what_the_other_did(case, open_page, town):
    other = log_in(open_page(), town, case.url.removeprefix(town.url))
    expect(other.locator("#approve-form")).to_be_visible()
    case.locator("#approve").click()
    expect(other.locator(".leaves")).to_contain_text("Išeis po")
    expect(other.locator("#approve-form")).to_have_count(0)


def test_shown_personal_data_is_shown_once_and_audited_once(case, town):
    case.get_by_role("link", name="Rodyti asmens duomenis").click()
    expect(case.locator(".conversation")).to_contain_text("8 612 34567")
    requests = []
    case.on("request", lambda request: requests.append(request.url))
    Customer(town).write("Ar dirbate sekmadienį?").case()
    assert [url for url in requests if "reveal" in url] == []
    expect(case.locator(".conversation")).to_contain_text("8 612 34567")
    case.get_by_role("link", name="Slėpti asmens duomenis").click()
    expect(case.locator(".conversation")).not_to_contain_text("34567")


def test_somebody_logged_out_keeps_the_typed_text_and_is_told(case, customer):
    private(case).fill("Mano žodžiai")
    case.context.clear_cookies()
    customer.write("Ar kas nors skaito?")
    expect(case.locator("#live")).to_contain_text("Esate atjungti")
    expect(private(case)).to_have_value("Mano žodžiai")


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in {"serious", "critical"}]


def test_no_page_shuts_anybody_out(case, open_page, town):
    assert serious(case) == []
    case.locator("#approve").click()
    expect(case.locator(".leaves")).to_be_visible()
    assert serious(case) == []
    for path in ("/", "/health", "/search", "/cases/999999"):
        case.goto(town.url + path)
        assert serious(case) == []
    stranger = open_page()
    stranger.goto(f"{town.url}/login")
    assert serious(stranger) == []


def test_nothing_is_wider_than_a_phone(open_page, town, customer):
    path = customer.write(f"{'labai' * 40} ilgas žodis ir https://example.lt/{'a' * 200}").case()
    phone = open_page(viewport={"width": 390, "height": 800}, has_touch=True)
    phone.goto(f"{town.url}/login")
    pages = ["/login", "/", "/?state=all", path, "/health", "/search"]
    log_in(phone, town)
    for each in pages:
        phone.goto(town.url + each)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, each


def test_everything_works_without_javascript(open_page, town, customer):
    path = customer.write().case()
    page = log_in(open_page(java_script_enabled=False), town)
    page.locator("#search").fill(customer.handle)
    page.locator("#search").press("Enter")
    page.locator("[data-row]", has_text=customer.name).first.click()
    assert page.url == town.url + path
    public(page).fill("Skambinsime numeriu 8 612 34567")
    page.locator("#approve").click()
    expect(page.get_by_role("alert")).to_contain_text("telefono numeris")
    expect(public(page)).to_have_value("Skambinsime numeriu 8 612 34567")
    public(page).fill("Parašėme Jums asmeninę žinutę.")
    page.locator("#approve").click()
    expect(page.locator(".leaves")).to_contain_text("Išeis po")
    page.locator("#undo").click()
    expect(page.locator("#approve-form")).to_be_visible()
    page.get_by_role("button", name="Užbaigti be atsakymo").click()
    expect(page.get_by_text("Daryti nieko nereikia")).to_be_visible()
    page.get_by_role("button", name="Atsijungti").click()
    expect(page.get_by_role("button", name="Prisijungti")).to_be_visible()


def test_a_search_is_found_again_on_the_way_back_and_in_no_address(agent, town, customer):
    path = customer.write().case()
    awake(agent).keyboard.press("/")
    expect(agent.locator("#search")).to_be_focused()
    agent.keyboard.type(f"siuntos 34567 {customer.handle}")
    agent.keyboard.press("Enter")
    found = agent.locator("#found [data-row]")
    expect(found).to_have_count(1)
    assert agent.url == f"{town.url}/search"
    found.click()
    assert agent.url == town.url + path
    agent.go_back()
    expect(found).to_have_count(1)
    expect(agent.locator("#search")).to_have_value(f"siuntos 34567 {customer.handle}")


def test_a_correction_by_keyboard_and_its_way_back(case):
    awake(case).keyboard.press("c")
    mood = case.locator("#correct select[name=sentiment]")
    expect(mood).to_be_focused()
    mood.select_option("positive")
    assert serious(case) == []
    case.locator("#save-corrections").press("Enter")
    expect(case.locator("#corrected")).to_contain_text("Pataisė agent")
    expect(case.locator(".reason-corrected")).to_contain_text("pataisyta žmogaus: nuotaika")
    case.locator("#undo-correction").press("Enter")
    expect(case.locator("#corrected")).to_have_count(0)


def test_a_lead_teaches_assesses_anew_and_tries_weights(case, open_page, town):
    done = town.aside("user", "add", "lead", "--role", "lead", "--language", "lt", "--password", PASSWORD)
    assert done.returncode == 0, done.stderr
    lead = log_in(open_page(), town, "/settings/learning", name="lead")
    lead.get_by_role("button", name="Mokytis iš pataisymų").first.click()
    expect(lead.get_by_text("per mažai žymų").first).to_be_visible()
    lead.get_by_role("button", name="Pradėti").click()
    expect(lead.get_by_text("baigta")).to_be_visible()
    assert serious(lead) == []
    lead.get_by_role("link", name="Pirmumo svoriai").click()
    lead.get_by_label("aiškus skundas").fill("90")
    lead.get_by_role("button", name="Perleisti savaitę iš naujo").click()
    expect(lead.get_by_role("heading", name="Paskutinės septynios dienos")).to_be_visible()
    assert serious(lead) == []
