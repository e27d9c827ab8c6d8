"""Personal data in Lithuanian, Polish and English texts: one recogniser a file, pure functions of one text.

No model, no network, no file; time linear in the length of the text. What a category covers and how it decides is
told in its module and in docs/personal-data.md.
"""

from monitor.analysis.personal_data.finder import find_personal_data
from monitor.analysis.personal_data.mask import mask

__all__ = ["find_personal_data", "mask"]
