"""What a release knows by heart: its things by word and by facet. Written by the release, read by the site."""
