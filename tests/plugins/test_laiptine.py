"""A network nobody here knows, installed as anybody's package is: checked, read, answered, by its entry point alone."""

import re
import urllib.error

import pytest
from click.testing import CliRunner

from config.loading import ConfigError
from monitor.cli import aside
from tests.plugins.neighbourhood import Neighbourhood, cases
from tests.support.customers import COMPLAINT, approve, waiting_case
from tests.support.installing import SOURCE, install
from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, eventually

PUSHED = {
    "entry": "e900",
    "thread": "t900",
    "by": {"member": "m31", "name": "Kaimynė m31"},
    "words": "Siunta guli sulaužyta, kas atlygins?",
    "written": "2026-11-20T12:00:00Z",
    "changed": "2026-11-20T12:00:00Z",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("neighbourhood")
    town = Neighbourhood(folder, installed=install(folder))
    town.write_settings()
    try:
        town.start_simulator()
        town.add_people()
        yield town
    finally:
        town.stop()


@pytest.fixture(scope="module")
def town(made):
    made.start_service()
    made.logged_in()
    return made


def test_check_asks_the_network_whose_key_it_is(made):
    done = made.aside("check")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "namai: ok (laiptine, token until 2027-06-01)")


def test_a_public_complaint_is_asked_aside_and_a_letter_answered_by_letter(town):
    web = town.logged_in()
    entry = town.write(COMPLAINT)
    case = eventually(lambda: waiting_case(web, "namai"), what="a drafted case")
    assert case["row"]["network"] == "laiptine"
    assert [draft["visibility"] for draft in case["drafts"]] == ["public"]  # it has no private replies
    assert any(move["why"].startswith("Laiptinė ") for move in case["moves"])
    case = approve(web, case)
    answer = eventually(lambda: town.ours(above=entry), what="the public answer")
    assert answer == [case["drafts"][0]["text"]]
    assert "34567" not in answer[0]

    town.write("Rašau čia: siuntos numeris LT123456785LT, kada bus?", letter=True)
    reply = eventually(lambda: _private(web), what="a draft of the letter")
    reply = approve(web, reply)
    assert eventually(lambda: town.ours(to="m9"), what="our letter") == [reply["drafts"][0]["text"]]


def test_the_screen_writes_its_name_as_its_package_does(town):
    web = town.logged_in()
    town.write("Durys sulaužytos jau trečia diena")
    eventually(lambda: cases(web), what="a case")
    with web.opener.open(f"{town.url}/cases/{cases(web)[0]['id']}", timeout=PATIENCE) as page:
        assert "Laiptinė · Siuntukas" in page.read().decode()


def test_the_screen_calls_its_streams_what_its_package_calls_them(town):
    with town.logged_in().opener.open(f"{town.url}/health", timeout=PATIENCE) as page:
        assert "namo pokalbiai" in page.read().decode()


def test_its_pushes_come_in_by_its_own_route(town):
    web = town.logged_in()
    assert town.greet("labas") == town.sealed(b"labas")
    with pytest.raises(urllib.error.HTTPError) as refused:
        town.greet("")
    assert refused.value.code == 403
    refused.value.close()
    assert town.push({"to": "m4", "entry": PUSHED}) == 200
    eventually(lambda: [row for row in cases(web) if "Kaimynė m31" in str(row)], what="the case of the push")


def test_the_core_never_names_it():
    packages = ("monitor", "connectors", "responders", "config")
    sources = [path for name in packages for path in (ROOT / name).rglob("*") if path.suffix in {".py", ".toml"}]
    assert SOURCE.is_dir()
    assert not [path for path in sources if re.search("laiptin", path.read_text(encoding="utf-8"), re.IGNORECASE)]


def test_without_its_package_the_settings_say_what_is_missing(made):
    done = CliRunner().invoke(aside, ["check", "--config", str(made.folder / "aside.toml")], env=made.environ)
    assert isinstance(done.exception, ConfigError)
    assert "networks.laiptine: there is no such network" in str(done.exception)


def _private(web):
    found = [web.call("GET", f"/api/v1/cases/{row['id']}") for row in cases(web)]
    return next((case for case in found if [draft["visibility"] for draft in case["drafts"]] == ["private"]), None)
