"""Which playbook a text gets: the scenario's own words decide, and a matter is rather left general than misnamed."""

from dataclasses import replace

import pytest
from msgspec import structs

from monitor.domain.assessments import Sentiment
from tests.support.situations import NOW, Story, situation

LT = [
    ("Vėl vėluoja siunta, kiek galima laukti!", "complaint", "delivery", "late_delivery"),
    ("vel veluoja siunta, kiek galima laukti", "complaint", "delivery", "late_delivery"),
    ("Siunta dingo, sistemoje pažymėta kaip pristatyta", "complaint", "delivery", "lost_delivery"),
    ("Atsiuntė ne tą prekę", "complaint", "product", "wrong_item"),
    ("Prekė atkeliavo sudaužyta", "complaint", "product", "damaged_item"),
    ("Kada grąžinsit pinigus už grąžintas prekes?", "complaint", "billing", "refund"),
    ("Po mėnesio sugedo, ar galioja garantija?", "question", "product", "warranty"),
    ("Sąskaitoje neteisinga suma", "complaint", "billing", "billing_error"),
    ("Nuskaitė dukart! Dvigubas nuskaitymas", "complaint", "billing", "double_charge"),
    ("Neveikia internetas nuo ryto", "complaint", "outage", "outage"),
    ("Stovėjau eilėje valandą, vienas kasininkas", "complaint", "service", "slow_service"),
    ("Pardavėja nemandagi, apšaukė", "complaint", "staff", "rude_staff"),
    ("Nulaužė mano paskyrą, negaliu prisijungti", "complaint", "access", "account_hacked"),
    ("Gavau įtartiną žinutę jūsų vardu, ar čia sukčiavimas?", "question", "fraud", "fraud"),
    ("Įkroviklis užsidegė, nudegiau ranką", "complaint", "product", "safety_hazard"),
    ("Ištrinkite mano asmens duomenis pagal BDAR", "question", "privacy", "data_request"),
    ("Noriu nutraukti sutartį", "other", "contract", "cancellation"),
    ("Kiek kainuoja pristatymas?", "question", "price", "price_question"),
    ("Iki kiek dirbate šeštadienį?", "question", None, "opening_hours"),
    ("Ar dar turite šitą suknelę? Kada vėl bus?", "question", "product", "stock"),
    ("Ačiū už pagalbą, šaunuoliai!", "praise", None, "praise"),
    ("Siūlau pridėti tamsų režimą", "idea", None, "idea"),
    ("Ar ieškote darbuotojų Kaune? Kur siųsti CV?", "question", None, "job"),
    ("Kriptovaliuta, lengvi pinigai, spausk nuorodą", "spam", None, "spam"),
    ("Rašau jau trečią kartą, niekas neatsako", "complaint", "service", "no_answer"),
    ("Visai neaišku, kas čia vyksta", "complaint", None, "complaint"),
    ("Buvau šiandien pas jus", "other", None, "general"),
]
PL = [
    ("Gdzie jest moja paczka? Nie dotarła!", "complaint", "delivery", "late_delivery"),
    ("gdzie jest moja paczka nie dotarla", "complaint", "delivery", "late_delivery"),
    ("Paczka zaginęła, status doręczona", "complaint", "delivery", "lost_delivery"),
    ("Przyszedł zły rozmiar, pomyliliście zamówienie", "complaint", "product", "wrong_item"),
    ("Towar dotarł stłuczony", "complaint", "product", "damaged_item"),
    ("Kiedy zwrot pieniędzy?", "question", "billing", "refund"),
    ("Zepsuł się, chcę złożyć reklamację", "complaint", "product", "warranty"),
    ("Zawyżony rachunek za internet", "complaint", "billing", "billing_error"),
    ("Pobrano dwa razy! Podwójna płatność", "complaint", "billing", "double_charge"),
    ("Nie działa internet od rana", "complaint", "outage", "outage"),
    ("Godzinę czekałem, jedna kasa otwarta", "complaint", "service", "slow_service"),
    ("Obsługa bezczelna i chamska", "complaint", "staff", "rude_staff"),
    ("Ktoś się zalogował na moje konto, nie mogę się zalogować", "complaint", "access", "account_hacked"),
    ("Dostałem podejrzany SMS, ktoś się pod was podszywa", "question", "fraud", "fraud"),
    ("Ładowarka się zapaliła", "complaint", "product", "safety_hazard"),
    ("Usuńcie moje dane osobowe, RODO", "question", "privacy", "data_request"),
    ("Chcę zrezygnować z umowy", "other", "contract", "cancellation"),
    ("Ile kosztuje wysyłka?", "question", "price", "price_question"),
    ("Do której godziny macie otwarte?", "question", None, "opening_hours"),
    ("Kiedy znowu będzie dostępny?", "question", "product", "stock"),
    ("Świetna obsługa, dziękuję za pomoc", "praise", None, "praise"),
    ("Fajnie by było mieć tryb ciemny", "idea", None, "idea"),
    ("Zatrudniacie? Gdzie wysłać CV?", "question", None, "job"),
    ("Zarabiaj na kryptowalutach", "spam", None, "spam"),
    ("Piszę trzeci raz, nikt nie odpowiada", "complaint", "service", "no_answer"),
    ("Nie polecam", "complaint", None, "complaint"),
    ("Byłam dzisiaj u was", "other", None, "general"),
]
EN = [
    ("Where's my parcel? It's still not arrived", "complaint", "delivery", "late_delivery"),
    ("My package went missing, it says delivered", "complaint", "delivery", "lost_delivery"),
    ("You sent me the wrong size", "complaint", "product", "wrong_item"),
    ("The item arrived broken", "complaint", "product", "damaged_item"),
    ("I want my money back", "complaint", "billing", "refund"),
    ("It stopped working, is it under warranty?", "question", "product", "warranty"),
    ("You overcharged me on my bill", "complaint", "billing", "billing_error"),
    ("I was charged twice for one order", "complaint", "billing", "double_charge"),
    ("Your website is down again", "complaint", "outage", "outage"),
    ("On hold for an hour, nobody served me", "complaint", "service", "slow_service"),
    ("Your staff were so rude", "complaint", "staff", "rude_staff"),
    ("My account was hacked and I’m locked out", "complaint", "access", "account_hacked"),
    ("Got a suspicious text pretending to be you", "question", "fraud", "fraud"),
    ("The charger caught fire", "complaint", "product", "safety_hazard"),
    ("Please delete my data under GDPR", "question", "privacy", "data_request"),
    ("How do I cancel my subscription?", "question", "contract", "cancellation"),
    ("How much is shipping?", "question", "price", "price_question"),
    ("What time do you open on Sunday?", "question", None, "opening_hours"),
    ("Is this back in stock soon?", "question", "product", "stock"),
    ("Great service, thank you for your help", "praise", None, "praise"),
    ("It would be great if you added dark mode", "idea", None, "idea"),
    ("Are you hiring? I'd like to work for you", "question", None, "job"),
    ("Easy money with crypto", "spam", None, "spam"),
    ("Third time I write and still no reply", "complaint", "service", "no_answer"),
    ("My flight is delayed again", "complaint", "booking", "complaint"),
    ("Saw your shop today", "other", None, "general"),
]


