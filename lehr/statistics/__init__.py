"""What samples say of each other, on NumPy and SciPy alone; the latter takes long to load."""
