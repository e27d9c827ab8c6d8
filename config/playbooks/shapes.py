"""The shape of a playbook file and of a phrase file; an unknown key is an error."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

LANGUAGES = ("lt", "pl", "en")
Variants = Annotated[tuple[str, ...], Meta(min_length=3)]
Stem = Annotated[str, Meta(min_length=3)]


class Public(Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of a public text: never a word of personal data, never a request for any."""

    open: Variants  # names the matter in the customer's terms
    next: Variants  # what happens next, and by when


class Private(Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of a private text."""

    open: Variants
    next: Variants
    ask: tuple[str, ...] = ()  # what we need from the customer; required when the playbook `needs` something


class Version(Struct, frozen=True, forbid_unknown_fields=True):
    """One language of a playbook: what an agent reads about it, and the parts a customer reads."""

    version: Annotated[int, Meta(ge=1)]
    title: Annotated[str, Meta(min_length=3)]
    questions: Annotated[tuple[str, ...], Meta(min_length=1)]  # what the agent checks before sending
    may_promise: Annotated[tuple[str, ...], Meta(min_length=1)]
    public: Public
    private: Private


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Stems by language; several words in one stem must follow each other. Diacritics do not matter."""

    lt: tuple[Stem, ...] = ()
    pl: tuple[Stem, ...] = ()
    en: tuple[Stem, ...] = ()


class When(Struct, frozen=True, forbid_unknown_fields=True):
    """What speaks for the playbook; responders.composer.choosing holds the weights. Empty = chosen by hand only."""

    acts: tuple[Literal["complaint", "question", "praise", "idea", "spam", "other"], ...] = ()
    act_decides: bool = False  # such an act is reason enough, and without it the playbook never applies
    kinds: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    about: Words = Words()  # where given, the text must name one of these things as well
    words: Words = Words()
    repeats: Annotated[int, Meta(ge=1)] | None = None  # speaks for itself from so many unanswered mentions on


class Playbook(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One scenario."""

    name: Annotated[str, Meta(pattern=r"^[a-z][a-z_]*$")]
    owner: Annotated[str, Meta(min_length=3)]
    expires: date  # the last day on which its texts may be proposed without a new review
    rank: Annotated[int, Meta(ge=0, le=100)]  # decides between equals: the graver matter has the higher rank
    route: Literal["public", "private", "silent"]  # where the talk belongs; silent = drafted only when asked for
    approval: Literal["agent", "lead", "two"]
    reply_in_days: Annotated[int, Meta(ge=0, le=30)] | None = None  # working days behind {by} and {within}
    needs: tuple[str, ...] = ()  # personal data types without which the matter cannot be answered
    warm: bool = False  # an emoji may answer an emoji
    grave: bool = False  # no greeting and no preamble: the first sentence is what counts
    when: When
    lt: Version
    pl: Version
    en: Version

    def version_in(self, language: str) -> Version:
        """Return the texts in "lt", "pl" or "en"."""
        return {"lt": self.lt, "pl": self.pl, "en": self.en}[language]

    def drifted(self) -> tuple[str, ...]:
        """Languages whose texts are older than the newest of the three."""
        newest = max(self.version_in(language).version for language in LANGUAGES)
        return tuple(language for language in LANGUAGES if self.version_in(language).version < newest)


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """Lines of one language that every playbook shares."""

    greeting: Variants
    greeting_named: Variants  # with {name}, in the vocative
    note: Variants  # public, once the private message has gone
    invite: Variants  # public, asks to write to us privately
    link: Variants  # with {link}
    remove_public: Variants  # public, asks to take personal data out of the post
    remove_private: Variants
    context: Variants  # private, ties the message to the public comment
    silence: Variants  # to a customer who had to write again
    team: str  # signature when the brand set none, with {brand}
    sign: str  # with {signature}
    emoji: Variants
