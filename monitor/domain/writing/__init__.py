"""How people write: folding a text for comparison, and numbers written in words. Values only, no judgement."""
