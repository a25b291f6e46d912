"""The fault campaign: what befalls a collection, and that nothing of it is lost. ``python -m tests.faults`` runs it."""