def chosen(composer, text, language, act, kind, **more):
    case = situation(Story(text=text, language=language, act=act, kind=kind, **more))
    calm = structs.replace(case.assessment, sentiment=Sentiment("positive" if act == "praise" else "neutral", 0.0))
    return composer.choose(replace(case, assessment=calm), now=NOW).name


@pytest.mark.parametrize(
    ("language", "text", "act", "kind", "book"),
    [(language, *case) for language, cases in (("lt", LT), ("pl", PL), ("en", EN)) for case in cases],
)
def test_a_text_gets_its_scenario(composer, language, text, act, kind, book):
    assert chosen(composer, text, language, act, kind) == book


@pytest.mark.parametrize(
    ("threat", "book"), [("safety", "safety_hazard"), ("self_harm", "distress"), ("abuse", "abuse")]
)
def test_a_threat_outweighs_the_matter(composer, threat, book):
    assert chosen(composer, "Kur mano siunta?", "lt", "complaint", "delivery", threat=threat) == book


def test_a_danger_told_before_is_what_a_later_thank_you_is_answered_with(composer):
    story = Story(text="Ačiū, kurjeris labai malonus", act="praise")
    glad = structs.replace(situation(story).assessment, sentiment=Sentiment("positive", 0.9))
    case = replace(situation(story), assessment=glad)
    assert composer.choose(case, now=NOW).name == "praise"
    assert composer.choose(replace(case, waiting_threats=("safety",)), now=NOW).name == "safety_hazard"
    assert composer.choose(replace(case, waiting_threats=("media",)), now=NOW).name != "praise"


def test_kind_and_act_alone_name_nothing(composer):
    assert chosen(composer, "Kurjeris kaip visada", "lt", "complaint", "delivery") == "complaint"


def test_waiting_without_an_answer_speaks_for_itself(composer):
    story = Story(text="Na ir?", act="question")
    assert composer.choose(situation(story, repeats=3), now=NOW).name == "no_answer"
    assert composer.choose(situation(story, repeats=1), now=NOW).name == "general"
    assert composer.choose(replace(situation(story, repeats=3), answered_before=True), now=NOW).name == "general"


def test_praise_in_a_bitter_text_is_not_thanked_for(composer):
    story = Story(text="Šaunuoliai, nėra ką pasakyti", act="praise")  # the mood of a story is negative
    assert composer.choose(situation(story), now=NOW).name == "general"


def test_an_expired_playbook_is_passed_over(composer):
    late = situation(Story(text="Vėluoja siunta", kind="delivery"))
    old = replace(
        composer,
        playbooks=tuple(
            type(book)(**{f: getattr(book, f) for f in book.__struct_fields__} | {"expires": NOW.date().replace(day=1)})
            if book.name == "late_delivery"
            else book
            for book in composer.playbooks
        ),
    )
    assert composer.choose(late, now=NOW).name == "late_delivery"
    assert old.choose(late, now=NOW).name == "complaint"
    assert replace(composer, playbooks=()).choose(late, now=NOW) is None


def test_no_texts_in_a_language_means_no_playbook(composer):
    assert composer.choose(situation(Story(language="ru")), now=NOW) is None
    assert composer.choose(situation(Story(language="und")), now=NOW) is None


def test_the_crisis_wave_is_never_chosen_unasked(composer):
    for text in ("Skandalas! Boikotas!", "Visi apie tai kalba, gėda jums"):
        assert chosen(composer, text, "lt", "complaint", None, threat="media") == "complaint"
