"""Health for machines."""

from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor.domain.errors import RateLimited, Retryable
from tests.support.fakes import mention, page

TOKEN = {"Authorization": "Bearer metrics-secret"}


async def test_the_process_lives(bureau):
    answer = await bureau.get("/healthz")
    assert (answer.status, await answer.text()) == (200, "ok\n")


async def test_it_is_ready_while_the_database_answers(both):
    assert (await both.get("/readyz")).status == 200


async def test_it_is_not_ready_when_the_database_does_not_answer(both, monkeypatch):
    async def gone(_store):
        raise Retryable("PostgreSQL cannot do it now (08006)")

    monkeypatch.setattr(type(both.town.store), "ping", gone)
    answer = await both.get("/readyz")
    assert (answer.status, await answer.text()) == (503, "not ready: PostgreSQL cannot do it now (08006)\n")
    assert (await both.get("/healthz")).status == 200


async def test_it_is_not_ready_without_tables(bureau):
    async with bureau.town.store.write() as tx:
        await tx.users._connection.exec_driver_sql("ALTER TABLE events RENAME TO elsewhere")
    answer = await bureau.get("/readyz")
    assert answer.status == 503
    assert "aside migrate" in await answer.text()
    async with bureau.town.store.write() as tx:
        await tx.users._connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO events")
    assert (await bureau.get("/readyz")).status == 200


async def test_pages_and_api_say_that_the_database_does_not_answer(office, monkeypatch):
    class Gone:
        def __call__(self, *_args):
            raise Retryable("the database does not answer")

    monkeypatch.setattr(type(office.town.store), "read", Gone())
    answer = await office.get("/api/v1/cases")
    assert answer.status == 503
    assert (await answer.json())["error"] == "Retryable"
    page = await office.get("/")
    assert page.status == 503
    assert "The database does not answer" in await page.text()


async def test_metrics_need_their_own_token(office):
    assert (await office.get("/metrics")).status == 401
    for wrong in ("", "Bearer", "Bearer wrong", "Basic metrics-secret", "Bearer metrics-secret2", "Bearer ą"):
        assert (await office.get("/metrics", headers={"Authorization": wrong})).status == 401
    assert (await office.get("/metrics", headers=TOKEN)).status == 200


async def test_without_a_token_in_the_settings_there_are_none(made_bureau):
    async with made_bureau(metrics_token=None) as bureau:
        for headers in ({}, TOKEN, {"Authorization": "Bearer None"}):
            assert (await bureau.get("/metrics", headers=headers)).status == 404


@pytest.mark.parametrize("language", ["", "lt", "xx,*"])
async def test_metrics_are_prometheus_text_without_any_person(bureau, language):
    await bureau.town.hear(mention("1", "labas"), mention("2", "blogai", conversation_id="post-2"))
    bureau.town.now.forward(hours=9)
    bureau.town.sources["page"].answers.append(replace(page(), up_to=bureau.town.now()))
    bureau.town.sources["other"].answers.append(RateLimited("wait", until=bureau.town.now()))
    await bureau.town.poll_due()
    answer = await bureau.get("/metrics", headers={**TOKEN, "Accept-Language": language})
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    text = await answer.text()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["aside_cases", "open"] == 1
    assert found["aside_cases", "overdue"] == 1
    assert found["aside_streams", "limited"] == 1
    assert found["aside_streams", "ok"] == 1
    assert found["aside_stream_behind_seconds", "page", "comments"] == 0
    assert found["aside_quarantined_records",] == 0
    assert "Ona" not in text
