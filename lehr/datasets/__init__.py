"""The data sets that runs train on: what they are, their rows, and how these are divided."""
