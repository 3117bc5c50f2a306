"""Models of random weights for the tests of protocols: makeModels.py FOLDER.

chat: two Llama layers; embedding: two BERT layers; and those of mediaModels.py. Random weights
write nonsense, which is enough for forms and faults; what stands in a JSON string of `chat` is a
hook.
"""

import os
import sys

import torch
from transformers import (
    BertConfig,
    BertModel,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

import mediaModels
from tokens import HOOK, byte_tokens, teach

CHAT = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n"
    "{% endfor %}assistant:"
)


def tokenizer(folder: str) -> PreTrainedTokenizerFast:
    made = byte_tokens(["<pad>", "<s>", "</s>"])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=made, bos_token="<s>", eos_token="</s>", pad_token="<pad>"
    )
    fast.chat_template = CHAT
    fast.model_max_length = 2048
    fast.save_pretrained(folder)
    return fast


def main(folder: str) -> None:
    torch.manual_seed(1)
    chat = os.path.join(folder, "chat")
    tokens = tokenizer(chat)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokens),
            hidden_size=128,
            intermediate_size=256,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=32,
            max_position_embeddings=2048,
            bos_token_id=1,
            eos_token_id=2,
            pad_token_id=0,
        )
    )
    quote = tokens.convert_tokens_to_ids('"')
    # A value begins with a quote alone. The token of a quote and a comma would do as well where one
    # must stand, and what comes after that token was never taught.
    colons = [tokens.convert_tokens_to_ids(colon) for colon in ('":', ":")]
    said = tokens.encode(HOOK, add_special_tokens=False)
    opening = [(colon, quote) for colon in colons]
    teach(model, [*said, quote], after=[quote], opening=opening)
    model.to(torch.bfloat16).save_pretrained(chat)
    embedding = os.path.join(folder, "embedding")
    tokens = tokenizer(embedding)
    BertModel(
        BertConfig(
            vocab_size=len(tokens),
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=2,
            max_position_embeddings=512,
            pad_token_id=0,
        )
    ).save_pretrained(embedding)
    for make in (mediaModels.vision, mediaModels.transcription, mediaModels.rerank):
        make(os.path.join(folder, make.__name__))


main(sys.argv[1])
