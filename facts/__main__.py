"""Write facts/receipt.schema.json anew: python -m facts."""

import json
from pathlib import Path

from facts.receipt import schema

Path(__file__).with_name("receipt.schema.json").write_text(json.dumps(schema(), indent=1) + "\n", encoding="utf-8")
