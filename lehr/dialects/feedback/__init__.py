"""The spellings of schedules that answer to a metric."""
