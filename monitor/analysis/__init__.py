"""Pure analysers: what one text says, in which language, in what mood, how urgent, and which words show it.

Plain functions of values: no network, no clock; model and lexicon files are read once when an analyser is made.
`analyser.Analyser` joins them; each part stands alone too. `training` needs scikit-learn and is never imported by
the rest.
"""
