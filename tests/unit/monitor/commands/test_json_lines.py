import io
import json

import msgspec
import pytest

from monitor.commands.json_lines import transform


class Line(msgspec.Struct):
    id: int
    text: str = ""


def work(line):
    if line.text == "break":
        raise KeyError(line.text)
    return {"id": line.id, "length": len(line.text)}


@pytest.fixture
def run(monkeypatch):
    def _run(lines, work_together=None):
        out = io.TextIOWrapper(io.BytesIO())
        monkeypatch.setattr("sys.stdout", out)
        code = transform(io.BytesIO(b"\n".join(lines)), Line, work, work_together)
        return code, [json.loads(line) for line in out.buffer.getvalue().splitlines()]

    return _run


@pytest.fixture
def together():
    def _work(lines):
        _work.batches.append(len(lines))
        return [work(line) for line in lines]

    _work.batches = []
    return _work


def written(count, text="ar dirbate"):
    return [json.dumps({"id": number, "text": text}).encode() for number in range(count)]


def test_answers_come_in_the_order_of_the_lines(run, together):
    code, found = run(written(1201), together)
    assert (code, [each["id"] for each in found]) == (0, list(range(1201)))
    assert together.batches == [500, 500, 201]


def test_few_long_lines_are_worked_on_together(run, together):
    run(written(7, "x" * 400_000), together)
    assert together.batches == [3, 3, 1]


def test_a_line_that_cannot_be_read_says_so_in_its_place(run, together):
    lines = [*written(2), b"{torn", b"", b'{"id": 8, "text": 1}', *written(1)]
    code, found = run(lines, together)
    assert code == 1
    assert [each.get("id") for each in found] == [0, 1, None, 8, 0]
    assert [each["line"] for each in found if "error" in each] == [3, 5]
    assert together.batches == [3]


def test_a_line_that_breaks_the_work_takes_none_of_the_others_with_it(run, together):
    lines = [*written(2), b'{"id": 7, "text": "break"}', *written(1)]
    assert run(lines, together) == run(lines)
    code, found = run(lines, together)
    assert (code, found[2]) == (1, {"id": 7, "error": "KeyError", "line": 3})
    assert [each["id"] for each in found] == [0, 1, 7, 0]
