"""A short soak: nine accounts for three hours, with faults, restarts and agents; `make soak` runs the long one."""

import pytest

from tests.soak.run import report, soak
from tests.soak.scale import SMALL


@pytest.mark.slow
async def test_nothing_is_lost_doubled_or_starved(tmp_path):
    said = []
    soaked = await soak(SMALL, tmp_path, said.append)
    told = report(soaked)
    assert not soaked.verdict.wrong, told
    assert soaked.verdict.pending == 0, told
    assert set(soaked.streams) == {"ok"}, told
    assert soaked.outside_window == 0, told
    assert soaked.pauses["longest"] <= 3 * SMALL.longest_seconds, told
    # what must have happened for all this to mean anything
    assert soaked.networks["acts"] > 60, told
    assert soaked.verdict.ends["delivered"] > 40, told
    assert sum(soaked.networks["faults"].values()) > 20, told
    assert len(said) == SMALL.hours, told
    assert not [line for line in soaked.log if line.startswith("triage.not_assessed")], told
