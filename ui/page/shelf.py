"""The library as HTML: the documents that a filter leaves, the filter itself, and where files are added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rag import Document, DocumentKind, Shelved, document_name, kind_name
from ui.messages import say
from ui.page.library import add_by_command_html, library_rows
from ui.page.markup import text, words
from ui.page.scope import Scope

LISTED: Final = 200
"""Documents that are listed at once; of more their number is told."""
_LANGUAGES: Final = {"zh": "中文", "en": "English", "fr": "Français", "es": "Español", "ru": "Русский", "ar": "العربية"}
"""As each calls itself."""


def shelf_html(
    documents: Sequence[Document], counts: Mapping[str, int], scope: Scope, *, formats: Sequence[str] = ()
) -> str:
    """The whole library. ``formats``: suffixes of the files that can be added, () where none can be."""
    adding = _adding(formats) if formats else ""
    if not documents:
        hint = f'<p class="pc-hint">{words("page.empty.here")}</p>' if formats else add_by_command_html()
        return f'<div class="pc-shelf">{adding}<div class="pc-blank">{hint}</div></div>'
    return (
        f'<div class="pc-shelf">{adding}{_filter(documents, scope)}'
        f'<div class="pc-listed">{listed_html(documents, counts, scope)}</div></div>'
    )


def listed_html(documents: Sequence[Document], counts: Mapping[str, int], scope: Scope) -> str:
    """The documents that the filter leaves, with how many they are."""
    found = scope.select(documents)
    shown = words("page.filter.shown", count=len(found), total=len(documents))
    gestures = ""
    if not scope.is_open:
        gestures = f'<button type="button" data-action="filter-clear">{words("page.filter.clear")}</button>'
        if 0 < len(found) < len(documents):
            ask = words("page.scope", count=len(found))
            gestures = f'<button type="button" class="pc-primary" data-action="scope">{ask}</button>' + gestures
    if not found:
        return f'<p class="pc-shown" role="status">{words("page.filter.none")}{gestures}</p>'
    rows = library_rows([(each, counts.get(each.id, 0)) for each in found[:LISTED]])
    more = len(found) - LISTED
    rest = f'<p class="pc-hint">{words("page.filter.more", count=more)}</p>' if more > 0 else ""
    return (
        f'<p class="pc-shown" role="status"><span>{shown}</span>{gestures}</p><ul class="pc-library">{rows}</ul>{rest}'
    )


def libraries_html(found: Sequence[Shelved], *, served: str, present: str | None) -> str:
    """The collections of a home, to go from one to another; "" where there is but one. ``present``: None is the served one."""
    here = served if present is None else present
    if len({each.name for each in found} | {here}) < 2:
        return ""
    rows = "".join(_library_row(each, served=served, here=here) for each in found)
    return f'<section class="pc-collections"><h3>{words("page.collections")}</h3><ul>{rows}</ul></section>'


def _library_row(library: Shelved, *, served: str, here: str) -> str:
    marks = (' data-served="yes"' if library.name == served else "") + (
        ' aria-current="true"' if library.name == here else ""
    )
    size = (
        words("page.collection.size", documents=library.documents),
        words("page.paragraphs.count", count=library.paragraphs),
    )
    return (
        f'<li><button type="button" data-action="collection" data-name="{text(library.name)}"{marks}>'
        f'<strong dir="auto">{library_name(library.name)}</strong><span class="pc-of">{" · ".join(size)}</span></button></li>'
    )


def library_name(name: str) -> str:
    """What a collection is called; the one without a name is said to have none."""
    return text(name) if name else words("page.collection.nameless")


def scope_names(documents: Sequence[Document], scope: Scope) -> dict[str, str]:
    """What a scope comes to, in few words, in Chinese and English."""
    found = scope.select(documents)
    if len(found) == 1:
        return {each: document_name(found[0], each) for each in ("zh", "en")}
    return {each: say("page.scope.now", each, count=len(found)) for each in ("zh", "en")}


def _adding(formats: Sequence[str]) -> str:
    accept = text(",".join(formats))
    return (
        f'<div class="pc-add"><button type="button" class="pc-primary" data-action="add-files">{words("page.add.files")}</button>'
        f'<button type="button" data-action="add-folder">{words("page.add.folder")}</button>'
        f'<span class="pc-hint">{words("page.add.drop")}</span>'
        f'<input type="file" class="pc-files" hidden multiple accept="{accept}" tabindex="-1">'
        '<input type="file" class="pc-folder" hidden multiple webkitdirectory tabindex="-1"></div>'
    )


def _filter(documents: Sequence[Document], scope: Scope) -> str:
    kinds = [each for each in DocumentKind if any(document.kind is each for document in documents)]
    kind_names = [
        (each.value, kind_name(Document(id="", kind=each), "zh"), kind_name(Document(id="", kind=each), "en"))
        for each in kinds
    ]
    languages = sorted({each.language for each in documents})
    language_names = [(each, name := _LANGUAGES.get(each, each), name) for each in languages]
    return (
        '<form class="pc-filter" role="search">'
        f'<label class="pc-wide"><span>{words("page.filter.words")}</span>'
        f'<input type="search" name="words" maxlength="200" autocomplete="off" value="{text(scope.words)}"></label>'
        f"{_choice('kinds', 'page.filter.kind', kind_names, scope.kinds)}"
        f"{_choice('languages', 'page.filter.language', language_names, scope.languages)}"
        f"{_year('since', 'page.filter.since', scope.since)}{_year('until', 'page.filter.until', scope.until)}</form>"
    )


def _choice(name: str, key: str, choices: Sequence[tuple[str, str, str]], chosen: Sequence[str]) -> str:
    """A list to choose from; an option holds text alone, so the script of the page sets it in the language of the page."""
    options = "".join(
        f'<option value="{text(value)}" data-zh="{text(zh)}" data-en="{text(en)}"{" selected" if value in chosen else ""}></option>'
        for value, zh, en in [("", say("page.filter.any", "zh"), say("page.filter.any", "en")), *choices]
    )
    return f'<label><span>{words(key)}</span><select name="{name}">{options}</select></label>'


def _year(name: str, key: str, value: str) -> str:
    return (
        f'<label><span>{words(key)}</span><input type="text" inputmode="numeric" pattern="[0-9]*" maxlength="4" '
        f'autocomplete="off" name="{name}" value="{text(value)}"></label>'
    )
