"""Health and other special categories (GDPR art. 9) told by the writer of themselves or their family.

Needs the first person and a word from the lexicon: "rak" and "vėžys" are also insults, "ill" and "blind" are also
figures of speech. The find covers the words that tell, verb included, so that a reader sees what was meant.
"""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = word_set(
    "demen deme gej geju lesb musu zyda stro schi bipo icaz arth celi nepl lecz cier padac pada canc preg",
    "disa asth anxi auti whee chem kenc insu serg susi diag nust negal nega neig nesc laui lauk depr diab",
    "aler alle uczu wozk oper",
    "aids hepa skle leuk infa sizo artr tube stwa bial udar zawa dwub gruz nerw nadc zolt tumo mult coel croh park",
    "anor buli ptsd adhd misc ampu auty hear",
    "onko vezi epil astm hiv aler gyda vart chor zach cukr rak raka nowo niep ciaz",
)
_STARTS: Final = word_set(
    "serg susi kenc gyda turi isgy man mano musu esu as lauk nesc chor zach cier lecz umie mam mial wykr zdia stwi",
    "jest moj moja moje moim i im my po poru jezd was been bein",
    "vaik sunu sunui dukr mama tetu tetis teva tevu vyra vyru zmon moci sene brol sesu sese",
    "dzie syn syna syno cork mamy matk tata ojci ojca maz mezo meza zona zony babc brat sios",
)
"""How the sayings below begin: with the first person."""
_LT_ILL: Final = (
    r"diabet\w*|vez(?:iu|io|ys|i)\b|onkolog\w*|depresij\w*|epilepsij\w*|astm\w*|hiv\b|aids\b|hepatit\w*"
    r"|sklero\w*|leukemij\w*"
    r"|insult\w*|infarkt\w*|alergij\w*|celiak\w*|sizofren\w*|bipol\w*|autizm\w*|demencij\w*|artrit\w*"
    r"|negali\w*|tuberkulioz\w*"
)
_PL_ILL: Final = (
    r"cukrzyc\w*|raka\b|rak\b|nowotw\w*|depresj\w*|epileps\w*|padaczk\w*|astm\w*|hiv\b|aids\b"
    r"|stwardnien\w*|bialaczk\w*"
    r"|udar\w*|zawal\w*|alergi[aeio]\w?\b|celiaki\w*|schizofren\w*|dwubieg\w*|autyzm\w*|demencj\w*"
    r"|niepelnosprawn\w*|gruzlic\w*"
    r"|nerwic\w*|nadcisnien\w*|zoltaczk\w*|chorob\w+ (?:serca|nerek|nowotw\w+|hashimoto|parkinsona"
    r"|crohna|psychiczn\w+|przewlekl\w+|wiencow\w+|gravesa)"
)
_EN_ILL: Final = (
    r"diabetes|cancer|tumou?r|depression|epilepsy|asthma|hiv\b|aids\b|hepatitis|multiple sclerosis"
    r"|leuk[a]?emia|dementia"
    r"|arthritis|coeliac\w*|celiac\w*|schizophrenia|bipolar\w*|autism|crohn'?s\w*|parkinson'?s"
    r"|a disability|disabilities"
    r"|a heart condition|heart disease|a stroke|a miscarriage|anorexia|bulimia|ptsd|adhd"
    r"|a chronic illness|lupus|(?:nut|peanut|milk|egg|latex|food|penicillin|shellfish) allerg(?:y|ies)"
)
_LT_KIN: Final = r"(?:vaik|sun|dukr|mam|tet|tev|vyr|zmon|mociut|seneli|broli|ses)\w*"
_PL_KIN: Final = r"(?:dzieck|syn|cork|mam|matk|tat|ojc|ojciec|maz|mez|zon|babci|dziad|brat|siostr)\w*"
_EN_KIN: Final = "(?:son|daughter|mum|mom|mother|dad|father|wife|husband|child|kid|brother|sister|gran)"
_EN_HAVING: Final = (
    r"i(?:'ve| have|'ve had| had| suffer(?:ed)? from| live with|'m living with"
    r"| (?:was|got|been) (?:\w+ )?diagnosed with)"
)
_EN_BEING: Final = r"pregnant|diabetic|disabled|asthmatic|epileptic|autistic|hiv[ -]positive"
_EN_PERSON: Final = "diabetic|amputee|wheelchair user|cancer patient|cancer survivor|muslim|jew"
_EN_MINE: Final = r"pregnancy|disability|chemo(?:therapy)?|insulin|diabetic|autistic"
_ADVERBS: Final = r"(?:\w+ ){0,2}"
_SAYINGS: Final = (
    rf"(?:sergu|susirgau|serganti?|kenciu nuo|gydausi(?: nuo)?|turiu|isgyvenu) {_ADVERBS}(?:{_LT_ILL})",
    rf"man (?:\w+ )?(?:diagnoz|nustat)\w+ {_ADVERBS}(?:{_LT_ILL})",
    rf"(?:mano|musu) (?:{_LT_KIN} )?(?:serga |turi |susirgo )?(?:\w+ )?(?:{_LT_ILL})",
    r"esu (?:\w+ ){0,3}(?:nesci|neigal|diabetik|astmatik|epileptik|lesbiet|musulmon)\w*",
    r"esu (?:\w+ )?(?:onkologin\w+ ligon\w*|hiv\b|gejus\b|zydas\b|nescia\b)",
    rf"{_LT_KIN} (?:\w+ )?(?:serga|turi|susirgo) {_ADVERBS}(?:{_LT_ILL})",
    r"po (?:\w+ )?operacijos (?:\w+ )?(?:negali|sunku|man|guliu|esu)\w*",
    r"(?:esu|jestem|i'm|i am|im) (?:\w+ )?(?:alergisk\w+|uczulon[ay] na|allergic to) \w+",
    r"(?:as )?laukiuosi\b|nescia (?:esu|jau)|turiu negali\w*|mano nestum\w*",
    rf"(?:choruje|zachorowal[ae]m|cierpie|lecze sie|umieram) na (?:\w+ )?(?:{_PL_ILL})",
    rf"(?<!nie )(?:mam|mialam|mialem) {_ADVERBS}(?:{_PL_ILL})",
    rf"(?:wykryto|zdiagnozowano|stwierdzono) u mnie {_ADVERBS}(?:{_PL_ILL})",
    rf"(?:zdiagnozowali|wykryli) (?:u mnie|mi) {_ADVERBS}(?:{_PL_ILL})",
    rf"jestem (?:\w+ )?chor[ay] na (?:\w+ )?(?:{_PL_ILL})",
    r"jestem (?:\w+ )?(?:w (?:\w+ ){0,2}ciazy|po zawale|po udarze|(?:w trakcie|po) chemi\w*|osoba niepelnosprawna)",
    r"jestem (?:\w+ )?(?:niepelnosprawn|diabetyk|cukrzyk|astmatyk|alergik|muzulman)\w*",
    r"jestem (?:gejem|lesbijka|zydem)",
    (
        rf"(?:moj|moja|moje|moim|mojego|mojej) (?:{_PL_KIN} )?(?:choruje na |ma "
        rf"|zachorowal\w* na )?(?:{_PL_ILL})"
    ),
    rf"{_PL_KIN} (?:\w+ )?(?:ma|choruje na|cierpi na|zachorowal\w* na) {_ADVERBS}(?:{_PL_ILL})",
    rf"{_PL_KIN} (?:jest )?po (?:udarze|zawale|wylewie|chemi\w*)",
    r"(?:poruszam sie|jezdze|jestem) na wozku",
    r"mam orzeczenie o niepelnospr\w*",
    rf"{_EN_HAVING} (?:got |been diagnosed with )?{_ADVERBS}(?:{_EN_ILL})(?![a-z])",
    rf"(?:i'm|i am|im) (?:\w+ )?(?:(?:\w+ )?(?:weeks?|months?) )?(?:{_EN_BEING})(?![a-z])",
    rf"my {_EN_KIN} (?:has|had|suffers from|suffered|lives with|was diagnosed with) {_ADVERBS}(?:{_EN_ILL})(?![a-z])",
    rf"my {_EN_KIN} is (?:\w+ )?(?:{_EN_BEING})(?![a-z])",
    rf"(?:i was|i'm|i am|i've been|im)?(?: currently)? ?being treated for {_ADVERBS}(?:{_EN_ILL})(?![a-z])",
    rf"(?<!he )(?<!she )(?<!they )(?<!it )(?<!who )(?:was|been) diagnosed with {_ADVERBS}(?:{_EN_ILL})(?![a-z])",
    r"i use a wheelchair|(?:i'm|i am|im) (?:in|on) a wheelchair",
    rf"(?:i'm|i am|im) an? (?:\w+ )?(?:{_EN_PERSON})(?![a-z])",
    rf"my (?:{_EN_KIN}(?:'s| has| suffers from| is) )?(?:{_EN_ILL}|{_EN_MINE})(?![a-z])",
)
_PATTERN: Final = re.compile("(?<![a-z])(?:" + "|".join(_SAYINGS) + ")")


