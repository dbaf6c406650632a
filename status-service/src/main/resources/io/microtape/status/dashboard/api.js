// The service's calls. A refusal becomes an Error that carries what the service says to do about it.

const PATIENCE_MILLIS = 20_000;

export async function get(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ''));
  const answer = await ask(query.size > 0 ? `${path}?${query}` : path);
  if (!answer.ok) {
    throw await problem(answer);
  }
  return answer.json();
}

async function ask(url) {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MILLIS), headers: { Accept: 'application/json' } });
  } catch (cause) {
    throw Object.assign(new Error(`${url} did not answer`, { cause }), {
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
