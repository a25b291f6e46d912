"""What the scale is measured on: news cut to paragraphs, and documents of the trade that a seeded generator makes up.

Both are endless or long streams of documents in a fixed order, so that a measurement can stop and go on at any document.
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from eval.errors import UnreadableNews
from rag import Document, DocumentKind, Locator, Paragraph, ParagraphKind, Reading

PARAGRAPHS_A_DOCUMENT: Final = 20
"""Of a made-up document."""
_LONGEST: Final = 160
"""Characters of a paragraph of the news, but for a single sentence that is longer."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_STATES: Final = _words(
    "阿尔巴尼亚 阿尔及利亚 安哥拉 阿根廷 亚美尼亚 澳大利亚 奥地利 孟加拉国 比利时 贝宁 不丹 玻利维亚 巴西 保加利亚 布隆迪 "
    "柬埔寨 喀麦隆 加拿大 乍得 智利 哥伦比亚 哥斯达黎加 克罗地亚 古巴 塞浦路斯 丹麦 吉布提 厄瓜多尔 埃及 爱沙尼亚 埃塞俄比亚 "
    "斐济 芬兰 法国 加蓬 冈比亚 格鲁吉亚 德国 加纳 希腊 危地马拉 几内亚 海地 洪都拉斯 匈牙利 冰岛 印度 印度尼西亚 伊拉克 "
    "爱尔兰 意大利 牙买加 日本 约旦 哈萨克斯坦 肯尼亚 科威特 老挝 拉脱维亚 黎巴嫩 莱索托 立陶宛 卢森堡 马达加斯加 马拉维 "
    "马来西亚 马尔代夫 马里 马耳他 毛里求斯 墨西哥 蒙古 摩洛哥 莫桑比克 纳米比亚 尼泊尔 荷兰 新西兰 尼日尔 尼日利亚 挪威 阿曼 "
    "巴基斯坦 巴拿马 巴拉圭 秘鲁 菲律宾 波兰 葡萄牙 卡塔尔 罗马尼亚 卢旺达 萨摩亚 塞内加尔 塞尔维亚 塞拉利昂 新加坡 斯洛伐克 "
    "斯洛文尼亚 南非 西班牙 斯里兰卡 苏里南 瑞典 瑞士 塔吉克斯坦 泰国 多哥 突尼斯 土耳其 乌干达 乌克兰 乌拉圭 瓦努阿图 越南 "
    "赞比亚"
)
_BODIES: Final = _words(
    "大会 安全理事会 经济及社会理事会 人权理事会 秘书长 高级专员 特别报告员 主席团 预算咨询委员会 方案和协调委员会 第一委员会 "
    "第三委员会 第五委员会 统计委员会 人口与发展委员会 社会发展委员会 麻醉药品委员会 森林论坛 贸易和发展会议 环境规划署 "
    "人居署 开发计划署 儿童基金会 妇女署 难民署 工程处 粮食计划署 粮农组织 世界卫生组织 国际劳工组织 教科文组织 原子能机构 "
    "国际法委员会 会员国 缔约国 各区域委员会 民间社会 联合检查组 内部监督事务厅 建设和平委员会"
)
_THINGS: Final = _words(
    "海洋垃圾 山区冰川 城市供水 农村电气化 渔业资源 森林火灾 沙尘暴 生物安全 疫苗分配 母婴保健 残疾人无障碍环境 老年人护理 "
    "青年就业 儿童入学率 女童教育 土著语言 文化遗产 档案数字化 会议翻译 文件篇幅 预算执行率 采购程序 差旅费用 房舍租赁 "
    "信息安全 数据保护 人工智能治理 空间碎片 小武器非法贩运 地雷清除 弹药储存 维和人员行为 警察部队部署 军事观察员 停火监察 "
    "难民安置 境内流离失所者 人道主义通道 粮食储备 化肥价格 债务重组 汇款成本 税收合作 非法资金流动 腐败资产追回 贩运人口 "
    "移民劳工 麻醉品替代发展 司法独立 法律援助 囚犯待遇 死刑适用 酷刑受害者 失踪人员 新闻自由 宗教场所保护 种族歧视 仇恨言论 "
    "住房权 饮水权 土地登记 海平面上升 臭氧层 汞污染 危险废物 可再生能源 电网互联 公路安全 港口设施 内陆运输 航空导航 "
    "气象观测 地震预警 灾害保险 热带疾病 抗微生物药物耐药性 精神健康 烟草管制 食品营养 农药残留 种子多样性 灌溉效率 湿地保护 "
    "野生动物贩运 珊瑚礁 深海采矿 渔船登记 海盗行为 海上搜救 边境管理 旅行证件 外交邮袋 特权与豁免 东道国关系 会费分摊比额 "
    "周转基金 养恤金福利 工作人员轮调 语文培训 性别均等 地域分配 实习生待遇 举报人保护 内部司法 审计建议 成果管理 方案评价 "
    "统计能力 人口普查 民事登记 地名标准化 地理空间信息 贫困线 合作社 微额信贷 中小企业 旅游业 手工艺 体育 志愿人员 三方合作 "
    "技术转让 知识产权 电子商务 数字鸿沟 宽带接入"
)
_QUALITIES: Final = _words(
    "长期 当前 跨界 区域 国家 地方 全球 主要 剩余 新出现 受冲突影响地区 最不发达国家 内陆发展中国家 小岛屿国家 非自治领土 "
    "沿海社区 偏远地区 低收入家庭 公共部门 私营部门 两性平等 预算外 经常预算 多年期 试点 联合"
)
_ASPECTS: Final = _words(
    "筹资缺口 监测指标 法律框架 技术标准 执行情况 能力建设 信息交流 早期预警 公众参与 责任分工 进度报告 成本估算 风险评估 "
    "经验教训 协调机制 人员编制 培训教材 数据质量 申诉程序 伙伴关系 优先次序 后续行动 自愿捐款 示范项目 审查周期 过渡安排 "
    "资格条件 登记办法 通报义务 补偿办法"
)
_OPENINGS: Final = _words(
    "回顾 重申 强调 注意到 深为关切 欢迎 赞赏地注意到 铭记 意识到 考虑到 请 促请 敦促 鼓励 吁请 决定 建议 核准 邀请 赞扬 "
    "强烈谴责 申明 确认 授权"
)
_WAYS: Final = _words(
    "在现有资源范围内 与有关各方协商 根据既定程序 以透明方式 不加歧视地 逐步 尽快 酌情 每两年 按照国家优先事项 以六种正式语文 "
    "通过自愿信托基金 借助区域中心 在独立专家协助下 参照以往决定 不影响正在进行的谈判"
)
_DEEDS: Final = _words(
    "制定 审查 加强 公布 更新 简化 扩大 评估 统一 资助 监督 恢复 推迟 落实 修订 协调 延长 收集 汇编 试行 撤销 检验 推广 通报 "
    "落地实施 重新分配"
)
_AFTER: Final = _words(
    "并就此提出书面报告 并说明所需经费 以便列入临时议程 同时顾及当地条件 但须经立法机关核准 并公布所用方法 以减少重复工作 "
    "并保留完整记录 而不增加行政负担 并征求工作人员代表的意见 以弥补上一周期的不足 并通知所有代表团"
)
_ASKED = (
    "关于{piece}，有什么规定？",
    "{piece}是怎么说的？",
    "哪一份文件谈到{piece}？",
    "{piece}由谁负责？",
    "在{piece}方面提出了哪些要求？",
)


