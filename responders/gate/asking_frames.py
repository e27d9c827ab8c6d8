"""What a request is made of when no verb of handing over is there: wishes, fragments, conditions, papers to be shown.

Every frame is a way of asking that holds for any piece of data: "that would help", "just the number", "if we knew it",
"have you got one?". All patterns are for folded small letters with single spaces.
"""

import re
from typing import Final

from monitor.domain.writing.word_sets import word_set
from responders.gate.asking_questions import OTHER_DATA
from responders.gate.asking_words import DATA

_NOUN: Final = rf"(?:{DATA.pattern}|{OTHER_DATA.pattern})"
_WIDE: Final = (
    rf"(?:{_NOUN}|(?<![a-z])(?:telefono|vardo|kontaktu|el\. ?pasto|pasto kodo|namiar\w*|telefonu|maila|adresu"
    rf"|nazwy uzytkownika"
    r"|(?:a|some|your|the) (?:contact|reference|phone|postcode|e-?mail|surname|username))(?![a-z]))"
)
"""After a wish the cases are others: "we would like a telephone"."""
_NAMED: Final = re.compile(_WIDE)
_SOON: Final = r"(?:[^ .!?]+ ){0,4}?"
_NO_DOING: Final = r"(?:(?![a-z]+(?:c|ti|tis)(?![a-z]))[^ .!?]+ ){0,4}?"
"""Words between a wish and the data, none of them an infinitive: "it is enough to restart the phone" wants no phone."""
_WISHES: Final = re.compile(
    r"(?<![a-z])(?:"
    # Lithuanian
    r"(?:uztek|pakak|praver|pagelbe|padetu|(?:pri)?reik[es]|prireik|noret|pageida|prasyt|lauk(?:tu|sim|iam|iu)"
    r"|pritruk|tereik|truksta|stinga"
    r"|stokoja|privalom|butin|reikaling)\w*"
    r"|butu (?:gerai|super|puiku|saunu|smagu|naudinga|patogu)|labai (?:pades|padetu|pravers)\w*"
    # Polish
    r"|przyda\w*|by sie przyda\w*|zabrak\w*|brak(?:uje|nie|owalo)|potrzeb(?:ny|na|ne|uje|ujemy|owali\w*|owac)"
    r"|czeka(?:m|my) na"
    r"|poczekamy na|prosil(?:bym|abym|iby\w*|ibysmy)|chcial(?:bym|abym|iby\w*)|wystarcz\w*|ulatwi\w*"
    r"|niezbedn\w+|konieczn\w+|wymagan\w+|pomogl(?:by|aby|oby)"
    r"|(?:musi|musze|trzeba|warto) (?:\w+ )?(?:znac|miec|zobaczyc)"
    r"|(?:dobrze|fajnie|swietnie|milo|warto) (?:by )?bylo(?:by)? (?:znac|miec|dostac)|dobrze by(?:loby)? (?:znac|miec)"
    # English
    r"|we(?:'re| are)? ask(?:ing)?(?: you)? for|good to (?:know|have)|we'?d (?:love|like|need|want|appreciate)"
    r"|we (?:just |only |simply )?(?:want|need)"
    r"|i'?d (?:love|like|need|appreciate)|would (?:really |massively )?(?:help|be (?:an? )?(?:\w+ )?(?:great|handy"
    r"|(?:we|i) (?:still |also )?lack"
    r"|useful|lovely|good|brilliant|perfect|ideal|help|start))|(?:will|would|'ll) do(?![a-z])|is all (?:we|i) need"
    r"|all (?:we|i)(?:'re| are)? (?:need|missing|after)|(?:we|i)(?:'re|'m| are| am)? (?:just |only "
    r"|still )?(?:missing|after"
    r"|waiting (?:for|on)|short of)|(?:we|i)(?:'ll| will) (?:just |only |still )?(?:wait for|need|require)|handy"
    r"|can't (?:look|check|find|do) (?:\w+ )?without|trouble you for|chance of|help (?:us )?to (?:know|have)"
    rf")(?![a-z]),? {_NO_DOING}{_WIDE}"
)
_WISHES_BEHIND: Final = re.compile(
    rf"{_WIDE}(?: [^ .!?]+){{0,3}}? (?:uztektu|pakaktu|pravers\w*|pades\w*|padetu|reik(?:ia|es|etu|tu)|truksta"
    rf"|brak(?:uje|lo)|is missing|reikalingas|butinas"
    rf"|butu (?:gerai|super|puiku|saunu)"
    r"|(?:by )?(?:sie )?przyda\w*(?: sie)?|wystarczy\w*|potrzebn[yae]|pomoze|pomogl(?:by|aby|oby)"
    r"|mile widzian\w+|pageidautin\w+|(?:by|bedzie|bylb\w+|would) (?:\w+ )?(?:pomocn\w*|przydatn\w*|come in handy)"
    r"|(?:is |are )?(?:very |most )?welcome"
    r"|(?:would|will|'ll) (?:help|do|be (?:an? )?(?:\w+ )?(?:great|handy|useful|lovely|good|enough|perfect|help"
    r"|start))|is (?:needed|required|enough))"
    r"(?![a-z])"
)
_OURS: Final = re.compile(
    r"(?<![a-z])(?:you(?:'ll| will| can)? (?:need|have|find|get)|jums (?:reik\w*|pravers|gali praversti)|rasite"
    r"|gausite|turesite"
    r"|znajd\w+|otrzyma\w+|dostan\w+|potrzebne (?:panu|pani|panstwu)|przyda (?:sie )?(?:panu|pani|ci)"
    r"|(?:noretume|norime|norejome) (?:jus |jums )?(?:padek|atsipras|patikin|inform|prim)\w*"
    r"|(?:we'?d|i'?d) (?:like|love) to (?!know|have|get|take|see|check your))"
)
"""Words that give, promise or thank where a wish would seem to stand."""
_ONLY: Final = re.compile(
    rf"^(?:tai |wiec |so |ir |i |a |and |o )?(?:tik|vien|tiesiog|tylko|sam[oaye]|po prostu|jeszcze|dar|just"
    rf"|only|simply)(?: tik| tylko| just| dar| jeszcze)? "
    rf"(?:the |your |jusu |pana |pani |twoj\w* |savo ){{0,2}}{_NOUN}"
)
_KNOWING: Final = re.compile(
    r"(?<![a-z])(?:(?:jei|jeigu) (?:tik )?(?:zinotume|turetume|gautume|matytume|zinociau|turec?iau)|nurod(?:e"
    r"|zius|ziusi)"
    r"|paras(?:e|ius)|pateik(?:e|us)|atsiunt(?:e|us)|palik(?:e|us)|tured(?:ami|amas|ama)|zinod(?:ami|amas|ama)"
    r"|gav(?:e|us) is jusu"
    r"|(?:jei|jeigu) butu|if there (?:was|were)|gdyby(?:smy|m)? (?:\w+ )?(?:byl|zna|mie|mog|dosta|wiedz)\w*|(?:jesli"
    r"|jezeli|jak|gdy|kiedy) (?:pan\w* |nam |tylko )*"
    r"(?:poda|powie|przes|przypomn|wpis|napis|wskaz|zostaw)\w*|po podaniu|podajac|majac|znajac|po otrzymaniu"
    r"|po przeslaniu"
    r"|if you (?:could |can |would )?(?:told|tell|gave|give|sent|send|shared|share|left|leave|posted|post"
    r"|let us have)(?: us| me)?"
    r"|(?:if|once|when|as soon as) (?:we|i)(?:'d| had|'ve| have)? ?(?:only |just )?(?:knew|know|had|have|get|got)"
    r"|(?:quoting|giving|adding|including|leaving|posting|sharing|sending)(?= (?:us |your|the|a ))"
    rf") {_SOON}{_NOUN}"
)
_WITH: Final = re.compile(
    rf"(?:^|, )with {_SOON}{_NOUN}|(?<![a-z])(?:su|z|ze|pagal|po|with|given) {_SOON}(?:{_NOUN}|numeriu|numerem"
    rf"|kodu|kodem|adresu|adresem"
    r"|pavarde|nazwiskiem)(?: [a-z]+){0,3}? (?:paprasciau|greiciau|lengviau|galetume|rastume|rasime|padetume"
    r"|patikrintume|prosciej|latwiej"
    r"|szybciej|moglibysmy|znajdziemy|pojdzie|easier|quicker|faster|simpler|we could|we can|we'?d)"
    rf"|(?<![a-z])(?:paprasciau|greiciau|lengviau|prosciej|latwiej|szybciej|easier|quicker|faster"
    rf"|simpler)(?: [a-z]+){{0,3}}? (?:su|z|with)"
    rf" {_SOON}{_NOUN}"
)
_WITH_OURS: Final = re.compile(r"(?<![a-z])with (?:\w+ ){0,3}(?:we sent|enclosed|attached|on it|in it|below)")
_ONE: Final = re.compile(
    r"(?<![a-z])(?:(?:have you|do you|would you|you)? ?(?:happen to )?(?:have|got|have got) (?:one|it|that"
    r"|this)(?: handy| there"
    r"| to hand)?|(?:gal |ar )?(?:turit|turite|turi|zinot|zinote|pamenat|prisimenat|atsimenat)e?(?: ji| ja)?"
    r"|(?:ma|masz|zna|znasz|pamieta|pamietasz) (?:go |ja |je |to )?(?:pan|pani|panstwo)?(?: moze| go| ja)?"
    r"|(?:could|can|would|will) you (?:write|send|give|share|tell|add|post|type)(?: us| me)?(?: it)?(?: here)?"
    r"|(?:napisze|poda|przesle|wpisze|dopisze|wysle|zostawi)(?: go| je)? pan\w*|(?:moze |mogl?by "
    r"|moglaby )?pan[ia]? (?:napisze|poda|przesle|napisac|podac)"
    r"|(?:para|ira|nura)sy(?:sit|tumet|tum)(?:e)?|atsiu(?:sit|stumet)(?:e)?|nurody(?:sit|tumet)(?:e)?"
    r"|(?:jaki|jaka|jakie|ktory|ktora|koks|kokia|kuris|what|which)(?: is it| one| it is| jis| ji| to)?)\?$"
)
"""Questions that point back at data named just before."""
_PAPER: Final = (
    r"(?:(?:the |your |a |ta |to |jusu |savo |swoj\w* |twoj\w* )*(?:cek(?:i|io)|kvit(?:a|o)|saskait(?:a|os"
    r"|as)(?: faktura)?"
    r"|dokument(?:a|us)|israsa|sutart(?:i|is)|etiket(?:e|es)|paragon\w*|faktur[ea]|dokument(?:u|y)|umow[ey]"
    r"|etykiet[ey]|wyciag|dowod|receipt|invoice|bill|statement|contract|label|id(?: card)?|passport"
    r"|confirmation e-?mail)"
    r"(?![a-z]))"
)
_SHOWING: Final = re.compile(
    r"(?<![a-z])(?:(?:pa|nu)?(?:rodyk|fotografuok|fotkink|skenuok)(?:it)?e?|ikelk(?:it)?e?|pridek(?:it)?e?"
    r"|imesk(?:it)?e?"
    r"|prisek(?:it)?e?|pokaz(?:e|cie|esz|ac)?(?: pan\w*)?|zrob(?:cie)?(?: zdjecie| fotke| skan)?"
    r"|zrobic (?:zdjecie|skan)"
    r"|dolacz\w*|zalacz\w*|wrzuc\w*|sfotograf\w*|zeskan\w*|show(?: us| me)?|snap|photograph|scan|upload|attach"
    r"|post|screenshot)"
    rf"(?: (?:a |an )?(?:photo|picture|pic|copy|screenshot|scan|shot|nuotrauka|foto"
    rf"|kopija)(?: of)?)? (?:\w+ ){{0,2}}?{_PAPER}"
)
_MORE_VERBS: Final = re.compile(
    r"(?<![a-z])(?:(?:pri|i|su)dek(?:it)?e?|pateikit\w*|sakyk(?:it)?e?|rodyk(?:it)?e?|kopijuok(?:it)?e?"
    r"|mestel\w*|dodaj(?:cie)?"
    r"|mow(?:cie)?|mowic|skopiowa[cl]\w*|skopiuj(?:cie)?|przekopiuj\w*|przepis(?:z|ac|zcie)\w*|niech pan\w* \w+"
    r"|pochwal\w*"
    rf"|(?:stick|pop|chuck|fire|whack|throw|jot|copy|quote|add|remind (?:us|me)|hand|bung|type"
    rf"|spell) {_SOON}(?:{_NOUN}|it|that"
    r"|them))(?![a-z])"
)
_COMMANDS: Final = re.compile(
    r"(?<![a-z])(?!(?:pa|at|ap|su|uz|i|is|per|pri|nu|pra)?(?:si)?(?:lauk|skait|nes|tikrin|ziure|zvelk|rask|saug"
    r"|naudo|rupin|skambin"
    r"|kreip|bandy|spaus|rink|junk|lanky|lank|suk|eik|leis|dziau|pirk|grazin|ruos|bak|svein|keis|keisk|atnaujin"
    r"|matuo)\w*"
    r"(?![a-z]))(?!ne(?!sk))[a-z]{2,}kit(?:e)?(?![a-z])"
    r"|(?<![a-z])(?:prosze|prosimy|moze pan\w*|mozesz|moglby pan|moglaby pani) (?:\w+ )?(?!(?:sprawdz|zadzwon"
    r"|zaczek|poczek|zajrz"
    r"|skorzyst|uzy|wybr|zachow|przygotow|spojrz|otworz|sprobow|klikn|zalog|odwiedz|skontakt|pamiet|zmien"
    r"|zresetow|nacisn|sledz"
    r"|monitor|zwroc|odebr|wejs|przyj|uwaz|chron|pokaz|kupi|ustaw|popros|zapis|odczyt|znal|uruchom|wlacz|wylacz"
    r"|zrestart|napraw|przynies|zabra|wzi|mie)\w*)\w+c(?![a-z])"
)
"""Commands of any verb: Lithuanian -kit(e), Polish "please" with an infinitive; verbs that give nothing left out."""
_CHECKING: Final = (
    r"sprawdz|uzyj|uzywaj|czekaj|poczekaj|zaczekaj|daj znac|zachowaj|pamietaj|przeczytaj|sprobuj|zajrzyj"
    r"|skorzystaj|zmien|otworz"
    r"|wybierz|odbierz|uwazaj|chron|zmieniaj|aktualizuj|zaktualizuj|zresetuj|kup|szukaj|znajdz|pilnuj|zapisuj|trzymaj"
)
_LOOKING: Final = (
    r"check|see|find|change|update|keep|use|look|open|have|get|reset|protect|never|always|bring|show|scan|save"
    r"|track|you|we|i|it"
    r"|the|our|your|that|this|in|on|at|by|with|thanks|thank|sorry|is|are|was|did|does|do|has|had|if|when|once"
    r"|after|before|as|no"
    r"|not|yes|and|but|or|for|from|to|of|about|regarding|under|per|unfortunately|all|both|re|via|they|he|she"
    r"|there|these|what"
    r"|which|where|who|how|why|don|can|could|will|would|may|might|should|treat|secure|remember|activate|cancel"
    r"|load|tap"
)
_ORDERS: Final = re.compile(
    rf"(?:^|, )(?:so |and |a |i |no |to |just |then |pls "
    rf"|please )*(?:(?!(?:{_CHECKING})(?![a-z]))[a-z]{{2,}}(?:[iaeuy]j|pisz|slij|dziel)"
    rf"(?:cie)? (?:[a-z]+ ){{0,2}}?{_NOUN}"
    rf"|(?!(?:{_LOOKING})(?![a-z]))[a-z]{{3,}} (?:us |me |out |down |on |in |up |over |across |all "
    rf"|both )*(?:your|ur|yer) "
    rf"(?:[a-z]+ ){{0,2}}?{_NOUN}"
    rf"|(?!(?:pa|at|ap|su|uz|i|is|per|pri|nu)?(?:si)?(?:lauk|skaity|tikrin|ziure|zvelk|rask|saugok|naudok"
    rf"|skambink|kreipk|bandyk|spausk"
    rf"|rink|junk|lankyk|suk|eik|pirk|grazink|keisk|atnaujink)|ne(?!sk)|kiek|kok|kad|tok|tik|visk|niek|kazk"
    rf"|dauk|piguk)[a-z]{{2,}}[aeiouynlrs]k"
    rf" (?:[a-z]+ ){{0,2}}?{_NOUN}"
    rf"|(?:do|pod|w|wy|prze|z)?rzuc(?:cie)? (?:[a-z]+ ){{0,2}}?{_NOUN}|dopisz (?:[a-z]+ ){{0,2}}?(?:{_NOUN}|mail)"
    rf"|(?:let us|let me|leisk\w*(?: mums| man)?) (?:also )?(?:take|have|note|get|grab|jot|ask(?: for)?|suzinoti"
    rf"|paklausti|paimti"
    rf"|pasizymeti|uzsirasyti) {_SOON}{_NOUN}"
    rf"|(?:gimme|lemme (?:have|get)|prosimy|poprosze|poprosimy) (?:[a-z]+ )??{_NOUN})"
)
"""An order at the beginning, of any verb but those of looking something up."""
_PLACED: Final = re.compile(
    r"(?<![a-z])(?:prosze|prosimy|poprosze|prasau|prasom\w*|please|pls) (?:w|na|pod|i|in|on|under|tu|tutaj|cia"
    r"|here)(?![a-z])"
    r"|(?<![a-z])(?:tu|tutaj|cia|here)(?: \w+)? (?:savo|swoj\w*) \w+"
    r"|(?:in|on|under|below)(?: (?:the|this|our))? (?:comments?|post|thread|reply)\W* (?:please|pls)"
)
_COURTESY: Final = re.compile(
    r"(?<![a-z])(?:trumpai|krotko|in short|briefly|jei(?:gu)? (?:nesunku|galite|galima|imanoma|neprieštaraujate)"
    r"|jesli (?:to nie problem|mozna"
    r"|moge prosic"
    r"|to mozliwe|laska)|bardzo prosze|if (?:it'?s no trouble|you can|possible|you don'?t mind|that'?s ok|i may"
    r"|we may)"
    r"|for (?:security|verification|id)|del (?:tapatyb\w*|saugumo|patvirtinimo)|dla (?:potwierdzenia"
    r"|weryfikacji|bezpieczenstwa|pewnosci)"
    r"|prasau|prasom\w*|prasyciau|prosze|prosimy|poprosze|please|pls|plz|kindly)(?![a-z])"
)
_FILL: Final = word_set(
    "tas pats ta pati ten sam ta sama same kontaktinis kontaktowy koks kokia jaki jaka which",
    "karty korteles card label etykiecie",
    "miestas miesta miestelis miasto miejscowosc town city area panienskie rodowe mergautine maiden",
    "o ir bei dar tik vien tai tada ok jusu savo tavo sios sio del prie i is ant su kuo greiciau prasau prasom prasome",
    "a i oraz jeszcze tylko to wiec pana pani panstwa twoj twoja twoje swoj do na z ze dla prosze poprosze zwrotu",
    "and or also just only the your a an for of on to so then ok please pls plz too as well again full zwrot",
)
_WORD: Final = re.compile(r"[a-z']+")
_FEWEST_LETTERS: Final = 2
_LIST: Final = 2
_PART: Final = re.compile("[,:]| - ")
_UNDER: Final = re.compile(
    r"(?<![a-z])(?:what(?:'s| is| was)? (?:it|that|this|the booking|the order|the account)(?: \w+)? (?:under|in"
    r"|booked under"
    r"|registered (?:to|under|with))|(?:ant|kieno) (?:ko|vardo|vardu)(?: \w+){0,2}|where(?:abouts)? (?:do"
    r"|are) you (?:live|living|based)|(?:could|can|would|tell|say)[^?]* where you live|that (?:\w+ )?(?:number"
    r"|address|code|e-?mail|phone) of yours"
    r"|(?:account|card|iban|address|number|name|e-?mail) to (?:refund|send|use|post|credit|call|ring)"
    r"|which (?:card|account|bank|address|number|phone|e-?mail|postcode|name)(?! (?:model|make|type|case|app))"
    r"|what(?:'s| is)? (?:your |the |ur )?(?:reg|plate"
    r"|iban|sort code|dob|handle)|whose (?:name|account|card)|na ktor[aey] (?:kart|kont|rachun|adres)\w*"
    r"|i kuri[aą]? (?:kortel|saskait|adres)\w*|jaka (?:nazwa (?:uzytkownika|konta)|rejestracja|ulica|karta)"
    r"|jusu (?:banko )?(?:saskaita|kortele|adresas|telefonas)|pan[ai]a? (?:konto|adres|karta|rachunek)"
    r")[^.?]*\?$"
)
_LONGEST_FRAGMENT: Final = 100
_THEN_WE: Final = re.compile(
    r"(?:,| -|(?: and| ir| i))(?: then| tada| tai| to| wtedy)? (?:(?:we|i)(?:'ll| will| can|'d)? [a-z]"
    r"|(?:mes |my |jau |juz |iskart |od razu |zaraz )?[a-z]{3,}(?:ame|ime|my|[aio]m)(?![a-z]))"
)
"""What we do once we have the data: "number and we'll check", "numeris ir tvarkom"."""
_GOT: Final = re.compile(r"(?<![a-z])(?:gav(?:o|ote|ot)|pasiek|atej|otrzyma|dosta|dotar|receiv|arriv|did you get)")


