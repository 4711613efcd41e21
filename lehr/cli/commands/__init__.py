"""What each command takes; what it does stands beside, and is loaded when it runs."""
