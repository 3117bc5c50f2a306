/** Errors of OpenAI's API: platform.openai.com/docs/guides/error-codes. */
export interface OpenAiError {
  error: {
    message: string;
    /** `requests`: there are too many. */
    type: 'invalid_request_error' | 'requests' | 'server_error';
    /** The parameter that is wrong, as a path into the request. */
    param: string | null;
    code: string;
  };
}

export interface OpenAiErrorOptions {
  /** Of HTTP; it tells whose fault it is. */
  status: number;
  message: string;
  /** One of the contract's, or `not_found`, `invalid_api_key` and the like of the host. */
  code: string;
  param?: string | undefined;
}

/** An error in the form that OpenAI's clients read, whoever answers: the host or the core. */
export function toOpenAiError({ status, message, code, param }: OpenAiErrorOptions): OpenAiError {
  return { error: { message, type: typeOf(status), param: param ?? null, code } };
}

function typeOf(status: number): OpenAiError['error']['type'] {
  if (status === 429) return 'requests';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}
