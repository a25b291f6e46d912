"""Older word-processor files (.doc, .rtf, .odt): LibreOffice, where it is installed, makes a .docx of them, and that is read.

It runs without a window in a profile of its own, which is thrown away: no macro runs, no link is followed, and nothing of the
user's own LibreOffice is touched.

SourceError
├── OfficeMissing       LibreOffice is not installed
├── OfficeFailed        it could not open the file
└── OfficeTooSlow       it had not finished in time, and was stopped
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from ingest.printed import Printed
from ingest.readers.archive import EncryptedArchive, NotAnArchive, open_archive, read_entry
from rag import EmptyFile, SourceError

SUFFIXES = (".doc", ".dot", ".rtf", ".odt", ".ott", ".wps", ".wpd")
SECONDS = 120
"""A thousand printed pages take about half a minute."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    (b"{\\rtf", ".rtf"),
    (b"\xffWPC", ".wpd"),
)
"""By what a file says of itself, whatever its name: Word 6 and later, RTF, WordPerfect."""
_FILTERS = {".doc": "MS Word 97", ".rtf": "Rich Text Format", ".odt": "writer8", ".wpd": "WordPerfect"}
"""How LibreOffice opens each. Left to itself, it opens what it cannot make out as plain text, and bytes would be stored."""
_TEXT_OF_WORD, _TABLES_OF_WORD = (
    "WordDocument".encode("utf-16-le"),
    ("0Table".encode("utf-16-le"), "1Table".encode("utf-16-le")),
)
"""Names in the directory of a .doc: every one has the first, those of Word 97 and later one of the others."""
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_SETTING = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SAFE = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No macro, no linked picture or text: a document must not make this machine call another."""


class OfficeMissing(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is a {suffix} file, which LibreOffice has to read, and it is not installed here. Install LibreOffice "
        "(libreoffice.org), or open the file in Word and save it as .docx.",
        "zh": "{path} 是 {suffix} 文件，须由 LibreOffice 读取，而本机未安装。请安装 LibreOffice（libreoffice.org），"
        "或用 Word 打开后另存为 .docx。",
    }


class OfficeFailed(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "LibreOffice could not open {path}: it is damaged or protected by a password. Open it, save it as .docx without "
        "a password, and ingest that.",
        "zh": "LibreOffice 无法打开 {path}：文件已损坏或设有密码。请打开后取消密码并另存为 .docx，再加入。",
    }


class OfficeTooSlow(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "LibreOffice had not converted {path} after {seconds} seconds and was stopped. Open the file in Word, save it as "
        ".docx, and ingest that.",
        "zh": "LibreOffice 用了 {seconds} 秒仍未转换完 {path}，已停止。请用 Word 打开后另存为 .docx，再加入。",
    }


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of an older word-processor file. A .docx under an older name is read as what it is.

    Raises:
        EmptyFile, NotAnArchive: it is empty, or no word-processor file at all.
        OfficeMissing, OfficeFailed, OfficeTooSlow: with ``path``.
        DamagedArchive, EncryptedArchive, OversizedArchive: of a file that is a container.

    """
    from ingest.readers import docx
    from ingest.readers.docx_package import Package

    suffix = format_of(content, path=path)
    if suffix == ".docx" or not suffix:
        yield from docx.read(content, path=path)
        return
    converted = convert(content, path=path, suffix=suffix)
    yield docx.read_package(Package(converted, path=path))


def format_of(content: bytes, *, path: Path) -> str:
    """What a file is by its content, as the ending of that format; "" for HTML and what else is for another reader.

    Raises:
        EmptyFile, NotAnArchive, DamagedArchive, EncryptedArchive, OversizedArchive: with ``path``.

    """
    if not content.strip(b"\x00 \t\r\n"):
        raise EmptyFile(path=path)
    for signature, suffix in _SIGNATURES:
        if content.startswith(signature):
            return suffix
    if not content.startswith(b"PK"):
        return ""
    archive = open_archive(content, path=path)
    if "mimetype" not in archive.namelist():
        return ".docx"
    if not read_entry(archive, "mimetype", path=path).decode("latin-1").startswith(_OPEN_DOCUMENT):
        raise NotAnArchive(path=path, suffix=path.suffix.lower())
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in read_entry(archive, manifest, path=path):
        raise EncryptedArchive(path=path)
    return ".odt"


def find_office() -> str | None:
    """The LibreOffice of this machine; None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def convert(content: bytes, *, path: Path, suffix: str, seconds: float = SECONDS) -> bytes:
    """The content of the .docx that LibreOffice makes of a file; ``suffix`` is that of its true format.

    Raises:
        OfficeMissing, OfficeFailed, OfficeTooSlow: with ``path``.

    """
    office = find_office()
    if office is None:
        raise OfficeMissing(path=path, suffix=suffix)
    opened_as = [f"--infilter={_FILTERS[suffix]}"]
    if suffix == ".doc" and not any(name in content for name in _TABLES_OF_WORD):
        if _TEXT_OF_WORD not in content:
            raise OfficeFailed(path=path)
        opened_as = []  # Word 6 and 95: LibreOffice tells them apart by itself
    with tempfile.TemporaryDirectory(prefix="paracite-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"document{suffix}", folder / "made"
        source.write_bytes(content)
        _write_settings(folder / "profile")
        command = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *opened_as,
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)),
        ]
        if not _finishes(command, seconds=seconds):
            raise OfficeTooSlow(path=path, seconds=round(seconds))
        target = made / "document.docx"
        if not target.is_file():
            raise OfficeFailed(path=path)
        return target.read_bytes()


def _write_settings(profile: Path) -> None:
    items = "\n".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SAFE)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), encoding="utf-8")


def _finishes(command: list[str], *, seconds: float) -> bool:
    """Run a command; False where it had to be stopped. The program starts others: all of its group are stopped with it."""
    with subprocess.Popen(  # noqa: S603 - the command is ours, and the file's own name is not in it
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
    ) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:
            if process.returncode is None:
                _stop(process)
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
