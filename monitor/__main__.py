"""`python -m monitor` is `aside`."""

from monitor.cli import main

main()
