"""What the tests of drafting share."""

import pytest

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from responders.composer import Composer


@pytest.fixture(scope="session")
def composer():
    return Composer(shipped_playbooks(), shipped_phrases())
