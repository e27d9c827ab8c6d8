"""Traps of X's API about what may be read, inferred and kept; the others stand in test_traps.py."""

import json
from typing import get_args

import pytest

from monitor.bootstrap.judgement import analyser
from monitor.domain.assessments import ActLabel, SentimentLabel, Surroundings, Threat
from monitor.domain.streams import Removed
from tests.contracts.connectors.steps import A_WHILE, keys, read_all
from tests.contracts.connectors.x_stage import BRAND, ME

QUOTING_US = f'url:"x.com/{BRAND.x_handle}/status"'


@pytest.fixture
async def searching(staged):
    async with staged(options={"keywords": (QUOTING_US,)}) as ready:
        yield ready


async def test_a_post_that_quotes_ours_without_naming_us_needs_a_saved_search(searching):
    ours = searching.state.post(ME, "Nuo šiandien siuntas vežame ir šeštadieniais.")
    quote = searching.state.post(searching.customer, "Na na, pažiūrėsim…", quotes=ours)
    searching.simulated.pass_time(A_WHILE)
    named, _ = await read_all(searching, "mentions")
    found, _ = await read_all(searching, "search:1")
    assert quote not in keys(named)
    assert quote in keys(found)


async def test_trap_24_a_deleted_post_is_noticed_by_asking_and_by_its_push(stage):
    key, kept = stage.customer_writes("kur siunta?"), stage.customer_writes("ačiū")
    stage.simulated.pass_time(A_WHILE)
    await read_all(stage, "mentions")
    stage.customer_deletes(key)
    gone = await stage.connector.rechecker.gone([key, kept], now=stage.simulated.now)
    assert gone == {key}
    body = {"data": {"event_type": "post.delete", "filter": {"user_id": ME}, "payload": {"id": key}}}
    (removed,) = stage.plugin.read_webhook(json.dumps(body).encode(), [stage.account])
    assert isinstance(removed, Removed)
    assert removed.remote_id == key


@pytest.mark.parametrize(
    "text",
    [
        "Sergu diabetu, balsuoju už žaliuosius, sekmadieniais einu į mišias, o siuntos vis nėra",
        "Jestem w ciąży i w związku zawodowym, głosuję na lewicę, a paczki dalej nie ma",
        "I am gay, Jewish and on antidepressants, and my parcel is still not here",
    ],
)
def test_trap_25_what_somebody_is_or_believes_becomes_no_label(text):
    plain = {"lt": "siuntos vis nėra", "pl": "paczki dalej nie ma", "en": "my parcel is still not here"}
    found = analyser().assess(text, Surroundings())
    assert found.complaint.kind in {None, analyser().assess(plain[found.language.code], Surroundings()).complaint.kind}
    assert found.urgency.threat is None
    labels = {*get_args(ActLabel), *get_args(SentimentLabel), *get_args(Threat)}
    assert not labels & {"health", "politics", "religion", "ethnicity", "sex", "union", "crime", "finances"}
