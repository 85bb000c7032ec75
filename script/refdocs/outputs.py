"""JSON Schemas of what commands print with ``--json``; tests hold the commands to them."""

from __future__ import annotations

import json
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string"}

REFUSED = {
    "title": "A refusal: exit code 3, or 5 when the machine is in the way",
    "type": "object",
    "properties": {
        "refused": {
            "type": "object",
            "properties": {"code": TEXT, "message": TEXT, "message_en": TEXT},
            "required": ["code", "message", "message_en"],
        }
    },
    "required": ["refused"],
}
IMPORT = {
    "title": "sinergi import WHAT FILE --json",
    "type": "object",
    "properties": {
        "new": COUNT,
        "changed": COUNT,
        "unchanged": COUNT,
        "left_out": {
            "type": "array",
            "items": TEXT,
            "description": "Sheet!row, or Sheet!cell for a cell taken as blank",
        },
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "sheet": TEXT,
                    "row": {
                        "type": "integer",
                        "minimum": 0,
                        "description": "1 is the first row; 0: the whole sheet or file",
                    },
                    "column": {"type": "string", "description": "letters of the column, A first; empty: the whole row"},
                    "severity": {"enum": ["error", "warning", "info"]},
                    "code": TEXT,
                    "message": TEXT,
                    "message_en": TEXT,
                    "suggestion": TEXT,
                },
                "required": ["sheet", "row", "column", "severity", "code", "message"],
            },
        },
        "layout": {"type": "string", "description": "the layout or saved mapping that read the file"},
        "alongside": {**COUNT, "description": "desa or regions that the file brings beside its rows"},
        "applied": {"type": "boolean", "description": "false: nothing was changed"},
    },
    "required": ["new", "changed", "unchanged", "left_out", "problems"],
}
VERIFY = {
    "title": "sinergi journal verify [FOLDER] --json",
    "type": "object",
    "properties": {
        "ok": {"type": "boolean"},
        "size": {"type": "integer", "minimum": 0, "description": "entries in the tree"},
        "root": {"type": "string", "description": "hex of the tree's root hash"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"code": TEXT, "message": TEXT, "message_en": TEXT},
                "required": ["code", "message", "message_en"],
            },
        },
    },
    "required": ["ok", "size", "root", "problems"],
}
DOCTOR = {
    "title": "sinergi doctor --json",
    "type": "object",
    "properties": {
        "ok": {"type": "boolean"},
        "checks": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": TEXT, "ok": {"type": "boolean"}, "says": TEXT},
                "required": ["name", "ok", "says"],
            },
        },
    },
    "required": ["ok", "checks"],
}
INIT = {
    "title": "sinergi init --json",
    "type": "object",
    "properties": {
        "pack": TEXT,
        "district": {"type": "string", "description": "dotted kecamatan code; empty for more than one"},
        "accounts": {"type": "object", "additionalProperties": TEXT, "description": "login -> password, shown once"},
    },
    "required": ["pack", "district", "accounts"],
}
REPLAY = {
    "title": "sinergi journal replay --json",
    "type": "object",
    "properties": {
        "facts": {**COUNT, "description": "applied again"},
        "tables": {**COUNT, "description": "emptied and rebuilt"},
        "differing": {"type": "array", "items": TEXT, "description": "tables that are not what they were"},
    },
    "required": ["facts", "tables", "differing"],
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "import": IMPORT,
    "verify": VERIFY,
    "refused": REFUSED,
    "doctor": DOCTOR,
    "init": INIT,
    "replay": REPLAY,
}


def pages() -> dict[str, str]:
    """Return each schema as a file."""
    return {
        f"{name}.schema.json": json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"
        for name, schema in SCHEMAS.items()
    }
