from datetime import UTC, datetime, timedelta

import pytest

from connectors._graph.errors import MEANINGS, GraphFailure, consequence_of, consequences
from monitor.domain.errors import (
    AccountBlocked,
    AsideError,
    AuthExpired,
    BadPayload,
    Gone,
    Misconfigured,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def failure(code: int | None, subcode: int | None = None, *, status: int = 400, **more: object) -> GraphFailure:
    error = {"code": code, "error_subcode": subcode, "message": "secret words", **more}
    return GraphFailure("Graph error", status=status, error=error if code is not None else None)


@pytest.mark.parametrize("writing", [False, True], ids=["read", "write"])
@pytest.mark.parametrize(
    ("code", "subcode", "error"),
    [
        *[(code, None, RateLimited) for code in (4, 17, 32, 613, 80001, 80002, 80006, 341)],
        (613, 2534040, RateLimited),
        *[(190, subcode, AuthExpired) for subcode in (None, 458, 459, 460, 463, 464, 467, 492, 99999)],
        (102, None, AuthExpired),
        (1705, None, AuthExpired),
        (10, None, PermissionMissing),
        (3, None, PermissionMissing),
        (200, None, PermissionMissing),
        (230, None, PermissionMissing),
        (299, None, PermissionMissing),
        (200, 2534041, PermissionMissing),
        *[(*pair, AccountBlocked) for pair in ((10, 1893063), (100, 2534029), (2022, None), (368, None))],
        *[(*pair, Gone) for pair in ((100, 33), (100, 2534014), (100, 2018001), (100, 2534001), (9000001, None))],
        (12, None, Misconfigured),
    ],
)
def test_decided_by_code_and_subcode(code: int, subcode: int | None, error: type[AsideError], *, writing: bool):
    assert type(consequence_of(failure(code, subcode), now=NOW, writing=writing)) is error


@pytest.mark.parametrize(
    ("code", "subcode", "rule"),
    [
        (10, 2018278, "outside_window"),
        (10, 2534022, "outside_window"),
        (100, 2534022, "outside_window"),
        (10, 2018065, "outside_window"),
        (10, 2018108, "person_unreachable"),
        (200, 1545041, "person_unreachable"),
        (551, 1545041, "person_unreachable"),
        (551, None, "person_unreachable"),
        (10900, None, "already_replied_privately"),
        (100, 2534023, "already_replied_privately"),
        (100, 2534025, "comment_not_answerable"),
        (100, 2534037, "other_app_owns_thread"),
        (2018300, None, "other_app_owns_thread"),
        (100, None, "invalid_request"),
        (100, 424242, "invalid_request"),
        (6, None, "graph_6"),
    ],
)
def test_a_refusal_names_its_rule(code: int, subcode: int | None, rule: str):
    error = consequence_of(failure(code, subcode), now=NOW, writing=True)
    assert isinstance(error, Rejected)
    assert error.rule == rule


def test_code_10_without_subcode_is_never_taken_for_the_window():
    assert not isinstance(consequence_of(failure(10), now=NOW, writing=True), Rejected)


@pytest.mark.parametrize("pair", [(1, None), (2, None), (1, 1357046), (2, 99)])
def test_meta_s_own_trouble_is_retried_when_reading_and_looked_up_when_writing(pair: tuple[int, int | None]):
    assert isinstance(consequence_of(failure(*pair, status=500), now=NOW, writing=False), Retryable)
    assert isinstance(consequence_of(failure(*pair, status=500), now=NOW, writing=True), OutcomeUnknown)


def test_an_unknown_code_called_transient_is_trouble():
    assert isinstance(consequence_of(failure(77, is_transient=True), now=NOW, writing=False), Retryable)


@pytest.mark.parametrize(
    ("status", "reading", "writing"),
    [
        (500, Retryable, OutcomeUnknown),
        (200, BadPayload, OutcomeUnknown),
        (404, Retryable, Retryable),
        (429, RateLimited, RateLimited),
    ],
)
def test_answers_without_a_graph_error_are_judged_by_what_may_have_happened(
    status: int, reading: type[AsideError], writing: type[AsideError]
):
    assert type(consequence_of(failure(None, status=status), now=NOW, writing=False)) is reading
    assert type(consequence_of(failure(None, status=status), now=NOW, writing=True)) is writing


def test_a_throttle_lasts_as_long_as_the_header_says():
    headers = {"X-Business-Use-Case-Usage": '{"9":[{"type":"pages","estimated_time_to_regain_access":19}]}'}
    error = consequence_of(
        GraphFailure("Graph error", status=400, error={"code": 80001}, headers=headers), now=NOW, writing=False
    )
    assert isinstance(error, RateLimited)
    assert error.until == NOW + timedelta(minutes=19)


def test_a_throttle_without_a_time_is_never_retried_hot():
    error = consequence_of(failure(17), now=NOW, writing=False)
    assert isinstance(error, RateLimited)
    assert error.until >= NOW + timedelta(minutes=5)


@pytest.mark.parametrize("key", list(MEANINGS), ids=str)
def test_every_row_has_words_of_ours_and_a_next_step(key: tuple[int, int | None]):
    error = consequence_of(failure(*key), now=NOW, writing=True)
    assert "secret words" not in str(error)
    assert str(key[0]) in str(error)
    assert len(error.next_step) > 3


def test_a_missing_permission_worded_as_a_dead_token_says_so():
    assert "permission" in consequence_of(failure(190), now=NOW, writing=False).next_step


def test_errors_that_are_ours_already_pass_unchanged():
    with pytest.raises(Gone, match="x"), consequences(now=NOW):
        raise Gone("x")


@pytest.mark.parametrize("code", [True, 1.5, "abc", [], {}, "99999999999999"])
def test_codes_that_are_none_do_no_harm(code: object):
    assert failure(code).code is None  # type: ignore[arg-type]


def test_codes_as_text_are_read():
    assert failure("190").code == 190  # type: ignore[arg-type]
