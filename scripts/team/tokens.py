"""The tokenizer of all models of random weights: bytes, and what a few lines of text teach it."""

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

LINES = [
    "Stop scrolling: this is how I saved my lunch money on Friday.",
    '{"title": "Three hooks", "good": true, "score": 7}',
    "Write a hook about saving money. Keep, kill or scale?",
]


def byte_tokens(special: list[str]) -> Tokenizer:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.train_from_iterator(
        LINES,
        trainers.BpeTrainer(
            vocab_size=512,
            special_tokens=special,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        ),
    )
    return made
