"""The training program: it claims runs, trains them, and records what happened."""
