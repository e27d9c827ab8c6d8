"""The privacy gate: three checks every outgoing text passes at draft, at approval and at the moment of sending.

1. Detector: no personal data of any category in a public text, the brand's own published contacts excepted.
2. Echo: nothing of what the customer wrote or what their record holds, in any grouping, script or grammatical case.
3. Asking: a public text does not ask the customer to post data.

The gate fails closed: if a check breaks, the text does not leave. It imports no analyser; the detector is passed in.
"""

from responders.gate.gate import Detect, check

__all__ = ["Detect", "check"]
