"""What we know, decide and show: domain, use cases, analysis, store, web, clock and command line."""
