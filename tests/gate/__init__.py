"""The gate is tried: the product is broken in one way after the other, and each must be caught and called by its name.

``python -m tests.gate`` runs the whole campaign on the shipped suite (minutes); tests/eval/test_campaign.py a short form.
"""
