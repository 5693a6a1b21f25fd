"""What keeps a command from being done though nothing is wrong with our code: said in one sentence, exit 2."""


class NotDone(Exception):
    """``key`` names the sentence in ``pipeline.terminal.words``, ``parts`` fill it; no secret may be among them."""

    def __init__(self, key: str, **parts: str) -> None:
        super().__init__(key, parts)
        self.key, self.parts = key, parts
