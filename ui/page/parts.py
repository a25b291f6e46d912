"""The parts of the page that hold no answer: header, welcome, an exchange's frame, an error, the panel's shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag import Document, ParaciteError
from ui.briefing.panel import briefing_button
from ui.page.conversation import Conversation, Exchange
from ui.page.markup import both, prose, text, words
from ui.page.record import exchange_record
from ui.page.render import answer_html
from ui.page.shelf import scope_names

_LOGO = (
    '<svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">'
    '<path d="M5 3.5h9.5L19 8v12.5H5z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>'
    '<path d="M8 10.2h8M8 13.4h8" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" opacity=".45"/>'
    '<path d="M8 16.6h4.6" stroke="var(--pc-accent)" stroke-width="2" stroke-linecap="round"/>'
    '<circle cx="16.2" cy="16.6" r="1.5" fill="var(--pc-accent)"/></svg>'
)
_MOON = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="M12 3.6a8.4 8.4 0 1 0 0 16.8z" '
    'fill="currentColor"/><circle cx="12" cy="12" r="8.4" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>'
)
_PLUS = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="M12 5v14M5 12h14" stroke="currentColor" '
    'stroke-width="1.8" stroke-linecap="round"/></svg>'
)
_TALK = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="M4.5 5.5h15v10h-8l-4.5 3.6V15.5H4.5z" '
    'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round"/></svg>'
)
_PEN = (
    '<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="M5 19l.8-3.6L16.3 4.9l2.8 2.8L8.6 18.2z" '
    'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round"/></svg>'
)
_SHELF = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="M5 5v14M9.5 5v14M14 5.4l4.6 13.2" '
    'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></svg>'
)


def header_html() -> str:
    return (
        f'<a class="pc-skip" href="#pc-question">{words("page.skip")}</a>'
        f'<div class="pc-brand">{_LOGO}<h1 class="pc-wordmark"><a href="./">paracite</a></h1>'
        f'<span class="pc-tagline">{words("page.tagline")}</span></div>'
        '<div class="pc-tools">'
        f'<button type="button" data-action="new" class="pc-tool">{_PLUS}<span>{words("page.new")}</span></button>'
        f'<button type="button" data-action="conversations" class="pc-tool">{_TALK}<span>{words("page.conversations")}</span></button>'
        f'<button type="button" data-action="library" class="pc-tool">{_SHELF}<span>{words("page.library")}</span></button>'
        f"{briefing_button()}"
        f'<div class="pc-languages" role="group"><span class="pc-aloud">{words("page.language")}</span>'
        '<button type="button" data-action="language" data-to="zh" lang="zh">中文</button>'
        '<button type="button" data-action="language" data-to="en" lang="en">English</button></div>'
        f'<button type="button" data-action="theme" class="pc-tool pc-icon">{_MOON}'
        f'<span class="pc-aloud">{words("page.theme")}</span></button></div>'
    )


def footer_html() -> str:
    return f'<p class="pc-foot">{words("page.footer")}</p>'


def panel_html() -> str:
    """The panel's own frame; the script of the page fills its body and says which of its bar's parts are shown."""
    back = "".join(
        f'<button type="button" class="pc-back pc-to-{name}{" pc-close" if name == "chat" else ""}" data-action="{action}">'
        f"‹ {words(key)}</button>"
        for name, action, key in (
            ("chat", "close", "page.back.chat"),
            ("sources", "back", "page.back.sources"),
            ("library", "library", "page.back.library"),
            ("intake", "intake", "page.add.back"),
        )
    )
    titles = "".join(
        f'<h2 class="pc-for-{name}">{words(key)}</h2>'
        for name, key in (
            ("sources", "answer.sources"),
            ("library", "page.library"),
            ("conversations", "page.conversations"),
            ("briefing", "page.briefing"),
            ("intake", "page.add.title"),
            ("preview", "page.add.preview.note"),
        )
    )
    steps = "".join(
        f'<button type="button" data-action="cite-{way}">{arrow}<span class="pc-aloud">{words(key)}</span></button>'
        for way, arrow, key in (("previous", "↑", "page.previous"), ("next", "↓", "page.next"))
    )
    return (
        f'<div class="pc-panel-bar">{back}{titles}'
        f'<div class="pc-steps" role="group"><span class="pc-step"></span>{steps}</div></div>'
        '<div class="pc-panel-body" tabindex="0"></div>'
    )


def scope_html() -> str:
    """Above the question box: which documents are asked, where not all are. The script says which."""
    return (
        '<p class="pc-elsewhere" role="status" hidden><span class="pc-elsewhere-name"></span>'
        f'<button type="button" data-action="library">{words("page.collection.change")}</button></p>'
        '<p class="pc-scope" role="status" hidden><span class="pc-scope-name"></span>'
        f'<button type="button" data-action="scope-clear">{words("page.scope.clear")}</button></p>'
        f'<p class="pc-offline" role="alert" hidden>{words("page.error.offline")}</p>'
    )


def welcome_html(
    documents: Sequence[Document], examples_zh: Sequence[str], examples_en: Sequence[str], *, adding: bool = False
) -> str:
    """What stands where the conversation will be: how to begin, or how to fill an empty collection (``adding``: here)."""
    if not documents and adding:
        return (
            f'<div class="pc-welcome"><h1>{words("page.empty.title")}</h1><p>{words("page.empty.here")}</p>'
            f'<p><button type="button" class="pc-primary" data-action="add-files">{words("page.add.files")}</button></p></div>'
        )
    if not documents:
        return (
            f'<div class="pc-welcome"><h1>{words("page.empty.title")}</h1><p>{words("page.empty.text")}</p>'
            '<pre class="pc-command"><code>paracite ingest PATH</code></pre></div>'
        )
    examples = "".join(
        f'<li class="{language}"><button type="button" class="pc-example" data-action="ask" lang="{language}">'
        f"<span>{prose(question)}</span></button></li>"
        for language, questions in (("zh", examples_zh), ("en", examples_en))
        for question in questions
    )
    listed = f'<h2>{words("page.welcome.examples")}</h2><ul class="pc-examples">{examples}</ul>' if examples else ""
    return (
        f'<div class="pc-welcome"><h1>{words("page.welcome.title")}</h1>'
        f"<p>{words('page.welcome.text')}</p>{listed}</div>"
    )


def no_collection_html(error: ParaciteError) -> str:
    """The collection that the address names cannot be had."""
    return (
        f'<div class="pc-welcome"><div class="pc-trouble" role="alert"><h2>{words("page.error.title")}</h2>'
        f"<p>{both(error.message('zh'), error.message('en'))}</p></div>"
        f'<p><button type="button" class="pc-primary" data-action="collection" data-served="yes">'
        f"{words('page.collection.back')}</button></p></div>"
    )


def waiting_welcome_html() -> str:
    """The welcome before the collection was asked for its examples."""
    return (
        f'<div class="pc-welcome pc-waiting"><h1>{words("page.welcome.title")}</h1>'
        f"<p>{words('page.welcome.text')}</p></div>"
    )


def early_html() -> str:
    """What is seen until the framework has drawn the page, which takes a second; first_paint.js takes it away again."""
    return (
        '<div id="pc-early" aria-hidden="true"><b>paracite</b>'
        f"<div><div><strong>{words('page.welcome.title')}</strong><p>{words('page.welcome.text')}</p></div></div><i></i></div>"
    )


def exchange_html(exchange: Exchange, number: int, *, scope: Mapping[str, str] | None = None) -> str:
    """A question and what came of it: still searching, an answer, or a calm word about what went wrong.

    ``scope`` says in both languages which documents were asked, where not all were. A finished exchange carries its record,
    which the browser keeps.
    """
    state = "done" if exchange.done else "streaming"
    record = f' data-record="{text(exchange_record(exchange))}"' if exchange.done else ""
    if exchange.trouble is not None:
        body = f'<div class="pc-trouble" role="status"><h3>{words("page.error.title")}</h3><p>{both(*exchange.trouble)}</p></div>'
    elif exchange.answer is not None:
        body = answer_html(exchange.answer, exchange=number, gone=exchange.gone)
    else:
        body = _searching_html()
    edit = (
        f'<button type="button" class="pc-edit" data-action="edit" data-of="{number}">{_PEN}'
        f'<span class="pc-aloud">{words("page.edit")}</span></button>'
        if exchange.done
        else ""
    )
    return (
        f'<article class="pc-exchange" data-exchange="{number}" data-state="{state}"{record}>'
        f'<div class="pc-asked"><h2 class="pc-question"><span class="pc-aloud">{words("page.you")}</span>'
        f'<span class="pc-words" dir="auto">{text(exchange.question)}</span></h2>{edit}</div>'
        f"{_understood(exchange, number, scope)}{body}</article>"
    )


def pending_html() -> str:
    """The frame of a question that is on its way; the script fills it, so that it stands there before its turn has come."""
    return (
        '<article class="pc-asking" hidden><div class="pc-asked"><h2 class="pc-question">'
        f'<span class="pc-aloud">{words("page.you")}</span><span class="pc-words" dir="auto"></span></h2></div>'
        f"{_searching_html()}</article>"
    )


def _searching_html() -> str:
    said = words("page.searching")
    return f'<div class="pc-searching" role="status"><i></i><i></i><i></i><span>{said}</span></div>'


def _understood(exchange: Exchange, number: int, scope: Mapping[str, str] | None) -> str:
    """What the question was read as, and which documents were asked; a click takes either back."""
    chips = []
    rewritten = exchange.answer.rewritten if exchange.answer else ""
    if rewritten and exchange.done:
        chips.append(("page.understood", "alone", "page.ask_alone", f'<span dir="auto">{text(rewritten)}</span>'))
    if scope:
        chips.append(("page.asked_in", "widen", "page.ask_all", both(scope["zh"], scope["en"])))
    made = "".join(
        f'<span class="pc-key">{words(key)}</span>'
        f'<button type="button" class="pc-chip" data-action="{action}" data-of="{number}">{said}'
        f'<span aria-hidden="true">×</span><span class="pc-aloud">{words(undo)}</span></button>'
        for key, action, undo, said in chips
    )
    made += _readings(exchange, number) if exchange.done else ""
    return f'<p class="pc-understood">{made}</p>' if made else ""


def _readings(exchange: Exchange, number: int) -> str:
    """What the question names and wants, as it was read, each to be taken back; and what was taken back, to be had again."""
    found = exchange.answer.understood if exchange.answer else ()
    made = "".join(
        f'<button type="button" class="pc-chip" data-action="without" data-of="{number}" data-code="{text(each.code)}">'
        f'<span>{both(each.zh, each.en)}<small class="pc-effect">{both(each.effect_zh, each.effect_en)}</small></span>'
        f'<span aria-hidden="true">×</span><span class="pc-aloud">{words("page.without")}</span></button>'
        for each in found
    )
    back = (
        f'<button type="button" class="pc-chip pc-back-again" data-action="within" data-of="{number}">'
        f"{words('page.within', count=len(exchange.without))}</button>"
        if exchange.without
        else ""
    )
    return f'<span class="pc-key">{words("page.read_as")}</span>{made}{back}' if made or back else ""


def past_html(conversation: Conversation, *, documents: Sequence[Document] = ()) -> str:
    """Every exchange but the one that is being answered."""
    shown = enumerate(conversation.exchanges[:-1], start=1)
    return "".join(exchange_html(each, number, scope=_scope(each, documents)) for number, each in shown)


def current_html(conversation: Conversation, *, documents: Sequence[Document] = ()) -> str:
    last = conversation.exchanges[-1]
    return exchange_html(last, len(conversation.exchanges), scope=_scope(last, documents))


def _scope(exchange: Exchange, documents: Sequence[Document]) -> dict[str, str] | None:
    return None if exchange.scope.is_open else scope_names(documents, exchange.scope)
