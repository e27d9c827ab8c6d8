"""The main story through real processes, by the API: a complaint with a phone number, answered aside."""

import pytest

from tests.support.customers import approve, customer, waiting_case
from tests.support.processes import eventually, stand


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with stand(tmp_path_factory.mktemp("story")) as made:
        made.start_service()
        yield made


@pytest.mark.parametrize("network", ["x", "facebook", "instagram"])
def test_a_complaint_with_a_phone_number_is_answered_in_private_first(town, network):
    web = town.logged_in()
    rita = customer(network, town.street)
    rita.write()
    case = eventually(lambda: waiting_case(web, rita.account), what="a drafted case")
    assert case["row"]["personal_data"] == ["PHONE"]
    assert "personal_data" in [reason["code"] for reason in case["row"]["reasons"]]
    assert case["row"]["language"] == "lt"
    assert "34567" not in str(case)
    assert {draft["visibility"] for draft in case["drafts"]} == {"private", "public"}
    top = web.call("GET", "/api/v1/cases")["rows"][0]
    assert top["id"] == case["row"]["id"]

    case = approve(web, case)
    eventually(lambda: rita.private() and rita.public(), what="both answers")
    by_kind = {draft["visibility"]: draft["text"] for draft in case["drafts"]}
    assert rita.private() == [by_kind["private"]]
    assert rita.public() == [by_kind["public"]]
    assert "34567" not in by_kind["public"]
    eventually(
        lambda: web.call("GET", f"/api/v1/cases/{case['row']['id']}")["row"]["state"] == "answered",
        what="the case answered",
    )


def test_nothing_personal_and_no_secret_stands_in_the_log(town):
    log = town.log.read_text(encoding="utf-8")
    assert "service.ready" in log
    for canary in ("34567", "Rūta", "ruta_k", "vėluoja", "simulated-", "access_token"):
        assert canary not in log
