"""The subcommands of `aside`: parse what was typed, call a use case, print."""
