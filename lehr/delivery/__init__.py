"""What webhooks are, and how one delivery is sent (the Standard Webhooks specification, 1.0.0)."""
