"""Labels by people: the questions, one rater's sitting, and how far two raters agree.

`questions` says what is asked, `sitting` is the state of one rater at work, `verdicts` keeps what was said as JSON
lines that `aside evaluate` and `aside train` read, `agreement` compares two raters. The terminal is elsewhere.
"""
