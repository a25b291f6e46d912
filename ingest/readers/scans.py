"""What can go wrong with a PDF or a picture of a page, each with the remedy, in Chinese and English."""

from __future__ import annotations

from typing import ClassVar

from rag import SourceError

_INSTALL_ZH = (
    "请安装文字识别程序 Tesseract 及其语言数据（Debian、Ubuntu：apt-get install tesseract-ocr tesseract-ocr-chi-sim "
    "tesseract-ocr-chi-tra tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-rus tesseract-ocr-ara），"
    "并执行 pip install -e .[ocr]，然后重新加入该文件。"
)
_INSTALL_EN = (
    "Install the recognition program Tesseract with its language data (Debian, Ubuntu: apt-get install tesseract-ocr "
    "tesseract-ocr-chi-sim tesseract-ocr-chi-tra tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-rus tesseract-ocr-ara) and "
    "run pip install -e .[ocr], then ingest the file again."
)


class NotPdf(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is no PDF, whatever its name says. Give it the suffix of its real format, or export it as PDF again.",
        "zh": "{path} 虽以 .pdf 为名，内容却不是 PDF。请改用其实际格式的后缀，或重新导出为 PDF。",
    }


class LockedPdf(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is encrypted and opens with a password only. Save a copy without a password and ingest that.",
        "zh": "{path} 已加密，须凭密码才能打开。请另存为不设密码的副本后再加入。",
    }


class DamagedPdf(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is damaged or cut off, and no page of it can be read. Download or export it again.",
        "zh": "{path} 已损坏或不完整，一页也无法读取。请重新下载或导出。",
    }


class NoPages(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is a PDF without any page. Export the document again and ingest it once more.",
        "zh": "{path} 是一个没有任何页面的 PDF。请重新导出该文件后再加入。",
    }


class NoTextLayer(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is a scan: its {pages} page(s) are pictures without a text layer, and nothing was stored. "
        + _INSTALL_EN,
        "zh": "{path} 是扫描件：共 {pages} 页，全是图像，没有文字层，因此未予存入。" + _INSTALL_ZH,
    }


class RecognitionMissing(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is a picture, and its text has to be recognised first. " + _INSTALL_EN,
        "zh": "{path} 是图像，须先识别其中的文字。" + _INSTALL_ZH,
    }


class NothingRecognised(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "No text could be recognised in {path}. Scan it again, upright and at 300 dpi, and ingest it once more.",
        "zh": "{path} 中未能识别出任何文字。请以 300 dpi 端正地重新扫描后再加入。",
    }


class DamagedPicture(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is no picture that can be opened, or it is damaged. Save it again as PNG, JPEG or TIFF.",
        "zh": "{path} 不是可以打开的图像，或已损坏。请重新保存为 PNG、JPEG 或 TIFF。",
    }


class PictureTooLarge(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} has more than {limit} million pixels on one page, too many for a page of text. Save it at 300 dpi.",
        "zh": "{path} 一页的像素超过 {limit} 百万，远多于一页文字所需。请以 300 dpi 重新保存。",
    }
