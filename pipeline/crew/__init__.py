"""The processes of a run: what they do and how they are kept.

prepare  one file -> one submission: pre-flight, read, claim, interpret (``titles``: what its title rows say of it)
pool     child processes that prepare what arrived and draw what goes back, each within limits
cluster  the same preparing on the machines of a Dask cluster
spool    submissions packed on their way
beside   work done in a copy of this process; ``orphan``: none outlives the one that started it
"""
