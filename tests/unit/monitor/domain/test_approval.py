"""How many eyes a reply needs, and whose word is still missing."""

from datetime import timedelta
from typing import get_args

import pytest

from config import settings
from config.settings import ApprovalSettings
from monitor.domain import assessments
from monitor.domain.approval import Matter, Need, Requirement, Voice, deputy_at, missing, required
from tests.support.fakes import START

POLICY = ApprovalSettings()
ONA, TOMAS = Voice("ona", "agent"), Voice("tomas", "agent")
RASA, PETRAS = Voice("rasa", "lead"), Voice("petras", "admin")


def matter(**changes):
    return Matter(**({"points": 10, "threat": None, "playbook": Need.OWN, "texts": ("labas",)} | changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Requirement(Need.OWN)),
        ({"playbook": Need.LEAD}, Requirement(Need.LEAD, ("playbook",))),
        ({"playbook": Need.TWO, "threat": "legal"}, Requirement(Need.TWO, ("playbook",))),
        ({"threat": "self_harm"}, Requirement(Need.LEAD, ("threat",))),
        ({"threat": "churn", "points": 100}, Requirement(Need.OWN)),
        ({"texts": ("labas", "grąžinsime 49,99 €")}, Requirement(Need.OWN)),
        ({"texts": ("grąžinsime 50 €",)}, Requirement(Need.LEAD, ("amount",))),
        ({"texts": ("zwrócimy 2125 zł",)}, Requirement(Need.TWO, ("amount",))),
        ({"texts": ("we refund £435",)}, Requirement(Need.TWO, ("amount",))),
        ({"texts": ("£45",), "threat": "media"}, Requirement(Need.LEAD, ("threat", "amount"))),
    ],
)
def test_the_gravest_ground_decides(changes, expected):
    assert required(matter(**changes), POLICY) == expected


def test_settings_move_the_lines():
    strict = ApprovalSettings(lead_points=80, two_threats=("safety",), follow_playbooks=False)
    assert required(matter(points=79, playbook=Need.TWO), strict).need is Need.OWN
    assert required(matter(points=80), strict) == Requirement(Need.LEAD, ("points",))
    assert required(matter(threat="safety"), strict).need is Need.TWO


@pytest.mark.parametrize(
    ("need", "voices", "expected"),
    [
        (Need.OWN, [ONA], ""),
        (Need.LEAD, [ONA], "lead"),
        (Need.LEAD, [ONA, TOMAS], "lead"),
        (Need.LEAD, [ONA, RASA], ""),
        (Need.LEAD, [PETRAS], ""),
        (Need.TWO, [RASA], "second"),
        (Need.TWO, [RASA, RASA], "second"),
        (Need.TWO, [ONA, TOMAS], "lead"),
        (Need.TWO, [ONA, RASA], ""),
        (Need.TWO, [RASA, PETRAS], ""),
        (Need.LEAD, [Voice("policy:praise", "admin")], "lead"),
    ],
)
def test_whose_word_is_missing(need, voices, expected):
    assert missing(need, voices) == expected


def test_the_deputy_speaks_for_a_lead_and_is_still_one_person():
    assert missing(Need.LEAD, [ONA], deputy="ona") == ""
    assert missing(Need.TWO, [ONA], deputy="ona") == "second"


def test_the_deputy_is_asked_when_little_time_is_left():
    policy = ApprovalSettings(deputy="ona", deputy_minutes=15)
    assert deputy_at(START, START + timedelta(minutes=16), policy) == ""
    assert deputy_at(START, START + timedelta(minutes=15), policy) == "ona"
    assert deputy_at(START, START - timedelta(minutes=1), policy) == "ona"
    assert deputy_at(START, START, POLICY) == ""


def test_an_unknown_word_of_a_playbook_asks_for_a_lead():
    assert [Need.of_playbook(word) for word in ("agent", "lead", "two", "all")] == [0, 1, 2, 1]


def test_the_policy_knows_every_threat_the_analyser_names():
    assert get_args(settings.Threat) == get_args(assessments.Threat)
