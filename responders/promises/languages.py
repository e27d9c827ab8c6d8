"""Lithuanian, Polish and English words for times, folded: "iki penktadienio 14 val.", "do piątku do 14", "by 2 pm"."""

import re
from collections.abc import Mapping

from responders.promises.patterns import Patterns

FEW = 3
"""What "a few" hours or days may mean at most."""

LITHUANIAN = Patterns(
    will=re.compile(r"\w(?:sime|sim|site|siu|sit)\b|\b(?:bus|gausi|zinosi)\b|\b(?:atsilieps|atsakys|parasys|paskambins)\b"),
    until=r"(?:ne veliau kaip )?(?:iki|lig)|ne veliau kaip|veliausiai",
    bare=r"(?:dar |jau )?",
    between=r"(?:iki |apie )?",
    within=r"per|po|ne ilgiau kaip per|ne veliau kaip per",
    next_week=r"kit\w+|sekanci\w+",
    clock=r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*(?:val\w*|h)\b\.?)?|(?P<fullhour>\d{1,2})\s*(?:val\w*|h)\b\.?)",
    calendar=r"(?:(?P<year>\d{4})\s*(?:m\.?\s*)?)?(?P<month>MONTHS)\s+(?P<monthday>\d{1,2})(?:\s*(?:d\b\.?|dien\w+))?",
    days={"today": r"siandien(?:os)?(?: pat)?", "tomorrow": r"rytoj(?:aus|u)?", "after": r"poryt(?:ojaus)?"},
    parts={"morning": r"ryt[oą]|ryta|ryte", "noon": r"vidurdieni\w*|pietu", "evening": r"vakar[oaeą]\w{0,1}"},
    ends={
        "day": r"(?:sios )?dienos pabaig\w+", "week": r"(?:sios )?savaites pabaig\w+",
        "month": r"(?:sio )?menesio pabaig\w+",
    },
    units={
        "workhour": r"darbo valand\w+", "hour": r"valand\w+|val\b\.?", "workday": r"darbo dien\w+",
        "day": r"dien\w+|para|paras|paru", "week": r"savait\w+", "month": r"menes\w+",
    },
    weekdays=(
        r"pirmadien\w+", r"antradien\w+", r"treciadien\w+", r"ketvirtadien\w+", r"penktadien\w+", r"sestadien\w+",
        r"sekmadien\w+",
    ),
    months=(
        r"saus\w+", r"vasar\w+", r"kov\w+", r"baland\w+", r"geguz\w+", r"birzel\w+", r"liep\w+", r"rugpjuc\w+",
        r"rugsej\w+", r"spal\w+", r"lapkric\w+", r"gruod\w+",
    ),
    numbers={
        r"vien\w+": 1, r"dvi|du|dviej\w+": 2, r"tris|trij\w+|triju": 3, r"ketur\w+": 4, r"penki\w+": 5, r"sesi\w+": 6,
        r"septyni\w+": 7, r"astuoni\w+": 8, r"devyni\w+": 9, r"desimt\w*": 10, r"kelias|kelis|keliu|pora|poros": FEW,
    },
)  # fmt: skip

