"""How well the analysers do on labelled texts, per language and source, with and without diacritics.

`labelled` reads texts, `judging` runs the analysers over them, `tasks` and `measures` compare, `results` keeps,
`tables` and `document` show. Nothing here needs a library, a network or a database.
"""

from monitor.analysis.evaluation.judging import evaluate, evaluate_models, evaluate_with, listening
from monitor.analysis.evaluation.labelled import Labelled, read
from monitor.analysis.evaluation.measures import average_precision, calibration_error, macro_f1
from monitor.analysis.evaluation.results import Report, Result

__all__ = [
    "Labelled",
    "Report",
    "Result",
    "average_precision",
    "calibration_error",
    "evaluate",
    "evaluate_models",
    "evaluate_with",
    "listening",
    "macro_f1",
    "read",
]
