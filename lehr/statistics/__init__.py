"""What samples say of each other, on NumPy and SciPy alone; loading it takes most of a second."""
