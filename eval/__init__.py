"""How good is it? A set of questions, what each must be answered with, and floors below which a build fails.

The room knows gold, scores and floors. It asks through the ``rag`` door like anybody else and sees only Answers.
Call it as ``from eval.command import run_suite`` or ``paracite eval`` (``import eval`` alone hides the builtin).
"""
