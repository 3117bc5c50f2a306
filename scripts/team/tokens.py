"""What models of random weights have in common: a tokenizer of bytes that a few lines have taught
words, and how a model is made to say a sentence.
"""

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

# What the models say where they may: what a picture shows, and a hook.
SHOWN = "A hand holds red lentils over a blue bowl."
HOOK = "Why does Friday cost more than lunch?"
LINES = [
    "Stop scrolling: this is how I saved my lunch money on Friday.",
    '{"title": "Three hooks", "good": true, "score": 7}',
    "Write a hook about saving money. Keep, kill or scale?",
    SHOWN,
    HOOK,
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


def teach(model, said: list[int], after: list[int], opening: list[tuple[int, int]] = ()) -> None:
    """Makes a model say the tokens of `said` after any of `after`, and the second of each pair of
    `opening` after its first.

    Each token gets a direction of its own, to which layers of random weights add little, and what
    follows it is read off that direction. A grammar that forbids it leaves the choice to chance.
    """
    steps = [*zip(said, said[1:]), *((before, said[0]) for before in after), *opening]
    if len({before for before, _ in steps}) < len(steps):
        raise ValueError("A token cannot be followed by two.")
    with torch.no_grad():
        embeddings = model.get_input_embeddings().weight
        embeddings.copy_(torch.randn_like(embeddings))
        head = model.get_output_embeddings().weight
        for before, following in steps:
            head[following] += 2 * torch.nn.functional.normalize(embeddings[before], dim=0)
