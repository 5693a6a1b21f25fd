"""Everything of ours that is kept: master database, archive, settings, run manifests."""
