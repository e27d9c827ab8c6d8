"""Column types with one meaning on both engines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from monitor.store.schema.columns import CleanText, Json, UtcDateTime

ENGINES = [sqlite.dialect(), postgresql.dialect()]
VILNIUS = timezone(timedelta(hours=2))


@pytest.mark.parametrize("dialect", ENGINES, ids=lambda dialect: dialect.name)
def test_a_time_is_one_instant_in_and_out(dialect: object) -> None:
    kind = UtcDateTime()
    bound = kind.process_bind_param(datetime(2026, 3, 2, 12, tzinfo=VILNIUS), dialect)
    back = kind.process_result_value(bound, dialect)
    assert back == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert back
    assert back.tzinfo is UTC


def test_sqlite_gets_utc_without_an_offset() -> None:
    bound = UtcDateTime().process_bind_param(datetime(2026, 3, 2, 12, tzinfo=VILNIUS), ENGINES[0])
    assert bound == datetime(2026, 3, 2, 10)  # noqa: DTZ001 - what the engine keeps


@given(st.datetimes(timezones=st.timezones() | st.just(VILNIUS)))
def test_no_time_is_lost(moment: datetime) -> None:
    kind = UtcDateTime()
    for dialect in ENGINES:
        back = kind.process_result_value(kind.process_bind_param(moment, dialect), dialect)
        assert back
        edges = {datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)}
        # an hour that comes twice equals nothing in another zone (PEP 495): compare in UTC, where none does
        assert back in edges or back == moment.astimezone(UTC)


@pytest.mark.parametrize("dialect", ENGINES, ids=lambda dialect: dialect.name)
def test_a_naive_time_is_refused(dialect: object) -> None:
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 2, 12), dialect)  # noqa: DTZ001 - the point


@pytest.mark.parametrize("kind", [UtcDateTime(), Json()])
@pytest.mark.parametrize("dialect", ENGINES, ids=lambda dialect: dialect.name)
def test_nothing_stays_nothing(kind: object, dialect: object) -> None:
    assert kind.process_bind_param(None, dialect) is None
    assert kind.process_result_value(None, dialect) is None


def test_text_is_cleaned() -> None:
    assert CleanText().process_bind_param("a\x00", ENGINES[1]) == "a\ufffd"
    assert CleanText().process_bind_param(None, ENGINES[1]) is None


def test_json_is_ascii_on_the_wire() -> None:
    bound = Json().process_bind_param({"ž": ["\x00", 1, None]}, ENGINES[1])
    assert bound == '{"\\u017e":["\\u0000",1,null]}'
    assert Json().process_result_value(bound, ENGINES[1]) == {"ž": ["\x00", 1, None]}
