import subprocess
import sys

import pytest

from config.settings import AnalysisSettings
from monitor.analysis.analyser import VERSION
from monitor.analysis.brand.judging import BrandJudge
from monitor.bootstrap.judgement import ear, tell
from monitor.domain.assessments import Surroundings
from tests.support import transformers

POLISH = "Dlaczego nikt nie odbiera telefonu, to jest bad bad bad"
HEAVY = ("onnxruntime", "tokenizers", "monitor.analysis.transformer")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return transformers.folder(tmp_path_factory.mktemp("models") / "tiny")


def test_a_configured_transformer_tells_the_mood_of_its_language(tiny):
    found = ear(AnalysisSettings(transformers={"pl": str(tiny)}), pytest.fail)
    judged = found.analyser.assess(POLISH)
    assert judged.sentiment.label == "negative"
    assert judged.sentiment.score < -0.99
    assert judged.analyser == found.version
    assert found.version.startswith(f"{VERSION}+pl:tiny@")
    assert found.prepare is not None


def test_what_cannot_be_loaded_is_told_once_and_the_built_in_model_stands_in(tmp_path):
    told = []
    settings = AnalysisSettings(transformers={"pl": str(tmp_path / "nowhere")})
    found = ear(settings, lambda language, error: told.append((language, str(error))))
    ((language, said),) = told
    assert language == "pl"
    assert "'nowhere' cannot be loaded" in said
    assert found.version == found.analyser.assess(POLISH).analyser == VERSION
    assert found.prepare is None
    assert len(told) == 1


def test_the_log_names_the_language_and_no_text(capsys):
    tell("pl", RuntimeError("Nie odbiera telefonu"))
    said = "".join(capsys.readouterr())
    assert "transformer.not_used" in said
    assert "RuntimeError" in said
    assert "telefonu" not in said


def test_nothing_of_it_is_imported_where_none_is_configured():
    code = (
        "import sys; from config.settings import AnalysisSettings; from monitor.bootstrap.judgement import ear;"
        f"ear(AnalysisSettings(), print); print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_asked_for_is_the_one_assessments_carry(tiny):
    found = ear(AnalysisSettings(transformers={"pl": str(tiny)}), pytest.fail)
    judge = BrandJudge(found.analyser, found.version)
    assert judge.version("Example") == judge.assess(POLISH, Surroundings()).analyser
