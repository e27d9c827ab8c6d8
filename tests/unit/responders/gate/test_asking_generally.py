"""Asking for data in the many ways people ask, and the ordinary replies that ask for none.

The first list of each language was written before the patterns it is held against now.
"""

import pytest

from responders.gate.asking import find_requests

ASKING = {
    "lt": """
Ar galėčiau sužinoti jūsų gimimo datą?
Kokiu vardu buvo užsakyta?
Kuo vardu registruota rezervacija?
Gal primintumėte savo užsakymo numerį?
Kuriuo adresu turėjome pristatyti siuntą?
Kur gyvenate?
Kada esate gimęs?
Kokiu numeriu jums paskambinti?
Kokiu numeriu galėtume su jumis susisiekti?
Prašau brūkštelėti savo telefoną, perskambinsime.
Duokit numerį, perskambinsim.
Numetikit užsakymo kodą ir pažiūrėsim.
Įkelkite čia kvito nuotrauką.
Atsiųskite asmens dokumento kopiją.
Jūsų el. paštas?
Koks jūsų el. paštas?
Pasakykite, kokiu el. paštu registravotės.
Patikslinkite, prašau, sąskaitos numerį, iš kurios mokėjote.
Nurodykite kliento kodą ir patikrinsime.
Būtų gerai, jei atsiųstumėte savo kontaktus.
Jei galite, palikite telefono numerį.
Norėdami padėti turime žinoti jūsų užsakymo numerį.
Lauksime jūsų užsakymo numerio.
Be užsakymo numerio nieko nerasime, tad parašykite jį.
Reikėtų dar jūsų adreso.
Reikia tik pavardės ir telefono.
Kokia jūsų pavardė?
Kokie paskutiniai keturi kortelės skaitmenys?
Parašykite paskutinius keturis kortelės skaičius.
Į kokią sąskaitą grąžinti pinigus?
Kur pervesti pinigus – atsiųskite IBAN.
Koks jūsų asmens kodas?
Užrašykite siuntos numerį po šia žinute.
Siuntos nr.?
Ar turite siuntos numerį?
Gal turite užsakymo nr.?
Kaip jus rasti sistemoje – koks prisijungimo vardas?
Atsiųskit prisijungimo duomenis, pažiūrėsim.
Koks automobilio valstybinis numeris?
Pateikite savo adresą, kad kurjeris galėtų atvykti.
Jūsų telefonas ir adresas, prašau.
Kada jūsų gimtadienis?
Kuriame bute gyvenate?
Parašykite namo numerį ir gatvę.
Įveskite čia SMS kodą.
Pasidalinkite rezervacijos kodu.
Padiktuokite užsakymo numerį.
Sufleruokite bilieto numerį.
Kokiu adresu pristatyti?
Labas, gal galit mesteltelt siuntos numeriuką?
Ar tinka tas pats adresas, ar jau pasikeitė? Užrašykite naują.
Reikės patvirtinti tapatybę: vardas, pavardė, gimimo data.
O koks jūsų numeris?
Sveiki, kokiu vardu pirkinys?
Gal atsimenate bilieto numerį?
Prie kurio adreso nedirba internetas?
Pasakykit savo telefoną.
Kokie paskutiniai keturi skaitmenys?
Jei tai jūsų paskyra, nurodykite jos el. paštą.
Trumpai: užsakymas kieno vardu?
Duokite žinoti savo kontaktinį numerį.
Atsakykite į šį komentarą su savo užsakymo numeriu.
Koks sutarties numeris ir kas jos savininkas?
Norėtume gauti jūsų telefono numerį.
Ar galėtumėte įkelti sąskaitos nuotrauką?
Kur atvežti naują prekę?
Kuriuo paštu registravotės?
Tikimės, kad pasidalinsite užsakymo numeriu.
""",
    "pl": """
Na jakie nazwisko było zamówienie?
Na kogo jest rezerwacja?
Pod jakim adresem Pani mieszka?
Gdzie Pan mieszka?
Kiedy się Pan urodził?
Jakim mailem się Pani loguje?
Z jakiego adresu mailowego poszło zamówienie?
Dokąd mamy wysłać paczkę?
Na jaki numer zadzwonić?
Pod jaki numer oddzwonić?
Jak się Pani nazywa?
Jakie nazwisko widnieje na fakturze?
Rzuć numerem zamówienia, sprawdzimy.
Podrzuć nr paczki.
Dawaj numer, sprawdzimy.
Proszę wrzucić zdjęcie paragonu.
Wyślij skan dowodu.
Twój e-mail?
Jaki e-mail podano przy rejestracji?
Poprosimy jeszcze o PESEL.
Prosimy o dane do faktury.
Czekamy na numer zamówienia.
Bez numeru zamówienia nie znajdziemy, więc prosimy go dopisać.
Czy moglibyśmy poznać Pani numer telefonu?
Czy możemy prosić o numer klienta?
Można prosić numer zamówienia?
Jakie są ostatnie cztery cyfry karty?
Podaj cztery ostatnie cyfry karty.
Na jakie konto mamy zwrócić pieniądze?
Podeślij numer konta do zwrotu.
Ślij numer konta.
Nr listu przewozowego?
Masz numer zamówienia?
Potrzebny będzie adres dostawy.
Będziemy potrzebować numeru telefonu.
Musimy znać numer umowy.
Numer rejestracyjny auta?
Jaki jest numer rejestracyjny?
Prosimy o kontakt i numer zamówienia w komentarzu.
Kiedy ma Pani urodziny?
Imię i nazwisko?
Imię, nazwisko i telefon poprosimy.
Wpisz tu kod SMS.
Jaki kod przyszedł w SMS-ie?
Proszę nam udostępnić swój adres.
Prosiłabym o numer przesyłki.
Wskaż numer sprawy.
Przypomnij numer zgłoszenia.
Jaki masz login?
Do znalezienia koszyka brakuje jeszcze numeru klienta.
Hej, podasz numerek paczki?
Trzeba potwierdzić tożsamość: imię, nazwisko i data urodzenia.
A jaki masz numer?
Cześć, na jakie imię było kupione?
Pamiętasz może numer biletu?
Pod którym adresem nie działa internet?
Powiedz nam swój telefon.
Cztery ostatnie cyfry?
Jeśli to Twoje konto, podaj jego e-mail.
Krótko: zamówienie na czyje nazwisko?
Daj znać, jaki jest Twój numer kontaktowy.
Odpowiedz pod tym komentarzem numerem zamówienia.
Jaki jest numer umowy i kto jest właścicielem?
Chcielibyśmy dostać numer telefonu.
Czy da się wrzucić skan faktury?
Gdzie przywieźć nowy towar?
Na który mail było konto?
Liczymy, że podzielisz się numerem zamówienia.
""",
    "en": """
Where do you live?
What name is the booking under?
Under what name did you order?
Which email did you use?
Which email did you sign up with?
How can we reach you by phone?
What's the best number to reach you on?
DOB please?
Could I grab a contact number?
When were you born?
Who is the account holder?
What address was it meant to go to?
Where should we deliver it?
Upload a photo of your receipt here.
Send a copy of your ID.
Please attach a picture of the shipping label.
Your email?
And the surname on the order?
Last four digits of the card?
Give us the last 4 digits of your card.
Which account should we refund to?
Type the code we texted you.
Ping us your order no. and we'll look.
Shoot over your order number.
Your order ref, please.
Order ref?
Kindly furnish your customer ID.
Got your tracking number handy?
Any chance of your order number?
If you could give us your postcode that'd be great.
We'd love to check, just need your account email.
To check this I'd need the last name on the reservation.
Mind popping your number below?
What number can we call you on?
Please verify your date of birth.
Please advise your PNR.
May we know your full name?
Can you tell me your postcode?
I need you to confirm your address.
We're missing your phone number.
Without the order number we can't help, so please add it.
What's your licence plate?
Number plate?
Whose name is on the account?
Please supply username.
What's your username?
Let me have your house number and street.
Which house number is it?
Email address?
Please quote your reference.
To find your basket we're still short of your customer number.
Hi, got a parcel no for me?
Is the address still the same? If not, write the new one.
And your number is?
Hey, what name was that bought in?
Do you remember the ticket number?
At which address is the internet down?
Say your phone number.
Last four?
If that's your account, tell us its email.
In short: whose name is the order in?
Let us know a good contact number.
Reply to this comment with the order number.
What's the contract number and who owns it?
We would like to get your mobile number.
Could you upload a scan of the invoice?
Where to bring the new item?
What email was the account on?
Hoping you'll share your booking code.
""",
}
ORDINARY = {
    "lt": """
Parašykite mums asmeninę žinutę, ten rasime užsakymą pagal numerį.
Užsakymo numerio čia nerašykite.
Savo numerio viešai neskelbkite, prašome.
Numeris mums jau žinomas, dėkojame.
Jūsų telefono modelis palaiko šią funkciją.
Atsakysime iki rytojaus.
Kuri parduotuvė jums arčiausiai?
Kada pirkote prekę?
Kokios spalvos norėtumėte?
Mūsų telefono numeris nurodytas svetainėje.
Skambinkite mums nurodytu numeriu.
Kodas galioja iki sekmadienio.
Nuolaidos kodas bus paskelbtas rytoj.
Kiek laiko laukėte?
Kas nutiko ir kurią dieną?
Ačiū, kad nurodėte vietą.
Adresas pasikeitė: dabar esame kitoje gatvės pusėje.
Kortele atsiskaityti galima.
Kortelės priimamos visose vietose.
Jūsų siunta jau pakeliui, sekimo numerį išsiuntėme laišku.
Sekimo numerį rasite laiške.
Ar jau gavote mūsų žinutę?
Pasakykite, ar pavyko.
Praneškite, jei problema kartosis.
Parašykite, kuri spalva patiko labiau.
Ką manote apie naują dizainą?
Dalinkitės įspūdžiais komentaruose!
Kuris variantas labiau patinka?
Atsiprašome, kad laukėte.
Mes jūsų duomenų viešai neprašysime.
Niekada neprašome slaptažodžių.
Prašome perkrauti telefoną.
Išjunkite ir vėl įjunkite įrenginį.
Vardinę kortelę gausite paštu.
Atsinaujinkite programėlę ir bandykite dar kartą.
Koks telefono modelis?
Kokia naršyklė ir kokia klaida rodoma?
Kuriame mieste tai buvo?
Ar prekė buvo supakuota?
Kokio dydžio ieškote?
Jūsų užsakymas jau išsiųstas, numerį rasite programėlėje.
Numeris užimtas todėl, kad linija perkrauta.
Patikrinkite, ar programėlėje nurodytas teisingas adresas.
Pasikeiskite slaptažodį ir įjunkite dviejų žingsnių patvirtinimą.
Slaptažodį pakeisti galite nustatymuose.
Dėl grąžinimo niekam nesakykite PIN kodo.
Ačiū už užsakymą ir kantrybę!
Jei numeris nerodomas, palaukite dar valandą.
Siuntos numerį kurjeris įrašo vakare.
Adresą keičiame tik gavę sutikimą asmeninėje žinutėje.
Prašome šiek tiek kantrybės, duomenis jau tikriname.
Atsakymą rasite savo el. pašte.
Ar žinutė su kodu jau atėjo?
Ar sekimo numeris jau gautas?
Kurjeris paskambins prieš atvykdamas.
Kortelė galioja dar metus.
Jei kortelė dingo, skambinkite bankui.
Grąžinsime į tą pačią kortelę.
Pinigai grįš į sąskaitą iki penktadienio.
Sąskaitos numeris nepasikeitė.
Adresas ir darbo laikas – svetainėje.
Mūsų el. paštas – svetainės apačioje.
Kontaktai skelbiami kontaktų puslapyje.
Prašome patikrinti šlamšto aplanką.
Dėkojame, numerį radome.
""",
    "pl": """
Napisz do nas wiadomość prywatną, tam znajdziemy zamówienie po numerze.
Numeru zamówienia prosimy tu nie podawać.
Swojego numeru lepiej nie publikować.
Numer już mamy, dziękujemy.
Ten model telefonu obsługuje tę funkcję.
Odpowiemy do jutra.
Który sklep jest najbliżej?
Kiedy kupiono produkt?
Jaki kolor wolisz?
Nasz numer telefonu jest na stronie.
Prosimy zadzwonić pod numer podany na stronie.
Kod działa do niedzieli.
Kod rabatowy podamy jutro.
Ile trwało czekanie?
Co się stało i którego dnia?
Dziękujemy za podanie miejsca.
Adres się zmienił: jesteśmy teraz po drugiej stronie ulicy.
Kartą można płacić.
Karty przyjmujemy wszędzie.
Paczka jest w drodze, numer śledzenia wysłaliśmy mailem.
Numer śledzenia jest w mailu.
Czy nasza wiadomość dotarła?
Prosimy dać znać, czy się udało.
Napisz, jeśli kłopot wróci.
Napisz, który kolor podoba Ci się bardziej.
Co sądzicie o nowym wyglądzie?
Podzielcie się wrażeniami w komentarzach!
Który wariant lepszy?
Przepraszamy za czekanie.
Nie będziemy publicznie prosić o dane.
Nigdy nie prosimy o hasła.
Prosimy ponownie uruchomić telefon.
Wyłącz i włącz urządzenie.
Imienna karta przyjdzie pocztą.
Zaktualizuj aplikację i spróbuj jeszcze raz.
Jaki to model telefonu?
Jaka przeglądarka i jaki błąd się pokazuje?
W którym mieście to było?
Czy produkt był zapakowany?
Jakiego rozmiaru szukasz?
Zamówienie już wysłane, numer jest w aplikacji.
Numer jest zajęty, bo linia jest przeciążona.
Prosimy sprawdzić, czy w aplikacji jest dobry adres.
Zmień hasło i włącz logowanie dwuetapowe.
Hasło można zmienić w ustawieniach.
Nikomu nie podawaj kodu PIN.
Dziękujemy za zamówienie i cierpliwość!
Jeśli numer się nie pokazuje, prosimy poczekać godzinę.
Numer paczki kurier wpisuje wieczorem.
Adres zmieniamy tylko po zgodzie w wiadomości prywatnej.
Prosimy o chwilę cierpliwości, dane już sprawdzamy.
Odpowiedź jest na Pana poczcie.
Czy wiadomość z kodem już dotarła?
Czy numer śledzenia już dotarł?
Kurier zadzwoni przed przyjazdem.
Karta jest ważna jeszcze rok.
Jeśli karta zginęła, trzeba zadzwonić do banku.
Zwrócimy na tę samą kartę.
Pieniądze wrócą na konto do piątku.
Numer konta się nie zmienił.
Adres i godziny są na stronie.
Nasz e-mail jest na dole strony.
Kontakty są na stronie kontaktowej.
Prosimy sprawdzić folder spam.
Dziękujemy, numer znaleziony.
""",
    "en": """
Message us privately and we'll find the order by its number there.
Please don't post your order number here.
Best not to share your number in public.
We already have the number, thank you.
Your phone model supports this.
We'll answer by tomorrow.
Which shop is nearest?
When did you buy it?
Which colour would you like?
Our phone number is on the website.
Please call the number on our website.
The code is valid until Sunday.
The discount code will be announced tomorrow.
How long did you wait?
What happened and on which day?
Thanks for telling us the place.
The address has changed: we're across the street now.
You can pay by card.
Cards are accepted everywhere.
Your parcel is on its way and we've emailed the tracking number.
You'll find the tracking number in the email.
Did you get our message?
Let us know if it worked.
Tell us if it happens again.
Tell us which colour you prefer.
What do you think of the new design?
Share your impressions in the comments!
Which one do you like better?
Sorry for the wait.
We'll never ask for your data in public.
We never ask for passwords.
Please restart your phone.
Turn the device off and on again.
Your card will arrive by post.
Update the app and try again.
Which phone model is it?
Which browser, and what error does it show?
Which city was it in?
Was the item packed?
What size are you after?
Your order has been sent and the number is in the app.
The number is busy because the line is overloaded.
Please check that the app has the right address.
Change your password and switch on two-step login.
You can change the password in settings.
Never tell anybody your PIN.
Thanks for your order and your patience!
If the number doesn't show, please wait an hour.
The courier adds the parcel number in the evening.
We change an address only after consent in a private message.
A little patience please, we're checking the details.
The answer is in your inbox.
Has the message with the code arrived yet?
Have you received the tracking number?
The courier will call before arriving.
The card is valid for another year.
If the card is lost, call your bank.
We'll refund to the same card.
The money will be back in your account by Friday.
The account number hasn't changed.
Address and hours are on the website.
Our email is at the bottom of the page.
Contact details are on the contact page.
Please check your spam folder.
Thanks, we've found the number.
""",
}


def lines(texts):
    return [line for text in texts.values() for line in text.strip().splitlines()]


@pytest.mark.parametrize("text", lines(ASKING))
def test_a_public_text_does_not_ask_for_data(text):
    assert list(find_requests(text))


@pytest.mark.parametrize("text", lines(ORDINARY))
def test_an_ordinary_reply_passes(text):
    assert not list(find_requests(text))


@pytest.mark.parametrize(
    "text",
    [
        "Parašykite užsakymo numerį asmeninėje žinutėje.",
        "Kokiu vardu buvo užsakyta? Parašykite mums į Messenger.",
        "Numer zamówienia prosimy przesłać w wiadomości prywatnej.",
        "Na jakie nazwisko było zamówienie? Odpowiedz nam w wiadomości prywatnej.",
        "Which name is the booking under? Tell us in a private message, please.",
        "Don't post your order number here, send it in a direct message.",
    ],
)
def test_a_private_way_named_beside_it_lets_the_same_question_pass(text):
    assert not list(find_requests(text))
