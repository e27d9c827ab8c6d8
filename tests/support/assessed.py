"""Assesses the texts of a JSON list on standard input, prints a line each and then whether it ran compiled.

python -m tests.support.assessed compiled|interpreted
"""

import json
import sys

from tests.support.interpreted import interpret

if __name__ == "__main__":
    if sys.argv[1] == "interpreted":
        interpret()
    from monitor.analysis import reading
    from monitor.analysis.analyser import Analyser
    from monitor.domain.assessments import Surroundings

    texts = json.load(sys.stdin)
    analyser = Analyser()
    found = analyser.assess_many([(text, Surroundings(brand_names=("Siuntukas",))) for text in texts])
    print(*(ascii(each) for each in found), sep="\n")
    print(reading.__file__.endswith(".py"))
