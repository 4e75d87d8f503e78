"""What pip builds the package with: maturin, with the strongest compression of the wheel, which pyproject.toml cannot name.

Arguments of ``MATURIN_PEP517_ARGS`` come after it; the rest is maturin's.
"""

import os

os.environ["MATURIN_PEP517_ARGS"] = f"--compression-level 9 {os.environ.get('MATURIN_PEP517_ARGS', '')}".strip()

from maturin import *  # noqa: E402, F403
