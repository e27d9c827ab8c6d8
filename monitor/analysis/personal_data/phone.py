"""Telephone numbers in the ways Lithuanians, Poles and Britons write them, and international ones anywhere.

Nine digits say nothing by themselves (two thirds of random ones are valid Polish numbers): an international sign, a
grouping, a trunk prefix or a label decides. phonenumbers parses only international candidates of other countries.
"""

import re
from typing import Final

from monitor.analysis.personal_data.labels import Label
from monitor.analysis.personal_data.runs import Run, is_date, is_fraction

_PL_AREA: Final = "1[2-8]|2[2-59]|3[2-4]|4[1-46-8]|5[24589]|6[1-358]|7[14-7]|8[1-79]|9[145]"
_PL_MOBILE: Final = re.compile(r"(?:45|5[0137]|6[069]|7[2389]|88)\d{7}")
_PL_LAND: Final = re.compile(f"(?:{_PL_AREA})\\d{{7}}")
_LT_MOBILE: Final = re.compile(r"[80]6\d{7}")
_LT_LAND: Final = re.compile(r"[80](?:5\d|3[1-9]|4[1-9])\d{6}")
_LT_CITY: Final = re.compile(r"[80](?:52|37|41|45|46)\d+")
"""Landlines of the five cities (national numbering plan): of nine figures at random, one number in two hundred."""
_GB: Final = re.compile(r"(?:0|44)7[1-57-9]\d{8}|44[12]\d{8,9}|0[12]\d{8,9}|0[38]\d{9}|0800\d{6,7}")
_US: Final = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_MONEY: Final = re.compile(
    r" ?(?:eur|zl|pln|usd|gbp|euro|€|\$|£|%|mln|tys|kg|km\b|mah|ml\b|,\d|lit(?:as|ai|u|ams|ais|us)\b"
    r"|dol(?:ar|er|lar)|funt|pound"
    r"|quid\b|k(?:o)?ron|crowns?\b|rubl|frank|franc|cent|hrywn|grivin|gros|vnt\b|szt|osob|zmon|people\b"
    r"|users?\b|views?\b"
    r"|odslon|wyswietl|perziur)"
)
_MONEY_BEFORE: Final = re.compile(r"[€$£]\s?$|\d,$")
_MODEL: Final = re.compile("-[a-z]")
"""Letters behind a hyphen make it a product's number."""
_LT_SHAPES: Final = frozenset(
    {(1, 3, 5), (4, 5), (1, 3, 2, 3), (4, 2, 3), (1, 4, 4), (1, 8), (1, 2, 3, 3), (1, 3, 3, 2)}
)
_LT_SHORT: Final = frozenset({(3, 5), (3, 2, 3), (3, 3, 2), (1, 7)})
_LT_LAND_SHAPES: Final = frozenset(
    {
        (1, 1, 7),
        (1, 1, 3, 4),
        (1, 2, 6),
        (1, 2, 3, 3),
        (1, 2, 2, 2, 2),
        (1, 3, 5),
        (2, 3, 4),
        (2, 7),
        (1, 1, 3, 2, 2),
        (3, 6),
        (4, 5),
        (3, 3, 3),
    }
)
_PL_SHAPES: Final = frozenset({(3, 3, 3), (3, 2, 2, 2), (2, 3, 2, 2), (2, 7), (2, 3, 4)})
_GB_SHAPES: Final = frozenset(
    {(5, 6), (5, 3, 3), (3, 4, 4), (4, 3, 4), (4, 7), (3, 8), (4, 3, 3), (5, 5), (5, 2, 4), (2, 4, 5), (4, 4, 3)}
)
_HOTLINE: Final = re.compile(
    r"(?:0|370)(?:800|700|900)\d{5}|(?:48)?80[0148]\d{6}|(?:0|44)(?:80[08]\d{6,7}|3\d{9}|8[47]\d{8})"
    r"|1?8(?:00|33|44|55|66|77|88)[2-9]\d{6}"
)
"""Free, flat-rate and shared-cost numbers (national numbering plans; NANPA's toll-free codes): lines of companies."""
_HOTLINE_LT: Final = re.compile(r"8[789]00\d{5}")
"""The same with the old Lithuanian trunk prefix; grouped as 880 041 236 it is a Polish mobile."""
_OWN_CUE: Final = re.compile(
    r"(?<![a-z])(?:my|me|us|mine|mano|man|mums|musu|moj\w*|mi|mnie|nasz\w*|nam|tel|telefon\w*|mob\w*|phone"
    r"|contact number)"
    r"(?![a-z])[^\d]{0,20}$"
)
_HOME: Final = {"370": 8, "48": 9, "44": 10}
_OWN: Final = (Label.PHONE, Label.NUMBER, Label.SECRET)


def score(run: Run) -> float:
    """How likely the run is a telephone number, 0..1."""
    count = len(run.digits)
    if not 7 <= count <= 15 or is_date(run) or is_fraction(run) or is_hotline(run):
        return 0.0
    if run.plus or run.digits.startswith("00"):
        return _international(run)
    if run.claimed_by_other(*_OWN) or _is_amount(run):
        return 0.0
    called = run.says(Label.PHONE)
    shaped = max(_lithuanian(run), _polish(run), _british(run), _american(run))
    return min(0.97, shaped + 0.1 * called) if shaped else _called(run)


