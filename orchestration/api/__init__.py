"""The read API: what is published, for other programs, over HTTP and behind keys. It writes nothing."""
