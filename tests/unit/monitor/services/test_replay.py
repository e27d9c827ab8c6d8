"""Weights to try are read as the settings file would take them."""

from typing import Any

import pytest

from config.settings import PrioritySettings
from monitor.domain.errors import Rejected
from monitor.services.replay import weights_of

POLICY = PrioritySettings()


def test_changed_weights_stand_beside_those_in_use():
    found = weights_of(POLICY, {"complaint": 50.0, "head_start_hours": 12.5})
    assert (found.complaint, found.head_start_hours, found.negative) == (50, 12.5, POLICY.negative)


@pytest.mark.parametrize(
    "wrong",
    [
        {"complaint": "much"},
        {"complaint": {"a": 1}},
        {"complaint": 1.5},
        {"complaint": 101},
        {"nothing": 1},
        {"due_minutes_low": 1},
        {"head_start_hours": float("inf")},
        {"head_start_hours": float("nan")},
        {"due_minutes_low": float("inf")},
    ],
)
def test_what_cannot_be_a_weight_is_refused_with_a_reason(wrong: Any):
    with pytest.raises(Rejected, match="the weights cannot be used"):
        weights_of(POLICY, wrong)
