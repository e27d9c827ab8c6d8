"""The command starts fast and knows its subcommands without importing them."""

import subprocess
import sys

HEAVY = ("sqlalchemy", "aiohttp", "tweepy", "facebook", "sklearn")
NEEDED_TO_JUDGE = ("numpy",)  # the weights of the models are its arrays


def test_the_command_line_itself_imports_nothing_heavy():
    code = f"import sys, monitor.cli; print([name for name in {HEAVY + NEEDED_TO_JUDGE} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_judging_texts_loads_neither_database_nor_network():
    code = f"import sys, monitor.commands.lines; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