_FIGURATIVE: Final = re.compile(
    r"(?<![a-z])(?:prawie|o malo(?: co)?|omal|malo nie|vos ne|beveik|almost|nearly|practically|basically)(?![a-z])"
)
_DISLIKE: Final = re.compile(
    r"(?:al+erg\w+|uczulon\w+) (?:(?:na|to|del) )?(?:tak\w*|te|ten|ta|to|wasz\w*|glup\w*|kla\w*|obslug\w*|reklam\w*"
    r"|ludzi|this|that|your"
    r"|stupid\w*|bad|people|jusu|tok\w*|kvail\w*)(?![a-z])"
)
_WIDEST_DISLIKE: Final = 24


def recognise(view: View) -> Iterator[Hit]:
    """Find first-person statements of health, pregnancy, disability and other special categories."""
    for match in filter(None, (_PATTERN.match(view.low, place) for place in view.places(_STARTS))):
        if not _is_figure_of_speech(match, view.low):
            yield Hit(PersonalDataType.HEALTH, *match.span(), 0.85)


def _is_figure_of_speech(match: re.Match[str], low: str) -> bool:
    """Whether somebody "almost had a stroke" over a price, or is "allergic to such service"."""
    if _FIGURATIVE.search(match[0]):
        return True
    return _DISLIKE.search(low, match.start(), match.end() + _WIDEST_DISLIKE) is not None
