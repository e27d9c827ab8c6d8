"""The analyser with the models of brands beside it: which model has a say is known by the text's surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.analysis.analyser import VERSION, Analyser
from monitor.analysis.brand.blending import blended, version_of
from monitor.domain.assessments import Assessment, Surroundings
from monitor.domain.learning import BrandModel

if TYPE_CHECKING:
    from monitor.analysis.transformer_analyser import TransformerAnalyser


class BrandJudge:
    """`monitor.ports.learning.Judge`: safe to share between threads, a model is put in place in one step."""

    def __init__(self, analyser: Analyser | TransformerAnalyser, version: str = VERSION) -> None:
        """Judge by an analyser whose assessments carry `version`."""
        self._analyser = analyser
        self._version = version
        self._models: dict[str, BrandModel] = {}

    def plain(self, text: str, surroundings: Surroundings) -> Assessment:
        """Assess by the shipped models alone."""
        return self._analyser.assess(text, surroundings)

    def assess(self, text: str, surroundings: Surroundings) -> Assessment:
        """Assess, with the brand's model where it has one."""
        found = self._analyser.assess(text, surroundings)
        model = self._models.get(surroundings.brand)
        return found if model is None else blended(text, found, surroundings.brand_names, model)

    def version(self, brand: str) -> str:
        """Name what assesses a brand's texts now, as assessments carry it."""
        return version_of(self._version, self._models.get(brand))

    def learn(self, brand: str, model: BrandModel | None) -> None:
        """Use this model for the brand from now on, None = the shipped ones alone."""
        if model is None:
            self._models.pop(brand, None)
        else:
            self._models[brand] = model
