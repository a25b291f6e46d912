"""The parts of the page that hold no answer: header, welcome, an exchange's frame, an error, the panel's shell."""

from __future__ import annotations

from collections.abc import Sequence

from rag import Document
from ui.conversation import Conversation, Exchange
from ui.library import library_html
from ui.markup import both, text, words
from ui.render import answer_html

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
_SHELF = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="M5 5v14M9.5 5v14M14 5.4l4.6 13.2" '
    'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></svg>'
)


def header_html() -> str:
    return (
        f'<a class="pc-skip" href="#pc-question">{words("page.skip")}</a>'
        f'<div class="pc-brand">{_LOGO}<span class="pc-wordmark">paracite</span>'
        f'<span class="pc-tagline">{words("page.tagline")}</span></div>'
        '<div class="pc-tools">'
        f'<button type="button" data-action="new" class="pc-tool">{_PLUS}<span>{words("page.new")}</span></button>'
        f'<button type="button" data-action="library" class="pc-tool">{_SHELF}<span>{words("page.library")}</span></button>'
        f'<div class="pc-languages" role="group"><span class="pc-aloud">{words("page.language")}</span>'
        '<button type="button" data-action="language" data-to="zh" lang="zh">中文</button>'
        '<button type="button" data-action="language" data-to="en" lang="en">English</button></div>'
        f'<button type="button" data-action="theme" class="pc-tool pc-icon">{_MOON}'
        f'<span class="pc-aloud">{words("page.theme")}</span></button></div>'
    )


def footer_html() -> str:
    return f'<p class="pc-foot">{words("page.footer")}</p>'


def panel_html() -> str:
    """The panel's own frame; the script of the page fills its body."""
    return (
        '<div class="pc-panel-bar">'
        f'<button type="button" class="pc-back pc-close" data-action="close">‹ {words("page.back.chat")}</button>'
        f'<button type="button" class="pc-back pc-to-sources" data-action="back">‹ {words("page.back.sources")}</button>'
        f'<button type="button" class="pc-back pc-to-library" data-action="library">‹ {words("page.back.library")}</button>'
        f'<h2 class="pc-for-sources">{words("answer.sources")}</h2>'
        f'<h2 class="pc-for-library">{words("page.library")}</h2></div>'
        '<div class="pc-panel-body" tabindex="0"></div>'
    )


def welcome_html(documents: Sequence[Document], examples_zh: Sequence[str], examples_en: Sequence[str]) -> str:
    """What stands where the conversation will be: how to begin, or how to fill an empty collection."""
    if not documents:
        return (
            f'<div class="pc-welcome"><h1>{words("page.empty.title")}</h1><p>{words("page.empty.text")}</p>'
            '<pre class="pc-command"><code>paracite ingest PATH</code></pre></div>'
        )
    examples = "".join(
        f'<li class="{language}"><button type="button" class="pc-example" data-action="ask" lang="{language}">'
        f"{text(question)}</button></li>"
        for language, questions in (("zh", examples_zh), ("en", examples_en))
        for question in questions
    )
    listed = f'<h2>{words("page.welcome.examples")}</h2><ul class="pc-examples">{examples}</ul>' if examples else ""
    return (
        f'<div class="pc-welcome"><h1>{words("page.welcome.title")}</h1>'
        f"<p>{words('page.welcome.text')}</p>{listed}</div>"
    )


def waiting_welcome_html() -> str:
    """The welcome before the collection was asked for its examples."""
    return (
        f'<div class="pc-welcome pc-waiting"><h1>{words("page.welcome.title")}</h1>'
        f"<p>{words('page.welcome.text')}</p></div>"
    )


def exchange_html(exchange: Exchange, number: int) -> str:
    """A question and what came of it: still searching, an answer, or a calm word about what went wrong."""
    state = "done" if exchange.done else "streaming"
    if exchange.trouble is not None:
        body = f'<div class="pc-trouble" role="status"><h3>{words("page.error.title")}</h3><p>{both(*exchange.trouble)}</p></div>'
    elif exchange.answer is not None:
        body = answer_html(exchange.answer, exchange=number)
    else:
        body = (
            f'<div class="pc-searching" role="status"><i></i><i></i><i></i><span>{words("page.searching")}</span></div>'
        )
    return (
        f'<article class="pc-exchange" data-exchange="{number}" data-state="{state}">'
        f'<h2 class="pc-question"><span class="pc-aloud">{words("page.you")}</span>{text(exchange.question)}</h2>{body}</article>'
    )


def past_html(conversation: Conversation) -> str:
    """Every exchange but the one that is being answered."""
    return "".join(exchange_html(each, number) for number, each in enumerate(conversation.exchanges[:-1], start=1))


def current_html(conversation: Conversation) -> str:
    return exchange_html(conversation.exchanges[-1], len(conversation.exchanges))


def library_part(documents: Sequence[tuple[Document, int]]) -> str:
    return f'<div class="pc-library-store" hidden>{library_html(documents)}</div>'
