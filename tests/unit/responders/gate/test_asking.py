"""Requests for data in public, and what merely sounds like one."""

import pytest

from responders.gate.asking import find_requests

ASKS = [
    "Atsiųskite asmens kodą čia.",
    "Parašykite užsakymo numerį komentare.",
    "Prašome nurodyti savo telefono numerį.",
    "Koks jūsų užsakymo numeris?",
    "Mums reikia jūsų užsakymo numerio.",
    "Ar galite pasakyti savo užsakymo numerį?",
    "Galėtumėte atsiųsti el. pašto adresą, kuriuo užsakėte?",
    "Palikite savo tel. nr. po įrašu ir susisieksime.",
    "Pasidalinkite užsakymo nr., patikrinsime.",
    "Parasykit uzsakymo nr cia",
    "Užsakymo numeris?",
    "Įrašykite kortelės numerį atsakyme.",
    "Laukiame jūsų kontaktų: vardas, pavardė, telefonas.",
    "Nerašykite asmens kodo čia, geriau parašykite telefono numerį komentare.",
    "Podaj numer zamówienia w komentarzu.",
    "Proszę o podanie numeru zamówienia.",
    "Prosimy o numer zamówienia, sprawdzimy.",
    "Czy może Pan podać numer telefonu?",
    "Jaki jest numer zamówienia?",
    "Napisz tutaj swój PESEL.",
    "Prześlij nam adres e-mail, na który złożono zamówienie.",
    "Potrzebujemy Twojego numeru zamówienia.",
    "Zostaw numer, oddzwonimy.",
    "prosze podac nr telefonu pod postem",
    "Numer zamówienia?",
    "Czy masz numer przesyłki?",
    "Wpisz dane w komentarzu.",
    "Reply with your order number.",
    "Please send us your booking reference.",
    "What's your order number?",
    "Can we have your email address please?",
    "Could you share your account number here?",
    "Please provide your full name and postcode.",
    "We need your order number to look into this.",
    "Let us know your phone number and we'll call you back.",
    "Drop your email below.",
    "Would you mind sharing your order number?",
    "Please comment with your order ID.",
    "Order number?",
    "Tell us your date of birth so we can find the account.",
    "Send us a DM or post your order number here.",
    "Please confirm the email address on your account.",
    "Post your tracking number in the comments and we will check.",
    "Leave your number and we'll ring you.",
    "Mums pakaks užsakymo numerio.",
    "Pod jakim numerem zamówienia to kupiono?",
    "Wystarczy nam numer zamówienia.",
    "Kokiu el. paštu prisijungdavote?",
    "Send us the order or parcel number here and we'll find where it stopped.",
    "Koks jūsų vardas ir pavardė?",
    "Ar galėtumėte parašyti savo adresą?",
    "Czy mogłaby Pani napisać swój adres e-mail?",
    "May I have your phone number?",
    "Your order number would be helpful, please post it below.",
]
PASSES = [
    "Nerašykite viešai asmens duomenų.",
    "Prašome nerašyti čia asmens duomenų.",
    "Parašykite mums privačia žinute užsakymo numerį.",
    "Parašėme jums privačiai. Atsakykite ten ir nurodykite užsakymo numerį.",
    "Prašome palaukti, jūsų užsakymas jau pakeliui.",
    "Patikrinsime jūsų užsakymą ir parašysime jums el. paštu.",
    "Ačiū, kad pranešėte. Siunta šiandien pasieks paštomatą.",
    "Išsiuntėme naują siuntos numerį jums el. paštu.",
    "Jūsų užsakymo numerio čia rašyti nereikia.",
    "Dėl saugumo nesidalinkite asmens duomenimis komentaruose – parašykite mums žinutę.",
    "Kurioje parduotuvėje pirkote prekę?",
    "Atsiprašome už nepatogumus, susisieksime su jumis telefonu.",
    "Paskambinkite mums numeriu, nurodytu svetainėje.",
    "Pasakykite, kada jums patogu.",
    "Parašykite mums į Messenger, ten galėsite saugiai nurodyti užsakymo numerį.",
    "Proszę nie podawać danych publicznie.",
    "Napisz do nas w wiadomości prywatnej i podaj numer zamówienia.",
    "Przepraszamy za opóźnienie. Sprawdzimy zamówienie i odezwiemy się do jutra.",
    "Nie podawaj tutaj numeru telefonu, napisz do nas na priv.",
    "Wysłaliśmy wiadomość prywatną. Prosimy o odpowiedź tam z numerem zamówienia.",
    "Prosimy o kontakt w wiadomości prywatnej.",
    "Prosimy o cierpliwość, paczka jest w drodze.",
    "Dane osobowe prosimy przesyłać tylko w wiadomości prywatnej.",
    "Twoje dane są u nas bezpieczne.",
    "W którym sklepie to się stało?",
    "Daj znać, czy wszystko już działa.",
    "Please don't post your number here.",
    "Send it to us in a private message.",
    "Please DM us your order number and we'll look into it.",
    "We've sent you a private message. Please reply there with your order number.",
    "We'll send a confirmation to your email address.",
    "Please never share your card details publicly.",
    "For your safety, don't share personal details in comments - message us instead.",
    "We will share your feedback with the team.",
    "Sorry about the wait! Your order left our warehouse today.",
    "Please give us a chance to address this.",
    "Could you tell us which store this was?",
    "Please send us a direct message with your booking reference: https://m.me/example",
    "Message us here https://m.me/example with your order number.",
    "Thanks for letting us know. We have asked the courier to call you.",
    "Rather than posting your details here, please message us privately.",
    "You can find your order number in the confirmation email.",
    "A number of customers reported this.",
    "We need to check this with the warehouse.",
    "There's no need to share your order number here.",
    "Please check your email for the tracking number.",
    "Pod numerem 116 123 ktoś wysłucha, a w nagłej sytuacji pomoże 112.",
    "Parašykite, kur ir kada tai įvyko – pavardžių nereikia.",
    "Please tell us which place it was and roughly when.",
    "Napisz, gdzie i kiedy to było – nazwiska nie są potrzebne.",
    "Kad žinotume, kur trūko žmonių, nurodykite vietą ir dieną.",
    "We already have your order number, no need to post anything.",
]


@pytest.mark.parametrize("draft", ASKS)
def test_a_public_request_for_data_is_found(draft):
    assert list(find_requests(draft))


@pytest.mark.parametrize("draft", ASKS)
def test_a_request_without_diacritics_is_found(draft):
    plain = draft.translate(str.maketrans("ąčęėįšųūžćłńóśźżĄČĘĖĮŠŲŪŽĆŁŃÓŚŹŻ", "aceeisuuzclnoszzACEEISUUZCLNOSZZ"))
    assert list(find_requests(plain))


@pytest.mark.parametrize("draft", PASSES)
def test_a_warning_an_invitation_or_a_promise_passes(draft):
    assert list(find_requests(draft)) == []


def test_the_finding_covers_the_sentence_that_asks():
    draft = "Atsiprašome dėl vėlavimo! Parašykite užsakymo numerį komentare. Ačiū."
    (finding,) = find_requests(draft)
    assert draft[finding.start : finding.end] == "Parašykite užsakymo numerį komentare."
    assert finding.fix == "move_private"
