"""``python -m eval [SET] [--home DIR] [--json FILE] [--language zh|en] [--write-floors FILE]``.

What ``paracite eval`` does, and what only whoever maintains a set needs: writing its floors anew.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eval.command import run_evaluation, run_measurement
from rag import ParaciteError, open_assistant, read_settings


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 fine, 1 below a floor or crashed, 2 no honest score can be given."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="评测 / Run an evaluation set.")
    parser.add_argument("set", nargs="?", type=Path, metavar="SET", help="评测集 / a set (default: the shipped one)")
    parser.add_argument("--home", metavar="DIR", help="文件库所在文件夹 / the collection's folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="把全部结果写入文件 / write everything to FILE")
    parser.add_argument("--language", choices=("zh", "en"), help="报告的语言 / language of the report")
    parser.add_argument(
        "--write-floors", type=Path, metavar="FILE", help="把所得写为下限 / write what is reached as floors"
    )
    chosen = parser.parse_args(arguments)
    settings = read_settings(home=chosen.home)
    language = chosen.language or settings.language
    try:
        with open_assistant(settings) as assistant:
            if chosen.write_floors:
                return run_measurement(assistant, chosen.set, chosen.write_floors, language)
            return run_evaluation(assistant, chosen.set, chosen.json, language)
    except ParaciteError as error:
        sys.stderr.write(error.message(language) + "\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
