"""Formal or familiar: an answer follows the tone the customer chose; without a sign it stays formal."""

import re
from typing import Literal

from monitor.domain.writing.folding import folded

Form = Literal["formal", "familiar"]

# Addressing a company in the plural ("jūs", "macie") says nothing: everybody does. Greetings and slang do.
_FAMILIAR = {
    "lt": r"\b(labas|labutis|labuka|sveikuciai|cau|zdarova|chebra|bicai|blyn|jo+|nu jo|drauguciai|ej)\b",
    "pl": r"\b(hej|hejka|czesc|siema|siemka|elo|eloszki|kochani|ludzie|no hej|spoko|mordo|heja)\b",
    "en": r"\b(hey|hiya|yo|guys|mate|lol|omg|dude|pls|plz|ur|u)\b",
}
_FORMAL = {
    "lt": r"\b(laba diena|gerbiam\w+|gerb|pagarbiai|labas (rytas|vakaras))\b",
    "pl": r"\b(dzien dobry|szanowni|szanowny|szanowna|panstwo|panstwa|panstwu|z powazaniem|uprzejmie)\b",
    "en": r"\b(dear (sir|madam|team)|regards|sincerely|good (morning|afternoon|evening))\b",
}


def form_of(text: str, language: str) -> Form:
    """Which form the customer's own words ask for; a formal sign outweighs a familiar one."""
    plain = folded(text)
    if language in _FORMAL and re.search(_FORMAL[language], plain):
        return "formal"
    return "familiar" if language in _FAMILIAR and re.search(_FAMILIAR[language], plain) else "formal"
