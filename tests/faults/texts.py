"""Small documents in any number of versions: every paragraph says whose it is, and no two are alike in their words."""

from __future__ import annotations

import random
import re
from hashlib import sha256

from rag import Document, Locator, Paragraph, ParagraphKind, Reading

_WORDS = re.findall(
    r"\w+",
    "灯塔 港口 森林 沙漠 海洋 渔业 儿童 妇女 难民 选举 法院 宪法 教育 卫生 疫苗 粮食 水源 能源 电力 铁路 公路 桥梁 航空 卫星 "
    "气候 排放 冰川 河流 湖泊 山地 城市 农村 工人 工资 税收 银行 货币 债务 贸易 关税 条约 边界 维和 裁军 地雷 导弹 核能 监狱 "
    "酷刑 律师 记者 新闻 网络 数据 语言 文化 遗产 博物馆 体育 青年 老人 残疾 土著 宗教 移民 护照 海关 毒品 走私 腐败 审计 预算 ",
)
_TAG = re.compile(r"〔(\S+?)之(\d+)〕")


def sentence(name: str, version: int, number: int) -> str:
    """The text of one paragraph, always the same one for the same arguments."""
    draw = random.Random(f"{name}/{version}/{number}")  # noqa: S311 - no secret
    words = draw.sample(_WORDS, 7)
    return (
        f"〔{name}之{version}〕关于{words[0]}与{words[1]}的第{draw.randrange(10**6)}号安排规定，{words[2]}和{words[3]}"
        f"由{words[4]}主管部门负责，{words[5]}的{words[6]}拨款{draw.randrange(10**5)}万元。"
    )


def version_in(text: str) -> tuple[str, int] | None:
    """Which document and version a paragraph says it is of."""
    found = _TAG.search(text)
    return (found[1], int(found[2])) if found else None


def reading(name: str, version: int) -> Reading:
    """A document of two to six paragraphs; another version has other paragraphs and may have more or fewer."""
    texts = [sentence(name, version, number) for number in range(1, 3 + (len(name) + int(name[-2:]) + version) % 5)]
    digest = sha256("\n".join(texts).encode()).hexdigest()
    return Reading(
        document=Document(id=name, title=f"{name}第{version}稿", source=f"{name}.txt", digest=digest),
        paragraphs=tuple(
            Paragraph(locator=Locator(id=str(number), kind=ParagraphKind.NUMBERED, path=(str(number),)), text=text)
            for number, text in enumerate(texts, start=1)
        ),
    )


def file_text(name: str, version: int) -> str:
    """The same as a text file."""
    numbered = [f"{number}. {each.text}" for number, each in enumerate(reading(name, version).paragraphs, start=1)]
    return "\n\n".join([f"关于{name}的文件", *numbered]) + "\n"
