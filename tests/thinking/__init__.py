"""Rules, sheets, grammars: no database, no clock; all together a matter of seconds."""
