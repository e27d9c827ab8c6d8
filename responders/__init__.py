"""How an answer comes about, network-neutral: moves, composing, grammar, the privacy gate, promises.

Pure rules: values in, values out. A network's own rules come as data (`NetworkRules`); the words stand in
config/playbooks. Nothing here sends, stores or reads a clock.
"""
