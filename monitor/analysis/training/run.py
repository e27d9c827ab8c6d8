"""`aside train`: labelled files in, model files and their card out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from threadpoolctl import threadpool_limits

from monitor.analysis import packed_files
from monitor.analysis.analyser import Models
from monitor.analysis.complaint_files import complaint_file, load_complaint_models
from monitor.analysis.evaluation import Labelled, Report, evaluate_models, read
from monitor.analysis.evaluation.tables import tables
from monitor.analysis.model_files import (
    load_language_model,
    load_sentiment_models,
    save_language_model,
    sentiment_file,
    shipped_words,
)
from monitor.analysis.threat_files import load_threat_models, threat_file
from monitor.analysis.training.complaint import train_complaints
from monitor.analysis.training.language import train_language
from monitor.analysis.training.mood_lessons import LABELS, teaching
from monitor.analysis.training.sentiment import train_sentiment
from monitor.analysis.training.threats import teaches_calm, train_threats
from monitor.domain.errors import Misconfigured

CARD_FILE: Final = "CARD.md"


def train(files: Sequence[Path], out: Path, leave_out: str | None = None) -> Report:
    """Train the models from labelled JSON lines and write them with a card into `out`.

    Texts labelled neg, neu or pos teach sentiment; texts without a label teach the language; others are passed
    over. `leave_out` names a source (a file's stem) that is not learnt from but measured. Deterministic: the same
    files give the same bytes. Raises Misconfigured when no file teaches anything, BadFile for an unreadable line.
    """
    rows = [row for path in files for row in read(path)]
    held = [row for row in rows if row.source == leave_out]
    if leave_out is not None and not held:
        raise Misconfigured(f"--leave-out {leave_out}: no such source among the files")
    learnt = [row for row in rows if row.source != leave_out]
    with threadpool_limits(1):  # the number of threads changes the last digits of sums, and with them the files
        models = _trained(learnt)
    write(models, out)
    taught = teaching(learnt) + [row for row in learnt if row.label is None]
    notes = (f"Learnt from {', '.join(sorted({row.source for row in taught}))}.",)
    measured = evaluate_models(held or rows, models)
    report = Report(measured.results, notes)
    (out / CARD_FILE).write_text(_card(report, leave_out), encoding="utf-8")
    return report


def _trained(rows: Sequence[Labelled]) -> Models:
    languages = [row for row in rows if row.label is None]
    moods = [row for row in rows if row.label in LABELS]
    if not languages and not moods:
        raise Misconfigured("none of the files holds texts labelled neg, neu or pos, nor texts of known language")
    sentiment = train_sentiment(rows) if moods else load_sentiment_models()
    return Models(
        train_language(languages, shipped_words()) if languages else load_language_model(),
        sentiment,
        train_complaints(rows, sentiment) if moods else load_complaint_models(),
        train_threats(rows) if teaches_calm(rows) else load_threat_models(),
    )


def write(models: Models, out: Path) -> None:
    """Write the model files into a folder, made if need be."""
    out.mkdir(parents=True, exist_ok=True)
    save_language_model(models.language, out)
    for code, model in models.sentiment.items():
        packed_files.save(model, out / sentiment_file(code))
    for code, model in models.complaints.items():
        packed_files.save(model, out / complaint_file(code))
    for code, model in models.threats.items():
        packed_files.save(model, out / threat_file(code))


def _card(report: Report, leave_out: str | None) -> str:
    measured = f"on {leave_out}, which was left out" if leave_out else "on the texts learnt from: no proof of anything"
    return f"# Model card\n\n{tables(report)}\nThe figures above were measured {measured}.\n"
