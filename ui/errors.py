"""What can go wrong between a person and the program, besides what ``rag`` already names.

ParaciteError
└── InterfaceError      PortTaken · HostUnusable · OpenHost · CredentialsUnusable · BatchNeedsJson · QuestionMissing
"""

from __future__ import annotations

from typing import ClassVar

from rag import ParaciteError


class InterfaceError(ParaciteError):
    """The command or the page was asked for something it cannot do as it stands."""


class PortTaken(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "Port {port} on {host} is taken by another program. Choose another with --port, for example --port {other}.",
        "zh": "{host} 的端口 {port} 已被另一个程序占用。请用 --port 换一个端口，例如 --port {other}。",
    }


class HostUnusable(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{host} port {port} cannot be listened on ({reason}). Check --host and --port.",
        "zh": "无法在 {host} 的端口 {port} 上监听（{reason}）。请检查 --host 和 --port。",
    }


class OpenHost(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{host} can be reached from other machines, so everybody there could read your documents. "
        "Add --auth USER:PASSWORD, or leave --host at 127.0.0.1.",
        "zh": "{host} 可从其他机器访问，任何人都能读到您的文件。请加上 --auth USER:PASSWORD，或让 --host 保持 127.0.0.1。",
    }


class CredentialsUnusable(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "--auth needs a name and a password with a colon between them. Write it as --auth USER:PASSWORD.",
        "zh": "--auth 需要用户名和密码，中间用冒号隔开。请写成 --auth USER:PASSWORD。",
    }


class BatchNeedsJson(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "--batch prints one JSON object per line. Add --json: paracite ask --batch FILE --json",
        "zh": "--batch 每行输出一个 JSON 对象。请加上 --json：paracite ask --batch FILE --json",
    }


class QuestionMissing(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "Give either a question or --batch FILE. For example: paracite ask “What does operative paragraph 12 say?”",
        "zh": "请给出一个问题，或用 --batch FILE。例如：paracite ask “第12段说了什么？”",
    }
