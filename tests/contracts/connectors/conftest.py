import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.contracts.connectors.{part}"
        for part in ("steps", "source_suite", "completeness_suite", "publisher_suite", "plugin_suite")
    )
)
