"""The words of the page that only it uses, in Chinese and English."""

from __future__ import annotations

from typing import Final

PAGE_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "heading": "Evaluation",
        "by_kind": "Wholly right, by kind of question",
        "floor": "floor",
        "baseline": "baseline",
        "calibration": "Calibration of the refusal",
        "sure": "how sure the product was that the documents answer",
        "true": "share that they do answer",
        "calibration_figures": "{count} questions that name no paragraph. Expected calibration error {error}, Brier score {brier}. "
        "On the line, what is said to be 70% sure holds seven times in ten.",
        "latency": "Time per question",
        "median": "median",
        "percentile_95": "95th percentile",
        "ms": "ms",
        "before_after": "Before and after",
        "before_after_told": "Against {name}, {count} questions: the change of each measure and its interval. "
        "Red: lost beyond chance; green: gained beyond chance.",
        "no_change": "No measure of any question changed against {name}.",
        "measures": "Measures",
        "questions": "Questions",
        "held_back": "The questions of the split test are there for reporting: "
        "whoever improves the product by reading them has no test left.",
        "words": "Search questions, answers, paragraphs",
        "every_kind": "every kind",
        "every_language": "both languages",
        "every_outcome": "every outcome",
        "right": "wholly right",
        "wrong": "not wholly right",
        "newly_wrong": "no longer right",
        "newly_right": "now right",
        "changed": "changed",
        "earlier_turns": "Asked before",
        "limited_to": "Limited to",
        "answer": "Answer",
        "cited": "Cited",
        "not_gold": "neither gold nor accepted",
        "found": "Found first",
        "ranks": "words {lexical}, vectors {dense}",
        "crash": "It crashed",
        "lost_measures": "Not reached",
        "zh": "Chinese",
        "en": "English",
    },
    "zh": {
        "heading": "评测",
        "by_kind": "各类问题的完全正确率",
        "floor": "下限",
        "baseline": "基准",
        "calibration": "拒答的校准",
        "sure": "系统认为文件有答案的把握",
        "true": "确有答案的比例",
        "calibration_figures": "未指名段落的问题 {count} 个。预期校准误差 {error}，Brier 分数 {brier}。"
        "点落在斜线上，意味着说有七成把握的，十次有七次确有答案。",
        "latency": "每题用时",
        "median": "中位数",
        "percentile_95": "第95百分位",
        "ms": "毫秒",
        "before_after": "前后对比",
        "before_after_told": "与 {name} 比较，{count} 个问题：各项指标的变化及其区间。红色：下降并非偶然；绿色：上升并非偶然。",
        "no_change": "与 {name} 相比，所有问题的各项指标均无变化。",
        "measures": "各项指标",
        "questions": "问题",
        "held_back": "检验用分组的问题只供报告：照着它们调整产品，就再也没有检验可用。",
        "words": "搜索问题、回答、段落",
        "every_kind": "所有类别",
        "every_language": "两种语言",
        "every_outcome": "所有结果",
        "right": "完全正确",
        "wrong": "未完全正确",
        "newly_wrong": "不再正确",
        "newly_right": "现已正确",
        "changed": "有变化",
        "earlier_turns": "此前所问",
        "limited_to": "限定于",
        "answer": "回答",
        "cited": "引用",
        "not_gold": "既非答案段落，也不在可引之列",
        "found": "最先找到",
        "ranks": "词语 {lexical}，向量 {dense}",
        "crash": "崩溃",
        "lost_measures": "未达到",
        "zh": "中文",
        "en": "英文",
    },
}


def page_words(language: str) -> dict[str, str]:
    """The words of one language (any other than ``zh`` is served English)."""
    return PAGE_WORDS["zh" if language == "zh" else "en"]
