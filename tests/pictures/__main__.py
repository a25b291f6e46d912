"""The pictures of both READMEs, made anew of the running page: ``python -m tests.pictures``. Look at them before they are committed.

Needs Debian's chromium, fonts-noto-cjk, libreoffice-writer-nogui and poppler-utils.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

from tests.load.__main__ import serving
from tests.ui.conftest import FLAGS, Visit, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).resolve().parents[2]
PICTURES: Final = ROOT / "docs" / "screenshots"
PAGED: Final = ROOT / "eval" / "structure" / "documents" / "granary-report-zh.pdf"
LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}
ASKED: Final = {
    "zh": ("比利时在死刑问题上承诺做什么？", "第67/169号决议第12段说了什么？"),
    "en": ("What does Belgium pledge on the death penalty?", "What does paragraph 12 of resolution 67/169 say?"),
}
BRIEFING: Final = {
    "zh": ("人权领域的合作：简报", "# 死刑", "# 国际合作"),
    "en": ("Cooperation in human rights: a briefing", "# The death penalty", "# International cooperation"),
}
FILM: Final = (1008, 630)


def picture(visitor: Visit, name: str) -> None:
    visitor.page.wait_for_timeout(500)  # what moves has come to rest
    save(Image.open(BytesIO(visitor.page.screenshot())).convert("RGB"), name)


def save(made: Image.Image, name: str) -> None:
    """Ink on paper has few colours: a third of the bytes."""
    made.quantize(256, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


def draw_page(browser: Browser, url: str, language: str) -> None:
    """The chat with its sources, and the briefing."""
    with visit(browser, url, locale=LOCALES[language]) as visitor:
        page = visitor.page
        visitor.ask(ASKED[language][0])
        page.click("#pc-current .pc-cite >> nth=0")
        picture(visitor, f"chat-{language}")
        page.click("#pc-current [data-action=pin-answer]")
        visitor.ask(ASKED[language][1])
        page.click("#pc-current [data-action=pin-answer]")
        page.click("#pc-header [data-action=briefing]")
        page.wait_for_selector(".pc-toast.is-shown")
        page.evaluate("document.querySelector('.pc-toast').classList.remove('is-shown')")
        picture(visitor, f"briefing-{language}")


def draw_documents(browser: Browser, url: str) -> None:
    """A document beside the pages of its file, and the library."""
    with visit(browser, f"{url}/#/A/87/206/5", locale=LOCALES["en"]) as visitor:
        visitor.page.click("[data-action=sheets]")
        visitor.page.wait_for_selector(".pc-picture img")
        picture(visitor, "document-en")
    with visit(browser, url, theme="dark") as visitor:
        visitor.page.wait_for_selector(".pc-library")
        picture(visitor, "library-zh")


def draw_film(browser: Browser, url: str, folder: Path) -> None:
    """Ask, open what is cited, export: an animated picture."""
    frames: list[tuple[Image.Image, int]] = []
    with visit(browser, url, locale=LOCALES["en"]) as visitor:
        page = visitor.page

        def keep(milliseconds: int) -> None:
            page.wait_for_timeout(400)
            shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
            frames.append((shown.resize(FILM, Image.Resampling.LANCZOS), milliseconds))

        keep(1200)
        page.fill("#pc-question textarea", ASKED["en"][0])
        keep(1200)
        visitor.ask(ASKED["en"][0])
        keep(1800)
        page.hover("#pc-current .pc-cite >> nth=0")
        keep(1800)
        page.click("#pc-current .pc-cite >> nth=0")
        page.mouse.move(5, 5)
        keep(1500)
        page.click("#pc-panel .pc-card.is-open .pc-open")
        page.wait_for_selector(".pc-paragraph.is-open")
        keep(2000)
        page.click("#pc-current [data-action=pin-answer]")
        page.click("#pc-header [data-action=briefing]")
        keep(1800)
        with page.expect_download() as download:
            page.click("[data-action=export][data-format=docx]")
        keep(1500)
        download.value.save_as(folder / "film.docx")
    sheet = Image.new("RGB", FILM, "#e5e2da")
    word = drawn(folder / "film.docx")
    word.thumbnail((FILM[0], FILM[1] - 24))
    sheet.paste(word, ((FILM[0] - word.width) // 2, 12))
    frames.append((sheet, 3000))
    first, *others = [each for each, _ in frames]
    lasting = [each for _, each in frames]
    first.save(
        PICTURES / "ask-cite-export.webp", save_all=True, append_images=others, duration=lasting, loop=0, quality=80
    )


def draw_word(home: Path, folder: Path, language: str) -> None:
    """What ``paracite brief`` writes, as LibreOffice shows it."""
    title, *headings = BRIEFING[language]
    lines = [line for pair in zip(headings, ASKED[language], strict=True) for line in pair]
    questions, written = folder / f"{language}.txt", folder / f"{language}.docx"
    questions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run("brief", str(questions), "-o", str(written), "--title", title, "--language", language, home=home)
    save(drawn(written), f"briefing-word-{language}")


def drawn(written: Path) -> Image.Image:
    """The first page of a Word file."""
    office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(written.parent), str(written)]
    subprocess.run(office, check=True, capture_output=True)
    stem = written.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "90", "-f", "1", "-singlefile", "-png", f"{stem}.pdf", str(stem)], check=True)
    return Image.open(f"{stem}.png").convert("RGB")


def run(*arguments: str, home: Path) -> None:
    command = Path(sys.executable).with_name("paracite")
    subprocess.run([str(command), "--home", str(home), *arguments], check=True, capture_output=True)


def main() -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        with serving(folder / "home") as (url, _):
            for language in LOCALES:
                draw_page(browser, url, language)
                draw_word(folder / "home", folder, language)
            draw_film(browser, url, folder)
            run("ingest", str(PAGED), home=folder / "home")
            draw_documents(browser, url)
        browser.close()


if __name__ == "__main__":
    main()
