"""The switchboard: settings, urls, wsgi. The only room that knows every other."""
