"""What analysis says about one text, and which words made it say so.

Verdicts are structs and not dataclasses because a dozen of them are made for each post: a frozen dataclass takes ten
times as long to make.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from msgspec import Struct


class PersonalDataType(StrEnum):
    """The taxonomy of personal data; the values are the wire names of `aside analyse`."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    CARD = "CARD"
    IBAN = "IBAN"
    NATIONAL_ID = "NATIONAL_ID"
    ID_DOCUMENT = "ID_DOCUMENT"
    ADDRESS = "ADDRESS"
    BIRTH_DATE = "BIRTH_DATE"
    TAX_ID = "TAX_ID"
    PARCEL = "PARCEL"
    ORDER = "ORDER"
    PERSON = "PERSON"
    PLATE = "PLATE"
    SECRET = "SECRET"  # noqa: S105 - a category name
    HEALTH = "HEALTH"


SEVERITY: dict[PersonalDataType, int] = {
    PersonalDataType.NATIONAL_ID: 5,
    PersonalDataType.ID_DOCUMENT: 5,
    PersonalDataType.CARD: 5,
    PersonalDataType.SECRET: 5,
    PersonalDataType.HEALTH: 5,
    PersonalDataType.IBAN: 4,
    PersonalDataType.ADDRESS: 4,
    PersonalDataType.PHONE: 3,
    PersonalDataType.EMAIL: 3,
    PersonalDataType.BIRTH_DATE: 3,
    PersonalDataType.TAX_ID: 3,
    PersonalDataType.PARCEL: 3,
    PersonalDataType.PLATE: 2,
    PersonalDataType.ORDER: 2,
    PersonalDataType.PERSON: 1,
}
"""How bad it is when the category stands in public, 1 to 5 (5 = worst)."""

MOVES_PRIVATE: frozenset[PersonalDataType] = frozenset(
    kind for kind, severity in SEVERITY.items() if severity >= 2 and kind is not PersonalDataType.ORDER
)
"""Categories whose presence in a public text asks for hiding it and going private.

A name alone never does (first-name lists flag 155 of 1,000 ordinary Lithuanian texts); an order code is asked for
in private but needs no hiding.
"""


class PersonalDataSpan(Struct, frozen=True, gc=False):
    """Where personal data stands; offsets count Unicode code points of the original text, end exclusive."""

    type: PersonalDataType
    start: int
    end: int
    score: float


class Language(Struct, frozen=True, gc=False):
    """ISO 639-1 code, or "und" when the text does not tell; `source` says whose language it is when not the text's."""

    code: str
    confidence: float
    source: Literal["text", "thread", "author", "account", "person"] = "text"


SentimentLabel = Literal["negative", "neutral", "positive", "unsure"]


class Sentiment(Struct, frozen=True, gc=False):
    """Mood from -1 (worst) to 1; "unsure" is an answer."""

    label: SentimentLabel
    score: float


class Complaint(Struct, frozen=True, gc=False):
    """How likely the text is a complaint (0..1) and what about (delivery, billing, product, service ...)."""

    score: float
    kind: str | None


Threat = Literal["safety", "legal", "regulator", "media", "fraud", "churn", "self_harm", "abuse"]
ActLabel = Literal["complaint", "question", "praise", "idea", "spam", "other"]


class Act(Struct, frozen=True, gc=False):
    """What the writer is doing, apart from mood."""

    label: ActLabel
    score: float


class Urgency(Struct, frozen=True, gc=False):
    """0 = can wait, 3 = at once; the threat that made it so, if one did."""

    level: int
    threat: Threat | None


class Evidence(Struct, frozen=True, gc=False):
    """Words that decided a verdict: `verdict` names which one, the span is in the original text's own offsets."""

    verdict: str
    start: int
    end: int
    weight: float


class Assessment(Struct, frozen=True, gc=False):
    """Everything analysis says about one text, with the version of the analyser that said it.

    `about_us` is False when a person said that the text is not meant for the brand; `corrected` names what people
    changed (see `monitor.domain.corrections`).
    """

    language: Language
    sentiment: Sentiment
    complaint: Complaint
    act: Act
    urgency: Urgency
    personal_data: tuple[PersonalDataSpan, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    analyser: str = ""
    about_us: bool = True
    corrected: tuple[str, ...] = ()

    @property
    def needs_private(self) -> bool:
        """Whether personal data in the text asks for going private."""
        return any(span.type in MOVES_PRIVATE for span in self.personal_data)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a text, for short texts that do not tell their language by themselves."""

    thread_language: str | None = None
    author_language: str | None = None
    account_language: str | None = None
    brand_names: tuple[str, ...] = ()
    brand: str = ""  # whose model has a say, beside the shipped one


def not_assessed(text: str) -> Assessment:
    """What stands for a text the analyser broke on: a person must read it, and until then all of it is masked."""
    return Assessment(
        language=Language("und", 0.0),
        sentiment=Sentiment("unsure", 0.0),
        complaint=Complaint(0.5, None),
        act=Act("other", 0.0),
        urgency=Urgency(1, None),
        personal_data=(PersonalDataSpan(PersonalDataType.SECRET, 0, len(text), 0.0),) if text else (),
        analyser="none",
    )
