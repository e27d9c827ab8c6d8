"""What requests for data are made of, in three languages: data, verbs that hand over, places, refusals.

All patterns are for folded small letters. A verb counts only in a form that asks the reader (imperative, question, or
infinitive after a word of asking): "we will send you" asks for nothing.
"""

import re
from typing import Final


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("(?<![a-z])(?:" + "|".join(alternatives) + ")")


DATA: Final = _any(
    # Lithuanian
    r"asmens (?:kod|duomen|tapatyb|dokument)\w*",
    r"asmenini\w+ (?:duomen|informac)\w*",
    r"a\. ?k\.",
    r"(?:uzsakym|siunt|rezervacij|bilet|biliet|klient|sutart|saskait|kortel|telefon|tel|mob|pas|dokument"
    r"|sekim|pirkim|kvit|cek|mokejim"
    r"|paskyr|skund|nari|abonent|byl|prekes? uzsakym)[a-z.]* (?:nr|num\w*|kod\w*|duomen\w*|informacij\w*|id\b)",
    r"numer(?:i|is|io|ius|iu|elis|eli|iukas|iuka|iuko)(?![a-z])",
    r"nr(?![a-z])",
    r"(?<!parduotuves )(?<!salono )(?<!svetaines )(?<!interneto )adres(?:a|as|o|us)(?![a-z])(?! sklep"
    r"| salon| stron)",
    r"koki\w+ el\. ?past\w*|el\. ?past(?:a|as|o)(?! zinut)|e-?mail(?:a|as|o)(?![a-z])",
    r"telefon(?:a|as)(?![a-z])",
    r"banko saskait\w*|saskaita grazin\w*|(?:konto|rachunek) (?:\w+ )?do zwrotu|account for (?:the|your) refund",
    r"(?:savo|jusu|tavo|swoj|twoj) kontakt(?:a)?(?![a-z])|duomenimis(?![a-z])",
    r"kontakt(?:us|ai|ini\w+|inius)(?![a-z])",
    r"gimimo (?:dat|met)\w*",
    r"(?:savo |jusu |pilna |tavo )?vard(?:a|as)(?![a-z])|pavard\w*",
    r"slaptazod\w*|pin kod\w*|pin(?![a-z])|iban|prisijungimo (?:duomen|vard)\w*|kortel\w+",
    r"paso (?:\w+ )?(?:puslap|kopij|nuotrauk|skan)\w*|(?:savo|jusu|tavo) duomen\w*|duomenis(?![a-z])"
    r"|saskaitos numer\w*",
    # Polish
    r"stron\w* paszportu|(?:nr|numer\w*) (?:polis|mieszkani|domu|zamow|telefon|klient|przesyl|paczk|rezerwac|konta"
    r"|karty|umow|faktur|zgloszen"
    r"|pesel|dowod|rachunk|sledz)\w*",
    r"numer(?:u|em|y|ow)?(?![a-z])",
    r"pesel\w*|nip(?:u)?(?![a-z])",
    r"telefon(?:ik\w*|iuk\w*)?(?![a-z])|mailik\w*|numerk\w*",
    r"(?:adres\w* )?e-?mail(?:a|owy|owego)?(?! ?em)(?![a-z])|maila(?![a-z])",
    r"dan(?:e|ych)(?! temat)(?![a-z])",
    r"imi(?:e|enia)(?![a-z])|nazwisk\w*",
    r"dat\w+ urodz\w*|hasl(?:o|a)(?![a-z])|kod\w* (?:poczt|sms|blik|rezerw|zamow|klient|przesyl|paczk"
    r"|potwierdz)\w*|dan\w+ karty|numer\w* karty",
    # English
    r"(?:order|booking|reservation|account|phone|mobile|telephone|contact|reference|confirmation|ticket"
    r"|tracking|case|customer|client|card"
    r"|passport|policy|membership|flight|parcel|member|loyalty|invoice)(?:'s)? (?:numbers?|nos?\b|num\b"
    r"|#|ids?\b|codes?|ref\w*|details?|info\w*)",
    r"(?<!\ba )numbers?(?! of)(?![a-z])",
    r"(?:your|the|delivery|home|postal|shipping|billing|full|an|e-?mail) address(?:es)?",
    r"(?:your|an|the) e-?mails?(?![a-z])|e-?mail address",
    r"(?:your|full|first|last|sur) ?names?(?![a-z])|surname"
    r"|(?<!the )(?<!by )(?<!on )(?<!new )(?<!a )(?<!brand )(?:name|e-?mail|phone|mobile|address|postcode)(?= and|,)"
    r"|registration (?:number|plate)|the registration(?= of)|(?:the|your) (?:reg|plates?)(?![a-z])",
    r"post ?codes?|zip(?: code)?(?![a-z])|date of birth|d\.?o\.?b(?![a-z])|birth ?(?:date|day)",
    r"(?:your|personal|contact|account|card|bank|payment|booking|login|order) (?:data|details?"
    r"|info(?:rmation)?)",
    r"password|pin(?: code)?(?![a-z])|cvv|pnr|booking ref\w*|(?:your|the|a) references?(?![a-z])|(?:your"
    r"|the) (?:id|ref)(?![a-z])",
    r"(?:your|the) (?:card|passport|phone|mobile|cell|digits)(?![a-z])",
)
"""Words for data that point at one person."""

