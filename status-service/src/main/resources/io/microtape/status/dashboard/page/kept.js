// What a person chose about the page itself, kept by the browser if it keeps anything.

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Not kept: the choice lasts as long as the page.
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}
