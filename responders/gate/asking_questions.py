"""What asks for data without a word of asking: where the reader lives, under which name; "order number, please".

Questions that only a piece of personal data answers, data with a question mark or a "please" behind it, and photographs
of papers that hold data. All patterns are for folded small letters.
"""

import re
from typing import Final

from responders.gate.asking_words import DATA

_PERSON: Final = r"(?:pan[ia]?|panstwo|sie|ty|wy)"
QUESTIONS: Final = re.compile(
    r"(?<![a-z])(?:"
    # Lithuanian
    r"kur (?:\w+ ){0,2}gyven\w+|kuriame (?:bute|name|aukste)|kok\w+ bute"
    r"|kada (?:jus |tu )*(?:esate |esi )?gim(?:es|usi|ete|ei)|kada (?:jusu|tavo) gimtadien\w+"
    r"|(?:kokiu|kokiam|kuriuo|kuo|kieno) (?:vardu|vardui|pavarde|adresu|numeriu|telefonu|pastu|el|e)(?![a-z])"
    r"|kokia pavarde"
    r"|kas (?:yra )?(?:saskaitos |paskyros |sutarties )?(?:savininkas|gavejas|uzsakovas)"
    r"|i koki[au] (?:banko )?(?:saskaita|numeri|adresa|korteles)|kur (?:jums )?(?:atvezti|pervesti|pristatyti"
    r"|atsiusti|siusti)"
    r"|(?:kokia|kuria) (?:banko )?kortele|(?:jaka|ktora) karta|is kok\w+ (?:saskaitos|numerio|pasto|adreso)"
    r"|kaip (?:jus|tave) (?:rasti|vadinti|vardu)"
    # Polish
    r"|kto (?:jest|byl) (?:\w+ )?(?:wlascicielem|jako odbiorca)|kas (?:yra )?(?:nurodyt\w+"
    r"|irasyt\w+) (?:kaip )?gavej\w*"
    r"|(?:who(?:'s| is)|which name is) (?:down|listed|named|given) (?:as|for) the (?:recipient|addressee|payee)"
    r"|kto (?:jest|byl) wlascicielem|do kogo nalezy (?:konto|karta|umowa)"
    rf"|gdzie (?:dokladnie |teraz )?(?:{_PERSON} )*mieszka\w*|kiedy (?:{_PERSON} )*(?:sie )?(?:{_PERSON} )*urodzi\w+"
    rf"|kiedy (?:ma |masz )?"
    rf"(?:{_PERSON} )*urodziny|jak (?:sie )?(?:{_PERSON} )*nazywa\w*|na kogo|na czyje|czyje nazwisko"
    r"|na (?:jaki(?:e|m)?|ktor[yae]) (?:nazwisko|imie|konto|numer|adres|mail|e-?mail|rachunek|telefon)"
    r"|pod (?:jaki(?:m|e)|ktorym) (?:nazwisk|adres|"
    r"numer|mail|e-?mail|telefon|login)\w*|jakim (?:mail|e-?mail|login|numer|nazwisk)\w*|z jaki\w+ (?:adres"
    r"|mail|e-?mail"
    r"|numer|kont|telefon|kart)\w*|(?:dokad|gdzie) (?:mamy |mozemy )?(?:przywiezc|wyslac|dostarczyc|przelac|zwrocic)"
    r"|jaki(?:e)? (?:masz |ma pan\w* |jest )?(?:login|kod przyszedl|kod dotarl|kod)(?: (?:sms|przyszedl"
    r"|dotarl))?(?=[^.]*\?)"
    # English
    r"|where (?:\w+ )?(?:do|did) you (?:\w+ )?live|when were you born|(?:under |in |on )?(?:what|which|whose) (?:sur"
    r"|last |full |first )?"
    r"name|who (?:was|is) (?:the|your|this|that) (?:booking|order|reservation|ticket)(?: \w+)? (?:for|by|under)"
    r"|who(?:'s| is) the (?:account|card|policy) ?holder|who (?:the|this|that) (?:account|card|booking|order"
    r"|policy) (?:belongs|is registered|is under)"
    r"|how (?:can|could|may|should|do) we (?:reach|call"
    r"|contact|phone)"
    r" you|(?:what|which)(?:'s| is| are)?(?: the| your| ur)?(?: best| right)? (?:number|phone(?= (?:is|are"
    r"|number|do|did|was|can))|card(?= (?:is|did|do|was|were))|address"
    r"|e-?mail|account"
    r"|username|login"
    r"|plate|registration|licen[cs]e plate|number plate|house number|post ?code)|where (?:should|shall|can|do"
    r"|did|may) (?:we"
    r"|it|you want (?:us|it)) (?:to )?(?:deliver|send|ship|refund|pay|post)"
    r")"
)
"""Questions that personal data answers."""
OTHER_DATA: Final = re.compile(
    r"(?<![a-z])(?:"
    r"(?:sms|patvirtinimo|prisijungimo|rezervacijos|bilieto) kod\w*|valstybin\w+ numer\w*|prisijungimo vard\w*"
    r"|(?:paskutin\w+|keturi\w*) (?:\w+ )?(?:korteles )?(?:skaitmen\w*|skaic\w*|skaitmenis)|telefonas(?![a-z])"
    r"|savo telefon\w+"
    r"|adres(?:u)?(?! sklep| salon| stron| siedzib| nasz)(?![a-z])|cyfr\w* (?:\w+ )?karty|(?:ostatni\w+"
    r"|cztery) (?:\w+ )?cyfr\w*"
    r"|nr (?:\w+ )?(?:paczk|zamow|kont|rejestr)\w*|numer(?:em|ami|ow)?(?= (?:zamow|konta|paczk|przesyl|klient"
    r"|telef|umow|zglosz"
    r"|rejestr))|nr listu|login(?:u|em)?(?![a-z])|kod (?:z )?sms\w*|rok\w* urodz\w*|namiar\w*|numerek"
    r"|year of birth|last (?:four|4)(?: digits)?|last digits|user ?names?"
    r"|(?:licen[cs]e|number)"
    r" plates?|(?:order|booking|case) (?:no|ref)(?![a-z])|account e-?mail|(?:last|sur) ?name|code (?:we"
    r"|that) (?:texted|sent|came)"
    r"|(?:kvito|cekio|saskaitos|paso|dokument\w+|etiket\w+|korteles|israso|sutarties|tapatybes \w+|bilieto|pokalbio) "
    r"(?:nuotrauk|kopij|foto|skan|ekrano)\w*|(?:nuotrauk|kopij|foto|skan)\w* (?:kvito|cekio|saskaitos|paso"
    r"|dokument\w*|korteles)"
    r"|(?:zdjeci|skan|fotk|zrzut|kopi)\w* (?:ekranu )?(?:z )?(?:paragon|dowod|paszport|faktur|kart[yi]|etykiet"
    r"|umow|dokument"
    r"|wyciag|rozmow|bilet)\w*"
    r"|(?:photo|picture|pic|scan|copy|screenshot|image)s? of (?:(?:your|the|a|an|my|that|shipping) )*(?:receipt"
    r"|id|passport|invoice"
    r"|label|card|contract|statement|licen[cs]e|ticket|document|conversation|chat|bill)"
    r")"
)
"""Data that is no word of `DATA`: parts of card numbers, log-in names, plates, papers in a photograph."""
_DATA_SOON: Final = rf"(?:\w+ ){{0,4}}?(?:{DATA.pattern}|{OTHER_DATA.pattern})"
ASKED_FOR: Final = re.compile(
    r"(?<![a-z])(?:"
    rf"(?:we|i)(?:'ll| will|'re| are|'m| am) (?:be )?waiting for {_DATA_SOON}"
    rf"|pras(?:au|om|ome|y[tc][uia]\w*) (?:(?!\w+ti(?:s)?(?![a-z]))\w+,? )?(?:{DATA.pattern}|{OTHER_DATA.pattern})"
    rf"|(?:lauk(?:iame|iam|sime|sim)|reik\w+ tik|turime (?:\w+ )?zinoti|(?:galec|norec|galetu"
    rf"|noretu)\w+ (?:\w+ )?(?:(?:su)?zinoti|gauti|tureti)"
    rf"|(?<!can )(?<!will )(?<!to )(?<!must )(?<!could )(?<!would )(?<!should )(?<!may )(?<!'ll )be"
    rf"|trukst\w+) {_DATA_SOON}"
    rf"|(?:po)?pros(?:i|z)\w* (?:\w+ ){{0,3}}?o (?!telefon\W*$){_DATA_SOON}|mozna prosic {_DATA_SOON}"
    rf"|czekamy na {_DATA_SOON}"
    rf"|(?:musimy|chcielib\w+|mozemy|moglib\w+|moge|mozna|bedziemy) (?:\w+ ){{0,3}}?(?:po)?(?:znac|miec|dostac"
    rf"|potrzebowac)"
    rf" {_DATA_SOON}|brakuje (?:nam )?{_DATA_SOON}"
    rf"|(?:i'?d|i|we'?d|just|still|only) (?:\w+ )?need {_DATA_SOON}|(?:missing|short of) {_DATA_SOON}"
    rf"|(?:have to|must|need to) (?:verify|know) {_DATA_SOON}|where to (?:deliver|send|bring|ship)(?=[^.]*\\?)"
    rf"|any chance of {_DATA_SOON}"
    rf"|could (?:i|we) (?:\w+ )?(?:grab|get|take) {_DATA_SOON}"
    r"|(?:zostaw|palik)\w* (?:\w+ )?kontakt\w*"
    rf"|(?:{DATA.pattern}),? (?:poprosimy|poprosze|prasyciau|prasytume)(?![a-z])|(?:waiting|wait) (?:on"
    rf"|for) {_DATA_SOON}"
    r")"
)
"""Words of wanting with the data close behind: no verb has to say that the reader is to hand it over."""
PLEASE_BEHIND: Final = re.compile(
    r"[, ](?:prasau|prasom|prasome|prosze|prosimy|poprosze|poprosimy|please|pls|plz)[.! ]*$"
)
CONDITIONAL: Final = re.compile(
    r"(?<![a-z])(?:atsius|parasy|nurody|palik|pateik|ikel|pasaky|primin|patiksl)\w*tum(?:ete)?(?![a-z])"
)
"""Lithuanian "if you sent us": the polite way to ask."""
WITHOUT: Final = re.compile(
    rf"(?<![a-z])(?:be|bez|without) (?:(?:a|an|the|your|any|jusu|tavo|pana|pani|twojego) )?(?:\w+ )?(?:{DATA.pattern}"
    rf"|{OTHER_DATA.pattern})[^.!?]*?(?<![a-z])(?:ne(?:be)?(?:ras|gal|pad|patikr|surast?)\w*|sunku"
    rf"|nie (?:\w+ )?(?:znajd|spraw"
    r"|pomo|da sie|moze|ruszy)\w*|trudno|ciezko|(?:we|i) (?:can't|cannot|won't|couldn't|are unable)|(?:it's "
    r"|it is )?hard"
    r"|(?:we're|we are|i'm|i am) (?:stuck|lost|in the dark)|stringame|utkniemy|nie ruszymy)"
    r"|(?:ne(?:be)?(?:ras|gal|pad|patikr)\w*|nie (?:\w+ )?(?:znajd|spraw|pomo)\w*|(?:we|i) (?:can't|cannot|won't"
    r"|couldn't))"
    rf"(?: \w+){{0,3}} (?:be|bez|without) (?:(?:a|an|the|your) )?(?:\w+ )?(?:{DATA.pattern}|{OTHER_DATA.pattern})"
)
"""Saying that nothing can be done without the data."""
REMINDERS: Final = (
    (re.compile(r"(?<![a-z])nepamirsk\w*"), "prasome"),
    (re.compile(r"(?<![a-z])nie zapomni\w+"), "prosze"),
    (re.compile(r"(?<![a-z])(?:do not|don'?t) forget to"), "please"),
)
"""Not to forget something is to do it, and what each says without its negation."""
NOT_THEIRS: Final = re.compile(
    r"(?<![a-z])(?:(?:musu|nasz\w*|our) (?:\w+ )?(?:adres\w*|numer\w*|telefon\w*|address(?:es)?|numbers?|phones?"
    r"|e-?mails?)"
    r"|(?:telefono|telefonu|phone|mobile) (?:model|mark|make|brand)\w*|(?:model|mark[ai]|make) (?:\w+ )?(?:telefon\w*"
    r"|phone)"
    r"|(?:gift|loyalty|sim|memory) cards?|dovanu kuponas?|name ?days?|vardo dien\w*|kart\w* (?:podarunkow|sim"
    r"|pamieci)\w*)(?![a-z])"
)
"""Addresses and numbers of ours, makes of telephones, cards that are goods: none of it is the reader's data."""
THINGS: Final = re.compile(
    r"(?<![a-z])(?:(?:the|your|ur) )?(?:telefon(?:as|a|e|ai|em|ie|u|y)?|kortel\w+|kart(?:a|e|y|ami|om)|phones?|mobiles?"
    r"|cards?)(?![a-z])"
)
"""Things whose name also stands for their number."""
RECEIVED: Final = re.compile(
    r"(?<![a-z])(?:gav(?:ot|o|ai|ote)|gaut\w*|atejo|gauna\w*|otrzyma\w*|dosta[lnjc]\w*|dotar\w*|receiv\w*|arriv\w*"
    r"|did you get|mat(?:ete|et|ei)(?![a-z])|pastebejo\w*|widzi(?:al|el)\w*|zauwazy\w*|seen(?![a-z])|notic\w*"
    r"|(?:ar|czy|is|are|was) [^?]*(?:teising|poprawn|prawidlow|correct))"
)
"""Questions whether something reached the reader ask for no data."""
TROUBLE: Final = re.compile(
    r"(?<![a-z])(?:kas|kok\w+|co|jak\w+|what\S*|which) (?:\w+ ){0,3}?(?:problem\w*|nutik\w*|atsitik\w*|negerai"
    r"|blogai|klaid\w*"
    r"|neveik\w*|nie tak|sie dzieje|sie stalo|blad\w*|wrong|up with|happen\w*|issue|error|matter)(?![a-z])"
)
"""Questions about what went wrong: the number, the card or the address is what they are about, not what they want."""
CALLING: Final = re.compile(
    r"(?<![a-z])(?:(?:pa|per)?(?:si)?skambin\w*|(?:za|od)dzwon\w*|telefoniczn\w*|by (?:phone|e-?mail)|mailem"
    r"|el\. ?pastu|e-?mailem)"
)
"""Ways of being called back: beside a question for data they name no private place."""
POINTS_BACK: Final = re.compile(
    r"(?<![a-z])(?:(?:dopisac|podac|wpisac|napisac|przeslac|dopisz|wpisz|podaj|przeslij)(?:cie)? (?:go|ja"
    r"|je)(?![a-z])"
    r"|(?:go|ja|je) (?:dopisac|podac|wpisac|napisac|przeslac)|(?:parasyk|irasyk|nurodyk|palik|atsiusk"
    r"|pridek)\w* (?:ji|ja|juos)"
    r"(?![a-z])|(?:ji|ja|juos) (?:parasyk|irasyk|nurodyk|palik|atsiusk|pridek)\w*"
    r"|(?:copy|write|type) (?:it|them) (?:here|below|out)|(?:please|so|and) (?:add|send|post|share|leave|include"
    r"|provide) (?:it|them|those)(?![a-z]))"
)
"""Asking for "it": the data stands in a clause before."""