_LT_ASK: Final = (
    r"(?:at|pa|i|nu|per|uz)?(?:si)?(?:siusk|rasyk|rodyk|teik|sakyk|lik|dalink|dalyk|tvirtink|virtink"
    r"|numesk|mesk|metik"
    r"|brukstel\w*|diktuok|sufleruok|irasyk|kopijuok"
    r"|tikslink|kelk|vesk|duok|mesk)(?:it)?(?:e)?(?![a-z])"
    r"|[iį](?:kelk|vesk|rasyk|mesk)(?:it)?(?:e)?(?![a-z])|(?:pasidalin|atsiu|parasy|irasy|nurody|palik|ikel|ime|pride"
    r"|pateik|primin"
    r"|pasaky)si(?:te?)?(?![a-z])|(?:pa|at)(?:si)?dalinkit\w*|pasidalin(?:k|kite|ki)|atsiusk\w*|nurodyk\w*"
    r"|pranesk(?:it"
    r"|ite)?(?![a-z])|pakomentuok\w*|atsakyk\w*"
    r"|ivardin(?:k|kit)\w*|priminkit\w*|primink(?![a-z])|leisk(?:ite)? zinoti"
)
_LT_INFINITIVE: Final = (
    r"(?!perkelti)(?:at|pa|i|nu|per)?(?:si)?(?:siusti|rasyti|rodyti|teikti|sakyti|likti|dalinti|dalyti|brukstelti"
    r"|bruksteleti|diktuoti|ivesti|ikelti"
    r"|virtinti|tikslinti|kelti|vesti|duoti)(?:s)?(?![a-z])"
    r"|pranesti|zinoti|gauti"
)
_PL_ASK: Final = (
    r"(?:poda|pisz|napisz|dopisz|wpisz|odpisz|wysl|przysl|przesl|zostaw|udostepn|da(?=j)|wklej|potwierdz"
    r"|uzupeln|prosz? o|wskaz|okresl|przypomn|podesl|podrzuc|wrzuc|rzuc|nadesl|dostarcz|zalacz|dyktuj|podyktuj)"
    r"(?:j|ij|nij)?(?:cie|my)?(?![a-z])|poda (?:pan|pani)\w*|podajcie|podasz|wyslesz|napiszesz"
    r"|slij(?:cie)?(?![a-z])|(?:pode|na|prze|przy|wy)slij(?:cie)?(?![a-z])|dawaj(?:cie)?(?![a-z])"
    r"|(?:od)?powiedz(?:cie)?(?![a-z])(?! (?:\w+ )?(?:wysl|jest|bedzie|przysz|juz|mamy|dali|przesl|otrzym|znajd|czeka"
    r"|poszl|ma ))|podziel(?:cie|isz)?(?![a-z])"
)
_PL_INFINITIVE: Final = (
    r"(?:podac|podanie|podawanie|napisac|dopisac|wpisac|wyslac|wyslanie|przyslac|przeslac|przeslanie"
    r"|zostawic|udostepnic|udostepnienie|dac"
    r"|wrzucic|podrzucic|przypomniec|podeslac|zalaczyc|slac|wkleic|potwierdzic|uzupelnic|wskazac|odpisac"
    r"|podania|przeslania)(?![a-z])"
)
REQUESTS: Final = _any(_LT_ASK, _PL_ASK)
"""Imperatives of Lithuanian and Polish: their form alone asks the reader."""
MODALS: Final = re.compile(
    r"(?<![a-z])(?P<reader>pras(?:om|au|ytu)\w*|gal(?:ite|ima|etumet\w*|i|etum)(?![a-z])|reik\w*"
    r"|reiket\w*|uztenk\w*|uzteks|pakan\w*|pakak\w*|butu|maloniai|kvieciame"
    r"|prosz[ea]|prosi(?:my|lbym)\w*|poprosi\w*|moze(?:sz|cie| pan| pani)\w*|mog(?:lbys|lby|laby"
    r"|libyscie)\w*|czy moz\w*|nalezy|trzeba|wystarczy"
    r"|warto|zechc\w*|potrzeb\w*)"
    r"|(?<![a-z])(?P<us>norime|norec\w*|galime|turime|negal\w*|planuo\w*|bandysime|siekdami|mozemy"
    r"|chcemy|chcielib\w*|musimy|bedziemy|staramy|moge|bede)"
)
"""Who is to do what the next infinitive says: the reader, or we."""
INFINITIVES: Final = _any(_LT_INFINITIVE, _PL_INFINITIVE)
NEEDS: Final = _any(
    r"(?:mums |man )?(?:(?:pri)?reikia|(?:pri)?reikes|prireiks|reiketu|reikalingas|reikalinga|butinas|truksta|laukiame"
    r"|laukiam)(?![a-z])(?! (?:jusu|taves|visu)\W*$)",
    r"ko(?:ks|kia|kie|ki|kiu)(?![a-z])(?= (?:yra |buvo )?(?:jusu|tavo|uzsak|siunt|rezerv|klient|tel"
    r"|numer|adres|el|asmens|vard|pavard|gim))",
    r"koki(?:u|uo|ame) (?:el|telef|numer|vard)|praverstu|(?:uzteks|uztenka|pakaks|pakanka"
    r"|wystarcz\w*)(?![a-z])(?! [a-z]+(?:c|ti)(?![a-z]))"
    r"|przydalby\w*|pomocn\w+ bedzie",
    r"(?:pod|na|z) (?:jaki(?:m|ego)|ktory(?:m)?) (?:numer|adres|mail|e-?mail|telefon)\w*|(?:is|are"
    r"|would be|will be) (?:enough|helpful)|will do(?![a-z])|would help",
    r"ar turite|gal turite|gal galite (?:pasakyti|parasyti)",
    r"(?:prosimy|prosze|poprosimy|poprosze|prosilbym|prosilibysmy) o (?!telefon\W*$|kontakt|cierpl|chwil|wiadom"
    r"|wyroz|wyrozum|dm|priv|pw)",
    r"potrzebujemy|potrzebn[yae]|potrzebuje(?![a-z])|brakuje nam",
    r"jak(?:i|a|ie)(?: to| jest| masz| ma pan\w*| macie| byl)? (?=(?:twoj|pana|pani|numer|nr|adres|mail"
    r"|e-?mail|telefon|pesel|imie|nazwisk|dane|masz|jest))",
    r"czy (?:masz|ma pan\w*|macie|maja panstwo)",
    r"what(?:'s| is| was| are)(?= (?:your|the|ur))|which (?=order|booking|email|account)"
    r"|do you (?:happen to )?have (?:your|a|an|the)",
    r"(?:can|could|may|might) (?:we|i) (?:please |also |just )?(?:have|get|take|grab|ask|see|know)",
    r"we(?:'ll| will|'d| would)? (?:also |just |still )?(?:need|require)(?! to)|(?:is|are) (?:needed"
    r"|required)|needed is",
    r"mind (?:sending|sharing|giving|posting|telling|providing|dropping|leaving|confirming)",
)
"""Questions for data and statements that data is needed."""
HAND_OVER: Final = _any(
    r"(?:send|share|provide|give|say|tell|leave|(?<!by )post|drop|confirm|supply|enter|type|write|put"
    r"|pop(?! (?:in|by|over|round|along|down)(?![a-z]))|forward"
    r"|include|reply|respond|submit|paste|ping|shoot|furnish|attach|upload|verify|quote|advise|dictate|list"
    r"|name|fill in"
    r"|let (?:us|me) (?:know|have))(?![a-z])",
    r"(?<!the )(?<!an )(?<!our )(?:comment|state|quote|answer|add|list|advise|text|e-?mail) (?:with|your|below"
    r"|here|us|me"
    r"|the)(?![a-z])",
    r"(?:read|copy) (?:us|me|out|it|them)(?![a-z])|(?:tag|mention|get back to|come back to|write back to|contact"
    r"|hit) (?:us|me) with(?![a-z])",
    r"(?:sending|sharing|providing|giving|telling|leaving|posting|dropping|replying|confirming)(?![a-z])",
)
"""English verbs of handing over; who does it is decided from the words before."""
SUBJECT: Final = re.compile(
    r"(?<![a-z])(?P<us>we(?:'ll|'ve|'d|'re)?|i(?:'ll|'ve|'d|'m)?|they|team|colleagues?|courier|us to"
    r"|let us(?! know| have)|our \w+)(?![a-z])"
    r"|(?<![a-z])(?P<reader>you|please|pls|kindly|just|simply|and|or|then|by)(?![a-z])"
)
PUBLIC: Final = _any(
    r"cia(?![a-z])|komentar\w*|viesai|po si(?:uo|a|ais|omis)(?![a-z])|po siuo|po irasu|siame irase|zemiau"
    r"|sioje gijoje|ant sienos"
    r"|tiesiai po|atsakym(?:e|u)(?![a-z])",
    r"tutaj|tu(?![a-z])|komentarz\w*|pod (?:tym )?(?:postem|wpisem|spodem)|publiczni\w*|ponizej"
    r"|w tym watku|na (?:tablicy|osi)",
    r"here(?![a-z])|comments?(?![a-z])|below|publicly|in public|(?:in|on|under) (?:the|this"
    r"|our) (?:thread|post|wall|page|timeline|replies|feed)|public reply",
)
PRIVATE: Final = _any(
    r"privac\w*|asmenin\w+ (?:zinut|pokalb)\w*|asmeniskai|zinut\w*|messenger\w*|i inbox\w*|inbox\w*"
    r"|pm(?![a-z])|dm(?:s|'s|'e|inkite)?(?![a-z])",
    r"(?<!kokiu )el\. ?pastu|e-?pastu|paskambin\w*|formoje|form(?:a|os)(?![a-z])|uzpildyk\w*|pokalb\w*"
    r"|programele\w*|savitarn\w*|paskyroje|nustatymuose|svetaineje",
    r"priv(?![a-z])|prywatn\w*|wiadomos\w*|e-?mailem|mailowo|mailem|telefoniczn\w*|zadzwon\w*"
    r"|(?<!na )formularz\w*|czat\w*|aplikacj\w*|na pw(?![a-z])|w ustawieniach|na stronie logowania",
    r"private\w*|direct(?:ly)? messag\w*|direct(?![a-z])|messag(?:e|es|ing)(?![a-z])|by (?:phone"
    r"|e-?mail)|via (?:dm|e-?mail|chat|phone|the form|our form)",
    r"e-?mail us|call us|(?:web|online|contact|this|our|the) form(?![a-z])|live chat|our app|in (?:the|your) (?:app"
    r"|settings|account|profile)(?![a-z])|on (?:the|our) (?:web ?)?site(?![a-z])"
    r"|secure (?:link|form)",
)
LINK: Final = re.compile(
    r"https?://|www\.|m\.me/|(?<![a-z])[a-z0-9-]+\.(?:com|lt|pl|eu|me|co\.uk)(?:/"
    r"|(?![a-z]))"
)
REFUSALS: Final = _any(
    r"ne(?:be)?(?:si)?(?:rasyk|siusk|skelbk|skelbt|viesink|dalink|dalyk|palik|pateik|nurod|rasy|siust"
    r"|dekit|komentuok|atskleis|talpin|publikuok"
    r"|reik|privalo|derinkit|dekite|irasy|pasidalink|vesk|paskelb)\w*",
    r"(?:niekada|niekuomet|nereikia|vengkite|venkite|saugokite|ispejame|nerekomenduoj\w+)(?: \w+){0,2}",
    r"nie (?:\w+ )?(?:pod|pis|wys|przes|udost|publ|zamieszcz|zostaw|wpis|ujawn|wkle|potrzeb|trzeba|dziel"
    r"|wstaw|umieszcz|musi|prosi)\w*(?: \w+)?",
    r"(?:nigdy|unikaj\w*|zamiast|prosimy nie|bez podawania|bez)(?: \w+){0,2}",
    r"(?:do not|don'?t|never|avoid|without|not to|no need|instead of|rather than|refrain from"
    r"|stop(?![a-z])|should(?: not|n't)|will not|won't|would not|wouldn't|cannot"
    r"|can't|please no|not (?=share|post|send|leave|give|include))(?:(?: to| ever| be| please"
    r"| publicly)? [a-z']+)?",
)
THERE: Final = _any(
    r"ten(?![a-z])(?! (?:sam|numer|adres|mail|kod|telefon|ktory|pan|sposob|problem|temat|czas|dzien|per))|tenai"
    r"|joje|ja(?![a-z])|tam(?!\W{0,3}kad)(?![a-z])|w niej"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )there(?!'s| is| are| was| were)|that message|the message|to it(?![a-z])"
)
