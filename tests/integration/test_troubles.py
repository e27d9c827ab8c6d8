"""What networks do on a bad day: the stream says what is wrong and what to do, everything else goes on."""

import pytest

from connectors.simulator.identities import BRANDS
from tests.support.customers import COMPLAINT, customer, waiting_case
from tests.support.processes import eventually, stand

CANARIES = ("34567", "Rūta", "ruta_k", "vėluoja", "simulated-", "Bearer", "access_token", "appsecret_proof", "oauth_")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with stand(tmp_path_factory.mktemp("troubles")) as made:
        made.start_service()
        made.web = made.logged_in()
        made.connect_webhooks()
        yield made


@pytest.fixture(autouse=True)
def fair_weather(town):
    yield
    town.street.call("DELETE", "/control/faults")
    everything_ok = lambda: all(s["health"] == "ok" for s in town.web.call("GET", "/api/v1/streams")["streams"])  # noqa: E731
    for brand in BRANDS:
        for network in ("x", "facebook", "instagram"):
            town.web.call("POST", f"/api/v1/accounts/{brand.key}-{network}/poll", {})
    eventually(everything_ok, what="all streams well again")


def streams(town) -> dict[tuple[str, str], dict]:
    found = town.web.call("GET", "/api/v1/streams")["streams"]
    return {(each["account"], each["stream"]): each for each in found}


def break_path(town, kind: str, path: str, network: str, **more) -> None:
    town.street.call("POST", "/control/faults", {"kind": kind, "path": path, "network": network, "times": None} | more)


@pytest.mark.parametrize(
    ("kind", "health"),
    [
        ("malformed", "failing"),
        ("server_error_html", "failing"),
        ("drop_before", "failing"),
        ("expired_token", "stopped"),
    ],
)
def test_one_account_fails_with_reason_and_next_step_and_all_others_go_on(town, kind, health):
    handle = BRANDS[0].x_user_id
    break_path(town, kind, f"/users/{handle}/mentions", "x")
    broken = ("siuntukas-x", "mentions")
    eventually(lambda: streams(town)[broken]["health"] == health, what=f"the stream {health}")
    found = streams(town)
    assert found[broken]["reason"]
    assert found[broken]["next_step"]

    def others_are_well() -> bool:
        found = streams(town)
        assert found[broken]["health"] == health
        return {each["health"] for key, each in found.items() if key[0] != "siuntukas-x"} == {"ok"}

    eventually(others_are_well, what="all other accounts well")
    rita = customer("facebook", town.street)
    rita.write(f"{COMPLAINT} {kind}")
    eventually(lambda: waiting_case(town.web, rita.account), what="a complaint on Facebook meanwhile")


def test_fields_nobody_knows_disturb_nothing(town):
    break_path(town, "unknown_field", ".*", "*")
    rita = customer("instagram", town.street)
    rita.write()
    eventually(lambda: waiting_case(town.web, rita.account), what="a complaint among unknown fields")
    eventually(lambda: {each["health"] for each in streams(town).values()} == {"ok"}, what="all streams well")


def test_a_network_that_asks_to_wait_is_waited_for(town):
    # a window the network closed stays closed for us, whoever asks: so this one is short
    break_path(town, "rate_limited", f"/users/{BRANDS[1].x_user_id}/mentions", "x", retry_after=5)
    limited = ("kawkarnia-x", "mentions")
    other = ("siuntukas-x", "mentions")

    def waits() -> bool:
        found = streams(town)
        return found[limited]["health"] == "limited" and found[limited]["next_poll_at"] > found[other]["next_poll_at"]

    eventually(waits, what="the stream limited, and asked later than others")


def test_check_tests_each_token_and_sends_nothing(town):
    before = len(town.street.call("GET", "/control/log"))
    done = town.aside("check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": ok (") == 9
    asked = town.street.call("GET", "/control/log")
    asked = asked["data"] if isinstance(asked, dict) else asked
    assert before
    assert not [each for each in asked if each["method"] != "GET" and "/control/" not in each["path"]]


def test_check_names_the_account_whose_token_expired(town):
    break_path(town, "expired_token", ".*", "x")
    done = town.aside("check")
    assert done.returncode == 1
    lines = {line.split(":")[0]: line for line in done.stdout.splitlines()}
    assert "authorise" in lines["nordtel-x"]
    assert ": ok (" in lines["nordtel-facebook"]


def test_after_all_this_no_token_and_nothing_personal_stands_in_the_log(town):
    log = town.log.read_text(encoding="utf-8")
    assert "poll.failed" in log
    assert [canary for canary in CANARIES if canary in log] == []