POLISH = Patterns(
    will=re.compile(
        r"\b(?:od|na|za|prze|wy|wro|z|sprawd|ustal|u|po|do|da|de|przy|wr|w)\w*(?:[ei]my|amy)\b"
        r"|\b(?:damy|bedzie|beda|dostan\w+|otrzyma\w*|dotrze|odpowie\w*|napisze|zadzwoni)\b"
    ),
    until=r"(?:najpozniej )?(?:do|przed)|najpozniej(?: (?:w|we))?",
    bare=r"(?:jeszcze )?",
    between=r"(?:do |o |ok\.? |w |we )?",
    within=r"(?:w ciagu|w przeciagu|za)(?: najblizszych| maksymalnie| najwyzej)?",
    next_week=r"przyszl\w+|nastepn\w+",
    clock=r"(?:(?:godz\w*\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})|(?:godz\w*\.?\s*)(?P<fullhour>\d{1,2}))",
    calendar=r"(?P<monthday>\d{1,2})\.?\s+(?P<month>MONTHS)(?:\s+(?P<year>\d{4}))?",
    days={"today": r"dzis(?:iaj)?", "tomorrow": r"jutra|jutro", "after": r"pojutrz\w*"},
    parts={"morning": r"rano|rana", "noon": r"poludni\w+", "evening": r"wieczor\w*"},
    ends={"day": r"konca dnia", "week": r"konca (?:tego )?tygodnia", "month": r"konca (?:tego )?miesiaca"},
    units={
        "workhour": r"godzin\w* robocz\w+", "hour": r"godzin\w*|godz\b\.?",
        "workday": r"(?:dni|dnia|dzien) robocz\w+|robocz\w+ (?:dni|dnia)",
        "day": r"dni|dnia|dzien|doby|dobe", "week": r"tygodni\w*|tydzien", "month": r"miesi\w+",
    },
    weekdays=(
        r"poniedzial\w+", r"wtor\w+", r"srod\w+", r"czwart\w+", r"piat\w+", r"sobot\w+", r"niedziel\w+",
    ),
    months=(
        r"stycz\w+", r"lut\w+", r"mar(?:ca|zec)", r"kwie\w+", r"maj\w*", r"czerw\w+", r"lip\w+", r"sierp\w+",
        r"wrze\w+", r"pazdzier\w+", r"listopad\w*", r"grud\w+",
    ),
    numbers={
        r"jed\w+": 1, r"dw\w+": 2, r"trz\w+": 3, r"czter\w+": 4, r"piec\w*|pieciu": 5, r"szesc\w*|szesciu": 6,
        r"siedm\w+|siedem": 7, r"osm\w+|osiem": 8, r"dziewiec\w*": 9, r"dziesiec\w*": 10, r"kilku|kilka|pare|paru": FEW,
    },
)  # fmt: skip

ENGLISH = Patterns(
    will=re.compile(r"\b(?:will|won't|shall|going to|promise|expect)\b|'ll\b"),
    until=r"by|before|no later than|until|not later than",
    bare=r"(?:later |first thing )?",
    between=r"(?:at |by |before |on |in the |around )?",
    within=r"within|in|in the next|over the next",
    next_week=r"next",
    clock=(
        r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*(?P<halfday>[ap]\.?m\b\.?))?"
        r"|(?P<fullhour>\d{1,2})\s*(?P<fullhalf>[ap]\.?m\b\.?))"
    ),
    calendar=(
        r"(?:the )?(?P<monthday>\d{1,2})(?:st|nd|rd|th)?(?: of)?\s+(?P<month>MONTHS)(?:,?\s+(?P<year>\d{4}))?"
    ),
    days={"today": r"today|tonight", "tomorrow": r"tomorrow", "after": r"the day after tomorrow"},
    parts={"morning": r"morning", "noon": r"noon|midday|lunchtime", "evening": r"evening|night"},
    ends={
        "day": r"(?:the )?end of (?:the |this |business )?day|close of business",
        "week": r"(?:the )?end of (?:the |this )?week", "month": r"(?:the )?end of (?:the |this )?month",
    },
    units={
        "workhour": r"(?:working|business) hours?", "hour": r"hours?", "workday": r"(?:working|business) days?",
        "day": r"days?", "week": r"weeks?", "month": r"months?",
    },
    weekdays=(r"monday", r"tuesday", r"wednesday", r"thursday", r"friday", r"saturday", r"sunday"),
    months=(
        r"jan(?:uary)?", r"feb(?:ruary)?", r"mar(?:ch)?", r"apr(?:il)?", r"may", r"june?", r"july?", r"aug(?:ust)?",
        r"sept?(?:ember)?", r"oct(?:ober)?", r"nov(?:ember)?", r"dec(?:ember)?",
    ),
    numbers={
        r"an?|one": 1, r"two": 2, r"three": 3, r"four": 4, r"five": 5, r"six": 6, r"seven": 7, r"eight": 8,
        r"nine": 9, r"ten": 10, r"a few|several|a couple of": FEW,
    },
)  # fmt: skip

LANGUAGES: Mapping[str, Patterns] = {"lt": LITHUANIAN, "pl": POLISH, "en": ENGLISH}
