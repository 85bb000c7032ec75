"""What a rule pack is (``pack``) and how its file is read (``reading``). Pure: no Django, no clock, no settings."""