def _called(run: Run) -> float:
    """Judge a number that only its label makes a phone: a typo, a landline, a foreign one."""
    spoken = run.spoken
    if spoken is None or spoken.after or len(set(run.digits)) < 3 or "/" in run.separators():
        return 0.0
    if _MODEL.match(run.text, run.end):
        return 0.0
    count, grouped = len(run.digits), len(run.shape) > 1
    if spoken.label is Label.PHONE:
        enough = count >= 7 if spoken.tight else count >= 9 or (count == 8 and grouped)
    else:
        likely = run.digits[0] in "5678" and 8 <= count <= 10 and len(run.shape) >= 3
        enough = spoken.label is Label.NUMBER and spoken.tight and likely
    return 0.6 if enough and count <= 13 else 0.0


def _international(run: Run) -> float:
    digits = run.digits.removeprefix("00") if not run.plus else run.digits
    for code, length in _HOME.items():
        if digits.startswith(code):
            rest = len(digits) - len(code)
            bare = digits[len(code) :].startswith("0")
            if rest == length or (bare and rest == length + 1):
                return 0.97
            typed = run.plus or (run.says(Label.PHONE, Label.NUMBER) and run.spoken is not None and run.spoken.tight)
            return 0.75 if typed and abs(rest - length) <= 2 else 0.0
    if run.plus and 9 <= len(digits) <= 15:
        return 0.9 if _parses(run, digits) else 0.6 * run.says(Label.PHONE)
    return 0.8 if len(digits) >= 10 and run.says(Label.PHONE) and _parses(run, digits) else 0.0


def _parses(run: Run, digits: str) -> bool:
    """Whether phonenumbers knows such a number; its metadata is read on first use."""
    if run.late:
        return True
    import phonenumbers  # noqa: PLC0415 - loaded only for the first foreign number

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse("+" + digits))
    except phonenumbers.NumberParseException:
        return False


def _lithuanian(run: Run) -> float:
    digits, shape = run.digits, run.shape
    if digits.startswith("370") and len(digits) == 11 and digits[3] in "3456":
        return 0.92 if digits[3] == "6" else 0.85 * (len(shape) > 1 or run.says(Label.PHONE))
    if _LT_MOBILE.fullmatch(digits):
        return 0.87 if len(shape) == 1 or shape in _LT_SHAPES else 0.75
    if len(digits) == 9 and _LT_LAND.fullmatch(digits) and len(shape) == 1:
        bare = 0.6 if run.spoken is None and _LT_CITY.fullmatch(digits) else 0.0
        return 0.75 if run.says(Label.PHONE, Label.NUMBER) else bare
    if len(digits) == 9 and _LT_LAND.fullmatch(digits) and (shape[0] == 1 or run.bracketed):
        return 0.8 if shape in _LT_LAND_SHAPES else 0.0
    if len(digits) == 8 and digits[0] == "6" and digits[1:] != "0000000":
        return 0.75 if shape in _LT_SHORT else 0.7 * run.says(Label.PHONE)
    return 0.0


def _polish(run: Run) -> float:
    digits, shape = run.digits, run.shape
    if len(digits) == 11 and digits.startswith("48") and _PL_MOBILE.fullmatch(digits[2:]):
        return 0.85 if shape[0] == 2 or run.says(Label.PHONE, Label.NUMBER) else 0.75
    if len(digits) == 10 and digits[0] == "0" and shape == (3, 3, 2, 2) and _PL_LAND.fullmatch(digits[1:]):
        return 0.8
    if len(digits) != 9 or digits.endswith("000000"):
        return 0.0
    known = _PL_MOBILE.fullmatch(digits) or _PL_LAND.fullmatch(digits)
    if shape in _PL_SHAPES and known and ("/" not in run.separators() or _is_area_slash(run)):
        return 0.85
    if run.says(Label.NUMBER):
        return 0.75 * (_PL_MOBILE.fullmatch(digits) is not None)
    return 0.75 if known and run.says(Label.PHONE) else 0.0


def _is_area_slash(run: Run) -> bool:
    """Whether slashes part an area code (22/556-85-99), or a label makes 690/807/724 a telephone."""
    behind_area = [run.text[a.end : b.start] for a, b in zip(run.groups[1:], run.groups[2:], strict=False)]
    return (run.shape == (2, 3, 2, 2) and "/" not in behind_area) or run.says(Label.PHONE)


def _british(run: Run) -> float:
    if _GB.fullmatch(run.digits) is None:
        return 0.0
    if run.shape in _GB_SHAPES or run.bracketed:
        return 0.85
    if run.digits.startswith(("07", "447")) or run.says(Label.PHONE, Label.NUMBER):
        return 0.8
    return 0.44 if len(run.digits) == 11 and len(run.shape) == 1 and run.spoken is None else 0.0


def _american(run: Run) -> float:
    digits, shape = run.digits, run.shape
    if _US.fullmatch(digits) is None:
        return 0.0
    grouped = shape in {(3, 3, 4), (1, 3, 3, 4)} and bool(run.separators() & set("-.()"))
    return 0.8 if grouped else 0.75 if run.says(Label.PHONE) else 0.0


def is_hotline(run: Run) -> bool:
    """Whether it is a company's line, and nobody says that it is their own."""
    digits = run.digits.removeprefix("00") if run.digits.startswith("00") else run.digits
    old_style = run.shape[0] in {1, 4} and _HOTLINE_LT.fullmatch(digits) is not None
    if not old_style and _HOTLINE.fullmatch(digits) is None:
        return False
    return _OWN_CUE.search(run.text, max(0, run.start - 28), run.start) is None


def _is_amount(run: Run) -> bool:
    head = run.text[max(0, run.start - 3) : run.start]
    return _MONEY.match(run.behind()) is not None or _MONEY_BEFORE.search(head) is not None
