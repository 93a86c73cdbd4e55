"""The command line: wiring, streams and exit statuses. The only place that prints."""
