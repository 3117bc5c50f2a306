"""What vLLM answers, as an OpenAPI document: describeAnswers.py, on standard output.

The server's own /openapi.json leaves the answers out: its handlers give whole responses. Their
models are described here, by the same library that describes the requests.
"""

import json
import sys

from pydantic.json_schema import models_json_schema
from vllm import __version__
from vllm.entrypoints.openai.chat_completion.protocol import ChatCompletionResponse
from vllm.entrypoints.openai.completion.protocol import CompletionResponse
from vllm.entrypoints.pooling.embed.protocol import EmbeddingResponse
from vllm.entrypoints.pooling.scoring.protocol import RerankResponse
from vllm.entrypoints.serve.engine.protocol import ModelList
from vllm.entrypoints.speech_to_text.transcription.protocol import (
    TranscriptionResponse,
    TranscriptionResponseVerbose,
)

ANSWERS = {
    ("get", "/v1/models"): [ModelList],
    ("post", "/v1/chat/completions"): [ChatCompletionResponse],
    ("post", "/v1/completions"): [CompletionResponse],
    ("post", "/v1/embeddings"): [EmbeddingResponse],
    ("post", "/v1/audio/transcriptions"): [TranscriptionResponse, TranscriptionResponseVerbose],
    ("post", "/v1/rerank"): [RerankResponse],
}
PREFIX = "#/components/schemas/"


def content(models: list) -> dict:
    refs = [{"$ref": PREFIX + model.__name__} for model in models]
    schema = refs[0] if len(refs) == 1 else {"anyOf": refs}
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def main() -> None:
    used = [(model, "serialization") for models in ANSWERS.values() for model in models]
    _, described = models_json_schema(used, ref_template=PREFIX + "{model}")
    paths = {
        path: {method: {"responses": {"200": content(models)}}}
        for (method, path), models in ANSWERS.items()
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "vLLM", "version": __version__},
        "paths": paths,
        "components": {"schemas": described["$defs"]},
    }
    json.dump(document, sys.stdout)


main()
