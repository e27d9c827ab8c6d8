"""How Aside speaks to networks: one folder per network; nothing network-specific stands anywhere else."""
