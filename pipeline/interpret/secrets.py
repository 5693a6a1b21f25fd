"""Secrets in a cell, for every interpreter: the detector lives with the other rules of privacy."""

from pipeline.privacy import SECRET_RULES, secret_rule

__all__ = ["SECRET_RULES", "secret_rule"]
