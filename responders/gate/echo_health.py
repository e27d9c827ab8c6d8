"""Health told by the customer: not repeated and not paraphrased, in whichever language the answer is."""

import re
from collections.abc import Iterator
from typing import Final

from responders.gate.drafted import Drafted

_TOPICS: Final = tuple(
    re.compile("(?<![a-z])(?:" + words + ")")
    for words in (
        r"diabet\w*|cukrzyc\w*|insulin\w*|cukraus lig\w*|cukrzyk\w*",
        (r"vez(?:io|iu|ys|i)\b|onkolog\w*|nowotw\w*|rak(?:a|iem|u)?\b|cancer\w*|tumou?r\w*|chemoterap\w*"
        r"|chemotherap\w*|leuk\w*|bialaczk\w*"),
        (r"depres\w*|nerwic\w*|anxiety|psichi\w*|psychi\w*|bipol\w*|dwubieg\w*|schizo\w*|sizofr\w*|ptsd"
        r"|anoreks\w*|anorexia"),
        (r"nesc\w*|nestum\w*|laukiat\w*|ciaz\w*|ciezarn\w*|pregnan\w*|expecting|baby|kudik\w*"
        r"|dzieck\w* w drodze|miscarr\w*|poronien\w*"),
        r"neigal\w*|negali\w*|niepelnosprawn\w*|disab\w*|wheelchair\w*|wozk\w*|vezimel\w*",
        r"astm\w*|asthma\w*", r"epilep\w*|padaczk\w*", r"alerg\w*|allerg\w*", r"hiv\b|aids\b",
        r"insult\w*|infarkt\w*|sirdi\w*|udar\w*|zawal\w*|serc\w*|stroke|heart\w*|nadcisnien\w*|kraujospud\w*",
        r"hepatit\w*|zoltaczk\w*|hepatyt\w*", r"autiz\w*|autis\w*|autyz\w*", r"demenc\w*|dementia|alzheim\w*",
        (r"skleroz\w*|sclerosis|stwardnien\w*|artrit\w*|arthrit\w*|celiak\w*|coeliac\w*|celiac\w*"
        r"|crohn\w*|parkinson\w*|lupus"),
        r"gej\w*|gay|lesb\w*|homoseks\w*", r"musulmon\w*|muzulman\w*|muslim\w*|zyd\w*|jew\w*",
    )
)  # fmt: skip
_ANY: Final = re.compile(
    r"(?<![a-z])(?:lig(?:a|os|ai|omis|ą)\b|susirg\w*|serg\w*|sveikat(?:a|os|ai)\b|diagnoz\w*|bukl(?:e|es"
    r"|ei)\b|chorob\w*|choruj\w*|chor(?:y|a|ej|ego)\b"
    r"|zdrow(?:ie|ia|iu|otn\w*)\b|illness\w*|disease\w*|health\w*|medical\w*|condition|diagnos\w*"
    r"|recovery|sveik(?:ti|ite|sta\w*)\b|gydym\w*|leczeni\w*|treatment)"
)
_STEM: Final = 6


def find(known: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    """Yield the words that speak of the same illness, of illness at all, or repeat the customer's own words."""
    text = draft.low
    for topic in _TOPICS:
        if topic.search(known):
            yield from (match.span() for match in topic.finditer(text))
    yield from (match.span() for match in _ANY.finditer(text))
    stems = {part[:_STEM] for part in re.findall(r"[a-z]+", known) if len(part) > _STEM}
    yield from ((word.start, word.end) for word in draft.words if word.text[:_STEM] in stems)
