"""How fast, side by side in one run: by stage, raw HiGHS, linopy, PuLP, plain formulation."""
