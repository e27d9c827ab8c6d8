"""kill -9 at every commit point of the story, then a restart: nothing lost, nothing sent twice."""

import signal
import urllib.error

import pytest

from tests.support.customers import approve, customer, waiting_case
from tests.support.processes import eventually, stand
from tests.support.street import street

MOMENTS = [
    *(f"{step}:{when}" for step in ("absorb", "assess", "draft", "approve") for when in ("before", "after")),
    *(
        f"{step}:{when}:{nth}"
        for nth in (1, 2)
        for step in ("claim", "publish", "settle")
        for when in ("before", "after")
    ),
]
NETWORKS = ("facebook", "instagram", "x")


@pytest.mark.parametrize(("moment", "network"), [(m, NETWORKS[i % 3]) for i, m in enumerate(MOMENTS)])
def test_killed_at_this_moment_and_started_again(tmp_path, moment, network):
    # nothing is late on this X, or its silence would have to be waited out before anything is concluded from it
    with street(x_search_lag_seconds=0) as port, stand(tmp_path, simulate=False, street_port=port) as town:
        rita = customer(network, town.street)
        rita.write()
        dying = town.start("-m", "tests.support.dying_service", DIE_AT=moment)
        service, web = dying, None

        def both_arrived() -> bool:
            nonlocal service, web
            if service.poll() is not None:
                town.let_leases_lapse()
                service, web = town.start_service(), None
            web = web or town.log_in()
            case = waiting_case(web, rita.account)
            if case and not any(entry["state"] != "cancelled" for entry in case["entries"]):
                approve_if_alive(web, case)
            return bool(rita.private() and rita.public() and service is not dying)

        eventually(both_arrived, what=f"both answers after dying at {moment}")
        assert dying.returncode == -signal.SIGKILL
        eventually(lambda: not web.call("GET", "/api/v1/cases")["rows"], what="the case answered")
        settled = web.call("GET", "/api/v1/cases?state=all")["rows"]
        assert len(settled) == 1
        assert len(rita.private()) == 1
        assert len(rita.public()) == 1


def approve_if_alive(web, case) -> None:
    try:
        approve(web, case)
    except urllib.error.HTTPError as error:
        assert error.code == 409, error.read()  # noqa: PT017 - anything else is a real refusal
