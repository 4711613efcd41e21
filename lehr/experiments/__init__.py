"""What a job, a run and an epoch are, and the rules that they keep."""
