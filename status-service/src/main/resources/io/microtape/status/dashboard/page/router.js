// What the page shows is in its address, so that it can be sent to somebody, and the way back is the browser's.
// #/MANIFEST/VIEW/ITEM?filter=value

export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [manifest, view, item] = path.split('/').map(decoded);
  return { manifest: manifest || undefined, view: view || undefined, item: item || undefined, query: queryOf(query) };
}

export function link({ manifest, view, item, query = {} }) {
  const path = [manifest, view, item].filter((part) => part !== undefined).map(encodeURIComponent).join('/');
  const text = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value].flat()
    .filter((each) => each !== undefined && each !== '').map((each) => [name, each]))).toString().replaceAll('%2C', ',');
  return text ? `#/${path}?${text}` : `#/${path}`;
}

export function go(route) {
  location.hash = link(route);
}

// A percent sign that begins no escape, as in an address that was cut, stands for itself.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// A name that is given twice is a list.
function queryOf(text) {
  const query = {};
  for (const [name, value] of new URLSearchParams(text)) {
    query[name] = query[name] === undefined ? value : [query[name], value].flat();
  }
  return query;
}
