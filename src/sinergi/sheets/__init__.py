"""Table files in and out: read anything, explain every bad cell, hand it back marked. No Django."""