def asks_without_verb(left: str, said: str, *, warned: bool) -> bool:
    """Whether a sentence asks by wish, fragment, condition or pointing back.

    `left` is what stays of the sentence without its warnings, `said` all of it, `warned` whether there were any; both
    in folded small letters.
    """
    if _UNDER.search(left) or _SHOWING.search(left):
        return True
    if _NAMED.search(said) and _ONE.search(left) and _GOT.search(left) is None:
        return True
    if any(is_fragment(left[: then.start()]) for then in _THEN_WE.finditer(left, 0, _LONGEST_FRAGMENT)):
        return True
    return _wishes(left) or _is_frame(left) or (not warned and _is_courteous_fragment(said))


def _wishes(left: str) -> bool:
    return (_WISHES.search(left) or _WISHES_BEHIND.search(left)) is not None and _OURS.search(left) is None


def _is_frame(left: str) -> bool:
    if not _names_data(left):
        return False
    if (
        _MORE_VERBS.search(left)
        or _COMMANDS.search(left)
        or _ORDERS.search(left)
        or _PLACED.search(left)
        or is_fragment(left)
    ):
        return True
    if _KNOWING.search(left):
        return True
    return _WITH.search(left) is not None and (_WITH_OURS.search(left) or _OURS.search(left)) is None


def _is_courteous_fragment(said: str) -> bool:
    """Whether data stands by itself in a part of the sentence and the rest is courtesy, or "only" stands before it."""
    if _ONLY.search(said):
        return True
    parts = _PART.split(said)
    bare = [part for part in parts if is_fragment(part)]
    if len(bare) >= _LIST and sum(len(part.split()) for part in parts if part not in bare) <= _LIST:
        return True  # "Briefly: name, surname, town."
    return bool(bare) and _COURTESY.search(said) is not None


def is_fragment(text: str) -> bool:
    """Whether nothing but data and small words is said: "number and surname please".

    `text` is in folded small letters.
    """
    if not _names_data(text):
        return False
    rest = OTHER_DATA.sub(" ", DATA.sub(" ", text))
    words = [word for word in _WORD.findall(rest) if len(word) >= _FEWEST_LETTERS]
    return all(word in _FILL for word in words)


def _names_data(text: str) -> bool:
    return DATA.search(text) is not None or OTHER_DATA.search(text) is not None
