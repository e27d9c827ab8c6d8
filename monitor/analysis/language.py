"""Which language a text is in: Lithuanian, Polish, English, Latvian, Russian, Ukrainian, German, or not told.

Each word votes with the character runs inside it; the model was trained on texts with and without diacritics.
A text whose votes are too even is "und", and the surroundings decide: the thread's language, then the author's,
then the account's.
"""

from functools import cache
from math import exp, sqrt
from typing import Final

from monitor.analysis.model_files import load_language_model
from monitor.analysis.packed import PackedModel, pack, unpack, word_pieces
from monitor.analysis.tokens import fold, tokenise
from monitor.domain.assessments import Language, Surroundings

UNDECIDED: Final = Language("und", 0.0)
LONGEST_PIECE: Final = 4
SURE_ENOUGH: Final = 0.40
"""Probability below which the text does not tell its language."""
_REMEMBERED_WORDS: Final = 60_000


_OURS: Final = frozenset({"lt", "pl", "en"})
_FEW: Final = 3
"""Words up to which a text is greeting-sized: too short for letters alone to tell."""
_GREETINGS: Final = {
    "lt": "labas,labas rytas,labas vakaras,laba diena,sveiki,sveikas,aciu,labai aciu,dekui,dekoju,prasau,viso gero",
    "pl": "dzien dobry,dobry wieczor,dobry,czesc,witam,witajcie,dzieki,dziekuje,prosze,do widzenia,pozdrawiam",
    "en": "hello,hi,hi there,hey,hello there,thanks,thank you,thx,please,good morning,good evening,bye",
    "und": "ok,okay,super,info,top,wow,lol,haha,mega,bravo,hm,hmm,oh,no comment,stop,help,test,dm",
}
_KNOWN: Final = {
    text: Language(code, 0.9 if code != "und" else 0.0)
    for code, texts in _GREETINGS.items()
    for text in texts.split(",")
}


_TELLING: Final = {
    "en": "how my the what when where why does is are your you this that with for i have was can new it and of",
    "pl": "jak się nie jest czy dla mój moja moje gdzie kiedy dlaczego już też oraz przez jestem macie",
    "lt": "kaip kodėl mano yra jūs jūsų bet čia dėl labas vieni kitus aš nėra prašau ačiū kada kodel jusu cia nera",
}
"""Small words of our three languages that the others do not have: short texts are told by them, not by letter runs."""
_TOLD: Final = 4.0


class LanguageDetector:
    """Detects the language of texts; remembers the votes of words it has met."""

    def __init__(self, model: PackedModel) -> None:
        self._codes = model.classes
        self._intercepts = model.intercepts
        self._votes = _Votes(model)

    def detect(self, text: str) -> Language:
        """Return the language of a text, "und" when it does not tell."""
        return self.of_words(tokenise(text).words)

    def of_words(self, tokens: list[str]) -> Language:
        """Return the language of a text already cut into tokens."""
        if len(tokens) <= _FEW:
            known = _KNOWN.get(" ".join([fold(token) for token in tokens if token[0].isalpha()]))
            if known is not None:
                return known
        total = sum(self._votes.read(tokens))
        if not total:
            return UNDECIDED
        scale = 1.0 / sqrt(len(tokens))
        lanes = unpack(total, len(self._codes))
        scores = [vote * scale + bias for vote, bias in zip(lanes, self._intercepts, strict=True)]
        best = max(scores)
        confidence = 1.0 / sum([exp(score - best) for score in scores])
        if confidence < SURE_ENOUGH:
            return Language("und", round(confidence, 3))
        return Language(self._codes[scores.index(best)], round(confidence, 3))


class _Votes(dict[str, int]):
    """Word → its packed votes."""

    def __init__(self, model: PackedModel) -> None:
        super().__init__()
        self._rows = model.rows
        self._told = {
            word: pack([_TOLD * (code == lang) for code in model.classes])
            for lang, words in _TELLING.items()
            for word in words.split()
        }

    def read(self, words: list[str]) -> list[int]:
        if len(self) > _REMEMBERED_WORDS:
            self.clear()
        return list(map(self.__getitem__, words))

    def __missing__(self, word: str) -> int:
        vote = 0
        if word[0].isalpha():
            pieces = word_pieces(word.lower(), LONGEST_PIECE)
            vote = sum(filter(None, map(self._rows.get, pieces))) + self._told.get(word.lower(), 0)
        self[word] = vote
        return vote


def settled(found: Language, surroundings: Surroundings, words: int = 0) -> Language:
    """Return the text's own language, or the surroundings' when the text does not tell.

    A text of one to three `words` that looks foreign to us does not tell either: Latvian and Lithuanian share many
    short words, and our customers rarely write Latvian.
    """
    foreign_and_short = 0 < words <= _FEW and found.code not in _OURS
    if found.code != "und" and not foreign_and_short:
        return found
    if surroundings.thread_language:
        return Language(surroundings.thread_language, found.confidence, "thread")
    if surroundings.author_language:
        return Language(surroundings.author_language, found.confidence, "author")
    if surroundings.account_language:
        return Language(surroundings.account_language, found.confidence, "account")
    return found


@cache
def shared_detector() -> LanguageDetector:
    """Return this process's detector over the shipped model."""
    return LanguageDetector(load_language_model())


def detect(text: str) -> Language:
    """Return the language of a text by the shipped model, "und" when it does not tell."""
    return shared_detector().detect(text)
