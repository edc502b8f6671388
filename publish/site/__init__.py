"""The site: what a release looks like over HTTP. It reads a release folder and a store, and can write neither."""
