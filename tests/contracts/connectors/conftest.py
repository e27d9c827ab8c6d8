import pytest

pytest.register_assert_rewrite("tests.contracts.connectors.suite")
