import gc

import pytest

from monitor.analysis.undisturbed import undisturbed


@pytest.fixture(autouse=True)
def _as_found():
    found = gc.isenabled()
    yield
    (gc.enable if found else gc.disable)()


def test_the_collector_rests_for_as_long_as_a_batch_takes():
    gc.enable()
    with undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_rests_already_goes_on_resting():
    gc.disable()
    with undisturbed():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_the_collector_comes_back_after_an_error():
    gc.enable()
    with pytest.raises(ValueError, match="broken"), undisturbed():
        raise ValueError("broken")
    assert gc.isenabled()