def synthetic(start: int) -> Iterator[Reading]:
    """Made-up documents without end, from the one of this number on: the same ones every time."""
    number = start
    while True:
        yield _document(number)
        number += 1


def news(path: Path, start: int) -> Iterator[Reading]:
    """The texts of a file of JSON lines (``_id``, ``text``; plain or .xz), from this one on, as documents.

    Raises UnreadableNews.
    """
    opened = lzma.open if path.suffix == ".xz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, start, None):
                row = json.loads(line)
                yield _reading(str(row["_id"]), _paragraphs_of(str(row["text"])), title=str(row["text"])[:40])
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise UnreadableNews(path=path, reason=str(error) or type(error).__name__) from error


def documents(source: str, start: int) -> Iterator[Reading]:
    """``source``: the path of a file of news, or "" for made-up documents."""
    return news(Path(source), start) if source else synthetic(start)


def text_files(folder: Path, count: int) -> None:
    """So many made-up documents as text files, numbered paragraphs and all: what the reading of files is timed on."""
    for reading in islice(synthetic(10_000_000), count):
        lines = [reading.document.symbol, reading.document.title]
        lines += [f"{place}. {each.text}" for place, each in enumerate(reading.paragraphs, start=1)]
        (folder / f"{Path(reading.document.source).name}").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def questions(source: str, count: int, *, among: int) -> list[str]:
    """So many questions, each about some words of one of the first ``among`` documents: the same ones every time."""
    chance = random.Random(f"questions {among}")  # noqa: S311 - the same ones every time
    wanted = [chance.randrange(among) for _ in range(count)]
    held = set(wanted)
    stream = documents(source, 0) if source else (_document(number) for number in range(among) if number in held)
    numbered = zip(range(among) if source else sorted(held), stream, strict=False)
    texts = {number: [each.text for each in reading.paragraphs] for number, reading in numbered if number in held}
    found = []
    for number in wanted:
        text = chance.choice(texts[number])
        length = chance.randint(8, 24)
        start = chance.randrange(max(1, len(text) - length))
        found.append(chance.choice(_ASKED).format(piece=text[start : start + length].strip("，。；：、")))
    return found


