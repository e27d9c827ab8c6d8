"""What a brand that has not posted yet publishes first, so that there is something to comment under."""

WELCOME = {
    "siuntukas": "Sveiki! Čia galite klausti, pagirti ir pasiskųsti – skaitome viską ir atsakome. 📦",
    "kawkarnia": "Cześć! Tu możesz pytać, chwalić i narzekać – czytamy wszystko i odpowiadamy. ☕",
    "nordtel": "Hello! Ask us, praise us, tell us off: we read everything here and we answer. 📶",
}
