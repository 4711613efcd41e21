"""What a job's runs say of its configurations, over their seeds."""
