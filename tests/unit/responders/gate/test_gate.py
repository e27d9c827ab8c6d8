"""The three checks together: what stops where, what the brand may say, and that a fault stops the text."""

import pytest

from monitor.analysis.personal_data import find_personal_data
from monitor.domain.mentions import Visibility
from responders.gate import check

THREAD = ["Vėl vėluoja siunta, mano tel. 8 612 34567, jonas.petraitis@example.lt"]
CUSTOMER = {"name": "Jonas Petraitis", "address": "Šermukšnių g. 5-12, Vilnius"}
OWN = ("+370 700 55555", "Pramonės g. 15, Kaunas")


def findings(draft, visibility=Visibility.PUBLIC, detect=find_personal_data):
    return check(draft, visibility=visibility, thread=THREAD, customer=CUSTOMER, allowed=OWN, detect=detect)


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        ("Paskambinsime jums numeriu 8-612-34-567.", "personal_data"),
        ("Paskambinsime numeriu, kuris baigiasi 4567.", "echo"),
        ("Gerb. Petraiti, tikriname.", "echo"),
        ("Kurjeris jau Šermukšnių gatvėje.", "echo"),
        ("Kita pirkėja paliko numerį 8 655 11223.", "personal_data"),
        ("Atsiųskite asmens kodą čia.", "asks_publicly"),
        ("Please reply with your order number.", "asks_publicly"),
        ("Podaj numer zamówienia w komentarzu.", "asks_publicly"),
    ],
)
def test_a_leak_is_stopped_and_says_what_kind(draft, kind):
    assert kind in {finding.kind for finding in findings(draft)}


@pytest.mark.parametrize(
    "draft",
    [
        "Sveiki, Jonai, atsiprašome, kad siunta vėluoja. Parašykite mums privačia žinute užsakymo numerį.",
        "Prašome nerašyti čia asmens duomenų.",
        "Proszę nie podawać danych publicznie.",
        "Please don't post your number here, send it to us in a private message.",
        "Skambinkite mums +370 700 55555 arba 8 700 55555.",
        "Laukiame jūsų: Pramonės g. 15, Kaunas.",
    ],
)
def test_a_clean_reply_passes(draft):
    assert findings(draft) == ()


def test_findings_name_the_words_and_never_repeat_them_in_the_reason():
    draft = "Paskambinsime jums numeriu 8-612-34-567."
    for finding in findings(draft):
        assert draft[finding.start : finding.end] == "8-612-34-567"
        assert "612" not in finding.why
        assert finding.fix in {"mask", "move_private", "rephrase"}


def test_a_broken_detector_stops_the_text():
    def broken(text):
        raise RuntimeError

    (finding,) = findings("Ačiū!", detect=broken)
    assert (finding.kind, finding.start, finding.end) == ("gate_failure", 0, 5)
    assert findings("Ačiū!", Visibility.PRIVATE, detect=broken)


def test_in_private_only_the_severe_is_stopped():
    assert findings("Jūsų numeris 8 612 34567, teisingai?", Visibility.PRIVATE) == ()
    assert findings("Atsiųskite čia užsakymo numerį.", Visibility.PRIVATE) == ()
    assert findings("Jūsų asmens kodas 38503121234?", Visibility.PRIVATE)
    assert findings("kortelė 4111 1111 1111 1111", Visibility.PRIVATE)
