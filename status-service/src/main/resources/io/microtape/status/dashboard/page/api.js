// The service's calls. A refusal becomes an Error that carries what the service says to do about it.

import { askForToken, authorization } from './token.js';

const PATIENCE_MILLIS = 20_000;

export const get = (path, parameters) => call(address(path, parameters), {});

export const post = (path, parameters, body) => call(address(path, parameters), {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body),
});

// A value that is a list is repeated; one that is empty is left out.
export function address(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) => [value].flat()
    .filter((each) => each !== undefined && each !== '').map((each) => [name, each])));
  return query.size > 0 ? `${path}?${query}` : path;
}

async function call(url, options) {
  const answer = await answered(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  return answer.json();
}

// While a person looks for a token, the patience of the first call runs out.
const patience = ({ signal }) => (signal?.reason?.name === 'TimeoutError' ? { signal: AbortSignal.timeout(PATIENCE_MILLIS) } : {});

// The answer to a call that was let in: a token that is asked for is asked for here.
export async function answered(url, options) {
  const answer = await fetched(url, options);
  if (answer.ok) {
    return answer;
  }
  const refusal = await problem(answer);
  // 403: the token is known and may read, but not do this; another may be given for it.
  const wanted = answer.status === 401 || (answer.status === 403 && options.method === 'POST');
  if (wanted && await askForToken(answer.status === 403 ? refusal.message : undefined)) {
    return answered(url, { ...options, ...patience(options) });
  }
  throw refusal;
}

async function fetched(url, options) {
  try {
    return await fetch(url, { ...options, headers: { Accept: 'application/json', ...options.headers, ...authorization() } });
  } catch (cause) {
    throw Object.assign(new Error(`${url.replace(/\?.*/, '')} did not answer`, { cause }), {
      title: 'The service cannot be reached',
      remedy: 'see that it runs; this page goes on by itself when it answers again',
    });
  }
}

async function problem(answer) {
  const said = await answer.json().catch(() => ({}));
  return Object.assign(new Error(said.detail ?? `the service answered ${answer.status}`), {
    title: said.title ? said.title[0].toUpperCase() + said.title.slice(1) : `Error ${answer.status}`,
    remedy: said.remedy,
    status: answer.status,
  });
}
