/** An answer that is not what was asked for. Status 0 when there was none at all. */
export class ApiError extends Error {
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

/** An answer and the path that got it. All its body's numbers are strings, so that none loses a digit. */
export class Answer {
  constructor(path, text) {
    this.path = path;
    this.text = text;
    this.body = exactJson(text);
  }

  /** What is at a JSON Pointer; undefined when nothing is. */
  at(pointer) {
    return pointer.split('/').slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce((value, part) => (value === null ? undefined : value?.[part]), this.body);
  }
}

const NUMBER_OR_STRING = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Reads JSON whose numbers become strings, digit by digit. */
export function exactJson(text) {
  return JSON.parse(text.replace(NUMBER_OR_STRING, (token) => (token.startsWith('"') ? token : `"${token}"`)));
}

/** The usage API, with a key that travels in a header only. */
export class Api {
  #key;

  constructor(key) {
    this.#key = key;
  }

  /** Asks for JSON. Parameters are pairs. @throws ApiError */
  async get(path, parameters = [], signal = undefined) {
    const full = withQuery(path, parameters);
    const response = await this.#fetch(full, signal);
    return new Answer(full, await response.text());
  }

  /** Asks for a file. @throws ApiError */
  async file(path, parameters) {
    const response = await this.#fetch(withQuery(path, parameters), undefined);
    return response.blob();
  }

  async #fetch(path, signal) {
    let response;
    try {
      response = await fetch(path.slice(1), {
        headers: { authorization: `Bearer ${this.#key}` },
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal,
      });
    } catch (e) {
      if (e.name === 'AbortError') {
        throw e;
      }
      throw new ApiError(0, 'No connection', 'The usage consumer did not answer.');
    }
    if (!response.ok) {
      throw await problem(response);
    }
    return response;
  }
}

function withQuery(path, parameters) {
  const query = new URLSearchParams(parameters).toString();
  return query ? `${path}?${query}` : path;
}

async function problem(response) {
  try {
    const body = await response.json();
    return new ApiError(response.status, body.title, body.detail);
  } catch {
    return new ApiError(response.status, `Status ${response.status}`, response.statusText);
  }
}
