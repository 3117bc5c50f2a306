"""Models of random weights that see, hear and rank, for the tests of protocols."""

import json

import torch
from tokenizers import AddedToken
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    PreTrainedTokenizerFast,
    Qwen2VLConfig,
    Qwen2VLForConditionalGeneration,
    Qwen2VLImageProcessor,
    Qwen2VLProcessor,
    Qwen2VLVideoProcessor,
    WhisperConfig,
    WhisperFeatureExtractor,
    WhisperForConditionalGeneration,
    WhisperTokenizerFast,
)
from transformers.models.whisper.tokenization_whisper import LANGUAGES

from tokens import SHOWN, byte_tokens, teach

VISION_CHAT = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}"
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'text' %}{{ part['text'] }}"
    "{% elif 'video' in part['type'] %}<|vision_start|><|video_pad|><|vision_end|>"
    "{% else %}<|vision_start|><|image_pad|><|vision_end|>{% endif %}"
    "{% endfor %}{% endif %}<|im_end|>\n{% endfor %}{{ '<|im_start|>assistant\n' }}"
)
# Seconds that Whisper's tokens of time can say, in steps of 0.02.
TIMES = [f"<|{step * 0.02:.2f}|>" for step in range(1501)]
END = "<|endoftext|>"


def vision(folder: str) -> None:
    """Qwen2-VL, two layers that see and two that write: it says one sentence, whatever it sees."""
    made = byte_tokens(
        [END, "<|im_start|>", "<|im_end|>"]
        + [f"<|{name}|>" for name in ("vision_start", "vision_end", "image_pad", "video_pad")]
    )
    tokens = PreTrainedTokenizerFast(
        tokenizer_object=made,
        eos_token="<|im_end|>",
        pad_token=END,
        extra_special_tokens={
            "image_token": "<|image_pad|>",
            "video_token": "<|video_pad|>",
            "vision_start_token": "<|vision_start|>",
            "vision_end_token": "<|vision_end|>",
        },
    )
    tokens.model_max_length = 2048
    tokens.chat_template = VISION_CHAT
    number = tokens.convert_tokens_to_ids
    config = Qwen2VLConfig(
        text_config=dict(
            vocab_size=len(tokens),
            hidden_size=128,
            intermediate_size=256,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=2048,
            rope_scaling={"type": "mrope", "rope_type": "default", "mrope_section": [4, 6, 6]},
            bos_token_id=number(END),
            eos_token_id=number("<|im_end|>"),
            pad_token_id=number(END),
            tie_word_embeddings=False,
        ),
        vision_config=dict(
            depth=2,
            embed_dim=64,
            hidden_size=128,
            num_heads=2,
            mlp_ratio=2,
            patch_size=14,
            spatial_merge_size=2,
            temporal_patch_size=2,
        ),
        image_token_id=number("<|image_pad|>"),
        video_token_id=number("<|video_pad|>"),
        vision_start_token_id=number("<|vision_start|>"),
        vision_end_token_id=number("<|vision_end|>"),
        tie_word_embeddings=False,
    )
    model = Qwen2VLForConditionalGeneration(config)
    said = tokens.encode(SHOWN, add_special_tokens=False)
    # What stands before an answer, as VISION_CHAT has it.
    line_end = tokens.encode("\n", add_special_tokens=False)
    teach(model, [*said, number("<|im_end|>")], after=line_end)
    model.to(torch.bfloat16).save_pretrained(folder)
    # Few tokens a picture: in pixels.
    size = {"shortest_edge": 56 * 56, "longest_edge": 112 * 112}
    Qwen2VLProcessor(
        image_processor=Qwen2VLImageProcessor(size=size),
        video_processor=Qwen2VLVideoProcessor(size=size),
        tokenizer=tokens,
        chat_template=VISION_CHAT,
    ).save_pretrained(folder)


def transcription(folder: str) -> None:
    """Whisper that says two sentences with their times, whatever it hears.

    Its weights are random, but the decoder's layers add nothing and each place in the text has one
    token for its direction: random tokens would be times out of order, which are no transcript.
    """
    made = json.loads(byte_tokens([]).to_str())["model"]
    vocabulary = {**made["vocab"], END: len(made["vocab"])}
    tokens = WhisperTokenizerFast(vocab=vocabulary, merges=[tuple(m) for m in made["merges"]])
    names = ["translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps"]
    special = ["startoftranscript", *LANGUAGES, *names]
    tokens.add_special_tokens({"additional_special_tokens": [f"<|{name}|>" for name in special]})
    tokens.add_tokens([AddedToken(time, special=False, normalized=False) for time in TIMES])
    tokens.save_pretrained(folder)
    number = tokens.convert_tokens_to_ids
    model = WhisperForConditionalGeneration(
        WhisperConfig(
            vocab_size=len(tokens),
            d_model=64,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=128,
            decoder_ffn_dim=128,
            max_target_positions=64,
            pad_token_id=number(END),
            bos_token_id=number(END),
            eos_token_id=number(END),
            decoder_start_token_id=number("<|startoftranscript|>"),
            suppress_tokens=[],
            begin_suppress_tokens=[],
        )
    )
    first = tokens.encode("Stop scrolling:", add_special_tokens=False)
    second = tokens.encode(" lunch money", add_special_tokens=False)
    # What stands before the text asks for a language, a task and times.
    said = [number(f"<|{name}|>") for name in ("en", "transcribe", "notimestamps")]
    said += first + [number("<|1.00|>")] * 2 + second + [number("<|2.00|>"), number(END)]
    decoder = model.model.decoder
    with torch.no_grad():
        # Drawn anew: the row of the token that pads, which is the end's too, is zero.
        directions = torch.randn_like(decoder.embed_tokens.weight)
        directions = torch.nn.functional.normalize(directions, dim=1)
        decoder.embed_tokens.weight.copy_(directions)
        decoder.embed_positions.weight.zero_()
        for place, token in enumerate(said):
            decoder.embed_positions.weight[place] = 4 * directions[token]
        for layer in decoder.layers:
            for last in (layer.self_attn.out_proj, layer.encoder_attn.out_proj, layer.fc2):
                last.weight.zero_()
                last.bias.zero_()
    model.to(torch.bfloat16).save_pretrained(folder)
    WhisperFeatureExtractor(feature_size=80).save_pretrained(folder)


def rerank(folder: str) -> None:
    """BERT: two layers, and one number for a pair of texts."""
    made = byte_tokens(["<pad>", "<s>", "</s>"])
    tokens = PreTrainedTokenizerFast(
        tokenizer_object=made,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        sep_token="</s>",
        cls_token="<s>",
    )
    tokens.model_max_length = 512
    tokens.save_pretrained(folder)
    BertForSequenceClassification(
        BertConfig(
            vocab_size=len(tokens),
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=2,
            max_position_embeddings=512,
            pad_token_id=0,
            num_labels=1,
        )
    ).save_pretrained(folder)
