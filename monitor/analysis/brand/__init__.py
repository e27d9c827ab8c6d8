"""What one brand's people taught: a small linear model over words that is added to what the shipped models say.

Nothing here does input or output; where models are kept, and when one is used, `monitor.services` decides.
"""
