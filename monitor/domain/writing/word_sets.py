"""Word lists written as lines of words, which read and change better than lists of quoted strings."""


def word_set(*lines: str) -> frozenset[str]:
    """The words of all lines, parted by spaces."""
    return frozenset(word for line in lines for word in line.split())