def _document(number: int) -> Reading:
    chance = random.Random(f"document {number}")  # noqa: S311 - the same ones every time
    day = date(1990, 1, 1) + timedelta(days=chance.randrange(12_000))
    session = day.year - 1945
    symbol = f"A/RES/{session}/{number}"
    topic = chance.sample(_THINGS, 4)
    texts = [_paragraph(chance, topic, day) for _ in range(PARAGRAPHS_A_DOCUMENT)]
    return _reading(f"made-up-{number}", texts, title=f"{topic[0]}和{topic[1]}", symbol=symbol, day=day)


def _paragraph(chance: random.Random, topic: Sequence[str], day: date) -> str:
    return "".join(_sentence(chance, topic, day) for _ in range(chance.choice((1, 1, 2, 2, 3))))


def _sentence(chance: random.Random, topic: Sequence[str], day: date) -> str:
    thing = chance.choice(topic) if chance.random() < 0.6 else chance.choice(_THINGS)
    subject = f"{chance.choice(_QUALITIES)}{thing}{chance.choice(_ASPECTS)}"
    other = f"{chance.choice(_THINGS)}的{chance.choice(_ASPECTS)}"
    body, state = chance.choice(_BODIES), chance.choice(_STATES)
    due = day + timedelta(days=chance.randrange(30, 2_000))
    return chance.choice(
        (
            f"{chance.choice(_OPENINGS)}{body}{chance.choice(_WAYS)}{chance.choice(_DEEDS)}{subject}，{chance.choice(_AFTER)}。",
            f"{chance.choice(_OPENINGS)}{state}在{due.year}年{due.month}月{due.day}日提交的文件中就{subject}所作的说明，"
            f"其中指出{other}仍有{chance.randint(2, 97)}%未获解决。",
            f"{body}应于{due.year}年{due.month}月{due.day}日前{chance.choice(_DEEDS)}{subject}，所需{chance.randint(11, 98_000)}"
            f"万美元由{state}和{chance.choice(_STATES)}分摊。",
            f"{state}代表团对{subject}表示保留，认为应{chance.choice(_WAYS)}{chance.choice(_DEEDS)}{other}。",
            f"根据第{chance.randint(1, 75)}/{chance.randint(1, 320)}号决议，{body}每年{chance.choice(_DEEDS)}{subject}"
            f"不少于{chance.randint(2, 40)}次，{chance.choice(_AFTER)}。",
            f"在{state}的{chance.randint(3, 900)}个县，{subject}与{other}相互关联，{body}为此{chance.choice(_WAYS)}"
            f"{chance.choice(_DEEDS)}了{chance.randint(2, 300)}个项目。",
        )
    )


def _paragraphs_of(text: str) -> list[str]:
    """Sentences joined to paragraphs."""
    found = [""]
    for sentence in filter(str.strip, text.replace("\n", "").split("。")):
        if found[-1] and len(found[-1]) + len(sentence) > _LONGEST:
            found.append("")
        found[-1] += f"{sentence}。"
    return [each for each in found if each]


def _reading(name: str, texts: Sequence[str], *, title: str, symbol: str = "", day: date | None = None) -> Reading:
    document = Document(
        id=symbol or name,
        title=title,
        organ="大会" if symbol else "",
        author="大会" if symbol else "",
        source=f"{name}.txt",
        digest=name,
        language="zh",
        symbol=symbol,
        date=day.isoformat() if day else "",
        kind=DocumentKind.RESOLUTION if symbol else DocumentKind.OTHER,
    )
    paragraphs = tuple(
        Paragraph(
            locator=Locator(id=f"op{place}", kind=ParagraphKind.OPERATIVE, path=(str(place),)),
            text=text,
        )
        for place, text in enumerate(texts, start=1)
    )
    return Reading(document=document, paragraphs=paragraphs)
